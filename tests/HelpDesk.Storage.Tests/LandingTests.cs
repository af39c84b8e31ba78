using System.Globalization;
using System.IO.Compression;
using HelpDesk.Conversation.Dialogue;
using HelpDesk.Storage.Outbox;
using HelpDesk.Storage.Tickets;
using HelpDesk.Storage.Turns;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace HelpDesk.Storage.Tests;

/// <summary>An upgrade path is a promise: the database of every earlier landing opens, migrates, has lost nothing, and goes on.</summary>
public sealed class LandingTests : IDisposable
{
    private const string Ticket = "HD-2026-000001";

    private readonly string folder = Directory.CreateTempSubdirectory("helpdesk-landing-").FullName;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<string> Landings => [.. Directory.EnumerateFiles(Folder).Select(Path.GetFileName).OfType<string>().Where(name => !name.EndsWith(".md", StringComparison.Ordinal))];

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "Landings");

    [Fact]
    public void There_are_both_engines_of_each()
    {
        var names = Directory.EnumerateFiles(Folder).Select(Path.GetFileName).OfType<string>().ToList();
        names.Where(name => name.EndsWith(".db.gz", StringComparison.Ordinal)).Select(name => name[..^6]).ShouldBe(names.Where(name => name.EndsWith(".sql", StringComparison.Ordinal)).Select(name => name[..^4]), ignoreOrder: true);
        names.ShouldContain("7ffcc33.sql", "the first landing of the promise");
    }

    [Fact]
    public async Task There_is_one_from_before_each_migration()
    {
        var last = new List<string>();
        foreach (var landing in Landings.Select(row => row.Data).Where(name => name.EndsWith(".db.gz", StringComparison.Ordinal)))
        {
            await using var context = (await OpenAsync(landing)).Open();
            last.Add((await context.Database.GetAppliedMigrationsAsync(Stop)).Last());
        }

        await using var world = await World.CreateAsync();
        await using var current = world.Database.Open();
        current.Database.GetMigrations().SkipLast(1).Except(last).ShouldBeEmpty("Landings/README.md says how one is made");
    }

    [Theory]
    [MemberData(nameof(Landings))]
    public async Task It_opens_migrates_has_lost_nothing_and_goes_on(string landing)
    {
        var database = await OpenAsync(landing);
        var before = await CountsAsync(database);
        before["Tickets"].ShouldBeGreaterThan(0);
        before["Files"].ShouldBeGreaterThan(0);

        await database.PrepareAsync(Stop);
        await database.PrepareAsync(Stop);

        await using (var context = database.Open())
        {
            context.Database.HasPendingModelChanges().ShouldBeFalse();
            (await context.Database.GetPendingMigrationsAsync(Stop)).ShouldBeEmpty();
        }

        var after = await CountsAsync(database);
        foreach (var (table, count) in before.Where(pair => pair.Key != "__EFMigrationsHistory"))
        {
            after[table].ShouldBe(count, table);
        }

        await GoesOnAsync(database);
        (await new DatabaseProbe(database, TimeProvider.System).LookAsync(Stop)).ShouldBe(DatabaseProbe.Ready);
    }

    /// <summary>Tickets are found, what waited to be said still waits, and who was in a conversation is in it still.</summary>
    private static async Task GoesOnAsync(Database database)
    {
        var tickets = new TicketDesk(database, () => Kb.Rules, TimeProvider.System);
        var found = (await tickets.FindAsync(Ticket, Viewer.Agent("sato", ["helpdesk"]), Stop)).ShouldNotBeNull();
        found.Ticket.Messages.Count.ShouldBeGreaterThan(0);
        found.Ticket.ThirdParty.ShouldAllBe(line => line.Attachments.Count == 0);
        await using var context = database.Open();
        (await context.DeskSends.ToListAsync(Stop)).ShouldAllBe(row => row.Why.Count == 0 && row.HeldAt == null && row.Letter == null && row.Plan == null);
        (await context.DeskDrafts.ToListAsync(Stop)).ShouldAllBe(row => row.Text.Length > 0 && row.Plan == null);
        var waiting = await context.Outbox.Where(row => row.Channel == "msteams").Select(row => row.Conversation).FirstAsync(Stop);
        (await new Delivery(database, TimeProvider.System).PendingAsync("msteams", waiting, Stop)).ShouldNotBeEmpty();

        var conversation = await context.Conversations.Where(row => row.Channel == "webchat").OrderBy(row => row.Conversation).Select(row => row.Conversation).FirstAsync(Stop);
        var failures = new List<Exception>();
        await using var desk = new TurnDesk(database, () => Kb.Bot(), TimeProvider.System, failures.Add);
        // In the middle of whatever the old program had asked.
        await SayAsync(desk, conversation, "最初から");
        (await SayAsync(desk, conversation, "ERR_20250")).Replies[0].Text.ShouldContain("[6-08]");
        failures.ShouldBeEmpty();
    }

    private static Task<AcceptedTurn> SayAsync(TurnDesk desk, string conversation, string text) =>
        desk.AcceptAsync(new AcceptedMessage("webchat", conversation, "new-" + text, "dl_somebody", new Incoming(text), new Person("dl_somebody")), Stop);

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task What_a_newer_program_has_migrated_is_refused_and_noticed_by_those_that_run(Engine engine)
    {
        await using var world = await World.CreateAsync(engine);
        var probe = new DatabaseProbe(world.Database, world.Clock);
        (await probe.LookAsync(Stop)).ShouldBe(DatabaseProbe.Ready);
        await MakeNewerAsync(world.Database);

        var refused = await Should.ThrowAsync<DatabaseException>(() => world.Database.PrepareAsync(Stop));
        (refused.Code, refused.Detail).ShouldBe(("newer", "99991231235959_Later"));
        world.Clock.Advance(DatabaseProbe.KnownFor);
        (await probe.LookAsync(Stop)).ShouldBe(DatabaseProbe.Newer);
    }

    [Fact]
    public async Task A_backup_of_an_earlier_landing_is_migrated_before_it_is_restored_and_what_was_there_is_kept()
    {
        await using var world = await World.CreateAsync();
        await world.SayAsync("ERR_20070");
        var backup = Path.Combine(folder, "old.db");
        await UnpackAsync("7ffcc33.db.gz", backup);

        var kept = (await DatabaseFile.RestoreAsync(backup, world.Database.SqliteFile!, TimeProvider.System, Stop)).ShouldNotBeNull();

        await GoesOnAsync(world.Database);
        await using var before = Database.Sqlite(kept).Open();
        (await before.Questions.CountAsync(Stop)).ShouldBe(1, "what was there before");
        (await before.Tickets.CountAsync(Stop)).ShouldBe(0);
        Directory.EnumerateFiles(Path.GetDirectoryName(kept)!, "*.restoring*").ShouldBeEmpty();
    }

    [Theory]
    [InlineData("newer")]
    [InlineData("unreadable")]
    public async Task A_backup_of_another_schema_is_not_restored(string code)
    {
        await using var world = await World.CreateAsync();
        await world.SayAsync("ERR_20070");
        var backup = Path.Combine(folder, "other.db");
        if (code == "newer")
        {
            await DatabaseFile.BackupAsync(world.Database.SqliteFile!, backup, Stop);
            await MakeNewerAsync(Database.Sqlite(backup));
        }
        else
        {
            // Another program's, which has a table of the same name.
            await using var other = new SqliteConnection("Pooling=false;Data Source=" + backup);
            await other.OpenAsync(Stop);
            await ExecuteAsync(other, "CREATE TABLE Inbox (Id INTEGER); CREATE TABLE Letters (Id INTEGER)");
        }

        (await Should.ThrowAsync<DatabaseException>(() => DatabaseFile.RestoreAsync(backup, world.Database.SqliteFile!, TimeProvider.System, Stop))).Code.ShouldBe(code);
        (await world.ReadAsync(context => context.Questions)).Count.ShouldBe(1);
        Directory.EnumerateFiles(Path.GetDirectoryName(world.Database.SqliteFile!)!, "*.before-restore*").ShouldBeEmpty();
    }

    [Fact]
    public async Task A_damaged_database_is_moved_aside_by_a_restore()
    {
        var (backup, database) = (Path.Combine(folder, "old.db"), Path.Combine(folder, "damaged.db"));
        await UnpackAsync("7ffcc33.db.gz", backup);
        await File.WriteAllTextAsync(database, new string('x', 10_000), Stop);

        var kept = (await DatabaseFile.RestoreAsync(backup, database, TimeProvider.System, Stop)).ShouldNotBeNull();

        (await File.ReadAllTextAsync(kept, Stop)).ShouldStartWith("xxx");
        await GoesOnAsync(Database.Sqlite(database));
    }

    [Fact]
    public async Task Another_programs_database_is_left_alone()
    {
        var file = Path.Combine(folder, "other.db");
        await using (var other = new SqliteConnection("Pooling=false;Data Source=" + file))
        {
            await other.OpenAsync(Stop);
            await ExecuteAsync(other, "CREATE TABLE Letters (Id INTEGER)");
        }

        (await Should.ThrowAsync<DatabaseException>(() => Database.Sqlite(file).PrepareAsync(Stop))).Code.ShouldBe("unreadable");
        (await CountsAsync(Database.Sqlite(file))).Keys.ShouldBe(["Letters"]);
    }

    private static async Task MakeNewerAsync(Database database)
    {
        await using var context = database.Open();
        await context.Database.ExecuteSqlRawAsync("""INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion") VALUES ('99991231235959_Later', '99.0.0')""", Stop);
    }

    private async Task<Database> OpenAsync(string landing)
    {
        if (landing.EndsWith(".db.gz", StringComparison.Ordinal))
        {
            var file = Path.Combine(folder, landing[..^".gz".Length]);
            await UnpackAsync(landing, file);
            return Database.Sqlite(file);
        }

        var connection = PostgresServer.NewEmptyDatabase();
        await using var postgres = new NpgsqlConnection(connection);
        await postgres.OpenAsync(Stop);
        await ExecuteAsync(postgres, await File.ReadAllTextAsync(Path.Combine(Folder, landing), Stop));
        return Database.Postgres(connection);
    }

    private static async Task UnpackAsync(string landing, string file)
    {
        await using var packed = new GZipStream(File.OpenRead(Path.Combine(Folder, landing)), CompressionMode.Decompress);
        await using var unpacked = File.Create(file);
        await packed.CopyToAsync(unpacked, Stop);
    }

    private static async Task<Dictionary<string, long>> CountsAsync(Database database)
    {
        await using var context = database.Open();
        var connection = context.Database.GetDbConnection();
        await connection.OpenAsync(Stop);
        var names = new List<string>();
        await using (var command = connection.CreateCommand())
        {
#pragma warning disable CA2100 // One of two constants.
            command.CommandText = database.SqliteFile is null
                ? "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'"
                : @"SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\_%' ESCAPE '\'";
#pragma warning restore CA2100
            await using var reader = await command.ExecuteReaderAsync(Stop);
            while (await reader.ReadAsync(Stop))
            {
                names.Add(reader.GetString(0));
            }
        }

        var counts = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var name in names)
        {
            await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Names that the database itself gave.
            command.CommandText = $"SELECT count(*) FROM \"{name}\"";
#pragma warning restore CA2100
            counts[name] = Convert.ToInt64(await command.ExecuteScalarAsync(Stop), CultureInfo.InvariantCulture);
        }

        return counts;
    }

    private static async Task ExecuteAsync(System.Data.Common.DbConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The stored file, or a constant.
        command.CommandText = sql;
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync(Stop);
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }
}
