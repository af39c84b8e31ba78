using System.Globalization;
using System.Runtime.CompilerServices;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace HelpDesk.EndToEnd.Tests;

/// <summary>A person at the chat page: what they see and do. Keeps a picture of each step.</summary>
internal sealed class ChatVisitor : IAsyncDisposable
{
    private static readonly AxeRunOptions Wcag22Aa = new()
    {
        RunOnly = new RunOnlyOptions { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] },
    };

    private readonly IBrowserContext context;
    private readonly string story;
    private int pictures;

    private ChatVisitor(IBrowserContext context, string story) => (this.context, this.story) = (context, story);

    public IPage Page { get; private set; } = default!;

    /// <summary>Errors of the page's console: broken policies, failed scripts.</summary>
    public List<string> Errors { get; } = [];

    public static async Task<ChatVisitor> ComeAsync(
        IBrowser browser, string address, int width = 1200, ColorScheme scheme = ColorScheme.Light, [CallerMemberName] string story = "")
    {
        var context = await Browser.ContextAsync(browser, new() { ViewportSize = new() { Width = width, Height = width < 600 ? 844 : 900 }, ColorScheme = scheme, IgnoreHTTPSErrors = true });
        var visitor = new ChatVisitor(context, string.Create(CultureInfo.InvariantCulture, $"{story}-{(address.Contains("/en/", StringComparison.Ordinal) ? "en" : "ja")}-{width}"));
        await visitor.OpenAsync(address);
        return visitor;
    }

    /// <summary>Opens the chat in this browser, in a new tab where one was closed.</summary>
    public async Task OpenAsync(string address)
    {
        Page = await context.NewPageAsync();
        Page.Console += (_, message) =>
        {
            if (message.Type == "error")
            {
                Errors.Add(message.Text);
            }
        };
        await Page.GotoAsync(address);
        await Page.Locator("#chat[data-state=online]").WaitForAsync();
    }

    public ILocator Box => Page.Locator("[data-id=webchat-sendbox-input], .webchat__send-box-text-box__input, textarea").Last;

    public async Task SayAsync(string text)
    {
        await Box.FillAsync(text);
        await Box.PressAsync("Enter");
    }

    /// <summary>Attaches a picture of what is on the screen, and sends it with no word.</summary>
    public async Task AttachAsync(string name)
    {
        var picture = await Page.ScreenshotAsync();
        await ChooseAsync(new FilePayload { Name = name, MimeType = "image/png", Buffer = picture });
        await Chosen.First.WaitForAsync();
        await Box.PressAsync("Enter");
    }

    /// <summary>Files that were chosen and not sent, in our bar.</summary>
    public ILocator Chosen => Page.Locator("#files li");

    public Task ChooseAsync(params FilePayload[] files) => Page.Locator("#chat input[type=file]").First.SetInputFilesAsync(files);

    /// <summary>Chooses files that stand on the disk; those of many megabytes would take a loaded machine minutes through the browser's wire.</summary>
    public Task ChooseAsync(params string[] paths) => Page.Locator("#chat input[type=file]").First.SetInputFilesAsync(paths);

    /// <summary>Waits until it can be read in the transcript.</summary>
    public Task ReadsAsync(string text) => Page.Locator(".webchat__bubble__content").GetByText(text).Last.WaitForAsync();

    /// <summary>Asks for a person; the number of what was sent.</summary>
    public async Task<string> InquireAsync()
    {
        await SayAsync("ERR_20070が出て進めません");
        await ReadsAsync("[6-06]");
        await SayAsync("担当者に相談");
        await PressAsync("すべてスキップ");
        await PressAsync("この内容で送る");
        var said = Page.Locator(".webchat__bubble__content").GetByText(Requester.Number()).Last;
        await said.WaitForAsync();
        return Requester.Number().Match(await said.InnerTextAsync()).Value;
    }

    public async Task<bool> SeesAsync(string text) => await Page.Locator("#chat").GetByText(text).CountAsync() > 0;

    /// <summary>Presses a suggested answer or a card's button.</summary>
    public Task PressAsync(string label) =>
        Page.Locator(".webchat__suggested-action, .webchat__bubble button.ac-pushButton").Filter(new() { HasText = label }).Last.ClickAsync();

    public async Task PictureAsync()
    {
        // What has changed is drawn.
        await Page.EvaluateAsync("() => new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(drawn)))");
        var folder = Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "artifacts", "chat")).FullName;
        pictures++;
        await Page.ScreenshotAsync(new() { Path = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{story}-{pictures:D2}.png")) });
    }

    public async Task IsAccessibleAsync()
    {
        // Beside the transcript the client keeps copies of new messages, out of sight and out of the tab order, for screen readers
        // to speak; inputs in a card's copy have no labels. Not ours to mend, and gone within a second.
        var result = await Page.RunAxe(new AxeRunContext { Include = [new("html")], Exclude = [new(".webchat__live-region-transcript")] }, Wcag22Aa);
        result.Violations.ShouldBeEmpty(string.Join('\n', result.Violations.Select(v => $"{v.Id}: {v.Help}: {string.Join(" | ", v.Nodes.Select(node => node.Html))}")));
    }

    public async Task FitsAsync()
    {
        var width = Page.ViewportSize!.Width;
        (await Page.EvaluateAsync<int>("document.documentElement.scrollWidth")).ShouldBeLessThanOrEqualTo(width);
        var box = (await Box.BoundingBoxAsync())!;
        (box.Y + box.Height).ShouldBeLessThanOrEqualTo(Page.ViewportSize.Height, "the box to write in can be reached");
    }

    public async Task CloseTabAsync() => await Page.CloseAsync();

    public ValueTask DisposeAsync() => context.DisposeAsync();
}
