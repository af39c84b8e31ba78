using HelpDesk.Ticketing.Tickets;

namespace HelpDesk.Ticketing.Reports;

/// <summary>What reports look at of an inquiry.</summary>
/// <param name="Symptom">What the screen showed; null where nothing was recognised.</param>
/// <param name="WaitsFor">To whom it was handed over, while it waits there.</param>
/// <param name="WaitsSince">Since when.</param>
/// <param name="Settled">Each time it was resolved, or closed without; a reopened one has several.</param>
/// <param name="FirstResponse">As of now.</param>
/// <param name="Resolution">As of now.</param>
public sealed record ReportTicket(
    string Number, DateTimeOffset OpenedAt, TicketState State, string? Symptom, string? WaitsFor, DateTimeOffset? WaitsSince,
    IReadOnlyList<DateTimeOffset> Settled, TargetStatus FirstResponse, TargetStatus Resolution);

/// <summary>What a conversation with the bot is to a report: its questions, and when an inquiry was opened in it.</summary>
/// <param name="Id">Stable within one report.</param>
/// <param name="Questions">In the order of their times.</param>
/// <param name="Inquiries">When inquiries were opened.</param>
public sealed record ReportConversation(string Id, IReadOnlyList<ReportQuestion> Questions, IReadOnlyList<DateTimeOffset> Inquiries);

/// <param name="Answered">An article was shown.</param>
/// <param name="Solved">What the person said of it; null where they said nothing.</param>
/// <param name="Text">Masked.</param>
public sealed record ReportQuestion(DateTimeOffset At, bool Answered, bool? Solved, string Text);
