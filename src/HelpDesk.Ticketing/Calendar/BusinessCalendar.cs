using HelpDesk.Sources;

namespace HelpDesk.Ticketing.Calendar;

/// <summary>An instant found by counting business time.</summary>
/// <param name="At">In Tokyo's offset.</param>
/// <param name="Certain">False where a weekday was counted for which no list of holidays speaks: it may be later.</param>
public readonly record struct BusinessInstant(DateTimeOffset At, bool Certain);

/// <summary>Business time between two instants.</summary>
/// <param name="Certain">False where a weekday was counted for which no list of holidays speaks: it may be less.</param>
public readonly record struct BusinessSpan(TimeSpan Time, bool Certain);

/// <summary>
/// Business time in Japan: weekdays that are no holidays, within <see cref="BusinessHours"/>. Pure and safe to use from many
/// threads. A weekday that the list of holidays does not reach counts as a business day, and the result says so.
/// </summary>
public sealed class BusinessCalendar
{
    /// <summary>Asia/Tokyo: Japan has had no summer time since 1951, so no zone table is needed.</summary>
    public static readonly TimeSpan Offset = TimeSpan.FromHours(9);

    private readonly Holidays holidays;
    private readonly IReadOnlyList<ClosingDays> closed;
    private readonly TimeSpan opens;
    private readonly TimeSpan closes;

    internal BusinessCalendar(Holidays holidays, BusinessHours? hours = null, IReadOnlyList<ClosingDays>? closed = null)
    {
        hours ??= new BusinessHours();
        if (hours.Fault is { } fault)
        {
            throw new ArgumentException($"{fault.Key}: {fault.Code}", nameof(hours));
        }

        this.holidays = holidays;
        this.closed = closed ?? [];
        opens = hours.Opens.ToTimeSpan();
        closes = hours.Closes.ToTimeSpan();
    }

    /// <summary>No holidays known: every result is uncertain.</summary>
    public static BusinessCalendar Empty { get; } = new(Holidays.None);

    /// <summary>Business time of one day.</summary>
    public TimeSpan Day => closes - opens;

    /// <summary>The last day that the list of holidays reaches (31 December); null where there is no list.</summary>
    public DateOnly? LastKnownDay => holidays.Known?.Last;

    /// <summary>Of the list of holidays in a kb folder.</summary>
    public const string FileName = HolidayFile.Name;

    /// <summary>Reads holidays.json and closing-days.yaml of a kb folder. Without the first: a warning, and every result is uncertain.</summary>
    /// <param name="hours">09:00 to 17:00 where null.</param>
    /// <exception cref="ArgumentException">The hours have a fault.</exception>
    public static BusinessCalendar Read(string kbDirectory, FindingList findings, BusinessHours? hours = null)
    {
        ArgumentNullException.ThrowIfNull(findings);
        var closed = ClosingDays.Read(kbDirectory, findings);
        var path = Path.Combine(kbDirectory, HolidayFile.Name);
        if (!File.Exists(path))
        {
            findings.Warn(new Place(HolidayFile.Name, 0, 0), "KB072");
            return new BusinessCalendar(Holidays.None, hours, closed);
        }

        return new BusinessCalendar(SourceFile.Read(path, HolidayFile.Name, findings) is { } text ? HolidayFile.Parse(text, findings) : Holidays.None, hours, closed);
    }

    /// <summary>The date in Tokyo.</summary>
    public static DateOnly DateOf(DateTimeOffset at) => DateOnly.FromDateTime(at.ToOffset(Offset).DateTime);

    /// <summary>The instant of a Tokyo date and time.</summary>
    public static DateTimeOffset At(DateOnly date, TimeOnly time) => new(date.ToDateTime(time), Offset);

    /// <summary>The desk works: no weekend, no holiday, and no closing day of its own.</summary>
    public bool IsBusinessDay(DateOnly date) => IsWorkday(date) && !IsClosed(date);

    /// <summary>No weekend and no holiday, whatever the desk itself does: what others' deadlines go by.</summary>
    public bool IsWorkday(DateOnly date) => !IsWeekend(date) && !holidays.Names.ContainsKey(date);

    /// <summary>False where only a list that does not reach this far could tell whether it is a business day.</summary>
    public bool IsKnown(DateOnly date) => IsWeekend(date) || IsClosed(date) || (holidays.Known is { } known && date >= known.First && date <= known.Last);

    /// <summary>The holiday's Japanese name; null on other days.</summary>
    public string? HolidayName(DateOnly date) => holidays.Names.GetValueOrDefault(date);

    /// <summary>
    /// The instant when that much business time has passed since <paramref name="from"/>. What ends exactly at closing is due
    /// at closing, not the next morning; no time at all ends at once, outside hours too.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The time is negative, or longer than the calendar of the language.</exception>
    public BusinessInstant Add(DateTimeOffset from, TimeSpan time)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(time, TimeSpan.Zero);
        var at = from.ToOffset(Offset);
        var certain = true;
        if (time == TimeSpan.Zero)
        {
            return new BusinessInstant(at, certain);
        }

        for (var date = DateOf(at); ; date = date.AddDays(1))
        {
            certain &= IsKnown(date);
            var (start, end) = Hours(date);
            start = start < at ? at : start;
            if (end - start >= time)
            {
                return new BusinessInstant(start + time, certain);
            }

            time -= end > start ? end - start : TimeSpan.Zero;
        }
    }

    /// <summary>
    /// The opening of the day on which to ask others again: so many of their workdays after today, and if the desk itself is closed
    /// then, the next day on which it works.
    /// </summary>
    /// <param name="workdays">From 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">Fewer, or more than a year's.</exception>
    public BusinessInstant AfterWorkdays(DateTimeOffset from, int workdays)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(workdays, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(workdays, 366);
        var (date, certain) = (DateOf(from), true);
        while (workdays > 0 || !IsBusinessDay(date))
        {
            date = date.AddDays(1);
            certain &= IsKnown(date);
            workdays -= IsWorkday(date) ? 1 : 0;
        }

        return new BusinessInstant(Hours(date).Opens, certain);
    }

    /// <summary>When the desk opens on a day; on a day that is no business day it would.</summary>
    public DateTimeOffset OpeningOf(DateOnly date) => Hours(date).Opens;

    /// <summary>Business time from one instant to another; negative where the second is earlier.</summary>
    public BusinessSpan Between(DateTimeOffset from, DateTimeOffset to)
    {
        if (to < from)
        {
            var back = Between(to, from);
            return back with { Time = -back.Time };
        }

        var (sum, certain) = (TimeSpan.Zero, true);
        for (var date = DateOf(from); date <= DateOf(to); date = date.AddDays(1))
        {
            certain &= IsKnown(date);
            var (start, end) = Hours(date);
            start = start < from ? from : start;
            end = end > to ? to : end;
            sum += end > start ? end - start : TimeSpan.Zero;
        }

        return new BusinessSpan(sum, certain);
    }

    private bool IsClosed(DateOnly date) => closed.Any(days => days.Holds(date));

    private static bool IsWeekend(DateOnly date) => date.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;

    /// <summary>Opening and closing; the same instant on a day that is no business day.</summary>
    private (DateTimeOffset Opens, DateTimeOffset Closes) Hours(DateOnly date)
    {
        var midnight = new DateTimeOffset(date.ToDateTime(TimeOnly.MinValue), Offset);
        return (midnight + opens, midnight + (IsBusinessDay(date) ? closes : opens));
    }
}
