using HelpDesk.Ticketing.Calendar;

namespace HelpDesk.Ticketing.Tickets;

/// <content>The clock of its targets: it runs while the help desk has to act, and stands while it waits or is settled.</content>
public sealed partial class Ticket
{
    /// <summary>Until the first answer of an agent, or until it was settled without one.</summary>
    public TargetStatus FirstResponse(TicketTargets targets, BusinessCalendar calendar, DateTimeOffset now) =>
        TargetClock.Measure(calendar, OpenedAt, Stops, Of(targets).FirstResponse, FirstAnswerAt ?? ResolvedAt, now);

    /// <summary>Until it was resolved or closed. Reopened, the clock goes on from where it stood.</summary>
    public TargetStatus Resolution(TicketTargets targets, BusinessCalendar calendar, DateTimeOffset now) =>
        TargetClock.Measure(calendar, OpenedAt, Stops, Of(targets).Resolution, ResolvedAt, now);

    private TargetTimes Of(TicketTargets targets)
    {
        ArgumentNullException.ThrowIfNull(targets);
        return targets.Of(Priority);
    }

    private void Clock(TicketState from, TicketState to, DateTimeOffset at)
    {
        if (from.IsRunning() && !to.IsRunning())
        {
            Stops = [.. Stops, new ClockStop(at, null)];
        }
        else if (!from.IsRunning() && to.IsRunning() && Stops.Count > 0)
        {
            Stops = [.. Stops.Take(Stops.Count - 1), Stops[^1] with { Until = at }];
        }

        if (!from.IsSettled() && to.IsSettled())
        {
            ResolvedAt = at;
            Settlings++;
        }
        else if (from.IsSettled() && !to.IsSettled())
        {
            ResolvedAt = ClosedAt = null;
        }
    }
}
