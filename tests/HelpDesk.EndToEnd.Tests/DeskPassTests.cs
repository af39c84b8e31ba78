using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace HelpDesk.EndToEnd.Tests;

/// <summary>From one inquiry to the next, and from one agent to another, by keyboard.</summary>
public sealed class DeskPassTests(Browser browser)
{
    [Fact]
    public async Task Who_sends_goes_on_to_the_next_takes_it_back_from_there_a_colleague_passes_an_inquiry_on_and_an_article_is_an_answer()
    {
        List<string> numbers = [await Requester.InquireOnceAsync(browser.Address), await Requester.InquireOnceAsync(browser.Address)];
        await using var sato = await DeskAgent.ComeAsync(browser.Chromium, browser.Address, browser.DatabaseFile);
        await using var ito = await DeskAgent.ComeAsync(browser.Chromium, browser.Address, browser.DatabaseFile, "伊藤");
        await sato.OpenInquiryAsync(numbers[0]);
        await sato.Page.Keyboard.PressAsync("a");
        await sato.Page.Locator(".inquiry-head").GetByText("担当: " + sato.Name).WaitForAsync();

        // Both are Sato's now: one after the other, in her own list.
        await ito.OpenInquiryAsync(numbers[1]);
        await ito.Page.Keyboard.PressAsync("p");
        await Assertions.Expect(ito.Page.Locator("#pass-to")).ToBeFocusedAsync();
        await ito.Page.Locator("#pass-to").SelectOptionAsync(new SelectOptionValue { Label = sato.Name });
        await ito.PictureAsync("passing");
        await ito.IsAccessibleAsync("passing");
        await ito.Page.Keyboard.PressAsync("Tab");
        await ito.Page.Keyboard.PressAsync("Enter");
        await ito.Page.Locator(".inquiry-head").GetByText("担当: " + sato.Name).WaitForAsync();

        await sato.OpenAsync("/desk?view=mine");
        await sato.Page.Locator("[data-line]").Nth(1).WaitForAsync();
        await sato.Page.Keyboard.PressAsync("j");
        await sato.Page.Keyboard.PressAsync("Enter");
        await sato.Page.Locator(".inquiry-head").WaitForAsync();
        var first = sato.Page.Url.Split('/', '?').Single(part => numbers.Contains(part));
        var second = numbers.Single(number => number != first);
        await sato.Page.Keyboard.PressAsync("r");
        await Assertions.Expect(sato.Reply).ToBeFocusedAsync();
        await sato.Page.Keyboard.TypeAsync("確認しました。");
        await sato.Page.Keyboard.PressAsync("Control+Shift+Enter");
        await Assertions.Expect(sato.Page).ToHaveURLAsync(new Regex($"/{second}\\?view=mine&sent={first}$"));
        await sato.Page.Locator(".told").GetByText(first).WaitForAsync();
        await sato.IsAccessibleAsync("sent before");
        await sato.PictureAsync("sent-before");
        await sato.Page.Keyboard.PressAsync("z");
        await Assertions.Expect(sato.Page).ToHaveURLAsync(new Regex($"/{first}\\?view=mine$"));
        await Assertions.Expect(sato.Reply).ToHaveValueAsync("確認しました。");

        await sato.Page.Keyboard.PressAsync("J");
        await Assertions.Expect(sato.Page).ToHaveURLAsync(new Regex($"/{second}\\?view=mine$"));
        await sato.Page.Locator(".inquiry-head").GetByText(second).WaitForAsync();
        await sato.Page.Keyboard.PressAsync("K");
        await Assertions.Expect(sato.Page).ToHaveURLAsync(new Regex($"/{first}\\?view=mine$"));
        await sato.Page.Locator(".inquiry-head").GetByText(first).WaitForAsync();
        await Assertions.Expect(sato.Reply).ToHaveValueAsync("確認しました。");
        await sato.Page.Keyboard.PressAsync("K");
        await Assertions.Expect(sato.Page).ToHaveURLAsync(new Regex("/desk\\?view=mine$"));

        // Whoever comes back to the list goes on from where they were in it; the number is copied, then with its subject.
        await sato.Page.Locator($"[data-line][href*='{second}']").ClickAsync();
        await sato.Page.Locator(".inquiry-head").GetByText(second).WaitForAsync();
        await sato.Page.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        await sato.Page.Keyboard.PressAsync(".");
        await sato.Page.Keyboard.PressAsync(".");
        await sato.Page.Locator("#copied").GetByText(second + " ERR_20070").WaitForAsync();
        (await sato.Page.EvaluateAsync<string>("navigator.clipboard.readText()")).ShouldStartWith(second + " ERR_20070");
        await sato.Page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(sato.Page.Locator($"[data-line][href*='{second}']")).ToBeFocusedAsync();

        // An article that fits is the whole answer, and is taken back like any.
        await sato.OpenInquiryAsync(second);
        await sato.Page.Locator(".articles button[data-command]").First.ClickAsync();
        await sato.Page.Locator(".message.waiting").GetByText("[6-06]").WaitForAsync();
        await sato.Page.Keyboard.PressAsync("z");
        await Assertions.Expect(sato.Reply).ToHaveValueAsync(new Regex("\\[6-06\\]"));
        sato.Errors.ShouldBeEmpty();
        ito.Errors.ShouldBeEmpty();
    }

    /// <summary>Both have the inquiry open and press at the same time: one holds it, and both see who; the other is told, or saw it and took it over.</summary>
    [Fact]
    public async Task Of_two_who_take_an_inquiry_at_once_one_holds_it_and_both_see_who()
    {
        var number = await Requester.InquireOnceAsync(browser.Address);
        await using var sato = await DeskAgent.ComeAsync(browser.Chromium, browser.Address, browser.DatabaseFile);
        await using var ito = await DeskAgent.ComeAsync(browser.Chromium, browser.Address, browser.DatabaseFile, "伊藤");
        await Task.WhenAll(sato.OpenInquiryAsync(number), ito.OpenInquiryAsync(number));

        await Task.WhenAll(sato.Page.Keyboard.PressAsync("a"), ito.Page.Keyboard.PressAsync("a"));

        var held = new Regex("担当: (佐藤|伊藤)[0-9]+");
        await Assertions.Expect(sato.Page.Locator(".inquiry-head")).ToContainTextAsync(held);
        await Assertions.Expect(ito.Page.Locator(".inquiry-head")).ToContainTextAsync(held);
        await sato.Page.ReloadAsync();
        var holder = held.Match(await sato.Page.Locator(".inquiry-head").InnerTextAsync()).Value;
        await Assertions.Expect(ito.Page.Locator(".inquiry-head")).ToContainTextAsync(holder);
        var (first, second) = holder.EndsWith(sato.Name, StringComparison.Ordinal) ? (sato, ito) : (ito, sato);
        await Assertions.Expect(first.Page.Locator("[data-key='a']")).ToHaveCountAsync(0);

        // Who wants it all the same takes it over knowingly.
        await second.Page.Keyboard.PressAsync("a");
        await Assertions.Expect(second.Page.Locator(".inquiry-head")).ToContainTextAsync("担当: " + second.Name);
        await Assertions.Expect(first.Page.Locator(".inquiry-head")).ToContainTextAsync("担当: " + second.Name);
        sato.Errors.ShouldBeEmpty();
        ito.Errors.ShouldBeEmpty();
    }
}
