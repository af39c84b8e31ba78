using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using System.Text.Json;

namespace HelpDesk.Knowledge.Search;

/// <summary>
/// What was learned of how people word their questions: a linear softmax over the pieces of a text (<see cref="TextPieces"/>).
/// Classes are ids of articles and outside topics, and <see cref="Outside"/> for what the FAQ does not answer at all. Immutable.
/// </summary>
public sealed class LearnedModel
{
    /// <summary>The class of questions that no article answers and no outside topic names.</summary>
    public const string Outside = "-";

    /// <summary>Classes of questions that the FAQ answers begin so, where a model learns nothing but that.</summary>
    public const string Answered = "+";

    /// <summary>So many rows of bytes add up within 16 bits.</summary>
    private const int MostInShort = 256;

    /// <summary>Pieces that are asked for before it is their turn.</summary>
    private const int Ahead = 8;

    private const string Magic = "HELPDESK-LEARNED-1";
    private readonly ulong[] keys;
    private readonly int[] starts;
    private readonly byte[] classes;
    private readonly sbyte[] weights;

    /// <summary>The weights once more, one row for each piece with a place for every class: half of them are kept, so that adding rows is quicker than adding what was kept.</summary>
    private readonly sbyte[] rows;
    private readonly int width;
    private readonly int[] answered;
    /// <summary>A piece beside its row: one look into memory for both.</summary>
    private readonly Slot[] table;
    private readonly int mask;

    internal LearnedModel(Header header, ulong[] keys, int[] starts, byte[] classes, sbyte[] weights)
    {
        Head = header;
        this.keys = keys;
        this.starts = starts;
        this.classes = classes;
        this.weights = weights;
        answered = [.. Enumerable.Range(0, header.Classes.Count).Where(c => header.Classes[c].StartsWith(Answered, StringComparison.Ordinal))];
        width = (header.Classes.Count + Vector<sbyte>.Count - 1) / Vector<sbyte>.Count * Vector<sbyte>.Count;
        rows = new sbyte[keys.Length * width];
        for (var i = 0; i < keys.Length; i++)
        {
            for (var w = starts[i]; w < starts[i + 1]; w++)
            {
                rows[(i * width) + classes[w]] = weights[w];
            }
        }

        var size = 16;
        while (size < keys.Length * 2)
        {
            size *= 2;
        }

        mask = size - 1;
        table = new Slot[size];
        for (var i = 0; i < keys.Length; i++)
        {
            var at = (int)(keys[i] >> 32) & mask;
            while (table[at].Next != 0)
            {
                at = (at + 1) & mask;
            }

            table[at] = new Slot(keys[i], i + 1);
        }
    }

    public IReadOnlyList<string> Classes => Head.Classes;

    /// <summary>Whether it tells which questions are answered.</summary>
    public bool TellsAnswered => answered.Length > 0;

    /// <summary>Of the texts that were learned from: another digest says that they have changed since.</summary>
    public string Digest => Head.Digest;

    internal Header Head { get; }

    /// <summary>Null where the file is not one of these, or is damaged.</summary>
    public static LearnedModel? Read(byte[] file)
    {
        ArgumentNullException.ThrowIfNull(file);
        var end = Array.IndexOf(file, (byte)'\n');
        try
        {
            if (end < 0 || JsonSerializer.Deserialize<Header>(file.AsSpan(0, end)) is not { Format: Magic } header || header.Classes.Count > byte.MaxValue)
            {
                return null;
            }

            var body = file.AsSpan(end + 1);
            if (body.Length != (header.Pieces * 12L) + (header.Weights * 2L))
            {
                return null;
            }

            var keys = MemoryMarshal.Cast<byte, ulong>(body[..(header.Pieces * 8)]).ToArray();
            var counts = MemoryMarshal.Cast<byte, int>(body.Slice(header.Pieces * 8, header.Pieces * 4)).ToArray();
            var starts = new int[counts.Length + 1];
            for (var i = 0; i < counts.Length; i++)
            {
                starts[i + 1] = checked(starts[i] + counts[i]);
            }

            var classes = body.Slice(header.Pieces * 12, header.Weights).ToArray();
            var whole = starts[^1] == header.Weights && Array.TrueForAll(counts, count => count >= 0) && Array.TrueForAll(classes, c => c < header.Classes.Count);
            return whole ? new LearnedModel(header, keys, starts, classes, MemoryMarshal.Cast<byte, sbyte>(body[((header.Pieces * 12) + header.Weights)..]).ToArray()) : null;
        }
        catch (Exception e) when (e is JsonException or OverflowException)
        {
            return null;
        }
    }

