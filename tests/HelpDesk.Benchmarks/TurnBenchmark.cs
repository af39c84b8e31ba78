using System.Diagnostics;
using System.Globalization;
using HelpDesk.Conversation.Answering;
using HelpDesk.Conversation.Dialogue;
using HelpDesk.Sources;
using HelpDesk.Storage;
using HelpDesk.Storage.Turns;
using Microsoft.Data.Sqlite;

namespace HelpDesk.Benchmarks;

/// <summary>
/// Durable turns: a message accepted, its state, ticket and replies committed with synchronous FULL. Baseline: a bare loop of
/// transactions that insert one row, on the same disk with the same setting, before and after.
/// </summary>
internal static class TurnBenchmark
{
    private const int BareRows = 5_000;
    private static readonly TimeSpan Measured = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(3);

    /// <summary>A host runs for months; until the compiler has done with the code it runs at half its pace.</summary>
    private static readonly TimeSpan LeastCompiling = TimeSpan.FromSeconds(20);

    /// <summary>One conversation: a question, a person, a ticket, another question, solved.</summary>
    private static readonly string[] Ticket = ["担当者に相談", "すべてスキップ", "この内容で送る"];

    public static async Task RunAsync(int turnsForMemory)
    {
        var folder = Directory.CreateTempSubdirectory("helpdesk-turns-").FullName;
        try
        {
            var before = Bare(Path.Combine(folder, "before.db"));
            var bot = NewBot();
            await CompileAsync(Path.Combine(folder, "compiling.db"), bot);
            foreach (var conversations in (int[])[1, 64])
            {
                var run = await RunAsync(Path.Combine(folder, $"{conversations}.db"), bot, conversations, Measured);
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{conversations,3} conversations at once: {run.PerSecond:0} turns/s, {run.Times}, {run.Processor:0} µs of processor a turn; ratio to the bare loop {run.PerSecond / before.PerSecond:0.00}, p99 to its p99 {run.Times.At(99) / before.Times.At(99):0.00}, p50 to its p50 {run.Times.At(50) / before.Times.At(50):0.00}"));
            }

            var after = Bare(Path.Combine(folder, "after.db"));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"bare loop before: {before.PerSecond:0}/s, {before.Times}; after: {after.PerSecond:0}/s, {after.Times}"));
            await MemoryAsync(Path.Combine(folder, "memory.db"), bot, turnsForMemory);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static Bot NewBot()
    {
        var texts = DialogueTexts.Read(ShippedKb.Folder, new FindingList());
        return new Bot(LoadedDesk.Load(ShippedKb.Folder, ShippedKb.Language), texts, Contacts.None);
    }

