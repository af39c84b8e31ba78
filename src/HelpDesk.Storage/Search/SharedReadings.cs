namespace HelpDesk.Storage.Search;

/// <summary>
/// Readings that many ask for at once are made once. Of a key one reading goes on at a time; whoever asks meanwhile and may not have it
/// has the next one, with all who ask before it begins. Who gets a reading must only look at it.
/// </summary>
/// <typeparam name="TKey">All that decides what may be read: who differ in it share nothing.</typeparam>
/// <typeparam name="T">What was read.</typeparam>
public sealed class SharedReadings<TKey, T>(TimeProvider time) where TKey : notnull
{
    /// <summary>Those who are woken by one change ask within this time.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromSeconds(2);

    /// <summary>Of so many keys something is kept at a time; what is more is let go of at once.</summary>
    private const int MostKept = 32;

    private readonly Lock gate = new();
    private readonly Dictionary<TKey, Flight> flights = [];
    private long changes;

    /// <summary>What was being read until now is handed to nobody who asks from now on.</summary>
    public void Change() => Interlocked.Increment(ref changes);

    /// <param name="key">Whose readings are the same.</param>
    /// <param name="sinceChange">What was begun after the last <see cref="Change"/> will do; otherwise only what begins after this call.</param>
    /// <param name="read">Made for all who wait for it, so it is not ended with any of them.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    public Task<T> AskAsync(TKey key, bool sinceChange, Func<Task<T>> read, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(read);
        lock (gate)
        {
            if (!flights.TryGetValue(key, out var flight))
            {
                flights.Add(key, flight = new Flight());
            }

            if (sinceChange && flight.Latest is { IsFaulted: false, IsCanceled: false } latest && flight.Seen == Volatile.Read(ref changes))
            {
                return latest.WaitAsync(cancellation);
            }

            if (flight.Latest is { IsCompleted: false })
            {
                flight.Next ??= new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
                flight.Read = read;
                return flight.Next.Task.WaitAsync(cancellation);
            }

            return Begin(key, flight, new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously), read).WaitAsync(cancellation);
        }
    }

    /// <summary>Under the gate. For nobody in particular, so that no one who leaves takes it from the others.</summary>
    private Task<T> Begin(TKey key, Flight flight, TaskCompletionSource<T> reading, Func<Task<T>> read)
    {
        (flight.Latest, flight.Seen) = (reading.Task, Volatile.Read(ref changes));
        _ = Task.Run(() => ReadAsync(key, flight, reading, read));
        return reading.Task;
    }

    private async Task ReadAsync(TKey key, Flight flight, TaskCompletionSource<T> reading, Func<Task<T>> read)
    {
        var made = read();
        await Task.WhenAny(made);
        lock (gate)
        {
            // Whoever waits goes on elsewhere, not under the gate.
            reading.SetFromTask(made);
            if (flight is { Next: { } next, Read: { } again })
            {
                (flight.Next, flight.Read) = (null, null);
                Begin(key, flight, next, again);
                return;
            }

            if (!reading.Task.IsCompletedSuccessfully || flights.Count > MostKept)
            {
                flights.Remove(key);
                return;
            }
        }

        await Task.Delay(Kept, time);
        lock (gate)
        {
            if (flight.Latest == reading.Task)
            {
                flights.Remove(key);
            }
        }
    }

    private sealed class Flight
    {
        /// <summary>What was begun last; null before anything was.</summary>
        public Task<T>? Latest { get; set; }

        /// <summary>How many changes there had been when it was begun.</summary>
        public long Seen { get; set; }

        /// <summary>What begins when it is done; null where nobody waits.</summary>
        public TaskCompletionSource<T>? Next { get; set; }

        public Func<Task<T>>? Read { get; set; }
    }
}
