using HelpDesk.Storage;
using HelpDesk.Storage.People;
using HelpDesk.Ticketing.People;
using Microsoft.Playwright;

namespace HelpDesk.EndToEnd.Tests;

/// <summary>Somebody left themselves signed in elsewhere.</summary>
public sealed class DeskSessionTests(Browser browser)
{
    [Fact]
    public async Task What_is_ended_from_another_browser_leaves_its_open_page_by_itself_and_so_does_who_gets_other_roles()
    {
        await using var agent = await DeskAgent.ComeAsync(browser.Chromium, browser.Address, browser.DatabaseFile, roles: [DeskRole.Lead, DeskRole.Admin]);
        await using var forgotten = await agent.AgainAsync(browser.Chromium);
        await forgotten.OpenAsync("/desk?view=unsettled");

        await agent.Page.Locator("a.who").ClickAsync();
        await agent.Page.Locator(".sessions li").Nth(1).WaitForAsync();
        await agent.IsAccessibleAsync("sessions");
        await agent.PictureAsync("sessions");
        await agent.Page.Locator(".sessions button").ClickAsync();
        await agent.Page.GetByRole(AriaRole.Status).WaitForAsync();
        (await agent.Page.Locator(".sessions li").CountAsync()).ShouldBe(1, "this one");

        // Nobody touches it.
        await forgotten.Page.WaitForURLAsync("**/desk/sign-in?ReturnUrl=%2Fdesk%3Fview%3Dunsettled");
        await agent.OpenAsync("/desk/people");
        await agent.Page.GetByRole(AriaRole.Link, new() { Name = agent.Name }).Last.ClickAsync();
        await agent.Page.Locator(".sessions li").WaitForAsync();
        await agent.IsAccessibleAsync("sessions of a person");

        await agent.OpenAsync("/desk");
        await new DeskPeople(Database.Sqlite(browser.DatabaseFile), TimeProvider.System).SetRolesAsync(agent.Name, [DeskRole.Admin], [], DeskAudit.Console, TestContext.Current.CancellationToken);
        await agent.Page.WaitForURLAsync("**/desk/sign-in**");
        agent.Errors.ShouldBeEmpty();
    }
}
