using System.Security.Cryptography;

namespace HelpDesk.Attachments.Store;

/// <summary>
/// Files in one folder that no web server serves, under random names without extension. What a file is called, its type and
/// whose it is are the caller's to keep. Several processes may share the folder.
/// </summary>
public sealed class FileStore
{
    /// <summary>Name of the folder where no setting names one; it stands beside the database.</summary>
    public const string DefaultFolder = "helpdesk-files";

    /// <summary>160 random bits: names cannot be guessed, and two never meet.</summary>
    private const int NameBytes = 20;

    private const string UnfinishedEnd = ".unfinished";
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly string folder;

    /// <summary>Makes the folder where it is missing, readable by its owner alone; one that others can read is closed.</summary>
    /// <param name="folder">Where the files stand.</param>
    /// <param name="served">Folders that a web server serves (wwwroot).</param>
    /// <exception cref="ArgumentException">The folder is inside a served one, or a served one is inside it.</exception>
    /// <exception cref="IOException">The folder cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be made; or others can read it, and it is another user's.</exception>
    public FileStore(string folder, params IEnumerable<string> served)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        this.folder = Path.GetFullPath(folder);
        foreach (var other in served)
        {
            if (IsWithin(this.folder, other) || IsWithin(other, this.folder))
            {
                throw new ArgumentException($"Attachments in {this.folder} would be served to everybody from {other}: name a folder outside it.", nameof(folder));
            }
        }

        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(this.folder);
        }
        else
        {
            Directory.CreateDirectory(this.folder, OwnerOnly | UnixFileMode.UserExecute);
            WasOpen = Close(this.folder);
        }
    }

    /// <summary>Where the files stand.</summary>
    public string Folder => folder;

    /// <summary>Others could read the folder until now.</summary>
    public bool WasOpen { get; }

    /// <summary>Bytes that are free on the folder's disk for us; null where the system does not say.</summary>
    public long? FreeBytes()
    {
        try
        {
            return new DriveInfo(folder).AvailableFreeSpace;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>Whether the text has the exact form of a stored name: 40 of 0-9 and a-f.</summary>
    public static bool IsStoredName(string? name) => name is { Length: 2 * NameBytes } && name.All(char.IsAsciiHexDigitLower);

    /// <summary>A name for a file to come, so that it can be on record before a byte of it is written.</summary>
    public static string NewName() => RandomNumberGenerator.GetHexString(2 * NameBytes, lowercase: true);

    /// <summary>Writes the file whole and durably under a name of its own, or leaves nothing behind.</summary>
    /// <returns>Its stored name; else <see cref="DiskFull"/> or <see cref="StoreFailed"/>.</returns>
    public Task<Outcome<string>> SaveAsync(ReadOnlyMemory<byte> content, CancellationToken stop) => SaveAsync(NewName(), content, stop);

    /// <summary>The same under a name from <see cref="NewName"/>.</summary>
    /// <exception cref="ArgumentException">The name has not the form of one.</exception>
    public async Task<Outcome<string>> SaveAsync(string name, ReadOnlyMemory<byte> content, CancellationToken stop)
    {
        if (!IsStoredName(name))
        {
            throw new ArgumentException("Not a name of this store.", nameof(name));
        }

        var unfinished = PathOf(name) + UnfinishedEnd;
        try
        {
            await WriteAsync(unfinished, content, stop);
            File.Move(unfinished, PathOf(name));
            FolderSync.Flush(folder);
            return new Outcome<string>(name, null);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Remove(unfinished, PathOf(name));
            return DiskErrors.IsFull(e) ? new DiskFull() : new StoreFailed(e.Message);
        }
        catch (OperationCanceledException)
        {
            Remove(unfinished, PathOf(name));
            throw;
        }
    }

    /// <summary>The file for reading; null where there is none of this name, or it has not the form of one. The caller disposes of it.</summary>
    /// <exception cref="IOException">The disk cannot be read.</exception>
    public Stream? Open(string storedName)
    {
        if (!IsStoredName(storedName))
        {
            return null;
        }

        try
        {
            return new FileStream(PathOf(storedName), new FileStreamOptions
            {
                Share = FileShare.Read | FileShare.Delete,
                Options = FileOptions.Asynchronous | FileOptions.SequentialScan,
            });
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Deletes the file; false where there was none of this name.</summary>
    /// <exception cref="IOException">The disk cannot be written.</exception>
    public bool Delete(string storedName)
    {
        if (!IsStoredName(storedName) || !File.Exists(PathOf(storedName)))
        {
            return false;
        }

        File.Delete(PathOf(storedName));
        return true;
    }

    /// <summary>Deletes what a process that was killed left half written before the given time; returns how many files.</summary>
    public int DeleteUnfinished(DateTimeOffset before)
    {
        var left = Directory.EnumerateFiles(folder, "*" + UnfinishedEnd).Where(file => File.GetLastWriteTimeUtc(file) < before.UtcDateTime).ToList();
        left.ForEach(File.Delete);
        return left.Count;
    }

    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    private static bool Close(string folder)
    {
        var mode = File.GetUnixFileMode(folder);
        var kept = mode & (OwnerOnly | UnixFileMode.UserExecute);
        if (mode != kept)
        {
            File.SetUnixFileMode(folder, kept);
        }

        return mode != kept;
    }

    private static async Task WriteAsync(string path, ReadOnlyMemory<byte> content, CancellationToken stop)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Options = FileOptions.Asynchronous, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        await using var file = new FileStream(path, options);
        await file.WriteAsync(content, stop);
        RandomAccess.FlushToDisk(file.SafeFileHandle);
    }

    /// <summary>Tidies up behind a failure, whose cause is the one to tell: what cannot be removed now <see cref="DeleteUnfinished"/> takes later.</summary>
    private static void Remove(params ReadOnlySpan<string> files)
    {
        try
        {
            foreach (var file in files)
            {
                File.Delete(file);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return;
        }
    }

    private static bool IsWithin(string inner, string outer)
    {
        var relative = Path.GetRelativePath(Path.GetFullPath(outer), Path.GetFullPath(inner));
        return relative == "." || !(relative == ".." || relative.StartsWith(".." + Path.DirectorySeparatorChar, StringComparison.Ordinal) || Path.IsPathRooted(relative));
    }

    private string PathOf(string storedName) => Path.Combine(folder, storedName);
}
