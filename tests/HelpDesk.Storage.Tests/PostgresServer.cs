using Npgsql;

[assembly: AssemblyFixture(typeof(HelpDesk.Storage.Tests.PostgresServer))]

namespace HelpDesk.Storage.Tests;

/// <summary>A private PostgreSQL on a free port of loopback, started for the first test that needs it and ended with the run.</summary>
public sealed class PostgresServer : IDisposable
{
    private static readonly Lock Gate = new();
    private static PostgresServer? running;
    private static int databases;

    private const string Template = "template_helpdesk";

    private string? folder;
    private PostgresCluster? cluster;

    /// <summary>Off: the shared server is never cut off, and waits for no disk.</summary>
    private string fsync = "off";

    public PostgresServer() => running ??= this;

    /// <summary>Another server, for a test that ends it.</summary>
    internal static PostgresServer OfItsOwn()
    {
        var server = new PostgresServer { fsync = "on" };
        server.Start();
        return server;
    }

    /// <inheritdoc cref="PostgresCluster.Restart"/>
    internal void Restart() => cluster!.Restart();

    /// <summary>Connection string of a new database with the model in it: a copy of one that was migrated once.</summary>
    internal static string NewDatabase()
    {
        lock (Gate)
        {
            running!.Start();
            return running.Database($"helpdesk{++databases}");
        }
    }

    /// <summary>Connection string of a new database with nothing in it.</summary>
    internal static string NewEmptyDatabase()
    {
        lock (Gate)
        {
            running!.Start();
            var name = $"empty{++databases}";
            running.Execute($"CREATE DATABASE {name}");
            return running.Connection(name);
        }
    }

    /// <summary>Creates a database of that name.</summary>
    internal string Database(string name)
    {
        Execute($"CREATE DATABASE {name} TEMPLATE {Template}");
        return Connection(name);
    }

    /// <summary>Gives the database's connections back: a hundred databases would use up the server's.</summary>
    internal static void Close(string connection)
    {
        using var one = new NpgsqlConnection(connection);
        NpgsqlConnection.ClearPool(one);
    }

    public void Dispose()
    {
        if (folder is not null)
        {
            NpgsqlConnection.ClearAllPools();
            cluster!.Stop();
            Directory.Delete(folder, recursive: true);
            folder = null;
        }
    }

    private string Connection(string database) =>
        new NpgsqlConnectionStringBuilder { Host = "127.0.0.1", Port = cluster!.Port, Database = database, Username = "postgres", Pooling = true, MaxPoolSize = 20 }.ToString();

    private void Start()
    {
        if (folder is not null)
        {
            return;
        }

        folder = Directory.CreateTempSubdirectory("helpdesk-postgres-").FullName;
        cluster = new PostgresCluster(folder);
        cluster.Start($"fsync={fsync}");
        Execute($"CREATE DATABASE {Template}");
        Storage.Database.Postgres(Connection(Template)).PrepareAsync(CancellationToken.None).GetAwaiter().GetResult();
        Close(Connection(Template));
    }

    private void Execute(string sql)
    {
        using var connection = new NpgsqlConnection(Connection("postgres"));
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Names of our own: a word and a number.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }
}
