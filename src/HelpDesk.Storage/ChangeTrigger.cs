namespace HelpDesk.Storage;

/// <summary>
/// The triggers that write <see cref="Model.TicketChangeRow"/>. Made where they are missing at every start, and not in a
/// migration: one that makes the table of tickets anew on SQLite drops its triggers without a word.
/// </summary>
internal static class ChangeTrigger
{
    /// <summary>What a row's own columns are made of, without the ticket.</summary>
    public const string SqliteValues = "0, random(), CAST(strftime('%s', 'now') AS INTEGER)";

    /// <inheritdoc cref="SqliteValues"/>
    public const string PostgresValues = "pg_current_xact_id()::text::bigint, (random() * 9e15)::bigint, extract(epoch from clock_timestamp())::bigint";

    public const string Sqlite = $"""
        CREATE TRIGGER IF NOT EXISTS helpdesk_ticket_opened AFTER INSERT ON "Tickets" BEGIN
            INSERT INTO "TicketChanges" ("Ticket", "Mark", "Token", "At") VALUES (NEW."Id", {SqliteValues}); END;
        CREATE TRIGGER IF NOT EXISTS helpdesk_ticket_changed AFTER UPDATE ON "Tickets" BEGIN
            INSERT INTO "TicketChanges" ("Ticket", "Mark", "Token", "At") VALUES (NEW."Id", {SqliteValues}); END;
        CREATE TRIGGER IF NOT EXISTS helpdesk_ticket_deleted AFTER DELETE ON "Tickets" BEGIN
            INSERT INTO "TicketChanges" ("Ticket", "Mark", "Token", "At") VALUES (OLD."Id", {SqliteValues}); END;
        """;

    /// <summary>The payload is a channel and a conversation, as for what is said; ours has no conversation.</summary>
    public const string Postgres = $"""
        DO $do$ BEGIN
            PERFORM pg_advisory_xact_lock(hashtext('helpdesk_changed'));
            IF NOT EXISTS (SELECT 1 FROM pg_trigger WHERE tgname = 'helpdesk_changed' AND tgrelid = '"Tickets"'::regclass) THEN
                CREATE OR REPLACE FUNCTION helpdesk_changed() RETURNS trigger LANGUAGE plpgsql AS $fn$
                    BEGIN
                        INSERT INTO "TicketChanges" ("Ticket", "Mark", "Token", "At") VALUES (CASE WHEN TG_OP = 'DELETE' THEN OLD."Id" ELSE NEW."Id" END, {PostgresValues});
                        PERFORM pg_notify('helpdesk_said', '{Outbox.ConversationSignals.TicketChanges}' || chr(10));
                        RETURN NULL;
                    END $fn$;
                CREATE TRIGGER helpdesk_changed AFTER INSERT OR UPDATE OR DELETE ON "Tickets" FOR EACH ROW EXECUTE FUNCTION helpdesk_changed();
            END IF;
        END $do$
        """;
}
