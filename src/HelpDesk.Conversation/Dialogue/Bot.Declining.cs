using HelpDesk.Conversation.Acts;
using HelpDesk.Ticketing.Routing;

namespace HelpDesk.Conversation.Dialogue;

/// <content>Details that are not given, and why; numbers that are none; what is remembered of a person from one matter to the next.</content>
public sealed partial class Bot
{
    /// <summary>A number that is nearly as long as one of a supply point.</summary>
    [System.Text.RegularExpressions.GeneratedRegex("(?<![0-9])[0-9](?:[ -]?[0-9]){16,25}(?![0-9])")]
    private static partial System.Text.RegularExpressions.Regex Digits();

    /// <summary>With the digits of a message that look like a supply point number and are none; what is right is known of it otherwise.</summary>
    private static Matter WithNoNumber(Matter matter, string text) =>
        !matter.Facts.ContainsKey(Needs.Number) && NoNumberIn(text) is { } wrong ? matter with { NoNumber = wrong } : matter;

    private static string? NoNumberIn(string text) =>
        Digits().Matches(FactReader.Even(text)).LastOrDefault() is { } digits && AnsweredNumber.Of(digits.Value).Kind != AnsweredNumberKind.Read ? string.Concat(digits.Value.Where(char.IsAsciiDigit)) : null;

    /// <summary>What is wrong with the digits that were given as a number, with the digits themselves; null where none were.</summary>
    private string? AboutNoNumber(DialogueState state, Matter matter) =>
        matter.NoNumber is { } wrong ? Text(state, "check.numberGiven", wrong, Problem(state, answers.Read(Needs.Number, wrong)).Text) : null;

    /// <summary>What a refusal is of: the detail that was asked for, unless the message names another that would be asked next («社名は言えません», asked for a name).</summary>
    private string RefusedIn(DialogueState state, string text, string asked) =>
        NeedsNamed(text, [asked], HalfNamed).Any() ? asked : NeedNamed(text, Missing(state.Matter!, state.Inquiry!.Introduce).Select(need => need.Id)) ?? asked;

    /// <summary>Without what was asked for, and with why.</summary>
    private Matter Declining(Matter matter, string need, string? words) => matter.Declining(need, words is not null && negation.Unwilling(words) ? "" : words);

    /// <summary>«番号は出せません» at the summary: a detail that is not known is not given, and nothing else is meant. Null where no such detail is named.</summary>
    private string? DeclinedAtLast(Matter matter, Heard heard) =>
        heard.Facts.Count == 0 && !heard.Is(DialogueAct.Cancel) && !AsksBack(heard) && negation.In(heard.Text) && TypeOf(matter) is { } type
            ? NeedNamed(heard.Text, type.Needs.Select(need => need.Id).Concat(Needs.OfThePerson).Where(need => !matter.Facts.ContainsKey(need) && need != Needs.Details)) : null;

    /// <summary>What the ticket says of details that were asked for and not given, and of a number that is none.</summary>
    private IEnumerable<string> NotGiven(Matter matter)
    {
        var ja = wording.In("ja");
        foreach (var need in routing.Needs.Where(need => matter.Declined.Contains(need.Id)))
        {
            var words = matter.Excuses.GetValueOrDefault(need.Id);
            yield return words is null ? ja.Get("tried.declined", need.Name) : words.Length == 0 ? ja.Get("tried.unwilling", need.Name) : ja.Get("tried.excused", need.Name, words);
        }

        if (matter.NoNumber is { } wrong)
        {
            yield return ja.Get("tried.noNumber", routing.Needs.First(need => need.Id == Needs.Number).Name, wrong);
        }
    }

    /// <summary>Another matter: what is known of the person and their tickets stays.</summary>
    private static DialogueState Fresh(DialogueState state) => DialogueState.New with
    {
        Language = state.Language, LastText = state.LastText, About = Remembered(state), Ticket = state.Ticket, Sent = state.Sent,
    };

    /// <summary>What holds whatever the matter; empty: it was asked for and is not given.</summary>
    private static IReadOnlyDictionary<string, string>? Remembered(DialogueState state)
    {
        var about = new Dictionary<string, string>(state.About ?? new Dictionary<string, string>(), StringComparer.Ordinal);
        foreach (var need in Needs.OfThePerson)
        {
            if (state.Matter?.Facts.TryGetValue(need, out var value) is true)
            {
                about[need] = value;
            }
            else if (need != Needs.Company && state.Matter?.Declined.Contains(need) is true)
            {
                about[need] = "";
            }
        }

        return about.Count > 0 ? about : null;
    }
}
