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

/// <summary>No other company has been asked, or none is waited for.</summary>
public sealed record NotAsked() : TicketFailure("ticket_not_asked");

/// <summary>A day that is to come has passed.</summary>
public sealed record Past() : TicketFailure("ticket_past");

/// <summary>A ticket can neither be merged into itself nor linked with itself.</summary>
public sealed record SameTicket() : TicketFailure("ticket_same");

/// <summary>What one person says is never said to another.</summary>
public sealed record OtherRequester() : TicketFailure("ticket_other_requester");

/// <param name="Number">Where it goes on.</param>
public sealed record MergedAway(string Number) : TicketFailure("ticket_merged");

/// <summary>It does not point to that ticket (any more).</summary>
public sealed record NotMerged() : TicketFailure("ticket_not_merged");

/// <summary>Only a later message of the requester becomes a ticket of its own.</summary>
public sealed record CannotSplit() : TicketFailure("ticket_cannot_split");

/// <summary>Whoever acts may see it and not do this with it.</summary>
public sealed record NotYours() : TicketFailure("ticket_not_yours");

/// <summary>Whoever is to hold it may not work on it.</summary>
public sealed record CannotWork(string Agent) : TicketFailure("ticket_cannot_work");
