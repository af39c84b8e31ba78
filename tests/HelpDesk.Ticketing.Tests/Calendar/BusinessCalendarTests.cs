using HelpDesk.Sources;
using HelpDesk.Ticketing.Calendar;

namespace HelpDesk.Ticketing.Tests.Calendar;

/// <summary>Business time by the shipped list of holidays: one named row a rule.</summary>
public class BusinessCalendarTests
{
    private static readonly BusinessCalendar Shipped = BusinessCalendar.Read(Checkout.Kb, new FindingList());

    [Theory]
    // rule, from, workdays -> the day on which to ask again, at opening
    [InlineData("the next workday", "2026-11-24T10:00", 1, "2026-11-25T09:00")]
    [InlineData("over a weekend", "2026-11-27T16:59", 1, "2026-11-30T09:00")]
    [InlineData("over a holiday", "2026-11-20T10:00", 1, "2026-11-24T09:00")]
    [InlineData("three of them", "2026-11-20T10:00", 3, "2026-11-26T09:00")]
    [InlineData("asked on a Sunday", "2026-11-29T10:00", 1, "2026-11-30T09:00")]
    public void Others_are_asked_again_after_workdays(string rule, string from, int workdays, string due)
    {
        static DateTimeOffset Tokyo(string at) => new(DateTime.Parse(at, System.Globalization.CultureInfo.InvariantCulture), TimeSpan.FromHours(9));
        var found = BusinessCalendar.Read(Routing.Kb.Directory, new HelpDesk.Sources.FindingList()).AfterWorkdays(Tokyo(from), workdays);
        (found.At, found.Certain).ShouldBe((Tokyo(due), true), rule);
    }

    [Theory]
    [InlineData("within a day", "2026-11-24T10:00", 2, "2026-11-24T12:00", true)]
    [InlineData("over the night", "2026-11-24T16:00", 2, "2026-11-25T10:00", true)]
    [InlineData("over a weekend", "2026-11-27T16:00", 2, "2026-11-30T10:00", true)]
    [InlineData("over a holiday (勤労感謝の日)", "2026-11-20T16:00", 2, "2026-11-24T10:00", true)]
    [InlineData("from before opening", "2026-11-24T07:00", 1, "2026-11-24T10:00", true)]
    [InlineData("from Sunday", "2026-11-29T12:00", 1, "2026-11-30T10:00", true)]
    [InlineData("past the last day of the list", "2027-12-31T16:00", 2, "2028-01-03T10:00", false)]
    public void Adding_business_time(string rule, string from, int hours, string due, bool certain)
    {
        var found = Shipped.Add(Tokyo(from), TimeSpan.FromHours(hours));
        found.ShouldBe(new BusinessInstant(Tokyo(due), certain), rule);
        Shipped.Between(Tokyo(from), Tokyo(due)).Time.ShouldBe(TimeSpan.FromHours(hours), rule);
    }

    [Fact]
    public void The_form_deadline_moves_before_a_holiday_as_published()
    {
        var rules = new DeadlineRules(Shipped);
        foreach (var row in File.ReadLines(Path.Combine(Checkout.Kb, "..", "tests", "HelpDesk.Ticketing.Tests", "Calendar", "moved-fridays.csv")).Skip(1).Select(line => line.Split(',')))
        {
            var deadline = rules.OfFriday(DateOnly.Parse(row[0], System.Globalization.CultureInfo.InvariantCulture));
            deadline.Date.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture).ShouldBe(row[4], row[0]);
            deadline.Holiday.ShouldBe(row[1]);
        }
    }

    private static DateTimeOffset Tokyo(string at) => DateTimeOffset.Parse(at + "+09:00", System.Globalization.CultureInfo.InvariantCulture);
}
