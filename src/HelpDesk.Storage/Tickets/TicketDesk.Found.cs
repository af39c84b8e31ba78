using HelpDesk.Ticketing.Tickets;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Storage.Tickets;

/// <content>What was found elsewhere, by its rows.</content>
public sealed partial class TicketDesk
{
    /// <summary>Those of the rows that the viewer may see, with their messages, in the order of the rows; in two queries, however many they are.</summary>
    public async Task<IReadOnlyList<TicketView>> OfAsync(IReadOnlyList<long> rows, Viewer viewer, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(viewer);
        await using var context = database.Open();
        var (now, by) = (time.GetUtcNow(), rules());
        var seen = viewer.Of(Few(context.Tickets.AsNoTracking(), rows));
        var found = await (viewer.SeesAll
            ? seen.Include(ticket => ticket.Messages.OrderBy(message => message.Id))
            : seen.Include(ticket => ticket.Messages.Where(message => message.Kind != TicketMessageKind.Note).OrderBy(message => message.Id))).AsSplitQuery().ToDictionaryAsync(ticket => ticket.Id, cancellation);
        return [.. rows.Where(found.ContainsKey).Select(row => View(found[row], by, now))];
    }

    /// <summary>
    /// Looked up by their key before anything else is asked of them, by one parameter however many they are. The limit, which takes none away, says so: without it SQLite thinks
    /// little of a team's index, and goes through all that the team ever had for a page of twenty.
    /// </summary>
    private static IQueryable<Ticket> Few(IQueryable<Ticket> tickets, IReadOnlyList<long> rows) => tickets.Where(ticket => EF.Parameter(rows).Contains(ticket.Id)).OrderBy(ticket => ticket.Id).Take(rows.Count);
}
