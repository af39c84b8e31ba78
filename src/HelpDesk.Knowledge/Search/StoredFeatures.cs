namespace HelpDesk.Knowledge.Search;

/// <summary>The texts of a target that are scored apart from each other; a target may have many phrasings.</summary>
internal enum Part
{
    /// <summary>Title, question, answer and their translation.</summary>
    Article,

    /// <summary>Title and question once more.</summary>
    Question,

    /// <summary>One way to put the question.</summary>
    Phrasing,

    /// <summary>All phrasings as one text: what people asking for it talk about, rarity counted by target.</summary>
    Together,
}

/// <summary>
/// What every target's texts consist of, target by target: how often each has which term. Bytes of variable length; a text is
/// its part, its length in every field (hundredths), and its terms in rising order (gap and whether it stands there more than once, then how often).
/// </summary>
internal sealed class StoredFeatures(TermNumbers terms)
{
    public const int PartCount = 4;
    private const int LengthUnit = 100;

    /// <summary>Bytes are kept in pieces of this size, or one target's where it has more: nothing that was written is copied, as growing an array would.</summary>
    private const int PieceSize = 1 << 20;

    private readonly List<byte[]> pieces = [];

    /// <summary>By target: the piece that it stands in, and where it ends there.</summary>
    private readonly List<(int Piece, int End)> ends = [];
    private readonly List<int>[] documentCounts = [[], [], [], []];
    private readonly int[] texts = new int[PartCount];
    private readonly double[][] lengths = [.. Enumerable.Range(0, PartCount).Select(_ => new double[TextFeatures.FieldCount])];
    private readonly List<(int Number, int Times)> scratch = [];

    /// <summary>The target that is being written.</summary>
    private byte[] bytes = new byte[4096];
    private int used;
    private int filled;

    public int TargetCount => ends.Count;

    public Field FieldOf(int term) => terms.FieldOf(term);

    /// <summary>Texts of a part in all.</summary>
    public int Texts(Part part) => texts[(int)part];

    /// <summary>How many texts of a part have a term.</summary>
    public int DocumentCount(Part part, int term) => term < documentCounts[(int)part].Count ? documentCounts[(int)part][term] : 0;

    public double AverageLength(Part part, Field field) => texts[(int)part] == 0 ? 1 : Math.Max(lengths[(int)part][(int)field] / texts[(int)part], 1e-6);

    /// <summary>Adds a text to the target that is being written; <see cref="EndTarget"/> ends it.</summary>
    /// <param name="kept">Fields that are not kept, because they count nothing in this part, are left out.</param>
    public void Add(Part part, TextFeatures features, Func<Field, bool> kept)
    {
        scratch.Clear();
        texts[(int)part]++;
        Put((int)part);
        for (var field = (Field)0; (int)field < TextFeatures.FieldCount; field++)
        {
            float length = 0;
            if (kept(field))
            {
                foreach (var (term, weight) in features.Terms(field))
                {
                    length += weight;
                    scratch.Add((terms.Number(field, term), Math.Clamp((int)MathF.Round(weight), 1, 255)));
                }
            }

            lengths[(int)part][(int)field] += length;
            Put((int)MathF.Round(length * LengthUnit));
        }

        scratch.Sort();
        Put(scratch.Count);
        var counts = documentCounts[(int)part];
        var last = -1;
        foreach (var (number, times) in scratch)
        {
            Put(((number - last - 1) << 1) | (times > 1 ? 1 : 0));
            if (times > 1)
            {
                Put(times);
            }

            last = number;
            while (counts.Count <= number)
            {
                counts.Add(0);
            }

            counts[number]++;
        }
    }

    public void EndTarget()
    {
        if (pieces.Count == 0 || filled + used > pieces[^1].Length)
        {
            pieces.Add(new byte[Math.Max(PieceSize, used)]);
            filled = 0;
        }

        bytes.AsSpan(0, used).CopyTo(pieces[^1].AsSpan(filled));
        filled += used;
        used = 0;
        ends.Add((pieces.Count - 1, filled));
    }

    public void Freeze()
    {
        // What the last piece has left over: a small knowledge base has one, and needs a part of it.
        if (pieces.Count > 0 && filled < pieces[^1].Length)
        {
            pieces[^1] = pieces[^1][..filled];
        }

        ends.TrimExcess();
        bytes = [];
    }

    public Reader Read(int target)
    {
        var (piece, end) = ends[target];
        var from = target > 0 && ends[target - 1] is var before && before.Piece == piece ? before.End : 0;
        return new Reader(pieces[piece].AsSpan(from..end));
    }

    private void Put(int value)
    {
        if (used + 5 > bytes.Length)
        {
            Array.Resize(ref bytes, bytes.Length * 2);
        }

        for (; value >= 0x80; value >>= 7)
        {
            bytes[used++] = (byte)(value | 0x80);
        }

        bytes[used++] = (byte)value;
    }

    /// <summary>Goes through a target's texts, and through each text's terms.</summary>
    public ref struct Reader(ReadOnlySpan<byte> bytes)
    {
        private readonly ReadOnlySpan<byte> bytes = bytes;
        private int at;
        private int left;
        private int term;

        public Part Part { get; private set; }

        /// <summary>The next text, and its length in every field.</summary>
        public bool NextText(scoped Span<float> lengths)
        {
            while (NextTerm(out _, out _))
            {
            }

            if (at >= bytes.Length)
            {
                return false;
            }

            Part = (Part)Get();
            for (var i = 0; i < lengths.Length; i++)
            {
                lengths[i] = Get() / (float)LengthUnit;
            }

            left = Get();
            term = -1;
            return true;
        }

        public bool NextTerm(out int number, out int times)
        {
            if (left == 0)
            {
                (number, times) = (0, 0);
                return false;
            }

            left--;
            var gap = Get();
            number = term = term + 1 + (gap >> 1);
            times = (gap & 1) == 0 ? 1 : Get();
            return true;
        }

        private int Get()
        {
            int part = bytes[at++];
            if (part < 0x80)
            {
                return part;
            }

            var value = part & 0x7f;
            for (var shift = 7; part >= 0x80; shift += 7)
            {
                part = bytes[at++];
                value |= (part & 0x7f) << shift;
            }

            return value;
        }
    }
}
