using System.Globalization;
using HelpDesk.Conversation.Answering;
using HelpDesk.Conversation.Notices;
using HelpDesk.Knowledge.Language;
using HelpDesk.Sources;
using HelpDesk.Ticketing.Routing;

namespace HelpDesk.Conversation.Dialogue;

/// <summary>
/// The bot's side of a conversation. Pure: state, message and speaker in; state, replies and acts out. Safe to use from many
/// threads. Order: what is meant for the bot itself (cancel, a person, a ticket), then what it waits
/// for, then what answers the desk, then any question.
/// </summary>
public sealed partial class Bot
{
    private readonly AnswerDesk desk;
    private readonly RoutingRules routing;
    private readonly AreaFinder areas;
    private readonly Wording wording;
    private readonly Intents intents;
    private readonly Details details;
    private readonly Contacts contacts;
    private readonly IReadOnlyList<Notice> notices;
    private readonly TimeProvider time;

    /// <param name="time">When notices are shown; nothing else of the dialogue looks at a clock.</param>
    public Bot(LoadedDesk loaded, DialogueTexts texts, Contacts contacts, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(loaded);
        ArgumentNullException.ThrowIfNull(texts);
        desk = loaded.Desk ?? throw new ArgumentException("The kb folder has errors.", nameof(loaded));
        routing = loaded.Routing;
        areas = loaded.Areas;
        wording = texts.Wording;
        intents = texts.Intents;
        this.contacts = contacts;
        notices = loaded.Notices;
        this.time = time ?? TimeProvider.System;
        details = new Details(areas, routing);
    }

    public Turn Next(DialogueState state, Incoming incoming, Person person)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(incoming);
        ArgumentNullException.ThrowIfNull(person);
        var text = incoming.Text.Trim();
        var repeated = text.Length > 0 && string.Equals(text, state.LastText, StringComparison.Ordinal);
        var heard = state with { Language = LanguageOf(text, state, incoming.Language), LastText = text, WasEnded = false };
        var turn = WithFiles(heard, incoming, text, person) ?? Listen(heard, incoming, text, person);
        if (repeated && heard.Step == Step.Solved && turn.State.Step == Step.Solved)
        {
            turn = turn.After(Spoken(heard, "repeat"));
        }

