using HelpDesk.Search.Asking;
using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Search.Similarities;
using Lucene.Net.Store;
using Lucene.Net.Util;
using Directory = Lucene.Net.Store.Directory;

namespace HelpDesk.Search.Index;

/// <summary>
/// Documents found by their text and fields. In a folder of its own or in memory, never mapped (a second thread gains nothing on a
/// mapped directory in 4.8). What was committed survives a kill; what was only added must come again. For many threads.
/// </summary>
public sealed class TextIndex : IDisposable
{
    private const LuceneVersion Version = LuceneVersion.LUCENE_48;
    private const string SchemaKey = "schema";
    private const int MostParties = 2_000;

    private readonly Directory directory;
    private readonly IndexWriter writer;
    private readonly SearcherManager searchers;

    private TextIndex(Directory directory, OpenMode mode)
    {
        this.directory = directory;
        // Merged by who writes, not on threads of Lucene's own: what fails there (a full disk, files that are gone) ends the process.
        writer = new IndexWriter(directory, new IndexWriterConfig(Version, new NoAnalyzer()) { Similarity = new BM25Similarity(), RAMBufferSizeMB = 32, OpenMode = mode, MergeScheduler = new SerialMergeScheduler() });
        searchers = new SearcherManager(writer, applyAllDeletes: true, new Factory());
    }

    /// <summary>Documents, those of others included.</summary>
    public int Count => writer.NumDocs;

    /// <summary>Bytes in the folder or in memory.</summary>
    public long Bytes => directory.ListAll().Sum(directory.FileLength);

    public static TextIndex InMemory() => new(new RAMDirectory(), OpenMode.CREATE);

    /// <summary>
    /// The index in a folder, its files checked, with what was last committed with it; or null where there is none that can be
    /// used: of another schema, damaged, or never finished. Then <see cref="Create"/> makes it anew.
    /// </summary>
    /// <exception cref="IOException">Another process has the folder open, or it cannot be read or written.</exception>
    public static TextIndex? Open(string folder, out IReadOnlyDictionary<string, string> mark)
    {
        mark = new Dictionary<string, string>(StringComparer.Ordinal);
        if (!System.IO.Directory.Exists(folder))
        {
            return null;
        }

        var directory = new NIOFSDirectory(folder);
        try
        {
            if (Committed(directory) is not { } data || data.GetValueOrDefault(SchemaKey) != SchemaText || !new CheckIndex(directory).DoCheckIndex().Clean)
            {
                directory.Dispose();
                return null;
            }

            mark = data.Where(pair => pair.Key != SchemaKey).ToDictionary(StringComparer.Ordinal);
            return new TextIndex(directory, OpenMode.APPEND);
        }
        catch (Exception e) when (e is LockObtainFailedException)
        {
            directory.Dispose();
            throw;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // Damaged files throw whatever they lead to: it is made anew from the database, so nothing is lost.
            directory.Dispose();
            return null;
        }
    }

    /// <summary>An empty index; what stood in the folder is gone with the first commit. The folder is its owner's alone: the words of people stand in it.</summary>
    /// <exception cref="IOException">Another process has the folder open, or it cannot be written.</exception>
    public static TextIndex Create(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            System.IO.Directory.CreateDirectory(folder);
        }
        else
        {
            System.IO.Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        var directory = new NIOFSDirectory(folder);
        Empty(directory);
        return new TextIndex(directory, OpenMode.CREATE);
    }

    /// <summary>A writer reads what it replaces, and stumbles over what is damaged.</summary>
    private static void Empty(NIOFSDirectory directory)
    {
        using var ours = directory.MakeLock(IndexWriter.WRITE_LOCK_NAME);
        if (!ours.Obtain())
        {
            throw new IOException($"{directory.Directory.FullName}: open elsewhere.");
        }

        foreach (var file in directory.ListAll().Where(file => file != IndexWriter.WRITE_LOCK_NAME))
        {
            directory.DeleteFile(file);
        }
    }

    /// <summary>Adds a document, in place of the one with its id. Found after <see cref="Refresh"/>.</summary>
    public void Put(SearchDocument document)
    {
        ArgumentNullException.ThrowIfNull(document);
        writer.UpdateDocument(new Term(DocumentFields.Id, DocumentFields.IdTerm(document.Id)), DocumentFields.Of(document));
    }

    public void Remove(long id) => writer.DeleteDocuments(new Term(DocumentFields.Id, DocumentFields.IdTerm(id)));

    /// <summary>What was added or removed until now is found, or no longer found.</summary>
    public void Refresh() => searchers.MaybeRefreshBlocking();

    /// <summary>Takes what was removed or replaced out of the files, too: deleted words stand in them until they are merged.</summary>
    public void Purge()
    {
        writer.ForceMergeDeletes(doWait: true);
        Refresh();
    }

    /// <summary>On the disk, with a mark of how far it goes.</summary>
    public void Commit(IReadOnlyDictionary<string, string> mark)
    {
        ArgumentNullException.ThrowIfNull(mark);
        writer.SetCommitData(new Dictionary<string, string>(mark, StringComparer.Ordinal) { [SchemaKey] = SchemaText });
        writer.Commit();
    }

