namespace HelpDesk.Ticketing.Tickets;

public enum TicketMessageKind
{
    /// <summary>From the requester.</summary>
    Incoming,

    /// <summary>To the requester.</summary>
    Outgoing,

    /// <summary>Among agents only.</summary>
    Note,
}

public sealed class TicketMessage
{
    private TicketMessage()
    {
    }

    internal TicketMessage(TicketMessageKind kind, string author, string text, DateTimeOffset at, IReadOnlyList<Attachment> attachments) =>
        (Kind, Author, Text, At, Attachments) = (kind, author, text, at, attachments);

    public long Id { get; private set; }

    public TicketMessageKind Kind { get; private set; }

    public string Author { get; private set; } = "";

    public string Text { get; private set; } = "";

    public DateTimeOffset At { get; private set; }

    public IReadOnlyList<Attachment> Attachments { get; private set; } = [];
}

/// <summary>A file that came or went with a message. The file itself stands where the channel's store keeps it.</summary>
/// <param name="Id">By which it is asked for; not to be guessed.</param>
/// <param name="Name">As the sender named it; never a path.</param>
/// <param name="Size">Bytes.</param>
/// <param name="StoredName">Name in the store.</param>
public sealed record Attachment(string Id, string Name, string ContentType, long Size, string StoredName);

/// <param name="Helpful">Up or down.</param>
/// <param name="Settling">Which settling it is about, from 1.</param>
public sealed record Feedback(bool Helpful, string? Comment, DateTimeOffset At, int Settling);

/// <summary>A line of a ticket's journal: who did what, when, and what it changed.</summary>
public sealed class TicketEvent
{
    private TicketEvent()
    {
    }

    internal TicketEvent(string by, string what, DateTimeOffset at, string? before, string? after) => (By, What, At, Before, After) = (by, what, at, before, after);

    public long Id { get; private set; }

    public string By { get; private set; } = "";

    /// <summary>A stable verb: opened, taken, answered, resolved …</summary>
    public string What { get; private set; } = "";

    public DateTimeOffset At { get; private set; }

    public string? Before { get; private set; }

    public string? After { get; private set; }
}

/// <summary>To whom a matter was handed, and the prepared message; the ticket stays with the help desk's sight until it is settled.</summary>
public sealed class HandOver
{
    private HandOver()
    {
    }

    internal HandOver(string to, string way, string message, DateTimeOffset at) => (To, Way, Message, At) = (to, way, message, at);

    public string To { get; private set; } = "";

    /// <summary>How the message goes there, one of <see cref="ThirdPartyWay"/>.</summary>
    public string Way { get; private set; } = "";

    public string Message { get; private set; } = "";

    public DateTimeOffset At { get; private set; }

    public DateTimeOffset? SettledAt { get; internal set; }

    /// <summary>When to ask again if no answer has come: the opening of the day. Null: never.</summary>
    public DateTimeOffset? ChaseAt { get; internal set; }

    /// <summary>When their first answer was written down.</summary>
    public DateTimeOffset? AnsweredAt { get; internal set; }
}

/// <summary>What a ticket is opened with.</summary>
/// <param name="Owner">Owner id of kb/routing.yaml: who settles it.</param>
/// <param name="Facts">By need id: what the receiver must be told.</param>
public sealed record NewTicket(
    string Subject,
    string Text,
    string? InquiryType,
    string Owner,
    string? AreaCode,
    string Language,
    TicketPriority Priority,
    string Channel,
    string Conversation,
    string Requester,
    string? Symptom,
    IReadOnlyDictionary<string, string> Facts,
    IReadOnlyList<string> Articles,
    IReadOnlyList<string> Tried,
    IReadOnlyList<Attachment>? Attachments = null);
