using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace HelpDesk.Storage;

/// <summary>What an engine's failure means.</summary>
internal static class Faults
{
    /// <summary>The database is away and will come back: a restart, a cut connection.</summary>
    public static bool IsPassing(Exception e) => Innermost<NpgsqlException>(e) is { } postgres
        && (postgres.IsTransient || postgres is not PostgresException || postgres is PostgresException { SqlState: PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow });

    /// <summary>Somebody else was first: to be read and tried again.</summary>
    public static bool IsLostRace(Exception e) => e is DbUpdateConcurrencyException
        || Innermost<PostgresException>(e) is { SqlState: PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure };

    /// <summary>The engine's own failure, however the mapper wraps it.</summary>
    public static bool IsOfDatabase(Exception e) => Innermost<DbException>(e) is not null;

    /// <summary>A table or column that we know is not there.</summary>
    public static bool IsOfSchema(Exception e) =>
        Innermost<PostgresException>(e) is { SqlState: PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.UndefinedColumn }
        || Innermost<SqliteException>(e) is { SqliteErrorCode: SQLitePCL.raw.SQLITE_ERROR };

    /// <summary>What only a person can mend, or a wait that has lasted long enough; null where another try may help.</summary>
    public static DatabaseException? Explained(Exception e, Database database)
    {
        if (Innermost<SqliteException>(e) is { } sqlite)
        {
            return CodeOf(sqlite) is { } code ? new DatabaseException(code, database.Name, e) : null;
        }

        return Innermost<PostgresException>(e) is { SqlState: PostgresErrorCodes.LockNotAvailable } ? new DatabaseException("locked", database.Name, e)
            : Innermost<PostgresException>(e) is { SqlState: PostgresErrorCodes.DiskFull } ? new DatabaseException("full", database.Name, e)
            : Innermost<PostgresException>(e) is { SqlState: PostgresErrorCodes.ReadOnlySqlTransaction } ? new DatabaseException("read-only", database.Name, e)
            : null;
    }

    public static string? CodeOf(SqliteException e) => e.SqliteErrorCode switch
    {
        SQLitePCL.raw.SQLITE_READONLY or SQLitePCL.raw.SQLITE_CANTOPEN or SQLitePCL.raw.SQLITE_PERM => "read-only",
        SQLitePCL.raw.SQLITE_BUSY or SQLitePCL.raw.SQLITE_LOCKED => "locked",
        SQLitePCL.raw.SQLITE_FULL or SQLitePCL.raw.SQLITE_IOERR => "full",
        SQLitePCL.raw.SQLITE_CORRUPT or SQLitePCL.raw.SQLITE_NOTADB => "unreadable",
        _ => null,
    };

    private static T? Innermost<T>(Exception? e)
        where T : Exception
    {
        for (; e is not null; e = e.InnerException)
        {
            if (e is T found)
            {
                return found;
            }
        }

        return null;
    }
}
