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
            t."Settlings", t."Feedback", t."Priority", t."SupplyPointNumber", t."ChatAgent", t."ChatUntil", t."MergedInto",
            t."HandOver_To", t."HandOver_At", t."HandOver_ChaseAt", t."HandOver_AnsweredAt", t."HandOver_Way"
        FROM "Tickets" AS t WHERE t."Channel" = $1 AND t."Requester" = $2 ORDER BY t."Id" DESC LIMIT 20
        """;

    /// <summary>One list for each of the messages, in their order.</summary>
    public static async Task<IReadOnlyList<OwnTicket>[]> OfAsync(Session session, IReadOnlyList<AcceptedMessage> messages, DateTimeOffset now)
    {
        var tickets = messages.Select(_ => new List<(OwnTicket Ticket, string? MergedInto)>()).ToArray();
        await session.QueryAsync(Newest, [.. messages.Select(m => new object?[] { m.Channel, m.Person })], (i, row) => tickets[i].Add((Read(row, now), Text(row, 14))));
        return Array.ConvertAll(tickets, Led);
    }

    /// <summary>A merged one is no ticket of its own any more: its number leads to where it goes on.</summary>
    private static IReadOnlyList<OwnTicket> Led(List<(OwnTicket Ticket, string? MergedInto)> all)
    {
        var into = all.Where(one => one.MergedInto is not null).ToDictionary(one => one.Ticket.Number, one => one.MergedInto!, StringComparer.Ordinal);
        return into.Count == 0
            ? all.ConvertAll(one => one.Ticket)
            : [.. all.Where(one => one.MergedInto is null).Select(one => one.Ticket with { Merged = [.. into.Keys.Where(number => End(number, into) == one.Ticket.Number)] })];
    }

    private static string End(string number, Dictionary<string, string> into)
    {
        while (into.TryGetValue(number, out var next))
        {
            number = next;
        }

        return number;
    }

    private static OwnTicket Read(IRow row, DateTimeOffset now)
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
            Asked = AskedOf(row, state),
            HandedTo = Text(row, 15),
        };
    }

    /// <summary>Whom the desk has asked; where the requester sends the letter on, nobody here knows when an answer comes.</summary>
    private static AskedCompany? AskedOf(IRow row, TicketState state) =>
        state == TicketState.WaitingForThirdParty && Text(row, 15) is { } to && row.IsDBNull(18) && Text(row, 19) != ThirdPartyWay.Requester
            ? new AskedCompany(to, new DateTimeOffset(row.GetInt64(16), TimeSpan.Zero), row.IsDBNull(17) ? null : new DateTimeOffset(row.GetInt64(17), TimeSpan.Zero))
            : null;

    private static string? Text(IRow row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
