using System.Globalization;
using Microsoft.Data.Sqlite;

namespace HelpDesk.Storage;

/// <summary>Copies of a SQLite database while it is in use, by SQLite's own backup.</summary>
public static class DatabaseFile
{
    private static readonly string[] Parts = ["", "-wal", "-shm"];

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

    /// <summary>
    /// Puts a backup in the place of what is there; who reads meanwhile sees the one or the other, whole. A backup of an older
    /// version is brought to this one's form first, beside the database; what is there is kept under another name.
    /// </summary>
    /// <param name="tightened">Told of each file that others could read and now cannot.</param>
    /// <returns>Where what was there is kept; null where nothing was there.</returns>
    /// <exception cref="DatabaseException">The backup is missing, damaged, newer than this program or no help desk database, or the target cannot be written. Then nothing has changed.</exception>
    public static async Task<string?> RestoreAsync(string file, string database, TimeProvider time, CancellationToken cancellation, Action<string>? tightened = null)
    {
        ArgumentNullException.ThrowIfNull(time);
        _ = Existing(file, tightened);
        await CheckAsync(file, cancellation);
        var prepared = database + ".restoring";
        try
        {
            Remove(prepared);
            OwnerOnly.Make(Path.GetFullPath(prepared), null);
            await CopyAsync(file, prepared, cancellation);
            await MigrateAsync(file, prepared, cancellation);
            var kept = File.Exists(database) ? await KeepAsync(database, time.GetUtcNow(), cancellation) : null;
            OwnerOnly.Make(Path.GetFullPath(database), tightened);
            await CopyAsync(prepared, database, cancellation);
            return kept;
        }
        finally
        {
            Remove(prepared);
        }
    }

    private static async Task MigrateAsync(string file, string prepared, CancellationToken cancellation)
    {
        try
        {
            await Database.Sqlite(prepared, pooled: false).PrepareAsync(cancellation);
        }
        catch (DatabaseException e)
        {
            throw new DatabaseException(e.Code, Path.GetFullPath(file), e, e.Detail);
        }
        catch (Exception e) when (e is System.Data.Common.DbException or InvalidOperationException)
        {
            throw new DatabaseException("older-backup", Path.GetFullPath(file), e, e.Message);
        }
    }

    private static async Task<string> KeepAsync(string database, DateTimeOffset now, CancellationToken cancellation)
    {
        var kept = $"{Path.GetFullPath(database)}.before-restore-{now.UtcDateTime.ToString("yyyyMMdd-HHmmss-fff", CultureInfo.InvariantCulture)}";
        try
        {
            OwnerOnly.Make(kept, null);
            await CopyAsync(database, kept, cancellation);
        }
        catch (DatabaseException e) when (e.Code == "unreadable")
        {
            // Damaged: nobody can be using it, and its bytes may still be worth something.
            foreach (var part in Parts.Where(part => File.Exists(database + part)))
            {
                File.Move(database + part, kept + part, overwrite: true);
            }
        }

        return kept;
    }

    private static void Remove(string file)
    {
        foreach (var part in Parts)
        {
            File.Delete(file + part);
        }
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
