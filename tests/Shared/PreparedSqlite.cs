using HelpDesk.Storage;

namespace HelpDesk.Scripts;

/// <summary>A SQLite database with the model in it, migrated once in a run: who needs one takes a copy, as PostgreSQL copies its template.</summary>
internal static class PreparedSqlite
{
    private static readonly Lazy<byte[]> Prepared = new(Prepare);

    /// <summary>Writes it to a file that is not there yet, for its owner alone.</summary>
    public static void CopyTo(string file)
    {
        using var copy = new FileStream(file, new FileStreamOptions
        {
            Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        });
        copy.Write(Prepared.Value);
    }

    private static byte[] Prepare()
    {
        var folder = Directory.CreateTempSubdirectory("helpdesk-prepared-");
        try
        {
            var file = Path.Combine(folder.FullName, "prepared.db");
            var database = Database.Sqlite(file, pooled: false);
            database.PrepareAsync(CancellationToken.None).GetAwaiter().GetResult();
            database.CheckpointAsync(CancellationToken.None).GetAwaiter().GetResult();
            return File.ReadAllBytes(file);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
