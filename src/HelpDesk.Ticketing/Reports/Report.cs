using System.Globalization;
using HelpDesk.Ticketing.Calendar;
using HelpDesk.Ticketing.Queue;
using HelpDesk.Ticketing.Tickets;

namespace HelpDesk.Ticketing.Reports;

/// <summary>A row of a report's table: a word for what it counts, and the inquiries behind each number.</summary>
/// <param name="Name">A date (yyyy-MM-dd), a key of the texts, or what people wrote.</param>
/// <param name="Cells">One for each column of the table, in their order.</param>
public sealed record ReportRow(string Name, IReadOnlyList<IReadOnlyList<string>> Cells);

/// <summary>Backlog by who must act: waiting so many business days.</summary>
public enum BacklogAge
{
    UnderOneDay,
    OneToThree,
    ThreeToFive,
    OverFive,
}

/// <summary>The figures of a period. Every number is the length of a list of inquiries, so it opens that list. Pure.</summary>
public sealed class Report
{
    /// <summary>Rows of lists that could be long.</summary>
    public const int MostRows = 10;

    private Report(ReportPeriod period) => Period = period;

    public ReportPeriod Period { get; }

    /// <summary>By business day: opened, settled. What comes on other days counts to the next business day.</summary>
    public required IReadOnlyList<ReportRow> Flow { get; init; }

    /// <summary>By who must act (help desk, requester, third party): the ages of <see cref="BacklogAge"/>. As of now.</summary>
    public required IReadOnlyList<ReportRow> Backlog { get; init; }

    /// <summary>First response, resolution: met, missed, running, standing, of those opened in the period.</summary>
    public required IReadOnlyList<ReportRow> Targets { get; init; }

    /// <summary>By weekday from Monday: the hours 0 to 23 in which they were opened.</summary>
    public required IReadOnlyList<ReportRow> Arrivals { get; init; }

    /// <summary>Symptoms that came most: in the period, in the one before.</summary>
    public required IReadOnlyList<ReportRow> Symptoms { get; init; }

    /// <summary>By whom is waited for, the most first: those waiting, and of them those over five business days. As of now.</summary>
    public required IReadOnlyList<ReportRow> Waiting { get; init; }

    /// <summary>Opened in the period.</summary>
    public required int Opened { get; init; }

    /// <param name="tickets">All that were opened or settled in the period or the one before, and all that are unsettled.</param>
    public static Report Of(IReadOnlyList<ReportTicket> tickets, ReportPeriod period, BusinessCalendar calendar, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(tickets);
        ArgumentNullException.ThrowIfNull(period);
        ArgumentNullException.ThrowIfNull(calendar);
        var opened = tickets.Where(ticket => period.Holds(ticket.OpenedAt)).ToList();
        var open = tickets.Where(ticket => !ticket.State.IsSettled()).ToList();
        return new Report(period)
        {
            Opened = opened.Count,
            Flow = FlowOf(tickets, period, calendar),
            Backlog = [.. ((MustAct[])[MustAct.HelpDesk, MustAct.Requester, MustAct.ThirdParty]).Select(who => new ReportRow(who.ToString().ToLowerInvariant(),
                [.. Enum.GetValues<BacklogAge>().Select(age => Numbers(open.Where(ticket => QueueRules.WhoActs(ticket.State) == who && AgeOf(ticket, calendar, now) == age)))]))],
            Targets = [TargetRow("first", opened, ticket => ticket.FirstResponse), TargetRow("resolution", opened, ticket => ticket.Resolution)],
            Arrivals = [.. Enumerable.Range(1, 7).Select(day => new ReportRow("day" + day.ToString(CultureInfo.InvariantCulture),
                [.. Enumerable.Range(0, 24).Select(hour => Numbers(opened.Where(ticket => IsAt(ticket.OpenedAt, day % 7, hour))))]))],
            Symptoms = SymptomsOf(tickets, period),
            Waiting = [.. open.Where(ticket => ticket.State == TicketState.WaitingForThirdParty && ticket.WaitsFor is not null).GroupBy(ticket => ticket.WaitsFor!, StringComparer.Ordinal)
                .OrderByDescending(group => group.Count()).ThenBy(group => group.Key, StringComparer.Ordinal)
                .Select(group => new ReportRow(group.Key, [Numbers(group), Numbers(group.Where(ticket => WaitsLong(ticket, calendar, now)))]))],
        };
    }

