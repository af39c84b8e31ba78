using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace HelpDesk.EndToEnd.Tests;

/// <summary>What an agent types: whose it is, what it outlives, the keys of an input method, and what is put into it.</summary>
public sealed class DeskWritingTests(Browser browser)
{
    [Fact]
    public async Task What_is_typed_for_one_inquiry_is_never_seen_in_another()
    {
        using var requester = await Requester.ComeAsync(browser.Address);
        var first = await requester.InquireAsync("ERR_20070が出て進めません");
        await requester.InquireAsync("別の質問", "ERR_20040が出ます");
        await using var agent = await DeskAgent.ComeAsync(browser.Chromium, browser.Address, browser.DatabaseFile);
        await agent.OpenAsync("/desk?view=new");
        await agent.OpenInquiryAsync(first);
        var other = agent.Page.Locator(".beside a[href^='/desk/inquiries/']").First;
        await other.WaitForAsync();
        await agent.Page.Keyboard.PressAsync("r");
        await Assertions.Expect(agent.Reply).ToBeFocusedAsync();
        await agent.Page.Keyboard.TypeAsync("一つ目への返信");
        await other.ClickAsync();
        await Assertions.Expect(agent.Page).Not.ToHaveURLAsync(new Regex(first));
        await Assertions.Expect(agent.Reply).ToHaveValueAsync("");
        await agent.Page.GoBackAsync(new() { WaitUntil = WaitUntilState.Commit });
        await Assertions.Expect(agent.Page).ToHaveURLAsync(new Regex(first));
        await Assertions.Expect(agent.Reply).ToHaveValueAsync("一つ目への返信");
    }

    [Fact]
    public async Task What_is_typed_outlives_the_server()
    {
        await using var host = new HostProcess();
        await host.StartAsync();
        var number = await Requester.InquireOnceAsync(host.Address);
        await using var agent = await DeskAgent.ComeAsync(browser.Chromium, host.Address, host.DatabaseFile);
        await agent.OpenInquiryAsync(number);
        await agent.Page.Keyboard.PressAsync("n");
        var note = agent.Page.Locator("#field-note");
        await Assertions.Expect(note).ToBeFocusedAsync();
        await agent.Page.Keyboard.TypeAsync("途中まで書いた");
        await host.KillAsync();
        await agent.Page.Locator("#connection").GetByText("つなぎ直しています").WaitForAsync();
        await agent.Page.Keyboard.TypeAsync("続き");
        await host.StartAsync();

        // The page is loaded anew, and holds what was typed with and without a server.
        await agent.Page.Locator("#connection").WaitForAsync(new() { State = WaitForSelectorState.Hidden });
        await agent.IsThereAsync();
        await Assertions.Expect(agent.Page.Locator("#field-note")).ToHaveValueAsync("途中まで書いた続き");
    }

    [Fact]
    public async Task An_input_method_keeps_its_keys_and_single_keys_can_be_switched_off()
    {
        var number = await Requester.InquireOnceAsync(browser.Address);
        await using var agent = await DeskAgent.ComeAsync(browser.Chromium, browser.Address, browser.DatabaseFile);
        await agent.OpenInquiryAsync(number);
        await agent.Reply.FocusAsync();
        var devtools = await agent.Page.Context.NewCDPSessionAsync(agent.Page);
        await devtools.SendAsync("Input.imeSetComposition", new() { ["text"] = "かくにん", ["selectionStart"] = 4, ["selectionEnd"] = 4 });
        await agent.Page.EvaluateAsync("() => document.activeElement.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', ctrlKey: true, isComposing: true, bubbles: true }))");
        await agent.Page.EvaluateAsync("() => document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'e', keyCode: 229, bubbles: true }))");
        await devtools.SendAsync("Input.insertText", new() { ["text"] = "確認" });
        await Assertions.Expect(agent.Reply).ToHaveValueAsync("確認");
        (await agent.Page.Locator(".message.waiting").CountAsync()).ShouldBe(0, "the Enter that ends a word sends nothing");

        await agent.Page.Keyboard.PressAsync("Escape");
        await agent.Page.Keyboard.PressAsync("?");
        await agent.Page.Locator("#keys").GetByText("解決").WaitForAsync();
        await agent.IsAccessibleAsync("keys");
        await agent.Page.Locator("#keys-off").CheckAsync();
        await agent.Page.Keyboard.PressAsync("Escape");
        await agent.Page.Locator("#keys:not([open])").WaitForAsync(new() { State = WaitForSelectorState.Attached });
        await agent.Page.Keyboard.PressAsync("e");
        await agent.Page.Keyboard.PressAsync("?");
        await agent.Page.Locator("#keys[open]").WaitForAsync();
        (await agent.Page.Locator(".inquiry-head .acts.nobody").CountAsync()).ShouldBe(0, "the key does nothing any more");
    }

    [Fact]
    public async Task Text_blocks_and_articles_come_in_at_the_cursor_and_an_open_place_is_not_sent()
    {
        var number = await Requester.InquireOnceAsync(browser.Address);
        await using var agent = await DeskAgent.ComeAsync(browser.Chromium, browser.Address, browser.DatabaseFile);
        await agent.OpenInquiryAsync(number);
        await agent.Page.Keyboard.PressAsync("r");
        await Assertions.Expect(agent.Reply).ToBeFocusedAsync();
        await agent.Page.Keyboard.InsertTextAsync("本当に？？前");
        await agent.Page.Keyboard.InsertTextAsync("\n：：");
        var words = agent.Page.Locator("#insert-words");
        await Assertions.Expect(words).ToBeFocusedAsync();
        await agent.Page.Locator("#insert-list li", new() { HasText = "書き出し" }).WaitForAsync();
        await agent.IsAccessibleAsync("insert");
        await agent.PictureAsync("insert");
        await agent.Page.Keyboard.InsertTextAsync("確認中");
        await Assertions.Expect(agent.Page.Locator("#insert-list li")).ToHaveCountAsync(1);
        await agent.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(agent.Reply).ToBeFocusedAsync();
        await Assertions.Expect(agent.Reply).ToHaveValueAsync(new Regex("^本当に？？前\nご連絡いただいた件を確認しております。\\{\\{ご回答の予定日時\\}\\}まで"));
        await agent.Page.Keyboard.PressAsync("Control+Enter");
        await agent.Page.Locator(".composer .error").GetByText("{{ご回答の予定日時}}").WaitForAsync();

        // The open place is chosen: typing fills it.
        await agent.Page.Keyboard.InsertTextAsync("明日17時");
        await Assertions.Expect(agent.Reply).ToHaveValueAsync(new Regex("明日17時までにご返信いたします。$"));
        await agent.Page.Keyboard.PressAsync("Control+End");
        await agent.Page.Keyboard.InsertTextAsync("\n??");
        await Assertions.Expect(words).ToBeFocusedAsync();
        await agent.Page.Locator("#insert-list li", new() { HasText = "[6-06]" }).ClickAsync();
        await Assertions.Expect(agent.Reply).ToHaveValueAsync(new Regex("明日17時[\\s\\S]*\\[6-06\\]"));
        await agent.Page.Keyboard.PressAsync("Control+Enter");
        await agent.Page.Locator(".message.waiting").GetByText("明日17時").WaitForAsync();
        agent.Errors.ShouldBeEmpty();
    }
}
