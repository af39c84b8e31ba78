using System.Threading.Channels;
using HelpDesk.Conversation.Dialogue;
using HelpDesk.Storage.Outbox;
using HelpDesk.Storage.Sessions;
using HelpDesk.Storage.Tickets;

namespace HelpDesk.Storage.Turns;

/// <summary>
/// Accepts messages: lets the dialogue decide, and commits messages, states, tickets and replies of all that are decided together
/// in one transaction. Only then is a message accepted. A crash at any instant loses nothing accepted and repeats nothing: the
/// activity's key is in the same transaction. While some are committed others are decided; but of one speaker or conversation
/// only one is on its way at a time, for what a second message finds depends on the first.
/// </summary>
public sealed class TurnDesk : IAsyncDisposable
{
    /// <summary>Messages committed together at most.</summary>
    public const int MostTogether = 128;

    /// <summary>Messages decided together at most: fewer than are committed together, so that there is something to commit while the next are decided.</summary>
    public const int MostDecidedTogether = 32;

    /// <summary>Messages that may wait; a channel that hands in more waits itself.</summary>
    public const int MostWaiting = 4096;

    /// <summary>Below it, starting threads costs more than it saves.</summary>
    private const int FewestInParallel = 4;

    private readonly Channel<Pending> waiting = Channel.CreateBounded<Pending>(new BoundedChannelOptions(MostWaiting) { SingleReader = true });
    private readonly Database database;
    private readonly Func<Bot> bot;
    private readonly TimeProvider time;
    private readonly Action<Exception> report;
    private readonly ConversationSignals? signals;
    private readonly AgentsBoard? board;
    private readonly IAftermath? aftermath;
    private readonly Channel<Decision> decided = Channel.CreateBounded<Decision>(new BoundedChannelOptions(MostTogether * 2) { SingleReader = true, SingleWriter = true });
    private readonly Speakers busy = new();

    /// <summary>Held by whoever commits.</summary>
    private readonly SemaphoreSlim committing = new(1, 1);
    private readonly Task work;
    private Session? reading;
    private Session? writing;

    /// <param name="bot">The dialogue as it is now: kb may be replaced between two turns.</param>
    /// <param name="report">Told of failures of our own, for the log.</param>
    /// <param name="signals">Told where something was said.</param>
    /// <param name="board">Where agents are told of tickets; null: nowhere.</param>
    /// <param name="aftermath">Looks at texts after the commit; null: nobody.</param>
    public TurnDesk(Database database, Func<Bot> bot, TimeProvider time, Action<Exception> report, ConversationSignals? signals = null, AgentsBoard? board = null, IAftermath? aftermath = null)
    {
        this.aftermath = aftermath;
        this.board = board;
        this.database = database;
        this.bot = bot;
        this.time = time;
        this.report = report;
        this.signals = signals;
        work = Task.WhenAll(Task.Run(DecideAllAsync), Task.Run(CommitAllAsync));
    }

