using System.Diagnostics;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(HelpDesk.EndToEnd.Tests.Browser))]

namespace HelpDesk.EndToEnd.Tests;

/// <summary>The product as a process of its own on a free loopback port, and Debian's Chromium looking at it.</summary>
public sealed partial class Browser : IAsyncLifetime
{
    private static readonly string[] Arguments =
    [
        "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync",
    ];

    private Process? host;
    private IPlaywright? playwright;
    private IBrowser? chromium;
    private IBrowserContext? context;

    public string Address { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        host = Process.Start(new ProcessStartInfo("dotnet", ["HelpDesk.Web.dll", "--urls", "http://127.0.0.1:0"])
        {
            WorkingDirectory = AppContext.BaseDirectory,
            RedirectStandardOutput = true,
        })!;
        var listening = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        host.OutputDataReceived += (_, line) =>
        {
            if (line.Data is null)
            {
                listening.TrySetException(new InvalidOperationException("The host ended before it listened."));
            }
            else if (ListeningOn().Match(line.Data) is { Success: true } match)
            {
                listening.TrySetResult(match.Value);
            }
        };
        host.BeginOutputReadLine();
        Address = await listening.Task;
        playwright = await Playwright.CreateAsync();
        chromium = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = "/usr/bin/chromium", Args = Arguments });
    }

    public async Task<IPage> OpenAsync(string path, int width = 1200, bool javaScript = true, ColorScheme scheme = ColorScheme.Light)
    {
        // Tests of this project run one after the other; a visitor who is done closes the window.
        if (context is not null)
        {
            await context.DisposeAsync();
        }

        context = await chromium!.NewContextAsync(new()
        {
            ViewportSize = new() { Width = width, Height = 900 }, JavaScriptEnabled = javaScript, ColorScheme = scheme,
        });
        var page = await context.NewPageAsync();
        await page.GotoAsync(Address + path);
        return page;
    }

    public async ValueTask DisposeAsync()
    {
        if (chromium is not null)
        {
            await chromium.DisposeAsync();
        }

        playwright?.Dispose();
        if (host is { HasExited: false })
        {
            host.Kill(entireProcessTree: true);
        }

        host?.Dispose();
    }

    [GeneratedRegex(@"http://127\.0\.0\.1:[0-9]+", RegexOptions.None, 1000)]
    private static partial Regex ListeningOn();
}
