using System.Data.Common;
using HelpDesk.Storage.Model;
using HelpDesk.Storage.Sessions;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Npgsql;

namespace HelpDesk.Storage;

/// <summary>A database that cannot be used, in words for whoever runs the program.</summary>
/// <param name="code">Key under «database» of the texts: missing, missing-folder, read-only, locked, full, unreadable, unreachable, connection, newer, too-open.</param>
/// <param name="detail">The engine's own words, where they help; never a password.</param>
public sealed class DatabaseException(string code, string file, Exception? inner = null, string detail = "") : Exception($"{code}: {file}", inner)
{
    public string Code { get; } = code;

    public string File { get; } = file;

    public string Detail { get; } = detail;
}

/// <summary>The engine and how to reach it. SQLite: WAL, synchronous FULL, so what was acknowledged survives a power cut.</summary>
#pragma warning disable CA1001 // Nobody asks the queue for its handle, so there is nothing to let go.
public sealed class Database
#pragma warning restore CA1001
{
    /// <summary>
    /// How long a statement waits for another process's lock. A message passes two such waits at most (deciding, writing), and
    /// whoever sent it shall hear the refusal before they give up: the chat client waits 20 seconds.
    /// </summary>
    public static readonly TimeSpan BusyWait = TimeSpan.FromSeconds(5);

    /// <summary>
    /// A session lives long and touches pages all over the file: 32 MB of them stay in memory. The log is brought into the file
    /// every 16 MB, not every 4: a page that many turns touch is then written there once for all of them.
    /// </summary>
    private const string SessionPace = "PRAGMA cache_size = -32768; PRAGMA wal_autocheckpoint = 4000";

    private static readonly TimeSpan MigrationWait = TimeSpan.FromSeconds(5);

    /// <summary>How long a place in this process's queue of writers is waited for: with <see cref="BusyWait"/> after it, as long as the chat client waits.</summary>
    private static readonly TimeSpan QueueWait = TimeSpan.FromSeconds(15);

    /// <summary>Contexts kept for the next question: to make one costs more than many a question. More at once are made, and thrown away.</summary>
    private const int ContextsKept = 64;

    /// <summary>A context that is kept would go on for a second without telling whoever has begun to listen to its commands.</summary>
    private static readonly TimeSpan HeardAtOnce = TimeSpan.Zero;

    private readonly Func<DbConnection?, HelpDeskContext> open;
    private readonly Lazy<IModel> model;
    private readonly string connection;
    private readonly Action<string>? tightened;
    private readonly SemaphoreSlim writers = new(1, 1);

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
    /// <param name="pooled">False: each connection is closed with its use, so that the file can be taken away.</param>
    public static Database Sqlite(string file, TimeSpan? busyWait = null, Action<string>? tightened = null, bool pooled = true)
    {
        var connection = new SqliteConnectionStringBuilder { Pooling = pooled, DataSource = Path.GetFullPath(file), DefaultTimeout = (int)(busyWait ?? BusyWait).TotalSeconds }.ToString();
        var own = new PooledDbContextFactory<SqliteHelpDeskContext>(Over(new DbContextOptionsBuilder<SqliteHelpDeskContext>().UseSqlite(connection).ConfigureLoggingCacheTime(HeardAtOnce)), ContextsKept);
        return new Database(
            shared => shared is null ? own.CreateDbContext() : new SqliteHelpDeskContext(Over(new DbContextOptionsBuilder<SqliteHelpDeskContext>().UseSqlite(shared))), connection, Path.GetFullPath(file), tightened);
    }

    /// <exception cref="DatabaseException">The connection string cannot be read.</exception>
    public static Database Postgres(string connection)
    {
        try
        {
            _ = new NpgsqlConnectionStringBuilder(connection);
        }
        catch (Exception e) when (e is ArgumentException or FormatException or InvalidOperationException or NotSupportedException)
        {
            throw new DatabaseException("connection", "PostgreSQL", e, e.Message);
        }

        var own = new PooledDbContextFactory<PostgresHelpDeskContext>(new DbContextOptionsBuilder<PostgresHelpDeskContext>().UseNpgsql(connection).ConfigureLoggingCacheTime(HeardAtOnce).Options, ContextsKept);
        return new Database(
            shared => shared is null ? own.CreateDbContext() : new PostgresHelpDeskContext(new DbContextOptionsBuilder<PostgresHelpDeskContext>().UseNpgsql(shared).Options), connection, null);
    }

    /// <summary>For PostgreSQL's own tools: --host, --port, --username and --dbname of the connection string; never the password. Empty on SQLite.</summary>
    public string PostgresOptions
    {
        get
        {
            if (SqliteFile is not null)
            {
                return "";
            }

            var named = new NpgsqlConnectionStringBuilder(connection);
            var options = new (string Name, string? Value)[]
            {
                ("host", named.Host), ("port", named.Port.ToString(System.Globalization.CultureInfo.InvariantCulture)), ("username", named.Username), ("dbname", named.Database),
            };
            return string.Join(' ', options.Where(option => option.Value is { Length: > 0 }).Select(option => $"--{option.Name}={option.Value}"));
        }
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

    /// <summary>
    /// For what many do at the same instant and each alone changes: on SQLite they come one after another, in order. Without it each waits for
    /// the one right to write by trying again and again on a thread of its own, nobody is next, and of forty some have waited
    /// <see cref="BusyWait"/> in vain. On PostgreSQL, which queues them itself, at once.
    /// </summary>
    /// <returns>To be disposed of by whoever is done.</returns>
    /// <exception cref="DatabaseException">locked: those before take too long.</exception>
    internal async Task<IDisposable> QueueAsync(CancellationToken cancellation)
    {
        if (SqliteFile is null)
        {
            return new Place(null);
        }

        return await writers.WaitAsync(QueueWait, cancellation) ? new Place(writers) : throw new DatabaseException("locked", Name);
    }

    private sealed class Place(SemaphoreSlim? queue) : IDisposable
    {
        public void Dispose() => queue?.Release();
    }

    /// <summary>The mapper on a session's own connection and transaction; the session keeps it.</summary>
    internal Task<HelpDeskContext> OpenAsync(Session session) => session.EnterMapperAsync(open);

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

    /// <summary>Creates or migrates the database. One that a newer program has migrated is refused: we would not know what its columns mean.</summary>
    /// <param name="migrating">Called before a database that holds something is changed, which may take a while.</param>
    /// <exception cref="DatabaseException">It cannot be reached or written, is locked, newer, or is no database of ours.</exception>
    public async Task PrepareAsync(CancellationToken cancellation, Action? migrating = null)
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
            await MigrateAsync(context, migrating ?? (() => { }), cancellation);
            if (SqliteFile is null)
            {
                await context.Database.ExecuteSqlRawAsync(SaidTrigger.Sql, cancellation);
                await context.Database.ExecuteSqlRawAsync(ChangeTrigger.Postgres, cancellation);
            }
            else
            {
                await context.Database.ExecuteSqlRawAsync("PRAGMA journal_mode = WAL", cancellation);
                // A WAL database in a read-only folder refuses even to be read: found at the start, not at the first message.
                await context.Database.ExecuteSqlRawAsync("BEGIN IMMEDIATE; ROLLBACK;", cancellation);
                await context.Database.ExecuteSqlRawAsync(ChangeTrigger.Sqlite, cancellation);
            }
        }
        catch (SqliteException e)
        {
            throw Explained(e, SqliteFile!);
        }
        catch (Exception e) when (SqliteFile is null && e is DbException or System.Net.Sockets.SocketException or TimeoutException or IOException or System.Security.Authentication.AuthenticationException)
        {
            // PostgreSQL: its message names host, database or role, never the password.
            throw Faults.Explained(e, this) ?? new DatabaseException("unreachable", Name, e, e.Message);
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
    private async Task MigrateAsync(HelpDeskContext context, Action migrating, CancellationToken cancellation)
    {
        var schema = await SchemaState.ReadAsync(context, cancellation);
        if (schema.Newer is { } newer)
        {
            throw new DatabaseException("newer", Name, detail: newer);
        }

        if (schema.IsForeign && SqliteFile is not null)
        {
            throw new DatabaseException("unreadable", Name);
        }

        if (schema.Pending == 0)
        {
            return;
        }

        if (schema.Applied > 0)
        {
            migrating();
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
