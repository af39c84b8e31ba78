namespace HelpDesk.Knowledge.Search;

/// <summary>
/// A compact inverted index of one field with BM25 scores. Postings are (gap, count) pairs in variable-length bytes;
/// scores are added to an accumulator, so that a query may give each term a weight of its own.
/// </summary>
internal sealed class FieldIndex(float k1, float b)
{
    private readonly Dictionary<string, int> ids = new(StringComparer.Ordinal);
    private readonly List<Postings> postings = [];
    private float[] lengths = [];
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
            if (!ids.TryGetValue(term, out var id))
            {
                id = postings.Count;
                ids.Add(term, id);
                postings.Add(new Postings());
            }

            postings[id].Add(unit, Math.Clamp((int)MathF.Round(weight), 1, 255));
        }

        lengths[unit] = length;
        total += length;
        count = Math.Max(count, unit + 1);
    }

    /// <summary>Frees what only building needed.</summary>
    public void Freeze()
    {
        foreach (var list in postings)
        {
            list.Trim();
        }

        postings.TrimExcess();
        var average = count == 0 ? 1f : (float)(total / count);
        for (var unit = 0; unit < count; unit++)
        {
            // From here on the array holds BM25's length part of the denominator.
            lengths[unit] = k1 * (1 - b + (b * lengths[unit] / Math.Max(average, 1e-6f)));
        }
    }

    /// <summary>Rarity of a term: ln(1 + (N - n + .5) / (n + .5)); a term that no unit has is the rarest of all.</summary>
    public float Idf(string term)
    {
        var n = ids.TryGetValue(term, out var id) ? postings[id].Count : 0;
        return MathF.Log(1 + ((count - n + .5f) / (n + .5f)));
    }

    public bool Has(string term) => ids.ContainsKey(term);

    public void Score(IReadOnlyDictionary<string, float> query, float fieldWeight, float[] scores)
    {
        foreach (var (term, weight) in query)
        {
            if (ids.TryGetValue(term, out var id))
            {
                postings[id].Score(fieldWeight * weight * Idf(term) * (k1 + 1), lengths, scores);
            }
        }
    }

    private sealed class Postings
    {
        private byte[] bytes = new byte[4];
        private int used;
        private int last = -1;

        public int Count { get; private set; }

        public void Add(int unit, int times)
        {
            var gap = (uint)(unit - last);
            last = unit;
            Count++;
            while (gap >= 0x80)
            {
                Put((byte)(gap | 0x80));
                gap >>= 7;
            }

            Put((byte)gap);
            Put((byte)times);
        }

        public void Trim() => Array.Resize(ref bytes, used);

        public void Score(float weight, float[] lengthParts, float[] scores)
        {
            var unit = -1;
            for (var i = 0; i < used;)
            {
                int gap = 0, shift = 0;
                byte part;
                do
                {
                    part = bytes[i++];
                    gap |= (part & 0x7f) << shift;
                    shift += 7;
                }
                while (part >= 0x80);
                unit += gap;
                float times = bytes[i++];
                scores[unit] += weight * times / (times + lengthParts[unit]);
            }
        }

        private void Put(byte value)
        {
            if (used == bytes.Length)
            {
                Array.Resize(ref bytes, used * 2);
            }

            bytes[used++] = value;
        }
    }
}
