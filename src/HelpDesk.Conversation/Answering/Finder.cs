using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using HelpDesk.Knowledge.Articles;
using HelpDesk.Knowledge.Language;
using HelpDesk.Knowledge.Search;

namespace HelpDesk.Conversation.Answering;

/// <summary>What search and learning say of a question. The first article is looked into when its evidence is first asked for: what is recognised needs none. Not thread-safe.</summary>
internal sealed class Found(IReadOnlyList<Hit> hits, Article? first, Func<(Evidence Evidence, IReadOnlyList<(string Word, float Rarity, bool Held)> Words)>? look)
{
    private (Evidence Evidence, IReadOnlyList<(string Word, float Rarity, bool Held)> Words)? looked;

    public static Found Nothing { get; } = new([], null, null);

    /// <summary>Of the question, with «この供給地点» for supply point numbers.</summary>
    public HashSet<ulong> Pieces { get; init; } = [];

    /// <summary>Articles and outside topics, best first.</summary>
    public IReadOnlyList<Hit> Hits { get; } = hits;

    public Article? First { get; } = first;

    /// <summary>Figures that a confidence is worked out from, by <see cref="Answering.Evidence"/>; null where no article is found.</summary>
    public Evidence? Evidence => Looked?.Evidence;

    /// <summary>Content words of the question that the first article does not hold, the most telling first.</summary>
    public IReadOnlyList<string> Missing => [.. (Looked?.Words ?? []).Where(word => !word.Held).OrderByDescending(word => word.Rarity).Select(word => word.Word)];

    private (Evidence Evidence, IReadOnlyList<(string Word, float Rarity, bool Held)> Words)? Looked => looked ??= look?.Invoke();
}

/// <summary>A knowledge base as it is searched in.</summary>
internal sealed record Searched(SearchIndex Index, TextAnalysis Analysis)
{
    public static Searched In(KnowledgeBase kb, JapaneseTokenizer tokenizer, SynonymDictionary? synonyms, Weights weights)
    {
        var analysis = new TextAnalysis(tokenizer, synonyms, kb.Glossary, weights);
        return new Searched(SearchIndex.Build(kb, analysis, weights.Search), analysis);
    }
}

/// <summary>Searches, weighs what is found by what was learned of people's wording, and looks whether the first article holds what is asked for.</summary>
internal sealed class Finder(SearchIndex index, TextAnalysis analysis, JapaneseTokenizer tokenizer, Weights weights, LearnedModel? learned, LearnedModel? answered)
{
    private const int MostHits = 120;

    /// <summary>A likelihood below this says no more than this one.</summary>
    private const float Unlikely = 1e-4f;

    private readonly ConditionalWeakTable<Article, Body> bodies = [];

    /// <summary>The learned class of each target; −1 where learning does not know it.</summary>
    private readonly int[]? classes = learned is null ? null : ClassesOf(index.Targets, learned);

    /// <summary>The same with other models: what training measures itself by.</summary>
    public Finder With(LearnedModel? model, LearnedModel? ofAnswered) => new(index, analysis, tokenizer, weights, model, ofAnswered);

    /// <summary>What <see cref="LearnedFile.Answered"/> learns a question from.</summary>
    public HashSet<ulong> PiecesOf(ReadText text) => AskedPieces.Of(text, IsGeneric);

    public Found Find(ReadText read)
    {
        var named = AnswerDesk.WithPointsNamed(read.Text);
        var text = ReferenceEquals(named, read.Text) ? read : new ReadText(named, tokenizer);
        var question = analysis.Question(text, index.SynonymWeight);
        var pieces = TextPieces.Of(text);
        var likely = learned?.Likelihoods(pieces);
        var hits = Weighed(index.Search(question, MostHits), likely);
        var first = hits.Find(hit => hit.Article is not null);
        if (first.Article is not { } article)
        {
            return new Found(hits, null, null) { Pieces = pieces };
        }

        return new Found(hits, article, () =>
        {
            var words = index.Holds(article, question);
            var evidence = Evidence.Of(hits, article, question, index.KnownShare(question), words, text.Owners(), Types(text, article), Learned(text, pieces, likely, first, hits));
            return (evidence, words);
        })
        {
            Pieces = pieces,
        };
    }

