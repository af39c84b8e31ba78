using HelpDesk.Conversation.Answering;
using HelpDesk.Knowledge.Articles;

namespace HelpDesk.Conversation.Dialogue;

/// <content>What an answer asks to do and the person says was done: it is told back rather than told as if it were new, and is in the ticket.</content>
public sealed partial class Bot
{
    /// <summary>The share of what was said to be done that a line has to hold.</summary>
    private const float SameThing = 0.5f;

    /// <summary>Of that the share that a line of another item may hold.</summary>
    private const float MostOfAnother = 0.6f;

    /// <summary>Lines that ask the reader to do something, in either language.</summary>
    private static bool Instructs(string line) => line.Contains("ください", StringComparison.Ordinal) || line.Contains("please", StringComparison.OrdinalIgnoreCase);

    /// <summary>The same with what was done as checked, and what is said of it; without anything where nothing was.</summary>
    private (Matter Matter, Reply? Told) WithDone(DialogueState state, Matter matter, Article article, string text)
    {
        var language = state.Language ?? "ja";
        var list = checks.Of(article.Id) is { AreCauses: false } checkable ? checkable : null;
        var done = new List<string>();
        foreach (var (said, vain) in doneReader.In(text))
        {
            if (passages.Best(article, said, language) is not { } best || best.Line.Held < SameThing || !(list is null ? vain && Instructs(best.Text) : IsOfOneItem(list, best, language)))
            {
                continue;
            }

            if (!done.Contains(best.Text))
            {
                done.Add(best.Text);
            }

            if (list is not null && ItemOf(list, best.Text, language) is var item && !matter.Checks.Any(check => check.Article == list.Article && check.Index == item))
            {
                matter = matter with { Checks = [.. matter.Checks, new Checked(list.Article, item, "ok", Cuts.To(said.Trim(), LongestRemark))] };
            }
        }

        if (done.Count == 0)
        {
            return (matter, null);
        }

        var remains = list is not null ? NextUnchecked(matter, list, 0) is not null : article.BodyIn(language).PlainText.Split('\n').Any(line => Instructs(line) && !done.Exists(one => one.Contains(line.Trim(), StringComparison.Ordinal)));
        var lines = string.Join('\n', done.Select(line => Text(state, "answer.doneLine", line.TrimStart('•', ' '))));
        return (matter, new Reply(Text(state, remains ? "answer.done" : "answer.doneAll", lines)));
    }

    /// <summary>What was said names one item of the list more than any other («証明書を入れ直した»: three items are about certificates).</summary>
    private static bool IsOfOneItem(ArticleCheck list, Passages.Chosen best, string language) =>
        ItemOf(list, best.Text, language) is >= 0 and var item
        && best.Lines.All(line => ItemOf(list, line.Text, language) is var other && (other == item || other < 0) || line.Held <= MostOfAnother * best.Line.Held);

    /// <summary>The item of a list that a line stands in; −1 where it is none of it.</summary>
    private static int ItemOf(ArticleCheck list, string line, string language)
    {
        var own = line.TrimStart('•', ' ').Split('\n')[0];
        return list.ItemsIn(language).ToList().FindIndex(item => item.Contains(own, StringComparison.Ordinal));
    }

    /// <summary>The first item from one on that was not checked; null where there is none.</summary>
    private static int? NextUnchecked(Matter matter, ArticleCheck list, int from) =>
        Enumerable.Range(from, Math.Max(0, list.Items.Count - from)).Where(item => !matter.Checks.Any(check => check.Article == list.Article && check.Index == item)).Cast<int?>().FirstOrDefault();
}
