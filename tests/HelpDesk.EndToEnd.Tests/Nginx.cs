using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace HelpDesk.EndToEnd.Tests;

/// <summary>nginx with the configuration of docs/operations.md, word for word save addresses and certificate, and a host with the settings that stand below it.</summary>
public sealed class Nginx : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("helpdesk-nginx-").FullName;
    private HostProcess? host;
    private Process? process;

    public string Address { get; } = string.Create(CultureInfo.InvariantCulture, $"https://127.0.0.1:{LoopbackPort.Free()}");

    /// <summary>How often one address may have a token here: few, so that a test reaches it soon.</summary>
    public const int TokensPerMinute = 10;

    public async ValueTask InitializeAsync()
    {
        await StartHostAsync();
        await StartProxyAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (process is not null)
        {
            process.Kill();
            await process.WaitForExitAsync(CancellationToken.None);
            process.Dispose();
        }

        if (host is not null)
        {
            await host.DisposeAsync();
        }

        Directory.Delete(folder, recursive: true);
    }

    private async Task StartHostAsync()
    {
        var settings = JsonElement.Parse(Documents.Fenced("operations.md", "Reverse proxy", "json"));
        host = new HostProcess(
        [
            "--Site:Addresses:0", Put(settings.GetProperty("Site").GetProperty("Addresses")[0].GetString()!, "https://helpdesk.example.jp", Address),
            "--DirectLine:TrustedProxies:0", settings.GetProperty("DirectLine").GetProperty("TrustedProxies")[0].GetString()!,
            "--Chat:TokensPerMinute", TokensPerMinute.ToString(CultureInfo.InvariantCulture),
        ]);
        await host.StartAsync();
    }

    private async Task StartProxyAsync()
    {
        var (certificate, key) = Certificates.Make(folder);
        var written = Documents.Fenced("operations.md", "Reverse proxy", "nginx");
        written = Put(written, "server 127.0.0.1:5080;", $"server {new Uri(host!.Address).Authority};");
        written = Put(written, "listen 443 ssl", $"listen {new Uri(Address).Authority} ssl");
        written = Put(written, "/etc/ssl/helpdesk.pem", certificate);
        written = Put(written, "/etc/ssl/private/helpdesk.key", key);
        var paths = string.Concat(((string[])["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]).Select(name => $"{name}_temp_path {folder}/{name};\n"));
        var file = Path.Combine(folder, "nginx.conf");
        // One process, as whoever runs the tests.
        await File.WriteAllTextAsync(file, $"daemon off;\nmaster_process off;\npid {folder}/pid;\nevents {{ }}\nhttp {{\naccess_log off;\n{paths}{written}\n}}\n", TestContext.Current.CancellationToken);
        process = Process.Start(new ProcessStartInfo(Program(), ["-p", folder, "-c", file, "-e", "stderr"]))!;
        for (var answers = false; !answers; answers = await AnswersAsync())
        {
            process.HasExited.ShouldBeFalse("nginx ended; standard error says why");
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }

    private async Task<bool> AnswersAsync()
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(IPAddress.Loopback, new Uri(Address).Port, TestContext.Current.CancellationToken);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    /// <summary>What the document says must be there.</summary>
    private static string Put(string text, string old, string now)
    {
        text.ShouldContain(old);
        return text.Replace(old, now, StringComparison.Ordinal);
    }

    private static string Program() =>
        ((string[])["/usr/sbin/nginx", "/usr/bin/nginx", "/usr/local/sbin/nginx"]).FirstOrDefault(File.Exists) ?? throw new InvalidOperationException("nginx is missing; ./test installs it (Debian: nginx-light).");
}

/// <summary>What the documents tell people to put into files.</summary>
internal static class Documents
{
    /// <summary>The first block of a language below a heading.</summary>
    public static string Fenced(string document, string heading, string language)
    {
        var section = File.ReadAllText(Path.Combine(Checkout.Root, "docs", document)).Split($"\n## {heading}\n")[1].Split("\n## ")[0];
        return section.Split($"```{language}\n")[1].Split("```")[0];
    }
}
