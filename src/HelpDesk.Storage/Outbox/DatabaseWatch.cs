using System.Data.Common;
using HelpDesk.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Storage.Outbox;

/// <summary>
/// Tells the signals what any process said in the database. SQLite: its change counter is looked at every 200 ms.
/// PostgreSQL: a trigger notifies, and this listens, again after every cut. Runs until it is cancelled, whatever fails.
/// </summary>
/// <param name="present">Told what other processes say of who is where; PostgreSQL only, for one file serves one process's people.</param>
public sealed class DatabaseWatch(Database database, ConversationSignals signals, TimeProvider time, Action<Exception> report, Action<string>? present = null)
{
    /// <summary>Between two looks at a SQLite file.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    /// <summary>Before a broken connection is opened again.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>The channel of PostgreSQL's NOTIFY; its payload is channel and conversation, a line each.</summary>
    internal const string Notification = "helpdesk_said";

    /// <summary>The channel of what processes tell each other of who is where; nothing of it is stored.</summary>
    internal const string PresentNotification = "helpdesk_present";

    /// <summary>New rows that are signalled one by one; of more everybody is told.</summary>
    private const int MostNamed = 500;

    /// <summary>After so many seconds without a word PostgreSQL is asked whether it is still there.</summary>
    private const int KeepAliveSeconds = 15;

    public async Task RunAsync(CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested)
        {
            try
            {
                await (database.SqliteFile is null ? ListenAsync(cancellation) : PollAsync(cancellation));
            }
            catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                // A file that is locked or a server that restarts: what was missed meanwhile is found on the next try.
                report(e);
                await WaitAsync(Pause, cancellation);
            }
        }
    }

    private async Task PollAsync(CancellationToken cancellation)
    {
        await using var context = database.Open();
        await context.Database.OpenConnectionAsync(cancellation);
        var (version, last, forgotten, changed) = (0L, await LastAsync(context, cancellation), await LastForgottenAsync(context, cancellation), await LastChangeAsync(context, cancellation));
        signals.RaiseAll();
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(cancellation))
        {
            // Changes when another connection has committed, to whichever table; it costs no more than a look at shared memory.
            var now = (long)(await ScalarAsync(context.Database.GetDbConnection(), cancellation))!;
            if (now != version)
            {
                version = now;
                last = await TellAsync(context, last, cancellation);
                forgotten = await TellForgottenAsync(context, forgotten, cancellation);
                changed = await TellChangesAsync(context, changed, cancellation);
            }
        }
    }

    private static async Task<object?> ScalarAsync(DbConnection connection, CancellationToken cancellation)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA data_version";
        return await command.ExecuteScalarAsync(cancellation);
    }

    private static async Task<long> LastAsync(HelpDeskContext context, CancellationToken cancellation) =>
        await context.Outbox.MaxAsync(row => (long?)row.Id, cancellation) ?? 0;

    /// <returns>Id of the last row that was told of. Only one process writes at a time, so that no lower id comes later.</returns>
    private async Task<long> TellAsync(HelpDeskContext context, long last, CancellationToken cancellation)
    {
        var said = await context.Outbox.Where(row => row.Id > last).OrderBy(row => row.Id).Take(MostNamed)
            .Select(row => new { row.Id, row.Channel, row.Conversation }).ToListAsync(cancellation);
        var newest = await LastAsync(context, cancellation);
        if (newest < last || said.Count == MostNamed)
        {
            // A backup was put in place, or very much was said at once.
            signals.RaiseAll();
            return newest;
        }

        foreach (var one in said.DistinctBy(row => (row.Channel, row.Conversation)))
        {
            signals.Raise(one.Channel, one.Conversation);
        }

        return said.Count > 0 ? said[^1].Id : last;
    }

    private static async Task<long> LastForgottenAsync(HelpDeskContext context, CancellationToken cancellation) =>
        await context.Forgotten.MaxAsync(row => (long?)row.Id, cancellation) ?? 0;

    /// <summary>Where somebody was forgotten by another process, whoever listens there looks too.</summary>
    private async Task<long> TellForgottenAsync(HelpDeskContext context, long last, CancellationToken cancellation)
    {
        var forgotten = await context.Forgotten.AsNoTracking().Where(row => row.Id > last).OrderBy(row => row.Id).ToListAsync(cancellation);
        forgotten.ForEach(row => signals.Raise(row.Channel, row.Conversation));
        return forgotten.Count > 0 ? forgotten[^1].Id : last;
    }

    private static async Task<long> LastChangeAsync(HelpDeskContext context, CancellationToken cancellation) =>
        await context.TicketChanges.MaxAsync(row => (long?)row.Id, cancellation) ?? 0;

    private async Task<long> TellChangesAsync(HelpDeskContext context, long last, CancellationToken cancellation)
    {
        var newest = await LastChangeAsync(context, cancellation);
        if (newest != last)
        {
            signals.Raise(ConversationSignals.TicketChanges, "");
        }

        return newest;
    }

    private async Task ListenAsync(CancellationToken cancellation)
    {
        await using var connection = database.OpenPostgres(KeepAliveSeconds);
        await connection.OpenAsync(cancellation);
        connection.Notification += (_, said) => Tell(said.Channel, said.Payload);
        await using (var command = connection.CreateCommand())
        {
            command.CommandText = $"LISTEN {Notification}; LISTEN {PresentNotification}";
            await command.ExecuteNonQueryAsync(cancellation);
        }

        // What was said while nobody listened.
        signals.RaiseAll();
        while (true)
        {
            await connection.WaitAsync(cancellation);
        }
    }

    private void Tell(string channel, string payload)
    {
        if (channel == PresentNotification)
        {
            present?.Invoke(payload);
            return;
        }

        var end = payload.IndexOf('\n', StringComparison.Ordinal);
        if (end < 0)
        {
            signals.RaiseAll();
        }
        else
        {
            signals.Raise(payload[..end], payload[(end + 1)..]);
        }
    }

    private async Task WaitAsync(TimeSpan pause, CancellationToken cancellation)
    {
        try
        {
            await Task.Delay(pause, time, cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // The host stops; the loop sees it.
        }
    }
}
