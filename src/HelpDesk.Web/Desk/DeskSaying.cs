using HelpDesk.Storage.Desk;

namespace HelpDesk.Web.Desk;

/// <summary>Says the agents' replies when they are due: those of this node at once, those that another left behind within <see cref="Look"/>.</summary>
internal sealed class DeskSaying(DeskSends sends, TimeProvider time, ILogger<DeskSaying> log) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(20);

    /// <summary>After a failure of the database.</summary>
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var bell = new SemaphoreSlim(0);
        void Ring() => bell.Release();
        sends.Waiting += Ring;
        try
        {
            while (!stoppingToken.IsCancellationRequested)
            {
                var wait = await SayAsync(stoppingToken);
                await bell.WaitAsync(wait, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // What waits is said by the next start.
        }
        finally
        {
            sends.Waiting -= Ring;
        }
    }

    /// <returns>How long until the next look.</returns>
    private async Task<TimeSpan> SayAsync(CancellationToken cancellation)
    {
        try
        {
            var next = await sends.SayDueAsync(cancellation) - time.GetUtcNow();
            return next is not { } left || left > Look ? Look : left > TimeSpan.Zero ? left : TimeSpan.Zero;
        }
        catch (Exception e) when (e is not OutOfMemoryException && !cancellation.IsCancellationRequested)
        {
            // Whatever it is, it never takes the host with it, and what waits is tried again.
            log.LogWarning(e, "Replies of agents wait; they are tried again");
            return Again;
        }
    }
}
