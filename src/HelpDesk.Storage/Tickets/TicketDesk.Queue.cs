using HelpDesk.Storage.Model;
using HelpDesk.Ticketing.Queue;
using HelpDesk.Ticketing.Tickets;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Storage.Tickets;

/// <summary>A line of the queue.</summary>
/// <param name="LastText">What was said last, without notes; null where nothing was.</param>
/// <param name="IsUnread">The requester spoke last.</param>
public sealed record QueueLine(TicketView View, string? LastText, DateTimeOffset? LastAt, bool IsUnread, bool HasFiles);

/// <param name="Counts">How many stand in each list, over all pages.</param>
/// <param name="Total">Of the list that was asked for.</param>
public sealed record QueueList(IReadOnlyDictionary<QueueView, int> Counts, IReadOnlyList<QueueLine> Lines, int Total)
{
    /// <summary>How many stand in each saved view that was asked for; null where the index that knows is being built.</summary>
    public IReadOnlyDictionary<long, int?> Saved { get; init; } = new Dictionary<long, int?>();

    /// <summary>Numbers of inquiries with a reply that waits for a second person, one for each such reply.</summary>
    public IReadOnlyList<string> ToCheck { get; init; } = [];
}

/// <content>The queue of an agent: whatever the number of tickets, in as many queries.</content>
public sealed partial class TicketDesk
{
    /// <summary>Lines of a list at once.</summary>
    public const int MostLines = 200;

    /// <param name="me">As tickets name whoever looks.</param>
    public async Task<QueueList> QueueAsync(QueueView view, string me, Viewer viewer, CancellationToken cancellation) =>
        await QueueAsync(view, SavedViews.None, me, viewer, await BacklogAsync(viewer, cancellation), cancellation);

    /// <summary>What all lists of a viewer are made from, and of everybody who has the same rights.</summary>
    internal async Task<QueueBacklog> BacklogAsync(Viewer viewer, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        await using var context = database.Open();
        var (now, by) = (time.GetUtcNow(), rules());
        var mine = viewer.Of(context.Tickets.AsNoTracking());

        // Due and breach are computed, never stored (see the lists), so what is unsettled is read whole: the backlog, not the archive.
        var open = (await mine.Where(ticket => Unsettled.Contains(ticket.State)).ToListAsync(cancellation)).ConvertAll(ticket => View(ticket, by, now));
        var held = await context.DeskSends.Where(row => row.State == DeskSendState.Held && mine.Any(ticket => ticket.Number == row.Ticket)).Select(row => row.Ticket).ToListAsync(cancellation);
        return new QueueBacklog(open, await SettledAsync(context, mine, cancellation), held, by.Calendar.Add(now, QueueRules.Soon).At, (view, held) => LinesAsync(view, held, viewer, by, now));
    }

    /// <summary>However many views are saved, only the one that is shown asks for more than the lists do: its settled rows, and when was spoken.</summary>
    internal async Task<QueueList> QueueAsync(QueueView view, SavedViews saved, string me, Viewer viewer, QueueBacklog backlog, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        var counts = backlog.Counts(me);
        var parts = saved.All.ToDictionary(one => one.Id, one => SavedPart.Of(one, saved.Find(one), backlog.Open, backlog.Settled, (list, line) => backlog.Holds(list, line, me)));
        var own = parts.ToDictionary(part => part.Key, part => part.Value?.Total);
        if (saved.Shown is not { } shown)
        {
            return new QueueList(counts, await backlog.LinesAsync(view, me, cancellation), counts[view]) { Saved = own, ToCheck = backlog.ToCheck };
        }

        await using var context = database.Open();
        var held = parts[shown.Id] is { } part ? await HeldAsync(context, viewer, shown.Is.Order, part, rules(), time.GetUtcNow(), cancellation) : [];
        return new QueueList(counts, await LinesAsync(context, held, cancellation), own[shown.Id] ?? 0) { Saved = own, ToCheck = backlog.ToCheck };
    }

    /// <param name="held">Unsettled ones that stand in the list. Settled ones are asked for here.</param>
    private async Task<IReadOnlyList<QueueLine>> LinesAsync(QueueView view, IEnumerable<TicketView> held, Viewer viewer, TicketRules by, DateTimeOffset now)
    {
        // For all who look at the list: nobody who leaves takes it from the others.
        var cancellation = CancellationToken.None;
        await using var context = database.Open();
        List<TicketView> lines = view == QueueView.Settled
            ? (await Newest(context, viewer, MostLines).ToListAsync(cancellation)).ConvertAll(ticket => View(ticket, by, now))
            : [.. held.OrderBy(line => Together(view, line), StringComparer.Ordinal).ThenBy(line => Due(view, line) ?? DateTimeOffset.MaxValue).ThenByDescending(line => line.Ticket.ChangedAt).Take(MostLines)];
        return await LinesAsync(context, lines, cancellation);
    }

    private static IQueryable<Ticket> Archive(IQueryable<Ticket> seen) => seen.Where(ticket => ticket.MergedInto == null && !Unsettled.Contains(ticket.State));

    private static IQueryable<Ticket> NewestFirst(IQueryable<Ticket> tickets) => tickets.OrderByDescending(ticket => ticket.ChangedAt).ThenByDescending(ticket => ticket.Id);

