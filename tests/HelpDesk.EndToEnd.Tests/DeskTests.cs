using System.Text.RegularExpressions;
using HelpDesk.Ticketing.People;
using Microsoft.Playwright;

namespace HelpDesk.EndToEnd.Tests;

/// <summary>What agents do at their desk, with a requester at the other end of the chat.</summary>
public sealed partial class DeskTests(Browser browser)
{
    [Fact]
    public async Task An_inquiry_comes_up_by_itself_and_its_answer_reaches_the_requester_unless_it_is_taken_back_in_time()
    {
        await using var agent = await DeskAgent.ComeAsync(browser.Chromium, browser.Address, browser.DatabaseFile);
        var notices = await NoticesAsync(agent);
        await agent.OpenAsync("/desk?view=new");
        await using var visitor = await ChatVisitor.ComeAsync(browser.Chromium, browser.Address + "/chat");
        var number = await InquireAsync(visitor);

        await agent.Page.Locator($"a[href*='{number}']").WaitForAsync();
        await agent.Page.WaitForFunctionAsync("() => notices.length > 0 && tones > 0");
        var notice = await notices();
        notice.ShouldContain("担当のない問合せ 1件");
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

        await agent.Page.Keyboard.PressAsync("Escape");
        await agent.Page.Keyboard.PressAsync("z");
        await Assertions.Expect(agent.Reply).ToHaveValueAsync("確認して折り返します。");
        await agent.Page.Locator(".message.waiting").WaitForAsync(new() { State = WaitForSelectorState.Detached });
        (await visitor.SeesAsync("折り返します")).ShouldBeFalse();

        await agent.Reply.FocusAsync();
        await agent.Page.Keyboard.PressAsync("Control+Enter");
        await visitor.ReadsAsync("確認して折り返します。");
        await agent.Page.Locator(".message.outgoing:not(.waiting)").GetByText("確認して折り返します。").WaitForAsync();
        await Assertions.Expect(agent.Reply).ToHaveValueAsync("");
        agent.Errors.ShouldBeEmpty();
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
        await using var visitor = await ChatVisitor.ComeAsync(browser.Chromium, browser.Address + "/chat");
        var number = await InquireAsync(visitor);
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
    public async Task What_is_typed_for_one_inquiry_is_never_seen_in_another()
    {
        await using var visitor = await ChatVisitor.ComeAsync(browser.Chromium, browser.Address + "/chat");
        var first = await InquireAsync(visitor);
        await visitor.SayAsync("別の質問");
        await visitor.SayAsync("ERR_20040が出ます");
        await visitor.ReadsAsync("[6-05]");
        await visitor.SayAsync("担当者に相談");
        await visitor.PressAsync("すべてスキップ");
        await visitor.PressAsync("この内容で送る");
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
        await using var visitor = await ChatVisitor.ComeAsync(browser.Chromium, host.Address + "/chat");
        var number = await InquireAsync(visitor);
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
        await using var visitor = await ChatVisitor.ComeAsync(browser.Chromium, browser.Address + "/chat");
        var number = await InquireAsync(visitor);
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

    [Theory]
    [InlineData("en-US", 1400, ColorScheme.Light, "Held by nobody")]
    [InlineData("ja-JP", 680, ColorScheme.Dark, "担当なし")]
    public async Task The_desk_is_accessible_in_both_languages_narrow_and_dark(string locale, int width, ColorScheme scheme, string view)
    {
        await using var visitor = await ChatVisitor.ComeAsync(browser.Chromium, browser.Address + "/chat");
        var number = await InquireAsync(visitor);
        await using var agent = await DeskAgent.ComeAsync(browser.Chromium, browser.Address, browser.DatabaseFile, width: width, scheme: scheme, locale: locale);
        await agent.OpenAsync("/desk?view=new");
        await agent.Page.Locator("main h1").GetByText(view).WaitForAsync();
        foreach (var page in (string[])["queue", "inquiry"])
        {
            if (page == "inquiry")
            {
                await agent.OpenInquiryAsync(number);
            }

            await agent.IsAccessibleAsync(page);
            await agent.PictureAsync($"{page}-{locale}-{width}");
            (await agent.Page.EvaluateAsync<int>("document.documentElement.scrollWidth")).ShouldBeLessThanOrEqualTo(width, page);
        }

        await agent.Page.Keyboard.PressAsync("Control+k");
        await agent.Page.Locator("#palette-list li").Nth(9).WaitForAsync();
        await agent.IsAccessibleAsync("palette");
        await agent.PictureAsync($"palette-{locale}-{width}");
        await agent.Page.Keyboard.PressAsync("Escape");

        await FoldsAsync(agent, isNarrow: width <= 700);
    }

    /// <summary>What is beside an inquiry, the lists and the menu: in the page where there is room, else opened and closed with the focus where it belongs, by script or without.</summary>
    private async Task FoldsAsync(DeskAgent agent, bool isNarrow)
    {
        var (beside, menu) = (agent.Page.Locator("#beside"), agent.Page.Locator("#desk-menu nav"));
        await Assertions.Expect(beside).ToBeVisibleAsync(new() { Visible = !isNarrow });
        await Assertions.Expect(menu).ToBeVisibleAsync(new() { Visible = !isNarrow });
        await agent.Page.Keyboard.PressAsync("i");
        if (!isNarrow)
        {
            await Assertions.Expect(beside).ToBeFocusedAsync();
            return;
        }

        await Assertions.Expect(beside.Locator(".fold-close")).ToBeFocusedAsync();
        await agent.IsAccessibleAsync("beside");
        await agent.PictureAsync("beside");
        await agent.Page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(beside).ToBeHiddenAsync();
        await Assertions.Expect(agent.Page).ToHaveURLAsync(new Regex("/desk/inquiries/"), new() { Timeout = 1 });
        await agent.Page.Keyboard.PressAsync("m");
        await Assertions.Expect(agent.Page.Locator("#other-number")).ToBeFocusedAsync();
        await agent.Reply.FocusAsync();
        await Assertions.Expect(beside).ToBeHiddenAsync();
        await agent.Page.SetViewportSizeAsync(360, 740);
        (await agent.Page.EvaluateAsync<int>("document.documentElement.scrollWidth")).ShouldBeLessThanOrEqualTo(360);
        await agent.Page.Locator(".menu-open").ClickAsync();
        await agent.IsAccessibleAsync("menu");
        await menu.GetByRole(AriaRole.Link).First.ClickAsync();
        await Assertions.Expect(menu).ToBeHiddenAsync();

        await using var plain = await Browser.ContextAsync(browser.Chromium, new() { JavaScriptEnabled = false, ViewportSize = new() { Width = 360, Height = 740 }, StorageState = await agent.Page.Context.StorageStateAsync() });
        var page = await plain.NewPageAsync();
        await page.GotoAsync(agent.Page.Url);
        await page.Locator(".queue > .fold-open").ClickAsync();
        await page.Locator("#views a[href$=settled]").ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("view=settled"));
    }

    [Fact]
    public async Task An_administrator_adds_people_and_reads_what_was_done_and_nobody_else_finds_these_pages()
    {
        await using var admin = await DeskAgent.ComeAsync(browser.Chromium, browser.Address, browser.DatabaseFile, "管理", roles: [DeskRole.Admin]);
        await admin.Page.GetByText("問合せを見る権限がありません").WaitForAsync();
        await admin.OpenAsync("/desk/people");
        const string name = "田中 一郎";
        await admin.Page.Locator("#new-name").FillAsync(name);
        await admin.Page.Locator("form.roles").Last.GetByText("責任者").ClickAsync();
        await admin.Page.GetByText("加えて招待リンクを作る").ClickAsync();
        var link = await admin.Page.Locator(".told code").InnerTextAsync();
        link.ShouldStartWith(browser.Address + "/desk/join/");
        await admin.IsAccessibleAsync("people");
        await admin.PictureAsync("people");
        await admin.Page.Locator("#new-name").FillAsync(name);
        await admin.Page.GetByText("加えて招待リンクを作る").ClickAsync();
        await admin.Page.Locator(".error").GetByText("すでにいます").WaitForAsync();
        await admin.Page.GetByLabel($"{name} さんを停止する").ClickAsync();
        await admin.Page.GetByLabel($"{name} さんを再開する").WaitForAsync();
        await admin.OpenAsync("/desk/audit");
        await admin.Page.Locator("tr", new() { HasText = name }).Filter(new() { HasText = "停止した" }).Filter(new() { HasText = admin.Name }).First.WaitForAsync();
        await admin.IsAccessibleAsync("audit");
        await admin.PictureAsync("audit");
        admin.Errors.ShouldBeEmpty();

        await using var agent = await DeskAgent.ComeAsync(browser.Chromium, browser.Address, browser.DatabaseFile);
        foreach (var page in (string[])["/desk/people", "/desk/audit"])
        {
            await agent.OpenAsync(page);
            await agent.Page.Locator("h1").GetByText("ページがありません").WaitForAsync();
            (await agent.Page.Locator("table").CountAsync()).ShouldBe(0);
        }

        (await agent.Page.Locator("nav a[href='/desk/people'], nav a[href='/desk/audit']").CountAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task What_is_typed_or_pasted_into_the_box_finds_the_article_and_the_inquiries()
    {
        await using var visitor = await ChatVisitor.ComeAsync(browser.Chromium, browser.Address + "/chat");
        var number = await InquireAsync(visitor);
        await using var agent = await DeskAgent.ComeAsync(browser.Chromium, browser.Address, browser.DatabaseFile);
        await agent.Page.Keyboard.PressAsync("/");
        await Assertions.Expect(agent.Page.Locator("#find")).ToBeFocusedAsync();
        await agent.Page.Keyboard.TypeAsync("ＥＲＲ２００７０");
        await agent.Page.Keyboard.PressAsync("Enter");
        await agent.Page.Locator(".recognised").GetByText("[6-06]").WaitForAsync();
        await agent.Page.Locator($".found a[href$='{number}']").WaitForAsync();
        (await agent.Page.Locator(".found mark").First.InnerTextAsync()).ShouldBe("ERR_20070");
        await agent.IsAccessibleAsync("search");
        await agent.PictureAsync("search");
        await agent.OpenAsync("/desk/search?q=" + Uri.EscapeDataString("メッセージ"));
        await agent.Page.Locator("#beside mark").First.WaitForAsync();
        await agent.IsAccessibleAsync("search beside");
        await agent.PictureAsync("search-beside");
        await agent.OpenAsync("/desk/search?q=" + Uri.EscapeDataString("\"(*:未 状態:"));
        await agent.Page.Locator("main h1").WaitForAsync();
        agent.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task Text_blocks_and_articles_come_in_at_the_cursor_and_an_open_place_is_not_sent()
    {
        await using var visitor = await ChatVisitor.ComeAsync(browser.Chromium, browser.Address + "/chat");
        var number = await InquireAsync(visitor);
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

    [Fact]
    public async Task An_agent_speaks_in_the_chat_the_bot_steps_back_and_comes_back()
    {
        await using var visitor = await ChatVisitor.ComeAsync(browser.Chromium, browser.Address + "/chat");
        var number = await InquireAsync(visitor);
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

    [Fact]
    public async Task A_lead_reads_the_figures_and_each_opens_the_list_behind_it()
    {
        await using var visitor = await ChatVisitor.ComeAsync(browser.Chromium, browser.Address + "/chat");
        var number = await InquireAsync(visitor);
        await using var lead = await DeskAgent.ComeAsync(browser.Chromium, browser.Address, browser.DatabaseFile, "統括", roles: DeskRole.Lead);
        await lead.OpenAsync("/desk/reports");
        await lead.Page.Locator("#flow").WaitForAsync();
        await lead.IsAccessibleAsync("reports");
        await lead.PictureAsync("reports");
        var symptom = lead.Page.Locator("section[aria-labelledby=symptoms] tr", new() { HasText = "ERR_20070" }).GetByRole(AriaRole.Link).First;
        var count = int.Parse(await symptom.InnerTextAsync(), System.Globalization.CultureInfo.InvariantCulture);
        await symptom.ClickAsync();
        await lead.Page.Locator($"a[href$='{number}']").WaitForAsync();
        (await lead.Page.Locator("table.lines tbody tr").CountAsync()).ShouldBeGreaterThanOrEqualTo(count);
        await lead.IsAccessibleAsync("reports list");

        await lead.OpenAsync("/desk/reports");
        await lead.Page.Locator("section[aria-labelledby=bot] tr", new() { HasText = "問合せを受け付けた" }).GetByRole(AriaRole.Link).ClickAsync();
        await lead.Page.GetByText("ERR_20070が出て進めません").First.WaitForAsync();
        await lead.OpenAsync("/desk/reports");
        var file = await lead.Page.RunAndWaitForDownloadAsync(() => lead.Page.GetByText("Excel").ClickAsync());
        file.SuggestedFilename.ShouldEndWith(".xlsx");
        await using var sheet = await System.IO.Compression.ZipFile.OpenReadAsync(await file.PathAsync(), TestContext.Current.CancellationToken);
        sheet.GetEntry("xl/worksheets/sheet1.xml").ShouldNotBeNull();
        await lead.OpenAsync("/desk/reports?from=2020-01-01&to=2026-01-01");
        await lead.Page.Locator(".error").GetByText("366日").WaitForAsync();
        lead.Errors.ShouldBeEmpty();

        await using var agent = await DeskAgent.ComeAsync(browser.Chromium, browser.Address, browser.DatabaseFile);
        await agent.OpenAsync("/desk/reports");
        await agent.Page.Locator("#flow").WaitForAsync();
        (await agent.Page.Locator("#bot, #gaps, a[download]").CountAsync()).ShouldBe(0, "what is their own, and nothing to take out");
    }

    /// <summary>A requester who wants a person; the number of what they sent.</summary>
    internal static async Task<string> InquireAsync(ChatVisitor visitor)
    {
        await visitor.SayAsync("ERR_20070が出て進めません");
        await visitor.ReadsAsync("[6-06]");
        await visitor.SayAsync("担当者に相談");
        await visitor.PressAsync("すべてスキップ");
        await visitor.PressAsync("この内容で送る");
        var said = visitor.Page.Locator(".webchat__bubble__content").GetByText(Number()).Last;
        await said.WaitForAsync();
        return Number().Match(await said.InnerTextAsync()).Value;
    }

    [GeneratedRegex("HD-[0-9]{4}-[0-9]{6}", RegexOptions.None, 1000)]
    private static partial Regex Number();
}
