using HelpDesk.Sources;
using HelpDesk.Storage.Desk;
using HelpDesk.Storage.People;
using HelpDesk.Storage.Tickets;
using HelpDesk.Ticketing.Contacts;
using HelpDesk.Ticketing.People;
using HelpDesk.Ticketing.Queue;
using HelpDesk.Ticketing.Reports;
using HelpDesk.Ticketing.Tickets;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Storage.Tests;

/// <summary>Another company's thread, contacts, and what concerns more than one ticket, on both engines.</summary>
public class MatterTests
{
    private static readonly DeskPerson Sato = new("1", "佐藤", [DeskRole.Agent], [Ticket.HelpDesk]);
    private static readonly DeskPerson Reader = new("2", "見る人", [DeskRole.Reader], [Ticket.HelpDesk]);
    private static readonly DeskPerson Kanto = new("3", "関東", [DeskRole.Agent], ["kanto"]);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task Another_companys_words_are_never_the_requesters_and_its_day_brings_the_inquiry_back(Engine engine)
    {
        await using var world = await World.CreateAsync(engine);
        var number = await world.OpenTicketAsync();
        var due = Kb.Rules.Calendar.AfterWorkdays(world.Clock.GetUtcNow(), 2).At;
        await ActAsync(world, number, (ticket, by, at) => ticket.HandOverTo("東京電力パワーグリッド", ThirdPartyWay.Mail, "御中 計器の件", by, at, due));
        await ActAsync(world, number, (ticket, by, at) => ticket.Chase("その後いかがでしょうか", ThirdPartyWay.Phone, due.AddDays(1), by, at));

        var list = await world.Tickets.QueueAsync(QueueView.WaitsForThirdParty, Sato.Name, As(Sato), Stop);
        list.Lines.ShouldHaveSingleItem().View.Ticket.Asked!.ChaseAt.ShouldBe(due.AddDays(1));
        var told = string.Join('\n', (await world.ToldAsync()).Select(reply => reply.Text));
        told.ShouldContain("東京電力パワーグリッド");
        told.ShouldContain(due.ToOffset(TimeSpan.FromHours(9)).ToString("M月d日", System.Globalization.CultureInfo.InvariantCulture), Case.Sensitive, "when an answer is expected");
        told.ShouldNotContain("計器の件");

        (await world.SayAsync("受付の状況")).Replies[^1].Text.ShouldContain("東京電力パワーグリッド");
        world.Clock.Advance(due.AddDays(1) - world.Clock.GetUtcNow());
        (await world.Tickets.QueueAsync(QueueView.DueSoon, Sato.Name, As(Sato), Stop)).Lines.ShouldHaveSingleItem().View.Ticket.ChaseIsDue(world.Clock.GetUtcNow()).ShouldBeTrue();

        await ActAsync(world, number, (ticket, by, at) => ticket.RecordAnswer("計器は交換済みです", ThirdPartyWay.Mail, by, at));
        var whole = (await world.Tickets.FindAsync(number, As(Sato), Stop))!.Ticket;
        whole.ThirdParty.Select(line => line.Kind).ShouldBe([ThirdPartyKind.Asked, ThirdPartyKind.Chased, ThirdPartyKind.Answered]);
        whole.State.ShouldBe(TicketState.Open);
        var own = (await world.Tickets.FindAsync(number, Viewer.Requester(whole.Channel, whole.Requester), Stop))!.Ticket;
        own.ThirdParty.ShouldBeEmpty();
        string.Join('\n', (await world.ToldAsync()).Select(reply => reply.Text)).ShouldNotContain("交換済み");
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task Contacts_are_taken_in_whole_or_not_at_all_and_each_change_is_kept(Engine engine)
    {
        await using var world = await World.CreateAsync(engine);
        var (contacts, findings) = (new DeskContacts(world.Database, world.Clock), new FindingList());
        (await TakeAsync("12345,みらい電力,2026-04-01,,a@example.jp,,,,3\n03,東京PG,2026-04-01,,,,,,2\n")).ShouldBe(2);
        (await TakeAsync("12345,みらい電力,2026-04-01,,a@example.jp,,,,3\n03,東京PG,2026-04-01,,,,,,2\n")).ShouldBe(0, "nothing is new");
        (await TakeAsync("12345,みらい電力,2027-04-01,,b@example.jp,,,,3\n")).ShouldBe(2, "the one before ends the day before");
        (await TakeAsync("03,東京PG,2026-04-01,,,,,,5\n12345,みらい電力,2026-10-01,,,,,,\n")).ShouldBe(0);
        findings.All.ShouldHaveSingleItem().Code.ShouldBe("CON005");

        var book = await contacts.ReadAsync(Stop);
        book.Find("03", new DateOnly(2026, 11, 27))!.AnswerDays.ShouldBe(2, "none of the file was taken in");
        book.Find("12345", new DateOnly(2027, 3, 31))!.Mail.ShouldBe("a@example.jp");
        book.Find("12345", new DateOnly(2027, 4, 1))!.Mail.ShouldBe("b@example.jp");
        (await new DeskAudit(world.Database, world.Clock).ReadAsync(null, Stop)).Count(line => line.What == "contacts-imported").ShouldBe(4);

        async Task<int> TakeAsync(string rows)
        {
            findings = new FindingList();
            var lines = ContactFile.Read("code,name,valid_from,valid_to,mail,phone,form,hours,answer_days\n" + rows, "contacts.csv", ["03"], findings);
            return await contacts.TakeInAsync(lines, Sato.Name, "contacts-imported", findings, Stop);
        }
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task A_merged_number_leads_on_for_agents_requester_and_bot_and_is_parted_as_it_was(Engine engine)
    {
        await using var world = await World.CreateAsync(engine);
        var (first, second) = (await world.OpenTicketAsync(), await world.OpenTicketAsync());
        (await MergeAsync(world, second, first, Sato)).ShouldBeOfType<TicketDone>();

        (await world.Tickets.FindAsync(second, As(Sato), Stop))!.Ticket.Number.ShouldBe(first);
        var ticket = (await world.Tickets.FindAsync(first, As(Sato), Stop))!.Ticket;
        (await world.Tickets.FindAsync(second, Viewer.Requester(ticket.Channel, ticket.Requester), Stop))!.Ticket.Number.ShouldBe(first);
        (await world.Tickets.MergedIntoAsync(first, As(Sato), Stop)).ShouldHaveSingleItem().Ticket.Messages.Count.ShouldBe(1);
        (await world.Tickets.ListAsync(new TicketQuery(), As(Sato), Stop)).Tickets.ShouldHaveSingleItem().Ticket.Number.ShouldBe(first);
        (await world.Tickets.QueueAsync(QueueView.Settled, Sato.Name, As(Sato), Stop)).Total.ShouldBe(0, "it is not settled, it goes on elsewhere");
        var report = await world.Tickets.ReportAsync(ReportPeriod.Last(14, world.Clock.GetUtcNow()), null, As(Sato), Stop);
        (report.Opened, report.Flow.Sum(row => row.Cells[1].Count)).ShouldBe((1, 0), "one matter, and nothing settled");
        (await world.ToldAsync())[^1].Text.ShouldContain(first);
        (await world.SayAsync(second)).Replies[^1].Text.ShouldContain(first);
        await world.SayAsync($"{second} 追記 まだ直りません");
        (await world.Tickets.FindAsync(first, As(Sato), Stop))!.Ticket.Messages.ShouldContain(message => message.Text.Contains("まだ直りません", StringComparison.Ordinal));

        (await world.Tickets.ActOnBothAsync(second, first, Sato, (one, into, by, at) => one.PartFrom(into, by, at), Stop)).ShouldBeOfType<TicketDone>();
        var parted = (await world.Tickets.FindAsync(second, As(Sato), Stop))!.Ticket;
        (parted.Number, parted.State, parted.Messages.Count).ShouldBe((second, TicketState.New, 1));
        (await world.Tickets.ListAsync(new TicketQuery(), As(Sato), Stop)).Total.ShouldBe(2);
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task Of_two_merges_that_cross_one_wins(Engine engine)
    {
        await using var world = await World.CreateAsync(engine);
        var (first, second) = (await world.OpenTicketAsync(), await world.OpenTicketAsync());
        for (var round = 0; round < 10; round++)
        {
            var outcomes = await Task.WhenAll(
                Task.Run(() => MergeAsync(world, first, second, Sato)), Task.Run(() => MergeAsync(world, second, first, Sato)), Task.Run(() => MergeAsync(world, first, second, Sato)));
            outcomes.Count(outcome => outcome is TicketDone).ShouldBe(1);
            outcomes.Where(outcome => outcome is not TicketDone).ShouldAllBe(outcome => ((TicketRefused)outcome).Failure is MergedAway);

            await using var context = world.Database.Open();
            var merged = (await context.Tickets.AsNoTracking().Where(ticket => ticket.MergedInto != null).ToListAsync(Stop)).ShouldHaveSingleItem();
            (await world.Tickets.ActOnBothAsync(merged.Number, merged.MergedInto!, Sato, (one, into, by, at) => one.PartFrom(into, by, at), Stop)).ShouldBeOfType<TicketDone>();
        }
    }

    [Fact]
    public async Task Nobody_merges_links_or_splits_what_they_may_not_work_on()
    {
        await using var world = await World.CreateAsync();
        var (first, second) = (await world.OpenTicketAsync(), await world.OpenTicketAsync());
        foreach (var person in (DeskPerson[])[Reader, Kanto])
        {
            (await MergeAsync(world, first, second, person)).ShouldBeOfType<TicketNotFound>(person.Name);
            (await world.Tickets.ActOnBothAsync(first, second, person, (one, other, by, at) => one.LinkTo(other, by, at), Stop)).ShouldBeOfType<TicketNotFound>(person.Name);
            (await world.Tickets.SplitAsync(first, 1, person, Stop)).ShouldBeOfType<TicketNotFound>(person.Name);
        }

        (await world.Tickets.MergedIntoAsync(first, As(Kanto), Stop)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task A_message_that_is_another_matter_becomes_a_ticket_that_counts_from_when_it_was_written(Engine engine)
    {
        await using var world = await World.CreateAsync(engine);
        var number = await world.OpenTicketAsync();
        world.Clock.Advance(TimeSpan.FromMinutes(5));
        await world.SayAsync($"{number} 追記 ところで請求書の宛名を変えたいです");
        var written = world.Clock.GetUtcNow();
        world.Clock.Advance(TimeSpan.FromHours(1));
        var before = (await world.Tickets.FindAsync(number, As(Sato), Stop))!.Ticket;
        var message = before.Messages[^1];

        var opened = (await world.Tickets.SplitAsync(number, message.Id, Sato, Stop)).ShouldBeOfType<TicketDone>().Ticket.Number;

        var split = (await world.Tickets.FindAsync(opened, As(Sato), Stop))!.Ticket;
        (split.Messages.ShouldHaveSingleItem().Text, split.OpenedAt, split.Requester, split.Team).ShouldBe((message.Text, written, before.Requester, before.Team));
        split.Links.ShouldBe([number]);
        var rest = (await world.Tickets.FindAsync(number, As(Sato), Stop))!.Ticket;
        (rest.Links.ShouldHaveSingleItem(), rest.Messages.Count, rest.SplitTo(rest.Messages[^1])).ShouldBe((opened, before.Messages.Count, opened));
        (await world.ToldAsync())[^1].Text.ShouldContain(opened);
        (await world.Tickets.SplitAsync(number, message.Id, Sato, Stop)).ShouldBeOfType<TicketRefused>().Failure.ShouldBe(new MergedAway(opened));
        (await world.Tickets.SplitAsync(number, before.Messages[0].Id, Sato, Stop)).ShouldBeOfType<TicketRefused>().Failure.ShouldBe(new CannotSplit());
        (await world.OpenTicketAsync()).ShouldBe(TicketNumber.Format(2026, long.Parse(opened[^6..], System.Globalization.CultureInfo.InvariantCulture) + 1), "what was refused takes no number");
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task Of_many_each_outcome_is_told_and_what_failed_is_tried_again_and_nothing_twice(Engine engine)
    {
        await using var world = await World.CreateAsync(engine);
        var numbers = new List<string>();
        foreach (var user in (string[])["a", "b", "c", "d"])
        {
            numbers.Add(await world.OpenTicketAsync(user));
        }

        var bulk = new DeskBulk(world.Database, world.Tickets);
        var seen = await bulk.AsNowAsync([.. numbers, "HD-2026-999999"], As(Sato), Stop);
        await ActAsync(world, numbers[1], (ticket, by, at) => ticket.Tag("証明書", "伊藤", at));
        await ActAsync(world, numbers[2], (ticket, by, at) => ticket.MoveToTeam("kanto", by, at));
        var note = new BulkWish(BulkAct.Note, "障害の連絡を待つ");

        var first = await RunAsync("one", seen);
        first.Select(one => one.Outcome!.GetType().Name).ShouldBe(["TicketDone", "TicketChangedMeanwhile", "TicketNotFound", "TicketDone", "TicketNotFound"]);
        var again = await RunAsync("one", await bulk.AsNowAsync([.. first.Where(one => !one.IsDone).Select(one => one.Number)], As(Sato), Stop));
        again.Select(one => one.Outcome!.GetType().Name).ShouldBe(["TicketDone", "TicketNotFound", "TicketNotFound"]);
        await RunAsync("one", await bulk.AsNowAsync(numbers, As(Sato), Stop));

        foreach (var (number, notes) in numbers.Zip((int[])[1, 1, 0, 1]))
        {
            (await world.ReadAsync(context => context.Tickets.Where(ticket => ticket.Number == number).SelectMany(ticket => ticket.Messages).Where(message => message.Kind == TicketMessageKind.Note))).Count.ShouldBe(notes, number);
        }

        (await world.ToldAsync("a")).ShouldBeEmpty("a text for many is a note");
        (await bulk.RunAsync("two", seen, note, Reader, Stop).ToListAsync(Stop)).ShouldAllBe(one => !one.IsDone);

        ValueTask<List<BulkOutcome>> RunAsync(string id, IReadOnlyList<BulkLine> lines) => bulk.RunAsync(id, lines, note, Sato, Stop).ToListAsync(Stop);
    }

    private static Viewer As(DeskPerson person) => Viewer.Of(person)!;

    private static async Task ActAsync(World world, string number, TicketVerb verb) =>
        (await world.Tickets.ActAsync(number, As(Sato), null, verb, Stop)).ShouldBeOfType<TicketDone>();

    private static Task<TicketOutcome> MergeAsync(World world, string from, string into, DeskPerson person) =>
        world.Tickets.ActOnBothAsync(from, into, person, (one, survivor, by, at) => one.MergeInto(survivor, by, at), Stop);
}
