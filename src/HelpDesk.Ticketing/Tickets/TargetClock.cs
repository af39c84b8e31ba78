using HelpDesk.Ticketing.Calendar;

namespace HelpDesk.Ticketing.Tickets;

/// <summary>A time in which the clock stood.</summary>
/// <param name="Until">Null while it stands.</param>
public sealed record ClockStop(DateTimeOffset From, DateTimeOffset? Until);

public enum TargetState
{
    /// <summary>Not yet done, and still in time.</summary>
    Pending,

    /// <summary>Done in time.</summary>
    Met,

    /// <summary>Not done in time, whether done since or not.</summary>
    Breached,

    /// <summary>Not yet done; the clock stands.</summary>
    Paused,
}

/// <summary>How a target stands.</summary>
/// <param name="Due">In Tokyo's offset; null where the clock stood at the end: nobody knows when it would have been due.</param>
/// <param name="Left">Business time that was left where the clock stands; null where it does not.</param>
/// <param name="Certain">False where a weekday was counted for which no list of holidays speaks: it may be due later.</param>
public readonly record struct TargetStatus(TargetState State, DateTimeOffset? Due, TimeSpan? Left, bool Certain);

/// <summary>Pure: business time from an opening, less the stops.</summary>
public static class TargetClock
{
    /// <param name="stops">In order, not overlapping; only the last may be open.</param>
    /// <param name="time">Business time allowed.</param>
    /// <param name="done">When it was done; null while it is not.</param>
    public static TargetStatus Measure(
        BusinessCalendar calendar, DateTimeOffset opened, IReadOnlyList<ClockStop> stops, TimeSpan time, DateTimeOffset? done, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(calendar);
        ArgumentNullException.ThrowIfNull(stops);
        var end = done ?? now;
        var (from, left, certain) = (opened, time, true);
        foreach (var stop in stops.Where(stop => stop.From < end || done is null))
        {
            if (calendar.Add(from, left).At <= stop.From)
            {
                break;
            }

            var worked = calendar.Between(from, stop.From);
            left -= worked.Time;
            certain &= worked.Certain;
            if (stop.Until is not { } until || until > end)
            {
                return new TargetStatus(done is null ? TargetState.Paused : TargetState.Met, null, left, certain);
            }

            from = until;
        }

        var due = calendar.Add(from, left);
        var state = end > due.At ? TargetState.Breached : done is null ? TargetState.Pending : TargetState.Met;
        return new TargetStatus(state, due.At, null, certain && due.Certain);
    }
}
