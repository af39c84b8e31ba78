using Microsoft.Playwright;

namespace HelpDesk.EndToEnd.Tests;

/// <summary>What agents do at their desk, with a requester at the other end of the chat.</summary>
public sealed class DeskTests(Browser browser)
{
    [Fact]
    public async Task An_inquiry_comes_up_by_itself_and_its_answer_reaches_the_requester_unless_it_is_taken_back_in_time()
    {
        await using var agent = await DeskAgent.ComeAsync(browser.Chromium, browser.Address, browser.DatabaseFile);
        var notices = await NoticesAsync(agent);
        await agent.OpenAsync("/desk?view=new");
        await using var visitor = await ChatVisitor.ComeAsync(browser.Chromium, browser.Address + "/chat");
        var number = await visitor.InquireAsync();

        await agent.Page.Locator($"a[href*='{number}']").WaitForAsync();
        await agent.Page.WaitForFunctionAsync("() => notices.length > 0 && tones > 0");
        var notice = await notices();
        notice.ShouldMatch("担当のない問合せ [0-9]+件");
        notice.ShouldNotContain(number, Case.Insensitive, "a locked screen shows nothing of anybody");
        notice.ShouldNotContain("20070");
        await agent.IsAccessibleAsync("queue");
        await agent.PictureAsync("queue");
        await agent.Page.Keyboard.PressAsync("j");
        await Assertions.Expect(agent.Page.Locator("[data-line]").First).ToBeFocusedAsync();
        await agent.OpenInquiryAsync(number);

        await agent.Page.Keyboard.PressAsync("a");
        await agent.Page.Locator(".inquiry-head").GetByText(agent.Name).WaitForAsync();
        await agent.Page.Keyboard.PressAsync("r");
        await Assertions.Expect(agent.Reply).ToBeFocusedAsync();
        await agent.Page.Keyboard.TypeAsync("確認して折り返します。");
        await agent.Page.Keyboard.PressAsync("Control+Enter");
        await agent.Page.Locator(".message.waiting").WaitForAsync();
        await agent.IsAccessibleAsync("inquiry");
        await agent.PictureAsync("inquiry");

        // The field is empty and has the focus: what was sent is all there is to undo.
        await agent.Page.Keyboard.PressAsync("Control+z");
        await Assertions.Expect(agent.Reply).ToHaveValueAsync("確認して折り返します。");
        await agent.Page.Locator(".message.waiting").WaitForAsync(new() { State = WaitForSelectorState.Detached });
        (await visitor.SeesAsync("折り返します")).ShouldBeFalse();

        // Two presses at the last instant, on either side of it, while this one waits for its own.
        var races = await Task.WhenAll(RaceAsync(agent, -60), RaceAsync(agent, 20));
        await agent.Reply.FocusAsync();
        await agent.Page.Keyboard.PressAsync("Control+Enter");
        await visitor.ReadsAsync("確認して折り返します。");
        foreach (var race in races)
        {
            await EndsAsync(race);
        }

        await agent.Page.Locator(".message.outgoing:not(.waiting)").GetByText("確認して折り返します。").WaitForAsync();
        await Assertions.Expect(agent.Reply).ToHaveValueAsync("");
        agent.Errors.ShouldBeEmpty();
    }

    /// <summary>Sends a reply in a window of its own, and has it taken back around the instant at which it goes.</summary>
    /// <param name="late">Milliseconds after that instant, as the window can tell it.</param>
    private async Task<IPage> RaceAsync(DeskAgent agent, int late)
    {
        var number = await Requester.InquireOnceAsync(browser.Address);
        var page = await agent.Page.Context.NewPageAsync();
        await page.GotoAsync($"{browser.Address}/desk/inquiries/{number}");
        await page.Locator("main[data-live=true] .inquiry-head").WaitForAsync();
        await page.Locator("#field-reply").FillAsync("間際の返信です。");
        await page.EvaluateAsync(
            """
            late => document.addEventListener('click', event => event.target.matches('[data-send]')
              && setTimeout(() => document.querySelector('.message.waiting [data-key=z]')?.click(), 15_000 + late), true)
            """, late);
        await page.Locator("#field-reply").PressAsync("Control+Enter");
        await page.Locator(".message.waiting").WaitForAsync();
        return page;
    }

