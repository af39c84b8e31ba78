using System.Globalization;
using HelpDesk.Sources;
using HelpDesk.Ticketing.Calendar;
using HelpDesk.Ticketing.Tests.Routing;

namespace HelpDesk.Ticketing.Tests.Calendar;

/// <summary>Days on which the desk is closed though they are no holidays.</summary>
public sealed class ClosingDaysTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("helpdesk-closed-").FullName;

    public ClosingDaysTests() => File.Copy(Path.Combine(Kb.Directory, "holidays.json"), Path.Combine(folder, "holidays.json"));

    [Theory]
    [InlineData("over the year's end, each year", "12-29", "01-03", "2026-12-28T16:00", 2, "2027-01-04T10:00", true)]
    [InlineData("…and the next", "12-29", "01-03", "2025-12-26T16:00", 2, "2026-01-05T10:00", true)]
    [InlineData("within a year, each year", "08-12", "08-14", "2026-08-10T16:00", 2, "2026-08-17T10:00", true)]
    [InlineData("one day", "11-25", "11-25", "2026-11-24T16:00", 2, "2026-11-26T10:00", true)]
    [InlineData("in the year named", "2026-11-25", "2026-11-26", "2026-11-24T16:00", 2, "2026-11-27T10:00", true)]
    [InlineData("in no other year", "2025-11-25", "2025-11-26", "2026-11-24T16:00", 2, "2026-11-25T10:00", true)]
    [InlineData("over the end of the year named", "2026-12-29", "2027-01-05", "2026-12-28T16:00", 2, "2027-01-06T10:00", true)]
    public void Targets_pass_over_them(string rule, string from, string to, string at, int hours, string due, bool certain)
    {
        var calendar = Read($"closed: [{{ from: \"{from}\", to: \"{to}\", name: 休業 }}]", out var findings);

        findings.HasErrors.ShouldBeFalse();
        calendar.Add(Tokyo(at), TimeSpan.FromHours(hours)).ShouldBe(new BusinessInstant(Tokyo(due), certain), rule);
    }

    [Fact]
    public void What_others_set_deadlines_by_is_not_the_desks_closing()
    {
        var closed = Read("closed: [{ from: \"2026-11-27\", to: \"2026-11-27\", name: 休業 }]", out _);

        new DeadlineRules(closed).OfFriday(new DateOnly(2026, 11, 27)).Date.ShouldBe(new DateOnly(2026, 11, 27));
    }

    [Theory]
    [InlineData("13-01", "13-02", "KB074")]
    [InlineData("1/3", "1/4", "KB074")]
    [InlineData("12-29", "2027-01-03", "KB075")]
    [InlineData("2026-12-29", "2028-01-03", "KB075")]
    [InlineData("03-01", "04-01", "KB075")]
    [InlineData("01-01", "12-31", "KB075")]
    public void What_cannot_be_meant_is_a_finding_with_its_place(string from, string to, string code)
    {
        Read($"closed:\n- from: \"{from}\"\n  to: \"{to}\"\n  name: 休業", out var findings);

        findings.All.ShouldContain(finding => finding.Code == code && finding.Place.File == "closing-days.yaml" && finding.Place.Line > 1);
    }

    [Fact]
    public void A_month_is_the_longest() => Read("closed: [{ from: \"03-01\", to: \"03-31\", name: 休業 }]", out var findings).IsBusinessDay(new DateOnly(2027, 3, 31)).ShouldBe(findings.HasErrors);

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private BusinessCalendar Read(string yaml, out FindingList findings)
    {
        File.WriteAllText(Path.Combine(folder, "closing-days.yaml"), yaml);
        findings = new FindingList();
        return BusinessCalendar.Read(folder, findings);
    }

    private static DateTimeOffset Tokyo(string at) => DateTimeOffset.Parse(at + "+09:00", CultureInfo.InvariantCulture);
}
