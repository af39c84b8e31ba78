using System.Diagnostics;
using System.Globalization;
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
    private int port;

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

    /// <summary>As after a power cut: connections are cut, nothing is written to the end.</summary>
    internal void Restart() => Run("pg_ctl", "-D", Path.Combine(folder!, "data"), "-m", "immediate", "-w", "-l", Path.Combine(folder!, "log"), "restart");

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
            Run("pg_ctl", "-D", Path.Combine(folder, "data"), "-m", "immediate", "-w", "stop");
            Directory.Delete(folder, recursive: true);
            folder = null;
        }
    }

    private string Connection(string database) =>
        new NpgsqlConnectionStringBuilder { Host = "127.0.0.1", Port = port, Database = database, Username = "postgres", Pooling = true, MaxPoolSize = 20 }.ToString();

    private void Start()
    {
        if (folder is not null)
        {
            return;
        }

        folder = Directory.CreateTempSubdirectory("helpdesk-postgres-").FullName;
        if (IsRoot())
        {
            Execute("chown", ["postgres", folder]);
        }

        var data = Path.Combine(folder, "data");
        port = LoopbackPort.Free();
        Run("initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync");
        Run("pg_ctl", "-D", data, "-w", "-l", Path.Combine(folder, "log"), "-o", string.Create(CultureInfo.InvariantCulture, $"-p {port} -c fsync={fsync} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder}"), "start");
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

    /// <summary>PostgreSQL refuses to run as root.</summary>
    private static void Run(string program, params string[] arguments)
    {
        var path = Directory.Exists("/usr/lib/postgresql")
            ? Directory.EnumerateFiles("/usr/lib/postgresql", program, SearchOption.AllDirectories).OrderDescending(StringComparer.Ordinal).FirstOrDefault() ?? program
            : program;
        if (IsRoot())
        {
            Execute("runuser", ["-u", "postgres", "--", path, .. arguments]);
        }
        else
        {
            Execute(path, arguments);
        }
    }

    private static bool IsRoot() => string.Equals(Environment.UserName, "root", StringComparison.Ordinal);

    private static void Execute(string program, IEnumerable<string> arguments)
    {
        // The server inherits the output: it is not read, or the wait would last as long as the server.
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = Path.GetTempPath() }) ?? throw new InvalidOperationException(program);
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}. ./test installs PostgreSQL.");
        }
    }
}
