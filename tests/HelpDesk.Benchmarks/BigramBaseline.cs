using HelpDesk.Knowledge.Articles;
using Lucene.Net.Analysis.Cjk;
using Lucene.Net.Analysis.TokenAttributes;
using Lucene.Net.Documents;
using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Search.Similarities;
using Lucene.Net.Store;
using Lucene.Net.Util;

namespace HelpDesk.Benchmarks;

/// <summary>The named baseline: Lucene.Net, CJKAnalyzer's bigrams, BM25, title, question and body in one field; index in a folder, mapped.</summary>
internal sealed class BigramBaseline : IDisposable
{
    private const LuceneVersion Version = LuceneVersion.LUCENE_48;
    private const string Text = "text";

    private readonly CJKAnalyzer analyzer = new(Version);
    private readonly string folder = System.IO.Directory.CreateTempSubdirectory("helpdesk-baseline-").FullName;
    private readonly MMapDirectory directory;
    private readonly DirectoryReader reader;
    private readonly IndexSearcher searcher;

    public BigramBaseline(IEnumerable<Article> articles)
    {
        directory = new MMapDirectory(folder);
        using (var writer = new IndexWriter(directory, new IndexWriterConfig(Version, analyzer) { Similarity = new BM25Similarity(), RAMBufferSizeMB = 64 }))
        {
            foreach (var article in articles)
            {
                writer.AddDocument(
                [
                    new StringField("id", article.Id, Lucene.Net.Documents.Field.Store.YES),
                    new TextField(Text, article.Title + "\n" + article.Question + "\n" + article.Body.PlainText, Lucene.Net.Documents.Field.Store.NO),
                ]);
            }

            writer.ForceMerge(1);
        }

        reader = DirectoryReader.Open(directory);
        searcher = new IndexSearcher(reader) { Similarity = new BM25Similarity() };
    }

    public long Bytes => new DirectoryInfo(folder).EnumerateFiles().Sum(file => file.Length);

    public IReadOnlyList<string> Search(string question, int most)
    {
        var query = new BooleanQuery();
        var terms = new HashSet<string>(StringComparer.Ordinal);
        using (var stream = analyzer.GetTokenStream(Text, question))
        {
            var term = stream.AddAttribute<ICharTermAttribute>();
            stream.Reset();
            while (stream.IncrementToken() && terms.Count < BooleanQuery.MaxClauseCount)
            {
                if (terms.Add(term.ToString()))
                {
                    query.Add(new TermQuery(new Term(Text, term.ToString())), Occur.SHOULD);
                }
            }

            stream.End();
        }

        return [.. searcher.Search(query, most).ScoreDocs.Select(hit => searcher.Doc(hit.Doc).Get("id", System.Globalization.CultureInfo.InvariantCulture))];
    }

    public void Dispose()
    {
        reader.Dispose();
        directory.Dispose();
        analyzer.Dispose();
        System.IO.Directory.Delete(folder, recursive: true);
    }
}