    /// <exception cref="DatabaseException">It could not be stored: full, read-only, locked or unreachable. The channel must say so and not acknowledge.</exception>
    public async Task<AcceptedTurn> AcceptAsync(AcceptedMessage message, CancellationToken cancellation)
    {
        var pending = new Pending(message, new TaskCompletionSource<AcceptedTurn>(TaskCreationOptions.RunContinuationsAsynchronously));
        await waiting.Writer.WriteAsync(pending, cancellation);
        return await pending.Done.Task.WaitAsync(cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        waiting.Writer.TryComplete();
        await work;
        await DropAsync();
        committing.Dispose();
    }

    private async Task DecideAllAsync()
    {
        var later = new Queue<Pending>();
        var arrival = (Task<bool>?)null;
        while (true)
        {
            var freed = busy.Freed;
            var together = Take(later);
            if (together.Count > 0)
            {
                await PassOnAsync(await DecideAsync(together), alone: later.Count == 0 && waiting.Reader.Count == 0);
                continue;
            }

            arrival ??= waiting.Reader.WaitToReadAsync().AsTask();
            if (later.Count > 0)
            {
                // Their speakers are being committed. After the last arrival only that is left to wait for.
                await (arrival.IsCompleted && !await arrival ? freed : Task.WhenAny(freed, arrival));
            }
            else if (!await arrival)
            {
                decided.Writer.Complete();
                return;
            }

            arrival = arrival.IsCompleted && await arrival ? null : arrival;
        }
    }

    /// <summary>To the committing side; a lone one is committed here at once, for to change threads would cost more than the commit.</summary>
    private async Task PassOnAsync(IReadOnlyList<Decision> decisions, bool alone)
    {
        if (alone && decisions.Count == 1 && decided.Reader.Count == 0 && committing.Wait(0))
        {
            await CommitAndReleaseAsync(decisions);
            return;
        }

        foreach (var decision in decisions)
        {
            await decided.Writer.WriteAsync(decision);
        }
    }

    private async Task CommitAllAsync()
    {
        var together = new List<Decision>(MostTogether);
        while (await decided.Reader.WaitToReadAsync())
        {
            await committing.WaitAsync();
            while (together.Count < MostTogether && decided.Reader.TryRead(out var next))
            {
                together.Add(next);
            }

            await CommitAndReleaseAsync(together);
            together.Clear();
        }
    }

    private async Task CommitAndReleaseAsync(IReadOnlyList<Decision> decisions)
    {
        try
        {
            await CommitAsync(decisions);
        }
        finally
        {
            committing.Release();
            busy.Release(decisions.Select(decision => decision.Message));
        }
    }

    /// <summary>Messages of speakers and conversations of which none is on its way; the others wait, in their order.</summary>
    private List<Pending> Take(Queue<Pending> later)
    {
        var together = new List<Pending>();
        var again = new List<Pending>();
        var behind = new Speakers();
        for (var old = later.Count; together.Count < MostDecidedTogether && again.Count < MostWaiting; old--)
        {
            if (!(old > 0 && later.TryDequeue(out var next)) && !waiting.Reader.TryRead(out next))
            {
                break;
            }

            // Who has to wait keeps later messages of the same speaker waiting behind it.
            if (!behind.Holds(next.Message) && busy.TryAdd(next.Message))
            {
                together.Add(next);
            }
            else
            {
                behind.Add(next.Message);
                again.Add(next);
            }
        }

        var rest = later.ToList();
        later.Clear();
        foreach (var one in again.Concat(rest))
        {
            later.Enqueue(one);
        }

        return together;
    }

    /// <summary>Loads and decides. Nothing is thrown: a message that cannot be loaded is settled, and not among the result.</summary>
    private async Task<IReadOnlyList<Decision>> DecideAsync(IReadOnlyList<Pending> together)
    {
        IReadOnlyList<Decision> decisions = [];
        try
        {
            reading ??= await database.OpenSessionAsync();
            decisions = await DecideAsync(reading, together);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            await DropReadingAsync();
            await SettleAsync(together, e);
        }

        if (decisions.Count < together.Count)
        {
            var passedOn = decisions.Select(decision => decision.Pending).ToHashSet();
            busy.Release(together.Where(pending => !passedOn.Contains(pending)).Select(pending => pending.Message));
        }

        return decisions;
    }

    private async Task<IReadOnlyList<Decision>> DecideAsync(Session session, IReadOnlyList<Pending> together)
    {
        var before = await TurnReader.LoadAsync(session, [.. together.Select(pending => pending.Message)], time.GetUtcNow());
        var fresh = new List<(Pending Pending, Before Before)>(together.Count);
        for (var i = 0; i < together.Count; i++)
        {
            if (before[i].Forgotten)
            {
                together[i].Done.TrySetResult(new AcceptedTurn(false, [], IsForgotten: true));
            }
            else if (before[i].Repeat)
            {
                together[i].Done.TrySetResult(await TurnReader.SaidAsync(session, together[i].Message));
            }
            else
            {
                fresh.Add((together[i], before[i]));
            }
        }

        var (now, decisions) = (bot(), new Decision[fresh.Count]);
        if (fresh.Count < FewestInParallel)
        {
            for (var i = 0; i < fresh.Count; i++)
            {
                decisions[i] = Decision.Of(fresh[i].Pending, fresh[i].Before, now, report);
            }
        }
        else
        {
            Parallel.For(0, fresh.Count, i => decisions[i] = Decision.Of(fresh[i].Pending, fresh[i].Before, now, report));
        }

        return decisions;
    }

    private async Task CommitAsync(IReadOnlyList<Decision> decisions)
    {
        if (decisions.Count == 0)
        {
            return;
        }

        try
        {
            writing ??= await database.OpenSessionAsync();
            await CommitAsync(writing, decisions);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // The desk must outlive whatever happens to a message, or every later one would wait for ever.
            await DropWritingAsync();
            await SettleAsync([.. decisions.Select(decision => decision.Pending)], e);
        }
    }

    private async Task CommitAsync(Session session, IReadOnlyList<Decision> decisions)
    {
        var now = time.GetUtcNow();
        var accepted = await new TurnWriter(database, session, now, board, aftermath?.WithholdsQuestions ?? false).WriteAsync(decisions);
        for (var i = 0; i < decisions.Count; i++)
        {
            decisions[i].Pending.Done.TrySetResult(accepted[i]);
            signals?.Raise(decisions[i].Message.Channel, decisions[i].Message.Conversation);
            decisions[i].Leave(aftermath, now);
        }

        if (decisions.Any(decision => decision.TouchesTickets))
        {
            signals?.Raise(ConversationSignals.TicketChanges, "");
            if (board is not null)
            {
                signals?.Raise(board.Channel, "");
            }
        }
    }

    /// <summary>
    /// After a failure: all again together where only the connection was lost; else each alone, for one that cannot be written
    /// must not take the others with it. Each is either accepted or told why not.
    /// </summary>
    private async Task SettleAsync(IReadOnlyList<Pending> together, Exception why)
    {
        var groups = Faults.IsPassing(why) || Faults.Explained(why, database) is not null ? [together] : together.Select(pending => (IReadOnlyList<Pending>)[pending]);
        foreach (var group in groups)
        {
            await new Retry(time, database, report).RunAsync(why, group, async () =>
            {
                await using var session = await database.OpenSessionAsync();
                var decisions = await DecideAsync(session, [.. group.Where(pending => !pending.Done.Task.IsCompleted)]);
                if (decisions.Count > 0)
                {
                    await CommitAsync(session, decisions);
                }
            });
        }
    }

    private async Task DropAsync()
    {
        await DropReadingAsync();
        await DropWritingAsync();
    }

    private async Task DropReadingAsync()
    {
        var session = Interlocked.Exchange(ref reading, null);
        await Session.DropAsync(session, report);
    }

    private async Task DropWritingAsync()
    {
        var session = Interlocked.Exchange(ref writing, null);
        await Session.DropAsync(session, report);
    }
}
