using System.Threading.Channels;
using HelpDesk.Storage.Outbox;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Storage.Presence;

/// <summary>
/// Tells the other processes of a PostgreSQL database who is where (NOTIFY; <see cref="DatabaseWatch"/> hears it). What is lost is said again by
/// the next sign of life. A SQLite file has one process that serves people: there is nobody to tell.
/// </summary>
public sealed class PresenceExchange(Database database, Presences presences, TimeProvider time, Action<Exception> report)
{
    /// <summary>What waits while the database is away; of more the oldest is let go.</summary>
    private const int MostWaiting = 500;

    public async Task RunAsync(CancellationToken cancellation)
    {
        if (database.SqliteFile is not null)
        {
            return;
        }

        var waiting = Channel.CreateBounded<string>(new BoundedChannelOptions(MostWaiting) { FullMode = BoundedChannelFullMode.DropOldest });
        void Wait(string told) => waiting.Writer.TryWrite(told);
        presences.Told += Wait;
        try
        {
            await foreach (var told in waiting.Reader.ReadAllAsync(cancellation))
            {
                await TellAsync(told, cancellation);
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // The host stops.
        }
        finally
        {
            presences.Told -= Wait;
        }
    }

    private async Task TellAsync(string told, CancellationToken cancellation)
    {
        try
        {
            await using var context = database.Open();
            await context.Database.ExecuteSqlAsync($"SELECT pg_notify({DatabaseWatch.PresentNotification}, {told})", cancellation);
        }
        catch (Exception e) when (e is not OutOfMemoryException && !cancellation.IsCancellationRequested)
        {
            report(e);
            await Task.Delay(DatabaseWatch.Pause, time, cancellation);
        }
    }
}
