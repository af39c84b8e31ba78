using System.Data.Common;
using System.Threading.Channels;
using HelpDesk.Storage.Sessions;

namespace HelpDesk.Storage.Outbox;

/// <summary>
/// What a sender reads and writes. Writes of all that is under way at one instant are committed together. What a departure could
/// not write is not sent; what came of a sending is kept until it is written, however long the database is away.
/// </summary>
internal sealed class OutboxLedger : IAsyncDisposable
{
    /// <summary>Writes committed together at most.</summary>
    private const int MostTogether = 256;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly Channel<Entry> waiting = Channel.CreateUnbounded<Entry>(new UnboundedChannelOptions { SingleReader = true });
    private readonly CancellationTokenSource closing = new();
    private readonly Database database;
    private readonly TimeProvider time;
    private readonly Action<Exception> report;
    private readonly string depart;
    private readonly Task work;
    private Session? reading;
    private Session? writing;
    private bool away;

    /// <param name="report">Told of failures of the database, once until it is back.</param>
    public OutboxLedger(Database database, TimeProvider time, Action<Exception> report)
    {
        (this.database, this.time, this.report, depart) = (database, time, report, OutboxSql.Depart(database.SqliteFile is null));
        work = Task.Run(WriteAllAsync, CancellationToken.None);
    }

    private enum Act
    {
        Depart,
        Return,
        Settle,
        Abandon,
    }

    /// <summary>Heads of conversations that are due, oldest first.</summary>
    /// <exception cref="DbException">It cannot be read now.</exception>
    public async Task<IReadOnlyList<(long Id, string Conversation)>> DueAsync(string channel, DateTimeOffset now, int most)
    {
        var due = new List<(long, string)>();
        await ReadAsync(OutboxSql.Due, [[channel, now.UtcTicks, (long)most]], row => due.Add((row.GetInt64(0), row.GetString(1))));
        return due;
    }

    /// <summary>Without those that are not due any more.</summary>
    /// <exception cref="DbException">It cannot be read now.</exception>
    public async Task<IReadOnlyList<OutgoingReply>> LoadAsync(string channel, IEnumerable<long> ids, DateTimeOffset now)
    {
        var replies = new List<OutgoingReply>();
        await ReadAsync(OutboxSql.Load, [.. ids.Select(id => new object?[] { id, now.UtcTicks })], row => replies.Add(Read(channel, row)));
        return replies;
    }

    /// <exception cref="DbException">It cannot be read now.</exception>
    public async Task<DateTimeOffset?> NextAsync(string channel, DateTimeOffset now)
    {
        var next = (long?)null;
        await ReadAsync(OutboxSql.Next, [[channel, now.UtcTicks]], row => next = row.IsDBNull(0) ? null : row.GetInt64(0));
        return next is { } ticks ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;
    }

    /// <summary>Null: the database is away, and whether it was written is not known.</summary>
    public Task<bool?> DepartAsync(long id, int known, int attempts, DateTimeOffset until, bool doubtful) =>
        WriteAsync(Act.Depart, [id, known, attempts, until.UtcTicks, doubtful]);

    /// <summary>Done once it is written, or this is closed.</summary>
    public Task ReturnAsync(long id, int attempts, DateTimeOffset until) => WriteAsync(Act.Return, [id, attempts, until.UtcTicks]);

    /// <summary>Done once it is written, or this is closed.</summary>
    public Task SettleAsync(long id, int known, int attempts, Settled settled, DateTimeOffset? givenUpAt) => WriteAsync(Act.Settle,
        [id, known, settled.State.ToString(), attempts, settled.Doubts, settled.NotBefore?.UtcTicks, settled.DeliveredAt?.UtcTicks, settled.Id, settled.Code, givenUpAt?.UtcTicks]);

    /// <summary>Done once it is written, or this is closed.</summary>
    public Task AbandonAsync(string channel, string conversation, string code, DateTimeOffset at) => WriteAsync(Act.Abandon, [channel, conversation, code, at.UtcTicks]);

    /// <summary>What cannot be written now is left: whoever starts next finds it on its way.</summary>
    public async ValueTask DisposeAsync()
    {
        waiting.Writer.TryComplete();
        await closing.CancelAsync();
        await work;
        await Session.DropAsync(reading, report);
        await Session.DropAsync(writing, report);
        closing.Dispose();
    }

