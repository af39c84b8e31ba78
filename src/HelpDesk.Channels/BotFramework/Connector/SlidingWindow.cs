namespace HelpDesk.Channels.BotFramework.Connector;

/// <summary>So many within so long.</summary>
public sealed record Rate(int Count, TimeSpan Within);

/// <summary>Counts what went, exactly: in no stretch of time of a rate's length are there more than its count. Not thread-safe.</summary>
internal sealed class SlidingWindow(IReadOnlyList<Rate> rates)
{
    private readonly int most = rates.Max(rate => rate.Count);
    private readonly List<DateTimeOffset> times = [];

    public DateTimeOffset? Latest => times.Count == 0 ? null : times[^1];

    /// <summary>How long until the next may go; zero: now.</summary>
    public TimeSpan Wait(DateTimeOffset now)
    {
        var wait = TimeSpan.Zero;
        foreach (var rate in rates.Where(rate => times.Count >= rate.Count))
        {
            var free = times[^rate.Count] + rate.Within - now;
            wait = free > wait ? free : wait;
        }

        return wait;
    }

    public void Count(DateTimeOffset now)
    {
        times.Add(now);
        if (times.Count >= 2 * most)
        {
            times.RemoveRange(0, times.Count - most);
        }
    }
}
