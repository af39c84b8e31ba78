using System.Data.Common;
using HelpDesk.Storage.Model;
using HelpDesk.Storage.Sessions;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Npgsql;

namespace HelpDesk.Storage;

/// <summary>A database that cannot be used, in words for whoever runs the program.</summary>
/// <param name="code">Key under «database» of the texts: missing-folder, read-only, locked, unreadable, too-open.</param>
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

    /// <summary>
    /// A session lives long and touches pages all over the file: 32 MB of them stay in memory. The log is brought into the file
    /// every 16 MB, not every 4: a page that many turns touch is then written there once for all of them.
    /// </summary>
    private const string SessionPace = "PRAGMA cache_size = -32768; PRAGMA wal_autocheckpoint = 4000";

    private static readonly TimeSpan MigrationWait = TimeSpan.FromSeconds(5);

    private readonly Func<DbConnection?, HelpDeskContext> open;
    private readonly Lazy<IModel> model;
    private readonly string connection;
    private readonly Action<string>? tightened;

    private Database(Func<DbConnection?, HelpDeskContext> open, string connection, string? sqliteFile, Action<string>? tightened = null)
    {
        (this.open, this.connection, SqliteFile, this.tightened) = (open, connection, sqliteFile, tightened);
        model = new Lazy<IModel>(() =>
        {
            using var context = Open();
            return context.Model;
        });
    }

    /// <summary>Null on PostgreSQL.</summary>
    public string? SqliteFile { get; }

    /// <summary>For messages: the file, or the engine. Never the connection string, which holds a password.</summary>
    public string Name => SqliteFile ?? "PostgreSQL";

    /// <param name="busyWait">Whole seconds; <see cref="BusyWait"/> where null.</param>
    /// <param name="tightened">Told of each file of the database that others could read until <see cref="PrepareAsync"/> closed it.</param>
    public static Database Sqlite(string file, TimeSpan? busyWait = null, Action<string>? tightened = null)
    {
        var connection = new SqliteConnectionStringBuilder { DataSource = Path.GetFullPath(file), DefaultTimeout = (int)(busyWait ?? BusyWait).TotalSeconds }.ToString();
        var own = Over(new DbContextOptionsBuilder<SqliteHelpDeskContext>().UseSqlite(connection));
        return new Database(
            shared => new SqliteHelpDeskContext(shared is null ? own : Over(new DbContextOptionsBuilder<SqliteHelpDeskContext>().UseSqlite(shared))), connection, Path.GetFullPath(file), tightened);
    }

    public static Database Postgres(string connection)
    {
        var own = new DbContextOptionsBuilder<PostgresHelpDeskContext>().UseNpgsql(connection).Options;
        return new Database(
            shared => new PostgresHelpDeskContext(shared is null ? own : new DbContextOptionsBuilder<PostgresHelpDeskContext>().UseNpgsql(shared).Options), connection, null);
    }

    public HelpDeskContext Open() => open(null);

    /// <summary>Tables, columns and conversions, for what is written past the mapper.</summary>
    internal IModel Model => model.Value;

    /// <summary>One question by the mapper; the engine's failures in words.</summary>
    /// <exception cref="DatabaseException">It could not be asked.</exception>
    internal async Task<T> AskAsync<T>(Func<HelpDeskContext, Task<T>> ask)
    {
        try
        {
            await using var context = Open();
            return await ask(context);
        }
        catch (Exception e) when (Faults.IsOfDatabase(e))
        {
            throw Faults.Explained(e, this) ?? new DatabaseException("unreachable", Name, e);
        }
    }

    /// <summary>The mapper on a session's own connection and transaction.</summary>
    internal async Task<HelpDeskContext> OpenAsync(Session session)
    {
        var context = open(session.Connection);
        await context.Database.UseTransactionAsync(session.Transaction);
        return context;
    }

    /// <summary>A connection of its own that notices when the server has gone; not opened yet.</summary>
    internal NpgsqlConnection OpenPostgres(int keepAliveSeconds) =>
        new(new NpgsqlConnectionStringBuilder(connection) { Pooling = false, KeepAlive = keepAliveSeconds }.ToString());

    internal async Task<Session> OpenSessionAsync()
    {
        if (SqliteFile is null)
        {
            var postgres = new NpgsqlConnection(connection);
            await postgres.OpenAsync();
            return new PostgresSession(postgres);
        }

        var sqlite = new SqliteConnection(connection);
        await sqlite.OpenAsync();
        await FullSynchronous.SetAsync(sqlite, CancellationToken.None);
        await using var pace = sqlite.CreateCommand();
        pace.CommandText = SessionPace;
        await pace.ExecuteNonQueryAsync();
        return new SqliteSession(sqlite);
    }

    private static DbContextOptions<SqliteHelpDeskContext> Over(DbContextOptionsBuilder<SqliteHelpDeskContext> options) => options.AddInterceptors(FullSynchronous.Instance).Options;

    /// <summary>Creates or migrates the database.</summary>
    /// <exception cref="DatabaseException">It cannot be written, is locked, or is no database.</exception>
    public async Task PrepareAsync(CancellationToken cancellation)
    {
        if (SqliteFile is { } file && !Directory.Exists(Path.GetDirectoryName(file)))
        {
            throw new DatabaseException("missing-folder", file);
        }

        if (SqliteFile is not null)
        {
            OwnerOnly.Make(SqliteFile, tightened);
        }

        try
        {
            await using var context = Open();
            await MigrateAsync(context, cancellation);
            if (SqliteFile is null)
            {
                await context.Database.ExecuteSqlRawAsync(Outbox.DatabaseWatch.PostgresTrigger, cancellation);
            }
            else
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

    /// <summary>Brings what stands in the write-ahead log into the SQLite file itself; nothing on PostgreSQL.</summary>
    public async Task CheckpointAsync(CancellationToken cancellation)
    {
        if (SqliteFile is not null)
        {
            await using var context = Open();
            await context.Database.ExecuteSqlRawAsync("PRAGMA wal_checkpoint(TRUNCATE)", cancellation);
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

    internal static DatabaseException Explained(SqliteException e, string file) => new(Faults.CodeOf(e) ?? "unreadable", file, e);
}
