using System.Data;
using System.Globalization;
using HelpDesk.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Storage;

/// <summary>
/// Whether a message could be accepted now, by really writing: on PostgreSQL the newest migration's row as it is, on SQLite a
/// number in the file's head. One look at a time,
/// known for a moment, so that however often health is asked the database is written to every few seconds at most.
/// </summary>
public sealed class DatabaseProbe
{
    public const string Ready = "ready";

    /// <summary>The newest migration in the database is not one that this program knows: another program has migrated it.</summary>
    public const string Newer = "newer";

    /// <summary>Tables are missing or older.</summary>
    public const string OtherSchema = "schema";

    public static readonly TimeSpan KnownFor = TimeSpan.FromSeconds(2);

    /// <summary>How long an answer is waited for; then it is «unreachable», while the look goes on.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private const int LargestVersion = 1_000_000_000;

    private static readonly TimeSpan LockWait = TimeSpan.FromSeconds(1);

    private readonly Lock gate = new();
    private readonly Database database;
    private readonly Database impatient;
    private readonly TimeProvider time;
    private Task<string>? look;
    private long since;

    public DatabaseProbe(Database database, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(database);
        (this.database, this.time) = (database, time);
        impatient = database.SqliteFile is { } file ? Database.Sqlite(file, LockWait, pooled: false) : database;
    }

    /// <returns>«ready», or a code: locked, full, read-only, unreadable, missing, schema, newer, unreachable.</returns>
    public async Task<string> LookAsync(CancellationToken cancellation)
    {
        Task<string> current;
        lock (gate)
        {
            if (look is null || (look.IsCompleted && time.GetElapsedTime(since) >= KnownFor))
            {
                // Off this thread: SQLite works, and waits, in the thread that calls.
                (look, since) = (Task.Run(WriteAsync, CancellationToken.None), time.GetTimestamp());
            }

            current = look;
        }

        try
        {
            return await current.WaitAsync(Patience, cancellation);
        }
        catch (TimeoutException)
        {
            return "unreachable";
        }
    }

    private async Task<string> WriteAsync()
    {
        // Opening a file that was taken away would make it anew.
        if (database.SqliteFile is { } file && !File.Exists(file))
        {
            return "missing";
        }

        var before = LogState();
        try
        {
            await using var context = impatient.Open();
            var schema = await SchemaState.ReadAsync(context, CancellationToken.None);
            if (!schema.IsCurrent)
            {
                return schema.Newer is null ? OtherSchema : Newer;
            }

            await context.Conversations.AnyAsync(CancellationToken.None);
            await WriteAsync(context);
            return Ready;
        }
        catch (Exception e) when (Faults.IsOfDatabase(e) || e is InvalidOperationException or TimeoutException or IOException or System.Net.Sockets.SocketException)
        {
            var code = Faults.IsOfSchema(e) ? OtherSchema : Faults.Explained(e, database)?.Code ?? "unreachable";

            // A lock that many writers pass round is no lock: somebody has committed meanwhile.
            return code == "locked" && before is not null && LogState() != before ? Ready : code;
        }
    }

    private static async Task WriteAsync(HelpDeskContext context)
    {
        if (context.Database.IsSqlite())
        {
            // SQLite does not write a row that stays the same. This number in the file's head is for its application, and ours has no other use for it.
            var version = await context.Database.SqlQueryRaw<int>("SELECT user_version AS Value FROM pragma_user_version").SingleAsync(CancellationToken.None);
#pragma warning disable EF1002 // A number of our own; a pragma takes no parameter.
            await context.Database.ExecuteSqlRawAsync(string.Create(CultureInfo.InvariantCulture, $"PRAGMA user_version = {(version + 1) % LargestVersion}"), CancellationToken.None);
#pragma warning restore EF1002
            return;
        }

        await using var transaction = await context.Database.BeginTransactionAsync(IsolationLevel.Unspecified, CancellationToken.None);
        await context.Database.ExecuteSqlRawAsync("SET LOCAL lock_timeout = '1s'; SET LOCAL statement_timeout = '3s'", CancellationToken.None);
        await context.Database.ExecuteSqlRawAsync(
            """UPDATE "__EFMigrationsHistory" SET "ProductVersion" = "ProductVersion" WHERE "MigrationId" = (SELECT max("MigrationId") FROM "__EFMigrationsHistory")""", CancellationToken.None);
        await transaction.CommitAsync(CancellationToken.None);
    }

    /// <summary>Size and time of SQLite's log, which change with every commit and need no lock; null on PostgreSQL, where no lock holds everybody.</summary>
    private string? LogState()
    {
        if (database.SqliteFile is not { } file)
        {
            return null;
        }

        var log = new FileInfo(file + "-wal");
        return log.Exists ? string.Create(CultureInfo.InvariantCulture, $"{log.Length} {log.LastWriteTimeUtc.Ticks}") : "";
    }
}