        turn = state.WasEnded ? turn.After(Spoken(heard, "ended")) : turn;
        return turn.In(turn.State.Language ?? "ja");
    }

    private Turn Listen(DialogueState state, Incoming incoming, string text, Person person)
    {
        if (incoming.Kind is IncomingKind.Joined or IncomingKind.Liked or IncomingKind.Disliked)
        {
            return Gesture(state, incoming.Kind);
        }

        if (text.Length == 0 && incoming.Values is null)
        {
            return Turn.Say(state, Spoken(state, "empty", Choices(state, "person")));
        }

        if (incoming.Kind == IncomingKind.Ticket)
        {
            return OpenAtOnce(state, text, person);
        }

        return Command(state, text, person)
            ?? Awaited(state, incoming, text, person)
            ?? ReplyToDesk(state, text, person)
            ?? FollowUp(state, text)
            ?? SmallTalk(state, text)
            ?? Ask(state, text, [text], person);
    }

    /// <summary>What can be said at any step.</summary>
    private Turn? Command(DialogueState state, string text, Person person)
    {
        if (intents.Means(text, "restart") || intents.Means(text, "cancel"))
        {
            var what = state.Step is Step.Picture or Step.Collecting or Step.Confirming or Step.AdministratorFirst or Step.Describing or Step.Adding ? "cancelled" : "restarted";
            return Turn.Say(Fresh(state) with { Ticket = state.Ticket }, Spoken(state, what));
        }

        if (intents.Means(text, "english") || intents.Means(text, "japanese"))
        {
            var spoken = state with { Language = intents.Means(text, "english") ? "en" : "ja" };
            return Again(spoken) ?? Turn.Say(spoken, Spoken(spoken, "language"));
        }

        if (ArticleAsked(state, text) is { } shown)
        {
            return shown;
        }

        if (TicketCommand(state, text, person) is { } about)
        {
            return about;
        }

        if (state.Step is not (Step.Collecting or Step.Confirming or Step.Adding or Step.Describing) && intents.Means(text, "person"))
        {
            return Escalate(state, person, urgent: false);
        }

        return intents.Means(text, "help") ? Turn.Say(state, Spoken(state, "help", Choices(state, "person"))) : null;
    }

    private Turn? Awaited(DialogueState state, Incoming incoming, string text, Person person) => state.Step switch
    {
        Step.Solved => Solved(state, text, person),
        Step.Choosing => Chosen(state, text, person),
        Step.Clarifying => Clarified(state, text, person),
        Step.AdministratorFirst => AdministratorAnswered(state, text, person),
        Step.Collecting => Collected(state, incoming, text, person),
        Step.Confirming => Confirmed(state, incoming, text, person),
        Step.Adding => Added(state, text),
        Step.Describing => Described(state, text, person),
        Step.Picture => PictureConfirmed(state, text, person),
        _ => null,
    };

    /// <summary>What is done without words.</summary>
    private Turn Gesture(DialogueState state, IncomingKind kind) => kind switch
    {
        IncomingKind.Joined => Turn.Say(state, Greeting(state, Suggestions(state))),
        IncomingKind.Liked => Turn.Say(state with { Step = state.Step == Step.Solved ? Step.Open : state.Step }, Spoken(state, "solved")).And(new NoteSolved(true)),
        _ => Turn.Say(state, Spoken(state, "disliked", Choices(state, "unsolved", "person"))).And(new NoteSolved(false)),
    };

    /// <summary>Questions to begin with: suggestions.1, .2 … of the replies.</summary>
    private List<Choice> Suggestions(DialogueState state)
    {
        var texts = wording.In(state.Language);
        var choices = new List<Choice>();
        for (var i = 1; texts.Has("suggestions." + i.ToString(CultureInfo.InvariantCulture)); i++)
        {
            var text = texts.Get("suggestions." + i.ToString(CultureInfo.InvariantCulture));
            choices.Add(new Choice(text, text));
        }

        return choices;
    }

    private Turn? SmallTalk(DialogueState state, string text)
    {
        if (intents.Means(text, "greeting"))
        {
            return Turn.Say(state, Greeting(state, null));
        }

        if (intents.Means(text, "who-settles"))
        {
            return Turn.Say(state, Spoken(state, "followUp.whoFirst", Choices(state, "person")));
        }

        if (intents.Means(text, "thanks"))
        {
            return Turn.Say(state, Spoken(state, "thanks"));
        }

        return intents.Means(text, "impatient")
            ? Turn.Say(state, Spoken(state, "impatient", Choices(state, "person", "restart")))
            : null;
    }

    private static DialogueState Fresh(DialogueState state) => DialogueState.New with { Language = state.Language, LastText = state.LastText, Introduction = state.Introduction };

    /// <summary>The language of what was written; a code or a number alone tells nothing, and the one spoken so far stays.</summary>
    private string LanguageOf(string text, DialogueState state, string? hint)
    {
        if (text.Any(c => Kana.IsHiragana(c) || Kana.IsKatakana(c) || Kana.IsKanji(c) || c is >= (char)0xff66 and <= (char)0xff9f))
        {
            return "ja";
        }

        return intents.HasWord(text, "english-words") ? "en" : state.Language ?? (hint == "en" ? "en" : "ja");
    }

    /// <summary>What everybody is told just now, then the greeting.</summary>
    private Reply Greeting(DialogueState state, IReadOnlyList<Choice>? choices)
    {
        var now = time.GetUtcNow();
        var texts = wording.In(state.Language);
        var greeting = Spoken(state, "greeting", choices);
        var told = notices.Where(notice => notice.IsShown(now)).Select(notice => texts.Get("notice." + notice.Severity.ToString().ToLowerInvariant(), notice.TextIn(state.Language)));
        return greeting with { Text = string.Join("\n\n", [.. told, greeting.Text]) };
    }

    private Reply Spoken(DialogueState state, string key, IReadOnlyList<Choice>? choices = null, params ReadOnlySpan<string> arguments) =>
        new(wording.In(state.Language).Get(key, arguments), null, choices);

    /// <summary>The named choices: a label and what pressing it says, both from the replies.</summary>
    private List<Choice> Choices(DialogueState state, params ReadOnlySpan<string> names)
    {
        var texts = wording.In(state.Language);
        var choices = new List<Choice>();
        foreach (var name in names)
        {
            choices.Add(new Choice(texts.Get("choices." + name), texts.Get("choices." + name)));
        }

        return choices;
    }

    /// <summary>So many characters at most, and no half of one.</summary>
    private static string Cut(string text, int most) => text.Length <= most ? text : text[..(char.IsHighSurrogate(text[most - 1]) ? most - 1 : most)];
}

/// <summary>The kb files that the dialogue speaks from.</summary>
public sealed record DialogueTexts(Wording Wording, Intents Intents)
{
    public static DialogueTexts Read(string kbDirectory, FindingList findings) =>
        new(Wording.Read(kbDirectory, findings), Intents.Read(kbDirectory, findings));
}
