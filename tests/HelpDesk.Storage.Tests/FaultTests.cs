using System.Collections.Concurrent;
using HelpDesk.Conversation.Dialogue;
using HelpDesk.Storage.Turns;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Storage.Tests;

/// <summary>A disk, a lock or a server that fails in the middle: a clear error or a wait, nothing lost, recovery without hands.</summary>
public class FaultTests
{
    private static readonly string[] Lines = ["ERR_20070", "担当者に相談", "すべてスキップ", "この内容で送る"];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_full_disk_is_said_and_the_message_can_be_sent_again()
    {
        using var disk = new Tmpfs(6);
        var database = Database.Sqlite(Path.Combine(disk.Folder, "help.db"));
        await database.PrepareAsync(Cancellation);
        await using var desk = Desk(database, out var failures);
        await SayAsync(desk, "a", 0);

        disk.Fill();
        var refused = new List<string>();
        for (var i = 1; i < 200 && refused.Count == 0; i++)
        {
            // The log has some room left over; then it must be said.
            try
            {
                await SayAsync(desk, $"full{i}", 0);
            }
            catch (DatabaseException e)
            {
                e.Code.ShouldBe("full");
                refused.Add($"full{i}");
            }
        }

        refused.ShouldHaveSingleItem();
        await using (var context = database.Open())
        {
            (await context.Inbox.AnyAsync(row => row.Conversation == "a", Cancellation)).ShouldBeTrue("what was accepted can be read");
            (await context.Inbox.AnyAsync(row => row.Conversation == refused[0], Cancellation)).ShouldBeFalse();
        }

        disk.Free();
        (await SayAsync(desk, refused[0], 0)).Repeat.ShouldBeFalse();
        await CheckAsync(database);
        failures.ShouldBeEmpty("a full disk is the operator's matter, not a fault of ours");
    }

    [Fact]
    public async Task A_read_only_disk_is_said_at_the_start()
    {
        using var disk = new Tmpfs(6);
        var file = Path.Combine(disk.Folder, "help.db");
        await Database.Sqlite(file).PrepareAsync(Cancellation);
        SqliteConnection.ClearAllPools();
        disk.ReadOnly(true);
        (await Should.ThrowAsync<DatabaseException>(() => Database.Sqlite(file).PrepareAsync(Cancellation))).Code.ShouldBe("read-only");
        SqliteConnection.ClearAllPools();
        disk.ReadOnly(false);
        await Database.Sqlite(file).PrepareAsync(Cancellation);
    }

    [Fact]
    public async Task A_short_lock_is_waited_for()
    {
        await using var world = await World.CreateAsync();
        await using var other = await LockAsync(world.Database.SqliteFile!);
        var said = world.SayAsync("ERR_20070");
        await Task.WhenAny(said, Task.Delay(TimeSpan.FromMilliseconds(300), Cancellation));
        said.IsCompleted.ShouldBeFalse();
        await UnlockAsync(other);
        (await said).Replies[0].Text.ShouldContain("[6-06]");
    }

