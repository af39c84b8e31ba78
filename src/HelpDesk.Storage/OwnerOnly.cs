namespace HelpDesk.Storage;

/// <summary>
/// The database holds the keys that sign tokens and all that people wrote: whoever can read it can be anybody. So it is for its
/// owner alone (0600), whatever the umask says. SQLite makes its log and its shared memory with the mode of the file itself.
/// </summary>
internal static class OwnerOnly
{
    private const UnixFileMode Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private const UnixFileMode Others =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    /// <summary>What SQLite keeps beside a database.</summary>
    private static readonly string[] Ends = ["", "-wal", "-shm", "-journal"];

    /// <summary>Makes the file, empty, where it is missing; where it or what belongs to it is open to others, closes it.</summary>
    /// <param name="tightened">Told of each file that was open to others and no longer is.</param>
    /// <exception cref="DatabaseException">too-open: it is another user's, so that we cannot close it; read-only: it cannot be made.</exception>
    public static void Make(string file, Action<string>? tightened)
    {
        if (!File.Exists(file))
        {
            Create(file);
        }

        Close(file, tightened);
    }

    /// <summary>The same of a file that is there.</summary>
    /// <exception cref="DatabaseException">too-open: it is another user's, so that we cannot close it.</exception>
    public static void Close(string file, Action<string>? tightened)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        foreach (var path in Ends.Select(end => file + end))
        {
            try
            {
                if (File.Exists(path) && File.GetUnixFileMode(path) is var mode && (mode & Others) != 0)
                {
                    File.SetUnixFileMode(path, mode & ~Others);
                    tightened?.Invoke(path);
                }
            }
            catch (FileNotFoundException)
            {
                // The log went as its last user left: nothing to close.
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw new DatabaseException("too-open", path, e);
            }
        }
    }

    private static void Create(string file)
    {
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.ReadWrite | FileShare.Delete };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = Mode;
        }

        try
        {
            new FileStream(file, options).Dispose();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DatabaseException("read-only", file, e);
        }
    }
}
