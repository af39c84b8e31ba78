using HelpDesk.Ticketing.Tickets;

namespace HelpDesk.Ticketing.Queue;

/// <summary>When something was said, notes aside.</summary>
public sealed record SpokenAt(TicketMessageKind Kind, DateTimeOffset At);

/// <summary>Where an inquiry stands in a view.</summary>
/// <param name="Due">Null: nothing is due.</param>
/// <param name="LastMessage">Null: nothing was said.</param>
/// <param name="WaitingSince">Since when whoever must act is waited for; null: nobody waits.</param>
public sealed record ViewPlace(DateTimeOffset? Due, DateTimeOffset Opened, DateTimeOffset? LastMessage, DateTimeOffset? WaitingSince, DateTimeOffset Changed, long Id)
{
    /// <param name="next">The target that comes next.</param>
    /// <param name="spoken">In order.</param>
    public static ViewPlace Of(Ticket ticket, TargetStatus next, IReadOnlyList<SpokenAt> spoken)
    {
        ArgumentNullException.ThrowIfNull(ticket);
        ArgumentNullException.ThrowIfNull(spoken);
        return new ViewPlace(
            ticket.State.IsSettled() ? null : ticket.Asked?.ChaseAt ?? next.Due, ticket.OpenedAt, spoken.Count == 0 ? null : spoken[^1].At, Since(ticket, spoken), ticket.ChangedAt, ticket.Id);
    }

    /// <summary>What has no such time comes last; of two that are alike the one that changed last comes first.</summary>
    public static IOrderedEnumerable<T> Ordered<T>(IEnumerable<T> lines, Func<T, ViewPlace> place, ViewOrder order) => (order switch
    {
        ViewOrder.Due => lines.OrderBy(line => place(line).Due ?? DateTimeOffset.MaxValue),
        ViewOrder.Newest => lines.OrderByDescending(line => place(line).Opened),
        ViewOrder.LastMessage => lines.OrderByDescending(line => place(line).LastMessage ?? DateTimeOffset.MinValue),
        ViewOrder.WaitingSince => lines.OrderBy(line => place(line).WaitingSince ?? DateTimeOffset.MaxValue),
        _ => throw new ArgumentOutOfRangeException(nameof(order), order, "No order of a view."),
    }).ThenByDescending(line => place(line).Changed).ThenByDescending(line => place(line).Id);

    /// <summary>The help desk is waited for since the first thing that it has not answered; a requester since they were last answered.</summary>
    private static DateTimeOffset? Since(Ticket ticket, IReadOnlyList<SpokenAt> spoken)
    {
        var answered = spoken.LastOrDefault(one => one.Kind == TicketMessageKind.Outgoing)?.At;
        return QueueRules.WhoActs(ticket.State) switch
        {
            MustAct.ThirdParty => ticket.HandOver?.At ?? ticket.ChangedAt,
            MustAct.Requester => answered ?? ticket.ChangedAt,
            MustAct.HelpDesk => spoken.Reverse().TakeWhile(one => one.Kind != TicketMessageKind.Outgoing).LastOrDefault()?.At ?? answered ?? ticket.OpenedAt,
            _ => null,
        };
    }
}
