namespace HelpDesk.Storage.Outbox;

/// <summary>
/// The outbox in SQL. Whoever looks takes nothing: a reply belongs to a node from the instant at which it writes that it is on
/// its way, and of two the second changes no row, for the first has counted an attempt.
/// </summary>
internal static class OutboxSql
{
    private const string Waiting = "('Pending', 'Ambiguous', 'Sending')";

    /// <summary>$1 channel, $2 now, $3 most: of each conversation the first that waits, where it is due. One that is «Sending» is due when its lease is over.</summary>
    public const string Due = $"""
        SELECT o."Id", o."Conversation" FROM "Outbox" AS o
        WHERE o."State" IN {Waiting} AND o."Channel" = $1 AND coalesce(o."NotBefore", 0) <= $2
            AND NOT EXISTS (
                SELECT 1 FROM "Outbox" AS e
                WHERE e."Channel" = o."Channel" AND e."Conversation" = o."Conversation" AND e."Sequence" < o."Sequence" AND e."State" IN {Waiting})
        ORDER BY o."Id" LIMIT $3
        """;

    /// <summary>$1 id, $2 now: nothing where it is not due any more.</summary>
    public const string Load = $"""
        SELECT o."Id", o."Conversation", o."Sequence", o."Activity", o."Reply", o."At", o."Attempts", o."Doubts", o."Delivered", o."Ticket",
            CASE WHEN o."State" = 'Sending' THEN coalesce(o."NotBefore", o."At") END, c."Reference"
        FROM "Outbox" AS o LEFT JOIN "Conversations" AS c ON c."Channel" = o."Channel" AND c."Conversation" = o."Conversation"
        WHERE o."Id" = $1 AND o."State" IN {Waiting} AND coalesce(o."NotBefore", 0) <= $2
        """;

    /// <summary>$1 channel, $2 now: the next instant at which something is to be tried again; null where nothing is.</summary>
    public const string Next = $"""
        SELECT min("NotBefore") FROM "Outbox" WHERE "Channel" = $1 AND "State" IN {Waiting} AND "NotBefore" > $2
        """;

    /// <summary>
    /// $1 id, $2 attempts as known, $3 attempts from now on, $4 end of the lease, $5 whether nobody can know from here on if it arrived. Gives the id;
    /// nothing where another node was first. PostgreSQL passes over a row that another node is about to take.
    /// </summary>
    public static string Depart(bool postgres) => $"""
        UPDATE "Outbox" SET "State" = CASE WHEN $5 THEN 'Sending' ELSE "State" END, "NotBefore" = $4, "Attempts" = $3
        WHERE "Id" = (SELECT w."Id" FROM "Outbox" AS w WHERE w."Id" = $1 AND w."Attempts" = $2 AND w."State" IN {Waiting}{(postgres ? " FOR UPDATE SKIP LOCKED" : "")})
        RETURNING "Id"
        """;

    /// <summary>$1 id, $2 attempts, $3 end of the lease: it did not leave after all, whether or not the departure was written.</summary>
    public const string Return = $"""
        UPDATE "Outbox" SET "State" = CASE WHEN "Doubts" > 0 THEN 'Ambiguous' ELSE 'Pending' END, "NotBefore" = NULL
        WHERE "Id" = $1 AND "Attempts" = $2 AND "NotBefore" = $3 AND "State" IN {Waiting}
        """;

    /// <summary>
    /// $1 id, $2 attempts as known, $3 state, $4 attempts from now on, $5 doubts, $6 not before, $7 delivered at, $8 the channel's id, $9 why it did not arrive,
    /// $10 given up at. Nothing where another node has taken it since, save that it arrived, which holds whoever says it.
    /// </summary>
    public const string Settle = $"""
        UPDATE "Outbox" SET "State" = $3, "Attempts" = $4, "Doubts" = $5, "NotBefore" = $6, "DeliveredAt" = $7, "Delivered" = coalesce($8, "Delivered"), "Code" = $9, "GivenUpAt" = $10
        WHERE "Id" = $1 AND "State" IN {Waiting} AND ("Attempts" = $2 OR $3 = 'Delivered')
        """;

    /// <summary>$1 channel, $2 conversation: what waits there, in order.</summary>
    public const string Left = $"""
        SELECT "Id", "Ticket", "Reply", "At" FROM "Outbox" WHERE "Channel" = $1 AND "Conversation" = $2 AND "State" IN {Waiting} AND "Reply" IS NOT NULL ORDER BY "Sequence"
        """;

    /// <summary>$1 channel, $2 conversation, $3 why, $4 at: nothing more is sent there.</summary>
    public const string Abandon = $"""
        UPDATE "Outbox" SET "State" = 'Failed', "Code" = $3, "GivenUpAt" = $4 WHERE "Channel" = $1 AND "Conversation" = $2 AND "State" IN {Waiting}
        """;

    /// <summary>$1 channel, $2 conversation, $3 how it is reached now.</summary>
    public const string Reach = """
        UPDATE "Conversations" SET "Reference" = $3 WHERE "Channel" = $1 AND "Conversation" = $2
        """;

    /// <summary>$1 since: how many were given up, and when what waits longest was said; null where nothing waits.</summary>
    public const string Health = $"""
        SELECT (SELECT count(*) FROM "Outbox" WHERE "State" = 'Failed' AND "GivenUpAt" >= $1), (SELECT min("At") FROM "Outbox" WHERE "State" IN {Waiting})
        """;
}
