using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace HelpDesk.Conversation.Acts;

/// <summary>
/// Learns a logistic regression for each act by AdaGrad with L2. Deterministic: the order of the examples is shuffled by a fixed generator.
/// </summary>
internal sealed class ActTrainer
{
    private const int Rounds = 8;

    /// <summary>The weights are the mean of those after each round from this one on: the last examples of a round count no more than the first.</summary>
    private const int AveragedFrom = 2;

    private const float Step = 0.15f;
    private const float Shrink = 1e-3f;

    /// <summary>By place, the weights of all acts beside each other, so that a message reads memory in one pass.</summary>
    private readonly float[] weights = new float[ActFeatures.Places * Width];

    /// <summary>Acts, rounded up to whole lanes.</summary>
    private const int Width = 24;

    private const int Lanes = 8;
    private const float Least = 1e-3f;

    private readonly float[] bias = new float[Width];

    public void Learn(IReadOnlyList<(int[] Places, uint Acts)> examples)
    {
        var squares = new float[weights.Length];
        var biasSquares = new float[Width];
        Array.Fill(bias, -2);
        var order = Enumerable.Range(0, examples.Count).ToArray();
        var random = 12345u;
        var scores = new float[Width];
        var (sum, biasSum) = (new float[weights.Length], new float[Width]);
        for (var round = 0; round < Rounds; round++)
        {
            for (var i = order.Length - 1; i > 0; i--)
            {
                random = (random * 1664525u) + 1013904223u;
                var j = (int)((random >> 8) % (uint)(i + 1));
                (order[i], order[j]) = (order[j], order[i]);
            }

            foreach (var index in order)
            {
                Update(examples[index].Places, examples[index].Acts, scores, squares, biasSquares);
            }

            if (round >= AveragedFrom)
            {
                Add(sum, weights);
                Add(biasSum, bias);
            }
        }

        Mean(sum, weights);
        Mean(biasSum, bias);
    }

    private static void Add(float[] to, float[] what)
    {
        for (var i = 0; i < to.Length; i++)
        {
            to[i] += what[i];
        }
    }

    private static void Mean(float[] sum, float[] into)
    {
        for (var i = 0; i < sum.Length; i++)
        {
            into[i] = sum[i] / (Rounds - AveragedFrom);
        }
    }

    /// <summary>As a file keeps it: the largest weight of an act is 127 of its units.</summary>
    public ActWeights Kept(string digest, ActNet net)
    {
        var units = new float[ActModel.Acts.Length];
        var numbers = new sbyte[ActModel.Acts.Length * ActFeatures.Places];
        for (var act = 0; act < ActModel.Acts.Length; act++)
        {
            float largest = 0;
            for (var place = 0; place < ActFeatures.Places; place++)
            {
                largest = Math.Max(largest, Math.Abs(weights[(place * Width) + act]));
            }

            units[act] = largest == 0 ? 1 : largest / sbyte.MaxValue;
            for (var place = 0; place < ActFeatures.Places; place++)
            {
                numbers[(act * ActFeatures.Places) + place] = (sbyte)MathF.Round(weights[(place * Width) + act] / units[act]);
            }
        }

        return new ActWeights(digest, units, bias[..ActModel.Acts.Length], numbers, net);
    }

    private void Sum(int[] places, Span<float> sums)
    {
        var (first, second, third) = (Vector256<float>.Zero, Vector256<float>.Zero, Vector256<float>.Zero);
        foreach (var place in places)
        {
            ref var row = ref weights[place * Width];
            first += Vector256.LoadUnsafe(ref row);
            second += Vector256.LoadUnsafe(ref row, Lanes);
            third += Vector256.LoadUnsafe(ref row, 2 * Lanes);
        }

        var scale = ActModel.Scale(places.Length);
        ref var sum = ref MemoryMarshal.GetReference(sums);
        ref var start = ref bias[0];
        ((first * scale) + Vector256.LoadUnsafe(ref start)).StoreUnsafe(ref sum);
        ((second * scale) + Vector256.LoadUnsafe(ref start, Lanes)).StoreUnsafe(ref sum, Lanes);
        ((third * scale) + Vector256.LoadUnsafe(ref start, 2 * Lanes)).StoreUnsafe(ref sum, 2 * Lanes);
    }

    private void Update(int[] places, uint right, float[] scores, float[] squares, float[] biasSquares)
    {
        Sum(places, scores);
        Span<float> gradients = stackalloc float[Width];
        gradients.Clear();
        for (var act = 0; act < ActModel.Acts.Length; act++)
        {
            gradients[act] = (1 / (1 + MathF.Exp(-scores[act]))) - ((right >> act) & 1);
            biasSquares[act] += gradients[act] * gradients[act];
            bias[act] -= Step * gradients[act] / (MathF.Sqrt(biasSquares[act]) + Least);
        }

        var scale = ActModel.Scale(places.Length);
        for (nuint lane = 0; lane < Width; lane += Lanes)
        {
            var gradient = Vector256.LoadUnsafe(ref MemoryMarshal.GetReference(gradients), lane) * scale;
            foreach (var place in places)
            {
                ref var row = ref weights[place * Width];
                ref var square = ref squares[place * Width];
                var weight = Vector256.LoadUnsafe(ref row, lane);
                var slope = gradient + (weight * Shrink);
                var sum = Vector256.LoadUnsafe(ref square, lane) + (slope * slope);
                sum.StoreUnsafe(ref square, lane);
                (weight - (slope * Step / (Vector256.Sqrt(sum) + Vector256.Create(Least)))).StoreUnsafe(ref row, lane);
            }
        }
    }
}
