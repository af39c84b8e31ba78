using HelpDesk.Knowledge.Language;
using HelpDesk.Knowledge.Search;

namespace HelpDesk.Conversation.Answering;

/// <summary>
/// What is remembered of questions about articles (kb/passages): how like a question is to those that a passage is known to answer, and to those that the
/// article does not. Pieces of texts count by how few questions have them. Immutable but for what is read when it is first needed; thread-safe.
/// </summary>
internal sealed class PassageMemory
{
    private readonly Lazy<(Dictionary<(string Article, string Language), Remembered[]> Of, Dictionary<ulong, float> Tells)> read;
    private readonly JapaneseTokenizer tokenizer;

    public PassageMemory(IReadOnlyList<PassageExample> examples, JapaneseTokenizer tokenizer)
    {
        this.tokenizer = tokenizer;
        read = new(() => Read(examples));
    }

    /// <summary>How like a question is to those that are remembered of an article.</summary>
    /// <param name="language">«ja» or «en»: of the article as it was shown.</param>
    /// <param name="itself">Whether a question of the same words counts; measuring leaves it out.</param>
    public Likeness Of(string article, string language, string question, bool itself)
    {
        var (of, tells) = read.Value;
        if (!of.TryGetValue((article, language), out var remembered))
        {
            return Likeness.None;
        }

        var pieces = TextPieces.Of(new ReadText(question, tokenizer));
        float length = 0;
        foreach (var piece in pieces)
        {
            var tell = tells.GetValueOrDefault(piece, Unseen);
            length += tell * tell;
        }

        var like = new List<(PassageExample Example, float Like)>();
        foreach (var one in remembered)
        {
            if (!itself && one.Example.Question == question)
            {
                continue;
            }

            float common = 0;
            foreach (var piece in one.Pieces)
            {
                if (pieces.Contains(piece))
                {
                    var tell = tells[piece];
                    common += tell * tell;
                }
            }

            like.Add((one.Example, common / MathF.Sqrt(Math.Max(1e-6f, length * one.Length))));
        }

        return new Likeness(like);
    }

    /// <summary>What a piece tells that no remembered question has.</summary>
    private const float Unseen = 4;

    private (Dictionary<(string Article, string Language), Remembered[]> Of, Dictionary<ulong, float> Tells) Read(IReadOnlyList<PassageExample> examples)
    {
        var pieces = examples.Select(example => TextPieces.Of(new ReadText(example.Question, tokenizer))).ToList();
        var have = new Dictionary<ulong, int>();
        foreach (var piece in pieces.SelectMany(one => one))
        {
            have[piece] = have.GetValueOrDefault(piece) + 1;
        }

        var tells = have.ToDictionary(pair => pair.Key, pair => MathF.Log((1f + examples.Count) / pair.Value));
        var of = examples.Select((example, i) => new Remembered(example, [.. pieces[i]], pieces[i].Sum(piece => tells[piece] * tells[piece])))
            .GroupBy(one => (one.Example.Article, one.Example.Language)).ToDictionary(group => group.Key, group => group.ToArray());
        return (of, tells);
    }

    private sealed record Remembered(PassageExample Example, ulong[] Pieces, float Length);
}

/// <summary>How like a question is to remembered ones, 0 to 1 each.</summary>
internal sealed class Likeness(IReadOnlyList<(PassageExample Example, float Like)> like)
{
    public static Likeness None { get; } = new([]);

    /// <summary>The most like of those that a passage answers, and all of them together (squares, so that many that are little like count little).</summary>
    public (float Most, float All) To(string passage)
    {
        var (most, all) = (0f, 0f);
        foreach (var (example, likeness) in like)
        {
            if (example.IsAnsweredBy(passage))
            {
                most = Math.Max(most, likeness);
                all += likeness * likeness;
            }
        }

        return (most, MathF.Sqrt(all));
    }

    /// <summary>The most like of those that the article does not answer, and all of them together.</summary>
    public (float Most, float All) ToUnanswered()
    {
        var (most, all) = (0f, 0f);
        foreach (var (_, likeness) in like.Where(one => one.Example.Passages.Count == 0))
        {
            most = Math.Max(most, likeness);
            all += likeness * likeness;
        }

        return (most, MathF.Sqrt(all));
    }
}
