using HelpDesk.Ticketing.Queue;

namespace HelpDesk.Storage.Tickets;

/// <summary>What the index says of a view's filter, as it stands there.</summary>
/// <param name="Open">Rows that fit and are unsettled; null: all of them.</param>
/// <param name="Settled">How many settled ones fit; null: all of them.</param>
/// <param name="SettledFirst">Rows of those that changed last, where the view is shown; null: all of them.</param>
internal sealed record FoundRows(IReadOnlySet<long>? Open, int? Settled, IReadOnlyList<long>? SettledFirst)
{
    public static FoundRows All { get; } = new(null, null, null);
}

/// <summary>Saved views that are looked at: those that are counted, and the one that is shown.</summary>
/// <param name="Find">What fits a view's filter; null while nobody knows.</param>
internal sealed record SavedViews(IReadOnlyList<SavedView> Counted, SavedView? Shown, Func<SavedView, FoundRows?> Find)
{
    /// <summary>Settled inquiries of a view that are put in order.</summary>
    public const int MostSettled = 400;

    public static SavedViews None { get; } = new([], null, _ => null);

    public IEnumerable<SavedView> All => Shown is { } shown && Counted.All(one => one.Id != shown.Id) ? Counted.Append(shown) : Counted;
}

/// <summary>What stands in a view, as the database has it: what the index says besides is not shown.</summary>
internal sealed record SavedPart(IReadOnlyList<TicketView> Open, int Settled, IReadOnlyList<long>? SettledFirst)
{
    public int Total => Open.Count + Settled;

    /// <param name="open">All that is unsettled.</param>
    /// <param name="settled">How many are settled.</param>
    public static SavedPart? Of(SavedView view, FoundRows? found, IReadOnlyList<TicketView> open, int settled, Func<QueueView, TicketView, bool> holds) => found is null ? null : new SavedPart(
        view.Is.Within == QueueView.Settled ? [] : [.. open.Where(line => found.Open?.Contains(line.Ticket.Id) != false && (view.Is.Within is not { } list || holds(list, line)))],
        view.Is.Within is null or QueueView.Settled ? found.Settled ?? settled : 0, found.SettledFirst);
}
