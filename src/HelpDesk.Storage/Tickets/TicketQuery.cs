using HelpDesk.Ticketing.Tickets;

namespace HelpDesk.Storage.Tickets;

public enum TicketOrder
{
    /// <summary>Changed last, first.</summary>
    Changed,

    /// <summary>The next to be due first, what is paused last; unsettled tickets only, unless <see cref="TicketQuery.States"/> says otherwise.</summary>
    Due,
}

/// <summary>Which of a viewer's tickets. What is not set does not matter.</summary>
public sealed record TicketQuery
{
    public const int MostAtOnce = 200;

    /// <summary>Empty: any.</summary>
    public IReadOnlyList<TicketState> States { get; init; } = [];

    public string? Team { get; init; }

    public string? Agent { get; init; }

    /// <summary>Taken by nobody.</summary>
    public bool Unassigned { get; init; }

    /// <summary>A target was missed; of unsettled tickets only, unless <see cref="States"/> says otherwise.</summary>
    public bool Breached { get; init; }

    public string? Tag { get; init; }

    /// <summary>Number, part of the subject or of a message, or a supply point number.</summary>
    public string? Text { get; init; }

    public TicketOrder Order { get; init; }

    public int Skip { get; init; }

    /// <summary>At most <see cref="MostAtOnce"/>.</summary>
    public int Take { get; init; } = 50;
}

/// <summary>A ticket and how its targets stand now.</summary>
public sealed record TicketView(Ticket Ticket, TargetStatus FirstResponse, TargetStatus Resolution)
{
    public bool IsBreached => FirstResponse.State == TargetState.Breached || Resolution.State == TargetState.Breached;

    /// <summary>The target that comes next: the first response until it is given, be it late, then the resolution.</summary>
    public TargetStatus Next => Ticket.FirstAnswerAt is null && !Ticket.State.IsSettled() && FirstResponse.State != TargetState.Met ? FirstResponse : Resolution;
}

/// <param name="Tickets">Without messages and journal.</param>
/// <param name="Total">Of all pages.</param>
public sealed record TicketPage(IReadOnlyList<TicketView> Tickets, int Total);
