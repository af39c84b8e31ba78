namespace HelpDesk.Storage.Outbox;

/// <summary>
/// What everyone who writes in a conversation says in SQL that both engines read, turns, board and departures alike: that a
/// message is accepted, how the conversation is kept, and what is said in it.
/// </summary>
internal static class ConversationSql
{
    public const string Accept = """
        INSERT INTO "Inbox" ("Channel", "Conversation", "Activity", "At") VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING
        """;

    /// <summary>Changes no row where another turn of the conversation was first.</summary>
    public const string Keep = """
        INSERT INTO "Conversations" ("Channel", "Conversation", "Person", "State", "Version", "Sequence", "KeepsTranscript", "Reference", "ChangedAt")
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        ON CONFLICT ("Channel", "Conversation") DO UPDATE SET "Person" = excluded."Person", "State" = excluded."State", "Version" = excluded."Version",
            "Sequence" = excluded."Sequence", "Reference" = coalesce(excluded."Reference", "Conversations"."Reference"), "ChangedAt" = excluded."ChangedAt"
        WHERE "Conversations"."Version" = excluded."Version" - 1
        """;

    public const string Say = """
        INSERT INTO "Outbox" ("Channel", "Conversation", "Sequence", "Activity", "Reply", "Echo", "At", "State", "Attempts", "Doubts", "DeliveredAt")
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0, 0, $9)
        """;
}
