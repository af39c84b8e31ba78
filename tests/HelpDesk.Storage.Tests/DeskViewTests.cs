using HelpDesk.Storage.Desk;
using HelpDesk.Storage.Outbox;
using HelpDesk.Storage.People;
using HelpDesk.Storage.Search;
using HelpDesk.Storage.Tickets;
using HelpDesk.Ticketing.People;
using HelpDesk.Ticketing.Queue;
using HelpDesk.Ticketing.Tickets;

namespace HelpDesk.Storage.Tests;

/// <summary>Saved views: kept by right, never overrun, and full of what their reader may see.</summary>
public class DeskViewTests
{
    private static readonly DeskPerson Sato = new("1", "佐藤", [DeskRole.Agent], [Ticket.HelpDesk]);
    private static readonly DeskPerson Ito = new("2", "伊藤", [DeskRole.Agent], [Ticket.HelpDesk]);
    private static readonly DeskPerson Kato = new("3", "加藤", [DeskRole.Agent], ["tokyo"]);
    private static readonly DeskPerson Lead = new("4", "主任", [DeskRole.Lead], []);
    private static readonly DeskPerson Admin = new("5", "管理", [DeskRole.Admin], []);

    private static readonly ViewWish Mine = new("私の", ViewScope.Personal, null, "状態:未対応", null, ViewOrder.Due);
    private static readonly ViewWish Ours = Mine with { Name = "みんなの", Scope = ViewScope.Team, Team = Ticket.HelpDesk };
    private static readonly ViewWish All = Mine with { Name = "全員の", Scope = ViewScope.Shared };

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task Each_is_seen_and_kept_by_right_and_what_others_see_stands_in_the_audit(Engine engine)
    {
        await using var world = await World.CreateAsync(engine);
        var views = new DeskViews(world.Database, world.Clock);
        var mine = await KeptAsync(views.KeepAsync(null, 0, Mine with { Name = " 私\nの " }, Sato, Stop));
        var ours = await KeptAsync(views.KeepAsync(null, 0, Ours, Sato, Stop));
        var all = await KeptAsync(views.KeepAsync(null, 0, All with { Team = "x" }, Lead, Stop));
        (mine.Is.Name, all.Is.Team).ShouldBe(("私 の", null));
        await RefusedAsync(views.KeepAsync(null, 0, All, Sato, Stop), "shared ones are a lead's");
        await RefusedAsync(views.KeepAsync(null, 0, Ours with { Team = "tokyo" }, Sato, Stop), "another team's");

        (await NamesAsync(views, Sato)).ShouldBe(["私 の", "みんなの", "全員の"]);
        (await NamesAsync(views, Ito)).ShouldBe(["みんなの", "全員の"]);
        (await NamesAsync(views, Kato)).ShouldBe(["全員の"]);
        (await NamesAsync(views, Lead)).ShouldBe(["みんなの", "全員の"]);
        (await NamesAsync(views, Admin)).ShouldBe(["全員の"]);
        foreach (var (view, person) in new[] { (mine, Ito), (mine, Lead), (ours, Ito), (ours, Kato), (all, Sato), (ours, Admin) })
        {
            await RefusedAsync(views.KeepAsync(view.Id, view.Version, view.Is with { Name = "奪う" }, person, Stop), $"{view.Is.Name} {person.Name}");
            (await views.RemoveAsync(view.Id, view.Version, person, Stop)).ShouldBeOfType<ViewNotFound>();
        }

        var changed = await KeptAsync(views.KeepAsync(ours.Id, ours.Version, ours.Is with { Filter = "担当:なし", Within = QueueView.New, Order = ViewOrder.Newest }, Lead, Stop));
        (changed.Maker, changed.ChangedBy, changed.Version).ShouldBe((Sato.Id, Lead.Name, ours.Version + 1));
        (await views.RemoveAsync(all.Id, all.Version, Admin, Stop)).ShouldBeOfType<ViewKept>();
        (await views.RemoveAsync(all.Id, all.Version, Admin, Stop)).ShouldBeOfType<ViewNotFound>();
        await KeptAsync(views.KeepAsync(mine.Id, mine.Version, mine.Is with { Filter = "(*:" }, Sato, Stop));
        var audit = await new DeskAudit(world.Database, world.Clock).ReadAsync(null, Stop);
        audit.Select(line => (line.By, line.What, line.On)).ShouldBe([("管理", "view-removed", "全員の"), ("主任", "view-changed", "みんなの"), ("主任", "view-made", "全員の"), ("佐藤", "view-made", "みんなの")]);
        audit[1].ShouldSatisfyAllConditions(line => line.Before!.ShouldContain("状態:未対応"), line => line.After!.ShouldContain("New; Newest; 担当:なし"));
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task Of_two_who_change_one_at_once_the_second_is_told_what_stands_there_and_may_keep_theirs_over_it(Engine engine)
    {
        await using var world = await World.CreateAsync(engine);
        var views = new DeskViews(world.Database, world.Clock);
        var seen = await KeptAsync(views.KeepAsync(null, 0, All, Lead, Stop));
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => Task.Run(() => views.KeepAsync(seen.Id, seen.Version, All with { Filter = $"条件{i}" }, i % 2 == 0 ? Lead : Admin, Stop))));
        var won = outcomes.OfType<ViewKept>().ShouldHaveSingleItem().View;
        outcomes.OfType<ViewChangedMeanwhile>().ToList().ShouldSatisfyAllConditions(lost => lost.Count.ShouldBe(5), lost => lost.ShouldAllBe(one => one.Now == won));
        (await views.RemoveAsync(seen.Id, seen.Version, Lead, Stop)).ShouldBeOfType<ViewChangedMeanwhile>();
        (await KeptAsync(views.KeepAsync(won.Id, won.Version, All with { Filter = "私の条件" }, Lead, Stop))).Is.Filter.ShouldBe("私の条件");
        (await new DeskAudit(world.Database, world.Clock).ReadAsync(null, Stop)).Count(line => line.What == "view-changed").ShouldBe(2);
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task Pins_are_ones_own_keep_their_order_and_go_with_the_view(Engine engine)
    {
        await using var world = await World.CreateAsync(engine);
        var views = new DeskViews(world.Database, world.Clock);
        var ids = new List<long>();
        foreach (var name in (string[])["い", "ろ", "は"])
        {
            ids.Add((await KeptAsync(views.KeepAsync(null, 0, Ours with { Name = name }, Sato, Stop))).Id);
            await views.PinAsync(ids[^1], true, Sato, Stop);
        }

        await views.PinAsync(ids[2], true, Ito, Stop);
        await views.PinAsync(ids[0], true, Kato, Stop);
        await views.PinAsync(999, true, Sato, Stop);
        await views.MoveAsync(ids[2], -1, Sato, Stop);
        await views.MoveAsync(ids[0], -1, Sato, Stop);
        (await NamesAsync(views, Sato)).ShouldBe(["い", "は", "ろ"]);
        (await NamesAsync(views, Ito)).ShouldBe(["は", "い", "ろ"]);
        (await views.OfAsync(Kato, Stop)).Pinned.ShouldBeEmpty("what one does not see is not pinned");

        await views.PinAsync(ids[0], false, Sato, Stop);
        (await views.RemoveAsync(ids[2], 1, Sato, Stop)).ShouldBeOfType<ViewKept>();
        (await views.OfAsync(Sato, Stop)).Pinned.ShouldBe([ids[1]]);
        (await views.OfAsync(Ito, Stop)).Pinned.ShouldBeEmpty();
        (await world.ReadAsync(context => context.DeskViewPins)).Select(pin => pin.View).ShouldBe([ids[1]]);
    }

