using HelpDesk.Ticketing.Calendar;

namespace HelpDesk.Ticketing.Reports;

/// <summary>Days in Tokyo that a report is about, both included.</summary>
public sealed record ReportPeriod
{
    /// <summary>Days of the longest report.</summary>
    public const int MostDays = 366;

    private ReportPeriod(DateOnly from, DateOnly to) => (From, To) = (from, to);

    public DateOnly From { get; }

    public DateOnly To { get; }

    public int Days => To.DayNumber - From.DayNumber + 1;

    public DateTimeOffset Begins => BusinessCalendar.At(From, TimeOnly.MinValue);

    /// <summary>The first instant that is no longer of it.</summary>
    public DateTimeOffset Ends => BusinessCalendar.At(To.AddDays(1), TimeOnly.MinValue);

    /// <summary>As long, right before it: what changes are measured against.</summary>
    public ReportPeriod Before => new(From.AddDays(-Days), From.AddDays(-1));

    public bool Holds(DateTimeOffset at) => at >= Begins && at < Ends;

    /// <summary>Two days in any order; null where they are more than <see cref="MostDays"/> apart.</summary>
    public static ReportPeriod? Of(DateOnly one, DateOnly other)
    {
        var (from, to) = one <= other ? (one, other) : (other, one);
        return to.DayNumber - from.DayNumber < MostDays ? new ReportPeriod(from, to) : null;
    }

    /// <summary>So many days, today the last.</summary>
    public static ReportPeriod Last(int days, DateTimeOffset now)
    {
        var today = BusinessCalendar.DateOf(now);
        return new ReportPeriod(today.AddDays(1 - Math.Clamp(days, 1, MostDays)), today);
    }
}
