using System.Diagnostics;
using System.Globalization;
using HelpDesk.Conversation.Dialogue;
using HelpDesk.Search.Asking;
using HelpDesk.Search.Extracts;
using HelpDesk.Search.Index;
using HelpDesk.Sources;
using HelpDesk.Storage;
using HelpDesk.Storage.Outbox;
using HelpDesk.Storage.Search;
using HelpDesk.Storage.Tests;
using HelpDesk.Storage.Tickets;
using HelpDesk.Ticketing.Calendar;
using HelpDesk.Ticketing.People;
using HelpDesk.Ticketing.Queue;
using HelpDesk.Ticketing.Reports;
using HelpDesk.Ticketing.Tickets;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace HelpDesk.Benchmarks;

/// <summary>
/// The agents' desk over many inquiries (<see cref="DeskFill"/>): queue, inquiry, figures, search. Search against the database's own means
/// in the same run (<see cref="DeskBaseline"/>): with rows and extracts, which both load alike, and ids alone.
/// </summary>
internal static class DeskBenchmark
{
    private const int Rounds = 200;

    /// <summary>Asked less often where it takes longer than that.</summary>
    private static readonly TimeSpan Most = TimeSpan.FromSeconds(60);

    private const int Fewest = 20;

    private const int WarmUp = 20;

    /// <param name="isPostgres">A private server of the run's own.</param>
    /// <param name="kept">What was filled and indexed stays there and is used by the next run; null: a folder of the run's own.</param>
    /// <param name="part">pages or search; null: both.</param>
    public static async Task RunAsync(bool isPostgres, int inquiries, string? kept, string? part)
    {
        var folder = kept is null ? Directory.CreateTempSubdirectory("helpdesk-desk-").FullName : Directory.CreateDirectory(Path.GetFullPath(kept)).FullName;
        if (!OperatingSystem.IsWindows())
        {
            // The server runs as somebody else.
            File.SetUnixFileMode(folder, File.GetUnixFileMode(folder) | UnixFileMode.OtherExecute | UnixFileMode.GroupExecute);
        }

        var cluster = isPostgres ? new PostgresCluster(Path.Combine(folder, "postgres")) : null;
        try
        {
            cluster?.Start("shared_buffers=512MB", "max_wal_size=4GB", "jit=off");
            await MeasureAsync(folder, cluster, inquiries, part);
        }
        finally
        {
            SqliteConnection.ClearAllPools();
            NpgsqlConnection.ClearAllPools();
            cluster?.Stop(kept is null ? "immediate" : "fast");
            if (kept is null)
            {
                Directory.Delete(folder, recursive: true);
            }
        }
    }

