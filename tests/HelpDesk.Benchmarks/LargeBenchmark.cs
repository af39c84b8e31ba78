using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using HelpDesk.Knowledge.Articles;
using HelpDesk.Knowledge.Search;

namespace HelpDesk.Benchmarks;

/// <summary>100,000 generated articles: index time and size, peak memory, query times, throughput, and how often the right article is found.</summary>
internal static class LargeBenchmark
{
    private const int Questions = 2_000;
    private const int WarmUps = 300;
    private const int Most = 10;

    public static void Run(int articles)
    {
        var ours = Child("ours", articles);
        var baseline = Child("baseline", articles);
        Console.WriteLine(FormattableString.Invariant($"{articles:N0} generated articles, {Questions:N0} questions; baseline: CJKAnalyzer bigrams, BM25 (Lucene.Net)"));
        Console.WriteLine($"{"",-28}{"ours",12}{"baseline",12}{"ratio",9}");
        foreach (var (name, of) in new (string, Func<Result, double>)[]
        {
            ("index time, s", r => r.IndexSeconds), ("index size, MB", r => r.IndexMegabytes), ("peak memory, MB", r => r.PeakMegabytes),
            ("of it corpus, MB", r => r.CorpusMegabytes), ("query p50, ms", r => r.P50), ("query p99, ms", r => r.P99),
            ("queries/s, both cores", r => r.PerSecond), ("right article first", r => r.First), ("among the first 10", r => r.Ten),
        })
        {
            Console.WriteLine(FormattableString.Invariant($"{name,-28}{of(ours),12:0.000}{of(baseline),12:0.000}{of(ours) / of(baseline),9:0.00}"));
        }
    }

    public static void RunEngine(string engine, int count)
    {
        var language = ShippedKb.Language;
        var kb = HelpDesk.Knowledge.Articles.KnowledgeBaseReader.Read(ShippedKb.Folder).KnowledgeBase!;
        var (articles, questions) = new GeneratedCorpus(kb, language.Tokenizer, ShippedKb.Folder).Make(count, Questions);
        var corpus = GC.GetTotalMemory(forceFullCollection: true);
        var clock = Stopwatch.StartNew();
        Func<string, IReadOnlyList<string>> search;
        long size;
        if (engine == "ours")
        {
            var index = SearchIndex.Build(new KnowledgeBase(articles, glossary: kb.Glossary), new TextAnalysis(language.Tokenizer, language.Synonyms, kb.Glossary, Weights.BuiltIn), Weights.BuiltIn.Search);
            clock.Stop();
            search = question => [.. index.Search(question, Most).Select(hit => hit.Id)];
            size = GC.GetTotalMemory(forceFullCollection: true) - corpus;
        }
        else
        {
            var baseline = new BigramBaseline(articles);
            clock.Stop();
            search = question => baseline.Search(question, Most);
            size = baseline.Bytes;
        }

        Timings.Of(questions.Take(WarmUps).ToList(), q => search(q.Question));
        var times = Timings.Of(questions, q => search(q.Question));
        var together = Stopwatch.StartNew();
        Parallel.ForEach(questions, new ParallelOptions { MaxDegreeOfParallelism = 2 }, q => search(q.Question));
        together.Stop();
        var ranks = questions.Select(q => search(q.Question).ToList().IndexOf(q.ArticleId)).ToList();
        Console.WriteLine(JsonSerializer.Serialize(new Result(
            clock.Elapsed.TotalSeconds, size / 1e6, PeakMegabytes(), corpus / 1e6, times.At(50), times.At(99), questions.Count / together.Elapsed.TotalSeconds,
            ranks.Count(rank => rank == 0) / (double)ranks.Count, ranks.Count(rank => rank >= 0) / (double)ranks.Count)));
    }

    private static Result Child(string engine, int articles)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true };
        foreach (var argument in (string[])[typeof(LargeBenchmark).Assembly.Location, "large-engine", engine, articles.ToString(CultureInfo.InvariantCulture)])
        {
            start.ArgumentList.Add(argument);
        }

        Console.Error.WriteLine($"{engine}: indexing and asking …");
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? JsonSerializer.Deserialize<Result>(output)! : throw new InvalidOperationException($"{engine} ended with {process.ExitCode}.");
    }

    /// <summary>Linux's own high-water mark of resident memory, mapped files included.</summary>
    private static double PeakMegabytes() =>
        double.Parse(File.ReadLines("/proc/self/status").First(line => line.StartsWith("VmHWM:", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1e3;

    private sealed record Result(
        double IndexSeconds, double IndexMegabytes, double PeakMegabytes, double CorpusMegabytes, double P50, double P99, double PerSecond, double First, double Ten);
}
