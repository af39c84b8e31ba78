using HelpDesk.Ticketing.Tickets;

namespace HelpDesk.Storage.Tickets;

/// <summary>An act of a person on a ticket; the ticket guards, changes and writes the journal.</summary>
/// <param name="by">The viewer's name.</param>
/// <returns>Null where it was done.</returns>
public delegate TicketFailure? TicketVerb(Ticket ticket, string by, DateTimeOffset at);

public abstract record TicketOutcome;

public sealed record TicketDone(Ticket Ticket) : TicketOutcome;

/// <summary>There is none, or the viewer may not see it: the same to them.</summary>
public sealed record TicketNotFound : TicketOutcome;

/// <summary>Nothing was changed.</summary>
public sealed record TicketRefused(TicketFailure Failure) : TicketOutcome;

/// <summary>It is no longer what the viewer saw, though what they want would still be possible. Nothing was changed: they look again.</summary>
/// <param name="By">Who changed it last.</param>
public sealed record TicketChangedMeanwhile(string By, DateTimeOffset At, long Version) : TicketOutcome;
