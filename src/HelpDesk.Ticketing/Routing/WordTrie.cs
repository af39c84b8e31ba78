namespace HelpDesk.Ticketing.Routing;

/// <summary>Words by their characters, built once: at a place in a text it finds every word that begins there in one walk.</summary>
internal sealed class WordTrie<T>
    where T : class
{
    // One table for all edges: node and character to node. Faster to build and smaller than a table for each node.
    private readonly Dictionary<long, int> edges = [];
    private readonly List<T?> values = [null];

    /// <summary>The value of a word; null where it is not in.</summary>
    public T? this[string word]
    {
        get
        {
            var node = 0;
            foreach (var c in word)
            {
                if (!edges.TryGetValue(Edge(node, c), out node))
                {
                    return null;
                }
            }

            return values[node];
        }
    }

    public void Set(string word, T value)
    {
        var node = 0;
        foreach (var c in word)
        {
            var edge = Edge(node, c);
            if (!edges.TryGetValue(edge, out var next))
            {
                next = values.Count;
                values.Add(null);
                edges.Add(edge, next);
            }

            node = next;
        }

        values[node] = value;
    }

    /// <summary>Fills a list with the words that begin at a place, the longest last: where each ends, and its value.</summary>
    public void Find(string text, int at, List<(int End, T Value)> into)
    {
        into.Clear();
        var node = 0;
        for (var i = at; i < text.Length && edges.TryGetValue(Edge(node, text[i]), out node); i++)
        {
            if (values[node] is { } value)
            {
                into.Add((i + 1, value));
            }
        }
    }

    private static long Edge(int node, char c) => ((long)node << 16) | c;
}
