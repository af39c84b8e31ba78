using HelpDesk.Knowledge.Articles;
using HelpDesk.Knowledge.Search;

namespace HelpDesk.Conversation.Answering;

/// <summary>The figures that a confidence is worked out from.</summary>
/// <param name="Plain">Of search alone, by <see cref="PlainNames"/>.</param>
/// <param name="Learned">Further ones, by <see cref="LearnedNames"/>, where learning knows the first article; else empty.</param>
internal sealed record Evidence(IReadOnlyList<double> Plain, IReadOnlyList<double> Learned)
{
    public static readonly IReadOnlyList<string> PlainNames =
        ["constant", "outside", "known", "score", "closeness", "score_per_word", "held", "most_telling_missing", "type_held", "type_unmet", "words"];

    public static readonly IReadOnlyList<string> LearnedNames = ["learned_outside", "learned_first", "learned_other", "answered", "answered_most", "answered_least", "clauses", "missing", "missing_owner"];

    private const double ScoreUnit = 100;
    private const double ScorePerWordUnit = 20;
    private const double MostOutside = 3;

    /// <summary>How far the first article is of the question's matter, 0 to 1: the share of its telling words that it holds.</summary>
    public double Relatedness => Plain[6];

    public static Evidence Of(
        IReadOnlyList<Hit> hits, Article article, TextFeatures question, float known, IReadOnlyList<(string Word, float Rarity, bool Held)> words,
        IReadOnlyList<string> owners, (int Held, int Unmet) types, LearnedSignal? learned)
    {
        double first = hits.First(hit => hit.Article == article).Score;
        double second = hits.FirstOrDefault(hit => hit.Article is not null && hit.Article != article).Score;
        double outside = hits.FirstOrDefault(hit => hit.Outside is not null).Score;
        double all = words.Sum(word => word.Rarity);
        var plain = new[]
        {
            1, Math.Min(MostOutside, outside / first), known, Math.Log(1 + (first / ScoreUnit)), second / first,
            Math.Log(1 + (first / Math.Max(1, question.ContentWords.Count) / ScorePerWordUnit)),
            all > 0 ? words.Where(word => word.Held).Sum(word => word.Rarity) / all : 0,
            words.Where(word => !word.Held).Select(word => (double)word.Rarity).DefaultIfEmpty(0).Max(),
            Math.Min(1, types.Held), Math.Min(1, types.Unmet), Math.Log(1 + words.Count),
        };
        if (learned is not { } signal)
        {
            return new Evidence(plain, []);
        }

        double[] places = [Logit(signal.Outside), Logit(signal.First), Logit(signal.Other)];
        return new Evidence(plain, signal.Answered is not { } answered ? places :
        [
            .. places, Logit(answered.Whole), Logit(answered.Most), Logit(answered.Least), Math.Log(1 + answered.Clauses), words.Where(word => !word.Held).Sum(word => word.Rarity),
            words.Where(word => !word.Held && owners.Contains(word.Word)).Select(word => (double)word.Rarity).DefaultIfEmpty(0).Max(),
        ]);
    }

    private static double Logit(double likelihood) => Math.Log((likelihood + .005) / (1 - likelihood + .005));
}
