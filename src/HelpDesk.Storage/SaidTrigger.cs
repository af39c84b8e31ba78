namespace HelpDesk.Storage;

/// <summary>The trigger by which PostgreSQL says what was said, to whoever listens.</summary>
internal static class SaidTrigger
{
    /// <summary>
    /// Made where it is missing; the lock is for nodes that start at the same instant. A trigger and not a statement of ours,
    /// so that whoever writes the table wakes everybody, within the same transaction.
    /// </summary>
    public const string Sql = """
        DO $do$ BEGIN
            PERFORM pg_advisory_xact_lock(hashtext('helpdesk_said'));
            IF NOT EXISTS (SELECT 1 FROM pg_trigger WHERE tgname = 'helpdesk_said' AND tgrelid = '"Outbox"'::regclass) THEN
                CREATE OR REPLACE FUNCTION helpdesk_said() RETURNS trigger LANGUAGE plpgsql AS $fn$
                    BEGIN PERFORM pg_notify('helpdesk_said', NEW."Channel" || chr(10) || NEW."Conversation"); RETURN NULL; END $fn$;
                CREATE TRIGGER helpdesk_said AFTER INSERT ON "Outbox" FOR EACH ROW EXECUTE FUNCTION helpdesk_said();
            END IF;
        END $do$
        """;
}
