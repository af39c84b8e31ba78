using System.Text;
using HelpDesk.Ticketing.People;
using Microsoft.Playwright;

namespace HelpDesk.EndToEnd.Tests;

/// <summary>What goes on beside the requester's conversation: another company is asked, and where it is reached.</summary>
public sealed class DeskMatterTests(Browser browser)
{
    [Fact]
    public async Task Another_company_is_asked_and_answers_in_a_thread_of_its_own_and_the_requester_hears_only_who_and_until_when()
    {
        await using var lead = await DeskAgent.ComeAsync(browser.Chromium, browser.Address, browser.DatabaseFile, "主任", scheme: ColorScheme.Dark, locale: "en-US", roles: DeskRole.Lead);
        await lead.OpenAsync("/desk/contacts");
        await ImportAsync(lead, "code,name,valid_from,mail,answer_days\n03,東京電力パワーグリッド株式会社,2026-04-01,sw@pg.example.jp,2\n1234,みらい電力,2026-04-01,,\n");
        await lead.Page.Locator("main .error").GetByText("1234").WaitForAsync();
        await lead.IsAccessibleAsync("contacts-refused");
        await ImportAsync(lead, "code,name,valid_from,mail,answer_days\n03,東京電力パワーグリッド株式会社,2026-04-01,sw@pg.example.jp,2\n12345,みらい電力,2026-04-01,,\n");
        await lead.Page.Locator("main .lines").GetByText("sw@pg.example.jp").WaitForAsync();
        await lead.Page.Locator("#contact-code").FillAsync("12345");
        await lead.Page.Locator("#contact-name").FillAsync("みらい電力");
        await lead.Page.Locator("#contact-phone").FillAsync("03-0000-0000");
        await lead.Page.Locator("form.entry button").ClickAsync();
        await lead.Page.Locator("main .lines").GetByText("03-0000-0000").WaitForAsync();
        await lead.IsAccessibleAsync("contacts");
        await lead.PictureAsync("contacts");

        await using var visitor = await ChatVisitor.ComeAsync(browser.Chromium, browser.Address + "/chat");
        var number = await visitor.InquireAsync();
        await using var agent = await DeskAgent.ComeAsync(browser.Chromium, browser.Address, browser.DatabaseFile);
        await agent.OpenInquiryAsync(number);
        await agent.Page.Keyboard.PressAsync("t");
        var letter = agent.Page.Locator("#field-third-party");
        await Assertions.Expect(letter).ToBeFocusedAsync();
        await letter.FillAsync("計器の件でお問合せします。");
        await agent.Page.Locator("input[list=receivers]").FillAsync("東京電力パワーグリッド株式会社");
        await agent.Page.Locator("input[list=receivers]").BlurAsync();
        await agent.Page.Locator(".composer").GetByText("sw@pg.example.jp").WaitForAsync();
        var days = agent.Page.Locator(".third-fields input[type=number]");
        await Assertions.Expect(days).ToHaveValueAsync("2");

        // Whom and until when is as much of the draft as its words: it outlives the page, and a turn to another kind.
        var until = await agent.Page.Locator(".third-fields .help").InnerTextAsync();
        await days.FillAsync("9");
        await days.BlurAsync();
        await Assertions.Expect(agent.Page.Locator(".third-fields .help")).Not.ToHaveTextAsync(until);
        await agent.OpenInquiryAsync(number);
        await Assertions.Expect(agent.Page.Locator(".kind.third-party .chip")).ToHaveTextAsync("下書き");
        await agent.Page.Keyboard.PressAsync("t");
        await Assertions.Expect(letter).ToHaveValueAsync("計器の件でお問合せします。");
        await Assertions.Expect(agent.Page.Locator("input[list=receivers]")).ToHaveValueAsync("東京電力パワーグリッド株式会社");
        await Assertions.Expect(days).ToHaveValueAsync("9");
        await agent.Page.Locator("[data-files-input]").SetInputFilesAsync(new FilePayload { Name = "計器の写し.txt", MimeType = "text/plain", Buffer = Encoding.UTF8.GetBytes("計器番号 12") });
        await agent.Page.Locator(".files li").GetByText("計器の写し.txt").WaitForAsync();
        await agent.IsAccessibleAsync("third-party");
        await letter.PressAsync("Control+Enter");

        await agent.Page.Locator(".third").GetByText("計器の件でお問合せします。").WaitForAsync();
        await agent.Page.Locator(".third").GetByRole(AriaRole.Link, new() { Name = "計器の写し.txt" }).WaitForAsync();
        await Assertions.Expect(agent.Page.Locator(".files li")).ToHaveCountAsync(0);
        var draft = await agent.Page.RunAndWaitForDownloadAsync(() => agent.Page.GetByRole(AriaRole.Link, new() { Name = "メールの下書きを作る" }).ClickAsync());
        draft.SuggestedFilename.ShouldBe(number + ".eml");
        (await File.ReadAllTextAsync(await draft.PathAsync(), TestContext.Current.CancellationToken)).ShouldSatisfyAllConditions(mail => mail.ShouldContain("sw@pg.example.jp"), mail => mail.ShouldContain("X-Unsent: 1"), mail => mail.ShouldContain("Content-Disposition: attachment"));
        await visitor.ReadsAsync("「東京電力パワーグリッド株式会社」の回答は");
        await letter.FillAsync("計器は交換済みとのことです。");
        await letter.PressAsync("Control+Enter");
        await agent.Page.Locator(".third-answered").GetByText("計器は交換済みとのことです。").WaitForAsync();
        await visitor.ReadsAsync("「対応中」になりました");
        await agent.PictureAsync("third-party");

        // A reply and the letter that hands the matter over are one act: taken back as one, and said as one.
        await agent.Page.Keyboard.PressAsync("Escape");
        await agent.Page.Keyboard.PressAsync("r");
        await Assertions.Expect(agent.Reply).ToBeFocusedAsync();
        await agent.Reply.FillAsync("交換日を確かめています。");
        await agent.Page.Locator(".sending select").SelectOptionAsync("HandOver");
        await letter.FillAsync("いつ交換しましたか。");
        await agent.IsAccessibleAsync("reply-and-letter");
        await agent.PictureAsync("reply-and-letter");
        await agent.Reply.PressAsync("Control+Enter");
        await agent.Page.Locator(".message.waiting .letter").GetByText("いつ交換しましたか。").WaitForAsync();
        await Assertions.Expect(letter).ToBeHiddenAsync();
        await agent.IsAccessibleAsync("reply-and-letter-wait");
        await agent.PictureAsync("reply-and-letter-wait");
        await agent.Page.Keyboard.PressAsync("Control+z");
        await Assertions.Expect(agent.Reply).ToHaveValueAsync("交換日を確かめています。");
        await Assertions.Expect(letter).ToHaveValueAsync("いつ交換しましたか。");
        await agent.Page.Locator(".inquiry-head h1").ClickAsync();
        await agent.Page.Keyboard.PressAsync("c");
        await visitor.ReadsAsync(agent.Name);
        await agent.Reply.PressAsync("Control+Enter");
        await agent.Page.Locator(".third").GetByText("いつ交換しましたか。").WaitForAsync();
        await visitor.ReadsAsync("交換日を確かめています。");
        await agent.OpenAsync("/desk?view=waits-for-third-party");
        await agent.Page.Locator(".group").GetByText("東京電力パワーグリッド株式会社(").WaitForAsync();
        await agent.IsAccessibleAsync("waits-for-third-party");
        await agent.PictureAsync("waits-for-third-party");
        foreach (var words in (string[])["計器の件で", "交換済み", "いつ交換"])
        {
            (await visitor.SeesAsync(words)).ShouldBeFalse(words);
        }

        agent.Errors.ShouldBeEmpty();
        lead.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task Two_inquiries_of_one_matter_are_merged_written_to_by_either_number_split_and_parted_and_no_draft_is_lost()
    {
        await using var visitor = await ChatVisitor.ComeAsync(browser.Chromium, browser.Address + "/chat");
        var first = await visitor.InquireAsync();
        await using var sato = await DeskAgent.ComeAsync(browser.Chromium, browser.Address, browser.DatabaseFile, width: 690, locale: "en-US");
        await sato.OpenInquiryAsync(first);
        await sato.Page.Keyboard.PressAsync("n");
        var note = sato.Page.Locator("#field-note");
        await Assertions.Expect(note).ToBeFocusedAsync();
        await sato.Page.Keyboard.TypeAsync("書きかけのメモ");

        await using var ito = await DeskAgent.ComeAsync(browser.Chromium, browser.Address, browser.DatabaseFile, "伊藤");
        await ito.OpenInquiryAsync(first);
        await visitor.SayAsync($"{first} 追記 請求書の宛名も変えたいです");
        var other = ito.Page.Locator(".message.incoming").Filter(new() { HasText = "請求書の宛名も変えたいです" });
        await other.GetByRole(AriaRole.Button).ClickAsync();
        await visitor.ReadsAsync("として受け付けました");
        var second = await other.GetByRole(AriaRole.Link).InnerTextAsync();
        await ito.Page.Locator(".related").First.GetByText("請求書の宛名").WaitForAsync();
        await ito.PictureAsync("split");
        await ito.OpenInquiryAsync(second);
        await ito.Page.Locator(".related").GetByText(first).First.WaitForAsync();
        await ito.IsAccessibleAsync("related");
        await ito.Page.GetByRole(AriaRole.Button, new() { Name = $"{first} をここにまとめる" }).ClickAsync();
        await ito.Page.Locator(".merged summary").GetByText(first).WaitForAsync();
        await visitor.ReadsAsync($"{second} にまとめました");
        await sato.Page.Locator(".inquiry-head .error").GetByText(second).First.WaitForAsync();
        await Assertions.Expect(note).ToHaveValueAsync("書きかけのメモ");

        await sato.OpenAsync("/desk/inquiries/" + first);
        await Assertions.Expect(sato.Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex(second));
        await sato.Page.Locator(".draft-there").GetByText("書きかけのメモ").WaitForAsync();
        await sato.IsAccessibleAsync("merged");
        await sato.PictureAsync("merged");
        (await ito.Page.Locator(".draft-there").CountAsync()).ShouldBe(0, "another's draft is nobody's to see");

        await visitor.SayAsync($"{first} 追記 まだ直りません");
        await ito.Page.Locator(".message.incoming").GetByText("まだ直りません").WaitForAsync();

        await ito.Page.Keyboard.PressAsync("u");
        await ito.Page.Locator(".merged").WaitForAsync(new() { State = WaitForSelectorState.Detached });
        await visitor.ReadsAsync("別の受付に戻しました");
        await sato.OpenInquiryAsync(first);
        await sato.Page.Keyboard.PressAsync("n");
        await Assertions.Expect(note).ToHaveValueAsync("書きかけのメモ");

        await Assertions.Expect(note).ToBeFocusedAsync();
        await sato.Page.Keyboard.PressAsync("Escape");
        await sato.Page.Keyboard.PressAsync("m");
        await Assertions.Expect(sato.Page.Locator("#other-number")).ToBeFocusedAsync();
        await sato.Page.Keyboard.TypeAsync(first);
        var into = sato.Page.GetByRole(AriaRole.Button, new() { Name = "Merge into it", Exact = true });
        await Assertions.Expect(into).ToBeDisabledAsync();

        // Each into the other at the same time: one merge stands, and both numbers lead to where the matter goes on.
        await sato.Page.Locator("#other-number").FillAsync(second);
        await ito.Page.Locator("#other-number").FillAsync(first);
        var back = ito.Page.GetByRole(AriaRole.Button, new() { Name = "相手にまとめる", Exact = true });
        await Assertions.Expect(into).ToBeEnabledAsync();
        await Assertions.Expect(back).ToBeEnabledAsync();
        await Task.WhenAll(into.ClickAsync(), back.ClickAsync());
        foreach (var (agent, number) in new[] { (sato, first), (ito, second) })
        {
            await agent.Page.Locator(".merged, .inquiry-head .error").First.WaitForAsync();
            await agent.OpenAsync("/desk/inquiries/" + number);
            await agent.Page.Locator(".merged summary").WaitForAsync();
        }

        Number(ito).ShouldBe(Number(sato));
        sato.Errors.ShouldBeEmpty();
        ito.Errors.ShouldBeEmpty();
        static string Number(DeskAgent agent) => Requester.Number().Match(agent.Page.Url).Value;
    }

    [Fact]
    public async Task Many_are_noted_and_resolved_at_once_and_one_that_somebody_changed_is_listed_and_tried_again()
    {
        var numbers = new List<string>();
        await using var first = await ChatVisitor.ComeAsync(browser.Chromium, browser.Address + "/chat");
        numbers.Add(await first.InquireAsync());
        await using var second = await ChatVisitor.ComeAsync(browser.Chromium, browser.Address + "/chat");
        numbers.Add(await second.InquireAsync());
        await using var agent = await DeskAgent.ComeAsync(browser.Chromium, browser.Address, browser.DatabaseFile);
        await agent.OpenAsync("/desk?view=all");
        foreach (var number in numbers)
        {
            await agent.Page.Locator($"a[data-line][href*='{number}']").FocusAsync();
            await agent.Page.Keyboard.PressAsync("x");
            await Assertions.Expect(Box(number)).ToBeCheckedAsync();
        }

        await using var other = await DeskAgent.ComeAsync(browser.Chromium, browser.Address, browser.DatabaseFile, "伊藤");
        await other.OpenInquiryAsync(numbers[1]);
        await other.Page.Keyboard.PressAsync("a");
        // The cell of who holds it; who looks at it is named in the row as well.
        await agent.Page.Locator("tr", new() { HasText = numbers[1] }).Locator("td").Filter(new() { HasText = other.Name }).Filter(new() { HasNot = agent.Page.Locator(".present") }).WaitForAsync();

        await agent.Page.Keyboard.PressAsync("b");
        await Assertions.Expect(agent.Page.Locator("#bulk-act")).ToBeFocusedAsync();
        await agent.Page.Locator("#bulk-act").SelectOptionAsync("Note");
        var run = agent.Page.Locator(".bulk button.primary");
        await Assertions.Expect(run).ToBeDisabledAsync();
        await agent.Page.Locator(".bulk textarea").FillAsync("障害の連絡を待っています。");
        await Assertions.Expect(run).ToHaveTextAsync("メモを残す(2件)");
        await agent.IsAccessibleAsync("bulk");
        await run.ClickAsync();
        await agent.Page.Locator(".outcomes li", new() { HasText = numbers[0] }).GetByText("済み").WaitForAsync();
        await agent.Page.Locator(".outcomes .overdue", new() { HasText = numbers[1] }).GetByText(other.Name).WaitForAsync();
        await agent.IsAccessibleAsync("bulk-outcomes");
        await agent.PictureAsync("bulk");
        await agent.Page.GetByRole(AriaRole.Button, new() { Name = "できなかった1件をやり直す" }).ClickAsync();
        await agent.Page.Locator(".outcomes li", new() { HasText = numbers[1] }).GetByText("済み").WaitForAsync();
        await other.Page.Locator(".message.note").GetByText("障害の連絡を待っています。").WaitForAsync();

        await Box(numbers[0]).CheckAsync();
        await agent.Page.Locator("#bulk-act").SelectOptionAsync("Resolve");
        await agent.Page.Locator(".bulk .help").GetByText("1件の依頼者").WaitForAsync();
        await run.ClickAsync();
        await first.ReadsAsync("「解決」になりました");
        (await first.SeesAsync("障害の連絡を待っています")).ShouldBeFalse();
        (await second.SeesAsync("障害の連絡を待っています")).ShouldBeFalse();
        agent.Errors.ShouldBeEmpty();

        ILocator Box(string number) => agent.Page.Locator($"tr:has(a[href*='{number}']) [data-choose]");
    }

    private static Task ImportAsync(DeskAgent agent, string text) =>
        agent.Page.Locator("#contacts-file").SetInputFilesAsync(new FilePayload { Name = "contacts.csv", MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes(text) });
}
