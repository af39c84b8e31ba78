using System.Globalization;
using HelpDesk.Sources;
using HelpDesk.Ticketing.Calendar;
using HelpDesk.Ticketing.Tests.Routing;
using HelpDesk.Ticketing.Tickets;

namespace HelpDesk.Ticketing.Tests.Tickets;

/// <summary>Due and breach by the shipped list of holidays, 09:00 to 17:00: one named row a rule. 2026-11-23, a Monday, is a holiday.</summary>
public class TargetClockTests
{
    private static readonly BusinessCalendar Shipped = BusinessCalendar.Read(Kb.Directory, new FindingList());

    [Theory]
    // rule, opened, stops, hours, done, now -> state, due, hours left, certain
    [InlineData("in time", "2026-11-24T10:00", "", 2, "", "2026-11-24T11:00", "Pending", "2026-11-24T12:00", null, true)]
    [InlineData("the last instant is in time", "2026-11-24T10:00", "", 2, "", "2026-11-24T12:00", "Pending", "2026-11-24T12:00", null, true)]
    [InlineData("a second later is late", "2026-11-24T10:00", "", 2, "", "2026-11-24T12:00:01", "Breached", "2026-11-24T12:00", null, true)]
    [InlineData("done in time", "2026-11-24T10:00", "", 2, "2026-11-24T12:00", "2026-12-24T12:00", "Met", "2026-11-24T12:00", null, true)]
    [InlineData("done late stays breached", "2026-11-24T10:00", "", 2, "2026-11-24T12:00:01", "2026-12-24T12:00", "Breached", "2026-11-24T12:00", null, true)]
    [InlineData("opened at night counts from the morning", "2026-11-24T23:00", "", 2, "", "2026-11-25T08:00", "Pending", "2026-11-25T11:00", null, true)]
    [InlineData("ends at closing, not the next morning", "2026-11-24T15:00", "", 2, "", "2026-11-24T16:00", "Pending", "2026-11-24T17:00", null, true)]
    [InlineData("over a weekend and a holiday", "2026-11-20T16:00", "", 2, "", "2026-11-23T12:00", "Pending", "2026-11-24T10:00", null, true)]
    [InlineData("over the year's end: only 1 January is a holiday", "2026-12-31T16:00", "", 2, "", "2026-12-31T16:30", "Pending", "2027-01-04T10:00", null, true)]
    [InlineData("on the last day of the list", "2027-12-31T14:00", "", 2, "", "2027-12-31T15:00", "Pending", "2027-12-31T16:00", null, true)]
    [InlineData("ends with the last day of the list", "2027-12-31T15:00", "", 2, "", "2027-12-31T15:00", "Pending", "2027-12-31T17:00", null, true)]
    [InlineData("beyond the last day of the list nobody knows", "2027-12-31T16:00", "", 2, "", "2027-12-31T16:00", "Pending", "2028-01-03T10:00", null, false)]
    [InlineData("due within the list is certain, however late it is now", "2027-12-30T10:00", "", 2, "", "2028-02-01T10:00", "Breached", "2027-12-30T12:00", null, true)]
    [InlineData("waiting stops the clock", "2026-11-24T10:00", "2026-11-24T11:00/", 2, "", "2026-11-27T10:00", "Paused", null, 1.0, true)]
    [InlineData("waiting over a weekend costs nothing", "2026-11-27T15:00", "2026-11-27T16:00/2026-11-30T11:00", 2, "", "2026-11-30T11:30", "Pending", "2026-11-30T12:00", null, true)]
    [InlineData("waiting from Saturday to Sunday moves nothing", "2026-11-27T16:00", "2026-11-28T10:00/2026-11-29T10:00", 2, "", "2026-11-29T12:00", "Pending", "2026-11-30T10:00", null, true)]
    [InlineData("waiting over a holiday", "2026-11-20T15:00", "2026-11-20T16:00/2026-11-23T12:00", 2, "", "2026-11-23T13:00", "Pending", "2026-11-24T10:00", null, true)]
    [InlineData("two waits", "2026-11-24T09:00", "2026-11-24T10:00/2026-11-24T12:00 2026-11-24T13:00/2026-11-25T09:00", 4, "", "2026-11-25T09:00", "Pending", "2026-11-25T11:00", null, true)]
    [InlineData("waiting after the breach does not undo it", "2026-11-24T09:00", "2026-11-24T12:00/", 2, "", "2026-11-25T09:00", "Breached", "2026-11-24T11:00", null, true)]
    [InlineData("waiting from the due instant on is a breach as without it", "2026-11-24T09:00", "2026-11-24T11:00/", 2, "", "2026-11-24T12:00", "Breached", "2026-11-24T11:00", null, true)]
    [InlineData("waiting through the last day of the list", "2027-12-30T15:00", "2027-12-30T16:00/2028-01-11T10:00", 2, "", "2028-01-11T10:30", "Pending", "2028-01-11T11:00", null, false)]
    [InlineData("paused within the list is certain", "2027-12-30T15:00", "2027-12-30T16:00/", 2, "", "2028-02-01T10:00", "Paused", null, 1.0, true)]
    [InlineData("a wait that began beyond the list", "2027-12-31T16:00", "2028-01-03T09:30/", 2, "", "2028-02-01T10:00", "Paused", null, 0.5, false)]
    [InlineData("settled while it waited", "2026-11-24T09:00", "2026-11-24T10:00/", 2, "2026-11-26T10:00", "2026-11-27T10:00", "Met", null, 1.0, true)]
    [InlineData("a wait after it was done does not matter", "2026-11-24T09:00", "2026-11-24T10:00/", 2, "2026-11-24T10:00", "2026-11-27T10:00", "Met", "2026-11-24T11:00", null, true)]
    [InlineData("reopened: the days settled do not count", "2026-11-24T09:00", "2026-11-24T10:00/2026-12-01T10:00", 8, "", "2026-12-01T11:00", "Pending", "2026-12-01T17:00", null, true)]
    public void How_a_target_stands(string rule, string opened, string stops, double hours, string done, string now, string state, string? due, double? left, bool certain)
    {
        var status = TargetClock.Measure(
            Shipped, Tokyo(opened), Stops(stops), TimeSpan.FromHours(hours), done.Length == 0 ? null : Tokyo(done), Tokyo(now));
        status.State.ToString().ShouldBe(state, rule);
        status.Due.ShouldBe(due is null ? null : Tokyo(due), rule);
        status.Left.ShouldBe(left is { } time ? TimeSpan.FromHours(time) : null, rule);
        status.Certain.ShouldBe(certain, rule);
    }

    [Fact]
    public void Without_a_list_of_holidays_nothing_is_certain()
    {
        var at = Tokyo("2026-11-24T10:00");
        TargetClock.Measure(BusinessCalendar.Empty, at, [], TimeSpan.FromHours(1), null, at).Certain.ShouldBeFalse();
    }

    private static DateTimeOffset Tokyo(string at) => DateTimeOffset.Parse(at + "+09:00", CultureInfo.InvariantCulture);

    private static List<ClockStop> Stops(string stops) =>
        [.. stops.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(stop => stop.Split('/')).Select(ends => new ClockStop(Tokyo(ends[0]), ends[1].Length == 0 ? null : Tokyo(ends[1])))];
}
