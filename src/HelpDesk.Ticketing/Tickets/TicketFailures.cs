namespace HelpDesk.Ticketing.Tickets;

/// <summary>An act on a ticket that its state does not allow, that somebody else did first, or that says too little or too much.</summary>
/// <param name="Code">Stable; the wording belongs to whoever shows it.</param>
public abstract record TicketFailure(string Code);

public sealed record NotInState(TicketState State) : TicketFailure("ticket_state");

/// <param name="Agent">Who has it.</param>
public sealed record AlreadyTaken(string Agent) : TicketFailure("ticket_taken");

/// <summary>Nobody has it, so nobody can give it back.</summary>
public sealed record NotTaken() : TicketFailure("ticket_not_taken");

/// <param name="ClosedAt">When it was closed; reopening was possible for <see cref="Ticket.ReopenWithin"/>.</param>
public sealed record ReopenTooLate(DateTimeOffset ClosedAt) : TicketFailure("ticket_reopen_late");

/// <param name="What">text, agent, team, tag, receiver.</param>
public sealed record Missing(string What) : TicketFailure("ticket_missing");

/// <param name="What">text, agent, team, tag, receiver, comment.</param>
/// <param name="Most">Characters.</param>
public sealed record TooLong(string What, int Most) : TicketFailure("ticket_long");

/// <param name="What">tags, attachments.</param>
public sealed record TooMany(string What, int Most) : TicketFailure("ticket_many");

/// <summary>Feedback is the requester's.</summary>
public sealed record NotTheRequester() : TicketFailure("ticket_not_requester");

/// <summary>Feedback was given since it was settled; after a reopening it can be given once more.</summary>
public sealed record AlreadyRated() : TicketFailure("ticket_rated");