    public byte[] Write()
    {
        var counts = new int[keys.Length];
        for (var i = 0; i < counts.Length; i++)
        {
            counts[i] = starts[i + 1] - starts[i];
        }

        return
        [
            .. JsonSerializer.SerializeToUtf8Bytes(Head), (byte)'\n', .. MemoryMarshal.AsBytes<ulong>(keys), .. MemoryMarshal.AsBytes<int>(counts),
            .. classes, .. MemoryMarshal.AsBytes<sbyte>(weights),
        ];
    }

    /// <summary>How likely the FAQ answers a text, 0 to 1: all classes of <see cref="Answered"/> together.</summary>
    /// <inheritdoc cref="Likelihoods"/>
    public float LikelyAnswered(HashSet<ulong> pieces, HashSet<ulong>? others = null)
    {
        var likely = Likelihoods(pieces, others);
        float sum = 0;
        foreach (var c in answered)
        {
            sum += likely[c];
        }

        return Math.Min(1, sum);
    }

    /// <summary>How likely each class is, in the order of <see cref="Classes"/>; they add up to 1.</summary>
    /// <param name="others">More pieces of the same text, none of which is among the first.</param>
    public float[] Likelihoods(HashSet<ulong> pieces, HashSet<ulong>? others = null)
    {
        ArgumentNullException.ThrowIfNull(pieces);
        var sums = new float[Head.Classes.Count];
        var count = pieces.Count + (others?.Count ?? 0);
        var scale = Head.Unit / MathF.Sqrt(Math.Max(1, count));
        var together = ArrayPool<ulong>.Shared.Rent(count + Ahead);
        pieces.CopyTo(together);
        others?.CopyTo(together, pieces.Count);
        AddRows(together, count, sums);
        ArrayPool<ulong>.Shared.Return(together);
        var most = float.MinValue;
        for (var c = 0; c < sums.Length; c++)
        {
            sums[c] = (sums[c] * scale) + Head.Bias[c];
            most = Math.Max(most, sums[c]);
        }

        float all = 0;
        for (var c = 0; c < sums.Length; c++)
        {
            sums[c] = MathF.Exp(sums[c] - most);
            all += sums[c];
        }

        for (var c = 0; c < sums.Length; c++)
        {
            sums[c] /= all;
        }

        return sums;
    }

    /// <summary>Adds up the rows of a text's pieces: whole numbers, so that no order of adding changes a sum.</summary>
    private void AddRows(ulong[] all, int pieces, float[] sums)
    {
        Span<int> starts = stackalloc int[MostInShort];
        var count = 0;
        for (var i = 0; i < pieces; i++)
        {
            // Behind the last piece stands whatever was left there: only where it would be is looked at.
            Fetch(ref table[(int)(all[i + Ahead] >> 32) & mask]);
            if (RowOf(all[i]) is not (var row and >= 0))
            {
                continue;
            }

            starts[count++] = row * width;
            Fetch(ref rows[row * width]);
            if (count == MostInShort)
            {
                Add(starts, sums);
                count = 0;
            }
        }

        Add(starts[..count], sums);
    }

    /// <summary>Asks for what will be needed: pieces lie all over the memory, and waiting for each costs more than all the rest.</summary>
    private static unsafe void Fetch<T>(ref T soon)
    {
        if (Sse.IsSupported)
        {
            Sse.Prefetch0(Unsafe.AsPointer(ref soon));
        }
    }

    /// <summary>Some classes of all rows, then the next: sums stay in the processor, and many rows come from memory at once.</summary>
    private void Add(ReadOnlySpan<int> starts, float[] sums)
    {
        for (var from = 0; from < width; from += Vector<sbyte>.Count)
        {
            var (lower, upper) = (Vector<short>.Zero, Vector<short>.Zero);
            foreach (var start in starts)
            {
                Vector.Widen(new Vector<sbyte>(rows, start + from), out var first, out var second);
                lower += first;
                upper += second;
            }

            var most = Math.Min(sums.Length - from, Vector<sbyte>.Count);
            for (var c = 0; c < most; c++)
            {
                sums[from + c] += c < Vector<short>.Count ? lower[c] : upper[c - Vector<short>.Count];
            }
        }
    }

    /// <summary>−1 where the piece was not learned.</summary>
    private int RowOf(ulong piece)
    {
        for (var at = (int)(piece >> 32) & mask; table[at].Next != 0; at = (at + 1) & mask)
        {
            if (table[at].Piece == piece)
            {
                return table[at].Next - 1;
            }
        }

        return -1;
    }

    /// <param name="Next">The row behind the piece's own; 0 where the slot is empty.</param>
    private readonly record struct Slot(ulong Piece, int Next);

    /// <summary>The file's first line.</summary>
    internal sealed record Header(string Format, string Digest, IReadOnlyList<string> Classes, IReadOnlyList<float> Bias, float Unit, int Pieces, int Weights)
    {
        public static Header Of(string digest, IReadOnlyList<string> classes, IReadOnlyList<float> bias, float unit, int pieces, int weights) =>
            new(Magic, digest, classes, bias, unit, pieces, weights);
    }
}
