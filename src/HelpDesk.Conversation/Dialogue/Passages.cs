using System.Collections.Concurrent;
using HelpDesk.Conversation.Answering;
using HelpDesk.Knowledge.Articles;
using HelpDesk.Knowledge.Search;

namespace HelpDesk.Conversation.Dialogue;

/// <summary>Finds the passage of a shown article that answers a question about it. Thread-safe.</summary>
internal sealed class Passages(AnswerDesk desk)
{
    /// <summary>Share of what a question's words say that a passage must hold to answer it …</summary>
    private const float LeastHeld = 0.34f;

    /// <summary>… and so much at least, of a rare word's 1.</summary>
    private const float LeastSaid = 0.3f;

    /// <summary>The share from which on it is of the same thing, though it may not answer.</summary>
    private const float LeastNear = 0.08f;

    private const float SynonymShare = 0.6f;

    /// <summary>Of two passages that hold the same of a question, the one that says less else is meant.</summary>
    private const float Fit = 0.25f;

    private readonly ConcurrentDictionary<(string Article, string Language), IReadOnlyList<(string Text, TextFeatures Words)>> read = new();

    /// <summary>The passage as it stands in the article; null where none speaks of what is asked.</summary>
    /// <param name="language">«ja» or «en».</param>
    public string? Find(Article article, string question, string language) => Best(article, question, language) is { Answers: true } best ? best.Text : null;

    /// <summary>The passage that is nearest to what is asked, though it may not answer it; null where none is of it.</summary>
    /// <param name="language">«ja» or «en».</param>
    public string? Nearest(Article article, string question, string language) => Best(article, question, language)?.Text;

    private (string Text, bool Answers)? Best(Article article, string question, string language)
    {
        var asked = desk.Finder.Words(article, question);
        var all = asked.Sum(word => word.Rarity);
        if (all <= 0)
        {
            return null;
        }

        string? best = null;
        float most = 0, heaviest = 0;
        foreach (var (text, words) in read.GetOrAdd((article.Id, language), _ => Read(article, language)))
        {
            var shares = asked.Select(word => (word.Rarity, Held: Held(words, word.Word))).ToList();
            var held = shares.Sum(word => word.Rarity * word.Held);
            var weighed = held * (1 + (Fit * shares.Count(word => word.Held > 0) / Math.Max(1, words.ContentWords.Count)));
            if (weighed > heaviest)
            {
                (best, most, heaviest) = (text, held, weighed);
            }
        }

        return best is null || most / all < LeastNear ? null : (best, most >= LeastSaid && most / all >= LeastHeld);
    }

    private float Held(TextFeatures passage, string word) =>
        passage.ContentWords.Contains(word) ? 1 : desk.Finder.SynonymsOf(word).Any(passage.ContentWords.Contains) ? SynonymShare : 0;

    private List<(string Text, TextFeatures Words)> Read(Article article, string language)
    {
        var passages = new List<(string, TextFeatures)>();
        foreach (var line in article.BodyIn(language).PlainText.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 3))
        {
            // The words of both languages, so that a question in the other finds it: the lines of a translation follow the original's.
            passages.Add((line, desk.Finder.Read(line)));
        }

        return passages;
    }
}
