using System.Text.Json.Serialization;

namespace HelpDesk.Ticketing.Tickets;

/// <summary>Stored by name.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ThirdPartyKind>))]
public enum ThirdPartyKind
{
    /// <summary>The letter by which the matter was handed over.</summary>
    Asked,

    /// <summary>Asked again, because no answer had come.</summary>
    Chased,

    /// <summary>What they said.</summary>
    Answered,
}

/// <summary>How something goes to another company or comes from it. Stored by these names.</summary>
public static class ThirdPartyWay
{
    /// <summary>The requester sends the letter on.</summary>
    public const string Requester = "requester";
    public const string Mail = "mail";
    public const string Phone = "phone";

    /// <summary>Their form on the web.</summary>
    public const string Form = "form";

    /// <summary>The desk, in a way that nobody wrote down.</summary>
    public const string Desk = "desk";

    /// <summary>Those that an agent chooses from.</summary>
    public static IReadOnlyList<string> Chosen { get; } = [Mail, Phone, Form, Requester];
}

/// <summary>To whom, how and until when another company is written to, before the words are: chosen with a draft, and kept with it.</summary>
/// <param name="To">Who is asked; empty while nobody is chosen.</param>
/// <param name="Way">One of <see cref="ThirdPartyWay"/>.</param>
/// <param name="Days">Workdays to wait for an answer, from the day on which it goes.</param>
public sealed record LetterPlan(ThirdPartyKind Act, string To, string Way, int Days)
{
    /// <summary>The requester gets the letter where they wrote, to send it on: nobody is to be asked again by us.</summary>
    [JsonIgnore]
    public bool IsByRequester => Act == ThirdPartyKind.Asked && Way == ThirdPartyWay.Requester;
}

/// <summary>A letter that is to go.</summary>
public sealed record PlannedLetter(LetterPlan Plan, string Text);

/// <summary>A word to another company or from it. Never the requester's to read: it stands in no message.</summary>
public sealed class ThirdPartyLine
{
    private ThirdPartyLine()
    {
    }

    internal ThirdPartyLine(ThirdPartyKind kind, string party, string way, string text, string by, DateTimeOffset at, IReadOnlyList<Attachment> attachments) =>
        (Kind, Party, Way, Text, By, At, Attachments) = (kind, party, way, text, by, at, attachments);

    public long Id { get; private set; }

    public ThirdPartyKind Kind { get; private set; }

    /// <summary>Who was asked, or who answered.</summary>
    public string Party { get; private set; } = "";

    /// <summary>One of <see cref="ThirdPartyWay"/>.</summary>
    public string Way { get; private set; } = "";

    public string Text { get; private set; } = "";

    /// <summary>The agent who wrote it down.</summary>
    public string By { get; private set; } = "";

    public DateTimeOffset At { get; private set; }

    /// <summary>What went with the letter, or came with the answer.</summary>
    public IReadOnlyList<Attachment> Attachments { get; private set; } = [];

    /// <summary>A letter that goes by mail.</summary>
    public bool IsMail => Kind != ThirdPartyKind.Answered && Way == ThirdPartyWay.Mail;

    /// <summary>The requester has it in their hands: a letter that they send on.</summary>
    public bool IsRequesters => Kind == ThirdPartyKind.Asked && Way == ThirdPartyWay.Requester;
}
