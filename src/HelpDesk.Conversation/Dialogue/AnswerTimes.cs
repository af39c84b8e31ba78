using HelpDesk.Ticketing.Calendar;
using HelpDesk.Ticketing.Tickets;

namespace HelpDesk.Conversation.Dialogue;

/// <summary>When the help desk's first answer can be expected: its targets, counted in its opening hours.</summary>
public sealed record AnswerTimes(BusinessCalendar Calendar, TicketTargets Targets)
{
    /// <summary>Null beyond the known holidays: nothing is promised that may fall on one.</summary>
    public DateTimeOffset? Expected(bool urgent, DateTimeOffset opened) =>
        Calendar.Add(opened, Targets.Of(urgent ? TicketPriority.High : TicketPriority.Normal).FirstResponse) is { Certain: true, At: var at } ? at.ToOffset(BusinessCalendar.Offset) : null;
}