    private static (double PerSecond, Timings Times) Bare(string file)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString());
        connection.Open();
        Execute(connection, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE Row (Id INTEGER PRIMARY KEY, Text TEXT NOT NULL)");
        using var insert = connection.CreateCommand();
        insert.CommandText = "INSERT INTO Row (Text) VALUES ($text)";
        insert.Parameters.AddWithValue("$text", new string('あ', 100));
        insert.Prepare();
        var from = Stopwatch.GetTimestamp();
        var times = Timings.Of([.. Enumerable.Range(0, BareRows)], _ =>
        {
            using var transaction = connection.BeginTransaction();
            insert.Transaction = transaction;
            insert.ExecuteNonQuery();
            transaction.Commit();
        });
        return (BareRows / Stopwatch.GetElapsedTime(from).TotalSeconds, times);
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Constants of this file.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }

    private static async Task CompileAsync(string file, Bot bot)
    {
        var database = Database.Sqlite(file);
        await database.PrepareAsync(CancellationToken.None);
        await using var desk = new TurnDesk(database, () => bot, TimeProvider.System, e => Console.Error.WriteLine(e));
        var questions = ShippedKb.Questions();
        await HostRuntime.WarmUpAsync("turns", LeastCompiling, (time, part) => SpeakAsync(desk, 64, questions, time, string.Create(CultureInfo.InvariantCulture, $"compiling{part}")));
    }

    private static async Task<(double PerSecond, Timings Times, double Processor)> RunAsync(string file, Bot bot, int conversations, TimeSpan time)
    {
        var database = Database.Sqlite(file);
        await database.PrepareAsync(CancellationToken.None);
        await using var desk = new TurnDesk(database, () => bot, TimeProvider.System, e => Console.Error.WriteLine(e));
        var questions = ShippedKb.Questions();
        await SpeakAsync(desk, conversations, questions, WarmUp, "warm");
        var (from, processor) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
        var times = await SpeakAsync(desk, conversations, questions, time, "run");
        return (times.Count / Stopwatch.GetElapsedTime(from).TotalSeconds, times, (Environment.CpuUsage.TotalTime - processor).TotalMicroseconds / times.Count);
    }

    private static async Task<Timings> SpeakAsync(TurnDesk desk, int conversations, List<string> questions, TimeSpan time, string name)
    {
        var until = Stopwatch.GetTimestamp() + (long)(time.TotalSeconds * Stopwatch.Frequency);
        var all = await Task.WhenAll(Enumerable.Range(0, conversations).Select(speaker => Task.Run(async () =>
        {
            var took = new List<double>();
            for (var round = 0; Stopwatch.GetTimestamp() < until; round++)
            {
                took.AddRange(await ConverseAsync(desk, $"{name}-{speaker}-{round}", questions, (speaker * 7919) + round));
            }

            return took;
        })));
        return Timings.From(all.SelectMany(took => took));
    }

    private static async Task<List<double>> ConverseAsync(TurnDesk desk, string user, List<string> questions, int seed)
    {
        string[] lines = [questions[seed % questions.Count], .. Ticket, questions[(seed + 1) % questions.Count], "解決した"];
        var took = new List<double>(lines.Length);
        for (var i = 0; i < lines.Length; i++)
        {
            var from = Stopwatch.GetTimestamp();
            var turn = await desk.AcceptAsync(new AcceptedMessage("bench", user, string.Create(CultureInfo.InvariantCulture, $"{i}"), user, new Incoming(lines[i])), CancellationToken.None);
            took.Add(Stopwatch.GetElapsedTime(from).TotalMilliseconds);
            if (turn.Repeat || turn.Replies.Count == 0)
            {
                throw new InvalidOperationException($"{user} was not answered.");
            }
        }

        return took;
    }

    private static async Task MemoryAsync(string file, Bot bot, int turns)
    {
        var database = Database.Sqlite(file);
        await database.PrepareAsync(CancellationToken.None);
        await using var desk = new TurnDesk(database, () => bot, TimeProvider.System, e => Console.Error.WriteLine(e));
        var questions = ShippedKb.Questions();
        var (done, conversations) = (0, 0);
        var start = GC.GetTotalMemory(forceFullCollection: true);
        await Task.WhenAll(Enumerable.Range(0, 64).Select(speaker => Task.Run(async () =>
        {
            for (var round = 0; Volatile.Read(ref done) < turns; round++)
            {
                Interlocked.Add(ref done, (await ConverseAsync(desk, $"m-{speaker}-{round}", questions, (speaker * 104729) + round)).Count);
                Interlocked.Increment(ref conversations);
            }
        })));
        var heap = GC.GetTotalMemory(forceFullCollection: true);
        using var process = Process.GetCurrentProcess();
        await database.CheckpointAsync(CancellationToken.None);
        var size = new FileInfo(file).Length;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"after {done} turns in {conversations} conversations: heap {heap / 1e6:0.0} MB (before {start / 1e6:0.0} MB), working set {process.WorkingSet64 / 1e6:0} MB, peak {process.PeakWorkingSet64 / 1e6:0} MB"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"database: {size / 1e6:0.0} MB, {size / 1e6 / conversations * 1000:0.00} MB per 1,000 conversations (six messages, one ticket each)"));
    }
}
