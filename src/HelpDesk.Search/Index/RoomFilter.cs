using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Util;

namespace HelpDesk.Search.Index;

/// <summary>
/// Documents in some rooms. As bits and not as words of the query: what stands elsewhere is passed over before it is compared whether words
/// stand side by side in it.
/// </summary>
internal sealed class RoomFilter(IReadOnlyList<string> rooms) : Filter
{
    /// <returns>Null: all rooms.</returns>
    public static RoomFilter? Of(SearchRights rights) => rights.Rooms is { } rooms ? new RoomFilter([.. rooms.Distinct(StringComparer.Ordinal)]) : null;

    public override DocIdSet? GetDocIdSet(AtomicReaderContext context, IBits? acceptDocs)
    {
        if (rooms.Count == 0)
        {
            return null;
        }

        var (part, columns) = (context.AtomicReader, Columns.Of(context.AtomicReader));
        var any = columns.Room(part, rooms[0]);
        if (rooms.Count > 1)
        {
            any = any.Clone();
            foreach (var room in rooms.Skip(1))
            {
                any.Or(columns.Room(part, room));
            }
        }

        return BitsFilteredDocIdSet.Wrap(any, acceptDocs);
    }
}
