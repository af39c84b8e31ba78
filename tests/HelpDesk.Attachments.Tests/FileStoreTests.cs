using System.Diagnostics;
using System.Security.Cryptography;
using HelpDesk.Attachments.Store;

namespace HelpDesk.Attachments.Tests;

/// <summary>Files under names that nobody can guess, whole or not at all.</summary>
[Collection(nameof(Processes))]
public sealed class FileStoreTests : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("helpdesk-store-").FullName;

    private string Folder => Path.Combine(root, "attachments");

    [Fact]
    public async Task What_is_saved_is_opened_and_deleted_by_its_stored_name()
    {
        var store = new FileStore(Folder);
        var content = RandomNumberGenerator.GetBytes(100_000);
        var name = await SaveAsync(store, content);
        FileStore.IsStoredName(name).ShouldBeTrue();
        (await ReadAsync(store, name)).ShouldBe(content);
        store.Delete(name).ShouldBeTrue();
        store.Open(name).ShouldBeNull();
        store.Delete(name).ShouldBeFalse();
    }

    [Fact]
    public void A_folder_that_others_could_open_is_closed_and_that_is_known()
    {
        const UnixFileMode owner = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        new FileStore(Folder).WasOpen.ShouldBeFalse("made closed");
        File.SetUnixFileMode(Folder, owner | UnixFileMode.GroupRead | UnixFileMode.OtherExecute);
        new FileStore(Folder).WasOpen.ShouldBeTrue();
        File.GetUnixFileMode(Folder).ShouldBe(owner);
        new FileStore(Folder).WasOpen.ShouldBeFalse();
    }

    [Fact]
    public async Task Names_are_random_without_extension_and_nothing_else_is_in_the_folder()
    {
        var store = new FileStore(Folder);
        List<string> names = [];
        for (var i = 0; i < 50; i++)
        {
            names.Add(await SaveAsync(store, [1]));
        }

        names.Distinct().Count().ShouldBe(50);
        Directory.EnumerateFileSystemEntries(Folder).Select(Path.GetFileName).ShouldBe(names, ignoreOrder: true);
        File.GetUnixFileMode(Path.Combine(Folder, names[0])).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.GetUnixFileMode(Folder).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    [Theory]
    [InlineData("")]
    [InlineData("..")]
    [InlineData("../secret")]
    [InlineData("/etc/passwd")]
    [InlineData("secret")]
    [InlineData("0123456789abcdef0123456789abcdef0123456")]
    [InlineData("0123456789abcdef0123456789abcdef012345678")]
    [InlineData("0123456789ABCDEF0123456789ABCDEF01234567")]
    [InlineData("../456789abcdef0123456789abcdef0123456789")]
    [InlineData("0123456789abcdef0123456789abcdef0123456\n")]
    [InlineData("0123456789abcdef0123456789abcdef01234567.unfinished")]
    public async Task Only_the_exact_form_of_a_stored_name_opens_or_deletes(string name)
    {
        var store = new FileStore(Folder);
        await File.WriteAllTextAsync(Path.Combine(root, "secret"), "x", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(Folder, "secret"), "x", TestContext.Current.CancellationToken);
        FileStore.IsStoredName(name).ShouldBeFalse();
        store.Open(name).ShouldBeNull();
        store.Delete(name).ShouldBeFalse();
        File.Exists(Path.Combine(root, "secret")).ShouldBeTrue();
    }

    [Theory]
    [InlineData("wwwroot", false)]
    [InlineData("wwwroot/files", false)]
    [InlineData("wwwroot/../wwwroot/a", false)]
    [InlineData(".", false)]
    [InlineData("wwwroot-attachments", true)]
    [InlineData("..attachments", true)]
    [InlineData("attachments", true)]
    public void A_folder_that_is_served_to_everybody_is_refused(string folder, bool allowed)
    {
        var open = () => new FileStore(Path.Combine(root, folder), Path.Combine(root, "wwwroot"));
        if (allowed)
        {
            open.ShouldNotThrow();
        }
        else
        {
            open.ShouldThrow<ArgumentException>().Message.ShouldContain("outside");
        }
    }

    [Fact]
    public async Task A_save_that_is_called_off_leaves_nothing()
    {
        var store = new FileStore(Folder);
        await Should.ThrowAsync<OperationCanceledException>(() => store.SaveAsync(new byte[10], new CancellationToken(true)));
        Directory.EnumerateFileSystemEntries(Folder).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_a_killed_process_left_is_deleted_by_age()
    {
        var store = new FileStore(Folder);
        var kept = await SaveAsync(store, [1]);
        var (old, young) = (Path.Combine(Folder, new string('a', 40) + ".unfinished"), Path.Combine(Folder, new string('b', 40) + ".unfinished"));
        var now = new DateTimeOffset(2026, 4, 1, 9, 0, 0, TimeSpan.FromHours(9));
        foreach (var (file, at) in new[] { (old, now.AddHours(-2)), (young, now.AddMinutes(-1)) })
        {
            await File.WriteAllTextAsync(file, "half", TestContext.Current.CancellationToken);
            File.SetLastWriteTimeUtc(file, at.UtcDateTime);
        }

        store.DeleteUnfinished(now.AddHours(-1)).ShouldBe(1);
        File.Exists(old).ShouldBeFalse();
        File.Exists(young).ShouldBeTrue();
        (await ReadAsync(store, kept)).ShouldBe([1]);
    }

    [Fact]
    public async Task A_folder_that_is_gone_gives_a_failure()
    {
        var store = new FileStore(Folder);
        Directory.Delete(Folder);
        (await store.SaveAsync(new byte[10], TestContext.Current.CancellationToken)).Failure.ShouldNotBeNull().Code.ShouldBe("store-failed");
        store.Open(new string('a', 40)).ShouldBeNull();
    }

    /// <summary>On a file system of one megabyte. Without the right to mount one, the test says so and proves nothing.</summary>
    [Fact]
    public async Task A_full_disk_gives_a_failure_and_leaves_nothing_behind()
    {
        var disk = Directory.CreateDirectory(Path.Combine(root, "disk")).FullName;
        if (await RunAsync("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", disk) is { Length: > 0 } refusal)
        {
            TestContext.Current.TestOutputHelper!.WriteLine($"Not proved: a small file system cannot be mounted here ({refusal.Trim()}); run as root.");
            return;
        }

        try
        {
            var store = new FileStore(disk);
            var first = await SaveAsync(store, new byte[600_000]);
            (await store.SaveAsync(new byte[600_000], TestContext.Current.CancellationToken)).Failure.ShouldBe(new DiskFull());
            Directory.EnumerateFileSystemEntries(disk).Select(Path.GetFileName).ShouldBe([first]);
            (await ReadAsync(store, first)).Length.ShouldBe(600_000);
            store.Delete(first).ShouldBeTrue();
            await SaveAsync(store, new byte[600_000]);
        }
        finally
        {
            (await RunAsync("umount", disk)).ShouldBeEmpty();
        }
    }

    public void Dispose() => Directory.Delete(root, recursive: true);

    private static async Task<string> SaveAsync(FileStore store, byte[] content) =>
        (await store.SaveAsync(content, TestContext.Current.CancellationToken)).Value.ShouldNotBeNull();

    private static async Task<byte[]> ReadAsync(FileStore store, string name)
    {
        await using var file = store.Open(name).ShouldNotBeNull();
        using var read = new MemoryStream();
        await file.CopyToAsync(read, TestContext.Current.CancellationToken);
        return read.ToArray();
    }

    /// <summary>What the command complains of; empty where it succeeded.</summary>
    private static async Task<string> RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        var errors = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return process.ExitCode == 0 ? "" : errors + " exit code " + process.ExitCode;
    }
}
