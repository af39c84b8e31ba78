using System.Text.RegularExpressions;
using HelpDesk.Storage;
using HelpDesk.Storage.People;
using Microsoft.Playwright;

namespace HelpDesk.EndToEnd.Tests;

/// <summary>Passkeys with Chromium's own authenticator.</summary>
public sealed class DeskPasskeyTests(Browser browser)
{
    [Fact]
    public async Task A_passkey_is_added_opens_the_desk_without_a_name_and_is_taken_off()
    {
        // A passkey belongs to a name of a host, never to an address in figures.
        var address = browser.Address.Replace("127.0.0.1", "localhost", StringComparison.Ordinal);
        await using var agent = await DeskAgent.ComeAsync(browser.Chromium, address, browser.DatabaseFile);
        var page = agent.Page;
        var session = await page.Context.NewCDPSessionAsync(page);
        await session.SendAsync("WebAuthn.enable");
        await session.SendAsync("WebAuthn.addVirtualAuthenticator", new()
        {
            ["options"] = new Dictionary<string, object>
            {
                ["protocol"] = "ctap2", ["transport"] = "internal", ["hasResidentKey"] = true, ["hasUserVerification"] = true, ["isUserVerified"] = true, ["automaticPresenceSimulation"] = true,
            },
        });

        await page.GotoAsync(address + "/desk/passkeys");
        await page.Locator("#passkey-name").FillAsync("窓口のPC");
        await page.Locator("#code").FillAsync("000000");
        await page.Locator("form[data-passkey] button").ClickAsync();
        await page.Locator("main > .error").WaitForAsync();
        (await page.Locator(".passkeys li").CountAsync()).ShouldBe(0, "a session alone makes no key");
        await page.Locator("#passkey-name").FillAsync("窓口のPC");
        await page.Locator("#code").FillAsync(agent.Recovery);
        await agent.IsAccessibleAsync("passkeys");
        await page.Locator("form[data-passkey] button").ClickAsync();
        await page.Locator(".passkeys li").GetByText("窓口のPC").First.WaitForAsync();

        await page.Context.ClearCookiesAsync();
        await page.GotoAsync(address + "/desk/sign-in");
        var sent = page.WaitForRequestAsync(new Regex("/sign-in/passkey$"));
        await page.Locator("form[data-passkey] button").ClickAsync();
        var body = (await sent).PostData!;
        await agent.IsThereAsync();
        await Assertions.Expect(page.Locator("a.who")).ToHaveTextAsync(agent.Name);

        // Whoever has seen what was sent gets nowhere with it, though the page's own token is good.
        var again = await page.Context.APIRequest.PostAsync(address + "/desk/sign-in/passkey", new()
        {
            DataString = body, MaxRedirects = 0, Headers = new Dictionary<string, string> { ["Content-Type"] = "application/x-www-form-urlencoded", ["Sec-Fetch-Site"] = "same-origin" },
        });
        again.Status.ShouldBe(401);

        await page.GotoAsync(address + "/desk/passkeys");
        await page.Locator(".passkeys button").ClickAsync();
        await page.Locator(".passkeys li").WaitForAsync(new() { State = WaitForSelectorState.Detached });
        await page.Context.ClearCookiesAsync();
        await page.GotoAsync(address + "/desk/sign-in");
        await page.Locator("form[data-passkey] button").ClickAsync();
        await page.Locator("main > .error").WaitForAsync();
        var lines = await new DeskAudit(Database.Sqlite(browser.DatabaseFile), TimeProvider.System).ReadAsync(null, TestContext.Current.CancellationToken);
        lines.Where(line => line.By == agent.Name && line.What.StartsWith("passkey", StringComparison.Ordinal)).Select(line => line.What).ShouldBe(["passkey-removed", "passkey-added"]);
        lines.ShouldContain(line => line.By == agent.Name && line.What == "signed-in" && line.On == "passkey");
    }
}
