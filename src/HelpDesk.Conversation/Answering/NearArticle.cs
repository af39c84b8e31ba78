using HelpDesk.Knowledge.Articles;
using HelpDesk.Knowledge.Language;
using HelpDesk.Knowledge.Search;

namespace HelpDesk.Conversation.Answering;

/// <summary>The article nearest to a question that the FAQ does not answer: it is of the same matter, and says nothing of what is asked.</summary>
/// <param name="Missing">The words of the question that the article does not hold, in their dictionary form, the most telling first; may be empty.</param>
public sealed record NearArticle(Article Article, IReadOnlyList<string> Missing)
{
    private const int MostMissing = 3;

    /// <summary>Null where even the nearest article is of something else.</summary>
    internal static NearArticle? Of(Found found, ConfidenceWeights weights) =>
        found.Evidence is { } evidence && found.First is { } first && (found.Hits[0].Outside is null || found.Hits[0].Outside!.Intent is null) && evidence.Relatedness >= weights.NearFrom
            ? new NearArticle(first, [.. found.Missing.Where(word => (word.Length > 1 || !char.IsAscii(word[0])) && !Kana.IsKana(word) || Kana.IsKatakana(word[0])).Take(MostMissing)])
            : null;
}
