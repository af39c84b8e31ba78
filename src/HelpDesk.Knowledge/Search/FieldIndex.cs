using System.Buffers;

namespace HelpDesk.Knowledge.Search;

/// <summary>
/// A compact inverted index of one field with BM25 scores. A term has two lists: the units that hold it once (gaps alone)
/// and those that hold it more often (gap, count), in variable-length bytes; apart, because a count in every posting costs
/// a third of the space and a flag in every posting half of the speed. Scores are added to an accumulator, so that a query
/// may give each term a weight of its own.
/// </summary>
internal sealed class FieldIndex(float k1, float b, Vocabulary vocabulary)
{
    /// <summary>By the term's number; null where this index does not have it.</summary>
    private List<PostingList?> growing = [];

    /// <summary>All lists one behind the other, once frozen: term i's «once» begins at starts[2i], its «more often» at starts[2i + 1].</summary>
    private byte[] bytes = [];
    private int[] starts = [0];
    private int[] counts = [];
    private float[] lengths = [];

    /// <summary>What a term that a unit holds once counts there: 1 / (1 + its length part).</summary>
    private float[] once = [];
    private int count;
    private double total;

    /// <summary>Units must come in rising order.</summary>
    public void Add(int unit, IReadOnlyDictionary<string, float> terms)
    {
        if (unit >= lengths.Length)
        {
            Array.Resize(ref lengths, Math.Max(unit + 1, Math.Max(64, lengths.Length * 2)));
        }

        float length = 0;
        foreach (var (term, weight) in terms)
        {
            length += weight;
            PostingsOf(vocabulary.Number(term)).Add(unit, Math.Clamp((int)MathF.Round(weight), 1, 255));
        }

        lengths[unit] = length;
        total += length;
        count = Math.Max(count, unit + 1);
    }

    /// <summary>Packs the lists together and frees what only building needed.</summary>
    public void Freeze()
    {
        starts = new int[(growing.Count * 2) + 1];
        counts = new int[growing.Count];
        for (var id = 0; id < growing.Count; id++)
        {
            var list = growing[id];
            starts[(2 * id) + 1] = checked(starts[2 * id] + (list?.Once.Length ?? 0));
            starts[(2 * id) + 2] = checked(starts[(2 * id) + 1] + (list?.Often.Length ?? 0));
            counts[id] = list?.Count ?? 0;
        }

        bytes = new byte[starts[^1]];
        for (var id = 0; id < growing.Count; id++)
        {
            if (growing[id] is { } list)
            {
                list.Once.CopyTo(bytes.AsSpan(starts[2 * id]));
                list.Often.CopyTo(bytes.AsSpan(starts[(2 * id) + 1]));
                list.Free();
            }
        }

        growing = [];
        vocabulary.TrimExcess();
        var average = count == 0 ? 1f : (float)(total / count);
        Array.Resize(ref lengths, count);
        for (var unit = 0; unit < count; unit++)
        {
            // From here on the array holds BM25's length part of the denominator.
            lengths[unit] = k1 * (1 - b + (b * lengths[unit] / Math.Max(average, 1e-6f)));
        }

        once = Array.ConvertAll(lengths, length => 1 / (1 + length));
    }

    public bool Has(string term) => vocabulary.Find(term) is var id && id >= 0 && id < counts.Length && counts[id] > 0;

    public void Score(ReadOnlySpan<AskedTerm> question, float fieldWeight, float[] scores)
    {
        foreach (var (id, weight) in question)
        {
            if (id < counts.Length && counts[id] > 0)
            {
                var unitWeight = fieldWeight * weight * Idf(counts[id]) * (k1 + 1);
                ScoreOnce(bytes.AsSpan(starts[2 * id]..starts[(2 * id) + 1]), unitWeight, scores);
                ScoreOften(bytes.AsSpan(starts[(2 * id) + 1]..starts[(2 * id) + 2]), unitWeight, scores);
            }
        }
    }

    private PostingList PostingsOf(int id)
    {
        while (growing.Count <= id)
        {
            growing.Add(null);
        }

        return growing[id] ??= new PostingList();
    }

    /// <summary>Rarity of a term that n units have: ln(1 + (N - n + .5) / (n + .5)).</summary>
    private float Idf(int n) => MathF.Log(1 + ((count - n + .5f) / (n + .5f)));

    private void ScoreOnce(ReadOnlySpan<byte> list, float weight, float[] scores)
    {
        var (unit, shares) = (-1, once);
        for (var i = 0; i < list.Length;)
        {
            unit += Gap(list, ref i);
            scores[unit] += weight * shares[unit];
        }
    }

    private void ScoreOften(ReadOnlySpan<byte> list, float weight, float[] scores)
    {
        var unit = -1;
        for (var i = 0; i < list.Length;)
        {
            unit += Gap(list, ref i);
            float times = list[i++];
            scores[unit] += weight * times / (times + lengths[unit]);
        }
    }

    private static int Gap(ReadOnlySpan<byte> list, ref int at)
    {
        int part = list[at++];
        if (part < 0x80)
        {
            return part;
        }

        var gap = part & 0x7f;
        for (var shift = 7; part >= 0x80; shift += 7)
        {
            part = list[at++];
            gap |= (part & 0x7f) << shift;
        }

        return gap;
    }

    /// <summary>One term's postings while units are added.</summary>
    private sealed class PostingList
    {
        private GrowingBytes once = new();
        private GrowingBytes often = new();
        private int lastOnce = -1;
        private int lastOften = -1;

        public int Count { get; private set; }

        public ReadOnlySpan<byte> Once => once.Written;

        public ReadOnlySpan<byte> Often => often.Written;

        public void Free()
        {
            once.Free();
            often.Free();
        }

        public void Add(int unit, int times)
        {
            Count++;
            if (times == 1)
            {
                once.PutGap(unit - lastOnce);
                lastOnce = unit;
                return;
            }

            often.PutGap(unit - lastOften);
            often.Put((byte)times);
            lastOften = unit;
        }
    }

    private struct GrowingBytes()
    {
        private const int PooledFrom = 1024;

        private byte[] bytes = [];
        private int used;

        public readonly ReadOnlySpan<byte> Written => bytes.AsSpan(0, used);

        public void PutGap(int gap)
        {
            for (; gap >= 0x80; gap >>= 7)
            {
                Put((byte)(gap | 0x80));
            }

            Put((byte)gap);
        }

        public void Put(byte value)
        {
            if (used == bytes.Length)
            {
                Grow();
            }

            bytes[used++] = value;
        }

        /// <summary>Long arrays come from a pool: each outgrown one is the next list's longer one, instead of garbage.</summary>
        private void Grow()
        {
            if (used < PooledFrom)
            {
                Array.Resize(ref bytes, Math.Max(4, used * 2));
                return;
            }

            var longer = ArrayPool<byte>.Shared.Rent(used * 2);
            bytes.CopyTo(longer, 0);
            Free();
            bytes = longer;
        }

        public void Free()
        {
            if (bytes.Length > PooledFrom)
            {
                ArrayPool<byte>.Shared.Return(bytes);
                bytes = [];
            }
        }
    }
}