    [Fact]
    public async Task There_are_so_many_of_one_person_or_team_and_not_one_more()
    {
        await using var world = await World.CreateAsync();
        var views = new DeskViews(world.Database, world.Clock);
        SavedView? last = null;
        for (var i = 0; i < ViewRules.MostOfOne; i++)
        {
            last = await KeptAsync(views.KeepAsync(null, 0, Mine, Sato, Stop));
        }

        (await views.KeepAsync(null, 0, Mine, Sato, Stop)).ShouldBeOfType<ViewRefused>().Failure.ShouldBe(new ViewFailure("view_many", ViewRules.MostOfOne));
        await KeptAsync(views.KeepAsync(last!.Id, last.Version, Mine with { Name = "直す" }, Sato, Stop));
        await KeptAsync(views.KeepAsync(null, 0, Mine, Ito, Stop));
        var ours = await KeptAsync(views.KeepAsync(null, 0, Ours, Sato, Stop));
        (await views.KeepAsync(ours.Id, ours.Version, Mine, Sato, Stop)).ShouldBeOfType<ViewRefused>();
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task They_hold_and_count_what_their_reader_may_see_in_their_order_whatever_the_filter_and_however_many(Engine engine)
    {
        await using var world = await World.CreateAsync(engine);
        using var feed = new TicketFeed(world.Database, () => Kb.Rules, world.Clock, new ConversationSignals(), null, e => throw e);
        using var queue = new DeskQueue(feed, world.Tickets, world.Clock, new ConversationSignals());
        var first = await world.OpenTicketAsync("a", "ERR_20070 と出ます");
        world.Clock.Advance(TimeSpan.FromMinutes(10));
        var second = await world.OpenTicketAsync("b", "ERR_20070 と出ます");
        world.Clock.Advance(TimeSpan.FromMinutes(10));
        var (taken, solved, theirs, merged) = (await world.OpenTicketAsync("c"), await world.OpenTicketAsync("d"), await world.OpenTicketAsync("e"), await world.OpenTicketAsync("d"));
        await ActAsync(taken, (ticket, by, at) => ticket.Take(by, at));
        await world.Tickets.ActOnBothAsync(merged, solved, Sato, (one, into, by, at) => one.MergeInto(into, by, at), Stop);
        await ActAsync(solved, (ticket, by, at) => ticket.Resolve(by, at));
        await ActAsync(theirs, (ticket, by, at) => ticket.MoveToTeam("tokyo", by, at));
        world.Clock.Advance(TimeSpan.FromMinutes(10));
        await ActAsync(first, (ticket, by, at) => ticket.Answer("設定を確かめてください", by, false, at));

        var before = await LookAsync(Sato, View("20070", null, ViewOrder.Due));
        (before.Saved[7], before.Lines.Count).ShouldBe((null, 0), "the index is not there yet");
        (await LookAsync(Sato, View("", QueueView.New, ViewOrder.Due))).Saved[7].ShouldBe(2, "what has no words needs none");
        await feed.CatchUpAsync(Stop);

        (await HeldAsync(Sato, "20070", null, ViewOrder.Newest)).ShouldBe([solved, taken, second, first], ignoreOrder: false);
        (await HeldAsync(Sato, "20070 状態:未解決", null, ViewOrder.LastMessage)).ShouldBe([first, taken, second]);
        (await HeldAsync(Sato, "20070", QueueView.New, ViewOrder.WaitingSince)).ShouldBe([second, first]);
        (await HeldAsync(Sato, "担当:自分", null, ViewOrder.Due)).ShouldBe([taken]);
        (await HeldAsync(Ito, "担当:自分", null, ViewOrder.Due)).ShouldBeEmpty("whoever looks");
        (await HeldAsync(Sato, "", QueueView.Settled, ViewOrder.Due)).ShouldBe([solved], "what was merged goes on elsewhere");
        (await HeldAsync(Sato, "状態:終了", null, ViewOrder.Due)).ShouldBeEmpty();
        (await HeldAsync(Kato, "20070", null, ViewOrder.Due)).ShouldBe([theirs], "another team's view shows nothing of that team");
        (await HeldAsync(Lead, "20070", QueueView.All, ViewOrder.Newest)).Count.ShouldBe(4);
        foreach (var odd in (string[])["\"", "(*:", "状態:", "AND OR NOT", "期限:<<今日 \"", "-", "\ud800", new string('?', ViewRules.LongestFilter)])
        {
            var list = await LookAsync(Sato, View(odd, null, ViewOrder.LastMessage));
            list.Saved[7].ShouldBe(list.Lines.Count, odd);
        }

        var one = await Commands.CountedAsync(world, () => LookAsync(Sato, View("20070", null, ViewOrder.LastMessage)));
        for (var i = 0; i < 12; i++)
        {
            await world.OpenTicketAsync($"u{i}");
        }

        await feed.CatchUpAsync(Stop);
        List<SavedView> most = [.. Enumerable.Range(1, ViewRules.MostListed).Select(id => View(id % 2 == 0 ? "20070" : "担当:なし", id % 3 == 0 ? QueueView.New : null, ViewOrder.Due) with { Id = id })];
        var many = await Commands.CountedAsync(world, () => queue.LookAsync(QueueView.New, View("20070", null, ViewOrder.LastMessage) with { Id = 99 }, most, Sato.Name, Viewer.Of(Sato)!, false, Stop));
        many.Asked.ShouldBe(one.Asked, "neither inquiries nor views ask more of the database");
        (many.Page.Saved.Count, many.Page.Saved[2], many.Page.Saved[3], many.Page.Lines.Count).ShouldBe((ViewRules.MostListed + 1, 16, 14, 16));

        Task ActAsync(string number, TicketVerb verb) => world.Tickets.ActAsync(number, Viewer.Of(Sato)!, null, verb, Stop);
        Task<QueueList> LookAsync(DeskPerson person, SavedView view) => queue.LookAsync(QueueView.New, view, [], person.Name, Viewer.Of(person)!, false, Stop);
        async Task<IReadOnlyList<string>> HeldAsync(DeskPerson person, string filter, QueueView? within, ViewOrder order)
        {
            var list = await LookAsync(person, View(filter, within, order));
            (list.Saved[7], list.Total).ShouldBe((list.Lines.Count, list.Lines.Count), filter);
            return [.. list.Lines.Select(line => line.View.Ticket.Number)];
        }
    }

    private static SavedView View(string filter, QueueView? within, ViewOrder order) => new(7, "1", new ViewWish("見る", ViewScope.Shared, null, filter, within, order), 1, "主任", default);

    private static async Task<SavedView> KeptAsync(Task<ViewOutcome> outcome) => (await outcome).ShouldBeOfType<ViewKept>().View;

    private static async Task RefusedAsync(Task<ViewOutcome> outcome, string why) => (await outcome).ShouldBeOfType<ViewNotFound>(why);

    private static async Task<IEnumerable<string>> NamesAsync(DeskViews views, DeskPerson person) => (await views.OfAsync(person, Stop)).Views.Select(view => view.Is.Name);
}
