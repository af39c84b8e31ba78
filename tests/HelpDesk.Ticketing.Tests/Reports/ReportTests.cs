using HelpDesk.Sources;
using HelpDesk.Ticketing.Calendar;
using HelpDesk.Ticketing.Reports;
using HelpDesk.Ticketing.Tests.Routing;
using HelpDesk.Ticketing.Tickets;

namespace HelpDesk.Ticketing.Tests.Reports;

/// <summary>Figures count what they say, in Tokyo's days and the desk's hours.</summary>
public sealed class ReportTests
{
    private static readonly BusinessCalendar Calendar = BusinessCalendar.Read(Kb.Directory, new FindingList());

    /// <summary>A Tuesday, noon in Tokyo. The Monday before is a holiday's stand-in (勤労感謝の日 is the 23rd).</summary>
    private static readonly DateTimeOffset Now = Tokyo(24, 12);

    private static readonly ReportPeriod Week = ReportPeriod.Of(new DateOnly(2026, 11, 16), new DateOnly(2026, 11, 24))!;

    [Theory]
    // opened (day, hour in Tokyo), counted on
    [InlineData(16, 0, "2026-11-16")]
    [InlineData(18, 23, "2026-11-18")]
    [InlineData(21, 10, "2026-11-24")]
    [InlineData(23, 10, "2026-11-24")]
    [InlineData(24, 9, "2026-11-24")]
    [InlineData(15, 12, null)]
    [InlineData(25, 0, null)]
    public void What_comes_on_days_off_counts_to_the_next_business_day_and_what_is_outside_counts_nowhere(int day, int hour, string? counted)
    {
        var flow = Of(Ticket("1", Tokyo(day, hour))).Flow;

        flow.Select(row => row.Name).ShouldBe(["2026-11-16", "2026-11-17", "2026-11-18", "2026-11-19", "2026-11-20", "2026-11-24"]);
        flow.Where(row => row.Cells[0].Count > 0).Select(row => row.Name).ShouldBe(counted is null ? [] : [counted]);
    }

    [Fact]
    public void What_comes_after_the_last_business_day_of_the_period_stands_with_it()
    {
        var period = ReportPeriod.Of(new DateOnly(2026, 11, 16), new DateOnly(2026, 11, 22))!;

        Report.Of([Ticket("1", Tokyo(21, 10))], period, Calendar, Now).Flow[^1].ShouldSatisfyAllConditions(row => row.Name.ShouldBe("2026-11-20"), row => row.Cells[0].ShouldBe(["1"]));
    }

    [Fact]
    public void Settled_again_after_reopening_counts_on_both_days_and_once_a_day()
    {
        var flow = Of(Ticket("1", Tokyo(16, 9)) with { State = TicketState.Resolved, Settled = [Tokyo(17, 10), Tokyo(17, 16), Tokyo(19, 9)] }).Flow;

        flow.Where(row => row.Cells[1].Count > 0).Select(row => (row.Name, row.Cells[1].Count)).ShouldBe([("2026-11-17", 1), ("2026-11-19", 1)]);
    }

    [Theory]
    // opened on this day at 12, who must act -> the age now (the 23rd and the weekend are no business days)
    [InlineData(24, TicketState.New, "helpdesk", BacklogAge.UnderOneDay)]
    [InlineData(20, TicketState.Open, "helpdesk", BacklogAge.OneToThree)]
    [InlineData(18, TicketState.WaitingForRequester, "requester", BacklogAge.ThreeToFive)]
    [InlineData(17, TicketState.WaitingForThirdParty, "thirdparty", BacklogAge.ThreeToFive)]
    [InlineData(13, TicketState.WaitingForThirdParty, "thirdparty", BacklogAge.OverFive)]
    public void The_backlog_is_as_old_as_its_business_days(int day, TicketState state, string who, BacklogAge age)
    {
        var backlog = Of(Ticket("1", Tokyo(day, 12)) with { State = state }).Backlog;

        foreach (var row in backlog)
        {
            row.Cells.Select((cell, i) => (cell.Count, i)).Where(one => one.Count > 0).Select(one => (BacklogAge)one.i).ShouldBe(row.Name == who ? [age] : [], row.Name);
        }
    }

    [Fact]
    public void What_is_settled_is_no_backlog() => Of(Ticket("1", Tokyo(13, 12)) with { State = TicketState.Closed }).Backlog.ShouldAllBe(row => row.Cells.All(cell => cell.Count == 0));

    [Fact]
    public void Arrivals_stand_at_the_weekday_and_hour_of_Tokyo()
    {
        // Half past midnight on a Thursday in Tokyo is still Wednesday in UTC.
        var arrivals = Of(Ticket("1", Tokyo(19, 0) + TimeSpan.FromMinutes(30))).Arrivals;

        arrivals.Single(row => row.Cells.Any(cell => cell.Count > 0)).Name.ShouldBe("day4");
        arrivals[3].Cells[0].ShouldBe(["1"]);
    }

