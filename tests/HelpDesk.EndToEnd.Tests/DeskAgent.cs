using System.Globalization;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using HelpDesk.Storage;
using HelpDesk.Storage.People;
using HelpDesk.Ticketing.People;
using HelpDesk.Ticketing.Tickets;
using Microsoft.Playwright;
using OtpNet;

namespace HelpDesk.EndToEnd.Tests;

/// <summary>Somebody at the agents' desk: invited, joined and signed in as anybody is, in a browser of their own.</summary>
internal sealed class DeskAgent : IAsyncDisposable
{
    private const string Password = "a long phrase of ours";

    private static readonly AxeRunOptions Wcag22Aa = new()
    {
        RunOnly = new RunOnlyOptions { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] },
    };

    private static int people;

    private readonly IBrowserContext context;
    private readonly string address;

    private DeskAgent(IBrowserContext context, IPage page, string address, string name) => (this.context, Page, this.address, Name) = (context, page, address, name);

    public IPage Page { get; }

    public string Name { get; }

    /// <summary>One of their recovery codes.</summary>
    public string Recovery { get; private set; } = "";

    public List<string> Errors { get; } = [];

    public ILocator Reply => Page.Locator("#field-reply");

    public static async Task<DeskAgent> ComeAsync(
        IBrowser browser, string address, string databaseFile, string name = "佐藤", int width = 1400, ColorScheme scheme = ColorScheme.Light, string locale = "ja-JP", params DeskRole[] roles)
    {
        var cancellation = TestContext.Current.CancellationToken;
        name += Interlocked.Increment(ref people).ToString(CultureInfo.InvariantCulture);
        var desk = new DeskPeople(Database.Sqlite(databaseFile), TimeProvider.System);
        (await desk.AddAsync(name, roles.Length == 0 ? [DeskRole.Agent] : roles, [Ticket.HelpDesk], DeskAudit.Console, cancellation)).ShouldBe(PersonOutcome.Done);
        var token = await desk.InviteAsync(name, DeskAudit.Console, cancellation);

        var context = await Browser.ContextAsync(browser, new() { ViewportSize = new() { Width = width, Height = 900 }, ColorScheme = scheme, Locale = locale });
        var page = await context.NewPageAsync();
        var agent = new DeskAgent(context, page, address, name);
        page.Console += (_, message) =>
        {
            if (message.Type == "error")
            {
                agent.Errors.Add(message.Text);
            }
        };
        await page.GotoAsync($"{address}/desk/join/{token}");
        await agent.IsAccessibleAsync("join");
        var key = Base32Encoding.ToBytes((await page.Locator("main code").InnerTextAsync()).Replace(" ", "", StringComparison.Ordinal));
        await page.Locator("#password").FillAsync(Password);
        await page.Locator("#again").FillAsync(Password);
        await page.Locator("#code").FillAsync(new Totp(key).ComputeTotp());
        await page.Locator("button.primary[type=submit]").ClickAsync();
        await page.Locator(".codes").WaitForAsync();
        agent.Recovery = await page.Locator(".codes code").First.InnerTextAsync();
        await agent.IsAccessibleAsync("joined");
        await page.Locator("a.button").ClickAsync();
        await page.Locator("#name").FillAsync(name);
        await page.Locator("#password").FillAsync(Password);
        await agent.IsAccessibleAsync("sign-in");
        await page.Locator("#code").FillAsync(new Totp(key).ComputeTotp());
        await page.Locator("button.primary[type=submit]").ClickAsync();
        await agent.IsThereAsync();
        return agent;
    }

    /// <summary>The same person in a second browser, signed in by their recovery code.</summary>
    public async Task<DeskAgent> AgainAsync(IBrowser browser)
    {
        var another = await Browser.ContextAsync(browser, new() { ViewportSize = new() { Width = 1400, Height = 900 } });
        var agent = new DeskAgent(another, await another.NewPageAsync(), address, Name);
        await agent.Page.GotoAsync(address + "/desk/sign-in");
        await agent.Page.Locator("#name").FillAsync(Name);
        await agent.Page.Locator("#password").FillAsync(Password);
        await agent.Page.Locator("#code").FillAsync(Recovery);
        await agent.Page.Locator("button.primary[type=submit]").ClickAsync();
        await agent.IsThereAsync();
        return agent;
    }

    public async Task OpenAsync(string path)
    {
        await Page.GotoAsync(address + path);
        await IsThereAsync();
    }

    /// <summary>The page is alive: keys and buttons do something.</summary>
    public Task IsThereAsync() => Page.Locator("main[data-live=true] h1").WaitForAsync();

    public async Task OpenInquiryAsync(string number)
    {
        await OpenAsync("/desk/inquiries/" + number);
        await Page.Locator(".inquiry-head").WaitForAsync();
    }

    public async Task IsAccessibleAsync(string what)
    {
        var result = await Page.RunAxe(Wcag22Aa);
        result.Violations.ShouldBeEmpty(what + ": " + string.Join('\n', result.Violations.Select(v => $"{v.Id}: {v.Help}: {string.Join(" | ", v.Nodes.Select(node => node.Html))}")));
        result.Passes.ShouldNotBeEmpty();
    }

    public async Task PictureAsync(string name)
    {
        var folder = Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "artifacts", "desk")).FullName;
        await Page.ScreenshotAsync(new() { Path = Path.Combine(folder, name + ".png"), FullPage = true });
    }

    public ValueTask DisposeAsync() => context.DisposeAsync();
}
