using HelpDesk.Storage.Desk;
using HelpDesk.Storage.Model;
using HelpDesk.Storage.People;
using HelpDesk.Storage.Tickets;
using HelpDesk.Ticketing.People;
using HelpDesk.Ticketing.Queue;
using HelpDesk.Ticketing.Tickets;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Storage.Tests;

/// <summary>What the agents' desk keeps: people, links, the audit, drafts, replies that wait, the queue.</summary>
public class DeskTests
{
    private static readonly DeskPerson Sato = new("1", "佐藤", [DeskRole.Agent], [Ticket.HelpDesk]);
    private static readonly DeskPerson Ito = new("2", "伊藤", [DeskRole.Agent], [Ticket.HelpDesk]);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static Viewer As(DeskPerson person) => Viewer.Of(person)!;

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task A_link_counts_once_of_many_at_once_and_not_for_ever(Engine engine)
    {
        await using var world = await World.CreateAsync(engine);
        var people = new DeskPeople(world.Database, world.Clock);
        (await people.AddAsync(" ｻﾄｳ ", [DeskRole.Agent], [Ticket.HelpDesk], DeskAudit.Console, Stop)).ShouldBe(PersonOutcome.Done);
        (await people.AddAsync("サトウ", [DeskRole.Agent], [Ticket.HelpDesk], DeskAudit.Console, Stop)).ShouldBe(PersonOutcome.NameTaken, "width does not tell names apart");
        var first = (await people.InviteAsync("サトウ", DeskAudit.Console, Stop))!;
        var second = (await people.InviteAsync("サトウ", DeskAudit.Console, Stop))!;
        (await people.InvitedAsync(first, Stop)).ShouldBeNull("a later link ends it");
        (await people.InvitedAsync(second, Stop))!.DisplayName.ShouldBe("サトウ");
        (await people.InvitedAsync(second[..^1] + (second[^1] == '0' ? '1' : '0'), Stop)).ShouldBeNull();

        var used = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => people.RedeemAsync(second, Stop))));
        used.Count(done => done).ShouldBe(1);
        (await people.InvitedAsync(second, Stop)).ShouldBeNull();

        var third = (await people.InviteAsync("サトウ", DeskAudit.Console, Stop))!;
        world.Clock.Advance(DeskPeople.InvitationLasts - TimeSpan.FromSeconds(1));
        (await people.InvitedAsync(third, Stop)).ShouldNotBeNull();
        world.Clock.Advance(TimeSpan.FromSeconds(1));
        (await people.InvitedAsync(third, Stop)).ShouldBeNull();
        (await people.RedeemAsync(third, Stop)).ShouldBeFalse();

        await using var context = world.Database.Open();
        (await context.DeskInvitations.AnyAsync(row => row.Hash == third, Stop)).ShouldBeFalse("whoever reads the database cannot enter by it");
    }

    [Theory]
    [InlineData("", PersonOutcome.BadName)]
    [InlineData("a\nb", PersonOutcome.BadName)]
    [InlineData("1", PersonOutcome.Done)]
    public async Task A_name_is_a_line(string name, PersonOutcome outcome)
    {
        await using var world = await World.CreateAsync();
        (await new DeskPeople(world.Database, world.Clock).AddAsync(name, [DeskRole.Agent], [], "x", Stop)).ShouldBe(outcome);
    }

    [Theory]
    [InlineData(Ticket.LongestName, PersonOutcome.Done)]
    [InlineData(Ticket.LongestName + 1, PersonOutcome.BadName)]
    public async Task A_name_has_an_end(int length, PersonOutcome outcome)
    {
        await using var world = await World.CreateAsync();
        (await new DeskPeople(world.Database, world.Clock).AddAsync(new string('あ', length), [DeskRole.Agent], [], "x", Stop)).ShouldBe(outcome);
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task Somebody_is_left_who_decides_and_a_change_ends_sessions(Engine engine)
    {
        await using var world = await World.CreateAsync(engine);
        var people = new DeskPeople(world.Database, world.Clock);
        await people.AddAsync("管理", [DeskRole.Admin], [], "x", Stop);
        await people.AddAsync("次", [DeskRole.Agent], [], "x", Stop);
        (await people.DisableAsync("管理", "x", Stop)).ShouldBe(PersonOutcome.LastAdmin);
        (await people.SetRolesAsync("管理", [DeskRole.Agent], [], "x", Stop)).ShouldBe(PersonOutcome.LastAdmin);
        (await people.DisableAsync("だれか", "x", Stop)).ShouldBe(PersonOutcome.Unknown);
        var stamp = (await people.ListAsync(Stop)).Single(user => user.DisplayName == "次").SecurityStamp;
        (await people.SetRolesAsync("次", [DeskRole.Admin, DeskRole.Lead], ["a"], "管理", Stop)).ShouldBe(PersonOutcome.Done);
        (await people.DisableAsync("管理", "次", Stop)).ShouldBe(PersonOutcome.Done);
        (await people.InviteAsync("管理", "次", Stop)).ShouldBeNull("whoever is disabled is not let in by a link");
        (await people.EnableAsync("管理", "次", Stop)).ShouldBe(PersonOutcome.Done);
        var next = (await people.ListAsync(Stop)).Single(user => user.DisplayName == "次");
        next.Roles.ShouldBe([DeskRole.Admin, DeskRole.Lead]);
        next.SecurityStamp.ShouldNotBe(stamp);

        var audit = await new DeskAudit(world.Database, world.Clock).ReadAsync(null, Stop);
        audit.Select(line => (line.By, line.What, line.On)).ShouldBe(
            [("次", "enabled", "管理"), ("次", "disabled", "管理"), ("管理", "roles", "次"), ("x", "person-added", "次"), ("x", "person-added", "管理")]);
        (audit[2].Before, audit[2].After).ShouldBe(("Agent / ", "Admin,Lead / a"));
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task The_database_itself_refuses_to_change_or_delete_a_line_of_the_audit(Engine engine)
    {
        await using var world = await World.CreateAsync(engine);
        await new DeskAudit(world.Database, world.Clock).WriteAsync("佐藤", "read-personal-data", "HD-2026-000001", "127.0.0.1", Stop);
        await using var context = world.Database.Open();
        await Should.ThrowAsync<System.Data.Common.DbException>(() => context.Database.ExecuteSqlRawAsync("""UPDATE "DeskAudit" SET "By" = 'x'""", Stop));
        await Should.ThrowAsync<System.Data.Common.DbException>(() => context.Database.ExecuteSqlRawAsync("""DELETE FROM "DeskAudit" """, Stop));
        (await context.DeskAudit.SingleAsync(Stop)).By.ShouldBe("佐藤");
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task A_draft_is_its_inquirys_its_kinds_and_its_authors(Engine engine)
    {
        await using var world = await World.CreateAsync(engine);
        var drafts = new DeskDrafts(world.Database, world.Clock);
        foreach (var (ticket, kind, user) in from ticket in (string[])["a", "b"] from kind in DraftKind.All from user in (string[])["1", "2"] select (ticket, kind, user))
        {
            await drafts.KeepAsync(ticket, kind, user, ticket + kind + user, 7, Stop);
        }

        await drafts.KeepAsync("a", DraftKind.Note, "1", "別の文", 9, Stop);
        await drafts.KeepAsync("a", DraftKind.Reply, "1", "  ", 9, Stop);
        (await drafts.OfAsync("a", "1", Stop)).OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => (pair.Key, pair.Value.Text, pair.Value.Seen))
            .ShouldBe([(DraftKind.Note, "別の文", 9L), (DraftKind.ThirdParty, "athird-party1", 7L)]);
        (await drafts.OfAsync("a", "2", Stop)).Count.ShouldBe(3);
        (await drafts.OfAsync("b", "1", Stop))[DraftKind.Reply].Text.ShouldBe("breply1");
        (await drafts.BegunAsync("1", Stop)).ShouldBe(["a", "b"], ignoreOrder: true);
        await drafts.KeepAsync("a", DraftKind.Note, "1", new string('あ', Ticket.LongestText + 5), 9, Stop);
        (await drafts.OfAsync("a", "1", Stop))[DraftKind.Note].Text.Length.ShouldBe(Ticket.LongestText);
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task A_reply_is_said_when_its_time_has_come_and_no_sooner_and_once(Engine engine)
    {
        await using var world = await World.CreateAsync(engine);
        var (sends, drafts) = Sends(world);
        var number = await world.OpenTicketAsync();
        await drafts.KeepAsync(number, DraftKind.Reply, Sato.Id, "お調べします。", 1, Stop);
        var will = (await sends.SendAsync(number, Sato, As(Sato), "お調べします。", AfterReply.Wait, await VersionAsync(world, number), Stop)).ShouldBeOfType<WillBeSaid>();
        (await drafts.OfAsync(number, Sato.Id, Stop)).ShouldBeEmpty("what was sent is no draft any more");
        (await sends.SayDueAsync(Stop)).ShouldBe(will.Due);
        (await SaidAsync(world, number)).ShouldBeEmpty();

        world.Clock.Advance(DeskSends.Undo);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => sends.SayDueAsync(Stop))));
        (await SaidAsync(world, number)).ShouldBe([("佐藤", "お調べします。")]);
        (await world.Tickets.FindAsync(number, As(Sato), Stop))!.Ticket.State.ShouldBe(TicketState.WaitingForRequester);
        (await sends.TakeBackAsync(will.Id, Sato, Stop)).ShouldBeNull("it has been said");
        (await world.ToldAsync())[^1].Text.ShouldContain("お調べします。");
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task Taken_back_at_the_last_instant_it_is_either_said_or_a_draft_and_never_both(Engine engine)
    {
        await using var world = await World.CreateAsync(engine);
        var (sends, drafts) = Sends(world);
        var number = await world.OpenTicketAsync();
        var (back, said) = (0, 0);
        for (var round = 0; round < 25; round++)
        {
            var text = $"返信{round}です。";
            var will = (await sends.SendAsync(number, Sato, As(Sato), text, AfterReply.Nothing, null, Stop)).ShouldBeOfType<WillBeSaid>();
            world.Clock.Advance(DeskSends.Undo);
            var saying = Task.Run(() => sends.SayDueAsync(Stop), Stop);
            var taking = Task.Run(() => sends.TakeBackAsync(will.Id, Sato, Stop), Stop);
            await Task.WhenAll(saying, taking);
            var isSaid = (await SaidAsync(world, number)).Any(one => one.Text == text);
            isSaid.ShouldBe(await taking is null);
            (await drafts.OfAsync(number, Sato.Id, Stop)).Values.Any(draft => draft.Text == text).ShouldBe(!isSaid);
            (back, said) = isSaid ? (back, said + 1) : (back + 1, said);
        }

        (back + said).ShouldBe(25);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(60)]
    public async Task How_long_it_can_be_taken_back_is_set(int seconds)
    {
        await using var world = await World.CreateAsync();
        var rules = Kb.Rules with { Release = new() { Undo = TimeSpan.FromSeconds(seconds) } };
        var sends = new DeskSends(world.Database, new TicketDesk(world.Database, () => rules, world.Clock), new DeskDrafts(world.Database, world.Clock), world.Clock);
        var number = await world.OpenTicketAsync();
        var will = (await sends.SendAsync(number, Sato, As(Sato), "はい。", AfterReply.Nothing, null, Stop)).ShouldBeOfType<WillBeSaid>();
        will.Due.ShouldBe(world.Clock.GetUtcNow().AddSeconds(seconds));
        world.Clock.Advance(TimeSpan.FromSeconds(Math.Max(0, seconds - 1)));
        await sends.SayDueAsync(Stop);
        (await SaidAsync(world, number)).Count.ShouldBe(seconds == 0 ? 1 : 0);
    }

    [Fact]
    public async Task Only_its_author_takes_a_reply_back()
    {
        await using var world = await World.CreateAsync();
        var (sends, _) = Sends(world);
        var number = await world.OpenTicketAsync();
        var will = (await sends.SendAsync(number, Sato, As(Sato), "はい。", AfterReply.Nothing, null, Stop)).ShouldBeOfType<WillBeSaid>();
        (await sends.TakeBackAsync(will.Id, Ito, Stop)).ShouldBeNull();
        (await sends.TakeBackAsync(will.Id, Sato, Stop)).ShouldBe("はい。");
        world.Clock.Advance(DeskSends.Undo);
        (await sends.SayDueAsync(Stop)).ShouldBeNull();
        (await SaidAsync(world, number)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task What_was_being_said_when_the_node_died_is_said_once(Engine engine)
    {
        await using var world = await World.CreateAsync(engine);
        var (sends, _) = Sends(world);
        var number = await world.OpenTicketAsync();
        var will = (await sends.SendAsync(number, Sato, As(Sato), "はい。", AfterReply.Resolve, null, Stop)).ShouldBeOfType<WillBeSaid>();
        world.Clock.Advance(DeskSends.Undo);
        await using (var context = world.Database.Open())
        {
            // As a node leaves it that dies between its claim and the act.
            await context.DeskSends.Where(row => row.Id == will.Id).ExecuteUpdateAsync(set => set.SetProperty(row => row.State, DeskSendState.Saying), Stop);
        }

        await sends.SayDueAsync(Stop);
        await sends.SayDueAsync(Stop);
        (await SaidAsync(world, number)).ShouldBe([("佐藤", "はい。")]);
        await using (var context = world.Database.Open())
        {
            // And one that dies after the act, before it was noted.
            await context.DeskSends.Where(row => row.Id == will.Id).ExecuteUpdateAsync(set => set.SetProperty(row => row.State, DeskSendState.Saying), Stop);
        }

        await sends.SayDueAsync(Stop);
        (await SaidAsync(world, number)).ShouldBe([("佐藤", "はい。")]);
        (await world.Tickets.FindAsync(number, As(Sato), Stop))!.Ticket.State.ShouldBe(TicketState.Resolved);
    }

    [Fact]
    public async Task What_cannot_be_said_any_more_is_its_authors_draft_again()
    {
        await using var world = await World.CreateAsync();
        var (sends, drafts) = Sends(world);
        var number = await world.OpenTicketAsync();
        (await sends.SendAsync(number, Sato, As(Sato), "はい。", AfterReply.Nothing, null, Stop)).ShouldBeOfType<WillBeSaid>();
        await world.Tickets.ActAsync(number, As(Ito), null, (ticket, by, at) => ticket.Close(by, at), Stop);
        world.Clock.Advance(DeskSends.Undo);
        await sends.SayDueAsync(Stop);
        (await SaidAsync(world, number)).ShouldBeEmpty();
        (await drafts.OfAsync(number, Sato.Id, Stop))[DraftKind.Reply].Text.ShouldBe("はい。");
        (await sends.SendAsync(number, Sato, As(Sato), "はい。", AfterReply.Nothing, null, Stop)).ShouldBeOfType<SendRefused>().Failure.ShouldBe(new NotInState(TicketState.Closed));
    }

    [Fact]
    public async Task A_reply_is_held_where_somebody_said_something_since_but_not_for_ones_own_or_small_changes()
    {
        await using var world = await World.CreateAsync();
        var (sends, _) = Sends(world);
        var number = await world.OpenTicketAsync();
        var seen = await VersionAsync(world, number);
        await world.Tickets.ActAsync(number, As(Ito), null, (ticket, by, at) => ticket.Tag("急ぎ", by, at), Stop);
        await world.Tickets.ActAsync(number, As(Sato), null, (ticket, by, at) => ticket.AddNote("自分のメモ", by, at), Stop);
        (await sends.SendAsync(number, Sato, As(Sato), "一", AfterReply.Nothing, seen, Stop)).ShouldBeOfType<WillBeSaid>();
        seen = await VersionAsync(world, number);
        await world.Tickets.ActAsync(number, As(Ito), null, (ticket, by, at) => ticket.AddNote("先方から電話", by, at), Stop);
        (await sends.SendAsync(number, Sato, As(Sato), "二", AfterReply.Nothing, seen, Stop)).ShouldBeOfType<CameMeanwhile>().Now.Ticket.Messages[^1].Text.ShouldBe("先方から電話");
        (await sends.SendAsync(number, Sato, As(Sato), "二", AfterReply.Nothing, null, Stop)).ShouldBeOfType<WillBeSaid>();
        (await sends.SendAsync(number, Sato, As(Sato), " ", AfterReply.Nothing, null, Stop)).ShouldBeOfType<SendRefused>();
        (await sends.SendAsync(number, Sato, As(Sato), new string('あ', Ticket.LongestText + 1), AfterReply.Nothing, null, Stop)).ShouldBeOfType<SendRefused>();
        (await sends.SendAsync("HD-2026-999999", Sato, As(Sato), "二", AfterReply.Nothing, null, Stop)).ShouldBeOfType<SendNotFound>();
        var stranger = new DeskPerson("3", "加藤", [DeskRole.Agent], ["kanto"]);
        (await sends.SendAsync(number, stranger, As(stranger), "三", AfterReply.Nothing, null, Stop)).ShouldBeOfType<SendNotFound>("another team's inquiry is as good as none");
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task The_queue_asks_the_database_as_often_for_many_as_for_few(Engine engine)
    {
        await using var world = await World.CreateAsync(engine);
        await world.OpenTicketAsync("a");
        var few = await Commands.CountedAsync(world, () => world.Tickets.QueueAsync(QueueView.All, "佐藤", As(Sato), Stop));
        for (var i = 0; i < 30; i++)
        {
            await world.OpenTicketAsync($"u{i}");
        }

        var many = await Commands.CountedAsync(world, () => world.Tickets.QueueAsync(QueueView.All, "佐藤", As(Sato), Stop));
        many.Asked.ShouldBe(few.Asked);
        many.Page.Lines.Count.ShouldBe(31);
        many.Page.Counts[QueueView.New].ShouldBe(31);
        many.Page.Counts[QueueView.Mine].ShouldBe(0);
        many.Page.Lines.ShouldAllBe(line => line.IsUnread && line.LastText != null);
    }

    [Fact]
    public async Task Each_list_holds_what_it_says()
    {
        await using var world = await World.CreateAsync();
        var (taken, waiting, third, solved) = (await world.OpenTicketAsync("a"), await world.OpenTicketAsync("b"), await world.OpenTicketAsync("c"), await world.OpenTicketAsync("d"));
        await world.OpenTicketAsync("e");
        await ActAsync(taken, (ticket, by, at) => ticket.Take(by, at));
        await ActAsync(waiting, (ticket, by, at) => ticket.Answer("いつからですか。", by, true, at));
        await ActAsync(third, (ticket, by, at) => ticket.HandOverTo("東京電力パワーグリッド", "desk", "お願いします。", by, at));
        await ActAsync(solved, (ticket, by, at) => ticket.Resolve(by, at));
        (await CountsAsync()).ShouldBe(new() { [QueueView.Mine] = 1, [QueueView.New] = 1, [QueueView.DueSoon] = 0, [QueueView.Overdue] = 0, [QueueView.WaitsForRequester] = 1, [QueueView.WaitsForThirdParty] = 1, [QueueView.All] = 4, [QueueView.Settled] = 1 });
        world.Clock.Advance(TimeSpan.FromHours(5));
        (await CountsAsync())[QueueView.DueSoon].ShouldBe(2);
        world.Clock.Advance(TimeSpan.FromDays(3));
        (await CountsAsync())[QueueView.Overdue].ShouldBe(2, "what waits for others is not ours to be late with");

        Task ActAsync(string number, TicketVerb verb) => world.Tickets.ActAsync(number, As(Sato), null, verb, Stop);
        async Task<Dictionary<QueueView, int>> CountsAsync() => new((await world.Tickets.QueueAsync(QueueView.All, "佐藤", As(Sato), Stop)).Counts);
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task Settled_ones_of_several_teams_stand_in_one_order_and_in_as_many_queries(Engine engine)
    {
        await using var world = await World.CreateAsync(engine);
        var settled = new List<string>();
        foreach (var (i, team) in ((string[])["kanto", Ticket.HelpDesk, "kansai", "kanto", Ticket.HelpDesk]).Index())
        {
            var number = await world.OpenTicketAsync($"u{i}");
            await world.Tickets.ActAsync(number, As(Sato), null, (ticket, by, at) => ticket.Resolve(by, at), Stop);
            await world.Tickets.ActAsync(number, As(Sato), null, (ticket, by, at) => team == Ticket.HelpDesk ? null : ticket.MoveToTeam(team, by, at), Stop);
            settled.Insert(0, number);
            world.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        await world.OpenTicketAsync("open");
        (await ShownAsync(["kanto", Ticket.HelpDesk, "kanto"])).ShouldBe([settled[0], settled[1], settled[3], settled[4]]);
        (await ShownAsync(["kanto"])).ShouldBe([settled[1], settled[4]]);
        (await ShownAsync([])).ShouldBeEmpty();
        var lead = Viewer.Of(new DeskPerson("4", "鈴木", [DeskRole.Lead], []))!;
        (await world.Tickets.QueueAsync(QueueView.Settled, "鈴木", lead, Stop)).Lines.Select(line => line.View.Ticket.Number).ShouldBe(settled);
        (await Commands.CountedAsync(world, () => world.Tickets.QueueAsync(QueueView.Settled, "x", Viewer.Agent("x", ["kanto", Ticket.HelpDesk]), Stop))).Asked
            .ShouldBe((await Commands.CountedAsync(world, () => world.Tickets.QueueAsync(QueueView.Settled, "x", Viewer.Agent("x", ["kanto"]), Stop))).Asked);

        async Task<IReadOnlyList<string>> ShownAsync(string[] teams) =>
            [.. (await world.Tickets.QueueAsync(QueueView.Settled, "x", Viewer.Agent("x", teams), Stop)).Lines.Select(line => line.View.Ticket.Number)];
    }

    [Fact]
    public async Task A_fact_is_put_right_with_what_stood_there_in_the_journal()
    {
        await using var world = await World.CreateAsync();
        var number = await world.OpenTicketAsync();
        await world.Tickets.ActAsync(number, As(Sato), null, (one, by, at) => one.CorrectFact("supply-point-number", " 0312345678901234567890 ", by, at), Stop);
        var ticket = ((TicketDone)await world.Tickets.ActAsync(number, As(Sato), null, (one, by, at) => one.CorrectFact("company", "みらい電力", by, at), Stop)).Ticket;
        (ticket.Facts["company"], ticket.Facts["supply-point-number"], ticket.SupplyPointNumber).ShouldBe(("みらい電力", "0312345678901234567890", "0312345678901234567890"));
        ticket.Events[^1].ShouldSatisfyAllConditions(line => line.What.ShouldBe("fact"), line => line.After.ShouldBe("company: みらい電力"));
        (await world.Tickets.ActAsync(number, As(Sato), null, (one, by, at) => one.CorrectFact("company", new string('あ', Ticket.LongestFact + 1), by, at), Stop)).ShouldBeOfType<TicketRefused>();
        ticket = ((TicketDone)await world.Tickets.ActAsync(number, As(Sato), null, (one, by, at) => one.CorrectFact("supply-point-number", "", by, at), Stop)).Ticket;
        ticket.SupplyPointNumber.ShouldBeNull();
        ticket.Facts.Keys.ShouldNotContain("supply-point-number");
    }

    private static (DeskSends Sends, DeskDrafts Drafts) Sends(World world)
    {
        var drafts = new DeskDrafts(world.Database, world.Clock);
        return (new DeskSends(world.Database, world.Tickets, drafts, world.Clock), drafts);
    }

    private static async Task<long> VersionAsync(World world, string number) => (await world.Tickets.FindAsync(number, As(Sato), Stop))!.Ticket.Version;

    private static async Task<IReadOnlyList<(string By, string Text)>> SaidAsync(World world, string number) =>
        [.. (await world.Tickets.FindAsync(number, As(Sato), Stop))!.Ticket.Messages.Where(message => message.Kind == TicketMessageKind.Outgoing).Select(message => (message.Author, message.Text))];
}
