using HelpDesk.Conversation.Dialogue;
using HelpDesk.Storage.Model;
using HelpDesk.Storage.Outbox;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace HelpDesk.Storage.Tests;

public class DatabaseWatchTests
{
    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task What_another_process_says_wakes_its_conversation_and_no_other(Engine engine)
    {
        await using var watched = await Watched.StartAsync(engine);
        var (taro, hanako) = (watched.Listen("taro"), watched.Listen("hanako"));
        await watched.World.SayAsync("ERR_20070", "taro");
        await watched.UntilAsync(taro);
        hanako.Task.IsCompleted.ShouldBeFalse();
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task A_row_that_is_not_committed_wakes_nobody(Engine engine)
    {
        await using var watched = await Watched.StartAsync(engine);
        var taro = watched.Listen("taro");
        await watched.World.SayAsync("ERR_20070", "taro");
        await watched.UntilAsync(taro);
        await using (var context = watched.World.Database.Open())
        {
            await using var transaction = await context.Database.BeginTransactionAsync(TestContext.Current.CancellationToken);
            context.Outbox.Add(OfTheDesk(watched));
            await context.SaveChangesAsync(TestContext.Current.CancellationToken);
            await transaction.RollbackAsync(TestContext.Current.CancellationToken);
        }

        taro = watched.Listen("taro");
        var hanako = watched.Listen("hanako");
        await watched.World.SayAsync("ERR_20070", "hanako");
        await watched.UntilAsync(hanako);
        taro.Task.IsCompleted.ShouldBeFalse();
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task What_the_desk_says_by_itself_wakes_the_conversation(Engine engine)
    {
        await using var watched = await Watched.StartAsync(engine);
        var taro = watched.Listen("taro");
        await watched.World.SayAsync("ERR_20070", "taro");
        await watched.UntilAsync(taro);
        taro = watched.Listen("taro");
        await using var context = watched.World.Database.Open();
        context.Outbox.Add(OfTheDesk(watched));
        await context.SaveChangesAsync(TestContext.Current.CancellationToken);
        await watched.UntilAsync(taro);
    }

    [Fact]
    public async Task A_cut_connection_is_opened_again_and_what_was_said_meanwhile_wakes_everybody()
    {
        await using var watched = await Watched.StartAsync(Engine.Postgres);
        var taro = watched.Listen("taro");
        await using (var context = watched.World.Database.Open())
        {
            await context.Database.ExecuteSqlRawAsync(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'LISTEN%'", TestContext.Current.CancellationToken);
        }

        await watched.UntilAsync(taro);
        watched.Failures.ShouldContain(e => e is NpgsqlException);
        taro = watched.Listen("taro");
        await watched.World.SayAsync("ERR_20070", "taro");
        await watched.UntilAsync(taro);
    }

    [Fact]
    public async Task A_restored_backup_wakes_everybody()
    {
        await using var watched = await Watched.StartAsync(Engine.Sqlite);
        var file = watched.World.Database.SqliteFile!;
        await DatabaseFile.BackupAsync(file, file + ".backup", TestContext.Current.CancellationToken);
        var taro = watched.Listen("taro");
        await watched.World.SayAsync("ERR_20070", "taro");
        await watched.UntilAsync(taro);
        var hanako = watched.Listen("hanako");
        await DatabaseFile.RestoreAsync(file + ".backup", file, TimeProvider.System, TestContext.Current.CancellationToken);
        await watched.UntilAsync(hanako);
    }

    [Fact]
    public async Task Two_nodes_that_prepare_the_database_at_once_both_start()
    {
        var database = Database.Postgres(PostgresServer.NewDatabase());
        await database.PrepareAsync(TestContext.Current.CancellationToken);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => database.PrepareAsync(TestContext.Current.CancellationToken)));
    }

    /// <summary>What a desk says without having been asked, in the conversation of taro.</summary>
    private static OutboxRow OfTheDesk(Watched watched) => new()
    {
        Channel = "test", Conversation = "taro", Sequence = 99, Reply = ReplyJson.Write(new Reply("desk")), At = watched.World.Clock.GetUtcNow(),
    };

    /// <summary>A database that is written by a desk without signals, as another process would, and a watch on it.</summary>
    private sealed class Watched : IAsyncDisposable
    {
        private readonly CancellationTokenSource stop = new();
        private readonly ConversationSignals signals = new();
        private readonly List<IDisposable> listening = [];
        private Task running = Task.CompletedTask;

        private Watched(World world) => World = world;

        public World World { get; }

        public List<Exception> Failures { get; } = [];

        public static async Task<Watched> StartAsync(Engine engine)
        {
            var watched = new Watched(await World.CreateAsync(engine));
            var ready = watched.Listen("ready");
            watched.running = new DatabaseWatch(watched.World.Database, watched.signals, watched.World.Clock, watched.Failures.Add).RunAsync(watched.stop.Token);
            await watched.UntilAsync(ready);
            await watched.UntilAsync(watched.Listen("ready"), rounds: 3);
            return watched;
        }

        public TaskCompletionSource Listen(string conversation)
        {
            var woken = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            listening.Add(signals.Listen("test", conversation, () => woken.TrySetResult()));
            return woken;
        }

        /// <summary>Turns the clock until the conversation is woken, or as many rounds.</summary>
        public async Task UntilAsync(TaskCompletionSource woken, int rounds = int.MaxValue)
        {
            for (var round = 0; round < rounds && !woken.Task.IsCompleted; round++)
            {
                TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
                World.Clock.Advance(DatabaseWatch.Interval);
                await Task.WhenAny(woken.Task, Task.Delay(TimeSpan.FromMilliseconds(20), TestContext.Current.CancellationToken));
            }
        }

        public async ValueTask DisposeAsync()
        {
            await stop.CancelAsync();
            await running;
            listening.ForEach(one => one.Dispose());
            stop.Dispose();
            await World.DisposeAsync();
        }
    }
}
