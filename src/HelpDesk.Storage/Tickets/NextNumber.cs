namespace HelpDesk.Storage.Tickets;

/// <summary>Gives the numbers of tickets, each once.</summary>
internal static class NextNumber
{
    /// <summary>$1 year; gives the next number, one at a time over all nodes.</summary>
    public const string Sql = """
        INSERT INTO "TicketCounters" ("Year", "Last") VALUES ($1, 1) ON CONFLICT ("Year") DO UPDATE SET "Last" = "TicketCounters"."Last" + 1 RETURNING "Last"
        """;
}
