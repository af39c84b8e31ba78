using HelpDesk.Search.Asking;
using HelpDesk.Storage.Outbox;
using HelpDesk.Storage.Search;
using HelpDesk.Storage.Tickets;
using HelpDesk.Ticketing.Tickets;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Storage.Tests;

/// <summary>What agents find, and that it stays true to the database whoever writes there.</summary>
public sealed class DeskSearchTests : IDisposable
{
    private static readonly Viewer Sato = Viewer.Agent("sato", ["helpdesk"]);

    private readonly string folder = Directory.CreateTempSubdirectory("helpdesk-feed-").FullName;
    private readonly List<Exception> failures = [];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private string Folder => Path.Combine(folder, "index");

    public void Dispose()
    {
        Directory.Delete(folder, recursive: true);
        failures.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task Whatever_changes_a_ticket_is_found_by_it(Engine engine)
    {
        await using var world = await World.CreateAsync(engine);
        using var feed = Feed(world);
        await feed.CatchUpAsync(Stop);
        var search = Of(feed, world);

        var number = await world.OpenTicketAsync(about: "ERR_20070 と出ました");
        (await FindAsync(search, feed, "20070")).ShouldBe([number], "opened past the mapper");
        (await FindAsync(search, feed, number.Replace("-0000", "-", StringComparison.Ordinal))).ShouldBe([number]);
        (await FindAsync(search, feed, "状態:未対応 担当:なし")).ShouldBe([number]);

        await ActAsync(world, number, (ticket, by, at) => ticket.AddNote("電話で確認、鶴亀電力の件", by, at));
        (await FindAsync(search, feed, "鶴亀")).ShouldBe([number], "a note");
        await ActAsync(world, number, (ticket, by, at) => ticket.Take(by, at));
        (await FindAsync(search, feed, "担当:自分")).ShouldBe([number]);
        (await FindAsync(search, feed, "担当:なし")).ShouldBeEmpty();
        await ActAsync(world, number, (ticket, by, at) => ticket.Answer("設定を確かめてください", by, false, at));
        (await FindAsync(search, feed, "\"設定を確かめ\"")).ShouldBe([number], "an answer");
        await world.SayAsync(number + " に追加: 画面が真っ白です");
        await using (var context = world.Database.Open())
        {
            await context.Tickets.ExecuteUpdateAsync(set => set.SetProperty(ticket => ticket.Subject, "件名を朱鷺色に"), Stop);
        }

        (await FindAsync(search, feed, "朱鷺色")).ShouldBe([number], "an update of many rows at once");
        await using (var context = world.Database.Open())
        {
            await context.Tickets.ExecuteDeleteAsync(Stop);
        }

        (await FindAsync(search, feed, "20070")).ShouldBeEmpty("deleted");
        feed.Builds.ShouldBe(1);
    }

    [Fact]
    public async Task Only_what_the_viewer_may_see_is_found_counted_or_named()
    {
        await using var world = await World.CreateAsync();
        using var feed = Feed(world);
        var ours = await world.OpenTicketAsync("taro");
        var theirs = await world.OpenTicketAsync("jiro");
        await ActAsync(world, theirs, (ticket, by, at) => ticket.MoveToTeam("tokyo", by, at));
        await feed.CatchUpAsync(Stop);
        var search = Of(feed, world);

        var found = await search.FindAsync("20070", Sato, SearchOrder.Best, 0, 10, Stop);
        (found.Total, found.Inquiries.Single().Ticket.Number).ShouldBe((1, ours));
        (await search.FindAsync("20070", Viewer.Agent("suzuki", ["tokyo"]), SearchOrder.Newest, 0, 10, Stop)).Inquiries.Single().Ticket.Number.ShouldBe(theirs);
        (await search.FindAsync("20070", Viewer.Agent("tanaka", []), SearchOrder.Newest, 0, 10, Stop)).Total.ShouldBe(0);
        await Should.ThrowAsync<InvalidOperationException>(() => search.FindAsync("20070", Viewer.Requester("test", "taro"), SearchOrder.Best, 0, 10, Stop));
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task A_page_is_loaded_in_two_questions_whatever_is_found_and_whatever_teams_one_has(Engine engine)
    {
        await using var world = await World.CreateAsync(engine);
        using var feed = Feed(world);
        for (var i = 0; i < 12; i++)
        {
            await OpenAsync(world, $"朱鷺色の画面 {i}", $"朱鷺色になった{i}番です", new() { ["company"] = $"鶴亀{i}号" });
        }

        var noted = await OpenAsync(world, "墨色", "墨色です");
        await ActAsync(world, noted, (ticket, by, at) => ticket.Answer("墨色の設定を確かめてください", by, false, at));
        await ActAsync(world, noted, (ticket, by, at) => ticket.AddNote("墨色、墨色と電話", by, at));
        await feed.CatchUpAsync(Stop);
        var search = Of(feed, world);
        foreach (var viewer in (Viewer[])[Sato, Viewer.Agent("kato", ["helpdesk", "tokyo"])])
        {
            var one = await Commands.CountedAsync(world, () => search.FindAsync("墨色", viewer, SearchOrder.Best, 0, 50, Stop));
            var many = await Commands.CountedAsync(world, () => search.FindAsync("朱鷺色", viewer, SearchOrder.Newest, 0, 50, Stop));
            (one.Page.Inquiries.Count, one.Asked, many.Page.Inquiries.Count, many.Asked).ShouldBe((1, 2, 12, 2));
            one.Page.Inquiries[0].Ticket.Messages.Select(message => (message.Kind, message.Text))
                .ShouldBe([(TicketMessageKind.Incoming, "墨色です"), (TicketMessageKind.Outgoing, "墨色の設定を確かめてください"), (TicketMessageKind.Note, "墨色、墨色と電話")]);
            many.Page.Inquiries.ShouldAllBe(found => found.Ticket.Facts["company"].StartsWith("鶴亀") && found.Text != null);
        }

        var rows = (await search.FindAsync("墨色", Sato, SearchOrder.Best, 0, 50, Stop)).Inquiries.Select(found => found.Ticket.Id).ToList();
        (await world.Tickets.OfAsync(rows, Viewer.Requester("test", "taro"), Stop)).Single().Messages.Select(message => message.Kind)
            .ShouldBe([TicketMessageKind.Incoming, TicketMessageKind.Outgoing], "notes are not the requester's");
        (await world.Tickets.OfAsync(rows, Viewer.Requester("test", "jiro"), Stop)).ShouldBeEmpty();
        (await world.Tickets.OfAsync(rows, Viewer.Agent("suzuki", ["tokyo"]), Stop)).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_index_that_is_behind_hides_and_shows_nothing()
    {
        await using var world = await World.CreateAsync();
        using var feed = Feed(world);
        var number = await world.OpenTicketAsync();
        await feed.CatchUpAsync(Stop);
        await ActAsync(world, number, (ticket, by, at) => ticket.MoveToTeam("tokyo", by, at));
        (await Of(feed, world).FindAsync("20070", Sato, SearchOrder.Best, 0, 10, Stop)).Inquiries.ShouldBeEmpty("the index still says helpdesk");
    }

    [Fact]
    public async Task What_was_found_is_shown_with_marks_people_and_companies()
    {
        await using var world = await World.CreateAsync();
        using var feed = Feed(world);
        await OpenAsync(world, "設備情報照会の件", "ﾛｸﾞｲﾝ後の画面で固まります。供給地点は03-0001です", new() { ["company"] = "鶴亀エナジー", ["company-code"] = "12345", ["requester-name"] = "山田 太郎", ["requester-contact"] = "taro@tsurukame.example" });
        await feed.CatchUpAsync(Stop);
        var search = Of(feed, world);

        var found = (await search.FindAsync("ログイン 照会", Sato, SearchOrder.Best, 0, 10, Stop)).Inquiries.Single();
        string.Concat(found.Subject.Parts.Where(part => part.IsMarked).Select(part => part.Text)).ShouldBe("照会");
        string.Concat(found.Text!.Parts.Where(part => part.IsMarked).Select(part => part.Text)).ShouldBe("ﾛｸﾞｲﾝ");
        found.Kind.ShouldBe(TicketMessageKind.Incoming);
        var person = (await search.FindAsync("山田", Sato, SearchOrder.Best, 0, 10, Stop)).People.Single();
        (person.Name, person.Detail, person.Inquiries).ShouldBe(("山田 太郎", "taro@tsurukame.example", 1));
        var company = (await search.FindAsync("鶴亀", Sato, SearchOrder.Best, 0, 10, Stop)).Companies.Single();
        (company.Name, company.Detail).ShouldBe(("鶴亀エナジー", "12345"));
        (await search.FindAsync("会社:12345", Sato, SearchOrder.Best, 0, 10, Stop)).Total.ShouldBe(1);
    }

    [Fact]
    public async Task Beside_an_inquiry_stand_those_of_its_company_and_of_no_other_and_what_its_reader_may_see()
    {
        await using var world = await World.CreateAsync();
        using var feed = Feed(world);
        static Dictionary<string, string> Company(string? code, string? name) => new[] { ("company-code", code), ("company", name) }.Where(fact => fact.Item2 is not null).ToDictionary(fact => fact.Item1, fact => fact.Item2!);
        var one = await OpenAsync(world, "一つ目", "a", Company("12345", "鶴亀エナジー"));
        var renamed = await OpenAsync(world, "二つ目", "b", Company("１２３４５", null));
        await OpenAsync(world, "別の会社", "c", Company("12346", "鶴亀エナジー"));
        var named = await OpenAsync(world, "名だけ", "d", Company(null, "白鷺電力"));
        var alike = await OpenAsync(world, "名が続く", "e", Company(null, "白鷺電力東"));
        var hidden = await OpenAsync(world, "ほかの係", "f", Company("12345", null));
        var none = await OpenAsync(world, "会社なし", "g", []);
        await ActAsync(world, hidden, (ticket, by, at) => ticket.MoveToTeam("tokyo", by, at));
        await feed.CatchUpAsync(Stop);
        var search = Of(feed, world);
        async Task<IEnumerable<string>> BesideAsync(string number) =>
            (await search.OfCompanyAsync((await world.Tickets.FindAsync(number, Sato, Stop))!.Ticket, 10, Sato, Stop)).Select(view => view.Ticket.Number);

        (await BesideAsync(one)).ShouldBe([renamed]);
        (await BesideAsync(renamed)).ShouldBe([one]);
        (await BesideAsync(named)).ShouldBeEmpty("another's name only begins so");
        (await BesideAsync(alike)).ShouldBeEmpty();
        (await BesideAsync(none)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task It_is_found_within_a_second_of_the_commit_by_whoever_wrote_it(Engine engine)
    {
        var signals = new ConversationSignals();
        // Another process: its signals are not ours.
        await using var world = await World.CreateAsync(engine, new ConversationSignals());
        using var feed = new TicketFeed(world.Database, () => Kb.Rules, TimeProvider.System, signals, Folder, failures.Add);
        await using var stop = new Stopping();
        stop.Running = Task.WhenAll(new DatabaseWatch(world.Database, signals, TimeProvider.System, failures.Add).RunAsync(stop.Token), feed.RunAsync(stop.Token));
        await UntilAsync(() => Task.FromResult(feed.Ready is not null));
        var search = Of(feed, world);

        var times = new List<TimeSpan>();
        for (var i = 0; i < 5; i++)
        {
            await OpenAsync(world, "速さ", $"目印{i}番");
            var from = System.Diagnostics.Stopwatch.GetTimestamp();
            await UntilAsync(async () => (await search.FindAsync($"目印{i}番", Sato, SearchOrder.Best, 0, 10, Stop)).Total == 1);
            times.Add(System.Diagnostics.Stopwatch.GetElapsedTime(from));
        }

        TestContext.Current.SendDiagnosticMessage("{0}: found after {1}", engine, string.Join(' ', times.Select(time => $"{time.TotalMilliseconds:0} ms")));
    }

    /// <summary>A row gets its number when it is written and is seen when it is committed: the one that is late has the lower number.</summary>
    [Fact]
    public async Task A_transaction_that_commits_late_is_not_missed_on_PostgreSQL()
    {
        await using var world = await World.CreateAsync(Engine.Postgres);
        using var feed = Feed(world);
        var (late, early) = (await world.OpenTicketAsync("taro"), await world.OpenTicketAsync("jiro"));
        await feed.CatchUpAsync(Stop);
        var search = Of(feed, world);

        await using var slow = world.Database.Open();
        await using var transaction = await slow.Database.BeginTransactionAsync(Stop);
        await RenameAsync(slow, late, "遅い件名");
        await using (var quick = world.Database.Open())
        {
            await RenameAsync(quick, early, "早い件名");
        }

        (await FindAsync(search, feed, "早い")).ShouldBe([early], "what is committed does not wait for what is not");
        (await FindAsync(search, feed, "遅い")).ShouldBeEmpty();
        for (var i = 0; i < 3; i++)
        {
            await using var more = world.Database.Open();
            await RenameAsync(more, early, $"早い件名{i}");
            await feed.CatchUpAsync(Stop);
        }

        await transaction.CommitAsync(Stop);
        (await FindAsync(search, feed, "遅い")).ShouldBe([late]);
        feed.Builds.ShouldBe(1);
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task After_a_stop_it_goes_on_where_it_was_committed(Engine engine)
    {
        await using var world = await World.CreateAsync(engine);
        var before = await world.OpenTicketAsync();
        using (var feed = Feed(world))
        {
            await feed.CatchUpAsync(Stop);
            feed.Builds.ShouldBe(1);
        }

        // While nobody read, and something that was added and not committed.
        await ActAsync(world, before, (ticket, by, at) => ticket.AddNote("不在の間の一言", by, at));
        using var again = Feed(world);
        (await FindAsync(Of(again, world), again, "不在の間")).ShouldBe([before]);
        again.Builds.ShouldBe(0);
    }

    [Fact]
    public async Task A_restored_database_is_read_anew_though_it_goes_on_under_the_same_numbers()
    {
        await using var world = await World.CreateAsync();
        var backup = Path.Combine(folder, "backup.db");
        await OpenAsync(world, "もとの件", "最初の文");
        await DatabaseFile.BackupAsync(world.Database.SqliteFile!, backup, Stop);
        await OpenAsync(world, "失われる件", "消える文");
        using (var feed = Feed(world))
        {
            (await FindAsync(Of(feed, world), feed, "消える")).Count.ShouldBe(1);
        }

        await DatabaseFile.RestoreAsync(backup, world.Database.SqliteFile!, world.Clock, Stop);
        await world.Database.PrepareAsync(Stop);
        // As many changes as there were, so that their numbers are reached again.
        for (var i = 0; i < 5; i++)
        {
            await OpenAsync(world, "別の件", $"別の文{i}");
        }

        using var again = Feed(world);
        var search = Of(again, world);
        (await FindAsync(search, again, "消える")).ShouldBeEmpty();
        (await FindAsync(search, again, "別の文")).Count.ShouldBe(5);
        again.Builds.ShouldBe(1);
    }

    [Fact]
    public async Task Other_targets_or_another_calendar_and_a_damaged_folder_are_reasons_to_build_anew()
    {
        await using var world = await World.CreateAsync();
        var number = await world.OpenTicketAsync();
        using (var feed = Feed(world))
        {
            await feed.CatchUpAsync(Stop);
        }

        var other = Kb.Rules with { Targets = new TicketTargets { Normal = new TargetTimes { FirstResponse = TimeSpan.FromMinutes(1), Resolution = TimeSpan.FromMinutes(2) } } };
        using (var feed = new TicketFeed(world.Database, () => other, world.Clock, new ConversationSignals(), Folder, failures.Add))
        {
            (await FindAsync(Of(feed, world), feed, "期限:今日")).ShouldBe([number]);
            feed.Builds.ShouldBe(1);
        }

        foreach (var file in Directory.EnumerateFiles(Folder, "*.cfs").Concat(Directory.EnumerateFiles(Folder, "*.si")))
        {
            await File.WriteAllTextAsync(file, "damaged", Stop);
        }

        using var again = new TicketFeed(world.Database, () => other, world.Clock, new ConversationSignals(), Folder, failures.Add);
        (await FindAsync(Of(again, world), again, "20070")).ShouldBe([number]);
        again.Builds.ShouldBe(1);
    }

    [Fact]
    public async Task Until_it_is_built_the_database_is_asked_and_a_second_node_in_the_folder_keeps_its_own_in_memory()
    {
        await using var world = await World.CreateAsync();
        var number = await world.OpenTicketAsync();
        using var feed = Feed(world);
        var search = Of(feed, world);
        var plain = await search.FindAsync("20070", Sato, SearchOrder.Best, 0, 10, Stop);
        (plain.IsPlain, plain.Inquiries.Single().Ticket.Number).ShouldBe((true, number));
        (await search.FindAsync("状態:終了", Sato, SearchOrder.Best, 0, 10, Stop)).Total.ShouldBe(0);
        (await search.FindAsync("期限:<今日", Sato, SearchOrder.Best, 0, 10, Stop)).Total.ShouldBe(0, "rather nothing than all");

        await feed.CatchUpAsync(Stop);
        (await search.FindAsync("20070", Sato, SearchOrder.Best, 0, 10, Stop)).IsPlain.ShouldBeFalse();
        var told = new List<Exception>();
        using var second = new TicketFeed(world.Database, () => Kb.Rules, world.Clock, new ConversationSignals(), Folder, told.Add);
        (await FindAsync(Of(second, world), second, "20070")).ShouldBe([number]);
        told.ShouldNotBeEmpty();
        told.ShouldAllBe(e => e is IOException);
    }

    [Fact]
    public async Task What_was_deleted_stands_in_no_file_of_the_index()
    {
        await using var world = await World.CreateAsync();
        var number = await OpenAsync(world, "件", "zebra7731 の控え");
        await OpenAsync(world, "件", "残る控え");
        using var feed = Feed(world);
        await feed.CatchUpAsync(Stop);
        Stands("zebra7731").ShouldBeTrue("else the test proves nothing");
        await using (var context = world.Database.Open())
        {
            await context.Tickets.Where(ticket => ticket.Number == number).ExecuteDeleteAsync(Stop);
        }

        await feed.CatchUpAsync(Stop);
        Stands("zebra7731").ShouldBeFalse();
        (await FindAsync(Of(feed, world), feed, "控え")).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Old_changes_are_deleted_and_the_newest_stays()
    {
        await using var world = await World.CreateAsync();
        await world.OpenTicketAsync();
        using var feed = Feed(world);
        await feed.CatchUpAsync(Stop);
        await using (var context = world.Database.Open())
        {
            await context.TicketChanges.ExecuteUpdateAsync(set => set.SetProperty(row => row.At, 1L), Stop);
        }

        await feed.CatchUpAsync(Stop);
        (await world.ReadAsync(context => context.TicketChanges)).Count.ShouldBe(1);
        await feed.CatchUpAsync(Stop);
        feed.Builds.ShouldBe(1, "it knows the database by that row");
    }

    [Fact]
    public async Task A_table_of_tickets_that_was_made_anew_gets_its_triggers_at_the_next_start()
    {
        await using var world = await World.CreateAsync();
        await using (var context = world.Database.Open())
        {
            await context.Database.ExecuteSqlRawAsync("DROP TRIGGER helpdesk_ticket_opened; DROP TRIGGER helpdesk_ticket_changed", Stop);
        }

        await world.Database.PrepareAsync(Stop);
        await world.OpenTicketAsync();
        (await world.ReadAsync(context => context.TicketChanges)).ShouldNotBeEmpty();
    }

    /// <summary>What runs beside a test ends with it, however it ends.</summary>
    private sealed class Stopping : IAsyncDisposable
    {
        private readonly CancellationTokenSource source = CancellationTokenSource.CreateLinkedTokenSource(Stop);

        public CancellationToken Token => source.Token;

        public Task Running { get; set; } = Task.CompletedTask;

        public async ValueTask DisposeAsync()
        {
            await source.CancelAsync();
            await Running;
            source.Dispose();
        }
    }

    private static async Task UntilAsync(Func<Task<bool>> done)
    {
        using var late = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!await done())
        {
            late.Token.ThrowIfCancellationRequested();
            await Task.Delay(10, Stop);
        }
    }

    private static async Task RenameAsync(Model.HelpDeskContext context, string number, string subject) =>
        (await context.Tickets.Where(ticket => ticket.Number == number).ExecuteUpdateAsync(set => set.SetProperty(ticket => ticket.Subject, subject), Stop)).ShouldBe(1);

    private static async Task<string> OpenAsync(World world, string subject, string text, Dictionary<string, string>? facts = null)
    {
        await using var context = world.Database.Open();
        var number = TicketNumber.Format(2026, await context.Tickets.CountAsync(Stop) + 500);
        context.Tickets.Add(Ticket.Open(number, new NewTicket(
            subject, text, null, "helpdesk", null, "ja", TicketPriority.Normal, "test", "c", "taro", null, facts ?? [], [], []), world.Clock.GetUtcNow()));
        await context.SaveChangesAsync(Stop);
        return number;
    }

    private static async Task ActAsync(World world, string number, TicketVerb verb) =>
        (await world.Tickets.ActAsync(number, Sato, null, verb, Stop)).ShouldBeOfType<TicketDone>();

    private static async Task<IReadOnlyList<string>> FindAsync(DeskSearch search, TicketFeed feed, string typed)
    {
        await feed.CatchUpAsync(Stop);
        var found = await search.FindAsync(typed, Sato, SearchOrder.Best, 0, 50, Stop);
        found.IsPlain.ShouldBeFalse();
        found.Total.ShouldBe(found.Inquiries.Count);
        return [.. found.Inquiries.Select(one => one.Ticket.Number)];
    }

    private bool Stands(string text) => Directory.EnumerateFiles(Folder).Any(file => File.ReadAllBytes(file).AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(text)) >= 0);

    private TicketFeed Feed(World world) => new(world.Database, () => Kb.Rules, world.Clock, new ConversationSignals(), Folder, failures.Add);

    private static DeskSearch Of(TicketFeed feed, World world) => new(feed, world.Tickets, world.Clock);
}
