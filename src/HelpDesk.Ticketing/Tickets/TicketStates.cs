namespace HelpDesk.Ticketing.Tickets;

public enum TicketState
{
    New,
    Open,
    WaitingForRequester,
    WaitingForThirdParty,
    Resolved,
    Closed,
}

public enum TicketPriority
{
    Low,
    Normal,
    High,
    Urgent,
}

/// <summary>An act on a ticket that its state does not allow, or that somebody else did first.</summary>
/// <param name="Code">Stable; wording stands in the replies.</param>
public abstract record TicketFailure(string Code);

public sealed record NotInState(TicketState State) : TicketFailure("ticket_state");

/// <param name="Agent">Who has it.</param>
public sealed record AlreadyTaken(string Agent) : TicketFailure("ticket_taken");

/// <param name="ClosedAt">When it was closed; reopening was possible for <see cref="Ticket.ReopenWithin"/>.</param>
public sealed record ReopenTooLate(DateTimeOffset ClosedAt) : TicketFailure("ticket_reopen_late");
