namespace HelpDesk.Conversation.Acts;

/// <summary>Places of <see cref="ActFeatures"/>, each once, in the order in which they were added; of one thread.</summary>
internal sealed class PlaceSet
{
    [ThreadStatic]
    private static (PlaceSet Places, PlaceSet Net)? own;

    private readonly ulong[] seen;
    private int[] all = new int[1024];
    private int count;

    public ReadOnlySpan<int> All => all.AsSpan(0, count);

    private PlaceSet(int places) => seen = new ulong[places / 64];

    /// <summary>The thread's own two, empty; good until the thread asks again.</summary>
    public static (PlaceSet Places, PlaceSet Net) Rent()
    {
        own ??= (new PlaceSet(ActFeatures.Places), new PlaceSet(ActFeatures.NetPlaces));
        own.Value.Places.Clear();
        own.Value.Net.Clear();
        return own.Value;
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
