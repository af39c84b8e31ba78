using System.Numerics;
using System.Runtime.InteropServices;

namespace HelpDesk.Knowledge.Search;

/// <summary>An example to learn from.</summary>
/// <param name="Class">Id of the article or topic, or <see cref="LearnedModel.Outside"/>.</param>
public sealed record Example(IReadOnlyCollection<ulong> Pieces, string Class);

/// <summary>
/// Learns a <see cref="LearnedModel"/>: the likelihood of the right class by stochastic gradient steps that shrink with what each
/// weight has seen (AdaGrad), weights held small. The same examples in the same order give the same bytes.
/// </summary>
public static class SoftmaxTrainer
{
    private const int Epochs = 25;
    private const float Step = .5f;
    private const float Shrink = 2e-6f;

    /// <summary>A piece that fewer examples have teaches nothing that another question could use.</summary>
    private const int FewestExamples = 3;

    /// <summary>Weights below this share of the greatest are not kept.</summary>
    private const float KeptFrom = .03f;

    private const float Unlikely = .002f;

    /// <summary>Rows are padded to so many numbers on every machine, so that sums are added in one order.</summary>
    private const int Lanes = 16;

    public static LearnedModel Train(IReadOnlyList<Example> examples, string digest)
    {
        ArgumentNullException.ThrowIfNull(examples);
        var classes = examples.Select(example => example.Class).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        var numberOf = classes.Select((name, i) => (name, i)).ToDictionary(pair => pair.name, pair => pair.i, StringComparer.Ordinal);
        var keys = examples.SelectMany(example => example.Pieces).GroupBy(piece => piece).Where(group => group.Count() >= FewestExamples).Select(group => group.Key).Order().ToArray();
        var rowOf = keys.Select((key, i) => (key, i)).ToDictionary(pair => pair.key, pair => pair.i);
        var rows = examples.Select(example => example.Pieces.Where(rowOf.ContainsKey).Select(piece => rowOf[piece]).Order().ToArray()).ToList();
        var learning = new Learning(keys.Length, classes.Count);
        uint random = 20_261_126;
        var order = Enumerable.Range(0, examples.Count).ToArray();
        for (var epoch = 0; epoch < Epochs; epoch++)
        {
            for (var i = order.Length - 1; i > 0; i--)
            {
                random = (random * 1664525) + 1013904223;
                var j = (int)(random % (uint)(i + 1));
                (order[i], order[j]) = (order[j], order[i]);
            }

            foreach (var i in order)
            {
                learning.Learn(rows[i], numberOf[examples[i].Class], 1 / MathF.Sqrt(Math.Max(1, examples[i].Pieces.Count)));
            }
        }

        return learning.Packed(keys, classes, digest);
    }

    private sealed class Learning(int pieces, int classes)
    {
        private readonly int width = (classes + Lanes - 1) / Lanes * Lanes;
        private readonly float[] weights = new float[pieces * ((classes + Lanes - 1) / Lanes * Lanes)];
        private readonly float[] seen = new float[pieces * ((classes + Lanes - 1) / Lanes * Lanes)];
        private readonly float[] bias = new float[(classes + Lanes - 1) / Lanes * Lanes];
        private readonly float[] biasSeen = new float[classes];
        private readonly float[] likely = new float[(classes + Lanes - 1) / Lanes * Lanes];

        public void Learn(int[] example, int right, float value)
        {
            bias.CopyTo(likely, 0);
            foreach (var row in example)
            {
                AddRow(weights.AsSpan(row * width, width), value, likely);
            }

            var most = likely.AsSpan(0, classes).ToArray().Max();
            var all = 0f;
            for (var c = 0; c < classes; c++)
            {
                likely[c] = MathF.Exp(likely[c] - most);
                all += likely[c];
            }

            for (var c = 0; c < classes; c++)
            {
                likely[c] = (likely[c] / all) - (c == right ? 1 : 0);
                biasSeen[c] += likely[c] * likely[c];
                bias[c] -= Step * likely[c] / MathF.Sqrt(1e-6f + biasSeen[c]);
            }

            for (var c = 0; c < classes; c++)
            {
                // A class that is rightly thought unlikely teaches next to nothing, and nearly all are.
                if (MathF.Abs(likely[c]) < Unlikely)
                {
                    continue;
                }

                foreach (var row in example)
                {
                    var at = (row * width) + c;
                    var slope = (likely[c] * value) + (Shrink * weights[at]);
                    seen[at] += slope * slope;
                    weights[at] -= Step * slope / MathF.Sqrt(1e-6f + seen[at]);
                }
            }
        }

        private static void AddRow(ReadOnlySpan<float> row, float value, Span<float> sums)
        {
            var rows = MemoryMarshal.Cast<float, Vector<float>>(row);
            var into = MemoryMarshal.Cast<float, Vector<float>>(sums);
            for (var i = 0; i < rows.Length; i++)
            {
                into[i] += rows[i] * value;
            }
        }

        public LearnedModel Packed(ulong[] keys, IReadOnlyList<string> names, string digest)
        {
            var greatest = weights.Length == 0 ? 1 : weights.Max(Math.Abs);
            var unit = greatest / sbyte.MaxValue;
            var starts = new int[keys.Length + 1];
            var (keptClasses, keptWeights) = (new List<byte>(), new List<sbyte>());
            for (var row = 0; row < keys.Length; row++)
            {
                for (var c = 0; c < classes; c++)
                {
                    var weight = weights[(row * width) + c];
                    if (Math.Abs(weight) >= greatest * KeptFrom && (sbyte)MathF.Round(weight / unit) is var packed && packed != 0)
                    {
                        keptClasses.Add((byte)c);
                        keptWeights.Add(packed);
                    }
                }

                starts[row + 1] = keptClasses.Count;
            }

            var header = LearnedModel.Header.Of(digest, names, [.. bias.AsSpan(0, classes)], unit, keys.Length, keptClasses.Count);
            return new LearnedModel(header, keys, starts, [.. keptClasses], [.. keptWeights]);
        }
    }
}
