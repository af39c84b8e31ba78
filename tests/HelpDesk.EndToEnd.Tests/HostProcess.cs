using System.Diagnostics;
using System.Text.RegularExpressions;
using HelpDesk.Scripts;

namespace HelpDesk.EndToEnd.Tests;

/// <summary>The product as a process of its own on a loopback port, with a database file of its own; can be killed and started again.</summary>
public sealed partial class HostProcess(params IReadOnlyList<string> settings) : IAsyncDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("helpdesk-e2e-").FullName;
    private Process? process;

    public string Address { get; private set; } = settings.Contains("--Kestrel:Certificates:Default:Path") ? "https://127.0.0.1:0" : "http://127.0.0.1:0";

    public string DatabaseFile => Path.Combine(folder, "helpdesk.db");

    /// <summary>There is no database yet; else one that holds nothing.</summary>
    public bool IsNew { get; init; }

    /// <summary>As who tries it out starts it.</summary>
    public bool IsDevelopment { get; init; }

    /// <summary>The link by which a desk is entered that nobody has entered yet; done as soon as one is printed, of the last start.</summary>
    public Task<string> FirstLink { get; private set; } = Task.FromResult("");

    /// <summary>Starts, on the same port as before where it ran before.</summary>
    public async Task StartAsync()
    {
        if (!IsNew && !File.Exists(DatabaseFile))
        {
            PreparedSqlite.CopyTo(DatabaseFile);
        }

        var start = new ProcessStartInfo("dotnet", ["HelpDesk.Web.dll", "--urls", Address, "--Database:Sqlite", DatabaseFile, .. settings])
        {
            WorkingDirectory = AppContext.BaseDirectory, RedirectStandardOutput = true,
        };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = IsDevelopment ? "Development" : "Production";
        start.IsBrief();
        process = Process.Start(start)!;
        var listening = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        var link = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        FirstLink = link.Task;
        process.OutputDataReceived += (_, line) =>
        {
            if (line.Data is null)
            {
                listening.TrySetException(new InvalidOperationException("The host ended before it listened."));
            }
            else if (Join().Match(line.Data) is { Success: true } printed)
            {
                link.TrySetResult(printed.Value);
            }
            else if (ListeningOn().Match(line.Data) is { Success: true } match)
            {
                listening.TrySetResult(match.Value);
            }
        };
        process.BeginOutputReadLine();
        Address = await listening.Task;
    }

    /// <summary>SIGKILL: as when the machine loses its power.</summary>
    public async Task KillAsync()
    {
        process!.Kill(entireProcessTree: true);
        await process.WaitForExitAsync(CancellationToken.None);
        process.Dispose();
        process = null;
    }

    public async ValueTask DisposeAsync()
    {
        if (process is not null)
        {
            await KillAsync();
        }

        Directory.Delete(folder, recursive: true);
    }

    [GeneratedRegex(@"https?://127\.0\.0\.1:[0-9]+/desk/join/\S+", RegexOptions.None, 1000)]
    private static partial Regex Join();

    [GeneratedRegex(@"https?://127\.0\.0\.1:[0-9]+", RegexOptions.None, 1000)]
    private static partial Regex ListeningOn();
}
