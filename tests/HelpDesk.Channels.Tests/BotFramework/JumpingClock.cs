namespace HelpDesk.Channels.Tests.BotFramework;

/// <summary>
/// A clock on which every pause is over at once, and noted. What is as long as <paramref name="timeout"/> or longer is a limit
/// and not a pause: it runs out only when a test says so. So retries are tested without waiting and without racing.
/// </summary>
internal sealed class JumpingClock(TimeSpan timeout) : TimeProvider
{
    private readonly Lock gate = new();
    private readonly List<Action> limits = [];
    private DateTimeOffset now = new(2026, 4, 1, 0, 0, 0, TimeSpan.Zero);

    public List<TimeSpan> Pauses { get; } = [];

    public override DateTimeOffset GetUtcNow()
    {
        lock (gate)
        {
            return now;
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        lock (gate)
        {
            if (dueTime >= timeout || dueTime == Timeout.InfiniteTimeSpan)
            {
                limits.Add(() => callback(state));
                return new Nothing();
            }

            now += dueTime;
            Pauses.Add(dueTime);
        }

        ThreadPool.QueueUserWorkItem(_ => callback(state));
        return new Nothing();
    }

    public void RunOut()
    {
        List<Action> all;
        lock (gate)
        {
            all = [.. limits];
            limits.Clear();
        }

        all.ForEach(each => each());
    }

    private sealed class Nothing : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
