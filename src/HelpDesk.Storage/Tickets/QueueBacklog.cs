using System.Collections.Concurrent;
using HelpDesk.Ticketing.Queue;

namespace HelpDesk.Storage.Tickets;

/// <summary>
/// What stands in the lists of everybody who has the same rights, as it was read once; only looked at. The lines of a list are read when
/// they are first asked for, once for all who look at it.
/// </summary>
/// <param name="open">All that is unsettled.</param>
/// <param name="settled">How many are settled.</param>
/// <param name="toCheck">Numbers of inquiries with a held reply, one for each.</param>
/// <param name="soon">Until when is soon due.</param>
/// <param name="read">Reads the lines of a list from what of the unsettled stands in it.</param>
internal sealed class QueueBacklog(IReadOnlyList<TicketView> open, int settled, IReadOnlyList<string> toCheck, DateTimeOffset soon, Func<QueueView, IEnumerable<TicketView>, Task<IReadOnlyList<QueueLine>>> read)
{
    private readonly ConcurrentDictionary<(QueueView View, string Me), Lazy<Task<IReadOnlyList<QueueLine>>>> lines = new();

    /// <summary>As for somebody who holds nothing.</summary>
    private readonly Dictionary<QueueView, int> counts = Enum.GetValues<QueueView>()
        .ToDictionary(view => view, view => view == QueueView.Settled ? settled : open.Count(line => QueueRules.Holds(view, line.Ticket, "", line.Next, soon)));

    public IReadOnlyList<TicketView> Open => open;

    public int Settled => settled;

    public IReadOnlyList<string> ToCheck => toCheck;

    /// <param name="me">As tickets name whoever looks.</param>
    public bool Holds(QueueView view, TicketView line, string me) => QueueRules.Holds(view, line.Ticket, me, line.Next, soon);

    /// <param name="me">As tickets name whoever looks.</param>
    public IReadOnlyDictionary<QueueView, int> Counts(string me) => new Dictionary<QueueView, int>(counts) { [QueueView.Mine] = open.Count(line => Holds(QueueView.Mine, line, me)) };

    /// <param name="me">As tickets name whoever looks; only one's own list differs by it.</param>
    public async Task<IReadOnlyList<QueueLine>> LinesAsync(QueueView view, string me, CancellationToken cancellation)
    {
        var key = (View: view, Me: view == QueueView.Mine ? me : "");
        var reading = lines.GetOrAdd(key, _ => new(() => Task.Run(() => read(view, open.Where(line => Holds(view, line, me))))));
        try
        {
            return await reading.Value.WaitAsync(cancellation);
        }
        finally
        {
            // A failure is nobody's but theirs who waited for it.
            if (reading.Value.IsFaulted)
            {
                lines.TryRemove(new(key, reading));
            }
        }
    }
}
