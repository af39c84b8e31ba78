using System.Globalization;
using HelpDesk.Conversation.Acts;
using HelpDesk.Conversation.Answering;
using HelpDesk.Conversation.Notices;
using HelpDesk.Sources;
using HelpDesk.Ticketing.Routing;

namespace HelpDesk.Conversation.Dialogue;

/// <summary>
/// The bot's side of a conversation. Pure: state, message and speaker in; state, replies and acts out. Safe to use from many
/// threads. Every message is heard the same way (facts, what it does, what the desk would answer); then come commands, what the bot waits for,
/// and what anybody may say at any time.
/// </summary>
public sealed partial class Bot
{
    private const float HalfAWish = 0.25f;

    /// <summary>Talk is believed sooner than other acts where the desk has no answer.</summary>
    private const float LeastTalk = 0.35f;

    private readonly AnswerDesk desk;
    private readonly RoutingRules routing;
    private readonly AreaFinder areas;
    private readonly Wording wording;
    private readonly Intents intents;
    private readonly LoadedDesk loaded;
    private readonly FactReader facts;
    private readonly AnswerReader answers;
    private readonly Passages passages;
    private readonly ArticleChecks checks;
    private readonly Negation negation;
    private readonly DoneReader doneReader;
    private readonly Contacts contacts;
    private readonly IReadOnlyList<Notice> notices;
    private readonly Lazy<HashSet<string>> wishes;
    private readonly Lazy<HashSet<string>> named;
    private readonly Lazy<HashSet<string>> inquiries;
    private readonly TimeProvider time;
    private readonly AnswerTimes? times;
    private readonly SentenceMemory talks = new();

    /// <param name="time">When notices are shown and an answer can be expected; nothing else of the dialogue looks at a clock.</param>
    /// <param name="times">Null: nothing is said of when an answer can be expected.</param>
    public Bot(LoadedDesk loaded, DialogueTexts texts, Contacts contacts, TimeProvider? time = null, AnswerTimes? times = null)
    {
        ArgumentNullException.ThrowIfNull(loaded);
        ArgumentNullException.ThrowIfNull(texts);
        desk = loaded.Desk ?? throw new ArgumentException("The kb folder has errors.", nameof(loaded));
        routing = loaded.Routing;
        areas = loaded.Areas;
        wording = texts.Wording;
        intents = texts.Intents;
        this.loaded = loaded;
        checks = loaded.Checks;
        this.contacts = contacts;
        notices = loaded.Notices;
        this.time = time ?? TimeProvider.System;
        this.times = times;
        facts = new FactReader(areas, desk.Tokenizer, routing.Needs, () => Today, new Lazy<HashSet<string>>(Reached));
        answers = new AnswerReader(areas, facts, desk.Tokenizer);
        passages = new Passages(desk);
        negation = new Negation(desk.Tokenizer);
        doneReader = new DoneReader(desk.Tokenizer, negation);
        wishes = new Lazy<HashSet<string>>(Wishes);
        named = new Lazy<HashSet<string>>(NamedInEnglish);
        inquiries = new Lazy<HashSet<string>>(Inquiries);
        everyday = new Lazy<HashSet<string>>(Everyday);
        things = new Lazy<HashSet<string>>(Things);
        letters = new Lazy<HashSet<string>>(LetterWords);
        inArticles = new Lazy<HashSet<string>>(InArticles);
        labels = new Lazy<HashSet<string>>(Labels);
    }

    /// <summary>Every address and telephone number of receivers: those that the FAQ names, the routing knows and the settings hold.</summary>
    private HashSet<string> Reached() => [.. desk.KnowledgeBase.Articles.Select(article => article.Body.PlainText).Concat(routing.Owners.Select(owner => owner.Mail + " " + owner.Advice))
        .Append(contacts.HelpDesk ?? "").Concat(contacts.Operators.Values).SelectMany(FactReader.Contacts)];

