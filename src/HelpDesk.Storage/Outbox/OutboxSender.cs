using System.Data.Common;
using HelpDesk.Storage.Model;

namespace HelpDesk.Storage.Outbox;

/// <summary>
/// Sends what stands in the outbox of one channel: in order within a conversation, conversations beside each other and none
/// waiting for another. What is tried again, when, and for how long, <see cref="Settled"/> says; what was acknowledged is never
/// sent again. Any number of nodes may run it.
/// </summary>
/// <param name="report">Told of every reply that was given up and of failures of our own, for the log.</param>
public sealed class OutboxSender(Database database, IChannelSender channel, TimeProvider time, ConversationSignals signals, Action<SendFailure> report)
{
    /// <summary>For one reply on its way, and as long for what must be done before; what lasts longer is cut, and in doubt.</summary>
    public static readonly TimeSpan LongestSending = TimeSpan.FromSeconds(30);

    /// <summary>Twice as long: what is on its way for longer was left behind by a process that died.</summary>
    public static readonly TimeSpan Lease = 2 * LongestSending;

    /// <summary>After the signal to stop, for what is on its way; then it is cut. With what must be written afterwards it stays below the 10 s that containers are given.</summary>
    public static readonly TimeSpan LongestStop = TimeSpan.FromSeconds(7);

    /// <summary>For writing what came of it.</summary>
    private static readonly TimeSpan LongestLastWrite = TimeSpan.FromSeconds(2);

    /// <summary>Conversations that are looked at together, from the one that waits longest.</summary>
    private const int MostSeen = 1024;

    private static readonly TimeSpan LongestSleep = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(1);

    private readonly Places places = new(time);
    private readonly Bell bell = new(time);

