using HelpDesk.Ticketing.Tickets;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Storage.Tickets;

/// <content>Lists.</content>
public sealed partial class TicketDesk
{
    private static readonly TicketState[] Unsettled = [.. Enum.GetValues<TicketState>().Where(state => !state.IsSettled())];

    private static readonly TicketState[] Settled = [.. Enum.GetValues<TicketState>().Where(TicketStates.IsSettled)];

    /// <summary>A page of the viewer's tickets.</summary>
    public async Task<TicketPage> ListAsync(TicketQuery query, Viewer viewer, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentNullException.ThrowIfNull(viewer);
        await using var context = database.Open();
        var (now, by, take) = (time.GetUtcNow(), rules(), Math.Clamp(query.Take, 1, TicketQuery.MostAtOnce));
        var tag = query.Tag is null ? null : Ticket.TagKey(query.Tag);
        var found = Filtered(viewer.Of(context.Tickets.AsNoTracking()).Where(ticket => ticket.MergedInto == null), query);
        // A page from the end of an index, but not of what is unsettled: there is little of it among all that was settled since.
        if (!query.Breached && query.Order == TicketOrder.Changed && tag is null && (query.States.Count == 0 || query.States.Any(TicketStates.IsSettled)))
        {
            var page = await found.OrderByDescending(ticket => ticket.ChangedAt).ThenByDescending(ticket => ticket.Id).Skip(query.Skip).Take(take).ToListAsync(cancellation);
            return new TicketPage([.. page.Select(ticket => View(ticket, by, now))], await found.CountAsync(cancellation));
        }

        // Due and breach are computed, never stored, so that a new calendar or target holds at once; the query has narrowed what is computed.
        var views = (await found.ToListAsync(cancellation)).Where(ticket => tag is null || ticket.Tags.Contains(tag))
            .Select(ticket => View(ticket, by, now)).Where(view => !query.Breached || view.IsBreached)
            .OrderBy(view => query.Order == TicketOrder.Due ? view.Ticket.State.IsSettled() ? DateTimeOffset.MaxValue : view.Next.Due ?? DateTimeOffset.MaxValue : DateTimeOffset.MinValue)
            .ThenByDescending(view => view.Ticket.ChangedAt).ThenByDescending(view => view.Ticket.Id).ToList();
        return new TicketPage([.. views.Skip(query.Skip).Take(take)], views.Count);
    }

    private static IQueryable<Ticket> Filtered(IQueryable<Ticket> tickets, TicketQuery query)
    {
        var states = query.States.Count > 0 ? query.States : query.Breached || query.Order == TicketOrder.Due ? Unsettled : [];
        if (states.Count > 0)
        {
            tickets = tickets.Where(ticket => states.Contains(ticket.State));
        }

        if (query.Team is { } team)
        {
            tickets = tickets.Where(ticket => ticket.Team == team);
        }

        if (query.Agent is { } agent)
        {
            tickets = tickets.Where(ticket => ticket.Agent == agent);
        }

        if (query.Unassigned)
        {
            tickets = tickets.Where(ticket => ticket.Agent == null);
        }

        return query.Text?.Trim() is { Length: > 0 } text ? WithText(tickets, text) : tickets;
    }

    private static IQueryable<Ticket> WithText(IQueryable<Ticket> tickets, string text)
    {
        if (TicketNumber.TryParse(text, out var number))
        {
            return tickets.Where(ticket => ticket.Number == number);
        }

#pragma warning disable CA1304, CA1311, CA1862, MA0011 // ToLower is the database's own here; SQLite's Contains tells case apart.
        var lower = text.ToLowerInvariant();
        return tickets.Where(ticket => ticket.Subject.ToLower().Contains(lower)
            || (ticket.SupplyPointNumber != null && ticket.SupplyPointNumber.Contains(lower))
            || ticket.Messages.Any(message => message.Text.ToLower().Contains(lower)));
#pragma warning restore CA1304, CA1311, CA1862, MA0011
    }
}
