using System.Collections.Concurrent;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(HelpDesk.EndToEnd.Tests.Browser))]

namespace HelpDesk.EndToEnd.Tests;

/// <summary>The product as a process of its own, and Debian's Chromium looking at it.</summary>
public sealed class Browser : IAsyncLifetime
{
    /// <summary>
    /// Chromium takes the last such switch alone, so this one repeats what Playwright switches off for itself: with those on, a
    /// loaded machine now and then sees a page that was there and whose load was never told, or one that is never painted.
    /// </summary>
    private static readonly string[] FeaturesOff =
    [
        "AvoidUnnecessaryBeforeUnloadCheckSync", "DestroyProfileOnBrowserClose", "DialMediaRouteProvider", "GlobalMediaControls", "HttpsUpgrades",
        "LensOverlay", "MediaRouter", "PaintHolding", "ThirdPartyStoragePartitioning", "BlockOriginHeaderModificationOnRedirect",
        "AvoidCorsURLLoaderRestartOnRedirect", "Translate", "AutoDeElevate", "OptimizationHints", "NetworkTimeServiceQuerying", "AimEnabled",

        // A page that a test makes up comes from no address, and would not be let near loopback ones.
        "LocalNetworkAccessChecks",
    ];

    private static readonly string[] Arguments =
    [
        "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync",
        "--disable-features=" + string.Join(',', FeaturesOff),
    ];

    /// <summary>Milliseconds until a page is taken to hang. What is waited for is a condition; how fast the machine is says nothing of it.</summary>
    private const float Patience = 120_000;

    /// <summary>Makes its database itself, as the first start of an installation does.</summary>
    private readonly HostProcess host = new() { IsNew = true };
    private IPlaywright? playwright;
    private IBrowser? chromium;
    private readonly ConcurrentDictionary<string, IBrowserContext> visitors = new(StringComparer.Ordinal);

    public string Address => host.Address;

    public string DatabaseFile => host.DatabaseFile;

    public IBrowser Chromium => chromium!;

    public async ValueTask InitializeAsync()
    {
        await host.StartAsync();
        Assertions.SetDefaultExpectTimeout(Patience);
        playwright = await Playwright.CreateAsync();
        chromium = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = "/usr/bin/chromium", Args = Arguments });
    }

    /// <summary>A person's own browser, with nothing in it.</summary>
    public static async Task<IBrowserContext> ContextAsync(IBrowser chromium, BrowserNewContextOptions? options = null)
    {
        var context = await chromium.NewContextAsync(options);
        context.SetDefaultTimeout(Patience);
        return context;
    }

    public async Task<IPage> OpenAsync(string path, int width = 1200, bool javaScript = true, ColorScheme scheme = ColorScheme.Light)
    {
        // Tests of one class run one after the other; its visitor who is done closes the window.
        var story = TestContext.Current.TestClass!.UniqueID;
        if (visitors.TryRemove(story, out var left))
        {
            await left.DisposeAsync();
        }

        var context = visitors[story] = await ContextAsync(Chromium, new()
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
