using HelpDesk.Ticketing.Tickets;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Storage.Tickets;

/// <summary>A message of an inquiry that was found.</summary>
public sealed record FoundMessage(TicketMessageKind Kind, string Text);

/// <summary>As much of an inquiry as is shown where it was found: a page of fifty is asked for at every key.</summary>
public sealed record FoundTicket(long Id, string Number, string Subject, TicketState State, DateTimeOffset ChangedAt, IReadOnlyDictionary<string, string> Facts)
{
    private readonly List<FoundMessage> messages = [];

    /// <summary>In order; without notes for whoever may not see them.</summary>
    public IReadOnlyList<FoundMessage> Messages => messages;

    internal void Add(FoundMessage message) => messages.Add(message);
}

/// <content>What was found elsewhere, by its rows.</content>
public sealed partial class TicketDesk
{
    /// <summary>Those of the rows that the viewer may see, with their messages, in the order of the rows; in two queries, however many they are.</summary>
    public async Task<IReadOnlyList<FoundTicket>> OfAsync(IReadOnlyList<long> rows, Viewer viewer, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(viewer);
        if (rows.Count == 0)
        {
            return [];
        }

        await using var context = database.Open();
        var seen = await viewer.Of(Few(context.Tickets.AsNoTracking(), rows))
            .Select(ticket => new FoundTicket(ticket.Id, ticket.Number, ticket.Subject, ticket.State, ticket.ChangedAt, ticket.Facts))
            .ToDictionaryAsync(ticket => ticket.Id, cancellation);
        // Flat and by what was seen, not as a part of each row: the mapper makes such a part by half a dozen delegates a row.
        var (ids, seesNotes) = (seen.Keys.ToList(), viewer.SeesAll);
        await foreach (var said in context.Set<TicketMessage>().AsNoTracking()
            .Where(message => EF.Parameter(ids).Contains(EF.Property<long>(message, "TicketId")) && (seesNotes || message.Kind != TicketMessageKind.Note)).OrderBy(message => message.Id)
            .Select(message => new { Ticket = EF.Property<long>(message, "TicketId"), message.Kind, message.Text }).AsAsyncEnumerable().WithCancellation(cancellation))
        {
            seen[said.Ticket].Add(new FoundMessage(said.Kind, said.Text));
        }

        return [.. rows.Where(seen.ContainsKey).Select(row => seen[row])];
    }

    /// <summary>
    /// Looked up by their key before anything else is asked of them, by one parameter however many they are. The limit, which takes none away, says so: without it SQLite thinks
    /// little of a team's index, and goes through all that the team ever had for a page of twenty.
    /// </summary>
    private static IQueryable<Ticket> Few(IQueryable<Ticket> tickets, IReadOnlyList<long> rows) => tickets.Where(ticket => EF.Parameter(rows).Contains(ticket.Id)).OrderBy(ticket => ticket.Id).Take(rows.Count);
}
