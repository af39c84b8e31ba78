using System.Diagnostics;
using System.Globalization;
using HelpDesk.Conversation.Dialogue;
using HelpDesk.Search.Asking;
using HelpDesk.Sources;
using HelpDesk.Storage;
using HelpDesk.Storage.Outbox;
using HelpDesk.Storage.Search;
using HelpDesk.Storage.Tickets;
using HelpDesk.Ticketing.Calendar;
using HelpDesk.Ticketing.Queue;
using HelpDesk.Ticketing.Reports;
using HelpDesk.Ticketing.Tickets;
using Microsoft.Data.Sqlite;

namespace HelpDesk.Benchmarks;

/// <summary>
/// The agents' desk over many inquiries (a seed, so the same each time): the queue, an inquiry, figures, search. Search against the database's
/// own means in the same run: LIKE over the messages, and SQLite's FTS5 with trigrams. One team in four is the viewer's.
/// </summary>
internal static class DeskBenchmark
{
    private const int Seed = 20261127;

    /// <summary>Of all: what is not settled. A desk with ten times as much has other worries.</summary>
    private const int UnsettledOneIn = 100;

    private const int AtOnce = 500;
    private const int Rounds = 120;

    private static readonly string[] Teams = [Ticket.HelpDesk, "kanto", "kansai", "kyushu"];

    public static async Task RunAsync(int inquiries, string? postgres)
    {
        var folder = Directory.CreateTempSubdirectory("helpdesk-desk-").FullName;
        try
        {
            var database = postgres is null ? Database.Sqlite(Path.Combine(folder, "desk.db")) : Database.Postgres(postgres);
            await database.PrepareAsync(CancellationToken.None);
            var rules = new TicketRules(Wording.Read(ShippedKb.Folder, new FindingList()), BusinessCalendar.Read(ShippedKb.Folder, new FindingList()), new TicketTargets());
            var signals = new ConversationSignals();
            var desk = new TicketDesk(database, () => rules, TimeProvider.System, signals);
            var from = Stopwatch.GetTimestamp();
            await FillAsync(database, inquiries);
            var (words, longer) = (Words(2), Words(3));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{database.Name}: {inquiries} inquiries, 1 in {UnsettledOneIn} unsettled, filled in {Stopwatch.GetElapsedTime(from).TotalSeconds:0} s"));

            using var feed = new TicketFeed(database, () => rules, TimeProvider.System, signals, Path.Combine(folder, "index"), e => throw e);
            from = Stopwatch.GetTimestamp();
            await feed.CatchUpAsync(CancellationToken.None);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"index built in {Stopwatch.GetElapsedTime(from).TotalSeconds:0.0} s ({inquiries / Stopwatch.GetElapsedTime(from).TotalSeconds:0}/s), {feed.Ready!.Bytes / 1e6:0.0} MB"));

            var viewer = Viewer.Agent("佐藤", [Ticket.HelpDesk]);
            await PrintAsync("queue: all unsettled, 200 rows at most", i => desk.QueueAsync(QueueView.All, "佐藤", viewer, CancellationToken.None));
            await PrintAsync("queue: held by nobody", i => desk.QueueAsync(QueueView.New, "佐藤", viewer, CancellationToken.None));
            await PrintAsync("an inquiry with its messages and journal", i => desk.FindAsync(TicketNumber.Format(2026, 1 + (4L * ((i * 7919) % (inquiries / 4)))), viewer, CancellationToken.None));
            await PrintAsync("figures of four weeks", i => desk.ReportAsync(ReportPeriod.Last(28, TimeProvider.System.GetUtcNow()), null, viewer, CancellationToken.None), 5);

