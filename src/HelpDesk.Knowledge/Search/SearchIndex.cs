using System.Runtime.InteropServices;
using HelpDesk.Knowledge.Articles;

namespace HelpDesk.Knowledge.Search;

/// <summary>One thing found: an article, or a topic outside the FAQ, with its score.</summary>
public readonly record struct Hit(Article? Article, OutsideTopic? Outside, float Score)
{
    public string Id => Article?.Id ?? Outside!.Id;

    /// <summary>Its place among all articles and, after them, the outside topics; of a hit of <see cref="SearchIndex"/> only.</summary>
    public int Target { get; init; }
}

/// <summary>
/// Articles, their phrasings and the outside topics: Lucene.Net finds candidates, weighted BM25 over the stored features of
/// several fields ranks them. A knowledge base of few targets is ranked whole. Immutable and thread-safe.
/// </summary>
public sealed class SearchIndex
{
    /// <summary>Kanji of a verb that are a noun by themselves.</summary>
    private const int LeastNoun = 2;

    /// <summary>With more targets than this, candidates are retrieved first.</summary>
    public const int RankedWhole = 256;

    /// <summary>Candidates ranked of those retrieved.</summary>
    public const int MostCandidates = 50;

    /// <summary>Targets whose texts are read beside each other and kept until it is their turn.</summary>
    private const int ReadAtOnce = 64;

    private readonly KnowledgeBase kb;
    private readonly TextAnalysis analysis;
    private readonly SearchWeights weights;
    private readonly TermNumbers terms = new();
    private readonly StoredFeatures features;
    private readonly float[] phrasedShares;
    private readonly Dictionary<string, int> placeOf;
    private WholeRanking? whole;
    private CandidateRanking? ranking;
    private Retrieval? retrieval;

    [ThreadStatic]
    private static float[]? scoresOfThread;

    [ThreadStatic]
    private static List<AskedTerm>? askedOfThread;

    private SearchIndex(KnowledgeBase kb, TextAnalysis analysis, SearchWeights weights)
    {
        this.kb = kb;
        this.analysis = analysis;
        this.weights = weights;
        features = new StoredFeatures(terms);
        placeOf = kb.Articles.Select((article, i) => (article.Id, i)).ToDictionary(pair => pair.Id, pair => pair.i, StringComparer.OrdinalIgnoreCase);
        phrasedShares = new float[kb.Articles.Count + kb.Outside.Count];
        SynonymWeight = weights.PlainSynonyms + ((weights.Synonyms - weights.PlainSynonyms) * PhrasedShare(kb));
    }

    /// <summary>What a synonym of a question's word counts beside the word.</summary>
    public float SynonymWeight { get; }

    /// <param name="rankedWhole">Up to so many targets all are scored.</param>
    public static SearchIndex Build(KnowledgeBase kb, TextAnalysis analysis, SearchWeights weights, int rankedWhole = RankedWhole)
    {
        ArgumentNullException.ThrowIfNull(kb);
        ArgumentNullException.ThrowIfNull(analysis);
        ArgumentNullException.ThrowIfNull(weights);
        var index = new SearchIndex(kb, analysis, weights);
        using var retrieving = index.phrasedShares.Length > rankedWhole ? new Retrieval.Builder() : null;
        for (var from = 0; from < index.phrasedShares.Length; from += ReadAtOnce)
        {
            // Texts are read on all processors; terms get their numbers in the order of the targets.
            var texts = new List<(Part Part, TextFeatures Read)>[Math.Min(ReadAtOnce, index.phrasedShares.Length - from)];
            Parallel.For(0, texts.Length, i => texts[i] = index.TextsOf(from + i));
            foreach (var ofTarget in texts)
            {
                index.Add(ofTarget, retrieving);
            }
        }

        index.Freeze(retrieving);
        return index;
    }

    /// <summary>Ids of all that is searched for, by <see cref="Hit.Target"/>.</summary>
    public IReadOnlyList<string> Targets => [.. kb.Articles.Select(article => article.Id), .. kb.Outside.Select(topic => topic.Id)];

    /// <summary>The best articles and outside topics for a question, best first; equal scores in the order of the knowledge base.</summary>
    public IReadOnlyList<Hit> Search(string question, int most) => Search(analysis.Question(question, SynonymWeight), most);

