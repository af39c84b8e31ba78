using HelpDesk.Conversation.Answering;
using HelpDesk.Knowledge.Articles;
using HelpDesk.Knowledge.Search;

namespace HelpDesk.Conversation.Dialogue;

/// <content>What an answer asks to do and the person says was done: it is told back rather than told as if it were new, and is in the ticket.</content>
public sealed partial class Bot
{
    /// <summary>The share of what was said to be done that a line has to hold.</summary>
    private const float SameThing = 0.5f;

    /// <summary>Words of what was said to be done; one alone («we have registered») is of anything.</summary>
    private const int LeastDone = 2;

    private const float SurelyOfTheList = 0.7f;

    /// <summary>Of that the share that a line of another item may hold.</summary>
    private const float MostOfAnother = 0.6f;

    /// <summary>Of a check that the person said they had done, before it was asked of them.</summary>
    private const string Done = "done";

    /// <summary>The words that say so, without what their sentence left before them.</summary>
    private static string Remark(string said) => Cuts.To(said.Trim(' ', '、', ',', '」', '』', ')'), LongestRemark);

    /// <summary>All that an article asks to check was done before, and did not help.</summary>
    private bool AllDone(Matter matter) => matter.Shown.Count > 0 && checks.Of(matter.Shown[^1]) is { AreCauses: false } list
        && NextUnchecked(matter, list, 0) is null && matter.Checks.All(check => check.Article != list.Article || check.Result == Done);

    /// <summary>A reply, of an article its passage alone where that will do.</summary>
    private Reply Briefly(DialogueState state, Matter matter, Reply reply, string text) =>
        reply.Card is AnswerCard card && desk.KnowledgeBase.Find(card.ArticleId) is { } article ? Brief(state, matter, article, text) ?? reply : reply;

    /// <summary>
    /// What an article says of just what was written, for who goes on to a person in the same breath: the passage, and how the whole is got. Null where the article is short, or a list of
    /// checks that are still to be made.
    /// </summary>
    private Reply? Brief(DialogueState state, Matter matter, Article article, string text)
    {
        var language = state.Language ?? "ja";
        if ((checks.Of(article.Id) is not null && !AllDone(matter)) || article.BodyIn(language).PlainText.Count(c => c == '\n') < LongBody || passages.Best(article, text, language)?.Shown is not { } best || WithSentence(article, best, language) is not { } passage)
        {
            return null;
        }

        var whole = Text(state, "answer.whole", ArticleSaying.Of(article.Id));
        var card = (AnswerCard)ArticleReply(state, article).Card!;
        var note = card.Note is { } unofficial ? $"{unofficial} {whole}" : whole;
        return new Reply(string.Join("\n\n", article.HeadingIn(language), passage, note), card with { Body = ArticleMarkdown.Of(passage), Note = note });
    }

    /// <summary>An item of a list says nothing without the sentence it belongs to: the one before the list, and where there is none the one behind it.</summary>
    private static string WithSentence(Article article, string passage, string language)
    {
        var lines = article.BodyIn(language).PlainText.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0).ToList();
        var at = lines.IndexOf(passage.Split('\n')[0].Trim());
        if (at < 0 || !IsItem(lines[at]))
        {
            return passage;
        }

        var before = lines.FindLastIndex(at, line => !IsItem(line));
        var behind = lines.FindIndex(at, line => !IsItem(line));
        return before >= 0 ? lines[before] + "\n" + passage : behind > at ? passage + "\n" + string.Join('\n', lines.Skip(behind).Take(2)) : passage;
    }

    private static bool IsItem(string line) => line.Length > 1 && (line[0] is '•' or '『' || (char.IsAsciiDigit(line[0]) && line[1] == '.'));

    /// <summary>Line ends of an article that is more than a few lines.</summary>
    private const int LongBody = 4;

    /// <summary>Lines that ask the reader to do something, in either language.</summary>
    private static bool Instructs(string line) => line.Contains("ください", StringComparison.Ordinal) || line.Contains("please", StringComparison.OrdinalIgnoreCase);

    /// <summary>The same with what was done as checked, and what is said of it; without anything where nothing was.</summary>
    private (Matter Matter, Reply? Told) WithDone(DialogueState state, Matter matter, Article article, string text)
    {
        var language = state.Language ?? "ja";
        var list = checks.Of(article.Id) is { AreCauses: false } checkable ? checkable : null;
        var done = new List<string>();
        foreach (var (said, vain) in doneReader.In(text).Concat(list is null ? [] : FoundNone(text)))
        {
            if (passages.Best(article, said, language) is not { } best || desk.Finder.Read(said) is var read && read.ContentWords.Count + read[Field.English].Count < LeastDone)
            {
                continue;
            }

            if (list is not null && IsOwnDeed(said) && best.Likely >= SurelyOfTheList && IsAboveTheList(list, article, best.Text, language))
            {
                // «自社の未完了分は見ましたがありません»: what the whole list is for was done.
                done.Add(best.Text);
                matter = Enumerable.Range(0, list.Items.Count).Where(item => !matter.Checks.Any(check => check.Article == list.Article && check.Index == item))
                    .Aggregate(matter, (checkedSoFar, item) => checkedSoFar with { Checks = [.. checkedSoFar.Checks, new Checked(list.Article, item, Done, item == 0 ? Remark(said) : null)] });
                continue;
            }

            if (negation.In(said) || best.Line.Held < SameThing || !(list is null ? vain && Instructs(best.Text) : IsOfOneItem(list, best, language)))
            {
                continue;
            }

            if (!done.Contains(best.Text))
            {
                done.Add(best.Text);
            }

            if (list is not null && ItemOf(list, best.Text, language) is var item && !matter.Checks.Any(check => check.Article == list.Article && check.Index == item))
            {
                matter = matter with { Checks = [.. matter.Checks, new Checked(list.Article, item, Done, Remark(said))] };
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

    /// <summary>«自社分の残りはなし»: what denies says, of what a list looks for, that there is none.</summary>
    private IEnumerable<(string Part, bool InVain)> FoundNone(string text) =>
        Sentences(text).Select(sentence => WithoutScreen(sentence).Trim(' ', '。', '.', '\n')).Where(sentence => sentence.Any(char.IsLetter) && negation.In(sentence) && !Asks(sentence)).Select(sentence => (sentence, false));

    /// <summary>English says who did it; «already registered» is what the screen says.</summary>
    private static bool IsOwnDeed(string said) => !said.All(char.IsAscii) || said.StartsWith("i ", StringComparison.OrdinalIgnoreCase) || said.StartsWith("we ", StringComparison.OrdinalIgnoreCase);

    /// <summary>The line directly above the list, or one above it that asks for what the list shows how to do; the first line of an article is its answer.</summary>
    private static bool IsAboveTheList(ArticleCheck list, Article article, string line, string language)
    {
        var lines = article.BodyIn(language).PlainText.Split('\n').Select(one => one.Trim()).Where(one => one.Length > 0).ToList();
        var (first, at) = (lines.FindIndex(one => ItemOf(list, one, language) >= 0), lines.IndexOf(line.Split('\n')[0].Trim()));
        return at > 0 && at < first;
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