    private static async Task MeasureAsync(string folder, PostgresCluster? cluster, int inquiries, string? part)
    {
        var file = Path.Combine(folder, "desk.db");
        var connection = cluster is null
            ? new SqliteConnectionStringBuilder { DataSource = file }.ToString()
            : new NpgsqlConnectionStringBuilder { Host = "127.0.0.1", Port = cluster.Port, Database = "postgres", Username = "postgres" }.ToString();
        var database = cluster is null ? Database.Sqlite(file) : Database.Postgres(connection);
        await database.PrepareAsync(CancellationToken.None);
        var rules = new TicketRules(Wording.Read(ShippedKb.Folder, new FindingList()), BusinessCalendar.Read(ShippedKb.Folder, new FindingList()), new TicketTargets());
        var signals = new ConversationSignals();
        var desk = new TicketDesk(database, () => rules, TimeProvider.System, signals);
        var viewer = Viewer.Agent("佐藤", [Ticket.HelpDesk]);
        if (await desk.FindAsync(TicketNumber.Format(DeskFill.Year, 1), viewer, CancellationToken.None) is null)
        {
            var from = Stopwatch.GetTimestamp();
            await new DeskFill(database, connection).RunAsync(inquiries);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{inquiries} inquiries written in {Stopwatch.GetElapsedTime(from).TotalSeconds:0} s"));
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{(cluster is null ? "SQLite" : "PostgreSQL")}: {inquiries} inquiries, a viewer of a quarter of them, who has all that are unsettled, 1 in {DeskFill.UnsettledOneIn}"));
        using var feed = new TicketFeed(database, () => rules, TimeProvider.System, signals, Path.Combine(folder, "index"), e => throw e);
        await IndexAsync(feed, inquiries);
        if (part is not "search")
        {
            await PagesAsync(desk, inquiries, viewer);
        }

        if (part is not "pages")
        {
            await SearchAsync(new DeskSearch(feed, desk, TimeProvider.System), desk, feed.Ready!, viewer, await DeskBaseline.OpenAsync(database, connection));
        }
    }

    private static async Task IndexAsync(TicketFeed feed, int inquiries)
    {
        var from = Stopwatch.GetTimestamp();
        var processor = Process.GetCurrentProcess().TotalProcessorTime;
        var built = Task.Run(() => feed.CatchUpAsync(CancellationToken.None));
        while (await Task.WhenAny(built, Task.Delay(TimeSpan.FromMinutes(1))) != built)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"… building the index for {Stopwatch.GetElapsedTime(from).TotalSeconds:0} s"));
        }

        await built;
        var (took, busy) = (Stopwatch.GetElapsedTime(from), Process.GetCurrentProcess().TotalProcessorTime - processor);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"index {(feed.Builds > 0 ? "built" : "opened")} in {took.TotalSeconds:0.0} s ({inquiries / took.TotalSeconds:0}/s, {busy.TotalSeconds:0.0} s of the processor), {feed.Ready!.Bytes / 1e6:0.0} MB"));
    }

    private static async Task PagesAsync(TicketDesk desk, int inquiries, Viewer viewer)
    {
        await PrintAsync("queue: all unsettled, 200 rows at most", _ => desk.QueueAsync(QueueView.All, "佐藤", viewer, CancellationToken.None));
        await PrintAsync("queue: held by nobody", _ => desk.QueueAsync(QueueView.New, "佐藤", viewer, CancellationToken.None));
        await PrintAsync("queue: settled, the newest 200", _ => desk.QueueAsync(QueueView.Settled, "佐藤", viewer, CancellationToken.None));
        var lead = Viewer.Of(new DeskPerson("1", "鈴木", [DeskRole.Lead], []))!;
        await PrintAsync("queue: all unsettled, who sees all teams", _ => desk.QueueAsync(QueueView.All, "鈴木", lead, CancellationToken.None));
        await PrintAsync("queue: settled, who sees all teams", _ => desk.QueueAsync(QueueView.Settled, "鈴木", lead, CancellationToken.None));
        var two = Viewer.Agent("佐藤", [Ticket.HelpDesk, "kanto"]);
        await PrintAsync("queue: settled, two teams", _ => desk.QueueAsync(QueueView.Settled, "佐藤", two, CancellationToken.None));
        await PrintAsync("news for who holds one in twenty", _ => desk.NewsAsync("agent3", viewer, CancellationToken.None), 50);
        await PrintAsync("an inquiry with its messages and journal", i => desk.FindAsync(TicketNumber.Format(DeskFill.Year, 1 + (4L * ((i * 7919L) % (inquiries / 4)))), viewer, CancellationToken.None));
        await PrintAsync("figures of four weeks", _ => desk.ReportAsync(ReportPeriod.Last(28, TimeProvider.System.GetUtcNow()), null, viewer, CancellationToken.None), 10);
        await PrintAsync("figures of four weeks, who sees all teams", _ => desk.ReportAsync(ReportPeriod.Last(28, TimeProvider.System.GetUtcNow()), null, lead, CancellationToken.None), 10);
        await PrintAsync("figures of four weeks, what one holds", _ => desk.ReportAsync(ReportPeriod.Last(28, TimeProvider.System.GetUtcNow()), "agent3", viewer, CancellationToken.None), 10);
    }

    private static async Task SearchAsync(DeskSearch search, TicketDesk desk, TextIndex index, Viewer viewer, DeskBaseline baseline)
    {
        await using var held = baseline;
        var reader = new QueryReader(QueryWords.BuiltIn);
        var rights = new SearchRights([Ticket.HelpDesk]);
        SearchQuery Read(string word) => reader.Read(word, new Asker("佐藤", TimeProvider.System.GetUtcNow()));
        foreach (var length in (int[])[2, 3])
        {
            var words = Words(length);
            string Word(int i) => words[i % words.Length];
            (string, Func<int, Task>) Ours(SearchOrder order) => ($"search, {length} characters, {order}, rows and extracts", i => search.FindAsync(Word(i), viewer, order, 0, 20, CancellationToken.None));
            (string, Func<int, Task>) Ids(SearchOrder order) => ($"search, {length} characters, {order}, ids alone", i => Task.FromResult(index.Search(Read(Word(i)), rights, order, 0, 20)));
            (string, Func<int, Task>) Whole(string name, Func<string, Task<List<long>>> ask) => ($"baseline: {name}, {length} characters, rows and extracts", async i =>
            {
                // As the search does it, by the same means.
                var marker = new Marker(Read(Word(i)));
                foreach (var view in await desk.OfAsync(await ask(Word(i)), viewer, CancellationToken.None))
                {
                    DeskSearch.Shown(view, marker);
                }
            });
            (string, Func<int, Task>) Bare(string name, Func<string, Task<List<long>>> ask) => ($"baseline: {name}, {length} characters, ids alone", i => ask(Word(i)));
            List<(string, Func<int, Task>)> all =
            [
                Ours(SearchOrder.Newest), Ours(SearchOrder.Best), Ids(SearchOrder.Newest), Ids(SearchOrder.Best),
                Whole("LIKE, newest", baseline.LikeAsync), Bare("LIKE, newest", baseline.LikeAsync), Bare("LIKE, by number until there are twenty", baseline.LikeStopsAsync),
            ];
            if (length >= 3 && await baseline.FillAsync())
            {
                all.AddRange(
                [
                    Whole($"{baseline.Trigrams}, newest", baseline.NewestAsync), Bare($"{baseline.Trigrams}, newest", baseline.NewestAsync),
                    Whole($"{baseline.Trigrams}, best", baseline.BestAsync), Bare($"{baseline.Trigrams}, best", baseline.BestAsync),
                    Bare($"{baseline.Trigrams}, by number until there are twenty", baseline.StopsAsync),
                ]);
            }

            var times = await RaceAsync(Rounds, [.. all]);
            Compare(length, "newest, to LIKE", times[0], times[2], times[4], times[5]);
            Compare(length, "best, to LIKE (newest)", times[1], times[3], times[4], times[5]);
            if (times.Count > 7)
            {
                Compare(length, $"newest, to {baseline.Trigrams}", times[0], times[2], times[7], times[8]);
                Compare(length, $"best, to {baseline.Trigrams}", times[1], times[3], times[9], times[10]);
            }
        }
    }

    /// <param name="ours">With rows and extracts, as <paramref name="theirs"/>.</param>
    /// <param name="bare">Ids alone, as <paramref name="ids"/>.</param>
    private static void Compare(int length, string what, Timings ours, Timings bare, Timings theirs, Timings ids) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
        $"search, {length} characters, {what}: p50 {ours.At(50) / theirs.At(50):0.000}, p99 {ours.At(99) / theirs.At(99):0.000}; ids alone p50 {bare.At(50) / ids.At(50):0.000}, p99 {bare.At(99) / ids.At(99):0.000}"));

    private static async Task PrintAsync<T>(string name, Func<int, Task<T>> ask, int rounds = Rounds) => await RaceAsync(rounds, (name, i => ask(i)));

    /// <summary>All in turn, so that whatever else the machine does befalls each alike.</summary>
    private static async Task<List<Timings>> RaceAsync(int rounds, params (string Name, Func<int, Task> Ask)[] all)
    {
        var (took, busy) = (all.Select(_ => new List<double>(rounds)).ToList(), all.Select(_ => new List<double>(rounds)).ToList());
        for (var i = -Math.Min(rounds, WarmUp); i < rounds; i++)
        {
            for (var which = 0; which < all.Length; which++)
            {
                if (took[which].Count >= Fewest && took[which].Sum() > Most.TotalMilliseconds)
                {
                    continue;
                }

                var (from, processor) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
                await all[which].Ask(i + WarmUp);
                if (i >= 0)
                {
                    took[which].Add(Stopwatch.GetElapsedTime(from).TotalMilliseconds);
                    busy[which].Add((Environment.CpuUsage.TotalTime - processor).TotalMilliseconds);
                }
            }
        }

        var times = took.ConvertAll(Timings.From);
        foreach (var (which, time) in times.Index())
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{all[which].Name}: {time}; of the process's processor {busy[which].Average():0.00} ms, p99 {Timings.From(busy[which]).At(99):0.00} ms"));
        }

        return times;
    }

    /// <summary>Pieces of that many characters that stand in what was written.</summary>
    private static string[] Words(int length) =>
        [.. ShippedKb.Questions().Where(question => question.Length > 8).Select(question => question[2..(2 + length)]).Where(word => word.All(c => c > '\u3040')).Distinct().Take(60)];
}
