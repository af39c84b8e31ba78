using HelpDesk.Storage.Tickets;
using HelpDesk.Ticketing.Reports;
using HelpDesk.Ticketing.Tickets;

namespace HelpDesk.Storage.Tests;

/// <summary>Reports over real tickets and questions of both engines, and only over what the viewer may see.</summary>
public class DeskReportTests
{
    private static readonly Viewer Agent = Viewer.Agent("佐藤", [Ticket.HelpDesk]);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task Tickets_and_visits_are_counted_by_what_happened_and_each_number_names_its_inquiries(Engine engine)
    {
        await using var world = await World.CreateAsync(engine);
        var (first, second) = (await world.OpenTicketAsync("taro"), await world.OpenTicketAsync("jiro"));
        await world.SayAsync("パスワードを忘れました", "hanako");
        world.Clock.Advance(TimeSpan.FromHours(1));
        (await world.Tickets.ActAsync(first, Agent, null, (ticket, by, at) => ticket.Take(by, at), Stop)).ShouldBeOfType<TicketDone>();
        (await world.Tickets.ActAsync(first, Agent, null, (ticket, by, at) => ticket.Resolve(by, at), Stop)).ShouldBeOfType<TicketDone>();
        (await world.Tickets.ActAsync(first, Agent, null, (ticket, by, at) => ticket.Close(by, at), Stop)).ShouldBeOfType<TicketDone>();
        world.Clock.Advance(TimeSpan.FromDays(8));
        (await world.Tickets.ActAsync(second, Agent, null, (ticket, by, at) => ticket.Close(by, at), Stop)).ShouldBeOfType<TicketDone>();
        var period = ReportPeriod.Last(14, world.Clock.GetUtcNow());

        var report = await world.Tickets.ReportAsync(period, null, Agent, Stop);

        report.Opened.ShouldBe(2);
        report.Flow.SelectMany(row => row.Cells[0]).ShouldBe([second, first], ignoreOrder: true);
        report.Flow.Where(row => row.Cells[1].Count > 0).Select(row => (row.Name, row.Cells[1][0])).ShouldBe([("2026-11-24", first), ("2026-12-02", second)], "resolved and then closed is settled once");
        report.Backlog.ShouldAllBe(row => row.Cells.All(cell => cell.Count == 0));
        (await world.Tickets.ReportAsync(period, "佐藤", Agent, Stop)).Opened.ShouldBe(1, "what an agent holds");
        (await world.Tickets.ReportAsync(period, null, Viewer.Agent("外", ["elsewhere"]), Stop)).ShouldSatisfyAllConditions(
            none => none.Opened.ShouldBe(0), none => none.Flow.ShouldAllBe(row => row.Cells.All(cell => cell.Count == 0)));
        (await world.Tickets.OfNumbersAsync([first, second], Viewer.Agent("外", ["elsewhere"]), Stop)).ShouldBeEmpty();
        (await world.Tickets.OfNumbersAsync([first, second], Agent, Stop)).Count.ShouldBe(2);

        var visits = await world.Tickets.BotVisitsAsync(period, Stop);
        visits.Select(visit => visit.Outcome).ShouldBe([BotOutcome.Person, BotOutcome.Person, BotOutcome.Alone], ignoreOrder: true);

        var taken = new List<string>();
        await foreach (var view in world.Tickets.ExportAsync(period, Agent, Stop))
        {
            taken.Add(view.Ticket.Number);
        }

        taken.ShouldBe([first, second]);
    }

    [Fact]
    public async Task The_figures_of_a_period_ask_as_often_whatever_the_number_of_tickets()
    {
        await using var world = await World.CreateAsync();
        await world.OpenTicketAsync("taro");
        var period = ReportPeriod.Last(14, world.Clock.GetUtcNow());
        var few = await CommandsAsync(world, period);
        for (var i = 0; i < 20; i++)
        {
            await world.OpenTicketAsync("p" + i.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }

        (await CommandsAsync(world, period)).ShouldBe(few);
    }

    private static async Task<int> CommandsAsync(World world, ReportPeriod period) =>
        (await Commands.CountedAsync(world, () => world.Tickets.ReportAsync(period, null, Agent, Stop))).Asked
            + (await Commands.CountedAsync(world, () => world.Tickets.BotVisitsAsync(period, Stop))).Asked;
}
