namespace HelpDesk.Storage;

/// <summary>
/// Threads for a program that serves: SQLite's calls wait for the disk on the thread that makes them, one commits, one loads, others settle the outbox. The
/// pool begins with a thread for each processor and is slow to give more, and meanwhile a processor stands idle for each that waits.
/// </summary>
public static class DiskThreads
{
    /// <summary>That may wait for the disk at once.</summary>
    private const int Waiting = 4;

    /// <summary>Has them given at once when they are asked for. Once, at the start.</summary>
    public static void Reserve()
    {
        ThreadPool.GetMinThreads(out var workers, out var ports);
        ThreadPool.SetMinThreads(workers + Waiting, ports);
    }
}