    /// <summary>Until cancelled; then nothing more leaves, and what is on its way has <see cref="LongestStop"/>.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        signals.Said += OnSaid;
        try
        {
            await PumpAsync(untilIdle: false, cancellation);
        }
        finally
        {
            signals.Said -= OnSaid;
        }
    }

    /// <summary>Sends all that is due now and what becomes due by it, and ends when nothing is under way.</summary>
    public Task SendDueAsync(CancellationToken cancellation) => PumpAsync(untilIdle: true, cancellation);

    private void OnSaid(string said, string conversation)
    {
        if (said.Length == 0 || said == channel.Channel)
        {
            bell.Ring();
        }
    }

    private async Task PumpAsync(bool untilIdle, CancellationToken stopping)
    {
        var ledger = new OutboxLedger(database, time, e => report(new SendFailure(channel.Channel, null, "database", e)));
        using var cut = new CancellationTokenSource();
        var pump = new Pump(ledger, stopping, cut.Token);
        try
        {
            while (!stopping.IsCancellationRequested)
            {
                var wasIdle = places.AreEmpty;
                var (started, sleep) = await StartDueAsync(pump);
                if (untilIdle && wasIdle && !started)
                {
                    return;
                }

                await bell.WaitAsync(untilIdle && !places.AreEmpty ? null : sleep, stopping);
            }

            await FinishAsync(cut);
        }
        finally
        {
            await ledger.DisposeAsync();
        }
    }

    /// <returns>Whether anything has started, and for how long nothing else will, unless the bell rings.</returns>
    private async Task<(bool Started, TimeSpan? Sleep)> StartDueAsync(Pump pump)
    {
        var (free, wait) = places.Now();
        if (free == 0)
        {
            return (false, wait);
        }

        try
        {
            var now = time.GetUtcNow();
            var chosen = places.Take(await pump.Ledger.DueAsync(channel.Channel, now, MostSeen));
            await StartAsync(pump, chosen, now);
            if (chosen.Count > 0)
            {
                // There may be places and conversations left.
                bell.Ring();
            }

            var next = await pump.Ledger.NextAsync(channel.Channel, now) - now;
            return (chosen.Count > 0, next < LongestSleep ? next : LongestSleep);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // Whatever it is, what waits here must not wait for ever.
            report(new SendFailure(channel.Channel, null, e is DbException or DatabaseException ? "database" : "exception", e));
            return (false, PauseAfterFailure);
        }
    }

    private async Task StartAsync(Pump pump, IReadOnlyList<(long Id, string Conversation)> chosen, DateTimeOffset now)
    {
        var left = chosen.Select(head => head.Conversation).ToHashSet(StringComparer.Ordinal);
        try
        {
            foreach (var reply in await pump.Ledger.LoadAsync(channel.Channel, chosen.Select(head => head.Id), now))
            {
                left.Remove(reply.Conversation);
                _ = Task.Run(() => ServeAsync(pump, reply), CancellationToken.None);
            }
        }
        finally
        {
            // Another node was faster, or nothing could be read.
            foreach (var conversation in left)
            {
                places.Leave(conversation);
            }
        }
    }

    private async Task ServeAsync(Pump pump, OutgoingReply reply)
    {
        try
        {
            var departure = new Departure(pump.Ledger, reply, time, pump.Stopping);
            var outcome = reply.LeftSince is null ? await TrySendAsync(pump, reply, departure) : new InDoubt("lease");
            if (outcome is not HeldBack)
            {
                await SettleAsync(pump, reply, outcome, departure);
            }
        }
        finally
        {
            places.Leave(reply.Conversation);
            bell.Ring();
        }
    }

    private async Task SettleAsync(Pump pump, OutgoingReply reply, SendOutcome outcome, Departure departure)
    {
        var now = time.GetUtcNow();
        var lapsed = reply.LeftSince is not null;
        var settled = Settled.Of(outcome, reply.At, lapsed ? reply.Attempts : departure.Tries, reply.Doubts, now, reply.LeftSince);
        if (settled.State == DeliveryState.Failed && !await GiveUpAsync(pump, reply, settled.Code!, outcome is Gone))
        {
            return;
        }

        // A claim that is over keeps its count: should its process live after all, what it knows still holds.
        await pump.Ledger.SettleAsync(reply.Id, departure.Attempts, lapsed ? reply.Attempts : departure.Tries, settled, settled.State == DeliveryState.Failed ? now : null);
        if (outcome is Gone)
        {
            await pump.Ledger.AbandonAsync(reply.Channel, reply.Conversation, settled.Code!, now);
        }

        DeliveryMeter.Count(channel.Channel, settled);
    }

    /// <summary>Told before it is settled, so that no crash keeps it from being told.</summary>
    /// <returns>False: it was not told, and this process stops; whoever starts next tells it.</returns>
    private async Task<bool> GiveUpAsync(Pump pump, OutgoingReply reply, string code, bool gone)
    {
        while (true)
        {
            try
            {
                var lost = gone
                    ? await new LeftConversations(database, time).WaitingAsync(reply.Channel, reply.Conversation)
                    : [new LostReply(reply.Id, reply.Ticket, reply.Reply, reply.At)];
                await channel.GiveUpAsync(new GivenUp(reply.Channel, reply.Conversation, code, gone, lost), pump.Cut);
                report(new SendFailure(channel.Channel, reply.Conversation, code, null, gone));
                DeliveryMeter.CountGivenUp(channel.Channel, code, lost.Count - 1);
                return true;
            }
            catch (Exception e) when (e is DbException or DatabaseException)
            {
                report(new SendFailure(channel.Channel, reply.Conversation, "database", e));
            }
            catch (Exception e) when (e is not OutOfMemoryException && !pump.Cut.IsCancellationRequested)
            {
                // A fault of ours in telling must not keep the conversation from going on; the log has both.
                report(new SendFailure(channel.Channel, reply.Conversation, code, e, gone));
                return true;
            }
            catch (OperationCanceledException)
            {
                return false;
            }

            await new Bell(time).WaitAsync(PauseAfterFailure, pump.Stopping);
            if (pump.Stopping.IsCancellationRequested)
            {
                return false;
            }
        }
    }

    private async Task<SendOutcome> TrySendAsync(Pump pump, OutgoingReply reply, Departure departure)
    {
        using var limit = new CancellationTokenSource(LongestSending, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, pump.Cut);
        // What has not left yet need not be waited for.
        await using var stop = pump.Stopping.Register(() =>
        {
            if (!departure.HasBegun)
            {
                either.Cancel();
            }
        });
        departure.Left = () => limit.CancelAfter(LongestSending);
        try
        {
            return await channel.SendAsync(reply, departure, either.Token);
        }
        catch (OperationCanceledException) when (either.IsCancellationRequested)
        {
            var code = limit.IsCancellationRequested ? "slow" : "stopped";
            return departure.IsDoubtful ? new InDoubt(code) : code == "stopped" && !departure.HasBegun ? new HeldBack() : new TryLater(code);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            report(new SendFailure(channel.Channel, reply.Conversation, "exception", e));
            return departure.IsDoubtful ? new InDoubt("exception") : e is DbException or DatabaseException ? new TryLater("database") : new Broken("exception");
        }
    }

    private async Task FinishAsync(CancellationTokenSource cut)
    {
        await UntilEmptyAsync(LongestStop);
        if (!places.AreEmpty)
        {
            await cut.CancelAsync();
            await UntilEmptyAsync(LongestLastWrite);
        }
    }

    private async Task UntilEmptyAsync(TimeSpan longest)
    {
        var from = time.GetTimestamp();
        while (!places.AreEmpty && longest - time.GetElapsedTime(from) is var left && left > TimeSpan.Zero)
        {
            await bell.WaitAsync(left, CancellationToken.None);
        }
    }

    /// <param name="Stopping">Nothing more leaves.</param>
    /// <param name="Cut">What is on its way is waited for no longer.</param>
    private sealed record Pump(OutboxLedger Ledger, CancellationToken Stopping, CancellationToken Cut);
}

/// <summary>Something that could not be sent, or a failure while sending. Holds nothing that was said.</summary>
/// <param name="Conversation">Null where it concerns none.</param>
/// <param name="Gone">Nobody is there any more.</param>
public sealed record SendFailure(string Channel, string? Conversation, string Code, Exception? Exception, bool Gone = false);
