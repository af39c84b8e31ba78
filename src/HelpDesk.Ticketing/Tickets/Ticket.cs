namespace HelpDesk.Ticketing.Tickets;

/// <summary>
/// A matter that a person brought, until it is settled. Every change goes through a verb that guards, changes and writes the
/// journal; <see cref="Version"/> rises with each, and storage refuses a change made on an older one.
/// </summary>
public sealed partial class Ticket
{
    public const string HelpDesk = "helpdesk";

    /// <summary>How long after closing it can be reopened; later it is a new matter.</summary>
    public static readonly TimeSpan ReopenWithin = TimeSpan.FromDays(30);

    private readonly List<TicketMessage> messages = [];
    private readonly List<TicketEvent> events = [];

    private Ticket()
    {
    }

    public long Id { get; private set; }

    /// <summary>HD-2026-000123.</summary>
    public string Number { get; private set; } = "";

    public string Subject { get; private set; } = "";

    public string? InquiryType { get; private set; }

    public string? AreaCode { get; private set; }

    /// <summary>Owner id of kb/routing.yaml: who settles it.</summary>
    public string Owner { get; private set; } = HelpDesk;

    public string Team { get; private set; } = HelpDesk;

    /// <summary>Who works on it; null while nobody has taken it.</summary>
    public string? Agent { get; private set; }

    public TicketState State { get; private set; }

    public TicketPriority Priority { get; private set; }

    public IReadOnlyList<string> Tags { get; private set; } = [];

    public string Channel { get; private set; } = "";

    /// <summary>Where it was opened, and where the desk answers.</summary>
    public string Conversation { get; private set; } = "";

    /// <summary>The requester's identity in the channel.</summary>
    public string Requester { get; private set; } = "";

    public string Language { get; private set; } = "ja";

    public string? Symptom { get; private set; }

    public string? SupplyPointNumber { get; private set; }

    public IReadOnlyDictionary<string, string> Facts { get; private set; } = new Dictionary<string, string>(StringComparer.Ordinal);

    public IReadOnlyList<string> Articles { get; private set; } = [];

    public IReadOnlyList<string> Tried { get; private set; } = [];

    /// <summary>Numbers of tickets that may be about the same.</summary>
    public IReadOnlyList<string> Duplicates { get; private set; } = [];

    public HandOver? HandOver { get; private set; }

    public DateTimeOffset OpenedAt { get; private set; }

    public DateTimeOffset ChangedAt { get; private set; }

    /// <summary>Who changed it last.</summary>
    public string ChangedBy { get; private set; } = "";

    public DateTimeOffset? FirstAnswerAt { get; private set; }

    /// <summary>When it was settled, by resolving or closing; null while it is not.</summary>
    public DateTimeOffset? ResolvedAt { get; private set; }

    public DateTimeOffset? ClosedAt { get; private set; }

    /// <summary>Times in which the clock of the targets stood, in order.</summary>
    public IReadOnlyList<ClockStop> Stops { get; private set; } = [];

    /// <summary>How often it was settled: more than once where it was reopened.</summary>
    public int Settlings { get; private set; }

    /// <summary>One each time it was settled at most.</summary>
    public IReadOnlyList<Feedback> Feedback { get; private set; } = [];

    public long Version { get; private set; }

    public IReadOnlyList<TicketMessage> Messages => messages;

    public IReadOnlyList<TicketEvent> Events => events;

    public static Ticket Open(string number, NewTicket draft, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(draft);
        var ticket = new Ticket
        {
            Number = number,
            Subject = draft.Subject,
            InquiryType = draft.InquiryType,
            Owner = draft.Owner,
            AreaCode = draft.AreaCode,
            Language = draft.Language,
            Priority = draft.Priority,
            Channel = draft.Channel,
            Conversation = draft.Conversation,
            Requester = draft.Requester,
            Symptom = draft.Symptom,
            SupplyPointNumber = draft.Facts.GetValueOrDefault("supply-point-number"),
            Facts = draft.Facts,
            Articles = draft.Articles,
            Tried = draft.Tried,
            OpenedAt = at,
        };
        ticket.messages.Add(new TicketMessage(TicketMessageKind.Incoming, draft.Requester, draft.Text, at, draft.Attachments ?? []));
        ticket.Record(draft.Requester, "opened", at, null, number);
        return ticket;
    }

    public void LinkDuplicate(string number, DateTimeOffset at)
    {
        if (!Duplicates.Contains(number))
        {
            Duplicates = [.. Duplicates, number];
            Record(HelpDesk, "possible-duplicate", at, null, number);
        }
    }

    private void Record(string by, string what, DateTimeOffset at, string? before, string? after)
    {
        events.Add(new TicketEvent(by, what, at, before, after));
        (ChangedAt, ChangedBy) = (at, by);
        Version++;
    }
}
