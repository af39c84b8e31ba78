using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace HelpDesk.EndToEnd.Tests;

/// <summary>The chat when the server goes away, when messages are hostile, and when others are there too.</summary>
public sealed partial class ChatFaultTests(Browser browser)
{
    [Theory]
    [InlineData("/chat", "接続が切れました", "ユーザIDが凍結された", "窓口責任者")]
    [InlineData("/en/chat", "The connection was lost", "My user ID is locked", "administrator")]
    public async Task A_server_that_dies_is_said_and_the_conversation_goes_on_when_it_is_back(string path, string lost, string question, string answer)
    {
        await using var host = new HostProcess();
        await host.StartAsync();
        await using var visitor = await ChatVisitor.ComeAsync(browser.Chromium, host.Address + path);
        await visitor.SayAsync("ERR_20040");
        await visitor.ReadsAsync("[6-05]");
        await visitor.Box.FillAsync(question);
        await host.KillAsync();
        await visitor.Page.Locator("#notice").GetByText(lost).WaitForAsync();
        await visitor.PictureAsync();
        await visitor.IsAccessibleAsync();

        await host.StartAsync();
        await visitor.Page.Locator("#chat[data-state=online]").WaitForAsync();
        await visitor.ReadsAsync("[6-05]");
        (await visitor.Box.InputValueAsync()).ShouldBe(question, "what was being written stays");
        await visitor.Box.PressAsync("Enter");
        await visitor.ReadsAsync(answer);
        (await visitor.Page.Locator("#notice").IsVisibleAsync()).ShouldBeFalse();
    }

    [Fact]
    public async Task A_server_that_is_away_from_the_start_is_said_and_found_by_itself()
    {
        var context = await Browser.ContextAsync(browser.Chromium);
        var page = await context.NewPageAsync();
        await page.RouteAsync("**/chat/token*", route => route.AbortAsync());
        await page.GotoAsync(browser.Address + "/chat");
        await page.Locator("#notice").GetByText("つながりません").WaitForAsync();
        await page.UnrouteAsync("**/chat/token*");
        await page.Locator("#chat[data-state=online]").WaitForAsync();
        await context.DisposeAsync();
    }

    [Fact]
    public async Task Two_visitors_do_not_see_each_other()
    {
        var address = browser.Address + "/chat";
        await using var taro = await ChatVisitor.ComeAsync(browser.Chromium, address, story: "taro");
        await using var hanako = await ChatVisitor.ComeAsync(browser.Chromium, address, story: "hanako");
        await taro.SayAsync("ERR_20040 太郎の会社の件");
        await taro.ReadsAsync("[6-05]");
        await hanako.SayAsync("ERR_20070");
        await hanako.ReadsAsync("[6-06]");
        (await hanako.SeesAsync("太郎の会社の件")).ShouldBeFalse();
        (await taro.SeesAsync("ERR_20070")).ShouldBeFalse();
        (await hanako.SeesAsync("[6-05]")).ShouldBeFalse();
    }

    [Theory]
    [InlineData("<script>document.title='x'</script> ERR_20040")]
    [InlineData("<img src=x onerror=\"document.title='x'\"> ERR_20040")]
    [InlineData("[ERR_20040](javascript:document.title='x')")]
    [InlineData("<svg/onload=document.title='x'> ERR_20040 <iframe src=javascript:document.title='x'>")]
    public async Task What_people_write_is_only_text_and_so_it_stays_when_it_is_said_back(string text)
    {
        await using var visitor = await ChatVisitor.ComeAsync(browser.Chromium, browser.Address + "/chat");
        await visitor.SayAsync(text);
        await visitor.ReadsAsync("[6-05]");
        await visitor.PressAsync("担当者に相談");
        await visitor.ReadsAsync("お名前");
        await visitor.SayAsync(text);
        await visitor.ReadsAsync("ご連絡先");

        (await visitor.Page.TitleAsync()).ShouldNotBe("x");
        (await visitor.Page.Locator("#chat script, #chat iframe, #chat svg[onload], #chat [onerror], #chat a[href^='javascript']").CountAsync()).ShouldBe(0);
        visitor.Errors.ShouldBeEmpty("no policy had to step in");
    }

