using System.Diagnostics;

namespace HelpDesk.Benchmarks;

/// <summary>The web host as a process of its own on a free port of loopback, with a database in a folder of its own.</summary>
internal sealed class HostProcess : IDisposable
{
    private readonly Process process;
    private readonly string folder;

    private HostProcess(IReadOnlyDictionary<string, string> settings, string folder)
    {
        this.folder = folder;
        Address = new Uri($"http://127.0.0.1:{LoopbackPort.Free()}");
        var dll = Path.Combine(Checkout.Root, "src", "HelpDesk.Web", "bin", "Release", "net10.0", "HelpDesk.Web.dll");
        var start = new ProcessStartInfo("dotnet", [dll, "--urls", Address.ToString(), "--Database:Sqlite", Path.Combine(folder, "load.db"), "--Knowledge:Directory", ShippedKb.Folder])
        {
            WorkingDirectory = folder,
        };
        foreach (var (key, value) in settings)
        {
            start.Environment[key] = value;
        }

        process = Process.Start(start)!;
    }

    public Uri Address { get; }

    /// <summary>Bytes that the process holds in memory.</summary>
    public long Memory
    {
        get
        {
            process.Refresh();
            return process.WorkingSet64;
        }
    }

    public TimeSpan Processor
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime;
        }
    }

    /// <param name="prepare">Given the file of the database before the host starts; null: an empty one.</param>
    public static async Task<HostProcess> StartAsync(IReadOnlyDictionary<string, string> settings, Func<string, Task>? prepare = null)
    {
        var folder = Directory.CreateTempSubdirectory("helpdesk-load-").FullName;
        await (prepare?.Invoke(Path.Combine(folder, "load.db")) ?? Task.CompletedTask);
        var host = new HostProcess(settings, folder);
        using var client = new HttpClient { BaseAddress = host.Address };
        for (var tries = 0; tries < 300; tries++)
        {
            try
            {
                (await client.GetAsync("/health/live")).EnsureSuccessStatusCode();
                return host;
            }
            catch (HttpRequestException)
            {
                await Task.Delay(100);
            }
        }

        host.Dispose();
        throw new InvalidOperationException("The host does not answer.");
    }

    public void Dispose()
    {
        process.Kill(entireProcessTree: true);
        process.WaitForExit();
        process.Dispose();
        Directory.Delete(folder, recursive: true);
    }
}
