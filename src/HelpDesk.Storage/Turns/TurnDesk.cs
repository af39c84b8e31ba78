using System.Threading.Channels;
using HelpDesk.Conversation.Dialogue;
using HelpDesk.Storage.Outbox;
using HelpDesk.Storage.Sessions;
using HelpDesk.Storage.Tickets;

namespace HelpDesk.Storage.Turns;

/// <summary>
/// Accepts messages: takes all that wait together, lets the dialogue decide, and commits messages, states, tickets and replies
/// in one transaction. Only then is a message accepted. A crash at any instant loses nothing accepted and repeats nothing: the
/// activity's key is in the same transaction. While one batch commits the next is decided; nobody who speaks in the first is
/// in the second, for what a second message finds depends on the first.
/// </summary>
public sealed class TurnDesk : IAsyncDisposable
{
    /// <summary>Messages committed together at most.</summary>
    public const int MostTogether = 128;

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
    private readonly Task work;
    private Session? reading;
    private Session? writing;

    /// <param name="bot">The dialogue as it is now: kb may be replaced between two turns.</param>
    /// <param name="report">Told of failures of our own, for the log.</param>
    /// <param name="signals">Told where something was said.</param>
    /// <param name="board">Where agents are told of tickets; null: nowhere.</param>
    public TurnDesk(Database database, Func<Bot> bot, TimeProvider time, Action<Exception> report, ConversationSignals? signals = null, AgentsBoard? board = null)
    {
        this.board = board;
        this.database = database;
        this.bot = bot;
        this.time = time;
        this.report = report;
        this.signals = signals;
        work = Task.Run(WorkAsync);
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
    }

    private async Task WorkAsync()
    {
        var later = new Queue<Pending>();
        var (committing, busy) = (Task.CompletedTask, Speakers.None);
        while (true)
        {
            if (committing.IsCompleted)
            {
                busy = Speakers.None;
            }

            var (together, speakers) = Take(later, busy);
            if (together.Count > 0)
            {
                var decisions = await DecideAsync(together);
                await committing;
                // Nobody else waits: to hand over to another thread would cost more than the commit.
                (committing, busy) = (later.Count == 0 && waiting.Reader.Count == 0 ? CommitAsync(decisions) : Task.Run(() => CommitAsync(decisions)), speakers);
            }
            else if (!committing.IsCompleted)
            {
                await committing;
            }
            else if (later.Count == 0 && !await waiting.Reader.WaitToReadAsync())
            {
                return;
            }
        }
    }

    /// <summary>One message of each speaker and conversation, and of none that the batch now committing holds.</summary>
    private (List<Pending> Together, Speakers Speakers) Take(Queue<Pending> later, Speakers busy)
    {
        var together = new List<Pending>();
        var speakers = new Speakers();
        var again = new List<Pending>();
        for (var old = later.Count; together.Count < MostTogether && again.Count < MostWaiting; old--)
        {
            if (!(old > 0 && later.TryDequeue(out var next)) && !waiting.Reader.TryRead(out next))
            {
                break;
            }

            // Who has to wait keeps later messages of the same speaker waiting behind it.
            var free = speakers.Add(next.Message) & !busy.Holds(next.Message);
            (free ? together : again).Add(next);
        }

        var rest = later.ToList();
        later.Clear();
        foreach (var one in again.Concat(rest))
        {
            later.Enqueue(one);
        }

        return (together, speakers);
    }

    /// <summary>Loads and decides. Nothing is thrown: a message that cannot be loaded is settled, and not among the result.</summary>
    private async Task<IReadOnlyList<Decision>> DecideAsync(IReadOnlyList<Pending> together)
    {
        try
        {
            reading ??= await database.OpenSessionAsync();
            return await DecideAsync(reading, together);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            await DropReadingAsync();
            await SettleAsync(together, e);
            return [];
        }
    }

    private async Task<IReadOnlyList<Decision>> DecideAsync(Session session, IReadOnlyList<Pending> together)
    {
        var before = await TurnReader.LoadAsync(session, [.. together.Select(pending => pending.Message)], time.GetUtcNow());
        var fresh = new List<(Pending Pending, Before Before)>(together.Count);
        for (var i = 0; i < together.Count; i++)
        {
            if (before[i].Repeat)
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
        var accepted = await new TurnWriter(database, session, time.GetUtcNow(), board).WriteAsync(decisions);
        for (var i = 0; i < decisions.Count; i++)
        {
            decisions[i].Pending.Done.TrySetResult(accepted[i]);
            signals?.Raise(decisions[i].Message.Channel, decisions[i].Message.Conversation);
        }

        if (board is not null && decisions.Any(decision => decision.TouchesTickets))
        {
            signals?.Raise(board.Channel, "");
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

    /// <summary>Who speaks in a batch, and where.</summary>
    private sealed class Speakers
    {
        private readonly HashSet<(string Channel, string Conversation, string Person)> keys = [];

        public static Speakers None { get; } = new();

        public bool Add(AcceptedMessage m) => keys.Add((m.Channel, m.Conversation, "")) & keys.Add((m.Channel, "", m.Person));

        public bool Holds(AcceptedMessage m) => keys.Contains((m.Channel, m.Conversation, "")) || keys.Contains((m.Channel, "", m.Person));
    }
}
