namespace HelpDesk.Ticketing.Calendar;

/// <summary>Why a deadline stands where it stands, for whoever is told of it.</summary>
public enum DeadlineReason
{
    /// <summary>Friday itself.</summary>
    Friday,

    /// <summary>Friday is a holiday: the day before.</summary>
    DayBeforeHoliday,

    /// <summary>The day before is no business day either. «The day before» has two readings; the earlier is shown.</summary>
    TwoReadings,

    /// <summary>It falls between 29 December and 3 January: whether the desk works then is not published.</summary>
    YearEnd,
}

/// <summary>When a form that closes on Fridays must have arrived.</summary>
/// <param name="Friday">The Friday that the rule names.</param>
/// <param name="At">The instant to show, the earliest of what the rule may mean.</param>
/// <param name="LiteralDate">The later reading where there are two; else null.</param>
/// <param name="Holiday">The name of the holiday that Friday is; null where it is none.</param>
/// <param name="Certain">False where the list of holidays does not reach that Friday, or the year's end leaves it open.</param>
public sealed record Deadline(
    DateOnly Friday, DateTimeOffset At, DeadlineReason Reason, DateOnly? LiteralDate, string? Holiday, bool Certain)
{
    public DateOnly Date => BusinessCalendar.DateOf(At);
}

/// <summary>Deadlines of the application forms (articles 3-04, 4-02): Friday 17:00, on a holiday the day before.</summary>
public sealed class DeadlineRules(BusinessCalendar calendar)
{
    /// <summary>The desk's own hours are configuration; this hour is the FAQ's.</summary>
    private static readonly TimeOnly ClosesAt = new(17, 0);

    /// <summary>The first deadline of the application form that has not passed; 17:00 sharp is still in time.</summary>
    public Deadline NextApplicationForm(DateTimeOffset at)
    {
        var date = BusinessCalendar.DateOf(at);
        var friday = date.AddDays(((int)DayOfWeek.Friday - (int)date.DayOfWeek + 7) % 7);
        var deadline = OfFriday(friday);
        return deadline.At >= at ? deadline : OfFriday(friday.AddDays(7));
    }

    /// <summary>The deadline of the API test form: the Friday of the week but one before the week in which the test is.</summary>
    /// <param name="testDay">Any day from Monday to Sunday of the test week.</param>
    public Deadline ApiTestForm(DateOnly testDay)
    {
        var monday = testDay.AddDays(-(((int)testDay.DayOfWeek + 6) % 7));
        return OfFriday(monday.AddDays(-10));
    }

    /// <summary>The deadline of a week.</summary>
    /// <exception cref="ArgumentException">The date is no Friday.</exception>
    public Deadline OfFriday(DateOnly friday)
    {
        if (friday.DayOfWeek != DayOfWeek.Friday)
        {
            throw new ArgumentException($"{friday:yyyy-MM-dd} is no Friday.", nameof(friday));
        }

        var holiday = calendar.HolidayName(friday);
        var literal = holiday is null ? friday : friday.AddDays(-1);
        var shown = literal;
        while (!calendar.IsWorkday(shown))
        {
            shown = shown.AddDays(-1);
        }

        var yearEnd = IsYearEnd(shown);
        var reason = yearEnd ? DeadlineReason.YearEnd
            : shown != literal ? DeadlineReason.TwoReadings
            : holiday is not null ? DeadlineReason.DayBeforeHoliday
            : DeadlineReason.Friday;
        var certain = !yearEnd && calendar.IsKnown(friday) && calendar.IsKnown(shown);
        return new Deadline(
            friday, BusinessCalendar.At(shown, ClosesAt), reason, shown == literal ? null : literal, holiday, certain);
    }

    private static bool IsYearEnd(DateOnly date) => date is { Month: 12, Day: >= 29 } or { Month: 1, Day: <= 3 };
}