            var search = new DeskSearch(feed, desk, TimeProvider.System);
            var newest = await PrintAsync("search, two characters, newest first", i => search.FindAsync(words[i % words.Length], viewer, SearchOrder.Newest, 0, 20, CancellationToken.None));
            var best = await PrintAsync("search, two characters, best first", i => search.FindAsync(words[i % words.Length], viewer, SearchOrder.Best, 0, 20, CancellationToken.None));
            if (database.SqliteFile is { } file)
            {
                await using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file }.ToString());
                await connection.OpenAsync();
                var like = await PrintAsync("baseline: LIKE over messages, newest first", i => AskAsync(connection, LikeSql, "%" + words[i % words.Length] + "%"), Rounds);
                from = Stopwatch.GetTimestamp();
                await ExecuteAsync(connection, "CREATE VIRTUAL TABLE temp.Trigrams USING fts5(Text, tokenize='trigram', content='')");
                await ExecuteAsync(connection, "INSERT INTO temp.Trigrams (rowid, Text) SELECT \"Id\", \"Text\" FROM \"TicketMessage\"");
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"baseline: FTS5 with trigrams filled in {Stopwatch.GetElapsedTime(from).TotalSeconds:0.0} s; it knows words of three characters and more only"));
                var trigrams = await PrintAsync("baseline: FTS5 trigrams, three characters, newest first", i => AskAsync(connection, TrigramSql, '"' + longer[i % longer.Length] + '"'), Rounds);
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"search p99 to LIKE's: newest {newest.At(99) / like.At(99):0.000}, best {best.At(99) / like.At(99):0.000}; to FTS5's: newest {newest.At(99) / trigrams.At(99):0.000}, best {best.At(99) / trigrams.At(99):0.000}"));
            }
        }
        finally
        {
            SqliteConnection.ClearAllPools();
            Directory.Delete(folder, recursive: true);
        }
    }

    private const string LikeSql = """
        SELECT t."Id" FROM "Tickets" AS t WHERE t."Team" = 'helpdesk'
            AND (t."Subject" LIKE $text OR EXISTS (SELECT 1 FROM "TicketMessage" AS m WHERE m."TicketId" = t."Id" AND m."Text" LIKE $text))
        ORDER BY t."Id" DESC LIMIT 20
        """;

    private const string TrigramSql = """
        SELECT DISTINCT t."Id" FROM temp.Trigrams AS f JOIN "TicketMessage" AS m ON m."Id" = f.rowid JOIN "Tickets" AS t ON t."Id" = m."TicketId"
        WHERE f.Trigrams MATCH $text AND t."Team" = 'helpdesk' ORDER BY t."Id" DESC LIMIT 20
        """;

    private static async Task<int> AskAsync(SqliteConnection connection, string sql, string text)
    {
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Constants of this file.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.Parameters.AddWithValue("$text", text);
        await using var rows = await command.ExecuteReaderAsync();
        var count = 0;
        while (await rows.ReadAsync())
        {
            count++;
        }

        return count;
    }

    private static async Task ExecuteAsync(SqliteConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Constants of this file.
        command.CommandText = sql;
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<Timings> PrintAsync<T>(string name, Func<int, Task<T>> ask, int rounds = Rounds)
    {
        for (var i = 0; i < Math.Min(rounds, 20); i++)
        {
            await ask(i);
        }

        var took = new List<double>(rounds);
        for (var i = 0; i < rounds; i++)
        {
            var from = Stopwatch.GetTimestamp();
            await ask(i);
            took.Add(Stopwatch.GetElapsedTime(from).TotalMilliseconds);
        }

        var times = Timings.From(took);
        Console.WriteLine($"{name}: {times}");
        return times;
    }

    /// <summary>Pieces of that many characters that stand in what was written.</summary>
    private static string[] Words(int length) =>
        [.. ShippedKb.Questions().Where(question => question.Length > 8).Select(question => question[2..(2 + length)]).Where(word => word.All(c => c > '\u3040')).Distinct().Take(60)];

    private static async Task FillAsync(Database database, int inquiries)
    {
        var (random, questions, now) = (new Random(Seed), ShippedKb.Questions(), TimeProvider.System.GetUtcNow());
        for (var first = 0; first < inquiries; first += AtOnce)
        {
            await using var context = database.Open();
            context.ChangeTracker.AutoDetectChangesEnabled = false;
            for (var i = first; i < Math.Min(inquiries, first + AtOnce); i++)
            {
                context.Tickets.Add(One(i, inquiries, random, questions, now));
            }

            await context.SaveChangesAsync();
        }
    }

    private static Ticket One(int i, int inquiries, Random random, IReadOnlyList<string> questions, DateTimeOffset now)
    {
        string Question() => questions[random.Next(questions.Count)];
        var opened = now - TimeSpan.FromMinutes((inquiries - i) * 5.0);
        var company = random.Next(600);
        var ticket = Ticket.Open(TicketNumber.Format(2026, i + 1), new NewTicket(
            Question(), $"{Question()}\n{Question()}。{Question()}", "login", Ticket.HelpDesk, $"{1 + random.Next(10):00}", "ja", TicketPriority.Normal, "webchat", $"c{i % 20_000}", $"p{i % 20_000}",
            random.Next(3) == 0 ? "ERR_20040" : null,
            new Dictionary<string, string> { ["company"] = $"第{company}電力", ["company-code"] = $"{10_000 + company}", ["supply-point-number"] = $"{1 + random.Next(10):00}{random.NextInt64(0, 99_999_999_999_999_999):00000000000000000000}" }, [], []), opened);
        ticket.MoveToTeam(Teams[i % Teams.Length], "bench", opened);
        ticket.Take($"agent{random.Next(20)}", opened);
        ticket.AddNote(Question(), "bench", opened.AddMinutes(20));
        ticket.Answer($"{Question()}\n{Question()}", "bench", false, opened.AddMinutes(40));
        if (i % UnsettledOneIn != 0 && i < inquiries - 10)
        {
            ticket.Resolve("bench", opened.AddMinutes(60));
            ticket.Close("bench", opened.AddMinutes(90));
        }

        return ticket;
    }
}
