using HelpDesk.Ticketing.People;
using Microsoft.Playwright;

namespace HelpDesk.EndToEnd.Tests;

/// <summary>A search that is kept as a list for all, on top of one's own lists, and changed by two at once.</summary>
public sealed class DeskViewTests(Browser browser)
{
    [Fact]
    public async Task A_search_becomes_a_list_for_all_and_of_two_who_change_it_the_second_is_told_and_loses_nothing()
    {
        var number = await Requester.InquireOnceAsync(browser.Address);
        await using var lead = await DeskAgent.ComeAsync(browser.Chromium, browser.Address, browser.DatabaseFile, "統括", roles: DeskRole.Lead);
        await lead.OpenAsync("/desk/search?q=" + Uri.EscapeDataString("状態:未対応 20070"));
        await lead.Page.Locator($".found a[href$='{number}']").WaitForAsync();
        await lead.Page.Keyboard.PressAsync("s");
        var filter = lead.Page.Locator("#view-filter");
        await Assertions.Expect(filter).ToHaveValueAsync("状態:未対応 20070");
        await lead.Page.Locator("#view-count").GetByText("いまの件数").WaitForAsync();
        await lead.Page.Locator("#view-name").FillAsync("移動要求");
        await lead.Page.Locator("#view-whose").SelectOptionAsync("shared");
        await lead.Page.Locator("#view-order").SelectOptionAsync("Newest");
        await lead.IsAccessibleAsync("views");
        await lead.PictureAsync("views");
        await lead.Page.Locator("#view-name").PressAsync("Enter");
        await lead.Page.Locator(".told a").ClickAsync();
        await lead.Page.Locator($"a[data-line][href*='{number}']").WaitForAsync();
        await lead.Page.GetByRole(AriaRole.Button, new() { Name = "ピン留め", Exact = true }).ClickAsync();
        await Assertions.Expect(lead.Page.Locator("#views a").First).ToHaveTextAsync(new System.Text.RegularExpressions.Regex("^\\s*移動要求"));
        await lead.Page.GotoAsync(browser.Address + "/desk");
        await lead.IsThereAsync();
        await lead.Page.Keyboard.PressAsync("Shift+Digit1");
        await lead.Page.Locator(".view-is code").GetByText("状態:未対応 20070").WaitForAsync();
        await lead.OpenAsync("/desk/notices");
        await lead.Page.Keyboard.PressAsync("Control+k");
        await lead.Page.Keyboard.TypeAsync("idouyo");
        await Assertions.Expect(lead.Page.Locator("#palette-list [aria-selected=true]")).ToContainTextAsync("「移動要求」の一覧・全員");
        await lead.Page.Keyboard.PressAsync("Enter");
        await lead.Page.Locator(".view-is code").GetByText("状態:未対応 20070").WaitForAsync();
        await lead.IsAccessibleAsync("view");
        await lead.PictureAsync("view");
        await lead.Page.Keyboard.PressAsync("s");
        await Assertions.Expect(lead.Page.Locator("#view-name")).ToBeFocusedAsync();

        await using var other = await DeskAgent.ComeAsync(browser.Chromium, browser.Address, browser.DatabaseFile, "次席", width: 360, scheme: ColorScheme.Dark, locale: "en-US", roles: DeskRole.Lead);
        await other.OpenAsync("/desk/views");
        await other.Page.GetByRole(AriaRole.Button, new() { Name = "移動要求" }).Filter(new() { HasNotText = "Pin" }).First.ClickAsync();
        // Until the form holds what it is to change, what is typed would stand beside it.
        await Assertions.Expect(other.Page.Locator("#view-filter")).ToHaveValueAsync("状態:未対応 20070");
        await other.Page.Locator("#view-filter").FillAsync("担当:なし 20070");
        await filter.FillAsync("20070");
        await filter.PressAsync("Enter");
        await lead.Page.Locator(".told").WaitForAsync();

        await other.Page.Locator("form.entry button.primary").ClickAsync();
        await other.Page.Locator(".meanwhile").GetByText(lead.Name).WaitForAsync();
        await Assertions.Expect(other.Page.Locator("#view-filter")).ToHaveValueAsync("担当:なし 20070");
        await other.IsAccessibleAsync("view-meanwhile");
        await other.PictureAsync("view-meanwhile");
        (await other.Page.EvaluateAsync<int>("document.documentElement.scrollWidth")).ShouldBeLessThanOrEqualTo(360);
        await other.Page.Locator(".meanwhile button").First.ClickAsync();
        await other.Page.Locator(".told a").ClickAsync();
        await other.Page.Locator(".view-is code").GetByText("担当:なし 20070").WaitForAsync();
        await other.Page.Locator($"a[data-line][href*='{number}']").WaitForAsync();
        lead.Errors.ShouldBeEmpty();
        other.Errors.ShouldBeEmpty();
    }
}
