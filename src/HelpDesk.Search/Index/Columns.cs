using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using HelpDesk.Search.Asking;
using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Util;

namespace HelpDesk.Search.Index;

/// <summary>
/// What is asked of every hit, for one part of the index, in memory: a part never changes, so it is read from the files once. There it would
/// be sought anew for each hit of each search. About 24 bytes a document, and a bit for each room that was asked for. For many threads.
/// </summary>
internal sealed class Columns
{
    private static readonly ConditionalWeakTable<object, Columns> Known = [];

    private readonly ConcurrentDictionary<string, long[]> numbers = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, int[]> parties = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, FixedBitSet> rooms = new(StringComparer.Ordinal);

    /// <summary>Gone with the part itself. Deleted documents are those of a reader, not of the part: they stand in the columns.</summary>
    public static Columns Of(AtomicReader part) => Known.GetValue(part.CoreCacheKey, _ => new Columns());

    public long[] Ids(AtomicReader part) => Numbers(part, DocumentFields.Id);

    /// <summary>In ticks.</summary>
    public long[] Changed(AtomicReader part) => Numbers(part, DocumentFields.NameOf(SearchField.Changed));

    /// <summary>Whose a document is, as a number that the part's own list of keys explains; below 0 where it is nobody's.</summary>
    public int[] Parties(AtomicReader part, string key) => parties.GetOrAdd(key, static (key, part) =>
    {
        var (read, all) = (part.GetSortedDocValues(key), new int[part.MaxDoc]);
        for (var doc = 0; doc < all.Length; doc++)
        {
            all[doc] = read?.GetOrd(doc) ?? -1;
        }

        return all;
    }, part);

    public FixedBitSet Room(AtomicReader part, string room) => rooms.GetOrAdd(room, static (room, part) =>
    {
        var all = new FixedBitSet(part.MaxDoc);
        if (part.GetTermDocsEnum(new Term(DocumentFields.Room, room)) is { } docs)
        {
            while (docs.NextDoc() is var doc && doc != DocIdSetIterator.NO_MORE_DOCS)
            {
                all.Set(doc);
            }
        }

        return all;
    }, part);

    private long[] Numbers(AtomicReader part, string field) => numbers.GetOrAdd(field, static (field, part) =>
    {
        var (read, all) = (part.GetNumericDocValues(field), new long[part.MaxDoc]);
        for (var doc = 0; doc < all.Length && read is not null; doc++)
        {
            all[doc] = read.Get(doc);
        }

        return all;
    }, part);
}
