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

    /// <summary>What came of one check of a list.</summary>
    Checking,

    /// <summary>Whether the other matter of the same message goes on to its own receiver.</summary>
    Another,
}

/// <summary>All that the bot remembers of a conversation; plain data, stored as JSON.</summary>
public sealed record DialogueState
{
    /// <summary>Raised when an older program could misread the state.</summary>
    public const int CurrentVersion = 2;

    /// <summary>How it is read, and what <see cref="Write"/> keeps to.</summary>
    internal static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
        Converters = { new JsonStringEnumConverter<Step>() },
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static readonly string[] Names = Enum.GetNames<Step>();

    public static DialogueState New { get; } = new();

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public int Version { get; init; } = CurrentVersion;

    /// <summary>«ja» or «en»; null before the person has written anything that tells.</summary>
    public string? Language { get; init; }

    public Step Step { get; init; }

    /// <summary>What the conversation is about; null before anything was asked, and after it was handed on.</summary>
    public Matter? Matter { get; init; }

    /// <summary>Told in the same message, and settled by somebody else: asked about once the first is sent. Null: nothing.</summary>
    public Matter? Later { get; init; }

    /// <summary>Ids of the candidates or options on offer, in the order shown.</summary>
    public IReadOnlyList<string> Offered { get; init; } = [];

    /// <summary>The clarification asked about; null unless <see cref="Step.Clarifying"/> by a rule of clarifications.yaml.</summary>
    public string? Clarification { get; init; }

    /// <summary>The form that is being filled in; null where none is.</summary>
    public Inquiry? Inquiry { get; init; }

    /// <summary>The ticket last spoken of.</summary>
    public string? Ticket { get; init; }

    /// <summary>The ticket that the desk answered last in this conversation: free words are for it until something else is asked.</summary>
    public string? Replied { get; init; }

    /// <summary>A ticket that was to be reopened too late: the next that is opened goes on from it. Null: none.</summary>
    public string? Follows { get; init; }

    /// <summary>Questions in a row that got no answer.</summary>
    public int Misses { get; init; }

    public string? LastText { get; init; }

    /// <summary>A figure of what the bot said last, where it only passed the word back; 0: it did more. The same is not said again and again.</summary>
    public int LastSaid { get; init; }

    /// <summary>Files sent before there was a ticket for them.</summary>
    public IReadOnlyList<IncomingFile> Files { get; init; } = [];

    /// <summary>What was read in a picture; null unless <see cref="Step.Picture"/>.</summary>
    public string? PictureText { get; init; }

    /// <summary>What is known of the person whatever the matter (company, name, ways to reach them), by need id: never asked again in the conversation; empty: asked for and not given.</summary>
    public IReadOnlyDictionary<string, string>? About { get; init; }

    /// <summary>What the ticket that was opened last holds, by need id: another value for it corrects it. Null: none was opened.</summary>
    public IReadOnlyDictionary<string, string>? Sent { get; init; }

    /// <summary>The check that is asked about, from 0; of the article shown last.</summary>
    public int Check { get; init; }

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

    /// <summary>With the number of a ticket that the turn opened.</summary>
    /// <param name="index">Which of the turn's tickets, from 0.</param>
    public DialogueState WithTicket(string number, int index = 0) => Ticket == Reply.Placeholder(index) ? this with { Ticket = number } : this;

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

    /// <summary>As the serializer would, by hand: every turn writes one. What few states have is left to the serializer.</summary>
    public string Write()
    {
        var json = new JsonText().Begin().Member("version", Version).Member("language", Language).Member("step", Step == default ? null : Names[(int)Step]);
        Matter?.Write(json, "matter");
        Later?.Write(json, "later");
        json.Member("offered", Offered).Member("clarification", Clarification);
        if (Inquiry is { } form)
        {
            json.Begin("inquiry").Member("asking", form.Asking).Member("introduce", form.Introduce).Member("skipRest", form.SkipRest).Member("wasUnclear", form.WasUnclear)
                .Member("refused", form.Refused).Member("together", form.Together).End();
        }

        json.Member("ticket", Ticket).Member("replied", Replied).Member("follows", Follows).Member("misses", Misses).Member("lastText", LastText).Member("lastSaid", LastSaid);
        return json.Raw("files", Files.Count == 0 ? "[]" : JsonSerializer.Serialize(Files, Json)).Member("pictureText", PictureText).Member("about", About).Member("sent", Sent).Member("check", Check).End().Finish();
    }
}

/// <summary>A ticket in the making.</summary>
/// <param name="Asking">Need id asked last; null before the first.</param>
/// <param name="Introduce">Name and way to reach the person are needed.</param>
/// <param name="SkipRest">Nothing more is to be asked but what must be given.</param>
/// <param name="WasUnclear">What was last answered to it could not be read.</param>
/// <param name="Refused">Details in a row that are not at hand.</param>
/// <param name="Together">All that is left was asked for at once.</param>
public sealed record Inquiry(string? Asking, bool Introduce = false, bool SkipRest = false, bool WasUnclear = false, int Refused = 0, bool Together = false);
