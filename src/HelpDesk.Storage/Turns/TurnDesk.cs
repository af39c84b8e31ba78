using System.Threading.Channels;
using HelpDesk.Conversation.Dialogue;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Storage.Turns;

/// <summary>
/// Accepts messages: one writer takes all that wait together, lets the dialogue decide, and commits messages, states, tickets
/// and replies in one transaction. Only then is a message accepted. A crash at any instant loses nothing accepted and repeats
/// nothing: the activity's key is in the same transaction.
/// </summary>
public sealed class TurnDesk : IAsyncDisposable
{
    /// <summary>Messages committed together at most.</summary>
    public const int MostTogether = 128;

    /// <summary>Messages that may wait; a channel that hands in more waits itself.</summary>
    public const int MostWaiting = 4096;

    private const int MostTries = 5;

    private readonly Channel<Pending> waiting = Channel.CreateBounded<Pending>(new BoundedChannelOptions(MostWaiting) { SingleReader = true });
    private readonly Database database;
    private readonly Func<Bot> bot;
    private readonly TimeProvider time;
    private readonly Action<Exception> report;
    private readonly Task writer;

    /// <param name="bot">The dialogue as it is now: kb may be replaced between two turns.</param>
    /// <param name="report">Told of failures of our own, for the log.</param>
    public TurnDesk(Database database, Func<Bot> bot, TimeProvider time, Action<Exception> report)
    {
        this.database = database;
        this.bot = bot;
        this.time = time;
        this.report = report;
        writer = Task.Run(WriteAsync);
    }

    /// <exception cref="DatabaseException">It could not be stored: full, read-only or locked. The channel must say so and not acknowledge.</exception>
    public async Task<AcceptedTurn> AcceptAsync(AcceptedMessage message, CancellationToken cancellation)
    {
        var pending = new Pending(message, new TaskCompletionSource<AcceptedTurn>(TaskCreationOptions.RunContinuationsAsynchronously));
        await waiting.Writer.WriteAsync(pending, cancellation);
        return await pending.Done.Task.WaitAsync(cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        waiting.Writer.TryComplete();
        await writer;
    }

    private async Task WriteAsync()
    {
        var later = new Queue<Pending>();
        while (later.Count > 0 || await waiting.Reader.WaitToReadAsync())
        {
            var together = Take(later);
            try
            {
                await CommitAsync(together);
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                // The writer must outlive whatever happens to a message, or every later one would wait for ever.
                await CommitAloneAsync(together, e);
            }
        }
    }

    /// <summary>One message of each speaker: what a second one finds depends on the first.</summary>
    private List<Pending> Take(Queue<Pending> later)
    {
        var together = new List<Pending>();
        var speakers = new HashSet<(string, string, string)>();
        var again = new List<Pending>();
        while (together.Count < MostTogether && (later.TryDequeue(out var next) || waiting.Reader.TryRead(out next)))
        {
            var m = next.Message;
            if (speakers.Add((m.Channel, m.Conversation, "")) & speakers.Add((m.Channel, "", m.Person)))
            {
                together.Add(next);
            }
            else
            {
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

    private async Task CommitAsync(IReadOnlyList<Pending> together)
    {
        await using var context = database.Open();
        await using var transaction = await context.Database.BeginTransactionAsync();
        var now = time.GetUtcNow();
        var outcomes = new List<AcceptedTurn>(together.Count);
        var turns = new TurnWriter(context, bot(), now, report);
        foreach (var pending in together)
        {
            outcomes.Add(await turns.WriteAsync(pending.Message));
        }

        await context.SaveChangesAsync();
        await transaction.CommitAsync();
        for (var i = 0; i < together.Count; i++)
        {
            together[i].Done.TrySetResult(outcomes[i]);
        }
    }

    /// <summary>One that cannot be written must not take the others with it.</summary>
    private async Task CommitAloneAsync(IReadOnlyList<Pending> together, Exception why)
    {
        foreach (var pending in together)
        {
            for (var tries = 1; !pending.Done.Task.IsCompleted; tries++)
            {
                try
                {
                    await CommitAsync([pending]);
                }
                catch (SqliteException e)
                {
                    pending.Done.TrySetException(Database.Explained(e, database.SqliteFile ?? ""));
                }
                catch (Exception e) when (e is DbUpdateException { InnerException: SqliteException { SqliteErrorCode: not SQLitePCL.raw.SQLITE_CONSTRAINT } })
                {
                    pending.Done.TrySetException(Database.Explained((SqliteException)e.InnerException, database.SqliteFile ?? ""));
                }
                catch (Exception e) when (e is not OutOfMemoryException)
                {
                    // Another node was first (a repeat, or another turn of the conversation): computed again on what it left.
                    if (tries >= MostTries)
                    {
                        report(e);
                        pending.Done.TrySetException(new DatabaseException("unreadable", database.SqliteFile ?? "", why));
                    }
                    else
                    {
                        await Task.Delay(TimeSpan.FromMilliseconds(50 * tries * tries), time);
                    }
                }
            }
        }
    }

    private sealed record Pending(AcceptedMessage Message, TaskCompletionSource<AcceptedTurn> Done);
}
