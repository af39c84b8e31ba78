namespace HelpDesk.Benchmarks;

/// <summary>One question on the shipped kb, warm, one thread: the whole answer (recognition, search, routing, area) against bigram search alone.</summary>
internal static class AskBenchmark
{
    private const int WarmUps = 5;
    private const int Rounds = 5;

    public static void Run()
    {
        var desk = ShippedKb.Desk();
        using var baseline = new BigramBaseline(desk.KnowledgeBase.Articles);
        var questions = ShippedKb.Questions();
        for (var i = 0; i < WarmUps; i++)
        {
            Timings.Of(questions, question => desk.Ask(question));
            Timings.Of(questions, question => baseline.Search(question, 10));
        }

        var many = Enumerable.Repeat(questions, Rounds).SelectMany(q => q).ToList();
        var before = GC.GetAllocatedBytesForCurrentThread();
        var ours = Timings.Of(many, question => desk.Ask(question));
        var allocated = (GC.GetAllocatedBytesForCurrentThread() - before) / many.Count / 1024;
        var theirs = Timings.Of(many, question => baseline.Search(question, 10));
        Console.WriteLine($"AnswerDesk.Ask:                    {ours}, {allocated} KB allocated a call");
        Console.WriteLine($"baseline, CJK bigrams, BM25:       {theirs}");
        Console.WriteLine($"ratio:                             p50 {ours.At(50) / theirs.At(50):0.00}, p99 {ours.At(99) / theirs.At(99):0.00}");
    }
}
