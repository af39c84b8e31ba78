using System.Numerics;

namespace HelpDesk.Knowledge.Search;

/// <summary>
/// Scores every target of a small knowledge base, term by term: the stored features turned round, with what each term adds
/// worked out beforehand. Gives exactly what <see cref="CandidateRanking"/> gives target by target.
/// </summary>
internal sealed class WholeRanking
{
    private readonly SearchWeights weights;
    private readonly float[] phrasedShares;
    private readonly Rows[] parts;

    /// <summary>By part, then by field.</summary>
    private readonly float[][] own;
    private readonly float[]?[] plainOwn;

    /// <summary>Phrasings stand target by target; the last entry ends the last.</summary>
    private readonly int[] firstPhrasing;
    private readonly bool anyPlain;

    [ThreadStatic]
    private static float[]? scratchOfThread;

    public WholeRanking(StoredFeatures features, PartStatistics statistics, SearchWeights weights, float[] phrasedShares, int terms)
    {
        this.weights = weights;
        this.phrasedShares = phrasedShares;
        anyPlain = Array.Exists(phrasedShares, share => share < 1);
        firstPhrasing = new int[features.TargetCount + 1];
        parts = [.. Enum.GetValues<Part>().Select(part => new Rows(part, features, statistics, terms, firstPhrasing))];
        own = [.. parts.Select(part => weights.Of(part.Part).ToArray())];
        plainOwn = [.. parts.Select(part => weights.Plain(part.Part)?.ToArray())];
    }

    /// <param name="scores">One for each target, all nought; plain targets' share is added after the loop over terms.</param>
    public void Score(ReadOnlySpan<AskedTerm> question, Span<float> scores)
    {
        var targets = phrasedShares.Length;
        var phrasings = firstPhrasing[^1];
        var needed = targets + phrasings;
        if (scratchOfThread is null || scratchOfThread.Length < needed)
        {
            scratchOfThread = new float[needed];
        }

        var plain = scratchOfThread.AsSpan(0, targets);
        var single = scratchOfThread.AsSpan(targets, phrasings);
        plain.Clear();
        single.Clear();
        foreach (var (number, field, weight) in question)
        {
            for (var i = 0; i < parts.Length; i++)
            {
                var part = parts[i];
                part.Add(number, own[i][(int)field] * weight, part.Part == Part.Phrasing ? single : scores);
                if (anyPlain && plainOwn[i] is { } plainly)
                {
                    part.Add(number, plainly[(int)field] * weight, plain);
                }
            }
        }

        for (var target = 0; target < targets; target++)
        {
            scores[target] = weights.Combined(phrasedShares[target], scores[target] + Most(single[firstPhrasing[target]..firstPhrasing[target + 1]]), plain[target]);
        }
    }

    /// <summary>0 where there is none.</summary>
    private static float Most(ReadOnlySpan<float> scores)
    {
        float best = 0;
        if (scores.Length >= Vector<float>.Count)
        {
            var most = Vector<float>.Zero;
            for (; scores.Length >= Vector<float>.Count; scores = scores[Vector<float>.Count..])
            {
                most = Vector.Max(most, new Vector<float>(scores));
            }

            for (var i = 0; i < Vector<float>.Count; i++)
            {
                best = Math.Max(best, most[i]);
            }
        }

        foreach (var score in scores)
        {
            best = Math.Max(best, score);
        }

        return best;
    }

    /// <summary>Whether any of a target's texts has a term.</summary>
    public bool Has(int target, int term) =>
        Array.Exists(parts, part => part.Part == Part.Phrasing
            ? part.Has(term, firstPhrasing[target], firstPhrasing[target + 1])
            : part.Has(term, target, target + 1));

    /// <summary>The texts of one part by term: which have it, and what it adds there at a weight of one.</summary>
    private sealed class Rows
    {
        private readonly int[] starts;
        private readonly Row[] rows;

        public Rows(Part part, StoredFeatures features, PartStatistics statistics, int terms, int[] firstPhrasing)
        {
            Part = part;
            starts = new int[terms + 1];
            for (var term = 0; term < terms; term++)
            {
                starts[term + 1] = starts[term] + features.DocumentCount(part, term);
            }

            rows = new Row[starts[^1]];
            var next = starts.AsSpan(0, terms).ToArray();
            Span<float> lengths = stackalloc float[TextFeatures.FieldCount];
            var phrasing = 0;
            for (var target = 0; target < features.TargetCount; target++)
            {
                var reader = features.Read(target);
                while (reader.NextText(lengths))
                {
                    if (reader.Part != part)
                    {
                        continue;
                    }

                    var text = part == Part.Phrasing ? phrasing++ : target;
                    while (reader.NextTerm(out var term, out var times))
                    {
                        rows[next[term]++] = new Row(text, statistics.Rarity(part, term) * times / (times + statistics.LengthPart(part, features.FieldOf(term), lengths[(int)features.FieldOf(term)])));
                    }
                }

                if (part == Part.Phrasing)
                {
                    firstPhrasing[target + 1] = phrasing;
                }
            }
        }

        public Part Part { get; }

        public void Add(int term, float weight, Span<float> scores)
        {
            if (weight <= 0)
            {
                return;
            }

            foreach (var row in rows.AsSpan(starts[term]..starts[term + 1]))
            {
                scores[row.Text] += weight * row.Adds;
            }
        }

        /// <summary>Whether one of the texts from one number up to another has a term; a term's texts stand in order.</summary>
        public bool Has(int term, int from, int to)
        {
            var (first, behind) = (starts[term], starts[term + 1]);
            for (var last = behind; first < last;)
            {
                var middle = (first + last) / 2;
                (first, last) = rows[middle].Text < from ? (middle + 1, last) : (first, middle);
            }

            return first < behind && rows[first].Text < to;
        }

        /// <summary>One text that has a term, and what the term adds there at a weight of one.</summary>
        private readonly record struct Row(int Text, float Adds);
    }
}
