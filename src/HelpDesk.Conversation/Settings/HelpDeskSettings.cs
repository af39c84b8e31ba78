using HelpDesk.Conversation.Dialogue;
using HelpDesk.Ticketing.Calendar;
using HelpDesk.Ticketing.Checks;
using HelpDesk.Ticketing.Tickets;

namespace HelpDesk.Conversation.Settings;

/// <summary>What a help desk sets for itself, in helpdesk.json. All of it has defaults; nothing has to be set.</summary>
public sealed class HelpDeskSettings
{
    /// <summary>How to reach those who settle matters; nobody unless set.</summary>
    public Contacts Contacts { get; init; } = Contacts.None;

    /// <summary>09:00 to 17:00 unless set.</summary>
    public BusinessHours BusinessHours { get; init; } = new();

    public TicketTargets Targets { get; init; } = new();

    /// <summary>Nobody's replies as such wait for a release; those with another's number or company do. All can be taken back for 15 seconds.</summary>
    public ReleaseRules Release { get; init; } = new();
}
