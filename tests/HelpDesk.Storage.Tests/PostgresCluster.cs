using System.Diagnostics;
using System.Globalization;

namespace HelpDesk.Storage.Tests;

/// <summary>A private PostgreSQL on a free port of loopback: its data in a folder, and its programs. Nobody else's server is touched.</summary>
/// <param name="folder">Made where it is missing; what stands in its «data» is used again.</param>
internal sealed class PostgresCluster(string folder)
{
    private string Data => Path.Combine(folder, "data");

    private string Log => Path.Combine(folder, "log");

    public int Port { get; } = LoopbackPort.Free();

    /// <param name="settings">Of postgresql.conf, as name=value; what is not set is as the server ships.</param>
    public void Start(params ReadOnlySpan<string> settings)
    {
        Directory.CreateDirectory(folder);
        if (!Directory.Exists(Data))
        {
            if (IsRoot())
            {
                Execute("chown", ["postgres", folder]);
            }

            Run("initdb", "-D", Data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync");
        }

        var options = string.Create(CultureInfo.InvariantCulture, $"-p {Port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder}");
        foreach (var setting in settings)
        {
            options += " -c " + setting;
        }

        Run("pg_ctl", "-D", Data, "-w", "-l", Log, "-o", options, "start");
    }

    /// <summary>As after a power cut: connections are cut, nothing is written to the end.</summary>
    public void Restart() => Run("pg_ctl", "-D", Data, "-m", "immediate", "-w", "-l", Log, "restart");

    /// <param name="mode">immediate, or fast where the data is used again.</param>
    public void Stop(string mode = "immediate") => Run("pg_ctl", "-D", Data, "-m", mode, "-w", "-t", "600", "stop");

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
