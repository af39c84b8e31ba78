using HelpDesk.Knowledge.Articles;
using HelpDesk.Knowledge.Search;

namespace HelpDesk.Benchmarks;

/// <summary>
/// Ranking quality of one generated knowledge base whose articles carry phrasings in part: nDCG@10 over all questions, and over
/// those whose article carries none.
/// </summary>
internal static class FairBenchmark
{
    private const int Articles = 1_800;
    private const int Questions = 900;
    private const int Phrasings = 2;
    private const int Most = 10;
    private static readonly int[] Shares = [0, 10, 51, 100];

    public static void Run()
    {
        var language = ShippedKb.Language;
        var kb = KnowledgeBaseReader.Read(ShippedKb.Folder).KnowledgeBase!;
        var corpus = new GeneratedCorpus(kb, language.Tokenizer, ShippedKb.Folder);
        var (articles, questions) = corpus.Make(Articles, Questions, Phrasings);
        Console.WriteLine(FormattableString.Invariant($"{Articles:N0} generated articles, {Questions} questions"));
        Console.WriteLine($"{"with phrasings",-16}{"nDCG@10",10}{"first",10}{"article without",17}");
        foreach (var share in Shares)
        {
            bool Phrased(int i) => i * 37 % 100 < share;
            var some = articles.Select((article, i) => Phrased(i) ? article : article with { Phrasings = [] }).ToList();
            var mixed = new KnowledgeBase(some, glossary: kb.Glossary);
            var index = SearchIndex.Build(mixed, new TextAnalysis(language.Tokenizer, language.Synonyms, kb.Glossary, Weights.BuiltIn), Weights.BuiltIn.Search);
            var gains = questions.Select(q => (q.ArticleId, Gain: Gain(index.Search(q.Question, Most), q.ArticleId))).ToList();
            var plain = gains.Where(gain => mixed.Find(gain.ArticleId)!.Phrasings.Count == 0).Select(gain => gain.Gain).DefaultIfEmpty(double.NaN).Average();
            Console.WriteLine(FormattableString.Invariant($"{share + " %",-16}{gains.Average(gain => gain.Gain),10:0.000}{gains.Count(gain => gain.Gain == 1) / (double)gains.Count,10:0.000}{plain,17:0.000}"));
        }
    }

    private static double Gain(IReadOnlyList<Hit> found, string article)
    {
        var rank = found.TakeWhile(hit => hit.Id != article).Count();
        return rank < found.Count ? 1 / Math.Log2(2 + rank) : 0;
    }
}
