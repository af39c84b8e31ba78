using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace HelpDesk.EndToEnd.Tests;

/// <summary>The desk in both languages, narrow and dark, and what its one box finds.</summary>
public sealed class DeskLookTests(Browser browser)
{
    [Theory]
    [InlineData("en-US", 1400, ColorScheme.Light, "Held by nobody")]
    [InlineData("ja-JP", 680, ColorScheme.Dark, "担当なし")]
    public async Task The_desk_is_accessible_in_both_languages_narrow_and_dark(string locale, int width, ColorScheme scheme, string view)
    {
        var number = await Requester.InquireOnceAsync(browser.Address);
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
    public async Task What_is_typed_or_pasted_into_the_box_finds_the_article_and_the_inquiries()
    {
        var number = await Requester.InquireOnceAsync(browser.Address);
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
}
