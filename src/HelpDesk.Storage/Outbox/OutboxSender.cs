using System.Data.Common;
using HelpDesk.Storage.Model;
using HelpDesk.Storage.Sessions;

namespace HelpDesk.Storage.Outbox;

/// <summary>
/// Sends what stands in the outbox of one channel: in order within a conversation, conversations beside each other, each reply
/// noted as delivered. What surely did not arrive is tried again with back-off; what may have arrived once more and only once;
/// what was acknowledged never. Any number of nodes may run it.
/// </summary>
/// <param name="report">Told of every reply that was given up and of failures of our own, for the log.</param>
public sealed class OutboxSender(Database database, IChannelSender channel, TimeProvider time, ConversationSignals signals, Action<SendFailure> report)
{
    /// <summary>Conversations served at the same time.</summary>
    public const int MostAtOnce = 32;

    /// <summary>A reply that cannot be sent for this long is given up.</summary>
    public static readonly TimeSpan GiveUpAfter = TimeSpan.FromHours(24);

    /// <summary>Longer than any sending takes: a claim older than this was left behind by a process that died.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);

    private static readonly TimeSpan FirstBackOff = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestBackOff = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan LongestSleep = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(1);

    /// <summary>Until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        using var wake = new SemaphoreSlim(0);
        void OnSaid(string said, string conversation)
        {
            if ((said.Length == 0 || said == channel.Channel) && wake.CurrentCount == 0)
            {
                wake.Release();
            }
        }

        signals.Said += OnSaid;
        try
        {
            while (!cancellation.IsCancellationRequested)
            {
                var sleep = await RoundAsync(cancellation);
                if (sleep > TimeSpan.Zero)
                {
                    await wake.WaitAsync(sleep, cancellation);
                }
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // The host stops; what was claimed is sent by whoever starts next.
        }
        finally
        {
            signals.Said -= OnSaid;
        }
    }

    /// <summary>Sends all that is due now.</summary>
    /// <returns>How long nothing is due; zero where there is more.</returns>
    public async Task<TimeSpan> RoundAsync(CancellationToken cancellation)
    {
        try
        {
            var claimed = await ClaimAsync();
            await Task.WhenAll(claimed.Select(reply => SendAsync(reply, cancellation)));
            return claimed.Count > 0 ? TimeSpan.Zero : await UntilNextAsync();
        }
        catch (Exception e) when (e is DbException or DatabaseException or InvalidOperationException)
        {
            report(new SendFailure(channel.Channel, null, "database", e));
            return PauseAfterFailure;
        }
    }

    private async Task<List<OutgoingReply>> ClaimAsync()
    {
        var claimed = new List<OutgoingReply>();
        var now = time.GetUtcNow();
        await WithAsync(session => session.QueryAsync(
            OutboxSql.Claim(database.SqliteFile is null), [[channel.Channel, now.UtcTicks, (now + Lease).UtcTicks, (long)MostAtOnce]], (_, row) => claimed.Add(Read(row))));
        return claimed;
    }

    private OutgoingReply Read(DbDataReader row) => new(
        row.GetInt64(0), channel.Channel, row.GetString(1), row.GetInt64(2), row.IsDBNull(3) ? null : row.GetString(3),
        ReplyJson.Read(row.GetString(4)), new DateTimeOffset(row.GetInt64(5), TimeSpan.Zero), row.GetInt32(6), row.GetInt32(7), row.IsDBNull(9) ? null : row.GetString(9))
    {
        Parts = row.IsDBNull(8) ? [] : row.GetString(8).Split(' '),
    };

    private async Task<TimeSpan> UntilNextAsync()
    {
        var next = (long?)null;
        await WithAsync(session => session.QueryAsync(OutboxSql.Next, [[channel.Channel]], (_, row) => next = row.IsDBNull(0) ? null : row.GetInt64(0)));
        if (next is not { } ticks)
        {
            return LongestSleep;
        }

        var wait = new DateTimeOffset(ticks, TimeSpan.Zero) - time.GetUtcNow();
        return wait <= TimeSpan.Zero ? TimeSpan.FromMilliseconds(50) : wait < LongestSleep ? wait : LongestSleep;
    }

    private async Task SendAsync(OutgoingReply reply, CancellationToken cancellation)
    {
        // It may have arrived twice already: not a third time.
        var outcome = reply.Doubts > 1 ? new Refused("doubtful") : await TrySendAsync(reply, cancellation);
        var settled = Settled.Of(reply, outcome, time.GetUtcNow(), BackOff(reply.Attempts));
        await WithAsync(async session =>
        {
            await session.ExecuteAsync(OutboxSql.Settle, [[reply.Id, reply.Attempts, settled.State.ToString(), settled.NotBefore?.UtcTicks, settled.Doubts, settled.DeliveredAt?.UtcTicks, settled.Id]]);
            if (outcome is Gone)
            {
                await session.ExecuteAsync(OutboxSql.Abandon, [[reply.Channel, reply.Conversation]]);
            }
        });
        if (settled.State == DeliveryState.Failed)
        {
            report(new SendFailure(channel.Channel, reply.Conversation, settled.Code ?? "refused", null, outcome is Gone));
        }
    }

    private async Task<SendOutcome> TrySendAsync(OutgoingReply reply, CancellationToken cancellation)
    {
        try
        {
            return await channel.SendAsync(reply, cancellation);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            report(new SendFailure(channel.Channel, reply.Conversation, "exception", e));
            return new InDoubt("exception");
        }
    }

    private static TimeSpan BackOff(int attempts)
    {
        var wait = FirstBackOff * Math.Pow(2, Math.Min(attempts - 1, 12));
        return wait < LongestBackOff ? wait : LongestBackOff;
    }

    private async Task WithAsync(Func<Session, Task> work)
    {
        await using var session = await database.OpenSessionAsync();
        await work(session);
    }
}

/// <summary>Something that could not be sent, or a failure while sending. Holds nothing that was said.</summary>
/// <param name="Conversation">Null where it concerns none.</param>
/// <param name="Gone">Nobody is there any more.</param>
public sealed record SendFailure(string Channel, string? Conversation, string Code, Exception? Exception, bool Gone = false);
