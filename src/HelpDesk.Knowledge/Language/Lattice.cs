namespace HelpDesk.Knowledge.Language;

internal struct LatticeNode
{
    public int Start;
    public int End;
    public int Word;
    public int Right;
    public int Cost;
    public int Previous;
    public int NextWithSameEnd;
    public bool Known;
}

/// <summary>The words that may stand in a text, each with its cheapest way from the beginning. One a thread, reused.</summary>
internal sealed class Lattice
{
    [ThreadStatic]
    private static Lattice? ofThread;

    private LatticeNode[] nodes = new LatticeNode[1024];
    private int[] endingAt = new int[256];
    private int count;

    /// <summary>By left id: the best way up to the place where words are being added. Homographs mostly share their left id.</summary>
    private (int Place, int Best, int Cost)[] ways = [];

    /// <summary>Where words are being added, told apart over all texts.</summary>
    private int place;
    private int placeStart;

    public LatticeNode[] Nodes => nodes;

    public static Lattice Rent() => ofThread ??= new Lattice();

    public void Reset(int length)
    {
        if (endingAt.Length <= length)
        {
            endingAt = new int[length * 2];
        }

        Array.Fill(endingAt, -1, 0, length + 1);
        // Node 0 is the beginning of the text.
        nodes[0] = new LatticeNode { NextWithSameEnd = -1, Previous = -1 };
        endingAt[0] = 0;
        count = 1;
        GoTo(0);
    }

    public int FirstEndingAt(int at) => endingAt[at];

    public void Add(in IpadicView view, int word, int start, int end, bool known, int rights)
    {
        var cost = view.Words[word];
        var previous = BestHere(start, cost.Left, view.Connections, rights, out var before);
        if (count == nodes.Length)
        {
            Array.Resize(ref nodes, nodes.Length * 2);
        }

        nodes[count] = new LatticeNode
        {
            Start = start, End = end, Word = word, Right = cost.Right, Cost = before + cost.Cost, Previous = previous,
            NextWithSameEnd = endingAt[end], Known = known,
        };
        endingAt[end] = count++;
    }

    public int Best(int at, int left, ReadOnlySpan<short> connections, int rights) => Best(at, left, connections, rights, out _);

    /// <summary>A word ends behind where it starts, so that the ways up to a place stay the same while words are added there.</summary>
    private int BestHere(int start, int left, ReadOnlySpan<short> connections, int rights, out int cost)
    {
        if (start != placeStart)
        {
            GoTo(start);
        }

        if (left >= ways.Length)
        {
            Array.Resize(ref ways, left + 64);
        }

        ref var way = ref ways[left];
        if (way.Place != place)
        {
            way.Best = Best(start, left, connections, rights, out way.Cost);
            way.Place = place;
        }

        cost = way.Cost;
        return way.Best;
    }

    private void GoTo(int start)
    {
        placeStart = start;
        if (++place == int.MaxValue)
        {
            Array.Clear(ways);
            place = 1;
        }
    }

    private int Best(int at, int left, ReadOnlySpan<short> connections, int rights, out int cost)
    {
        var row = connections.Slice(left * rights, rights);
        var best = -1;
        cost = int.MaxValue;
        for (var node = endingAt[at]; node >= 0; node = nodes[node].NextWithSameEnd)
        {
            var total = nodes[node].Cost + row[nodes[node].Right];
            // Newest first, so that of equally cheap ways the one added first stays: IPADIC lists 入れる (イレル) before 入れる (ハイレル).
            if (total <= cost)
            {
                cost = total;
                best = node;
            }
        }

        return best;
    }
}
