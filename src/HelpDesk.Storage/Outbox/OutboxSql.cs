namespace HelpDesk.Storage.Outbox;

/// <summary>
/// Claims in SQL, so that two nodes never send the same: PostgreSQL skips rows that another node is claiming, SQLite has one
/// writer at a time. A claim is committed before anything is sent; one that outlives its lease may have been sent.
/// </summary>
internal static class OutboxSql
{
    /// <summary>$1 channel, $2 now, $3 end of the lease, $4 most: the first waiting reply of each conversation.</summary>
    public static string Claim(bool postgres) => $"""
        UPDATE "Outbox" SET "State" = 'Sending', "NotBefore" = $3, "Attempts" = "Attempts" + 1,
            "Doubts" = "Doubts" + CASE WHEN "State" = 'Sending' THEN 1 ELSE 0 END
        WHERE "Id" IN (
            SELECT o."Id" FROM "Outbox" AS o
            WHERE o."State" IN ('Pending', 'Ambiguous', 'Sending') AND o."Channel" = $1 AND coalesce(o."NotBefore", 0) <= $2
                AND NOT EXISTS (
                    SELECT 1 FROM "Outbox" AS e
                    WHERE e."Channel" = o."Channel" AND e."Conversation" = o."Conversation" AND e."Sequence" < o."Sequence"
                        AND e."State" IN ('Pending', 'Ambiguous', 'Sending'))
            ORDER BY o."Id" LIMIT $4{(postgres ? " FOR UPDATE SKIP LOCKED" : "")})
        RETURNING "Id", "Conversation", "Sequence", "Activity", "Reply", "At", "Attempts", "Doubts", "Delivered",
            (SELECT c."Reference" FROM "Conversations" AS c WHERE c."Channel" = "Outbox"."Channel" AND c."Conversation" = "Outbox"."Conversation")
        """;

    /// <summary>$1 channel: the earliest instant at which something is to be sent; null where nothing waits.</summary>
    public const string Next = """
        SELECT min(coalesce("NotBefore", 0)) FROM "Outbox" WHERE "Channel" = $1 AND "State" IN ('Pending', 'Ambiguous', 'Sending')
        """;

    /// <summary>$1 id, $2 attempts of the claim, $3 state, $4 not before, $5 doubts, $6 delivered at, $7 the channel's id. Nothing where the lease was lost.</summary>
    public const string Settle = """
        UPDATE "Outbox" SET "State" = $3, "NotBefore" = $4, "Doubts" = $5, "DeliveredAt" = $6, "Delivered" = coalesce($7, "Delivered")
        WHERE "Id" = $1 AND "State" = 'Sending' AND "Attempts" = $2
        """;

    /// <summary>$1 id, $2 attempts of the claim, $3 the channel's id of one more part that was acknowledged.</summary>
    public const string Part = """
        UPDATE "Outbox" SET "Delivered" = coalesce("Delivered" || ' ', '') || $3 WHERE "Id" = $1 AND "State" = 'Sending' AND "Attempts" = $2
        """;

    /// <summary>$1 channel, $2 conversation: nothing more is sent there.</summary>
    public const string Abandon = """
        UPDATE "Outbox" SET "State" = 'Failed' WHERE "Channel" = $1 AND "Conversation" = $2 AND "State" IN ('Pending', 'Ambiguous', 'Sending')
        """;

    /// <summary>$1 channel, $2 conversation, $3 how it is reached now.</summary>
    public const string Reach = """
        UPDATE "Conversations" SET "Reference" = $3 WHERE "Channel" = $1 AND "Conversation" = $2
        """;
}
