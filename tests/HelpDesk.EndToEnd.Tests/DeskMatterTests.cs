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
        await using var lead = await DeskAgent.ComeAsync(browser.Chromium, browser.Address, browser.DatabaseFile, "主任", roles: DeskRole.Lead);
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
        var number = await DeskTests.InquireAsync(visitor);
        await using var agent = await DeskAgent.ComeAsync(browser.Chromium, browser.Address, browser.DatabaseFile);
        await agent.OpenInquiryAsync(number);
        await agent.Page.Keyboard.PressAsync("t");
        var letter = agent.Page.Locator("#field-third-party");
        await Assertions.Expect(letter).ToBeFocusedAsync();
        await letter.FillAsync("計器の件でお問合せします。");
        await agent.Page.Locator("input[list=receivers]").FillAsync("東京電力パワーグリッド株式会社");
        await agent.Page.Locator("input[list=receivers]").BlurAsync();
        await agent.Page.Locator(".composer").GetByText("sw@pg.example.jp").WaitForAsync();
        await Assertions.Expect(agent.Page.Locator(".third-fields input[type=number]")).ToHaveValueAsync("2");
        await agent.IsAccessibleAsync("third-party");
        await letter.PressAsync("Control+Enter");

        await agent.Page.Locator(".third").GetByText("計器の件でお問合せします。").WaitForAsync();
        await visitor.ReadsAsync("「東京電力パワーグリッド株式会社」の回答は");
        await letter.FillAsync("計器は交換済みとのことです。");
        await letter.PressAsync("Control+Enter");
        await agent.Page.Locator(".third-answered").GetByText("計器は交換済みとのことです。").WaitForAsync();
        await visitor.ReadsAsync("「対応中」になりました");
        await agent.PictureAsync("third-party");

        await agent.Page.Locator(".third-fields select").First.SelectOptionAsync("Asked");
        await letter.FillAsync("交換日を教えてください。");
        await letter.PressAsync("Control+Enter");
        await agent.Page.Locator(".third").GetByText("交換日を教えてください。").WaitForAsync();
        await agent.OpenAsync("/desk?view=waits-for-third-party");
        await agent.Page.Locator(".group").GetByText("東京電力パワーグリッド株式会社").WaitForAsync();
        await agent.IsAccessibleAsync("waits-for-third-party");
        await agent.PictureAsync("waits-for-third-party");
        foreach (var words in (string[])["計器の件で", "交換済み", "交換日を"])
        {
            (await visitor.SeesAsync(words)).ShouldBeFalse(words);
        }

        agent.Errors.ShouldBeEmpty();
        lead.Errors.ShouldBeEmpty();
    }

    private static Task ImportAsync(DeskAgent agent, string text) =>
        agent.Page.Locator("#contacts-file").SetInputFilesAsync(new FilePayload { Name = "contacts.csv", MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes(text) });
}
