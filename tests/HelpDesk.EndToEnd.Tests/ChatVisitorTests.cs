using System.Globalization;
using System.Text.RegularExpressions;
using HelpDesk.Web.Tests;

namespace HelpDesk.EndToEnd.Tests;

/// <summary>Who a visitor is: forgotten on a shared machine, found again from another browser, in a frame of another site.</summary>
public sealed partial class ChatVisitorTests(Browser browser)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Forget_me_begins_a_new_conversation()
    {
        await using var visitor = await ChatVisitor.ComeAsync(browser.Chromium, browser.Address + "/chat");
        await visitor.SayAsync("ERR_20040");
        await visitor.ReadsAsync("[6-05]");
        await visitor.Page.Locator("#open-forget").ClickAsync();
        await visitor.PictureAsync();
        await visitor.IsAccessibleAsync();
        await visitor.Page.Locator("#forget-now").ClickAsync();
        await visitor.Page.Locator("#forget").WaitForAsync(new() { State = Microsoft.Playwright.WaitForSelectorState.Hidden });
        await visitor.ReadsAsync("こんにちは");
        (await visitor.SeesAsync("[6-05]")).ShouldBeFalse();
        await visitor.Page.ReloadAsync();
        await visitor.ReadsAsync("こんにちは");
        (await visitor.SeesAsync("[6-05]")).ShouldBeFalse();
    }

    [Theory]
    [InlineData("/chat", 390)]
    [InlineData("/en/chat", 1200)]
    public async Task A_proven_address_finds_the_conversation_from_another_browser(string path, int width)
    {
        await using var mail = new FakeSmtpServer();
        await using var host = new HostProcess(
            "--Mail:Host", "127.0.0.1", "--Mail:Port", mail.Port.ToString(CultureInfo.InvariantCulture), "--Mail:From", "desk@helpdesk.example", "--Mail:Tls", "None");
        await host.StartAsync();
        await using (var office = await ChatVisitor.ComeAsync(browser.Chromium, host.Address + path, width))
        {
            await office.SayAsync("ERR_20040");
            await office.ReadsAsync("[6-05]");
            await ProveAsync(office, mail);
            await office.ReadsAsync("[6-05]");
        }

        await using var home = await ChatVisitor.ComeAsync(browser.Chromium, host.Address + path, width, Microsoft.Playwright.ColorScheme.Dark);
        (await home.SeesAsync("[6-05]")).ShouldBeFalse();
        await ProveAsync(home, mail);
        await home.ReadsAsync("[6-05]");
        await home.PictureAsync();
        await home.IsAccessibleAsync();
    }

    [Fact]
    public async Task Another_site_that_is_allowed_opens_it_in_a_frame()
    {
        // The shop is an origin, no more: its page is made up below.
        await using var desk = new HostProcess("--Chat:EmbedOrigins:0", browser.Address);
        await desk.StartAsync();
        var context = await Browser.ContextAsync(browser.Chromium, new() { ViewportSize = new() { Width = 1200, Height = 900 }, BypassCSP = false });
        var page = await context.NewPageAsync();
        await page.RouteAsync("**/shop", route => route.FulfillAsync(new()
        {
            ContentType = "text/html", Body = $"<!DOCTYPE html><html lang=\"ja\"><title>shop</title><h1>Shop</h1><script src=\"{desk.Address}/embed.js\" data-question=\"ERR_20040\" defer></script></html>",
        }));
        var errors = new List<string>();
        page.Console += (_, message) => errors.Add(message.Text);
        await page.GotoAsync(browser.Address + "/shop");
        errors.ShouldBeEmpty();
        await page.GetByText("チャットで質問").ClickAsync();
        var frame = page.FrameLocator("iframe");
        await frame.Locator("#chat[data-state=online]").WaitForAsync();
        await frame.Locator("textarea").Last.PressAsync("Enter");
        await frame.Locator(".webchat__bubble__content").GetByText("[6-05]").Last.WaitForAsync();
        (await context.CookiesAsync()).ShouldBeEmpty();
        var folder = Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "artifacts", "chat")).FullName;
        await page.ScreenshotAsync(new() { Path = Path.Combine(folder, "embedded.png") });
        await context.DisposeAsync();
    }

    [GeneratedRegex(@"\b[0-9]{6}\b", RegexOptions.None, 1000)]
    private static partial Regex SixDigits();

    private static async Task ProveAsync(ChatVisitor visitor, FakeSmtpServer mail)
    {
        await visitor.Page.Locator("#open-email").ClickAsync();
        await visitor.Page.Locator("#email-address").FillAsync("taro@example.co.jp");
        await visitor.Page.Locator("#email-send").ClickAsync();
        var source = (await mail.NextAsync(Stop)).Source;
        using var bytes = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(source));
        var code = SixDigits().Match((await MimeKit.MimeMessage.LoadAsync(bytes, Stop)).TextBody!).Value;
        await visitor.Page.Locator("#email-code").WaitForAsync();
        await visitor.PictureAsync();
        await visitor.IsAccessibleAsync();
        await visitor.Page.Locator("#email-code").FillAsync(code);
        await visitor.Page.Locator("#email-code").PressAsync("Enter");
        await visitor.Page.Locator("#email").WaitForAsync(new() { State = Microsoft.Playwright.WaitForSelectorState.Hidden });
    }
}
