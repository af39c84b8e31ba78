using Lucene.Net.Index;
using Lucene.Net.Search;

namespace HelpDesk.Search.Index;

/// <summary>Collects the hits that changed last; of two that changed at once the one that was put first. Nothing is scored.</summary>
/// <param name="most">From 1.</param>
internal sealed class NewestHits(int most) : ICollector
{
    /// <summary>The oldest on top, to be the next to leave.</summary>
    private readonly PriorityQueue<int, (long Changed, int Doc)> kept = new(Comparer<(long Changed, int Doc)>.Create((a, b) => a.Changed != b.Changed ? a.Changed.CompareTo(b.Changed) : b.Doc.CompareTo(a.Doc)));

    private long[] changed = [];
    private int first;
    private long oldest = long.MinValue;

    public int Total { get; private set; }

    public bool AcceptsDocsOutOfOrder => false;

    public void SetScorer(Scorer scorer)
    {
    }

    public void SetNextReader(AtomicReaderContext context) => (changed, first) = (Columns.Of(context.AtomicReader).Changed(context.AtomicReader), context.DocBase);

    public void Collect(int doc)
    {
        Total++;
        var at = changed[doc];
        if (kept.Count < most)
        {
            kept.Enqueue(first + doc, (at, first + doc));
        }
        else if (at > oldest)
        {
            kept.EnqueueDequeue(first + doc, (at, first + doc));
        }
        else
        {
            return;
        }

        oldest = kept.TryPeek(out _, out var last) && kept.Count == most ? last.Changed : long.MinValue;
    }

    /// <summary>The newest first, as numbers of the whole index. Empties the collector.</summary>
    public int[] Take()
    {
        var hits = new int[kept.Count];
        for (var i = hits.Length - 1; i >= 0; i--)
        {
            hits[i] = kept.Dequeue();
        }

        return hits;
    }
}
