using HelpDesk.Ticketing.Checks;
using HelpDesk.Ticketing.Tickets;

namespace HelpDesk.Storage.Tickets;

/// <summary>An act of a person on a ticket; the ticket guards, changes and writes the journal.</summary>
/// <param name="by">The viewer's name.</param>
/// <returns>Null where it was done.</returns>
public delegate TicketFailure? TicketVerb(Ticket ticket, string by, DateTimeOffset at);

public abstract record TicketOutcome;

public sealed record TicketDone(Ticket Ticket) : TicketOutcome;

/// <summary>What was to be said waits until somebody else has released it; the requester knows nothing of it.</summary>
/// <param name="Ticket">As it is, the journal with it.</param>
/// <param name="Id">Of the reply that waits.</param>
/// <param name="Why">At least one reason.</param>
public sealed record TicketHeld(Ticket Ticket, long Id, IReadOnlyList<HoldReason> Why) : TicketOutcome;

/// <summary>There is none, or the viewer may not see it: the same to them.</summary>
public sealed record TicketNotFound : TicketOutcome;

/// <summary>Nothing was changed.</summary>
public sealed record TicketRefused(TicketFailure Failure) : TicketOutcome;

/// <summary>It is no longer what the viewer saw, though what they want would still be possible. Nothing was changed: they look again.</summary>
/// <param name="By">Who changed it last.</param>
public sealed record TicketChangedMeanwhile(string By, DateTimeOffset At, long Version) : TicketOutcome;
