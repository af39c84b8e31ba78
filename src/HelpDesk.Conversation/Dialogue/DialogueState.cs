using System.Text.Json;
using System.Text.Json.Serialization;

namespace HelpDesk.Conversation.Dialogue;

/// <summary>What the bot is waiting for.</summary>
public enum Step
{
    /// <summary>Any question.</summary>
    Open,

    /// <summary>Whether the answer helped.</summary>
    Solved,

    /// <summary>Which of the candidates.</summary>
    Choosing,

    /// <summary>Which prefix, voltage, certificate …</summary>
    Clarifying,

    /// <summary>Whether the company's own administrator can settle it.</summary>
    AdministratorFirst,

    /// <summary>A detail for whoever settles it.</summary>
    Collecting,

    /// <summary>Yes to opening the ticket.</summary>
    Confirming,

    /// <summary>What to add to a ticket.</summary>
    Adding,

    /// <summary>What the matter is, for a person who asked for a person at once.</summary>
    Describing,

    /// <summary>Whether what was read in a picture is what it says.</summary>
    Picture,
}

/// <summary>All that the bot remembers of a conversation; plain data, stored as JSON.</summary>
public sealed record DialogueState
{
    /// <summary>Raised when an older program could misread the state.</summary>
    public const int CurrentVersion = 1;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
        Converters = { new JsonStringEnumConverter<Step>() },
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static DialogueState New { get; } = new();

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public int Version { get; init; } = CurrentVersion;

    /// <summary>«ja» or «en»; null before the person has written anything that tells.</summary>
    public string? Language { get; init; }

    public Step Step { get; init; }

    public Topic? Topic { get; init; }

    /// <summary>Ids of the candidates or options on offer, in the order shown.</summary>
    public IReadOnlyList<string> Offered { get; init; } = [];

    /// <summary>The clarification asked about; null unless <see cref="Step.Clarifying"/> by a rule of clarifications.yaml.</summary>
    public string? Clarification { get; init; }

    public Escalation? Escalation { get; init; }

    /// <summary>The ticket last spoken of.</summary>
    public string? Ticket { get; init; }

    /// <summary>The ticket that the desk answered last in this conversation: free words are for it until something else is asked.</summary>
    public string? Replied { get; init; }

    /// <summary>Questions in a row that got no answer.</summary>
    public int Misses { get; init; }

    public string? LastText { get; init; }

    /// <summary>Files sent before there was a ticket for them.</summary>
    public IReadOnlyList<IncomingFile> Files { get; init; } = [];

    /// <summary>What was read in a picture; null unless <see cref="Step.Picture"/>.</summary>
    public string? PictureText { get; init; }

    /// <summary>Name and way to reach a person whom the channel does not know, by need id; asked once in a conversation.</summary>
    public IReadOnlyDictionary<string, string>? Introduction { get; init; }

    /// <summary>The stored state was of another version, or unreadable, and was ended.</summary>
    [JsonIgnore]
    public bool WasEnded { get; init; }

    /// <summary>The bot is in the middle of something, and the next message is an answer to it.</summary>
    [JsonIgnore]
    public bool IsBusy => Step is not (Step.Open or Step.Solved);

    /// <summary>The desk answered: what comes next is for it, unless the bot is in the middle of something.</summary>
    public DialogueState AfterAnswer(string ticket) => IsBusy ? this with { Ticket = ticket } : this with { Step = Step.Open, Ticket = ticket, Replied = ticket };

    /// <summary>The desk changed the ticket. Settled, it takes no free words any more.</summary>
    public DialogueState AfterChange(string ticket, bool settled) =>
        this with { Ticket = ticket, Replied = settled && Replied == ticket ? null : Replied };

    public static DialogueState Read(string? json)
    {
        if (string.IsNullOrEmpty(json))
        {
            return New;
        }

        try
        {
            return JsonSerializer.Deserialize<DialogueState>(json, Json) is { Version: CurrentVersion } state ? state : New with { WasEnded = true };
        }
        catch (JsonException)
        {
            return New with { WasEnded = true };
        }
    }

    public string Write() => JsonSerializer.Serialize(this, Json);
}

/// <summary>The matter that the conversation is about.</summary>
/// <param name="Texts">What the person wrote about it, oldest first.</param>
/// <param name="Articles">Ids shown as answers.</param>
/// <param name="Symptom">The recognised symptom as the screen shows it.</param>
public sealed record Topic(
    IReadOnlyList<string> Texts,
    IReadOnlyList<string> Articles,
    string? InquiryType,
    string Owner,
    string? FirstOwner,
    string? AreaCode,
    string? Symptom)
{
    public string Text => string.Join('\n', Texts);
}

/// <summary>A ticket in the making.</summary>
/// <param name="Facts">By need id.</param>
/// <param name="Skipped">Need ids that the person does not have.</param>
/// <param name="Asking">Need id asked last; null before the first.</param>
/// <param name="Introduce">Name and way to reach the person are needed.</param>
/// <param name="SkipRest">Nothing more is to be asked but what must be given.</param>
public sealed record Escalation(
    IReadOnlyDictionary<string, string> Facts, IReadOnlyList<string> Skipped, string? Asking, bool Urgent = false, bool Introduce = false, bool SkipRest = false);
