using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
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
internal sealed partial class DeskAgent : IAsyncDisposable
{
    private const string Password = "a long phrase of ours";

    private static readonly AxeRunOptions Wcag22Aa = new()
    {
        RunOnly = new RunOnlyOptions { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] },
    };

    /// <summary>Languages, widths and colours in which somebody has come in by the pages: whoever else comes in so sees the same.</summary>
    private static readonly ConcurrentDictionary<(string Locale, int Width, ColorScheme Scheme), byte> Looks = new();

    private static int people;

    private readonly IBrowserContext context;
    private readonly string address;

    private DeskAgent(IBrowserContext context, IPage page, string address, string name) => (this.context, Page, this.address, Name) = (context, page, address, name);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public IPage Page { get; }

    public string Name { get; }

    /// <summary>One of their recovery codes.</summary>
    public string Recovery { get; private set; } = "";

    public List<string> Errors { get; } = [];

    public ILocator Reply => Page.Locator("#field-reply");

    public static async Task<DeskAgent> ComeAsync(
        IBrowser browser, string address, string databaseFile, string name = "佐藤", int width = 1400, ColorScheme scheme = ColorScheme.Light, string locale = "ja-JP", params DeskRole[] roles)
    {
        name += Interlocked.Increment(ref people).ToString(CultureInfo.InvariantCulture);
        var desk = new DeskPeople(Database.Sqlite(databaseFile), TimeProvider.System);
        (await desk.AddAsync(name, roles.Length == 0 ? [DeskRole.Agent] : roles, [Ticket.HelpDesk], DeskAudit.Console, Stop)).ShouldBe(PersonOutcome.Done);
        var token = await desk.InviteAsync(name, DeskAudit.Console, Stop);

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
        if (Looks.TryAdd((locale, width, scheme), 0))
        {
            await agent.EnterAsync(token!);
        }
        else
        {
            await agent.EnterUnseenAsync(token!);
        }

        await agent.IsThereAsync();
        return agent;
    }

    /// <summary>By a link that somebody else made.</summary>
    public static async Task<DeskAgent> ByLinkAsync(IBrowser browser, string link, string name)
    {
        var context = await Browser.ContextAsync(browser, new() { Locale = "ja-JP" });
        var parts = link.Split("/desk/join/");
        var agent = new DeskAgent(context, await context.NewPageAsync(), parts[0], name);
        await agent.EnterAsync(parts[1]);
        await agent.IsThereAsync();
        return agent;
    }

    /// <summary>By the pages, each looked at.</summary>
    private async Task EnterAsync(string token)
    {
        await Page.GotoAsync($"{address}/desk/join/{token}");
        await IsAccessibleAsync("join");
        var key = Base32Encoding.ToBytes((await Page.Locator("main code").InnerTextAsync()).Replace(" ", "", StringComparison.Ordinal));
        await Page.Locator("#password").FillAsync(Password);
        await Page.Locator("#again").FillAsync(Password);
        await Page.Locator("#code").FillAsync(new Totp(key).ComputeTotp());
        await Page.Locator("button.primary[type=submit]").ClickAsync();
        await Page.Locator(".codes").WaitForAsync();
        Recovery = await Page.Locator(".codes code").First.InnerTextAsync();
        await IsAccessibleAsync("joined");
        await Page.Locator("a.button").ClickAsync();
        await Page.Locator("#name").FillAsync(Name);
        await Page.Locator("#password").FillAsync(Password);
        await IsAccessibleAsync("sign-in");
        await Page.Locator("#code").FillAsync(new Totp(key).ComputeTotp());
        await Page.Locator("button.primary[type=submit]").ClickAsync();
    }

    /// <summary>Nobody looks at the pages: their forms are sent, and this browser gets what cookies there are.</summary>
    private async Task EnterUnseenAsync(string token)
    {
        var cookies = new CookieContainer();
        using var client = Neighbour.Of(address, cookies);
        var join = await client.GetStringAsync("/desk/join/" + token, Stop);
        var totp = new Totp(Base32Encoding.ToBytes(Key().Match(join).Groups[1].Value.Replace(" ", "", StringComparison.Ordinal)));
        var joined = await PostAsync(client, "/desk/join", join, ("token", token), ("key", Field(join, "key")), ("password", Password), ("again", Password), ("code", totp.ComputeTotp()));
        Recovery = RecoveryCode().Match(joined).Groups[1].Value;
        var form = await client.GetStringAsync("/desk/sign-in", Stop);
        await PostAsync(client, "/desk/sign-in", form, ("name", Name), ("password", Password), ("code", totp.ComputeTotp()), ("return", "/desk"));
        await context.AddCookiesAsync(cookies.GetAllCookies().Select(cookie => new Microsoft.Playwright.Cookie { Name = cookie.Name, Value = cookie.Value, Url = address, HttpOnly = cookie.HttpOnly }));
        await Page.GotoAsync(address + "/desk");
    }

    private static async Task<string> PostAsync(HttpClient client, string path, string page, params (string Name, string Value)[] fields)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = new FormUrlEncodedContent(fields.Append(("__RequestVerificationToken", Field(page, "__RequestVerificationToken"))).Select(field => KeyValuePair.Create(field.Item1, field.Item2))),
        };
        request.Headers.Add("Sec-Fetch-Site", "same-origin");
        using var answer = await client.SendAsync(request, Stop);
        ((int)answer.StatusCode).ShouldBeLessThan(400, path);
        return await answer.Content.ReadAsStringAsync(Stop);
    }

    private static string Field(string page, string name) =>
        WebUtility.HtmlDecode(Regex.Match(page, $"name=\"{name}\" value=\"([^\"]*)\"", RegexOptions.None, TimeSpan.FromSeconds(1)).Groups[1].Value);

    [GeneratedRegex("<code>([A-Z2-7 ]{20,})</code>", RegexOptions.None, 1000)]
    private static partial Regex Key();

    [GeneratedRegex("<code>([^<]+)</code>", RegexOptions.None, 1000)]
    private static partial Regex RecoveryCode();

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
