using BenchmarkDotNet.Running;
using HelpDesk.Benchmarks;

// Figures are ratios within one run against a named baseline; nothing here is asserted by a test.
const string Usage = """
    helpdesk-benchmarks start   start of `helpdesk ask` to its answer, against the start of an empty command (`helpdesk --version`)
    helpdesk-benchmarks ask     one question as a library call on the shipped kb, against CJKAnalyzer bigrams with BM25
    helpdesk-benchmarks large [articles]   100,000 generated articles, both engines, each in a process of its own
    helpdesk-benchmarks fair    ranking quality where 0, 10, 51 and 100 % of 1,800 generated articles carry phrasings
    helpdesk-benchmarks turns [turns]      durable turns a second with 1 and 64 conversations at once, memory after 100,000 turns,
                                           size of the database; against a bare loop of one-row SQLite transactions
    helpdesk-benchmarks sockets            2,000 open chat sockets, 200 messages a second for 30 s: post to reply, memory, losses
    helpdesk-benchmarks messages [seconds] Teams' endpoint with token checks, and invokes, 64 at once; against an endpoint of the
                                           same host that only reads the body
    helpdesk-benchmarks desk [--engine sqlite|postgres] [--inquiries N] [--keep FOLDER] [--part pages|search]
                                           the agents' desk over 100,000 inquiries: queue, inquiry, figures, search against LIKE and trigrams
                                           (FTS5, pg_trgm) in the same run, building and size of the index; a private PostgreSQL; kept, what
                                           was filled and indexed is used again
    helpdesk-benchmarks desk-live [--inquiries N] [--messages N] [--page PATH]
                                           a requester's message until 50 open desks show it, against a bare SignalR broadcast in turn with it;
                                           memory of an open desk, of 50 and of 200
    helpdesk-benchmarks micro   tokenizer, recognition and search by BenchmarkDotNet
    """;

if (args.FirstOrDefault() is "turns" or "messages" && await HostRuntime.StartedAsync(args) is { } ended)
{
    return ended;
}

switch (args.FirstOrDefault())
{
    case "start":
        StartBenchmark.Run();
        break;
    case "ask":
        AskBenchmark.Run();
        break;
    case "large":
        LargeBenchmark.Run(args.Length > 1 ? int.Parse(args[1], System.Globalization.CultureInfo.InvariantCulture) : 100_000);
        break;
    case "large-engine":
        LargeBenchmark.RunEngine(args[1], int.Parse(args[2], System.Globalization.CultureInfo.InvariantCulture));
        break;
    case "fair":
        FairBenchmark.Run();
        break;
    case "turns":
        await TurnBenchmark.RunAsync(args.Length > 1 ? int.Parse(args[1], System.Globalization.CultureInfo.InvariantCulture) : 100_000);
        break;
    case "sockets":
        await SocketBenchmark.RunAsync();
        break;
    case "messages":
        await MessagesBenchmark.RunAsync(args.Length > 1 ? int.Parse(args[1], System.Globalization.CultureInfo.InvariantCulture) : 10);
        break;
    case "desk":
        await DeskBenchmark.RunAsync(Option("--engine") == "postgres", int.Parse(Option("--inquiries") ?? "100000", System.Globalization.CultureInfo.InvariantCulture), Option("--keep"), Option("--part"));
        break;
    case "desk-live":
        await DeskLiveBenchmark.RunAsync(
            int.Parse(Option("--inquiries") ?? "10000", System.Globalization.CultureInfo.InvariantCulture), int.Parse(Option("--messages") ?? "100", System.Globalization.CultureInfo.InvariantCulture),
            Option("--page") ?? "desk?view=all");
        break;
    case "micro":
        BenchmarkRunner.Run<MicroBenchmarks>();
        break;
    default:
        await Console.Error.WriteLineAsync(Usage);
        return 2;
}

return 0;

string? Option(string name) => Array.IndexOf(args, name) is var at and >= 0 && at + 1 < args.Length ? args[at + 1] : null;