    [Fact]
    public async Task A_long_lock_is_said_to_all_who_wait_at_once()
    {
        var folder = Directory.CreateTempSubdirectory("helpdesk-locked-").FullName;
        try
        {
            var database = Database.Sqlite(Path.Combine(folder, "help.db"), busyWait: TimeSpan.FromSeconds(1));
            await database.PrepareAsync(Cancellation);
            await using var desk = Desk(database, out _);
            await using (var other = await LockAsync(database.SqliteFile!))
            {
                var said = Enumerable.Range(0, 20).Select(i => Should.ThrowAsync<DatabaseException>(() => SayAsync(desk, $"user{i}", 0))).ToList();
                (await Task.WhenAll(said)).ShouldAllBe(e => e.Code == "locked");
                await UnlockAsync(other);
            }

            await Task.WhenAll(Enumerable.Range(0, 20).Select(i => SayAsync(desk, $"user{i}", 0)));
            await CheckAsync(database);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task PostgreSQL_restarted_in_the_middle_loses_nothing_and_repeats_nothing()
    {
        using var server = PostgresServer.OfItsOwn();
        var database = Database.Postgres(server.Database("faults"));
        await database.PrepareAsync(Cancellation);
        await using var desk = Desk(database, out _);
        using var stop = new CancellationTokenSource();
        var (accepted, refused) = (new ConcurrentBag<(string, int)>(), new ConcurrentBag<string>());
        var speakers = Enumerable.Range(0, 8).Select(i => Task.Run(() => SpeakAsync(desk, $"user{i}", accepted, refused, stop.Token), Cancellation)).ToList();
        for (var restart = 0; restart < 3; restart++)
        {
            var before = accepted.Count;
            while (accepted.Count < before + 100)
            {
                await Task.Delay(20, Cancellation);
            }

            server.Restart();
        }

        await stop.CancelAsync();
        await Task.WhenAll(speakers);
        refused.ShouldAllBe(code => code == "unreachable");
        await CheckAsync(database);
        await using var context = database.Open();
        (await context.Inbox.CountAsync(Cancellation)).ShouldBe(accepted.Count);
    }

    /// <summary>Says one line after the other, and the same again under the same id where it was not accepted, as a channel does.</summary>
    private static async Task SpeakAsync(TurnDesk desk, string user, ConcurrentBag<(string, int)> accepted, ConcurrentBag<string> refused, CancellationToken stop)
    {
        for (var i = 0; !stop.IsCancellationRequested; i++)
        {
            for (var done = false; !done;)
            {
                try
                {
                    await SayAsync(desk, user, i);
                    accepted.Add((user, i));
                    done = true;
                }
                catch (DatabaseException e)
                {
                    refused.Add(e.Code);
                }
            }
        }
    }

    private static TurnDesk Desk(Database database, out ConcurrentQueue<Exception> failures)
    {
        var queue = failures = new ConcurrentQueue<Exception>();
        return new TurnDesk(database, () => Kb.Bot(), TimeProvider.System, queue.Enqueue);
    }

    private static Task<AcceptedTurn> SayAsync(TurnDesk desk, string user, int i) =>
        desk.AcceptAsync(new AcceptedMessage("test", user, $"a{i}", user, new Incoming(Lines[i % Lines.Length])), Cancellation);

    private static async Task<SqliteConnection> LockAsync(string file)
    {
        var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        await connection.OpenAsync(Cancellation);
        await using var command = connection.CreateCommand();
        command.CommandText = "BEGIN IMMEDIATE";
        await command.ExecuteNonQueryAsync(Cancellation);
        return connection;
    }

    private static async Task UnlockAsync(SqliteConnection connection)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = "ROLLBACK";
        await command.ExecuteNonQueryAsync(Cancellation);
    }

    /// <summary>Every accepted message has one effect and its replies once: the books balance.</summary>
    internal static async Task CheckAsync(Database database)
    {
        await using var context = database.Open();
        var accepted = await context.Inbox.CountAsync(Cancellation);
        (await context.Conversations.SumAsync(row => row.Version, Cancellation)).ShouldBe(accepted, "one turn of its conversation for each accepted message");
        (await context.Inbox.CountAsync(inbox => !context.Outbox.Any(row => row.Channel == inbox.Channel && row.Conversation == inbox.Conversation && row.Activity == inbox.Activity), Cancellation)).ShouldBe(0, "each has its replies");
        (await context.Conversations.SumAsync(row => row.Sequence, Cancellation)).ShouldBe(await context.Outbox.CountAsync(Cancellation), "replies stand once, without a gap");
        var tickets = await context.Tickets.Select(ticket => ticket.Number).ToListAsync(Cancellation);
        tickets.Distinct(StringComparer.Ordinal).Count().ShouldBe(tickets.Count);
        (await context.TicketCounters.SumAsync(counter => counter.Last, Cancellation)).ShouldBe(tickets.Count, "each number was given to a ticket");
    }
}
