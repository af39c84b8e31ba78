using HelpDesk.Storage.Learning;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Storage.Tests;

public class DatabaseTests
{
    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task Migrations_make_the_model(Engine engine)
    {
        await using var world = await World.CreateAsync(engine);
        await using var context = world.Database.Open();
        context.Database.HasPendingModelChanges().ShouldBeFalse("the model has changed: dotnet ef migrations add (see Model/DesignTime.cs)");
        (await context.Database.GetPendingMigrationsAsync(TestContext.Current.CancellationToken)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Every_connection_waits_for_the_disk()
    {
        await using var world = await World.CreateAsync();
        await using var context = world.Database.Open();
        (await context.Database.SqlQueryRaw<long>("SELECT synchronous AS Value FROM pragma_synchronous").SingleAsync(TestContext.Current.CancellationToken)).ShouldBe(2);
        (await context.Database.SqlQueryRaw<string>("SELECT journal_mode AS Value FROM pragma_journal_mode").SingleAsync(TestContext.Current.CancellationToken)).ShouldBe("wal");
    }

    [Fact]
    public async Task A_backup_of_a_running_system_is_restored_whole()
    {
        await using var world = await World.CreateAsync();
        await world.SayAsync("ERR_20070");
        var copy = world.Database.SqliteFile + ".backup";
        await DatabaseFile.BackupAsync(world.Database.SqliteFile!, copy, TestContext.Current.CancellationToken);
        await world.SayAsync("ERR_20250");
        (await world.ReadAsync(context => context.Questions)).Count.ShouldBe(2);
        await DatabaseFile.RestoreAsync(copy, world.Database.SqliteFile!, TimeProvider.System, TestContext.Current.CancellationToken);
        (await world.ReadAsync(context => context.Questions)).Count.ShouldBe(1);
        (await world.SayAsync("ERR_20250")).Replies[0].Text.ShouldContain("[6-08]");
    }

    [Fact]
    public async Task What_is_no_backup_is_not_restored()
    {
        await using var world = await World.CreateAsync();
        await world.SayAsync("ERR_20070");
        var file = world.Database.SqliteFile + ".txt";
        await File.WriteAllTextAsync(file, "no database at all, but long enough to look like a file of some kind", TestContext.Current.CancellationToken);
        (await Should.ThrowAsync<DatabaseException>(() => DatabaseFile.RestoreAsync(file, world.Database.SqliteFile!, TimeProvider.System, TestContext.Current.CancellationToken))).Code.ShouldBe("unreadable");
        (await world.ReadAsync(context => context.Questions)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_start_killed_while_it_migrated_does_not_block_the_next()
    {
        using var disk = new Tmpfs(6);
        var database = Database.Sqlite(Path.Combine(disk.Folder, "help.db"));
        await using (var context = database.Open())
        {
            await context.Database.ExecuteSqlRawAsync(
                "CREATE TABLE __EFMigrationsLock (Id INTEGER PRIMARY KEY, Timestamp TEXT NOT NULL); INSERT INTO __EFMigrationsLock VALUES (1, '2026-01-01')", TestContext.Current.CancellationToken);
        }

        await database.PrepareAsync(TestContext.Current.CancellationToken);
        await using var prepared = database.Open();
        (await prepared.Database.GetPendingMigrationsAsync(TestContext.Current.CancellationToken)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_missing_folder_is_said()
    {
        var database = Database.Sqlite("/nowhere/at/all/help.db");
        (await Should.ThrowAsync<DatabaseException>(() => database.PrepareAsync(TestContext.Current.CancellationToken))).Code.ShouldBe("missing-folder");
    }

    [Fact]
    public async Task Gaps_are_grouped_and_the_most_frequent_stands_first()
    {
        await using var world = await World.CreateAsync();
        foreach (var (user, text) in new[] { ("a", "ERR_20055"), ("b", "err-20055"), ("c", "容量拠出金の請求書が届かない") })
        {
            await world.SayAsync(text, user);
        }

        await world.SayAsync("ERR_20070", "d");
        await world.SayAsync("解決しない", "d");
        var gaps = await new Gaps(world.Database).FindAsync(10, TestContext.Current.CancellationToken);
        gaps[0].Count.ShouldBe(2);
        gaps.Count.ShouldBe(3);
        gaps.ShouldContain(gap => gap.Why == "unsolved" && gap.Articles.Contains("6-06"));
    }
}
