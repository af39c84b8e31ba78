using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace HelpDesk.Storage.Tests;

/// <summary>What health says of a database that reads well and cannot be written, and that it says so in time.</summary>
public class DatabaseProbeTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task A_lock_of_another_program_is_named_and_passes(Engine engine)
    {
        await using var world = await World.CreateAsync(engine);
        var probe = new DatabaseProbe(world.Database, world.Clock);
        await using var other = world.Database.Open();
        await using (var transaction = await other.Database.BeginTransactionAsync(Stop))
        {
            await other.Database.ExecuteSqlRawAsync("""UPDATE "__EFMigrationsHistory" SET "ProductVersion" = "ProductVersion" """, Stop);
            (await probe.LookAsync(Stop)).ShouldBe("locked");
        }

        (await probe.LookAsync(Stop)).ShouldBe("locked", "known for a moment");
        world.Clock.Advance(DatabaseProbe.KnownFor);
        (await probe.LookAsync(Stop)).ShouldBe(DatabaseProbe.Ready);
    }

    [Fact]
    public async Task A_full_disk_is_named_and_passes()
    {
        using var disk = new Tmpfs(6);
        var database = Database.Sqlite(Path.Combine(disk.Folder, "help.db"));
        await database.PrepareAsync(Stop);
        await database.CheckpointAsync(Stop);
        disk.Fill();
        (await new DatabaseProbe(database, TimeProvider.System).LookAsync(Stop)).ShouldBe("full");
        disk.Free();
        (await new DatabaseProbe(database, TimeProvider.System).LookAsync(Stop)).ShouldBe(DatabaseProbe.Ready);
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task A_missing_table_is_another_schema(Engine engine)
    {
        await using var world = await World.CreateAsync(engine);
        await using var context = world.Database.Open();
        await context.Database.ExecuteSqlRawAsync("""DROP TABLE "Conversations" """, Stop);
        (await new DatabaseProbe(world.Database, world.Clock).LookAsync(Stop)).ShouldBe(DatabaseProbe.OtherSchema);
    }

    [Fact]
    public async Task A_file_that_is_gone_is_named_and_not_made_anew()
    {
        await using var world = await World.CreateAsync();
        SqliteConnection.ClearAllPools();
        File.Move(world.Database.SqliteFile!, world.Database.SqliteFile + ".away");
        (await new DatabaseProbe(world.Database, world.Clock).LookAsync(Stop)).ShouldBe("missing");
        File.Exists(world.Database.SqliteFile).ShouldBeFalse();
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_unreachable()
    {
        var database = Database.Postgres(new NpgsqlConnectionStringBuilder { Host = "127.0.0.1", Port = 1, Username = "x" }.ToString());
        (await new DatabaseProbe(database, TimeProvider.System).LookAsync(Stop)).ShouldBe("unreachable");
    }

    [Fact]
    public async Task Many_who_ask_at_once_are_one_look()
    {
        await using var world = await World.CreateAsync();
        var probe = new DatabaseProbe(world.Database, world.Clock);
        await using var other = world.Database.Open();
        await using var transaction = await other.Database.BeginTransactionAsync(Stop);
        await other.Database.ExecuteSqlRawAsync("""UPDATE "__EFMigrationsHistory" SET "ProductVersion" = "ProductVersion" """, Stop);
        (await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => probe.LookAsync(Stop)))).ShouldAllBe(state => state == "locked");
    }

    [Fact]
    public void What_is_no_connection_string_is_said_without_its_password()
    {
        foreach (var text in (string[])["nonsense", "Host=db;Port=geheim", "Hst=db;Password=geheim"])
        {
            var refused = Should.Throw<DatabaseException>(() => Database.Postgres(text));
            refused.Code.ShouldBe("connection");
            refused.Detail.ShouldNotContain("geheim");
        }
    }

    [Fact]
    public void The_options_for_PostgreSQLs_own_tools_hold_no_password() =>
        Database.Postgres("Host=db.example.jp;Port=5433;Username=helpdesk;Password=geheim;Database=desk").PostgresOptions.ShouldBe("--host=db.example.jp --port=5433 --username=helpdesk --dbname=desk");
}
