namespace HelpDesk.Language.Guard;

/// <summary>After failures in a row nothing is asked for a while: longer each time, until one question succeeds.</summary>
public sealed class CircuitBreaker(TimeProvider time)
{
    public const int FailuresToOpen = 3;

    public static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(30);

    public static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(10);

    private readonly Lock changing = new();
    private DateTimeOffset closedAgain = DateTimeOffset.MinValue;
    private TimeSpan pause = FirstPause;
    private int failures;

    /// <summary>How long nothing is to be asked; zero where it may be.</summary>
    public TimeSpan Wait
    {
        get
        {
            lock (changing)
            {
                return closedAgain > time.GetUtcNow() ? closedAgain - time.GetUtcNow() : TimeSpan.Zero;
            }
        }
    }

    public void Succeeded()
    {
        lock (changing)
        {
            (failures, pause) = (0, FirstPause);
        }
    }

    /// <param name="lasting">It will not pass by itself (a wrong key): opened at once.</param>
    /// <param name="after">What the service itself asks to be spared.</param>
    /// <returns>Whether it opened by this failure.</returns>
    public bool Failed(bool lasting, TimeSpan? after)
    {
        lock (changing)
        {
            failures++;
            if (!lasting && after is null && failures < FailuresToOpen)
            {
                return false;
            }

            var opened = lasting ? LongestPause : pause;
            opened = after > opened ? after.Value < LongestPause ? after.Value : LongestPause : opened;
            closedAgain = time.GetUtcNow() + opened;
            pause = pause + pause < LongestPause ? pause + pause : LongestPause;
            return true;
        }
    }
}
