using HelpDesk.Storage.Model;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Storage;

/// <summary>A database that cannot be used, in words for whoever runs the program.</summary>
/// <param name="code">Key under «database» of the texts: missing-folder, read-only, locked, unreadable.</param>
public sealed class DatabaseException(string code, string file, Exception? inner = null) : Exception($"{code}: {file}", inner)
{
    public string Code { get; } = code;

    public string File { get; } = file;
}

/// <summary>The engine and how to reach it. SQLite: WAL, synchronous FULL, so what was acknowledged survives a power cut.</summary>
public sealed class Database
{
    /// <summary>How long a statement waits for another process's lock.</summary>
    public static readonly TimeSpan BusyWait = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan MigrationWait = TimeSpan.FromSeconds(5);

    private readonly Func<HelpDeskContext> open;

    private Database(Func<HelpDeskContext> open, string? sqliteFile) => (this.open, SqliteFile) = (open, sqliteFile);

    /// <summary>Null on PostgreSQL.</summary>
    public string? SqliteFile { get; }

    public static Database Sqlite(string file)
    {
        var connection = new SqliteConnectionStringBuilder { DataSource = Path.GetFullPath(file), DefaultTimeout = (int)BusyWait.TotalSeconds }.ToString();
        var options = new DbContextOptionsBuilder<SqliteHelpDeskContext>().UseSqlite(connection).AddInterceptors(new FullSynchronous()).Options;
        return new Database(() => new SqliteHelpDeskContext(options), Path.GetFullPath(file));
    }

    public static Database Postgres(string connection)
    {
        var options = new DbContextOptionsBuilder<PostgresHelpDeskContext>().UseNpgsql(connection).Options;
        return new Database(() => new PostgresHelpDeskContext(options), null);
    }

    public HelpDeskContext Open() => open();

    /// <summary>Creates or migrates the database.</summary>
    /// <exception cref="DatabaseException">It cannot be written, is locked, or is no database.</exception>
    public async Task PrepareAsync(CancellationToken cancellation)
    {
        if (SqliteFile is { } file && !Directory.Exists(Path.GetDirectoryName(file)))
        {
            throw new DatabaseException("missing-folder", file);
        }

        try
        {
            await using var context = Open();
            await MigrateAsync(context, cancellation);
            if (SqliteFile is not null)
            {
                await context.Database.ExecuteSqlRawAsync("PRAGMA journal_mode = WAL", cancellation);
                // A WAL database in a read-only folder refuses even to be read: found at the start, not at the first message.
                await context.Database.ExecuteSqlRawAsync("BEGIN IMMEDIATE; ROLLBACK;", cancellation);
            }
        }
        catch (SqliteException e)
        {
            throw Explained(e, SqliteFile!);
        }
    }

    /// <summary>
    /// EF Core's lock on migrations is a row that a killed process leaves behind, and it would wait for it for ever. On SQLite,
    /// where a migration takes well under a second, a lock that outlasts the wait is such a leftover.
    /// </summary>
    private async Task MigrateAsync(HelpDeskContext context, CancellationToken cancellation)
    {
        if (!(await context.Database.GetPendingMigrationsAsync(cancellation)).Any())
        {
            return;
        }

        using var wait = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        wait.CancelAfter(MigrationWait);
        try
        {
            await context.Database.MigrateAsync(SqliteFile is null ? cancellation : wait.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            await context.Database.ExecuteSqlRawAsync("DROP TABLE IF EXISTS __EFMigrationsLock", cancellation);
            await context.Database.MigrateAsync(cancellation);
        }
    }

    internal static DatabaseException Explained(SqliteException e, string file) => e.SqliteErrorCode switch
    {
        SQLitePCL.raw.SQLITE_READONLY or SQLitePCL.raw.SQLITE_CANTOPEN or SQLitePCL.raw.SQLITE_PERM => new DatabaseException("read-only", file, e),
        SQLitePCL.raw.SQLITE_BUSY or SQLitePCL.raw.SQLITE_LOCKED => new DatabaseException("locked", file, e),
        SQLitePCL.raw.SQLITE_FULL or SQLitePCL.raw.SQLITE_IOERR => new DatabaseException("full", file, e),
        _ => new DatabaseException("unreadable", file, e),
    };
}