    /// <summary>
    /// Settled ones that changed last, read from the end of an index: of one team, or of all. No index has several teams in one order, so of each
    /// its own end is looked at, and of those the newest; otherwise all that the teams ever had would be put in order for one page.
    /// </summary>
    private static IQueryable<Ticket> Newest(HelpDeskContext context, Viewer viewer, int most)
    {
        var tickets = context.Tickets.AsNoTracking();
        if (viewer.Teams is not { Count: > 1 } teams)
        {
            return NewestFirst(Archive(viewer.Of(tickets))).Take(most);
        }

        var ends = teams.Distinct(StringComparer.Ordinal).Select(team => NewestFirst(Archive(tickets.Where(ticket => ticket.Team == team))).Take(most).Select(ticket => new { ticket.Id, ticket.ChangedAt }))
            .Aggregate(Queryable.Concat).OrderByDescending(row => row.ChangedAt).ThenByDescending(row => row.Id).Take(most).Select(row => row.Id);
        return NewestFirst(viewer.Of(tickets).Where(ticket => ends.Contains(ticket.Id)));
    }

    /// <summary>The lines of a saved view in its order; of settled ones those that changed last are looked at.</summary>
    private static async Task<List<TicketView>> HeldAsync(HelpDeskContext context, Viewer viewer, ViewOrder order, SavedPart part, TicketRules by, DateTimeOffset now, CancellationToken cancellation)
    {
        List<TicketView> held = [.. part.Open];
        if (part.Settled > 0)
        {
            var rows = part.SettledFirst is { } ids ? NewestFirst(Archive(viewer.Of(Few(context.Tickets.AsNoTracking(), ids)))) : Newest(context, viewer, SavedViews.MostSettled);
            held.AddRange((await rows.ToListAsync(cancellation)).ConvertAll(ticket => View(ticket, by, now)));
        }

        var spoken = order is ViewOrder.LastMessage or ViewOrder.WaitingSince ? await SpokenAsync(context, held, cancellation) : Array.Empty<(long Ticket, SpokenAt At)>().ToLookup(one => one.Ticket, one => one.At);
        var places = held.ToDictionary(line => line.Ticket.Id, line => ViewPlace.Of(line.Ticket, line.Next, [.. spoken[line.Ticket.Id]]));
        return [.. ViewPlace.Ordered(held, line => places[line.Ticket.Id], order).Take(MostLines)];
    }

    private static async Task<ILookup<long, SpokenAt>> SpokenAsync(HelpDeskContext context, List<TicketView> lines, CancellationToken cancellation)
    {
        // One parameter, however many they are.
        var ids = lines.ConvertAll(line => line.Ticket.Id);
        return (await context.Set<TicketMessage>().AsNoTracking()
                .Where(message => EF.Parameter(ids).Contains(EF.Property<long>(message, "TicketId")) && message.Kind != TicketMessageKind.Note).OrderBy(message => message.Id)
                .Select(message => new { Ticket = EF.Property<long>(message, "TicketId"), message.Kind, message.At }).ToListAsync(cancellation))
            .ToLookup(message => message.Ticket, message => new SpokenAt(message.Kind, message.At));
    }

    /// <summary>
    /// Counted from indexes alone, which hold team and state but not what was merged: those are few, and have an index of their own. Of a
    /// hundred thousand rows each would be read from its page otherwise.
    /// </summary>
    private static async Task<int> SettledAsync(HelpDeskContext context, IQueryable<Ticket> mine, CancellationToken cancellation)
    {
        var merged = context.Tickets.Where(ticket => ticket.MergedInto != null).Select(ticket => ticket.Id);
        return await mine.CountAsync(ticket => Settled.Contains(ticket.State), cancellation) - await mine.CountAsync(ticket => Settled.Contains(ticket.State) && merged.Contains(ticket.Id), cancellation);
    }

    /// <summary>What waits for one company stands together.</summary>
    private static string Together(QueueView view, TicketView line) => view == QueueView.WaitsForThirdParty ? line.Ticket.HandOver?.To ?? "" : "";

    /// <summary>While another company is waited for the targets stand: who has waited longest is first.</summary>
    private static DateTimeOffset? Due(QueueView view, TicketView line) => view == QueueView.WaitsForThirdParty ? line.Ticket.HandOver?.At : line.Next.Due;

    /// <summary>What else somebody has brought, as far as the viewer may see it; the newest first.</summary>
    /// <param name="except">The number that is known already.</param>
    public async Task<IReadOnlyList<TicketView>> OfRequesterAsync(string channel, string requester, string except, int most, Viewer viewer, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        await using var context = database.Open();
        var (now, by) = (time.GetUtcNow(), rules());
        var found = await viewer.Of(context.Tickets.AsNoTracking()).Where(ticket => ticket.Channel == channel && ticket.Requester == requester && ticket.Number != except)
            .OrderByDescending(ticket => ticket.Id).Take(most).ToListAsync(cancellation);
        return found.ConvertAll(ticket => View(ticket, by, now));
    }

    private static async Task<IReadOnlyList<QueueLine>> LinesAsync(HelpDeskContext context, List<TicketView> shown, CancellationToken cancellation)
    {
        var ids = shown.ConvertAll(view => view.Ticket.Id);
        var said = (await context.Set<TicketMessage>().AsNoTracking()
                .Where(message => ids.Contains(EF.Property<long>(message, "TicketId")) && message.Kind != TicketMessageKind.Note)
                .Select(message => new { Ticket = EF.Property<long>(message, "TicketId"), message.Id, message.Kind, message.Text, message.At, message.Attachments })
                .ToListAsync(cancellation))
            .ToLookup(message => message.Ticket);
        return shown.ConvertAll(view =>
        {
            var last = said[view.Ticket.Id].MaxBy(message => message.Id);
            return new QueueLine(view, last?.Text, last?.At, last?.Kind == TicketMessageKind.Incoming, said[view.Ticket.Id].Any(message => message.Attachments.Count > 0));
        });
    }
}
