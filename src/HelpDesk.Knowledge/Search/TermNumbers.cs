namespace HelpDesk.Knowledge.Search;

/// <summary>
/// Numbers for the terms of all fields, in the order in which they are first seen: frequent ones are low, so that their gaps
/// are short. Terms are known by 64 bits of their text: of a million terms two share a number once in thirty million bases.
/// </summary>
internal sealed class TermNumbers
{
    private const int KeysOfASlot = 4;

    private Dictionary<ulong, int>? growing = [];
    private ulong[] keys = [];
    private int[] numbers = [];

    /// <summary>Where keys of the same highest bits begin: keys are spread evenly, so that few share them.</summary>
    private int[] begins = [0, 0, 0];
    private int shift = 63;
    private readonly List<byte> fields = [];

    public int Count { get; private set; }

    /// <summary>The term's number; it gets one where it has none. Only before <see cref="Freeze"/>.</summary>
    public int Number(Field field, string term)
    {
        ref var number = ref System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(growing!, Key(field, term), out var known);
        if (!known)
        {
            number = Count++;
            fields.Add((byte)field);
        }

        return number;
    }

    /// <summary>−1 where nothing that is searched in has the term.</summary>
    public int Find(Field field, string term)
    {
        var key = Key(field, term);
        var slot = (int)(key >> shift);
        for (var at = begins[slot]; at < begins[slot + 1]; at++)
        {
            if (keys[at] == key)
            {
                return numbers[at];
            }
        }

        return -1;
    }

    public Field FieldOf(int number) => (Field)fields[number];

    public void Freeze()
    {
        keys = [.. growing!.Keys];
        numbers = [.. growing.Values];
        growing = null;
        Array.Sort(keys, numbers);
        var bits = 1;
        while (1 << bits < keys.Length / KeysOfASlot)
        {
            bits++;
        }

        shift = 64 - bits;
        begins = new int[(1 << bits) + 1];
        foreach (var key in keys)
        {
            begins[(int)(key >> shift) + 1]++;
        }

        for (var slot = 0; slot < 1 << bits; slot++)
        {
            begins[slot + 1] += begins[slot];
        }
    }

    /// <summary>FNV-1a over the field and the term's characters, mixed once more for the low bits.</summary>
    private static ulong Key(Field field, string term)
    {
        var hash = (14695981039346656037UL ^ (ulong)field) * 1099511628211UL;
        foreach (var c in term)
        {
            hash = (hash ^ c) * 1099511628211UL;
        }

        hash ^= hash >> 32;
        return hash * 0x9E3779B97F4A7C15UL;
    }
}
