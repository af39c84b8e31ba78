using HelpDesk.Conversation.Acts;
using HelpDesk.Conversation.Answering;
using HelpDesk.Knowledge.Articles;

namespace HelpDesk.Conversation.Dialogue;

/// <content>Two problems in one message whose receivers differ: each gets its own part, one after the other.</content>
public sealed partial class Bot
{
    /// <summary>The matter without what others settle, and that as a matter of its own, for later.</summary>
    private (DialogueState State, Matter Matter) Parted(DialogueState state, Matter matter)
    {
        var shown = matter.Shown.Select(desk.KnowledgeBase.Find).OfType<Article>().ToList();
        if (state.Later is not null || shown.Count < 2 || matter.OwnerIsSure)
        {
            return (state, matter);
        }

        // Only what their own words tell apart is two matters: articles shown one after another are mostly tries at one.
        var told = shown.Select(article => (Article: article, Said: SaidOf(article, matter.Said))).Where(one => one.Said.Count > 0).ToList();
        if (told.Count < 2)
        {
            return (state, matter);
        }

        // What they asked for last goes first; what they then call settled is.
        told = [.. told.OrderBy(one => matter.Text.IndexOf(one.Said[0].Trim(), StringComparison.Ordinal))];
        var (open, isSettled) = matter.Said.Count > 1 ? Pointed(matter.Said[^1], [.. told.Select(one => one.Article)]) : (null, false);
        var first = open is not null ? told.Find(one => one.Article == open) : told[0];
        var own = MatterOf(matter, first.Article, [.. told.Where(one => one.Article != first.Article).Select(one => one.Article)]);
        var other = told.Where(one => one.Article != first.Article).Select(one => MatterOf(matter, one.Article, [.. told.Where(rest => rest.Article != one.Article).Select(rest => rest.Article)]))
            .FirstOrDefault(one => OwnerOf(one) != OwnerOf(own) && one.Owner != Self);
        if (other is null && open is not null)
        {
            // The same receiver settles both: what they asked for says of what kind it is.
            var whole = isSettled ? own : Routed(matter, open.InquiryType);
            return (state with { Matter = whole }, whole);
        }

        if (other is null)
        {
            return (state, matter);
        }

        return (state with { Matter = own, Later = isSettled ? null : other }, own);
    }

    /// <summary>«The CSV is clear. For number 2 I need a person»: which of several problems is open still, by its place or its words, and whether another is settled.</summary>
    /// <param name="articles">Of the problems, in the order in which they were told.</param>
    private (Article? Open, bool OtherIsSettled) Pointed(string said, IReadOnlyList<Article> articles)
    {
        var (open, settled) = ((Article?)null, false);
        foreach (var sentence in Sentences(said).SelectMany(one => TextParts.Of(one)))
        {
            var reading = loaded.Acts.Read(sentence, BehindAnswer);
            var about = Ordinals.In(sentence, articles.Count) is { } place ? articles[place] : sentence.Count(char.IsLetter) > LeastOwnWords && !IsTalk(sentence, reading) && desk.About(sentence) is { } named && articles.Contains(named) ? named : null;
            if (reading.Likeliest is DialogueAct.Solved or DialogueAct.Thanks or DialogueAct.Confirm)
            {
                settled = true;
            }
            else
            {
                open = about ?? open;
            }
        }

        return (open, settled && open is not null);
    }

    /// <summary>One problem of a matter: what was said but for the parts about the others, and the facts.</summary>
    private Matter MatterOf(Matter matter, Article article, IReadOnlyList<Article> others)
    {
        var said = matter.Said.Select(text => string.Concat(PartsOf(text).Where(part => desk.About(part) is not { } about || !others.Contains(about))).Trim(' ', '\n', '、', ',')).Where(text => text.Length > 0).ToList();
        var symptom = desk.Recognize(string.Join('\n', said)) is var seen ? seen.Symptoms.FirstOrDefault()?.Shown ?? seen.UnknownCodes.FirstOrDefault() : null;
        var facts = matter.Facts.Where(fact => fact.Key != Needs.CodeOrMessage || symptom is not null).ToDictionary(StringComparer.Ordinal);
        if (symptom is not null)
        {
            facts[Needs.CodeOrMessage] = symptom;
        }

        var part = matter with
        {
            Said = said, Shown = [.. matter.Shown.Where(id => others.All(other => other.Id != id))], Symptom = symptom, Facts = facts,
            Checks = [.. matter.Checks.Where(check => others.All(other => other.Id != check.Article))],
        };
        return Routed(part, article.InquiryType);
    }

    /// <summary>For somebody outside: without the parts that are surely about what somebody else settles.</summary>
    private string WithoutOtherMatters(string text, Matter matter, string owner) =>
        TextParts.Counted(text).ToList() is { Count: > 1 } parts
            ? string.Concat(parts.Where(part => desk.About(part) is not { } about || matter.Shown.Contains(about.Id) || routing.Decide(about.InquiryType, part).OwnerId == owner)).Trim(' ', '\n', '、', ',')
            : text;

    private List<string> SaidOf(Article article, IReadOnlyList<string> said) =>
        [.. said.SelectMany(text => PartsOf(text) is { Count: > 1 } parts ? parts.Where(part => IsSurely(part, article, text)) : [])];

    /// <summary>Who counts parts tells them apart; else a sentence must be all but certain to be of its own.</summary>
    private bool IsSurely(string part, Article article, string text) =>
        desk.About(part) == article && (TextParts.Counted(text).Skip(1).Any() || !desk.Recognize(part).IsEmpty || desk.Ask(part).Confidence >= SureAlone);

    /// <summary>As it was written: by numbers where they count, else by sentences and clauses.</summary>
    private static List<string> PartsOf(string text) =>
        TextParts.Counted(text).ToList() is { Count: > 1 } counted ? counted : [.. Sentences(text)];

    private Turn? AnotherAnswered(DialogueState state, Heard heard, Person person)
    {
        if (heard.IsButton("another-yes") || heard.IsButton("yes") || heard.IsButton("confirm") || heard.IsButton("confirm-letter") || heard.IsButton("person")
            || (heard.Button is null && !heard.IsCertain && !heard.EndsAsQuestion && (heard.Does(DialogueAct.Confirm) || heard.Is(DialogueAct.Person) || heard.Does(DialogueAct.Give))))
        {
            return Escalate(state with { Step = Step.Open }, person);
        }

        return heard.IsButton("another-no") || heard.IsButton("no") || heard.IsButton("cancel") || heard.IsButton("solved")
            || (heard.Button is null && !heard.IsCertain && (heard.Does(DialogueAct.Refuse) || heard.Does(DialogueAct.Cancel) || heard.Is(DialogueAct.Solved) || heard.Is(DialogueAct.Thanks)))
            ? Turn.Say(Fresh(state), Spoken(state, "another.declined"))
            : null;
    }

    private string TitleOf(Matter matter, string language) =>
        matter.Shown.Select(desk.KnowledgeBase.Find).OfType<Article>().FirstOrDefault()?.TitleIn(language) ?? matter.Symptom ?? matter.Said[0];
}
