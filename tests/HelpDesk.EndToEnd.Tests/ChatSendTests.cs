using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace HelpDesk.EndToEnd.Tests;

/// <summary>What is on its way to the desk: over HTTPS of our own, files before they go, what is refused, what the line swallowed.</summary>
public sealed class ChatSendTests(Browser browser)
{
    private const string Activities = "**/conversations/*/activities";

    [Fact]
    public async Task The_chat_answers_where_Kestrel_itself_serves_HTTPS()
    {
        var folder = Directory.CreateTempSubdirectory("helpdesk-tls-").FullName;
        var (certificate, key) = Certificates.Make(folder);
        await using (var host = new HostProcess("--Kestrel:Certificates:Default:Path", certificate, "--Kestrel:Certificates:Default:KeyPath", key))
        {
            await host.StartAsync();
            host.Address.ShouldStartWith("https:");
            await using var visitor = await ChatVisitor.ComeAsync(browser.Chromium, host.Address + "/chat");
            await visitor.SayAsync("ERR_20040");
            await visitor.ReadsAsync("[6-05]");
            (await visitor.Page.EvaluateAsync<string>("performance.getEntriesByType('navigation')[0].nextHopProtocol")).ShouldBe("h2");
            visitor.Errors.ShouldBeEmpty();
        }

        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task In_a_frame_without_storage_it_works_all_the_same()
    {
        await using var context = await Browser.ContextAsync(browser.Chromium);
        // As browsers do that block what third parties store: to touch it throws.
        await context.AddInitScriptAsync("for (const name of ['sessionStorage', 'localStorage']) Object.defineProperty(window, name, { get() { throw new DOMException('denied', 'SecurityError'); } });");
        var page = await context.NewPageAsync();
        await page.GotoAsync(browser.Address + "/chat/embed?q=ERR_20040");
        await page.Locator("#chat[data-state=online]").WaitForAsync();
        await page.Locator("textarea").Last.PressAsync("Enter");
        await page.Locator(".webchat__bubble__content").GetByText("[6-05]").Last.WaitForAsync();
    }

    [Theory]
    [InlineData("/chat", 390, "外したもの: 6.png", "「大.png」は10MBを超えています", "閉じる")]
    [InlineData("/en/chat", 1200, "Left out: 6.png", "\"大.png\" is larger than 10 MB", "Close")]
    public async Task Chosen_files_are_shown_and_what_cannot_be_taken_is_said_before_it_is_sent(string path, int width, string many, string large, string close)
    {
        await using var visitor = await ChatVisitor.ComeAsync(browser.Chromium, browser.Address + path, width);
        var picture = await visitor.Page.ScreenshotAsync();
        await visitor.ChooseAsync([.. Enumerable.Range(1, 6).Select(i => Png($"{i.ToString(CultureInfo.InvariantCulture)}.png", picture))]);
        await visitor.Page.Locator("#notice").GetByText(many).WaitForAsync();
        (await visitor.Chosen.CountAsync()).ShouldBe(5);
        await visitor.PictureAsync();
        await visitor.FitsAsync();
        await visitor.IsAccessibleAsync();
        var dismiss = visitor.Page.Locator("#notice").GetByRole(AriaRole.Button, new() { Name = close, Exact = true });
        await dismiss.ClickAsync();
        (await visitor.Page.Locator("#notice").IsVisibleAsync()).ShouldBeFalse("it can be closed");

        foreach (var name in (string[])["2.png", "3.png", "4.png", "5.png"])
        {
            await visitor.Chosen.Filter(new() { HasText = name }).GetByRole(AriaRole.Button).ClickAsync();
        }

        (await visitor.Chosen.InnerTextAsync()).ShouldMatch("1.png[\\s\\S]*(KB|MB)");
        (await visitor.Chosen.Locator("img").EvaluateAsync<int>("picture => picture.decode().then(() => picture.naturalWidth)")).ShouldBe(width);
        var folder = Directory.CreateTempSubdirectory("helpdesk-chosen-").FullName;
        var (tooLarge, another) = (Path.Combine(folder, "大.png"), Path.Combine(folder, "7.png"));
        await File.WriteAllBytesAsync(tooLarge, new byte[(10 * 1024 * 1024) + 1], TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(another, picture, TestContext.Current.CancellationToken);
        await visitor.ChooseAsync(tooLarge, another);
        await visitor.Page.Locator("#notice").GetByText(large).WaitForAsync();
        (await visitor.Chosen.Locator(".name").AllInnerTextsAsync()).ShouldBe(["1.png", "7.png"]);

        await visitor.Box.PressAsync("Enter");
        await visitor.Page.Locator("#notice").WaitForAsync(new() { State = WaitForSelectorState.Hidden });
        await visitor.Chosen.First.WaitForAsync(new() { State = WaitForSelectorState.Detached });
        await visitor.Page.Locator(".webchat__bubble__content").GetByText("1.png").First.WaitForAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_refusal_goes_with_the_next_try_and_the_choices_stay()
    {
        await using var visitor = await ChatVisitor.ComeAsync(browser.Chromium, browser.Address + "/chat");
        var choices = visitor.Page.Locator(".webchat__suggested-action");
        await choices.First.WaitForAsync();
        var offered = await choices.CountAsync();
        await visitor.Page.RouteAsync(Activities, route => route.FulfillAsync(new()
        {
            Status = 400, ContentType = "application/json", Body = """{"error":{"code":"BadArgument","message":"少し待ってください。"}}""",
        }));
        await choices.Nth(2).ClickAsync();
        await visitor.Page.Locator("#notice").GetByText("少し待ってください。").WaitForAsync();
        await Assertions.Expect(choices).ToHaveCountAsync(offered);

        await visitor.Page.UnrouteAllAsync();
        await choices.Nth(2).ClickAsync();
        await visitor.ReadsAsync("[6-05]");
        (await visitor.Page.Locator("#notice").IsVisibleAsync()).ShouldBeFalse();
    }

    [Fact]
    public async Task What_was_accepted_as_the_line_dropped_does_not_come_back_into_the_box()
    {
        await using var visitor = await ChatVisitor.ComeAsync(browser.Chromium, browser.Address + "/chat");
        var (isSilent, taken) = (false, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        await visitor.Page.RouteWebSocketAsync(new Regex("/v3/directline/"), socket => socket.ConnectToServer().OnMessage(frame =>
        {
            if (!Volatile.Read(ref isSilent))
            {
                socket.Send(frame.Text ?? "");
            }
        }));
        await visitor.Page.ReloadAsync();
        await visitor.ReadsAsync("こんにちは");
        await visitor.Page.RouteAsync(Activities, async route =>
        {
            if (route.Request.Method != "POST")
            {
                await route.ContinueAsync();
            }
            else if (route.Request.PostData!.Contains("ERR_20040", StringComparison.Ordinal))
            {
                // The server has it; neither its answer arrives nor what the server says by the socket.
                await route.FetchAsync();
                taken.TrySetResult();
            }
        });
        Volatile.Write(ref isSilent, true);
        await visitor.SayAsync("ERR_20040");
        await taken.Task.WaitAsync(TestContext.Current.CancellationToken);
        await visitor.SayAsync("never left");
        await visitor.Box.FillAsync("being written");

        await visitor.Page.RouteAsync("**/health/live", route => route.AbortAsync());
        await visitor.Page.Locator("#notice").GetByText("接続が切れました").WaitForAsync();
        Volatile.Write(ref isSilent, false);
        await visitor.Page.UnrouteAsync("**/health/live");
        await visitor.ReadsAsync("[6-05]");
        await Assertions.Expect(visitor.Box).ToHaveValueAsync("never left\nbeing written");
    }

    private static FilePayload Png(string name, byte[] bytes) => new() { Name = name, MimeType = "image/png", Buffer = bytes };
}
