using System.Runtime.CompilerServices;
using HelpDesk.Knowledge.Articles;
using HelpDesk.Knowledge.Language;
using HelpDesk.Knowledge.Search;

namespace HelpDesk.Conversation.Answering;

/// <summary>What search and learning say of a question.</summary>
/// <param name="Hits">Articles and outside topics, best first.</param>
/// <param name="Evidence">Figures that a confidence is worked out from, by <see cref="Answering.Evidence"/>; null where no article is found.</param>
/// <param name="Missing">Content words of the question that the first article does not hold, the most telling first.</param>
internal sealed record Found(IReadOnlyList<Hit> Hits, Evidence? Evidence, IReadOnlyList<string> Missing)
{
    public static Found Nothing { get; } = new([], null, []);

    public Article? First => Hits.FirstOrDefault(hit => hit.Article is not null).Article;
}

/// <summary>Searches, weighs what is found by what was learned of people's wording, and looks whether the first article holds what is asked for.</summary>
internal sealed class Finder(SearchIndex index, TextAnalysis analysis, JapaneseTokenizer tokenizer, Weights weights, LearnedModel? learned)
{
    private const int MostHits = 120;

    /// <summary>A likelihood below this says no more than this one.</summary>
    private const float Unlikely = 1e-4f;

    private readonly ConditionalWeakTable<Article, string> bodies = [];
    private readonly Dictionary<string, int>? classes = learned?.Classes.Select((id, i) => (id, i)).ToDictionary(pair => pair.id, pair => pair.i, StringComparer.OrdinalIgnoreCase);

    /// <summary>The same with another model: what training measures itself by.</summary>
    public Finder With(LearnedModel? model) => new(index, analysis, tokenizer, weights, model);

    public Found Find(ReadText read)
    {
        var named = AnswerDesk.WithPointsNamed(read.Text);
        var text = ReferenceEquals(named, read.Text) ? read : new ReadText(named, tokenizer);
        var question = analysis.Question(text, index.SynonymWeight);
        var likely = learned?.Likelihoods(TextPieces.Of(text));
        var hits = Weighed(index.Search(question, MostHits), likely);
        var first = hits.Find(hit => hit.Article is not null);
        if (first.Article is not { } article)
        {
            return new Found(hits, null, []);
        }

        var words = index.Holds(article, question);
        var evidence = Evidence.Of(hits, article, question, index.KnownShare(question), words, Types(text, article), Learned(likely, article, hits));
        return new Found(hits, evidence, [.. words.Where(word => !word.Held).OrderByDescending(word => word.Rarity).Select(word => word.Word)]);
    }

    /// <summary>Content words of a text, how much each says (0 to 1), and whether the article holds it.</summary>
    public IReadOnlyList<(string Word, float Rarity, bool Held)> Words(Article article, string text) => index.Holds(article, analysis.Question(text, index.SynonymWeight));

    /// <summary>A text as it is searched in.</summary>
    public TextFeatures Read(string text) => analysis.Document(text);

    /// <summary>Words of the same meaning.</summary>
    public IReadOnlyList<string> SynonymsOf(string word) => analysis.SynonymsOf(word);

    /// <summary>Scores, each lowered by how much less likely its target is than the likeliest; what learning does not know keeps its score.</summary>
    private List<Hit> Weighed(IReadOnlyList<Hit> hits, float[]? likely)
    {
        if (likely is null)
        {
            return [.. hits];
        }

        float most = 0;
        foreach (var hit in hits)
        {
            most = Math.Max(most, Of(likely, hit.Id) ?? 0);
        }

        var weighed = hits.Select((hit, i) => (Hit: Of(likely, hit.Id) is { } own
            ? hit with { Score = hit.Score * MathF.Pow((own + Unlikely) / (most + Unlikely), weights.LearnedShare) }
            : hit, i)).ToList();
        weighed.Sort((a, b) => a.Hit.Score != b.Hit.Score ? b.Hit.Score.CompareTo(a.Hit.Score) : a.i.CompareTo(b.i));
        return weighed.ConvertAll(one => one.Hit);
    }

    private float? Of(float[] likely, string id) => classes!.TryGetValue(id, out var at) ? likely[at] : null;

    /// <summary>What was learned of this article: null where learning does not know it.</summary>
    private LearnedSignal? Learned(float[]? likely, Article article, List<Hit> hits)
    {
        if (likely is null || Of(likely, article.Id) is not { } own)
        {
            return null;
        }

        float best = 0, inside = 0;
        foreach (var hit in hits)
        {
            if (hit.Article is not null && hit.Id != article.Id && Of(likely, hit.Id) is { } other)
            {
                best = Math.Max(best, other);
                inside += other;
            }
        }

        return new LearnedSignal(own, best, Math.Max(0, 1 - inside - own));
    }

    /// <summary>Of the kinds of answer that are asked for: +1 for each that the article holds, −1 for each that it does not.</summary>
    private (int Held, int Unmet) Types(ReadText text, Article article)
    {
        int held = 0, unmet = 0;
        foreach (var type in weights.AnswerTypes.AskedBy(text.Folded))
        {
            if (type.IsMatch(bodies.GetValue(article, FoldedBody)))
            {
                held++;
            }
            else
            {
                unmet++;
            }
        }

        return (held, unmet);
    }

    private static string FoldedBody(Article article) =>
        TextFolding.Fold(article.Question + "\n" + article.Body.PlainText + (article.Translation is { } t ? "\n" + t.Question + "\n" + t.Body.PlainText : ""));
}

/// <summary>What learning says of a question: the first article's likelihood, the best other article's, and that no article answers it.</summary>
internal readonly record struct LearnedSignal(float First, float Other, float Outside);
