using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Json;

namespace HelpDesk.Channels.Tests.DirectLine;

/// <summary>A script of peers-directline in Node, spoken to in lines of JSON. The packages are restored at the first use.</summary>
internal sealed class Peer : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    private static readonly string Folder = Path.Combine(Checkout.Root, "tests", "HelpDesk.Channels.Tests", "peers-directline");
    private static readonly Lazy<Task> Restored = new(RestoreAsync);

    private readonly Process process;
    private readonly List<JsonElement> heard = [];

    private Peer(Process process) => this.process = process;

    public static async Task<Peer> StartAsync(string script)
    {
        await Restored.Value;
        return new Peer(Run("node", [script], captured: true));
    }

    /// <summary>Everything said so far.</summary>
    public IReadOnlyList<JsonElement> Heard => heard;

    public async Task SendAsync(object line)
    {
        await process.StandardInput.WriteLineAsync(line as string ?? JsonSerializer.Serialize(line));
        await process.StandardInput.FlushAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>The next line for which this holds; those before it are kept in <see cref="Heard"/>.</summary>
    public async Task<JsonElement> UntilAsync(Func<JsonElement, bool> holds)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience);
        while (true)
        {
            var line = await process.StandardOutput.ReadLineAsync(patience.Token) ?? throw new InvalidOperationException(
                $"The peer ended. It said {string.Join('\n', heard)}\n{await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken)}");
            var said = JsonDocument.Parse(line).RootElement;
            heard.Add(said);
            if (holds(said))
            {
                return said;
            }
        }
    }

    public Task<JsonElement> UntilAsync(string member, string? value = null) =>
        UntilAsync(said => said.TryGetProperty(member, out var found) && (value is null || found.ToString() == value));

    public async ValueTask DisposeAsync()
    {
        process.Kill();
        await process.WaitForExitAsync(CancellationToken.None);
        process.Dispose();
    }

    private static async Task RestoreAsync()
    {
        var stamp = Path.Combine(Folder, "node_modules", ".restored");
        var wanted = Convert.ToHexString(SHA256.HashData(await File.ReadAllBytesAsync(Path.Combine(Folder, "package-lock.json"), CancellationToken.None)));
        if (File.Exists(stamp) && await File.ReadAllTextAsync(stamp, CancellationToken.None) == wanted)
        {
            return;
        }

        using var npm = Run("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], captured: false);
        await npm.WaitForExitAsync(CancellationToken.None);
        npm.ExitCode.ShouldBe(0, "npm ci in peers-directline");
        await File.WriteAllTextAsync(stamp, wanted, CancellationToken.None);
    }

    private static Process Run(string program, string[] arguments, bool captured) =>
        Process.Start(new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = Folder, RedirectStandardInput = captured, RedirectStandardOutput = captured, RedirectStandardError = captured,
        }) ?? throw new InvalidOperationException(program);
}