    private static OutgoingReply Read(string channel, IRow row) => new(
        row.GetInt64(0), channel, row.GetString(1), row.GetInt64(2), row.IsDBNull(3) ? null : row.GetString(3),
        ReplyJson.Read(row.GetString(4)), new DateTimeOffset(row.GetInt64(5), TimeSpan.Zero), row.GetInt32(6), row.GetInt32(7), row.IsDBNull(11) ? null : row.GetString(11))
    {
        Parts = row.IsDBNull(8) ? [] : row.GetString(8).Split(' '),
        Ticket = row.IsDBNull(9) ? null : row.GetString(9),
        LeftSince = row.IsDBNull(10) ? null : new DateTimeOffset(row.GetInt64(10), TimeSpan.Zero) - OutboxSender.Lease,
    };

    private async Task ReadAsync(string sql, IReadOnlyList<object?[]> rows, Action<IRow> read)
    {
        try
        {
            reading ??= await database.OpenSessionAsync();
            await reading.QueryAsync(sql, rows, (_, row) => read(row));
        }
        catch
        {
            var failed = reading;
            reading = null;
            await Session.DropAsync(failed, report);
            throw;
        }
    }

    private Task<bool?> WriteAsync(Act act, object?[] values)
    {
        var entry = new Entry(act, values, new TaskCompletionSource<bool?>(TaskCreationOptions.RunContinuationsAsynchronously));
        if (!waiting.Writer.TryWrite(entry))
        {
            entry.Done.SetResult(null);
        }

        return entry.Done.Task;
    }

    private async Task WriteAllAsync()
    {
        var together = new List<Entry>();
        while (together.Count > 0 || await waiting.Reader.WaitToReadAsync(CancellationToken.None))
        {
            while (together.Count < MostTogether && waiting.Reader.TryRead(out var next))
            {
                together.Add(next);
            }

            if (await TryWriteAsync(together))
            {
                together.Clear();
                continue;
            }

            // What has not left stays here; the rest has happened, and is written when the database is back.
            foreach (var entry in together.Where(entry => entry.Act == Act.Depart || closing.IsCancellationRequested))
            {
                entry.Done.SetResult(null);
            }

            together.RemoveAll(entry => entry.Done.Task.IsCompleted);
        }
    }

    private async Task<bool> TryWriteAsync(List<Entry> together)
    {
        try
        {
            writing ??= await database.OpenSessionAsync();
            await WriteAsync(writing, together);
            away = false;
            return true;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            var failed = writing;
            writing = null;
            await Session.DropAsync(failed, report);
            if (!Faults.IsLostRace(e))
            {
                await WaitAsync(e);
            }

            return false;
        }
    }

    private async Task WaitAsync(Exception e)
    {
        if (!away)
        {
            away = true;
            report(e);
        }

        try
        {
            await Task.Delay(Pause, time, closing.Token);
        }
        catch (OperationCanceledException)
        {
            // Closing: nothing is waited for any more.
        }
    }

    private async Task WriteAsync(Session session, IReadOnlyList<Entry> together)
    {
        // In one order on all nodes, so that none waits for another in a circle.
        var by = together.GroupBy(entry => entry.Act).ToDictionary(group => group.Key, group => group.OrderBy(entry => entry.Values[0] as long?).ToList());
        List<Entry> Of(Act act) => by.GetValueOrDefault(act) ?? [];
        var (leaving, left) = (Of(Act.Depart), new HashSet<int>());
        await session.BeginAsync();
        await session.QueryAsync(depart, [.. leaving.Select(entry => entry.Values)], (i, _) => left.Add(i));
        await session.ExecuteAsync(OutboxSql.Return, [.. Of(Act.Return).Select(entry => entry.Values)]);
        await session.ExecuteAsync(OutboxSql.Settle, [.. Of(Act.Settle).Select(entry => entry.Values)]);
        await session.ExecuteAsync(OutboxSql.Abandon, [.. Of(Act.Abandon).Select(entry => entry.Values)]);
        await session.CommitAsync();
        for (var i = 0; i < leaving.Count; i++)
        {
            leaving[i].Done.SetResult(left.Contains(i));
        }

        foreach (var entry in together.Where(entry => entry.Act != Act.Depart))
        {
            entry.Done.SetResult(true);
        }
    }

    private sealed record Entry(Act Act, object?[] Values, TaskCompletionSource<bool?> Done);
}
