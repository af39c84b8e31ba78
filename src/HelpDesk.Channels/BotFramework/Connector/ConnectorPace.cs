using HelpDesk.Channels.BotFramework.Teams;

namespace HelpDesk.Channels.BotFramework.Connector;

/// <summary>
/// Keeps within Teams' published limits before Teams has to say 429: for the bot in one thread, and for the app in one tenant.
/// Counted in this process; where several nodes deliver, the service's 429 is what holds them together.
/// Source: msteams-docs, rate-limit.md.
/// </summary>
public sealed class ConnectorPace(TimeProvider clock)
{
    public static IReadOnlyList<Rate> Sends { get; } =
        [new(7, TimeSpan.FromSeconds(1)), new(8, TimeSpan.FromSeconds(2)), new(60, TimeSpan.FromSeconds(30)), new(1800, TimeSpan.FromHours(1))];

    public static IReadOnlyList<Rate> Reads { get; } =
        [new(14, TimeSpan.FromSeconds(1)), new(16, TimeSpan.FromSeconds(2)), new(120, TimeSpan.FromSeconds(30)), new(3600, TimeSpan.FromHours(1))];

    public static IReadOnlyList<Rate> Tenant { get; } = [new(30, TimeSpan.FromSeconds(1))];

    private static readonly TimeSpan LongestWindow = TimeSpan.FromHours(1);

    private readonly Lock gate = new();
    private readonly Dictionary<(string Of, string Id), SlidingWindow> windows = [];
    private DateTimeOffset swept = clock.GetUtcNow();

    /// <summary>Waits for a place, at most so long.</summary>
    /// <returns>Null: go. Else how long it would have taken.</returns>
    public async Task<TimeSpan?> WaitAsync(string conversationId, string? tenantId, bool read, TimeSpan longest, CancellationToken cancellation)
    {
        var deadline = clock.GetUtcNow() + longest;
        while (true)
        {
            var wait = TryTake(TeamsPlace.WithoutThread(conversationId), tenantId ?? "", read);
            if (wait == TimeSpan.Zero)
            {
                return null;
            }

            if (clock.GetUtcNow() + wait > deadline)
            {
                return wait;
            }

            await Task.Delay(wait, clock, cancellation);
        }
    }

    /// <summary>Both places at once or none, so that neither count runs ahead of what is sent.</summary>
    private TimeSpan TryTake(string conversation, string tenant, bool read)
    {
        lock (gate)
        {
            var now = clock.GetUtcNow();
            Sweep(now);
            var thread = Window((read ? "reads" : "sends", conversation), read ? Reads : Sends);
            var all = Window(("tenant", tenant), Tenant);
            var wait = TimeSpan.FromTicks(Math.Max(thread.Wait(now).Ticks, all.Wait(now).Ticks));
            if (wait == TimeSpan.Zero)
            {
                thread.Count(now);
                all.Count(now);
            }

            return wait;
        }
    }

    private SlidingWindow Window((string, string) key, IReadOnlyList<Rate> rates)
    {
        if (!windows.TryGetValue(key, out var window))
        {
            windows[key] = window = new SlidingWindow(rates);
        }

        return window;
    }

    /// <summary>Conversations that rest are forgotten.</summary>
    private void Sweep(DateTimeOffset now)
    {
        if (now - swept < LongestWindow)
        {
            return;
        }

        swept = now;
        foreach (var key in windows.Where(each => each.Value.Latest is not { } latest || now - latest >= LongestWindow).Select(each => each.Key).ToList())
        {
            windows.Remove(key);
        }
    }
}
