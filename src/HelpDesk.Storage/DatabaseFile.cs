using Microsoft.Data.Sqlite;

namespace HelpDesk.Storage;

/// <summary>Copies of a SQLite database while it is in use, by SQLite's own backup.</summary>
public static class DatabaseFile
{
    /// <param name="tightened">Told of each file that others could read and now cannot.</param>
    /// <exception cref="DatabaseException">There is no such file; or others can read it, and it is not ours to close.</exception>
    public static Database Existing(string file, Action<string>? tightened = null)
    {
        if (!File.Exists(file))
        {
            throw new DatabaseException("missing", Path.GetFullPath(file));
        }

        OwnerOnly.Close(Path.GetFullPath(file), tightened);
        return Database.Sqlite(file, tightened: tightened);
    }

    /// <summary>A copy of one instant, complete or not there at all; for its owner alone, as the database is.</summary>
    /// <param name="tightened">Told of each file that others could read and now cannot.</param>
    /// <exception cref="DatabaseException">The source is missing, or the copy cannot be written.</exception>
    public static async Task BackupAsync(string database, string file, CancellationToken cancellation, Action<string>? tightened = null)
    {
        _ = Existing(database, tightened);
        var unfinished = Path.GetFullPath(file) + ".unfinished";
        File.Delete(unfinished);
        OwnerOnly.Make(unfinished, null);
        await CopyAsync(database, unfinished, cancellation);
        File.Move(unfinished, file, overwrite: true);
    }

    /// <summary>Puts a backup in the place of what is there; who reads meanwhile sees the one or the other, whole.</summary>
    /// <param name="tightened">Told of each file that others could read and now cannot.</param>
    /// <exception cref="DatabaseException">The backup is missing, damaged or no help desk database, or the target cannot be written.</exception>
    public static async Task RestoreAsync(string file, string database, CancellationToken cancellation, Action<string>? tightened = null)
    {
        _ = Existing(file, tightened);
        await CheckAsync(file, cancellation);
        OwnerOnly.Make(Path.GetFullPath(database), tightened);
        await CopyAsync(file, database, cancellation);
    }

    private static async Task CopyAsync(string from, string to, CancellationToken cancellation)
    {
        try
        {
            await using var source = Open(from, SqliteOpenMode.ReadWrite);
            await using var target = Open(to, SqliteOpenMode.ReadWriteCreate);
            await Task.Run(() => source.BackupDatabase(target), cancellation);
        }
        catch (SqliteException e)
        {
            throw Database.Explained(e, Path.GetFullPath(to));
        }
    }

    private static async Task CheckAsync(string file, CancellationToken cancellation)
    {
        try
        {
            await using var connection = Open(file, SqliteOpenMode.ReadOnly);
            await using var command = connection.CreateCommand();
            command.CommandText = "SELECT (SELECT count(*) FROM sqlite_master WHERE name = 'Inbox'), (SELECT * FROM pragma_integrity_check)";
            await using var reader = await command.ExecuteReaderAsync(cancellation);
            if (!await reader.ReadAsync(cancellation) || reader.GetInt32(0) != 1 || reader.GetString(1) != "ok")
            {
                throw new DatabaseException("unreadable", Path.GetFullPath(file));
            }
        }
        catch (SqliteException e)
        {
            throw Database.Explained(e, Path.GetFullPath(file));
        }
    }

    private static SqliteConnection Open(string file, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Path.GetFullPath(file), Mode = mode, Pooling = false }.ToString());
        connection.Open();
        return connection;
    }
}
