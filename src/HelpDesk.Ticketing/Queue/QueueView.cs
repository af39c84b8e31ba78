using HelpDesk.Ticketing.Tickets;

namespace HelpDesk.Ticketing.Queue;

/// <summary>The lists that every agent has.</summary>
public enum QueueView
{
    /// <summary>What I hold and is not settled.</summary>
    Mine,

    /// <summary>What nobody holds and the help desk has to act on.</summary>
    New,

    /// <summary>Due within <see cref="QueueRules.Soon"/>, be it only that another company is asked again.</summary>
    DueSoon,
    Overdue,
    WaitsForRequester,
    WaitsForThirdParty,

    /// <summary>All that is not settled.</summary>
    All,
    Settled,
}

/// <summary>Who has to do something next.</summary>
public enum MustAct
{
    HelpDesk,
    Requester,
    ThirdParty,
    Nobody,
}

/// <summary>What stands in which list. Pure.</summary>
public static class QueueRules
{
    /// <summary>Business time.</summary>
    public static readonly TimeSpan Soon = TimeSpan.FromHours(4);

    /// <param name="me">As tickets name whoever looks.</param>
    /// <param name="next">The target that comes next.</param>
    /// <param name="soon">Now and <see cref="Soon"/> of business time.</param>
    public static bool Holds(QueueView view, Ticket ticket, string me, TargetStatus next, DateTimeOffset soon)
    {
        ArgumentNullException.ThrowIfNull(ticket);
        return view switch
        {
            QueueView.Settled => ticket.State.IsSettled(),
            _ when ticket.State.IsSettled() => false,
            QueueView.Mine => ticket.Agent == me,
            QueueView.New => ticket.Agent is null && ticket.State.IsRunning(),
            QueueView.DueSoon => (next.State == TargetState.Pending && next.Due <= soon) || ticket.ChaseIsDue(soon),
            QueueView.Overdue => next.State == TargetState.Breached,
            QueueView.WaitsForRequester => ticket.State == TicketState.WaitingForRequester,
            QueueView.WaitsForThirdParty => ticket.State == TicketState.WaitingForThirdParty,
            _ => true,
        };
    }

    /// <summary>As by its state; but where no answer came by the day that was set, the help desk asks again.</summary>
    public static MustAct WhoActs(Ticket ticket, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(ticket);
        return ticket.ChaseIsDue(now) ? MustAct.HelpDesk : WhoActs(ticket.State);
    }

    public static MustAct WhoActs(TicketState state) => state switch
    {
        TicketState.New or TicketState.Open => MustAct.HelpDesk,
        TicketState.WaitingForRequester => MustAct.Requester,
        TicketState.WaitingForThirdParty => MustAct.ThirdParty,
        _ => MustAct.Nobody,
    };
}
