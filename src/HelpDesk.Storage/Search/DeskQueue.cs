using HelpDesk.Search.Asking;
using HelpDesk.Search.Index;
using HelpDesk.Storage.Outbox;
using HelpDesk.Storage.Tickets;
using HelpDesk.Ticketing.Queue;
using HelpDesk.Ticketing.Tickets;

namespace HelpDesk.Storage.Search;

/// <summary>
/// The queue with the views that people have saved. Which inquiries fit a view is the index's to say, for whoever looks; the rows come
/// through the viewer, in as many questions to the database as without saved views and two for the one that is shown. What many look at
/// again after a change is read once for all who have the same rights, and never for others with them.
/// </summary>
public sealed class DeskQueue : IDisposable
{
    private static readonly List<string> Open = Keys(isSettled: false);
    private static readonly List<string> Settled = Keys(isSettled: true);

    private readonly TicketFeed feed;
    private readonly TicketDesk tickets;
    private readonly TimeProvider time;
    private readonly ConversationSignals signals;
    private readonly SharedReadings<string, QueueBacklog> backlogs;

    /// <param name="signals">What they tell of is never shown as it was before. Pages that they wake listen after this.</param>
    public DeskQueue(TicketFeed feed, TicketDesk tickets, TimeProvider time, ConversationSignals signals)
    {
        ArgumentNullException.ThrowIfNull(signals);
        (this.feed, this.tickets, this.time, this.signals, backlogs) = (feed, tickets, time, signals, new SharedReadings<string, QueueBacklog>(time));
        signals.Said += OnSaid;
    }

    public void Dispose() => signals.Said -= OnSaid;

    /// <param name="view">The list that is shown, where no saved view is.</param>
    /// <param name="shown">The saved view that is shown; whether the viewer may see it is asked by the caller.</param>
    /// <param name="counted">Saved views whose counts are wanted.</param>
    /// <param name="me">As tickets name whoever looks.</param>
    /// <param name="isWoken">Whether a signal is why somebody looks: all that was signalled is seen then, and perhaps no more. Otherwise all that is stored by now is.</param>
    public async Task<QueueList> LookAsync(QueueView view, SavedView? shown, IReadOnlyList<SavedView> counted, string me, Viewer viewer, bool isWoken, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        var backlog = await backlogs.AskAsync(viewer.Sees, isWoken, () => tickets.BacklogAsync(viewer, CancellationToken.None), cancellation);
        return await tickets.QueueAsync(view, new SavedViews(counted, shown, one => Find(one, viewer, one.Id == shown?.Id)), me, viewer, backlog, cancellation);
    }

    /// <summary>Pieces of a filter that look like conditions and are none; they are searched as text.</summary>
    public IReadOnlyList<string> Doubts(string filter, Viewer viewer)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        return DeskSearch.Read(filter, viewer, time.GetUtcNow()).Doubts;
    }

    private void OnSaid(string channel, string conversation)
    {
        if (channel is ConversationSignals.TicketChanges or "")
        {
            backlogs.Change();
        }
    }

    /// <summary>Null while the index is being built.</summary>
    private FoundRows? Find(SavedView view, Viewer viewer, bool isShown)
    {
        var query = DeskSearch.Read(view.Is.Filter, viewer, time.GetUtcNow());
        if (query.IsEmpty)
        {
            return FoundRows.All;
        }

        try
        {
            return feed.Ready is { } index ? Find(index, query, new SearchRights(viewer.Teams), view.Is.Within, isShown) : null;
        }
        catch (ObjectDisposedException)
        {
            // Closed in this instant, to be built anew.
            return null;
        }
    }

    private static FoundRows Find(TextIndex index, SearchQuery query, SearchRights rights, QueueView? within, bool isShown)
    {
        var open = within == QueueView.Settled ? new HashSet<long>() : index.Ids(Of(query, Open), rights);
        if (within is not (null or QueueView.Settled))
        {
            return new FoundRows(open, 0, []);
        }

        var settled = index.Search(Of(query, Settled), rights, SearchOrder.Newest, 0, isShown ? SavedViews.MostSettled : 1);
        return new FoundRows(open, settled.Total, settled.Ids);
    }

    private static SearchQuery Of(SearchQuery query, List<string> states) => query with { Filters = [.. query.Filters, new KeyFilter(SearchField.State, states, false)] };

    private static List<string> Keys(bool isSettled) => [.. Enum.GetValues<TicketState>().Where(state => state.IsSettled() == isSettled).Select(state => state.Key())];
}
