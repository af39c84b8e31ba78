using Microsoft.Data.Sqlite;

namespace HelpDesk.Storage.Tests;

/// <summary>The database with the keys in it is for its owner alone, whatever the umask (of the tests: 022).</summary>
public sealed class OwnerOnlyTests : IDisposable
{
    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode Everybody = Owner | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    private readonly string folder = Directory.CreateTempSubdirectory("helpdesk-owner-").FullName;
    private readonly List<string> tightened = [];

    private string DatabaseAt => Path.Combine(folder, "help.db");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_new_database_and_what_stands_beside_it_is_for_its_owner_alone()
    {
        var database = Database.Sqlite(DatabaseAt, tightened: tightened.Add);
        await database.PrepareAsync(Cancellation);
        await using var context = database.Open();
        context.CookieKeys.Add(new Model.CookieKeyRow { Name = "a", Xml = "<a/>" });
        await context.SaveChangesAsync(Cancellation);

        Modes().Keys.Order(StringComparer.Ordinal).ShouldBe(["help.db", "help.db-shm", "help.db-wal"]);
        Modes().Values.ShouldAllBe(mode => mode == Owner);
        tightened.ShouldBeEmpty();
    }

    [Fact]
    public async Task One_that_others_could_read_is_closed_and_that_is_said()
    {
        await Database.Sqlite(DatabaseAt).PrepareAsync(Cancellation);
        await using var kept = Database.Sqlite(DatabaseAt).Open();
        kept.CookieKeys.Add(new Model.CookieKeyRow { Name = "a", Xml = "<a/>" });
        await kept.SaveChangesAsync(Cancellation);
        var files = Modes().Keys.Select(name => Path.Combine(folder, name)).Order(StringComparer.Ordinal).ToList();
        files.ForEach(file => File.SetUnixFileMode(file, Everybody));

        await Database.Sqlite(DatabaseAt, tightened: tightened.Add).PrepareAsync(Cancellation);

        Modes().Values.ShouldAllBe(mode => mode == Owner);
        tightened.Order(StringComparer.Ordinal).ShouldBe(files);
    }

    [Fact]
    public async Task A_backup_and_what_is_restored_from_it_are_for_their_owner_alone()
    {
        await Database.Sqlite(DatabaseAt).PrepareAsync(Cancellation);
        var (copy, restored) = (Path.Combine(folder, "copy"), Path.Combine(folder, "restored.db"));
        await File.WriteAllTextAsync(copy, "an older backup", Cancellation);
        File.SetUnixFileMode(copy, Everybody);

        await DatabaseFile.BackupAsync(DatabaseAt, copy, Cancellation);
        Modes().Values.ShouldAllBe(mode => mode == Owner);

        File.SetUnixFileMode(copy, Everybody);
        File.SetUnixFileMode(DatabaseAt, Everybody);
        await DatabaseFile.RestoreAsync(copy, restored, TimeProvider.System, Cancellation, tightened.Add);
        _ = DatabaseFile.Existing(DatabaseAt, tightened.Add);
        Modes().Values.ShouldAllBe(mode => mode == Owner);
        tightened.ShouldBe([copy, DatabaseAt]);
    }

    private Dictionary<string, UnixFileMode> Modes() =>
        Directory.EnumerateFiles(folder).ToDictionary(file => Path.GetFileName(file), File.GetUnixFileMode, StringComparer.Ordinal);
}
