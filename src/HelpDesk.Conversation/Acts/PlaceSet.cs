namespace HelpDesk.Conversation.Acts;

/// <summary>Places of <see cref="ActFeatures"/>, each once, in the order in which they were added; of one thread.</summary>
internal sealed class PlaceSet
{
    [ThreadStatic]
    private static PlaceSet? own;

    private readonly ulong[] seen = new ulong[ActFeatures.Places / 64];
    private int[] all = new int[1024];
    private int count;

    public ReadOnlySpan<int> All => all.AsSpan(0, count);

    /// <summary>The thread's own, empty; good until the thread asks again.</summary>
    public static PlaceSet Rent()
    {
        own ??= new PlaceSet();
        own.Clear();
        return own;
    }

    public void Add(int place)
    {
        ref var bits = ref seen[place >> 6];
        var bit = 1UL << (place & 63);
        if ((bits & bit) != 0)
        {
            return;
        }

        bits |= bit;
        if (count == all.Length)
        {
            Array.Resize(ref all, 2 * count);
        }

        all[count++] = place;
    }

    private void Clear()
    {
        foreach (var place in All)
        {
            seen[place >> 6] = 0;
        }

        count = 0;
    }
}
