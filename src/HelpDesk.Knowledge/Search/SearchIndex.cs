using System.Runtime.InteropServices;
using HelpDesk.Knowledge.Articles;

namespace HelpDesk.Knowledge.Search;

/// <summary>One thing found: an article, or a topic outside the FAQ, with its score.</summary>
public readonly record struct Hit(Article? Article, OutsideTopic? Outside, float Score)
{
    public string Id => Article?.Id ?? Outside!.Id;
}

/// <summary>
/// Articles, their phrasings and the outside topics, ranked by weighted BM25 over several fields. Immutable and thread-safe.
/// </summary>
public sealed class SearchIndex
{
    private const float K1 = 1.2f;
    private const float ArticleB = .75f;
    private const float PhrasingB = .5f;

    private readonly Vocabulary[] vocabularies = [.. Enumerable.Range(0, TextFeatures.FieldCount).Select(_ => new Vocabulary())];
    private readonly FieldIndex[] articleFields;
    private readonly FieldIndex[] questionFields;
    private readonly FieldIndex[] phrasingFields;

    /// <summary>All phrasings of a target as one text: what people asking for it talk about, rarity counted by target.</summary>
    private readonly FieldIndex[] togetherFields;

    /// <summary>Phrasings of one target stand together: which target, and how many.</summary>
    private readonly List<(int Target, int Count)> phrased = [];
    private readonly KnowledgeBase kb;
    private readonly TextAnalysis analysis;
    private readonly SearchWeights weights;

    [ThreadStatic]
    private static float[]? scoresOfThread;

    [ThreadStatic]
    private static float[]? phrasingScoresOfThread;

    [ThreadStatic]
    private static List<AskedTerm>? termsOfThread;

    private int phrasingCount;

    private SearchIndex(KnowledgeBase kb, TextAnalysis analysis, SearchWeights weights)
    {
        this.kb = kb;
        this.analysis = analysis;
        this.weights = weights;
        articleFields = Create(ArticleB);
        questionFields = Create(ArticleB);
        phrasingFields = Create(PhrasingB);
        togetherFields = Create(PhrasingB);
    }

    private int TargetCount => kb.Articles.Count + kb.Outside.Count;

    public static SearchIndex Build(KnowledgeBase kb, TextAnalysis analysis, SearchWeights? weights = null)
    {
        ArgumentNullException.ThrowIfNull(kb);
        ArgumentNullException.ThrowIfNull(analysis);
        var index = new SearchIndex(kb, analysis, weights ?? SearchWeights.For(kb));
        for (var i = 0; i < kb.Articles.Count; i++)
        {
            index.Add(i, kb.Articles[i]);
        }

        for (var i = 0; i < kb.Outside.Count; i++)
        {
            var topic = kb.Outside[i];
            index.AddPhrasings(kb.Articles.Count + i, [topic.Title, topic.TitleEn, .. topic.Phrasings]);
        }

        foreach (var field in index.articleFields.Concat(index.questionFields).Concat(index.phrasingFields).Concat(index.togetherFields))
        {
            field.Freeze();
        }

        return index;
    }

    /// <summary>The best articles and outside topics for a question, best first; equal scores in the order of the knowledge base.</summary>
    public IReadOnlyList<Hit> Search(string question, int most) => Search(analysis.Question(question, weights.Synonyms), most);

    public IReadOnlyList<Hit> Search(TextFeatures question, int most)
    {
        ArgumentNullException.ThrowIfNull(question);
        var scores = Scratch(ref scoresOfThread, TargetCount);
        var terms = termsOfThread ??= [];
        Span<int> ends = stackalloc int[vocabularies.Length];
        LookUp(question, terms, ends);
        var asked = CollectionsMarshal.AsSpan(terms);
        ScoreFields(asked, ends, articleFields, weights.Article, scores);
        ScoreFields(asked, ends, questionFields, weights.Question, scores);
        if (phrasingCount > 0)
        {
            AddPhrasingScores(asked, ends, scores);
            ScoreFields(asked, ends, togetherFields, weights.Together, scores);
        }

        return Best(scores, most);
    }

    /// <summary>Share of the question's content, weighted by rarity, that a target's texts have: 1 where all of it stands there.</summary>
    public float KnownShare(TextFeatures question)
    {
        ArgumentNullException.ThrowIfNull(question);
        float known = 0, all = 0;
        var words = articleFields[(int)Field.Words];
        var said = phrasingFields[(int)Field.Words];
        foreach (var word in question.ContentWords)
        {
            all++;
            known += words.Has(word) || said.Has(word) || HasEnglish(word) ? 1 : 0;
        }

        return all == 0 ? 0 : known / all;
    }

    /// <summary>An English word is known in any of its forms (renew, renewal, renewing).</summary>
    private bool HasEnglish(string word)
    {
        if (!word.All(char.IsAsciiLetter))
        {
            return false;
        }

        var stem = TextAnalysis.Stem(word);
        return articleFields[(int)Field.English].Has(stem) || phrasingFields[(int)Field.English].Has(stem);
    }

    private FieldIndex[] Create(float b) => [.. vocabularies.Select(vocabulary => new FieldIndex(K1, b, vocabulary))];

