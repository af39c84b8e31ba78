using System.Text.Json.Serialization;
using HelpDesk.Ticketing.Tickets;

namespace HelpDesk.Ticketing.Checks;

/// <summary>What asks for a second person's look. Stored by name.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<HoldRule>))]
public enum HoldRule
{
    /// <summary>What its author writes is always looked at.</summary>
    Person,

    /// <summary>So is what everybody of their role writes.</summary>
    Role,

    /// <summary>It holds a supply point number that is none of the inquiry's.</summary>
    OtherNumber,

    /// <summary>It names a company that neither is the requester's nor was named by them.</summary>
    OtherCompany,
}

/// <summary>Why a reply waits for somebody else.</summary>
/// <param name="What">What was found: a number, masked; a company's name and code. Null where it is the author.</param>
public sealed record HoldReason(HoldRule Rule, string? What = null);

/// <summary>What was written may not go to the requester before somebody else has released it. Nothing was said.</summary>
/// <param name="Why">At least one.</param>
public sealed record NeedsRelease(IReadOnlyList<HoldReason> Why) : TicketFailure("ticket_needs_release");

/// <summary>Nobody releases what they wrote themselves.</summary>
public sealed record OwnReply() : TicketFailure("ticket_own_reply");

/// <summary>It is not held any more.</summary>
/// <param name="By">Who released it, sent it back or withdrew it.</param>
public sealed record NotHeld(string By) : TicketFailure("ticket_not_held");