    /// <summary>It was said, or is a draft: never both, never neither; and its own window shows which.</summary>
    private static async Task EndsAsync(IPage page)
    {
        var (said, field) = (page.Locator(".message.outgoing:not(.waiting)").GetByText("間際の返信です。"), page.Locator("#field-reply"));
        await page.WaitForFunctionAsync("() => document.querySelector('.message.outgoing:not(.waiting)') || document.querySelector('#field-reply').value");
        await page.Locator(".message.waiting").WaitForAsync(new() { State = WaitForSelectorState.Detached });
        var (isSaid, text) = (await said.CountAsync() == 1, await field.InputValueAsync());
        text.ShouldBe(isSaid ? "" : "間際の返信です。");
        await page.ReloadAsync();
        await page.Locator("main[data-live=true] .inquiry-head").WaitForAsync();
        (await said.CountAsync() == 1, await field.InputValueAsync()).ShouldBe((isSaid, text));
        await page.CloseAsync();
    }

    /// <summary>Chooses a sound and allows notices by a press, as a person does; what the browser is asked to show and play is read from it.</summary>
    private static async Task<Func<Task<string>>> NoticesAsync(DeskAgent agent)
    {
        await agent.Page.AddInitScriptAsync("""
            window.notices = []; window.asked = 0; window.tones = 0;
            document.hasFocus = () => false;
            const show = window.Notification, start = OscillatorNode.prototype.start;
            window.Notification = class extends show { constructor(title, more) { super(title, more); window.notices.push(JSON.stringify([title, more])); }
              static requestPermission() { window.asked++; return show.requestPermission(); } };
            OscillatorNode.prototype.start = function (at) { window.tones++; return start.call(this, at); };
            """);
        await agent.Page.Context.GrantPermissionsAsync(["notifications"]);
        await agent.OpenAsync("/desk/notices");
        (await agent.Page.EvaluateAsync<int>("asked")).ShouldBe(0, "nobody is asked before they press");
        await agent.Page.Locator("#notice-sound").SelectOptionAsync("wood");
        await agent.Page.Locator("#notice-show").CheckAsync();
        await agent.Page.Locator("#notice-state").GetByText("保存しました").WaitForAsync();
        (await agent.Page.EvaluateAsync<int>("asked")).ShouldBe(1);
        await agent.IsAccessibleAsync("notices");
        await agent.PictureAsync("notices");
        return () => agent.Page.EvaluateAsync<string>("notices.join()");
    }

    [Fact]
    public async Task A_reply_is_held_when_something_came_since_and_the_text_stays()
    {
        await using var sato = await DeskAgent.ComeAsync(browser.Chromium, browser.Address, browser.DatabaseFile);
        var number = await Requester.InquireOnceAsync(browser.Address);
        await sato.OpenInquiryAsync(number);
        await sato.Page.Keyboard.PressAsync("r");
        await sato.Reply.FillAsync("佐藤の返信です。");

        await using var ito = await DeskAgent.ComeAsync(browser.Chromium, browser.Address, browser.DatabaseFile, "伊藤");
        await ito.OpenInquiryAsync(number);
        await ito.Page.Keyboard.PressAsync("n");
        await Assertions.Expect(ito.Page.Locator("#field-note")).ToBeFocusedAsync();
        await ito.Page.Keyboard.TypeAsync("先方から電話がありました。");
        await ito.Page.Keyboard.PressAsync("Control+Enter");

        await sato.Page.Locator(".message.note").GetByText("先方から電話がありました。").WaitForAsync();
        await Assertions.Expect(sato.Reply).ToHaveValueAsync("佐藤の返信です。");
        await sato.Reply.PressAsync("Control+Enter");
        await sato.Page.Locator(".meanwhile").GetByText("先方から電話がありました。").WaitForAsync();
        await sato.IsAccessibleAsync("meanwhile");
        await sato.PictureAsync("meanwhile");
        await Assertions.Expect(sato.Reply).ToHaveValueAsync("佐藤の返信です。");
        await sato.Reply.PressAsync("Control+Enter");
        await sato.Page.Locator(".message.waiting").GetByText("佐藤の返信です。").WaitForAsync();
    }