    public Turn Next(DialogueState state, Incoming incoming, Person person)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(incoming);
        ArgumentNullException.ThrowIfNull(person);
        using var memory = DeskMemory.Begin(desk);
        var text = incoming.Text.Trim();
        var heard = state with { Language = LanguageOf(text, state, incoming.Language), LastText = text, WasEnded = false };
        var turn = SpokenFor(heard, incoming, text, person) ?? WithFiles(heard, incoming, text, person) ?? Listen(heard, incoming, text, person);
        turn = Unrepeated(turn, state, text, person);
        turn = state.WasEnded ? turn.After(Spoken(heard, "ended")) : turn;
        return turn.In(turn.State.Language ?? "ja");
    }

    /// <summary>What only passes the word back is not said twice in a row: the second time a person is offered for what cannot be made out, the third time one is sent for.</summary>
    private Turn Unrepeated(Turn turn, DialogueState before, string text, Person person)
    {
        if (turn.State.Step is not (Step.Open or Step.Solved or Step.Choosing or Step.Clarifying) || turn.Acts.Any(act => act is not NoteQuestion { Outcome: "admit" or "ask" }) || turn.Replies is not [{ Card: null or CandidatesCard }] || text.Length == 0 || intents.Named(text) is not null || person.Tickets is { Count: > 0 })
        {
            return turn.Keep(state => state with { LastSaid = 0 });
        }

        var said = Figure(turn.Replies[0].Text);
        if (Math.Abs(before.LastSaid) != said)
        {
            return turn.Keep(state => state with { LastSaid = said });
        }

        // Who asks one thing after another that the FAQ does not know goes on asking; who says the same again and again is stuck.
        return before.LastSaid > 0 || before.LastText != text
            ? turn with { State = turn.State with { LastSaid = -said }, Replies = [Spoken(turn.State, "admit.person", Choices(turn.State, "person", "restart"))] }
            : Escalate(turn.State with { LastSaid = 0 }, person);
    }

    /// <summary>Of a text, the same wherever it is computed; above 0.</summary>
    private static int Figure(string text)
    {
        var figure = 2166136261u;
        foreach (var c in text)
        {
            figure = (figure ^ c) * 16777619u;
        }

        return (int)(figure & int.MaxValue) | 1;
    }

    private Turn Listen(DialogueState state, Incoming incoming, string text, Person person)
    {
        if (incoming.Kind is IncomingKind.Joined or IncomingKind.Liked or IncomingKind.Disliked)
        {
            return Gesture(state, incoming.Kind);
        }

        if (incoming.Kind == IncomingKind.Ticket && text.Length > 0)
        {
            return OpenAtOnce(state, text, incoming.Values, person);
        }

        if (incoming.Values is { } values)
        {
            return FormSent(state, values, person);
        }

        if (text.Length == 0)
        {
            return Turn.Say(state, Spoken(state, "empty", Choices(state, "person")));
        }

        var heard = Hear(state, text, person);
        return Command(state, heard, person) ?? Awaited(state, heard, person) ?? Understood(state, heard, person);
    }

    private static Waiting WaitingOf(Step step) => step switch
    {
        Step.Solved or Step.Checking => Waiting.Solved,
        Step.Choosing or Step.Clarifying => Waiting.Which,
        Step.AdministratorFirst => Waiting.Administrator,
        Step.Collecting => Waiting.Detail,
        Step.Confirming or Step.Picture or Step.Another => Waiting.Confirm,
        Step.Adding => Waiting.Adding,
        Step.Describing => Waiting.Describe,
        _ => Waiting.Nothing,
    };

    private static TicketStanding Standing(Person person) => person.Tickets is { Count: > 0 } tickets
        ? tickets[0].State switch
        {
            "waiting-for-requester" => TicketStanding.WaitingForRequester,
            "resolved" or "closed" => TicketStanding.Resolved,
            _ => TicketStanding.Open,
        }
        : TicketStanding.None;

    /// <summary>What is a command wherever it is said: exact words, an article's id, the number of a ticket.</summary>
    private Turn? Command(DialogueState state, Heard heard, Person person)
    {
        switch (heard.Button)
        {
            case "restart":
                return Turn.Say(Fresh(state), Spoken(state, state.IsBusy ? "cancelled" : "restarted"));
            case "cancel":
                return Cancelled(state);
            case "english" or "japanese":
                var spoken = state with { Language = heard.Button == "english" ? "en" : "ja" };
                return Again(spoken) ?? Turn.Say(spoken, Spoken(spoken, "language"));
            case "help":
                return Turn.Say(state, Spoken(state, "help", Choices(state, "person")));
            case "again" when Again(state) is { } again:
                return again;
        }

        return ArticleAsked(state, heard.Text) ?? TicketNamed(state, heard, person) ?? Addition(state, heard, person);
    }

    private Turn? Awaited(DialogueState state, Heard heard, Person person) => state.Step switch
    {
        Step.Solved => AfterAnswer(state, heard, person),
        Step.Choosing => Chosen(state, heard, person),
        Step.Clarifying => Clarified(state, heard, person),
        Step.AdministratorFirst => AdministratorAnswered(state, heard, person),
        Step.Collecting => Collected(state, heard, person),
        Step.Confirming => Confirmed(state, heard, person),
        Step.Adding => AddingSaid(state, heard, person),
        Step.Describing => Described(state, heard, person),
        Step.Picture => PictureConfirmed(state, heard, person),
        Step.Checking => CheckAnswered(state, heard, person),
        Step.Another => AnotherAnswered(state, heard, person),
        _ => null,
    };

    /// <summary>What may be said at any time: of one's tickets, of what was shown, of the bot; else it is asked of the desk.</summary>
    private Turn Understood(DialogueState state, Heard heard, Person person)
    {
        if (TicketSaid(state, heard, person) is { } ticket)
        {
            return ticket;
        }

        if (heard.Button is not null)
        {
            return Pressed(state, heard, person);
        }

        if (!heard.IsCertain && MatterSaid(state, heard, person) is { } said)
        {
            return said;
        }

        return Ask(state, heard, person);
    }

    /// <summary>A button's word where the bot did not wait for it: it was pressed twice, or late.</summary>
    private Turn Pressed(DialogueState state, Heard heard, Person person) => heard.Button switch
    {
        "person" => Escalate(state, person),
        "solved" or "unsolved" when state.Matter is { Shown.Count: > 0 } => AfterAnswer(state, heard, person)!,
        "check" => BeginChecks(state) ?? Late(state),
        "greeting" => Turn.Say(state, Greeting(state, null)),
        "thanks" or "solved" => Turn.Say(state, Spoken(state, "thanks")),
        "unsolved" => Escalate(state, person),
        "skip" or "skip-all" or "no" or "yes" or "none" or "confirm" or "confirm-letter" or "administrator-yes" or "administrator-no" => Late(state),
        _ => Turn.Say(state, Spoken(state, "ticket.noneYet", Choices(state, "person"))),
    };

    private Turn Late(DialogueState state) => state.Ticket is { } number
        ? Turn.Say(state, Spoken(state, "late.sent", Choices(state, "status", "person"), number))
        : Turn.Say(state, Spoken(state, "late.nothing", Choices(state, "person")));

    /// <summary>Acts of a conversation on what was shown, or on nothing; null where the message is a question.</summary>
    private Turn? MatterSaid(DialogueState state, Heard heard, Person person)
    {
        var shown = state.Matter is { Shown.Count: > 0 };
        // A fact for a matter that is known already and half a wish for somebody to look into it are a wish.
        if (heard.Is(DialogueAct.Person) || (shown && ((heard.Does(DialogueAct.Person) && !AsksBack(heard)) || (heard.Wants >= WantsMore && heard.Wants > heard.Goes) || (heard.Facts.Count > 0 && heard.Reading.Of(DialogueAct.Person) >= HalfAWish) || (!heard.IsCertain && WishesBeside(heard)))))
        {
            return Wanted(state, heard, person);
        }

        if (shown && heard.Is(DialogueAct.Unsolved) && heard.Rather(DialogueAct.Unsolved, DialogueAct.Ask) && heard.Rather(DialogueAct.Unsolved, DialogueAct.AboutShown) && heard.Rather(DialogueAct.Unsolved, DialogueAct.WhoSettles))
        {
            return Unsolved(state, heard, person);
        }

        if (shown && heard.Is(DialogueAct.Solved) && !heard.Is(DialogueAct.Unsolved) && !AsksBack(heard))
        {
            return Solved(state, heard);
        }

        // A first message is a question wherever the desk makes anything of it: page, API and chat decide alike.
        if (state.Matter is null && (heard.Answer.Clarification is not null || heard.Answer.Outcome == Outcome.Answer) && !heard.Is(DialogueAct.WhoSettles))
        {
            return null;
        }

        if (heard.Does(DialogueAct.WhoSettles) && heard.Rather(DialogueAct.WhoSettles, DialogueAct.Ask))
        {
            return WhoSettles(state, heard);
        }

        if (heard.Is(DialogueAct.Cancel) && heard.Rather(DialogueAct.Cancel, DialogueAct.Ask))
        {
            return Cancelled(state);
        }

        if (!shown && state.Matter is not null && !AsksBack(heard) && !Asks(heard.Reading) && heard.Answer.Confidence < SureAlone && heard.Content + heard.Reading.Of(DialogueAct.Cancel) + heard.Reading.Of(DialogueAct.Refuse) > heard.Goes)
        {
            // «Then I look myself, never mind»: nothing is asked, whatever article its words are like.
            return Turn.Say(state, Spoken(state, "followUp.trying", Choices(state, "person")));
        }

        if (shown && FollowUp(state, heard, person) is { } follows)
        {
            return follows;
        }

        return IsTalk(heard) ? Talked(state, heard) : null;
    }

    /// <summary>Talk that asks nothing: greeting, thanks, anger, and the desk knows no sure answer to it.</summary>
    private static bool IsTalk(Heard heard)
    {
        var talk = Math.Max(heard.Reading.Of(DialogueAct.SmallTalk), Math.Max(heard.Reading.Of(DialogueAct.Thanks), heard.Reading.Of(DialogueAct.Anger)));
        return talk >= LeastTalk && talk > heard.Goes && !Asks(heard.Reading) && heard.Answer.Outcome != Outcome.Answer;
    }

    private static bool Asks(ActReading reading) => reading.Is(DialogueAct.Ask) || reading.Is(DialogueAct.AboutShown) || reading.Is(DialogueAct.GoesOn);

    private Turn Talked(DialogueState state, Heard heard)
    {
        if (heard.Is(DialogueAct.Anger))
        {
            return Turn.Say(state, Spoken(state, "impatient", Choices(state, "person", "restart")));
        }

        return heard.Is(DialogueAct.Thanks)
            ? Turn.Say(state, Spoken(state, "thanks"))
            : Turn.Say(state, Greeting(state, null));
    }

    private Turn Cancelled(DialogueState state) =>
        Turn.Say(Fresh(state), Spoken(state, state.IsBusy ? "cancelled" : "restarted"));

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

    private string Text(DialogueState state, string key, params ReadOnlySpan<string> arguments) => wording.In(state.Language).Get(key, arguments);

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
}

/// <summary>The kb files that the dialogue speaks from.</summary>
public sealed record DialogueTexts(Wording Wording, Intents Intents)
{
    public static DialogueTexts Read(string kbDirectory, FindingList findings)
    {
        var wording = Wording.Read(kbDirectory, findings);
        return new(wording, Intents.Read(kbDirectory, findings).With(wording));
    }
}
