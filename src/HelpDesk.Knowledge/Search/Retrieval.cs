using Lucene.Net.Analysis;
using Lucene.Net.Analysis.Core;
using Lucene.Net.Analysis.TokenAttributes;
using Lucene.Net.Documents;
using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Search.Similarities;
using Lucene.Net.Store;
using Lucene.Net.Util;

namespace HelpDesk.Knowledge.Search;

/// <summary>
/// Candidates for a question from a large knowledge base, found by Lucene.Net: one document a target, which only knows the
/// terms that it has (no frequencies, positions or norms), asked for the question's rarest. In memory and never mapped: with
/// a mapped directory a second thread gains nothing in 4.8 (decision 0002).
/// </summary>
internal sealed class Retrieval
{
    private const LuceneVersion Version = LuceneVersion.LUCENE_48;

    /// <summary>Reading pairs and runs are many and say little: of these the rarest are enough.</summary>
    private const int MostRuns = 8;
    private const int MostReadings = 4;
    private const int MostWords = 24;

    /// <summary>A term that more of the targets have finds nothing.</summary>
    private const float CommonShare = .1f;

    private static readonly Field[] Asked = [Field.Words, Field.Runs, Field.Reading, Field.Concepts, Field.English];
    private static readonly string[] Names = [.. Asked.Select(field => field.ToString())];

    private readonly IndexSearcher searcher;
    private readonly StoredFeatures features;

    private Retrieval(IndexSearcher searcher, StoredFeatures features)
    {
        this.searcher = searcher;
        this.features = features;
    }

    /// <summary>The best targets by the question's rarest terms, best first.</summary>
    public int[] Candidates(ReadOnlySpan<AskedTerm> asked, IReadOnlyList<string> texts, int most)
    {
        var query = new BooleanQuery(disableCoord: true);
        var common = Math.Max(1, features.TargetCount * CommonShare);
        for (var i = 0; i < Asked.Length; i++)
        {
            var rarest = new List<(int Count, string Term, float Weight)>();
            for (var at = 0; at < asked.Length; at++)
            {
                var count = asked[at].Field == Asked[i] ? features.DocumentCount(Part.Article, asked[at].Number) + features.DocumentCount(Part.Together, asked[at].Number) : 0;
                if (count > 0 && count <= common)
                {
                    rarest.Add((count, texts[at], asked[at].Weight));
                }
            }

            rarest.Sort();
            var limit = Asked[i] switch { Field.Runs => MostRuns, Field.Reading => MostReadings, _ => MostWords };
            foreach (var (_, term, weight) in rarest.Take(limit))
            {
                query.Add(new TermQuery(new Term(Names[i], term)) { Boost = weight }, Occur.SHOULD);
            }
        }

        return query.Clauses.Count == 0 ? [] : [.. searcher.Search(query, most).ScoreDocs.Select(hit => hit.Doc)];
    }

    /// <summary>Takes the targets in their order; a document's number is its target's.</summary>
    public sealed class Builder : IDisposable
    {
        private readonly IndexWriter writer;
        private readonly Document document = [];
        private readonly List<string>[] terms = [.. Asked.Select(_ => new List<string>())];

        public Builder()
        {
            writer = new IndexWriter(new RAMDirectory(), new IndexWriterConfig(Version, new KeywordAnalyzer())
            {
                Similarity = new BM25Similarity(), RAMBufferSizeMB = 32, MergePolicy = new LogDocMergePolicy(), MergeScheduler = new SerialMergeScheduler(),
            });
            var type = new FieldType { IsIndexed = true, IsTokenized = true, OmitNorms = true, IndexOptions = IndexOptions.DOCS_ONLY };
            type.Freeze();
            for (var i = 0; i < Asked.Length; i++)
            {
                document.Add(new Lucene.Net.Documents.Field(Names[i], new TermStream(terms[i]), type));
            }
        }

        /// <summary>A text of the target that is being written.</summary>
        public void Add(TextFeatures text)
        {
            for (var i = 0; i < Asked.Length; i++)
            {
                terms[i].AddRange(text.Terms(Asked[i]).Keys);
            }
        }

        public void EndTarget()
        {
            writer.AddDocument(document);
            Array.ForEach(terms, list => list.Clear());
        }

        public Retrieval Freeze(StoredFeatures features)
        {
            writer.ForceMerge(1);
            writer.Commit();
            return new Retrieval(new IndexSearcher(DirectoryReader.Open(writer.Directory)) { Similarity = new BM25Similarity() }, features);
        }

        public void Dispose() => writer.Dispose();
    }

    /// <summary>The terms as they are: analysis has been done.</summary>
    private sealed class TermStream : TokenStream
    {
        private readonly List<string> terms;
        private readonly ICharTermAttribute term;
        private int next;

        public TermStream(List<string> terms)
        {
            this.terms = terms;
            term = AddAttribute<ICharTermAttribute>();
        }

        public override bool IncrementToken()
        {
            if (next == terms.Count)
            {
                return false;
            }

            ClearAttributes();
            term.Append(terms[next++]);
            return true;
        }

        public override void Reset() => next = 0;
    }
}