    public IReadOnlyList<Hit> Search(TextFeatures question, int most)
    {
        ArgumentNullException.ThrowIfNull(question);
        var asked = askedOfThread ??= [];
        asked.Clear();
        var texts = retrieval is null ? null : new List<string>();
        for (var field = (Field)0; (int)field < TextFeatures.FieldCount; field++)
        {
            foreach (var (term, weight) in question.Terms(field))
            {
                if (terms.Find(field, term) is var number and >= 0)
                {
                    asked.Add(new AskedTerm(number, field, weight));
                    texts?.Add(term);
                }
            }
        }

        var span = CollectionsMarshal.AsSpan(asked);
        if (retrieval is null)
        {
            var all = Scratch(phrasedShares.Length);
            whole!.Score(span, all);
            return Best(all, null, most);
        }

        var candidates = retrieval.Candidates(span, texts!, MostCandidates);
        Array.Sort(candidates);
        var scores = Scratch(candidates.Length);
        ranking!.Score(span, candidates, scores);
        return Best(scores, candidates, most);
    }

    /// <summary>Share of the question's content words that a target's texts have: 1 where all of them stand somewhere.</summary>
    public float KnownShare(TextFeatures question)
    {
        ArgumentNullException.ThrowIfNull(question);
        var known = question.ContentWords.Count(word => NumberOf(word) >= 0);
        return question.ContentWords.Count == 0 ? 0 : (float)known / question.ContentWords.Count;
    }

    /// <summary>Which of the question's content words an article's texts hold, and how much each says: its rarity among articles, 0 to 1.</summary>
    public IReadOnlyList<(string Word, float Rarity, bool Held)> Holds(Article article, TextFeatures question)
    {
        ArgumentNullException.ThrowIfNull(article);
        ArgumentNullException.ThrowIfNull(question);
        var target = placeOf[article.Id];
        var asked = new (string Word, float Rarity, bool Held)[question.ContentWords.Count];
        var numbers = new int[asked.Length];
        var most = MathF.Log(1 + (kb.Articles.Count / .5f));
        var at = 0;
        foreach (var word in question.ContentWords)
        {
            numbers[at] = NumberOf(word);
            asked[at] = (word, MathF.Log(1 + (kb.Articles.Count / (.5f + DocumentCount(numbers[at])))) / most, numbers[at] >= 0 && whole is not null && whole.Has(target, numbers[at]));
            at++;
        }

        if (whole is null)
        {
            MarkHeld(target, numbers, asked);
        }

        MarkNouns(target, asked);
        return asked;
    }

    /// <summary>Where no turned index says which target has a term, the target's own texts do.</summary>
    private void MarkHeld(int target, ReadOnlySpan<int> numbers, Span<(string Word, float Rarity, bool Held)> asked)
    {
        Span<float> lengths = stackalloc float[TextFeatures.FieldCount];
        var reader = features.Read(target);
        while (reader.NextText(lengths))
        {
            while (reader.NextTerm(out var number, out _))
            {
                for (var at = numbers.IndexOf(number); at >= 0; at = numbers[(at + 1)..].IndexOf(number) is var next and >= 0 ? at + 1 + next : -1)
                {
                    asked[at].Held = true;
                }
            }
        }
    }

    /// <summary>«締切って» is read as a verb; the article that has its noun, the kanji of it, has the word.</summary>
    private void MarkNouns(int target, Span<(string Word, float Rarity, bool Held)> asked)
    {
        for (var i = 0; i < asked.Length; i++)
        {
            var word = asked[i].Word;
            var kanji = word.AsSpan().IndexOfAnyExceptInRange('\u4e00', '\u9fff');
            if (asked[i].Held || kanji < LeastNoun || terms.Find(Field.Words, word[..kanji]) is not (>= 0 and var noun))
            {
                continue;
            }

            if (whole is not null)
            {
                asked[i].Held = whole.Has(target, noun);
                continue;
            }

            MarkHeld(target, [noun], asked.Slice(i, 1));
        }
    }

    private int DocumentCount(int number) => number < 0 ? 0 : Math.Max(features.DocumentCount(Part.Article, number), features.DocumentCount(Part.Together, number));

