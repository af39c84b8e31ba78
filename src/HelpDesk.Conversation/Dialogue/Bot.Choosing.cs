using HelpDesk.Conversation.Acts;
using HelpDesk.Knowledge.Articles;
using HelpDesk.Knowledge.Language;

namespace HelpDesk.Conversation.Dialogue;

/// <content>One of several: by number, by place («上のやつ»), by words of it.</content>
public sealed partial class Bot
{
    /// <summary>An option is meant where the message shares this much more with it than with any other (of 1).</summary>
    private const float Apart = 0.12f;

    /// <summary>Letters of an option's name that are no chance in a message.</summary>
    private const int LeastNamed = 4;

    private Turn? Chosen(DialogueState state, Heard heard, Person person)
    {
        if (heard.IsButton("none") || heard.IsButton("no"))
        {
            return NoneChosen(state, person);
        }

        if (Refused(state, heard, state.Offered.Count + 1, person) is { } neither)
        {
            return neither;
        }

        var options = state.Offered.Select(desk.KnowledgeBase.Find).Select(article => article is null ? [] : NamesOf(article)).ToList();
        var choice = ChoiceIn(heard.Text, state.Offered.Count + 1) ?? Meant(heard, options);
        if (choice == state.Offered.Count)
        {
            return NoneChosen(state, person);
        }

        if (choice is not { } index || desk.KnowledgeBase.Find(state.Offered[index]) is not { } article)
        {
            return Neither(state, heard, person);
        }

        return Picked(state, Learn(state.Matter ?? new Matter(), heard).Saying(heard.Text.Length > 3 ? heard.Text : ""), article);
    }

    private Turn? Clarified(DialogueState state, Heard heard, Person person)
    {
        if (desk.Clarifications.Find(state.Clarification) is not { } rule)
        {
            return null;
        }

        if (heard.IsButton("none") || heard.IsButton("no"))
        {
            return NoneChosen(state, person);
        }

        if (Refused(state, heard, rule.Options.Count, person) is { } neither)
        {
            return neither;
        }

        var index = ChoiceIn(heard.Text, rule.Options.Count) ?? Meant(heard, [.. rule.Options.Select(option => (IReadOnlyList<string>)[option.Label, option.LabelEn, option.Question])]);
        if (index is not { } at)
        {
            return Neither(state, heard, person);
        }

        // Whoever reads the ticket has not seen the numbers.
        var option = rule.Options[at];
        var matter = Learn(state.Matter ?? new Matter(), heard).Saying(option.LabelIn(state.Language));
        return Answer(state with { Step = Step.Open, Clarification = null }, matter, option.Question, desk.Ask(option.Question), null, person);
    }

    /// <remarks>Who asked for somebody to look into it from the beginning gets one instead of another try.</remarks>
    private Turn NoneChosen(DialogueState state, Person person) => state.Matter is { Said.Count: > 0 } matter && loaded.Acts.Read(matter.Said[0], new Circumstance(Waiting.Nothing, false, Standing(person))).Is(DialogueAct.Person)
        ? Escalate(state with { Step = Step.Open, Offered = [], Clarification = null, Matter = Routed(matter, matter.InquiryType) }, person)
        : Turn.Say(state with { Step = Step.Open, Offered = [], Clarification = null, Misses = state.Misses + 1 }, Spoken(state, "ask.none", Choices(state, "person")));

    /// <summary>«どれも違う», «わからない»: none of them; a question or anything else goes its own way.</summary>
    private Turn? Neither(DialogueState state, Heard heard, Person person) =>
        !heard.IsCertain && (heard.Does(DialogueAct.Refuse) || (heard.Is(DialogueAct.Choose) && heard.Answer.Outcome != Answering.Outcome.Answer)) && !heard.Is(DialogueAct.Person) ? NoneChosen(state, person) : null;

    /// <summary>«Not sure»: no number of an option, and no word of one is to be sought in it. Null where it is anything else.</summary>
    private Turn? Refused(DialogueState state, Heard heard, int count, Person person) =>
        heard.Button is null && ChoiceIn(heard.Text, count) is null && heard.Is(DialogueAct.Refuse) && !heard.Is(DialogueAct.Choose) ? Neither(state, heard, person) : null;

    /// <summary>The option that a message means, from 0; null where it means none for certain.</summary>
    private static int? Meant(Heard heard, IReadOnlyList<IReadOnlyList<string>> options)
    {
        var key = Intents.Key(heard.Text);
        var exact = options.Select((names, i) => (names, i)).Where(option => option.names.Any(name => Intents.Key(name) == key)).ToList();
        if (exact.Count == 1)
        {
            return exact[0].i;
        }

        var said = options.Select((names, i) => (Held: names.Any(name => Intents.Key(name) is { Length: >= LeastNamed } one && !one.All(char.IsAsciiDigit) && key.Contains(one, StringComparison.Ordinal)), i)).Where(option => option.Held).ToList();
        if (said.Count == 1)
        {
            return said[0].i;
        }

        if (heard.IsCertain && heard.Answer.Outcome == Answering.Outcome.Answer)
        {
            return null;
        }

        if (heard.Does(DialogueAct.Choose) && Ordinals.In(heard.Text, options.Count) is { } placed)
        {
            return placed;
        }

        if (!heard.Does(DialogueAct.Choose) && key.Length > 24)
        {
            return null;
        }

        var shares = options.Select((names, i) => (Share: names.Select(name => Shared(key, Intents.Key(name))).DefaultIfEmpty(0).Max(), i)).OrderByDescending(option => option.Share).ToList();
        return shares.Count > 0 && shares[0].Share >= Apart && (shares.Count == 1 || shares[0].Share - shares[1].Share >= Apart) ? shares[0].i : null;
    }

    /// <summary>The share of a message's pairs of letters that a name holds, 0 to 1.</summary>
    private static float Shared(string message, string name)
    {
        var pairs = 0;
        var held = 0;
        for (var i = 0; i + 1 < message.Length; i++)
        {
            // Pairs of hiragana are grammar.
            if (Kana.IsHiragana(message[i]) && Kana.IsHiragana(message[i + 1]))
            {
                continue;
            }

            pairs++;
            held += name.Contains(message.Substring(i, 2), StringComparison.Ordinal) ? 1 : 0;
        }

        return pairs == 0 ? 0 : (float)held / pairs;
    }

    private static IReadOnlyList<string> NamesOf(Article article) =>
    [
        article.Id, article.Title, article.Question, article.TitleIn("en"), article.QuestionIn("en"),
        .. article.Symptoms.OfType<MessageSymptom>().Select(symptom => symptom.Prefix).OfType<string>().Where(prefix => prefix.Length > 0),
    ];

    /// <summary>«2», «２番», «②», «2つ目»: 0-based; null where the text is no such choice.</summary>
    private static int? ChoiceIn(string text, int count)
    {
        var key = Intents.Key(text);
        return key.Length is > 0 and <= 7 && char.IsAsciiDigit(key[0]) && (key.Length == 1 || !char.IsAsciiDigit(key[1])) && key[0] - '1' is var index && index >= 0 && index < count
            ? index
            : null;
    }
}