    /// <summary>Business time since it was opened, in days of the desk's hours.</summary>
    public static double BusinessDays(BusinessCalendar calendar, DateTimeOffset from, DateTimeOffset to)
    {
        ArgumentNullException.ThrowIfNull(calendar);
        return calendar.Between(from, to).Time / calendar.Day;
    }

    private static BacklogAge AgeOf(ReportTicket ticket, BusinessCalendar calendar, DateTimeOffset now) => BusinessDays(calendar, ticket.OpenedAt, now) switch
    {
        < 1 => BacklogAge.UnderOneDay,
        < 3 => BacklogAge.OneToThree,
        <= 5 => BacklogAge.ThreeToFive,
        _ => BacklogAge.OverFive,
    };

    private static bool WaitsLong(ReportTicket ticket, BusinessCalendar calendar, DateTimeOffset now) => ticket.WaitsSince is { } since && BusinessDays(calendar, since, now) > 5;

    private static IReadOnlyList<ReportRow> FlowOf(IReadOnlyList<ReportTicket> tickets, ReportPeriod period, BusinessCalendar calendar)
    {
        var opened = tickets.ToLookup(ticket => BusinessDayOf(ticket.OpenedAt, calendar));
        var settled = tickets.SelectMany(ticket => ticket.Settled.Select(at => (At: BusinessDayOf(at, calendar), ticket))).ToLookup(one => one.At, one => one.ticket);
        var days = Enumerable.Range(0, period.Days).Select(day => period.From.AddDays(day)).Where(calendar.IsBusinessDay).ToList();
        // What came after the period's last business day has not reached the next: it stands with the last.
        return [.. days.Select((day, i) => new ReportRow(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            [Numbers(Days(day, i).SelectMany(one => opened[one]).Where(ticket => period.Holds(ticket.OpenedAt))), Numbers(Days(day, i).SelectMany(one => settled[one]).Where(ticket => ticket.Settled.Any(period.Holds)))]))];

        IEnumerable<DateOnly> Days(DateOnly day, int i) => i == days.Count - 1 && NextBusinessDay(day.AddDays(1), calendar) is var next ? [day, next] : [day];
    }

    private static DateOnly BusinessDayOf(DateTimeOffset at, BusinessCalendar calendar) => NextBusinessDay(BusinessCalendar.DateOf(at), calendar);

    private static DateOnly NextBusinessDay(DateOnly day, BusinessCalendar calendar)
    {
        // Closing days are at most some weeks; a calendar that never opens is refused where it is read.
        for (var days = 0; days < ReportPeriod.MostDays && !calendar.IsBusinessDay(day); days++)
        {
            day = day.AddDays(1);
        }

        return day;
    }

    private static ReportRow TargetRow(string name, List<ReportTicket> opened, Func<ReportTicket, TargetStatus> target) => new(name,
        [.. ((TargetState[])[TargetState.Met, TargetState.Breached, TargetState.Pending, TargetState.Paused]).Select(state => Numbers(opened.Where(ticket => target(ticket).State == state)))]);

    private static bool IsAt(DateTimeOffset at, int weekday, int hour) => at.ToOffset(BusinessCalendar.Offset) is var tokyo && (int)tokyo.DayOfWeek == weekday && tokyo.Hour == hour;

    private static IReadOnlyList<ReportRow> SymptomsOf(IReadOnlyList<ReportTicket> tickets, ReportPeriod period)
    {
        var before = tickets.Where(ticket => ticket.Symptom is not null && period.Before.Holds(ticket.OpenedAt)).ToLookup(ticket => ticket.Symptom!, StringComparer.Ordinal);
        return [.. tickets.Where(ticket => ticket.Symptom is not null && period.Holds(ticket.OpenedAt)).GroupBy(ticket => ticket.Symptom!, StringComparer.Ordinal)
            .OrderByDescending(group => group.Count()).ThenBy(group => group.Key, StringComparer.Ordinal).Take(MostRows)
            .Select(group => new ReportRow(group.Key, [Numbers(group), Numbers(before[group.Key])]))];
    }

    private static IReadOnlyList<string> Numbers(IEnumerable<ReportTicket> tickets) => [.. tickets.Select(ticket => ticket.Number).Distinct(StringComparer.Ordinal).OrderDescending(StringComparer.Ordinal)];
}