    /// <summary>Content words of a text that was read, how much each says (0 to 1), and whether the article holds it.</summary>
    public IReadOnlyList<(string Word, float Rarity, bool Held)> Words(Article article, TextFeatures text) => index.Holds(article, text);

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
            most = Math.Max(most, Of(likely, hit) ?? 0);
        }

        Span<ulong> order = stackalloc ulong[MostHits];
        order = order[..hits.Count];
        for (var i = 0; i < order.Length; i++)
        {
            var hit = hits[i];
            order[i] = BestFirst.Key(Of(likely, hit) is { } own ? hit.Score * MathF.Pow((own + Unlikely) / (most + Unlikely), weights.LearnedShare) : hit.Score, i);
        }

        order.Sort();
        var weighed = new List<Hit>(order.Length);
        foreach (var key in order)
        {
            weighed.Add(hits[BestFirst.Place(key)] with { Score = BestFirst.Score(key) });
        }

        return weighed;
    }

    private float? Of(float[] likely, Hit hit) => classes![hit.Target] is var at and >= 0 ? likely[at] : null;

    private static int[] ClassesOf(IReadOnlyList<string> targets, LearnedModel learned)
    {
        var numbers = learned.Classes.Select((id, i) => (id, i)).ToDictionary(pair => pair.id, pair => pair.i, StringComparer.OrdinalIgnoreCase);
        return [.. targets.Select(id => numbers.GetValueOrDefault(id, -1))];
    }

    /// <summary>What was learned of this article: null where learning does not know it.</summary>
    private LearnedSignal? Learned(ReadText text, HashSet<ulong> pieces, float[]? likely, Hit first, List<Hit> hits)
    {
        if (likely is null || Of(likely, first) is not { } own)
        {
            return null;
        }

        float best = 0, inside = 0;
        foreach (var hit in hits)
        {
            if (hit.Article is not null && hit.Target != first.Target && Of(likely, hit) is { } other)
            {
                best = Math.Max(best, other);
                inside += other;
            }
        }

        return new LearnedSignal(own, best, Math.Max(0, 1 - inside - own), Answered(text, pieces));
    }

    /// <summary>How likely the FAQ answers such a question, by the whole and by its clauses: what stands beside the matter may speak of anything.</summary>
    /// <param name="pieces">Those of <see cref="TextPieces"/>, which whoever asks back needs as they are.</param>
    private AnsweredSignal? Answered(ReadText text, HashSet<ulong> pieces)
    {
        if (answered is not { TellsAnswered: true })
        {
            return null;
        }

        var whole = answered.LikelyAnswered(pieces, AskedPieces.Others(text, IsGeneric));
        var (most, least, clauses) = (0f, 1f, 0);
        foreach (var clause in AskedPieces.OfClauses(text, IsGeneric))
        {
            var likely = answered.LikelyAnswered(clause);
            (most, least, clauses) = (Math.Max(most, likely), Math.Min(least, likely), clauses + 1);
        }

        return clauses == 0 ? new AnsweredSignal(whole, whole, whole, 1) : new AnsweredSignal(whole, most, least, clauses);
    }

    private bool IsGeneric(string word) => weights.GenericJapanese.Contains(word) || weights.GenericEnglish.Contains(word);

    /// <summary>Of the kinds of answer that are asked for: +1 for each that the article holds, −1 for each that it does not.</summary>
    private (int Held, int Unmet) Types(ReadText text, Article article)
    {
        int held = 0, unmet = 0;
        foreach (var type in weights.AnswerTypes.AskedBy(text.Folded))
        {
            if (bodies.GetValue(article, static known => new Body(FoldedBody(known))).Holds(type))
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

    /// <summary>An article's text, and which kinds of answer it was found to hold: there are few kinds, and looking costs more than the rest of a question.</summary>
    private sealed class Body(string folded)
    {
        private readonly ConcurrentDictionary<LinearPattern, bool> held = [];

        public bool Holds(LinearPattern type) => held.GetOrAdd(type, static (one, text) => one.IsMatch(text), folded);
    }

    private static string FoldedBody(Article article) =>
        TextFolding.Fold(article.Question + "\n" + article.Body.PlainText + (article.Translation is { } t ? "\n" + t.Question + "\n" + t.Body.PlainText : ""));
}

/// <summary>What learning says of a question: the first article's likelihood, the best other article's, and that no article answers it.</summary>
/// <param name="Answered">Null where no model of what is answered was learned.</param>
internal readonly record struct LearnedSignal(float First, float Other, float Outside, AnsweredSignal? Answered);

/// <summary>How likely the FAQ answers such a question, whatever the article: by the whole text, by its likeliest and by its least likely clause.</summary>
internal readonly record struct AnsweredSignal(float Whole, float Most, float Least, int Clauses);
