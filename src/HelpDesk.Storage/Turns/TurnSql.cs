using HelpDesk.Storage.Outbox;

namespace HelpDesk.Storage.Turns;

/// <summary>The statements of every turn, in the SQL that both engines read. Columns as the model maps them; a test runs them on both.</summary>
internal static class TurnSql
{
    /// <summary>$1 channel, $2 conversation, $3 activity, $4 person, $5 the forgetting before they were let in: one row.</summary>
    public const string Load = """
        SELECT EXISTS (SELECT 1 FROM "Inbox" WHERE "Channel" = $1 AND "Conversation" = $2 AND "Activity" = $3),
            EXISTS (SELECT 1 FROM "Tickets" WHERE "Channel" = $1 AND "Requester" = $4),
            v."State", v."Version", v."Sequence",
            EXISTS (SELECT 1 FROM "Forgotten" WHERE "Channel" = $1 AND "Person" = $4 AND "Id" > $5)
        FROM (SELECT 1 AS one) AS o LEFT JOIN "Conversations" AS v ON v."Channel" = $1 AND v."Conversation" = $2
        """;

    /// <summary>$1 channel, $2 conversation, $3 activity: what stands for an accepted message.</summary>
    public const string Said = """
        SELECT "Sequence", "Reply" FROM "Outbox" WHERE "Channel" = $1 AND "Conversation" = $2 AND "Activity" = $3 ORDER BY "Sequence"
        """;

    /// <summary>As <see cref="ConversationSql.Accept"/>, of a person ($5) who must not have been forgotten after $6.</summary>
    public const string AcceptOf = """
        INSERT INTO "Inbox" ("Channel", "Conversation", "Activity", "At") SELECT $1, $2, $3, $4
        WHERE NOT EXISTS (SELECT 1 FROM "Forgotten" WHERE "Channel" = $1 AND "Person" = $5 AND "Id" > $6) ON CONFLICT DO NOTHING
        """;

    public const string Note = """
        INSERT INTO "Questions" ("Channel", "Conversation", "At", "MaskedText", "Outcome", "Symptom", "Articles", "Language") VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
        """;

    public const string Solved = """
        UPDATE "Questions" SET "Solved" = $3 WHERE "Id" = (SELECT max("Id") FROM "Questions" WHERE "Channel" = $1 AND "Conversation" = $2)
        """;

    /// <summary>$1 channel, $2 person, $3 since, $4 supply point number, $5 symptom: numbers of tickets that may be about the same.</summary>
    public const string Alike = """
        SELECT "Number" FROM "Tickets"
        WHERE "Channel" = $1 AND "Requester" = $2 AND "OpenedAt" >= $3 AND ("SupplyPointNumber" = $4 OR "Symptom" = $5) ORDER BY "Id"
        """;

    /// <summary>$1 file, $2 at: the message that brought it is accepted. Channels that keep files elsewhere have no row.</summary>
    public const string AcceptFile = """
        UPDATE "Files" SET "AcceptedAt" = $2 WHERE "Id" = $1
        """;

    /// <summary>$1 file, $2 ticket.</summary>
    public const string AttachFile = """
        UPDATE "Files" SET "Ticket" = $2 WHERE "Id" = $1
        """;
}
