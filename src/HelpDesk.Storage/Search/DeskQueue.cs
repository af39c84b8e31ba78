using HelpDesk.Search.Asking;
using HelpDesk.Search.Index;
using HelpDesk.Storage.Tickets;
using HelpDesk.Ticketing.Queue;
using HelpDesk.Ticketing.Tickets;

namespace HelpDesk.Storage.Search;

/// <summary>
/// The queue with the views that people have saved. Which inquiries fit a view is the index's to say, for whoever looks; the rows come
/// through the viewer, in as many questions to the database as without saved views and two for the one that is shown.
/// </summary>
public sealed class DeskQueue(TicketFeed feed, TicketDesk tickets, TimeProvider time)
{
    private static readonly List<string> Open = Keys(isSettled: false);
    private static readonly List<string> Settled = Keys(isSettled: true);

    /// <param name="view">The list that is shown, where no saved view is.</param>
    /// <param name="shown">The saved view that is shown; whether the viewer may see it is asked by the caller.</param>
    /// <param name="counted">Saved views whose counts are wanted.</param>
    /// <param name="me">As tickets name whoever looks.</param>
    public Task<QueueList> LookAsync(QueueView view, SavedView? shown, IReadOnlyList<SavedView> counted, string me, Viewer viewer, CancellationToken cancellation) =>
        tickets.QueueAsync(view, new SavedViews(counted, shown, one => Find(one, viewer, one.Id == shown?.Id)), me, viewer, cancellation);

    /// <summary>Pieces of a filter that look like conditions and are none; they are searched as text.</summary>
    public IReadOnlyList<string> Doubts(string filter, Viewer viewer)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        return DeskSearch.Read(filter, viewer, time.GetUtcNow()).Doubts;
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