    /// <summary>The numbers of the question's terms, one field behind the other; those that nothing has are left out.</summary>
    private void LookUp(TextFeatures question, List<AskedTerm> terms, Span<int> ends)
    {
        terms.Clear();
        for (var i = 0; i < vocabularies.Length; i++)
        {
            foreach (var (term, weight) in question.Terms((Field)i))
            {
                if (vocabularies[i].Find(term) is var id and >= 0)
                {
                    terms.Add(new AskedTerm(id, weight));
                }
            }

            ends[i] = terms.Count;
        }
    }

    private static float[] Scratch(ref float[]? scratch, int length)
    {
        if (scratch is null || scratch.Length < length)
        {
            scratch = new float[length];
        }

        Array.Clear(scratch, 0, length);
        return scratch;
    }

    private static void ScoreFields(ReadOnlySpan<AskedTerm> terms, ReadOnlySpan<int> ends, FieldIndex[] fields, IReadOnlyList<float> weights, float[] scores)
    {
        for (var i = 0; i < fields.Length; i++)
        {
            if (weights[i] > 0)
            {
                fields[i].Score(terms[(i > 0 ? ends[i - 1] : 0)..ends[i]], weights[i], scores);
            }
        }
    }

    private void Add(int target, Article article)
    {
        var asked = article.Title + "\n" + article.Question;
        var translated = article.Translation is { } t ? $"\n{t.Title}\n{t.Question}\n{t.Body.ToPlainText()}" : "";
        var whole = analysis.Document(asked + "\n" + article.Body.ToPlainText() + translated);
        var question = analysis.Document(asked + (article.Translation is { } e ? "\n" + e.Title + "\n" + e.Question : ""));
        for (var i = 0; i < articleFields.Length; i++)
        {
            AddWeighed(articleFields[i], weights.Article[i], target, whole[(Field)i]);
            AddWeighed(questionFields[i], weights.Question[i], target, question[(Field)i]);
        }

        if (article.Phrasings.Count > 0 || article.Symptoms.Count > 0)
        {
            AddPhrasings(target, [article.Title, article.Question, .. article.Phrasings, .. article.Translation?.Phrasings ?? []]);
        }
    }

    /// <summary>A field that counts nothing is not kept either.</summary>
    private static void AddWeighed(FieldIndex field, float weight, int target, IReadOnlyDictionary<string, float> terms)
    {
        if (weight > 0)
        {
            field.Add(target, terms);
        }
    }

    private void AddPhrasings(int target, IEnumerable<string> phrasings)
    {
        var texts = phrasings.Distinct(StringComparer.Ordinal).ToList();
        var together = analysis.Document(string.Join('\n', texts));
        for (var i = 0; i < togetherFields.Length; i++)
        {
            togetherFields[i].Add(target, together[(Field)i]);
        }

        foreach (var phrasing in texts)
        {
            var features = analysis.Document(phrasing);
            for (var i = 0; i < phrasingFields.Length; i++)
            {
                phrasingFields[i].Add(phrasingCount, features[(Field)i]);
            }

            phrasingCount++;
        }

        phrased.Add((target, texts.Count));
    }

    private void AddPhrasingScores(ReadOnlySpan<AskedTerm> terms, ReadOnlySpan<int> ends, float[] scores)
    {
        var scored = Scratch(ref phrasingScoresOfThread, phrasingCount);
        ScoreFields(terms, ends, phrasingFields, weights.Phrasing, scored);
        var from = 0;
        foreach (var (target, count) in phrased)
        {
            var (first, second, third) = BestThree(scored.AsSpan(from, count));
            scores[target] += (weights.BestPhrasing * first) + (weights.SecondPhrasing * second) + (weights.ThirdPhrasing * third);
            from += count;
        }
    }

    private static (float First, float Second, float Third) BestThree(ReadOnlySpan<float> scores)
    {
        float first = 0, second = 0, third = 0;
        foreach (var score in scores)
        {
            // Most are not among them: one comparison for those.
            if (score <= third)
            {
                continue;
            }

            if (score > first)
            {
                (first, second, third) = (score, first, second);
            }
            else if (score > second)
            {
                (second, third) = (score, second);
            }
            else
            {
                third = score;
            }
        }

        return (first, second, third);
    }

    private List<Hit> Best(float[] scores, int most)
    {
        var queue = new PriorityQueue<int, (float Score, int Order)>();
        for (var i = 0; i < TargetCount; i++)
        {
            if (scores[i] <= 0 || (queue.Count == most && queue.TryPeek(out _, out var least) && scores[i] <= least.Score))
            {
                continue;
            }

            queue.Enqueue(i, (scores[i], -i));
            if (queue.Count > most)
            {
                queue.Dequeue();
            }
        }

        var hits = new List<Hit>(queue.Count);
        while (queue.TryDequeue(out var i, out var priority))
        {
            hits.Add(i < kb.Articles.Count ? new Hit(kb.Articles[i], null, priority.Score) : new Hit(null, kb.Outside[i - kb.Articles.Count], priority.Score));
        }

        hits.Reverse();
        return hits;
    }
}
