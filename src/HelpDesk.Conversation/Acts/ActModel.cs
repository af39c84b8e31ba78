using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace HelpDesk.Conversation.Acts;

/// <summary>
/// One logistic regression for each act over the same features. By place, the weights of all acts stand beside each other as bytes, half a
/// line of the processor's memory for each place, so that a message is read in few steps. Immutable.
/// </summary>
internal sealed class ActModel
{
    public static readonly DialogueAct[] Acts = Enum.GetValues<DialogueAct>();

    /// <summary>Acts, rounded up to whole lanes.</summary>
    private const int Width = 32;

    /// <summary>So many bytes add up within 16 bits.</summary>
    private const int MostInShort = 256;

    private readonly sbyte[] rows = new sbyte[ActFeatures.Places * Width];
    private readonly float[] units;
    private readonly float[] bias;

    public ActModel(ActWeights kept)
    {
        Net = kept.Net ?? throw new ArgumentException("Weights of another version.", nameof(kept));
        units = kept.Units;
        bias = kept.Bias;
        for (var act = 0; act < Acts.Length; act++)
        {
            var numbers = kept.Numbers.AsSpan(act * ActFeatures.Places, ActFeatures.Places);
            for (var place = 0; place < numbers.Length; place++)
            {
                rows[(place * Width) + act] = numbers[place];
            }
        }
    }

    /// <summary>What is read beside it.</summary>
    public ActNet Net { get; }

    /// <summary>How much the weights of so many features count.</summary>
    public static float Scale(int features) => 4 / MathF.Sqrt(Math.Max(1, features));

    /// <summary>The probability of each act.</summary>
    public void Score(ReadOnlySpan<int> places, Span<float> probabilities)
    {
        Span<int> sums = stackalloc int[Width];
        sums.Clear();
        var count = places.Length;
        while (places.Length > 0)
        {
            var part = places[..Math.Min(MostInShort, places.Length)];
            Add(part, sums);
            places = places[part.Length..];
        }

        var scale = Scale(count);
        for (var act = 0; act < Acts.Length; act++)
        {
            probabilities[act] = 1 / (1 + MathF.Exp(-((sums[act] * units[act] * scale) + bias[act])));
        }
    }

    private void Add(ReadOnlySpan<int> places, Span<int> sums)
    {
        var (lower, upper) = (Vector256<short>.Zero, Vector256<short>.Zero);
        ref var start = ref MemoryMarshal.GetArrayDataReference(rows);
        foreach (var place in places)
        {
            var (first, second) = Vector256.Widen(Vector256.LoadUnsafe(ref start, (nuint)(place * Width)));
            lower += first;
            upper += second;
        }

        for (var act = 0; act < Acts.Length; act++)
        {
            sums[act] += act < Vector256<short>.Count ? lower[act] : upper[act - Vector256<short>.Count];
        }
    }
}