    /// <summary>A page of what was asked for, among what the asker may see.</summary>
    public SearchHits Search(SearchQuery query, SearchRights rights, SearchOrder order, int skip, int take)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentNullException.ThrowIfNull(rights);
        return With(searcher =>
        {
            var asked = Queries.Of(query, order == SearchOrder.Best, searcher.IndexReader);
            var most = Math.Max(1, skip + take);
            if (order == SearchOrder.Best)
            {
                var best = searcher.Search(asked, RoomFilter.Of(rights), most);
                return new SearchHits([.. best.ScoreDocs.Skip(skip).Select(hit => IdOf(searcher, hit.Doc))], best.TotalHits);
            }

            var newest = new NewestHits(most);
            searcher.Search(asked, RoomFilter.Of(rights), newest);
            return new SearchHits([.. newest.Take().Skip(skip).Select(hit => IdOf(searcher, hit))], newest.Total);
        });
    }

    /// <summary>All that fits, among what the asker may see, in no order.</summary>
    public IReadOnlySet<long> Ids(SearchQuery query, SearchRights rights)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentNullException.ThrowIfNull(rights);
        return With(searcher =>
        {
            var all = new IdCollector();
            searcher.Search(Queries.Of(query, isScored: false, searcher.IndexReader), RoomFilter.Of(rights), all);
            return all.Ids;
        });
    }

    /// <summary>People behind documents that the asker may see, whom the words name; the last to be heard of first.</summary>
    public IReadOnlyList<PartyHit> People(SearchQuery query, SearchRights rights, int most) => Parties(query, rights, DocumentFields.PersonText, DocumentFields.PersonKey, most);

    /// <inheritdoc cref="People"/>
    public IReadOnlyList<PartyHit> Companies(SearchQuery query, SearchRights rights, int most) => Parties(query, rights, DocumentFields.CompanyText, DocumentFields.CompanyKey, most);

    public void Dispose()
    {
        searchers.Dispose();
        // What is not committed comes again from the database: an uncommitted state must not get the mark of the last commit.
        writer.Rollback();
        directory.Dispose();
    }

    private static string SchemaText => DocumentFields.IdTerm(DocumentFields.Schema);

    private static Dictionary<string, string>? Committed(NIOFSDirectory directory) =>
        DirectoryReader.IndexExists(directory) ? new Dictionary<string, string>(DirectoryReader.ListCommits(directory)[^1].UserData, StringComparer.Ordinal) : null;

    private IReadOnlyList<PartyHit> Parties(SearchQuery query, SearchRights rights, string text, string key, int most) => With<IReadOnlyList<PartyHit>>(searcher =>
    {
        if (Queries.OfParty(query, text) is not { } asked)
        {
            return [];
        }

        var parties = new Dictionary<string, (long Newest, int Documents)>(StringComparer.Ordinal);
        var names = new Dictionary<(AtomicReader Part, int Party), string>();
        var newest = new NewestHits(MostParties);
        searcher.Search(asked, RoomFilter.Of(rights), newest);
        foreach (var hit in newest.Take())
        {
            var (part, doc) = Part(searcher, hit);
            var party = Columns.Of(part).Parties(part, key)[doc];
            if (party < 0)
            {
                continue;
            }

            if (!names.TryGetValue((part, party), out var name))
            {
                var value = new BytesRef();
                part.GetSortedDocValues(key).LookupOrd(party, value);
                names.Add((part, party), name = value.Utf8ToString());
            }

            parties[name] = parties.TryGetValue(name, out var known) ? (known.Newest, known.Documents + 1) : (IdOf(searcher, hit), 1);
        }

        return [.. parties.Take(most).Select(pair => new PartyHit(pair.Key, pair.Value.Newest, pair.Value.Documents))];
    });

    private static long IdOf(IndexSearcher searcher, int hit)
    {
        var (part, doc) = Part(searcher, hit);
        return Columns.Of(part).Ids(part)[doc];
    }

    private static (AtomicReader Part, int Doc) Part(IndexSearcher searcher, int hit)
    {
        var leaves = searcher.IndexReader.Leaves;
        var leaf = leaves[ReaderUtil.SubIndex(hit, leaves)];
        return (leaf.AtomicReader, hit - leaf.DocBase);
    }

    private T With<T>(Func<IndexSearcher, T> ask)
    {
        var searcher = searchers.Acquire();
        try
        {
            return ask(searcher);
        }
        finally
        {
            searchers.Release(searcher);
        }
    }

    private sealed class IdCollector : ICollector
    {
        private long[] ids = [];

        public HashSet<long> Ids { get; } = [];

        public bool AcceptsDocsOutOfOrder => true;

        public void SetScorer(Scorer scorer)
        {
        }

        public void SetNextReader(AtomicReaderContext context) => ids = Columns.Of(context.AtomicReader).Ids(context.AtomicReader);

        public void Collect(int doc) => Ids.Add(ids[doc]);
    }

    private sealed class Factory : SearcherFactory
    {
        public override IndexSearcher NewSearcher(IndexReader reader) => new(reader) { Similarity = new BM25Similarity() };
    }
}
