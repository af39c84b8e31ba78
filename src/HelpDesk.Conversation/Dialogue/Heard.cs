using HelpDesk.Conversation.Acts;
using HelpDesk.Conversation.Answering;

namespace HelpDesk.Conversation.Dialogue;

/// <summary>One message as the dialogue hears it: its words, the button it is, what it does, the facts in it, and what the desk would answer it.</summary>
internal sealed class Heard
{
    /// <summary>An act less likely than this is not meant, even where no other is.</summary>
    private const float Least = 0.35f;

    /// <summary>Of an act that stands alone: so much is enough where it is so many times as likely as any other.</summary>
    private const float LeastAlone = 0.2f;

    private const float Alone = 4;

    private const float LeastOfAll = 0.15f;

    private const float Twice = 2;

    /// <summary>Letters that a question has at least.</summary>
    private const int LeastAsked = 4;

    /// <summary>What the buttons do; a button's word is its label in kb/replies.*.</summary>
    private static readonly Dictionary<string, DialogueAct> Buttons = new(StringComparer.Ordinal)
    {
        ["person"] = DialogueAct.Person, ["cancel"] = DialogueAct.Cancel, ["solved"] = DialogueAct.Solved, ["unsolved"] = DialogueAct.Unsolved,
        ["administrator-yes"] = DialogueAct.Give, ["administrator-no"] = DialogueAct.Give, ["skip"] = DialogueAct.Refuse, ["skip-all"] = DialogueAct.SkipAll,
        ["confirm"] = DialogueAct.Confirm, ["confirm-letter"] = DialogueAct.Confirm, ["status"] = DialogueAct.Status, ["add-to-ticket"] = DialogueAct.Add, ["close-ticket"] = DialogueAct.Withdraw,
        ["reopen-ticket"] = DialogueAct.Reopen, ["none"] = DialogueAct.Choose, ["thanks"] = DialogueAct.Thanks, ["greeting"] = DialogueAct.SmallTalk,
    };

    private readonly Lazy<Answer> answer;

    /// <param name="whole">What the desk answers to the whole of it; asked when it is needed: most of what is pressed or filled in asks nothing.</param>
    public Heard(string text, string? button, ActReading reading, IReadOnlyDictionary<string, string> facts, Func<Answer> whole, Func<string, Answer> ask)
    {
        Text = text;
        Button = button;
        Reading = reading;
        Facts = facts;
        answer = new Lazy<Answer>(() => Plain(whole(), ask));
    }

    /// <summary>Where the whole finds nothing, what it asks beside the facts that it gives.</summary>
    private Answer Plain(Answer whole, Func<string, Answer> ask)
    {
        if (whole.Outcome == Outcome.Answer || Facts.Count == 0 || !whole.Recognition.IsEmpty || FactReader.Question(Text) is var plain && plain.Count(char.IsLetter) < LeastAsked)
        {
            return whole;
        }

        var asked = ask(plain);
        return asked.Outcome < whole.Outcome ? asked with { Area = whole.Area } : whole;
    }

    public string Text { get; }

    /// <summary>The name of the button whose word the whole message is; null where it is none.</summary>
    public string? Button { get; }

    public ActReading Reading { get; }

    /// <summary>What can be read in it for certain, by need id.</summary>
    public IReadOnlyDictionary<string, string> Facts { get; }

    /// <summary>What the desk answers to it alone.</summary>
    public Answer Answer => answer.Value;

    /// <summary>A message, code or reason that the FAQ or its lists know, or a code of their kind that they do not.</summary>
    public bool IsCertain => Button is null && !Answer.Recognition.IsEmpty;

    public bool Is(DialogueAct act) => Button is { } button ? Buttons.TryGetValue(button, out var does) && does == act : Reading.Is(act);

    public bool IsButton(string name) => Button == name;

    /// <summary>Facts and next to nothing else: numbers, a code, an address.</summary>
    public bool IsFacts => Facts.Count > 0 && FactReader.Question(Text).Count(char.IsLetter) <= LeastAsked;

    /// <summary>The act is sure, or it is the likeliest and none is sure.</summary>
    public bool Does(DialogueAct act) => Is(act) || (Button is null && Reading.Likeliest == act && (Reading.Of(act) >= Least || (Reading.Of(act) >= LeastAlone && Reading.Of(act) >= Alone * Reading.OfNext)));

    /// <summary>What is likeliest by far is meant, though it is not likely, where the desk has no answer to it and it has to do with what was sent.</summary>
    public bool Means(DialogueAct act) =>
        Does(act) || (Button is null && Reading.Likeliest == act && Reading.Of(act) >= LeastOfAll && Reading.Of(act) >= Twice * Reading.OfNext && Answer.Outcome != Outcome.Answer);

    /// <summary>It ends as a question does. What asks does not only say that all is well.</summary>
    public bool EndsAsQuestion => Button is null && Text.TrimEnd() is [.., '?' or '？'];

    /// <summary>How likely it asks or tells more, and how likely it wants somebody to go on with it.</summary>
    public float Goes => Reading.Of(DialogueAct.Ask) + Reading.Of(DialogueAct.AboutShown) + Reading.Of(DialogueAct.GoesOn);

    /// <summary>How likely it is content with what was shown.</summary>
    public float Content => Reading.Of(DialogueAct.Confirm) + Reading.Of(DialogueAct.Solved) + Reading.Of(DialogueAct.Thanks);

    public float Wants => Reading.Of(DialogueAct.Person) + Reading.Of(DialogueAct.Unsolved);

    /// <summary>More likely this than that.</summary>
    public bool Rather(DialogueAct act, DialogueAct than) => Button is null ? Reading.Of(act) > Reading.Of(than) : Is(act);
}
