using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace HelpDesk.EndToEnd.Tests;

/// <summary>Commands found by their names, for whoever keeps the hands on the keys.</summary>
public sealed class DeskPaletteTests(Browser browser)
{
    [Fact]
    public async Task The_palette_does_what_the_page_offers_and_leads_where_a_number_or_word_says()
    {
        var number = await Requester.InquireOnceAsync(browser.Address);
        await using var agent = await DeskAgent.ComeAsync(browser.Chromium, browser.Address, browser.DatabaseFile);
        var (page, words, first) = (agent.Page, agent.Page.Locator("#palette-words"), agent.Page.Locator("#palette-list [aria-selected=true]"));
        await agent.OpenInquiryAsync(number);
        await agent.Reply.FillAsync("書きかけ");
        await page.Keyboard.PressAsync("Home");
        await page.Keyboard.PressAsync("Control+k");
        await Assertions.Expect(words).ToBeFocusedAsync();
        await agent.IsAccessibleAsync("palette");
        await agent.PictureAsync("palette");
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(agent.Reply).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("続");
        await Assertions.Expect(agent.Reply).ToHaveValueAsync("続書きかけ");

        // The Enter and Escape of a word that is being written are the input method's.
        await page.Keyboard.PressAsync("Control+k");
        var devtools = await page.Context.NewCDPSessionAsync(page);
        await devtools.SendAsync("Input.imeSetComposition", new() { ["text"] = "たんt", ["selectionStart"] = 3, ["selectionEnd"] = 3 });
        await Assertions.Expect(first).ToHaveTextAsync(new Regex("^担当する a$"));
        foreach (var key in (string[])["{ key: 'Enter', isComposing: true }", "{ key: 'Process', keyCode: 229 }", "{ key: 'Escape', isComposing: true }"])
        {
            await page.EvaluateAsync($"() => document.activeElement.dispatchEvent(new KeyboardEvent('keydown', Object.assign({key}, {{ bubbles: true, cancelable: true }})))");
        }

        await devtools.SendAsync("Input.insertText", new() { ["text"] = "たんとう" });
        await Assertions.Expect(words).ToHaveValueAsync("たんとう");
        await Assertions.Expect(first).ToHaveTextAsync(new Regex("^担当する a$"));
        await page.Keyboard.PressAsync("Enter");
        await page.Locator(".inquiry-head").GetByText("担当: " + agent.Name).WaitForAsync();
        await Assertions.Expect(agent.Reply).ToHaveValueAsync("続書きかけ");

        await page.Locator("#keys-off").EvaluateAsync("box => box.click()");
        await page.Keyboard.PressAsync("Control+k");
        await page.Keyboard.TypeAsync("memo");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("#field-note")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Control+k");
        await page.Keyboard.TypeAsync("kigengire");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("view=overdue$"));

        await page.Keyboard.PressAsync("Control+k");
        await page.Keyboard.TypeAsync(number[^6..]);
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/desk/inquiries/" + number + "$"));
        await page.Locator(".inquiry-head").WaitForAsync();
        await page.Keyboard.PressAsync("Control+k");
        await page.Keyboard.InsertTextAsync("ERR_20070 <b>&");
        await Assertions.Expect(first).ToHaveTextAsync("「ERR_20070 <b>&」を探す");
        await page.Keyboard.PressAsync("Enter");
        await page.Locator(".recognised").GetByText("[6-06]").WaitForAsync();

        await page.Keyboard.PressAsync("Control+k");
        await page.Keyboard.TypeAsync("sign out");
        await page.Keyboard.PressAsync("Enter");
        await page.Locator("#password").WaitForAsync();
        agent.Errors.ShouldBeEmpty();
    }
}
