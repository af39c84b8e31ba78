using HelpDesk.Knowledge.Language;
using HelpDesk.Knowledge.Search;

namespace HelpDesk.Conversation.Answering;

/// <summary>
/// What is remembered of questions about articles (kb/passages): how like a question is to those that a passage is known to answer, and to those that the
/// article does not. Pieces of texts count by how few questions have them. Immutable but for what is read when it is first needed; thread-safe.
/// </summary>
internal sealed class PassageMemory
{
    /// <summary>What a piece tells that no remembered question has.</summary>
    private const float Unseen = 4;

    private readonly Lazy<Known> read;
    private readonly JapaneseTokenizer tokenizer;

    public PassageMemory(IReadOnlyList<PassageExample> examples, JapaneseTokenizer tokenizer)
    {
        this.tokenizer = tokenizer;
        read = new(() => Read(examples));
    }

    /// <summary>A question as it is compared, for whatever articles.</summary>
    public AskedPieces Asked(string question)
    {
        var known = read.Value;
        var (holds, length) = (new ulong[(known.Squares.Length / 64) + 1], 0f);
        foreach (var piece in TextPieces.Of(new ReadText(question, tokenizer)))
        {
            if (known.Numbers.TryGetValue(piece, out var number))
            {
                holds[number / 64] |= 1UL << (number % 64);
                length += known.Squares[number];
            }
            else
            {
                length += Unseen * Unseen;
            }
        }

        return new AskedPieces(question, holds, length);
    }

    /// <summary>How like a question is to those that are remembered of an article.</summary>
    /// <param name="language">«ja» or «en»: of the article as it was shown.</param>
    /// <param name="itself">Whether a question of the same words counts; measuring leaves it out.</param>
    public Likeness Of(string article, string language, Func<AskedPieces> question, bool itself)
    {
        var known = read.Value;
        if (!known.Of.TryGetValue((article, language), out var remembered))
        {
            return Likeness.None;
        }

        var asked = question();
        var like = new float[remembered.Length];
        for (var i = 0; i < like.Length; i++)
        {
            var one = remembered[i];
            if (!itself && one.Example.Question == asked.Text)
            {
                like[i] = float.NaN;
                continue;
            }

            float common = 0;
            foreach (var number in one.Pieces)
            {
                if ((asked.Holds[number / 64] >> (number % 64) & 1) != 0)
                {
                    common += known.Squares[number];
                }
            }

            like[i] = common / MathF.Sqrt(Math.Max(1e-6f, asked.Length * one.Length));
        }

        return new Likeness(remembered, like);
    }

    /// <summary>Which of the questions that are remembered of an article a passage answers, in their order.</summary>
    public bool[] AnsweredBy(string article, string language, string passage) =>
        read.Value.Of.TryGetValue((article, language), out var remembered) ? Array.ConvertAll(remembered, one => one.Example.IsAnsweredBy(passage)) : [];

    private Known Read(IReadOnlyList<PassageExample> examples)
    {
        var pieces = examples.Select(example => TextPieces.Of(new ReadText(example.Question, tokenizer))).ToList();
        var (numbers, have) = (new Dictionary<ulong, int>(), new List<int>());
        foreach (var piece in pieces.SelectMany(one => one))
        {
            if (numbers.TryAdd(piece, have.Count))
            {
                have.Add(0);
            }

            have[numbers[piece]]++;
        }

        float[] squares = [.. have.Select(count => MathF.Log((1f + examples.Count) / count) is var tells ? tells * tells : 0)];
        var of = examples.Select((example, i) => new Remembered(example, [.. pieces[i].Select(piece => numbers[piece])], pieces[i].Sum(piece => squares[numbers[piece]])))
            .GroupBy(one => (one.Example.Article, one.Example.Language)).ToDictionary(group => group.Key, group => group.ToArray());
        return new Known(of, numbers, squares);
    }

    /// <param name="Holds">A bit for each numbered piece.</param>
    /// <param name="Length">Of the squares of what its pieces tell, their sum.</param>
    internal sealed record AskedPieces(string Text, ulong[] Holds, float Length);

    /// <param name="Pieces">By their numbers.</param>
    internal sealed record Remembered(PassageExample Example, int[] Pieces, float Length)
    {
        public bool IsUnanswered { get; } = Example.Passages.Count == 0;
    }

    /// <param name="Numbers">Of the pieces that any remembered question has.</param>
    /// <param name="Squares">By number: what the piece tells, squared.</param>
    private sealed record Known(Dictionary<(string Article, string Language), Remembered[]> Of, Dictionary<ulong, int> Numbers, float[] Squares);
}

/// <summary>How like a question is to remembered ones, 0 to 1 each.</summary>
/// <param name="like">Of each of them; not a number where it does not count.</param>
internal sealed class Likeness(PassageMemory.Remembered[] remembered, float[] like)
{
    public static Likeness None { get; } = new([], []);

    /// <summary>The most like of those that a passage answers, and all of them together (squares, so that many that are little like count little).</summary>
    /// <param name="answered">Which of them the passage answers.</param>
    public (float Most, float All) To(bool[] answered)
    {
        var (most, all) = (0f, 0f);
        for (var i = 0; i < like.Length; i++)
        {
            if (answered[i] && !float.IsNaN(like[i]))
            {
                most = Math.Max(most, like[i]);
                all += like[i] * like[i];
            }
        }

        return (most, MathF.Sqrt(all));
    }

    /// <summary>The most like of those that the article does not answer, and all of them together.</summary>
    public (float Most, float All) ToUnanswered()
    {
        var (most, all) = (0f, 0f);
        for (var i = 0; i < like.Length; i++)
        {
            if (remembered[i].IsUnanswered && !float.IsNaN(like[i]))
            {
                most = Math.Max(most, like[i]);
                all += like[i] * like[i];
            }
        }

        return (most, MathF.Sqrt(all));
    }
}
