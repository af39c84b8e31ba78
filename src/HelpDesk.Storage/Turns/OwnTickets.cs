using System.Data.Common;
using System.Text.Json;
using HelpDesk.Conversation.Dialogue;
using HelpDesk.Storage.Sessions;
using HelpDesk.Ticketing.Tickets;

namespace HelpDesk.Storage.Turns;

/// <summary>The speakers' own tickets, as the dialogue sees them: the newest first.</summary>
internal static class OwnTickets
{
    /// <summary>$1 channel, $2 person.</summary>
    private const string Newest = """
        SELECT t."Number", t."Subject", t."State", t."Owner", t."AreaCode", t."OpenedAt", t."ClosedAt",
            (SELECT m."Text" FROM "TicketMessage" AS m WHERE m."TicketId" = t."Id" AND m."Kind" = 'Outgoing' ORDER BY m."Id" DESC LIMIT 1),
            t."Settlings", t."Feedback", t."Priority", t."SupplyPointNumber", t."ChatAgent", t."ChatUntil"
        FROM "Tickets" AS t WHERE t."Channel" = $1 AND t."Requester" = $2 ORDER BY t."Id" DESC LIMIT 20
        """;

    /// <summary>One list for each of the messages, in their order.</summary>
    public static async Task<IReadOnlyList<OwnTicket>[]> OfAsync(Session session, IReadOnlyList<AcceptedMessage> messages, DateTimeOffset now)
    {
        var tickets = messages.Select(_ => new List<OwnTicket>()).ToArray();
        await session.QueryAsync(Newest, [.. messages.Select(m => new object?[] { m.Channel, m.Person })], (i, row) => tickets[i].Add(Read(row, now)));
        return tickets;
    }

    private static OwnTicket Read(DbDataReader row, DateTimeOffset now)
    {
        var closed = row.IsDBNull(6) ? (DateTimeOffset?)null : new DateTimeOffset(row.GetInt64(6), TimeSpan.Zero);
        var state = Enum.Parse<TicketState>(row.GetString(2));
        var rated = JsonSerializer.Deserialize<List<Feedback>>(row.GetString(9), JsonSerializerOptions.Default)!.Exists(given => given.Settling == row.GetInt32(8));
        return new OwnTicket(
            row.GetString(0), row.GetString(1), state.Key(), row.GetString(3), Text(row, 4),
            new DateTimeOffset(row.GetInt64(5), TimeSpan.Zero), Text(row, 7), closed is not { } at || now - at <= Ticket.ReopenWithin,
            state.IsSettled() && !rated, Enum.Parse<TicketPriority>(row.GetString(10)) >= TicketPriority.High) 
        {
            SupplyPoint = Text(row, 11),
            SpokenFor = state.IsSettled() ? null : Text(row, 12),
            IsSpokenFor = !state.IsSettled() && !row.IsDBNull(13) && row.GetInt64(13) > now.UtcTicks,
        };
    }

    private static string? Text(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
