using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace HelpDesk.Conversation.Acts;

/// <summary>
/// What was learned of the net: each place of a message is a few numbers (its sense), their sum is read in the light of the circumstance, and what of it is
/// positive, of the whole message and the most of its sentences, speaks for acts. Words that authors use alike lie near each other, so that it reads
/// what <see cref="ActModel"/> has no weight for; that one knows better what was often seen. Immutable.
/// </summary>
internal sealed class ActNet(float[] units, sbyte[] senses, float[] gates, float[] shifts, float[] speaks, float[] leans)
{
    /// <summary>Numbers of a place.</summary>
    public const int Senses = 128;

    /// <summary>Acts, rounded up to whole lanes.</summary>
    public const int Width = 24;

    /// <summary>Waiting, standing and shown each by itself, and the three together.</summary>
    public const int Circumstances = WaitingKinds + Standings + 2 + (WaitingKinds * Standings * 2);

    /// <summary>What a circumstance consists of.</summary>
    public const int PartsOfOne = 4;

    private const int WaitingKinds = 8;
    private const int Standings = 4;

    /// <summary>So many bytes add up within 16 bits.</summary>
    private const int MostInShort = 256;

    /// <summary>By sense: a whole number of <see cref="Numbers"/> times it.</summary>
    public float[] Units => units;

    /// <summary>By place, then by sense.</summary>
    public sbyte[] Numbers => senses;

    /// <summary>By part of the circumstance, then by sense: how much more the sense counts.</summary>
    public float[] Gates => gates;

    /// <summary>By part of the circumstance, then by sense.</summary>
    public float[] Shifts => shifts;

    /// <summary>By sense of the whole, then of the sentences, then by act.</summary>
    public float[] Speaks => speaks;

    /// <summary>By part of the circumstance and a last one for all, then by act.</summary>
    public float[] Leans => leans;

    /// <summary>How much the numbers of so many places count.</summary>
    public static float Scale(int places) => 1 / MathF.Sqrt(Math.Max(1, places));

    /// <summary>Where the parts of a circumstance stand.</summary>
    public static void PartsOf(Circumstance at, Span<int> parts)
    {
        var (waiting, standing, shown) = ((int)at.Waiting, (int)at.Ticket, at.ArticleShown ? 1 : 0);
        parts[0] = waiting;
        parts[1] = WaitingKinds + standing;
        parts[2] = WaitingKinds + Standings + shown;
        parts[3] = WaitingKinds + Standings + 2 + (((waiting * Standings) + standing) * 2) + shown;
    }

    /// <summary>The senses of a message or a sentence, in its circumstance.</summary>
    public void Read(ReadOnlySpan<int> places, Circumstance at, Span<float> read)
    {
        Span<int> sums = stackalloc int[Senses];
        sums.Clear();
        var scale = Scale(places.Length);
        while (places.Length > 0)
        {
            var part = places[..Math.Min(MostInShort, places.Length)];
            Add(part, sums);
            places = places[part.Length..];
        }

        Span<int> parts = stackalloc int[PartsOfOne];
        PartsOf(at, parts);
        for (var sense = 0; sense < Senses; sense++)
        {
            var (gate, shift) = (1f, 0f);
            foreach (var part in parts)
            {
                gate += gates[(part * Senses) + sense];
                shift += shifts[(part * Senses) + sense];
            }

            read[sense] = (sums[sense] * units[sense] * scale * gate) + shift;
        }
    }

    /// <summary>How much speaks for each act: the logarithm of its odds.</summary>
    /// <param name="whole">Senses of the whole message.</param>
    /// <param name="most">By sense the most of its sentences.</param>
    public void Speak(ReadOnlySpan<float> whole, ReadOnlySpan<float> most, Circumstance at, Span<float> odds)
    {
        Span<int> parts = stackalloc int[PartsOfOne];
        PartsOf(at, parts);
        Span<float> sums = stackalloc float[Width];
        leans.AsSpan(Circumstances * Width, Width).CopyTo(sums);
        foreach (var part in parts)
        {
            AddTimes(sums, 1, leans.AsSpan(part * Width, Width));
        }

        for (var sense = 0; sense < Senses; sense++)
        {
            AddTimes(sums, Math.Max(0, whole[sense]), speaks.AsSpan(sense * Width, Width));
            AddTimes(sums, Math.Max(0, most[sense]), speaks.AsSpan((Senses + sense) * Width, Width));
        }

        sums[..odds.Length].CopyTo(odds);
    }

    private static void AddTimes(Span<float> to, float times, ReadOnlySpan<float> what)
    {
        if (times == 0)
        {
            return;
        }

        for (var i = 0; i < Width; i += Vector256<float>.Count)
        {
            (Vector256.Create<float>(to[i..]) + (Vector256.Create(what[i..]) * times)).CopyTo(to[i..]);
        }
    }

    private void Add(ReadOnlySpan<int> places, Span<int> sums)
    {
        const int Lanes = 4 * 16;
        ref var start = ref MemoryMarshal.GetArrayDataReference(senses);
        for (var sense = 0; sense < Senses; sense += Lanes)
        {
            var (first, second, third, fourth) = (Vector256<short>.Zero, Vector256<short>.Zero, Vector256<short>.Zero, Vector256<short>.Zero);
            foreach (var place in places)
            {
                var (one, two) = Vector256.Widen(Vector256.LoadUnsafe(ref start, (nuint)((place * Senses) + sense)));
                var (three, four) = Vector256.Widen(Vector256.LoadUnsafe(ref start, (nuint)((place * Senses) + sense + Vector256<sbyte>.Count)));
                first += one;
                second += two;
                third += three;
                fourth += four;
            }

            AddTo(sums[sense..], first);
            AddTo(sums[(sense + 16)..], second);
            AddTo(sums[(sense + 32)..], third);
            AddTo(sums[(sense + 48)..], fourth);
        }
    }

    private static void AddTo(Span<int> sums, Vector256<short> more)
    {
        var (lower, upper) = Vector256.Widen(more);
        (Vector256.Create<int>(sums) + lower).CopyTo(sums);
        (Vector256.Create<int>(sums[8..]) + upper).CopyTo(sums[8..]);
    }
}