    /// <summary>An English word is known in any of its forms (renew, renewal, renewing).</summary>
    private int NumberOf(string word)
    {
        var number = terms.Find(Field.Words, word);
        return number < 0 && word.All(char.IsAsciiLetter) ? terms.Find(Field.English, TextAnalysis.Stem(word)) : number;
    }

    private float PhrasedShare(KnowledgeBase kb) =>
        kb.Articles.Count == 0 ? 1 : kb.Articles.Average(article => weights.PhrasedShare(PhrasingCount(article)));

    private static int PhrasingCount(Article article) => article.Phrasings.Count + (article.Translation?.Phrasings.Count ?? 0);

    /// <summary>All texts of a target, each as it is searched in.</summary>
    private List<(Part Part, TextFeatures Read)> TextsOf(int target)
    {
        var texts = new List<(Part Part, TextFeatures Read)>();
        if (target >= kb.Articles.Count)
        {
            var topic = kb.Outside[target - kb.Articles.Count];
            phrasedShares[target] = 1;
            AddPhrasings(texts, [topic.Title, topic.TitleEn, .. topic.Phrasings]);
            return texts;
        }

        var article = kb.Articles[target];
        phrasedShares[target] = weights.PhrasedShare(PhrasingCount(article));
        var asked = article.Title + "\n" + article.Question;
        var translated = article.Translation is { } t ? $"\n{t.Title}\n{t.Question}\n{t.Body.ToPlainText()}" : "";
        texts.Add((Part.Article, analysis.Document(asked + "\n" + article.Body.ToPlainText() + translated)));
        texts.Add((Part.Question, analysis.Document(asked + (article.Translation is { } e ? "\n" + e.Title + "\n" + e.Question : ""))));
        if (phrasedShares[target] > 0)
        {
            AddPhrasings(texts, [article.Title, article.Question, .. article.Phrasings, .. article.Translation?.Phrasings ?? []]);
        }

        return texts;
    }

    private void AddPhrasings(List<(Part Part, TextFeatures Read)> texts, IEnumerable<string> phrasings)
    {
        var different = phrasings.Distinct(StringComparer.Ordinal).ToList();
        texts.Add((Part.Together, analysis.Document(string.Join('\n', different))));
        different.ForEach(text => texts.Add((Part.Phrasing, analysis.Document(text))));
    }

    private void Add(List<(Part Part, TextFeatures Read)> ofTarget, Retrieval.Builder? retrieving)
    {
        foreach (var (part, read) in ofTarget)
        {
            features.Add(part, read, field => weights.Counts(part, field));
            if (part is Part.Article or Part.Together)
            {
                retrieving?.Add(read);
            }
        }

        features.EndTarget();
        retrieving?.EndTarget();
    }

    private void Freeze(Retrieval.Builder? retrieving)
    {
        features.Freeze();
        terms.Freeze();
        var statistics = new PartStatistics(features);
        retrieval = retrieving?.Freeze(features);
        if (retrieval is null)
        {
            whole = new WholeRanking(features, statistics, weights, phrasedShares, terms.Count);
        }
        else
        {
            ranking = new CandidateRanking(features, statistics, weights, phrasedShares, terms.Count);
        }
    }

    private static Span<float> Scratch(int length)
    {
        if (scoresOfThread is null || scoresOfThread.Length < length)
        {
            scoresOfThread = new float[Math.Max(length, MostCandidates)];
        }

        var scratch = scoresOfThread.AsSpan(0, length);
        scratch.Clear();
        return scratch;
    }

    private List<Hit> Best(ReadOnlySpan<float> scores, int[]? candidates, int most)
    {
        Span<ulong> order = stackalloc ulong[RankedWhole];
        order = scores.Length <= RankedWhole ? order : new ulong[scores.Length];
        var found = 0;
        for (var i = 0; i < scores.Length; i++)
        {
            if (scores[i] > 0)
            {
                order[found++] = BestFirst.Key(scores[i], candidates?[i] ?? i);
            }
        }

        order[..found].Sort();
        var hits = new List<Hit>(Math.Min(most, found));
        foreach (var key in order[..Math.Min(most, found)])
        {
            var (score, i) = (BestFirst.Score(key), BestFirst.Place(key));
            hits.Add(i < kb.Articles.Count ? new Hit(kb.Articles[i], null, score) { Target = i } : new Hit(null, kb.Outside[i - kb.Articles.Count], score) { Target = i });
        }

        return hits;
    }
}
