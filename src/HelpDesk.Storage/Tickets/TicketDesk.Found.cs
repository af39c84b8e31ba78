using HelpDesk.Ticketing.Tickets;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Storage.Tickets;

/// <content>What was found elsewhere, by its rows.</content>
public sealed partial class TicketDesk
{
    /// <summary>Those of the rows that the viewer may see, with their messages, in the order of the rows; in two queries, however many they are.</summary>
    internal async Task<IReadOnlyList<TicketView>> OfAsync(IReadOnlyList<long> rows, Viewer viewer, CancellationToken cancellation)
    {
        await using var context = database.Open();
        var (now, by) = (time.GetUtcNow(), rules());
        var seen = viewer.Of(context.Tickets.AsNoTracking().Where(ticket => rows.Contains(ticket.Id)));
        var found = await (viewer.SeesAll
            ? seen.Include(ticket => ticket.Messages.OrderBy(message => message.Id))
            : seen.Include(ticket => ticket.Messages.Where(message => message.Kind != TicketMessageKind.Note).OrderBy(message => message.Id))).AsSplitQuery().ToDictionaryAsync(ticket => ticket.Id, cancellation);
        return [.. rows.Where(found.ContainsKey).Select(row => View(found[row], by, now))];
    }
}
