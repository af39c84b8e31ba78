using HelpDesk.Storage;
using HelpDesk.Storage.People;
using Microsoft.Playwright;

namespace HelpDesk.EndToEnd.Tests;

/// <summary>A second person's check, by keyboard, from the newcomer's reply to the requester.</summary>
public sealed class DeskCheckTests(Browser browser)
{
    [Fact]
    public async Task A_newcomers_reply_is_sent_back_written_anew_and_released_by_somebody_else()
    {
        await using var ito = await DeskAgent.ComeAsync(browser.Chromium, browser.Address, browser.DatabaseFile, "伊藤");
        await using var sato = await DeskAgent.ComeAsync(browser.Chromium, browser.Address, browser.DatabaseFile);
        await using var visitor = await ChatVisitor.ComeAsync(browser.Chromium, browser.Address + "/chat");
        (await new DeskPeople(Database.Sqlite(browser.DatabaseFile), TimeProvider.System).CheckAsync(sato.Name, true, DeskAudit.Console, TestContext.Current.CancellationToken)).ShouldBe(PersonOutcome.Done);
        var number = await visitor.InquireAsync();
        await using var again = await sato.AgainAsync(browser.Chromium);
        await again.OpenInquiryAsync(number);
        await again.Page.Keyboard.PressAsync("r");
        await again.Page.Keyboard.TypeAsync("再登録してください");
        await again.Page.Keyboard.PressAsync("Control+Enter");
        await again.Page.Locator(".message.held").WaitForAsync();
        await Assertions.Expect(again.Reply).ToHaveValueAsync("");

        await ito.OpenAsync("/desk");
        await ito.Page.Keyboard.PressAsync("9");
        await ito.Page.Locator($"a[href*='{number}']").WaitForAsync();
        await ito.IsAccessibleAsync("to check");
        await ito.PictureAsync("checks");
        await ito.OpenInquiryAsync(number);
        await ito.IsAccessibleAsync("held");
        await ito.Page.Keyboard.PressAsync("w");
        await Assertions.Expect(ito.Page.Locator(".check textarea")).ToBeFocusedAsync();
        await ito.Page.Keyboard.TypeAsync("手順を添えてください");
        await ito.PictureAsync("held");
        await ito.Page.Keyboard.PressAsync("Control+Enter");

        await again.Page.Locator(".message.held").GetByText("手順を添えてください").WaitForAsync();
        await again.PictureAsync("returned");
        await again.Reply.FillAsync("手順です。");
        await again.Page.Keyboard.PressAsync("Escape");
        await again.Page.Keyboard.PressAsync("z");
        await Assertions.Expect(again.Reply).ToHaveValueAsync("再登録してください\n\n手順です。");
        await again.Page.Locator(".message.held").WaitForAsync(new() { State = WaitForSelectorState.Detached });

        // The page's own note came since it began to write; it was seen just now.
        await again.Reply.FocusAsync();
        await again.Page.Keyboard.PressAsync("Control+Enter");
        if (await again.Page.Locator(".composer .meanwhile").IsVisibleAsync())
        {
            await again.Page.Keyboard.PressAsync("Control+Enter");
        }

        await ito.Page.Locator(".message.held").GetByText("手順です。").WaitForAsync();
        await ito.Page.Locator(".inquiry-head h1").ClickAsync();
        await ito.Page.Keyboard.PressAsync("d");
        await Assertions.Expect(ito.Page.Locator(".message.held textarea")).ToBeFocusedAsync();
        await ito.Page.Locator(".message.held textarea").FillAsync("再登録の手順をお送りします。");
        await ito.Page.Keyboard.PressAsync("Escape");
        await ito.Page.Keyboard.PressAsync("y");
        await ito.Page.Locator(".message.waiting").GetByText("再登録の手順をお送りします。").WaitForAsync();
        await visitor.ReadsAsync("再登録の手順をお送りします。");
        (await visitor.SeesAsync("手順を添えて")).ShouldBeFalse("what is said among agents stays there");
        ito.Errors.ShouldBeEmpty();
        again.Errors.ShouldBeEmpty();
    }
}