    [Theory]
    [InlineData("<img src=x onerror=document.title='x'>.png")]
    [InlineData("[x](javascript:document.title='x').png")]
    public async Task A_files_name_is_only_text_too(string name)
    {
        await using var visitor = await ChatVisitor.ComeAsync(browser.Chromium, browser.Address + "/chat");
        await visitor.ReadsAsync("こんにちは");
        await visitor.AttachAsync(name);
        // What is said of it depends on whether the picture could be read.
        var answered = visitor.Page.Locator(".webchat__bubble__content").GetByText(OfTheFile()).Last;
        await answered.WaitForAsync();
        await visitor.Page.ReloadAsync();
        await answered.WaitForAsync();

        (await visitor.Page.TitleAsync()).ShouldNotBe("x");
        (await visitor.Page.Locator("#chat script, #chat [onerror], #chat a[href^='javascript']").CountAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task A_question_of_the_help_centre_waits_in_the_box()
    {
        var page = await browser.OpenAsync("/search?q=ERR_20040");
        await page.Locator(".chat-open").ClickAsync();
        await page.Locator("#chat[data-state=online]").WaitForAsync();
        await Assertions.Expect(page.Locator("textarea").Last).ToHaveValueAsync("ERR_20040");
        (await page.Locator(".webchat__bubble__content").GetByText("[6-05]").CountAsync()).ShouldBe(0, "not sent by itself");
    }

    [Fact]
    public async Task Like_is_thanked_for()
    {
        await using var visitor = await ChatVisitor.ComeAsync(browser.Chromium, browser.Address + "/chat");
        await visitor.SayAsync("ERR_20040");
        await visitor.ReadsAsync("[6-05]");
        await visitor.PictureAsync();
        await visitor.Page.GetByRole(AriaRole.Button, new() { NameRegex = Like() }).Or(visitor.Page.GetByRole(AriaRole.Radio, new() { NameRegex = Like() })).First.ClickAsync();
        await visitor.ReadsAsync("解決してよかったです");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3600)]
    [InlineData(-3600)]
    public async Task Who_waits_for_an_answer_sees_that_it_is_being_worked_on(int secondsAhead)
    {
        await using var visitor = await ChatVisitor.ComeAsync(browser.Chromium, browser.Address + "/chat");
        // Only the answer may end the dots here, not the page's own second thought some seconds after a message was accepted.
        await visitor.Page.RouteAsync("**/chat-work.js*", async route =>
        {
            var script = await (await route.FetchAsync()).TextAsync();
            script.ShouldContain(SecondThought);
            await route.FulfillAsync(new() { ContentType = "text/javascript", Body = script.Replace(SecondThought, SecondThought + "_000", StringComparison.Ordinal) });
        });
        await visitor.Page.ReloadAsync();
        await visitor.Page.Locator("#chat[data-state=online]").WaitForAsync();
        // The browser's clock is not the server's, and the client sorts by both.
        await visitor.Page.EvaluateAsync("ahead => { const now = Date.now; const Real = Date; window.Date = class extends Real { constructor(...a) { super(...(a.length ? a : [now() + ahead * 1000])); } static now() { return now() + ahead * 1000; } }; }", secondsAhead);
        var typing = visitor.Page.Locator(".webchat__typing-indicator");
        var held = new TaskCompletionSource();
        await visitor.Page.RouteAsync("**/activities", async route =>
        {
            await held.Task;
            await route.ContinueAsync();
        });
        await visitor.SayAsync("ERR_20040");
        await typing.First.WaitForAsync();
        var picture = await typing.First.EvaluateAsync<string>("indicator => getComputedStyle(indicator).backgroundImage");
        picture.ShouldContain("/typing.svg");
        await visitor.PictureAsync();
        held.SetResult();
        await visitor.ReadsAsync("[6-05]");
        await typing.First.WaitForAsync(new() { State = WaitForSelectorState.Detached });

        // After a quick answer nothing goes on showing work.
        await visitor.Page.UnrouteAllAsync();
        await visitor.SayAsync("ERR_20070");
        await visitor.ReadsAsync("[6-06]");
        await typing.First.WaitForAsync(new() { State = WaitForSelectorState.Detached });
    }

    private const string SecondThought = "const lookBack = 5_000";

    [GeneratedRegex("画像から|ファイルを受け取", RegexOptions.None, 1000)]
    private static partial Regex OfTheFile();

    [GeneratedRegex("^(いいね|高評価|Like)", RegexOptions.None, 1000)]
    private static partial Regex Like();
}