    [Fact]
    public void Symptoms_come_with_the_period_before_and_waiting_with_who_waits_long()
    {
        var report = Of(
            Ticket("1", Tokyo(17, 9)) with { Symptom = "ERR_20040" }, Ticket("2", Tokyo(18, 9)) with { Symptom = "ERR_20040" }, Ticket("3", Tokyo(18, 9)) with { Symptom = "ERR_20070" },
            Ticket("4", Tokyo(10, 9)) with { Symptom = "ERR_20040", State = TicketState.WaitingForThirdParty, WaitsFor = "東京電力パワーグリッド", WaitsSince = Tokyo(11, 9) },
            Ticket("5", Tokyo(18, 9)) with { State = TicketState.WaitingForThirdParty, WaitsFor = "東京電力パワーグリッド", WaitsSince = Tokyo(19, 9) });

        report.Symptoms.Select(row => (row.Name, row.Cells[0].Count, row.Cells[1].Count)).ShouldBe([("ERR_20040", 2, 1), ("ERR_20070", 1, 0)]);
        report.Waiting.ShouldHaveSingleItem().Cells.Select(cell => string.Join(" ", cell)).ShouldBe(["5 4", "4"]);
        report.Opened.ShouldBe(4);
    }

    [Fact]
    public void Of_targets_each_inquiry_stands_in_one_column()
    {
        var late = new TargetStatus(TargetState.Breached, Now, null, true);
        var report = Of(Ticket("1", Tokyo(17, 9)), Ticket("2", Tokyo(17, 9)) with { FirstResponse = late });

        report.Targets[0].Cells.Select(cell => cell.Count).ShouldBe([1, 1, 0, 0]);
        report.Targets[1].Cells.Select(cell => cell.Count).ShouldBe([2, 0, 0, 0]);
    }

    [Theory]
    [InlineData(366, true)]
    [InlineData(367, false)]
    public void A_period_has_days_enough_and_not_too_many(int days, bool good) =>
        (ReportPeriod.Of(new DateOnly(2026, 1, 1), new DateOnly(2026, 1, 1).AddDays(days - 1)) is not null).ShouldBe(good);

    [Theory]
    // hours after the first question at which: the next question, an inquiry; answered, solved -> outcome, now so many hours later
    [InlineData(null, null, true, null, 200, BotOutcome.Alone)]
    [InlineData(null, null, true, null, 100, BotOutcome.Open)]
    [InlineData(30.0, null, true, null, 400, BotOutcome.Back)]
    [InlineData(167.0, null, true, null, 400, BotOutcome.Back)]
    [InlineData(170.0, null, true, null, 400, BotOutcome.Alone)]
    [InlineData(null, 0.5, true, null, 400, BotOutcome.Person)]
    [InlineData(null, 100.0, true, null, 400, BotOutcome.Person)]
    [InlineData(null, 170.0, true, null, 400, BotOutcome.Alone)]
    [InlineData(null, null, false, null, 400, BotOutcome.Unanswered)]
    [InlineData(null, null, true, false, 400, BotOutcome.Unanswered)]
    [InlineData(null, null, true, true, 400, BotOutcome.Alone)]
    public void A_visit_to_the_bot_has_one_outcome(double? next, double? inquiry, bool answered, bool? solved, double now, BotOutcome outcome)
    {
        var first = Tokyo(16, 10);
        List<ReportQuestion> questions = [new(first, answered, solved, "一つ目")];
        if (next is { } hours)
        {
            questions.Add(new(first.AddHours(hours), true, null, "次"));
        }

        var visits = BotCohort.Of([new ReportConversation("a", questions, inquiry is { } at ? [first.AddHours(at)] : [])], ReportPeriod.Of(new DateOnly(2026, 11, 16), new DateOnly(2026, 11, 16))!, first.AddHours(now));

        visits.ShouldHaveSingleItem().Outcome.ShouldBe(outcome);
    }

    [Fact]
    public void Questions_less_than_a_day_apart_are_one_visit()
    {
        var first = Tokyo(16, 10);
        var visits = BotCohort.Of([new ReportConversation("a", [new(first, false, null, "一"), new(first.AddHours(23), true, null, "二")], [])], Week, Tokyo(24, 12));

        visits.ShouldHaveSingleItem().ShouldBe(new BotVisit("a", first, "一", BotOutcome.Alone));
    }

    private static Report Of(params ReportTicket[] tickets) => Report.Of(tickets, Week, Calendar, Now);

    private static ReportTicket Ticket(string number, DateTimeOffset opened) =>
        new(number, opened, TicketState.New, null, null, null, [], new TargetStatus(TargetState.Met, Now, null, true), new TargetStatus(TargetState.Met, Now, null, true));

    private static DateTimeOffset Tokyo(int day, int hour) => BusinessCalendar.At(new DateOnly(2026, 11, day), new TimeOnly(hour, 0));
}
