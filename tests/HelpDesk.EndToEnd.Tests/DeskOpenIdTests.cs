using System.Text.RegularExpressions;
using HelpDesk.Web.Tests;
using Microsoft.Playwright;

namespace HelpDesk.EndToEnd.Tests;

/// <summary>Signing in at the organisation's own provider, which is another site: what a browser lets through between the two no client of a test tells.</summary>
public sealed class DeskOpenIdTests(Browser browser)
{
    [Fact]
    public async Task An_account_of_the_organisation_opens_the_desk_and_signs_out_there_too_and_one_without_a_role_is_told_so()
    {
        await using var provider = await OpenIdProvider.StartAsync();
        var elsewhere = provider.Address.Replace("127.0.0.1", "localhost", StringComparison.Ordinal);
        await using var host = new HostProcess("--OpenId:Authority", elsewhere, "--OpenId:ClientId", OpenIdProvider.Client, "--OpenId:ClientSecret", OpenIdProvider.Secret);
        await host.StartAsync();
        await using var context = await Browser.ContextAsync(browser.Chromium, new() { Locale = "ja-JP" });
        var page = await context.NewPageAsync();
        var enter = page.Locator("a[href*='/desk/sign-in/elsewhere']");
        provider.SignedIn = new("1", "sato@example.co.jp", "佐藤", "agent");

        await page.GotoAsync(host.Address + "/desk?view=mine");
        await enter.ClickAsync();
        await page.Locator("main[data-live=true] h1").WaitForAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/desk\\?view=mine$"));
        await Assertions.Expect(page.Locator("a.who")).ToHaveTextAsync("佐藤");
        provider.SawProofs.ShouldBeTrue("PKCE");

        await page.Locator("form[action='/desk/sign-out'] button").ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/desk/sign-in\\?out=1$"));
        provider.SignedOut.ShouldHaveSingleItem().ShouldNotBeNullOrEmpty();
        await page.GotoAsync(host.Address + "/desk");
        await enter.WaitForAsync();

        provider.SignedIn = new("2", "suzuki@example.co.jp", "鈴木");
        await enter.ClickAsync();
        await page.Locator(".error").GetByText("役割がありません").WaitForAsync();
        (await page.Locator("a.who").CountAsync()).ShouldBe(0);
    }
}
