using Microsoft.Extensions.Configuration;

namespace HelpDesk.Storage;

/// <summary>Which database the settings name; the same rule for host and command line.</summary>
public static class DatabaseChoice
{
    public const string SqliteKey = "Database:Sqlite";

    public const string PostgresKey = "Database:Postgres";

    /// <summary>In the working directory.</summary>
    public const string DefaultFile = "helpdesk.db";

    /// <param name="folder">What a relative path of a SQLite file starts from: the working directory.</param>
    /// <param name="file">A SQLite file that comes before the settings; null: none.</param>
    /// <param name="tightened">Told of each file of the database that others could read until it was closed.</param>
    /// <exception cref="DatabaseException">The connection string cannot be read.</exception>
    public static Database Of(IConfiguration configuration, string folder, string? file = null, Action<string>? tightened = null)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return file is null && configuration[PostgresKey] is { Length: > 0 } connection
            ? Database.Postgres(connection)
            : Database.Sqlite(Path.GetFullPath(file ?? (configuration[SqliteKey] is { Length: > 0 } named ? named : DefaultFile), folder), tightened: tightened);
    }
}