    [Fact]
    public async Task An_agent_speaks_in_the_chat_the_bot_steps_back_and_comes_back()
    {
        await using var visitor = await ChatVisitor.ComeAsync(browser.Chromium, browser.Address + "/chat");
        var number = await visitor.InquireAsync();
        await using var agent = await DeskAgent.ComeAsync(browser.Chromium, browser.Address, browser.DatabaseFile);
        await agent.OpenInquiryAsync(number);
        await agent.Page.Keyboard.PressAsync("c");
        await agent.Page.Locator(".speaking").WaitForAsync();
        await visitor.ReadsAsync($"担当の {agent.Name} が、この会話で直接お答えします");
        await agent.IsAccessibleAsync("speaking");

        // Who types is seen at the other end, and by colleagues in the list.
        await using var colleague = await DeskAgent.ComeAsync(browser.Chromium, browser.Address, browser.DatabaseFile, "伊藤");
        await colleague.OpenInquiryAsync(number);
        await colleague.Page.Locator(".inquiry-head").GetByText($"{agent.Name} さんが見ています").WaitForAsync();
        await visitor.Box.PressSequentiallyAsync("x");
        await agent.Page.Locator(".typing").GetByText("依頼者が入力しています").WaitForAsync();
        await agent.Page.Keyboard.PressAsync("r");
        await Assertions.Expect(agent.Reply).ToBeFocusedAsync();
        await agent.Page.Keyboard.TypeAsync("い");
        await colleague.Page.Locator(".inquiry-head .chip.types").GetByText($"{agent.Name} さんが書いています").WaitForAsync();
        await visitor.Page.Locator(".webchat__typing-indicator").First.WaitForAsync();
        await colleague.IsAccessibleAsync("present");
        await colleague.PictureAsync("present");
        await agent.Page.Locator(".inquiry-head").GetByText($"{colleague.Name} さんが見ています").WaitForAsync();
        await agent.PictureAsync("typing");
        await agent.Reply.FillAsync("");
        await agent.Page.Keyboard.PressAsync("Escape");

        await visitor.SayAsync("画面には何も出ていません");
        await agent.Page.Locator(".message.incoming").GetByText("画面には何も出ていません").WaitForAsync();
        await agent.Page.Keyboard.PressAsync("r");
        await Assertions.Expect(agent.Reply).ToBeFocusedAsync();
        await agent.Page.Keyboard.TypeAsync("いま確認しています。");

        // One file is chosen, one is pasted as screenshots are, and that is taken off again.
        await agent.Page.Locator("[data-files-input]").SetInputFilesAsync(new FilePayload { Name = "手順.png", MimeType = "image/png", Buffer = await agent.Page.ScreenshotAsync() });
        await agent.Page.Locator(".files li").GetByText("手順.png").WaitForAsync();
        await agent.Page.EvaluateAsync("""
            async () => { const drawn = new OffscreenCanvas(320, 200); const pen = drawn.getContext('2d'); pen.fillStyle = '#2f6f9f'; pen.fillRect(0, 0, 320, 120);
              const pasted = new DataTransfer(); pasted.items.add(new File([await drawn.convertToBlob()], '貼付.png', { type: 'image/png' }));
              document.querySelector('#field-reply').dispatchEvent(new ClipboardEvent('paste', { clipboardData: pasted, bubbles: true, cancelable: true })); }
            """);
        await agent.Page.Locator(".files li").GetByText("貼付.png").WaitForAsync();
        await agent.IsAccessibleAsync("files");
        await agent.PictureAsync("files");
        await agent.Page.GetByLabel("「貼付.png」を外す").ClickAsync();
        await agent.Page.Locator(".files li").GetByText("貼付.png").WaitForAsync(new() { State = WaitForSelectorState.Detached });
        await Assertions.Expect(agent.Reply).ToHaveValueAsync("いま確認しています。");
        await agent.Reply.PressAsync("Control+Enter");
        await visitor.ReadsAsync($"担当 {agent.Name}: いま確認しています。");
        await visitor.Page.WaitForFunctionAsync("() => [...document.querySelectorAll('#chat img')].some(one => one.src.includes('/files/') && one.naturalWidth > 0)");
        await agent.Page.Locator(".message.outgoing").GetByText("手順.png").WaitForAsync();
        await agent.Reply.FocusAsync();
        await agent.PictureAsync("speaking");
        await Assertions.Expect(visitor.Page.Locator(".webchat__typing-indicator")).ToHaveCountAsync(0);
        await agent.Page.Keyboard.TypeAsync("お");
        await visitor.Page.Locator(".webchat__typing-indicator").First.WaitForAsync();
        await agent.Reply.FillAsync("");

        await agent.Page.Keyboard.PressAsync("Escape");
        await agent.Page.Keyboard.PressAsync("c");
        await visitor.ReadsAsync("ここからはボットがお答えします");
        await visitor.SayAsync("ERR_20040が出ます");
        await visitor.ReadsAsync("[6-05]");
        agent.Errors.ShouldBeEmpty();
    }
}
