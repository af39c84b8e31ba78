namespace HelpDesk.Storage.Turns;

/// <summary>How a message that could not be committed is tried again, and when it is given back to its channel.</summary>
internal sealed class Retry(TimeProvider time, Database database, Action<Exception> report)
{
    /// <summary>Of a message that fails by itself: a constraint, an older state.</summary>
    public const int MostTries = 5;

    /// <summary>How long a database that is away (a restart) is waited for: the chat client waits 20 seconds for its answer.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(12);

    /// <summary>Everything else is the operator's matter: the channel that is refused says so in the log.</summary>
    private const string Unexpected = "unreadable";

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);

    /// <param name="why">The failure that brought us here.</param>
    /// <param name="attempt">Completes those that it settles.</param>
    public async Task RunAsync(Exception why, IReadOnlyList<Pending> group, Func<Task> attempt)
    {
        var (from, pause) = (time.GetTimestamp(), FirstPause);
        for (var tries = 1; ; tries++)
        {
            if (Refusal(why, tries, time.GetElapsedTime(from)) is { } refusal)
            {
                if (refusal.Code == Unexpected)
                {
                    report(why);
                }

                foreach (var pending in group)
                {
                    pending.Done.TrySetException(refusal);
                }

                return;
            }

            await Task.Delay(pause, TimeProvider.System);
            pause = pause * 2 > LongestPause ? LongestPause : pause * 2;
            try
            {
                await attempt();
                return;
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                why = e;
            }
        }
    }

    /// <summary>Why no further try is made; null where one is.</summary>
    private DatabaseException? Refusal(Exception why, int tries, TimeSpan waited)
    {
        if (Faults.Explained(why, database) is { } explained)
        {
            return explained;
        }

        return Faults.IsPassing(why)
            ? waited > LongestWait ? new DatabaseException("unreachable", database.Name, why) : null
            : tries > MostTries ? new DatabaseException(Unexpected, database.Name, why) : null;
    }
}
