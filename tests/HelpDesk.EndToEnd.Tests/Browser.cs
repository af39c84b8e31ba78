using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(HelpDesk.EndToEnd.Tests.Browser))]

namespace HelpDesk.EndToEnd.Tests;

/// <summary>The product as a process of its own, and Debian's Chromium looking at it.</summary>
public sealed class Browser : IAsyncLifetime
{
    private static readonly string[] Arguments =
    [
        "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync",
        // A page that a test makes up comes from no address, and would not be let near loopback ones.
        "--disable-features=LocalNetworkAccessChecks",
    ];

    private readonly HostProcess host = new();
    private IPlaywright? playwright;
    private IBrowser? chromium;
    private IBrowserContext? context;

    public string Address => host.Address;

    public IBrowser Chromium => chromium!;

    public async ValueTask InitializeAsync()
    {
        await host.StartAsync();
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

        context = await Chromium.NewContextAsync(new()
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
        await host.DisposeAsync();
    }
}
