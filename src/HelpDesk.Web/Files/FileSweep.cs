using HelpDesk.Attachments.Store;
using HelpDesk.Storage;
using HelpDesk.Storage.Files;
using Microsoft.Extensions.Options;

namespace HelpDesk.Web.Files;

/// <summary>Deletes files that nothing refers to, and what a killed process left half written.</summary>
internal sealed class FileSweep(FileStore store, FileRegister register, IOptions<FilesOptions> options, TimeProvider time)
{
    /// <summary>A file is written within seconds.</summary>
    private static readonly TimeSpan UnfinishedFor = TimeSpan.FromHours(1);

    /// <returns>How many files went.</returns>
    /// <exception cref="DatabaseException">The record could not be read or written.</exception>
    /// <exception cref="IOException">The disk could not be written.</exception>
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        var (all, now) = (store.DeleteUnfinished(time.GetUtcNow() - UnfinishedFor), 0);
        do
        {
            now = await register.ForgetAsync(TimeSpan.FromDays(options.Value.DaysWithoutTicket), id => store.Delete(id), cancellation);
            all += now;
        }
        while (now > 0);
        return all;
    }
}

/// <summary>Sweeps at the start and every hour.</summary>
internal sealed class FileSweepClock(FileSweep sweep, TimeProvider time, ILogger<FileSweepClock> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            do
            {
                await SweepAsync(stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops.
        }
    }

    private async Task SweepAsync(CancellationToken cancellation)
    {
        try
        {
            if (await sweep.RunAsync(cancellation) is var gone and > 0)
            {
                log.LogInformation("{Files} files that nothing refers to were deleted", gone);
            }
        }
        catch (Exception e) when (e is DatabaseException or IOException or UnauthorizedAccessException)
        {
            log.LogError(e, "Files could not be swept; trying again in an hour");
        }
    }
}
