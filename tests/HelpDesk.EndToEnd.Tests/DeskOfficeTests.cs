using HelpDesk.Ticketing.People;
using Microsoft.Playwright;

namespace HelpDesk.EndToEnd.Tests;

/// <summary>What is for some roles alone: people, the audit, the figures.</summary>
public sealed class DeskOfficeTests(Browser browser)
{
    [Fact]
    public async Task An_administrator_adds_people_and_reads_what_was_done_and_nobody_else_finds_these_pages()
    {
        await using var admin = await DeskAgent.ComeAsync(browser.Chromium, browser.Address, browser.DatabaseFile, "管理", roles: [DeskRole.Admin]);
        await admin.Page.GetByText("問合せを見る権限がありません").WaitForAsync();
        await admin.OpenAsync("/desk/people");
        const string name = "田中 一郎";
        await admin.Page.Locator("#new-name").FillAsync(name);
        await admin.Page.Locator("form.roles").Last.GetByText("責任者").ClickAsync();
        await admin.Page.GetByText("加えて招待リンクを作る").ClickAsync();
        var link = await admin.Page.Locator(".told code").InnerTextAsync();
        link.ShouldStartWith(browser.Address + "/desk/join/");
        await admin.IsAccessibleAsync("people");
        await admin.PictureAsync("people");
        await admin.Page.Locator("#new-name").FillAsync(name);
        await admin.Page.GetByText("加えて招待リンクを作る").ClickAsync();
        await admin.Page.Locator(".error").GetByText("すでにいます").WaitForAsync();
        await admin.Page.GetByLabel($"{name} さんを停止する").ClickAsync();
        await admin.Page.GetByLabel($"{name} さんを再開する").WaitForAsync();
        await admin.OpenAsync("/desk/audit");
        await admin.Page.Locator("tr", new() { HasText = name }).Filter(new() { HasText = "停止した" }).Filter(new() { HasText = admin.Name }).First.WaitForAsync();
        await admin.IsAccessibleAsync("audit");
        await admin.PictureAsync("audit");
        admin.Errors.ShouldBeEmpty();

        await using var agent = await DeskAgent.ComeAsync(browser.Chromium, browser.Address, browser.DatabaseFile);
        foreach (var page in (string[])["/desk/people", "/desk/audit"])
        {
            await agent.OpenAsync(page);
            await agent.Page.Locator("h1").GetByText("ページがありません").WaitForAsync();
            (await agent.Page.Locator("table").CountAsync()).ShouldBe(0);
        }

        (await agent.Page.Locator("nav a[href='/desk/people'], nav a[href='/desk/audit']").CountAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task The_first_start_prints_a_link_by_which_an_administrator_enters_once_and_the_next_prints_none()
    {
        await using var host = new HostProcess { IsNew = true, IsDevelopment = true };
        await host.StartAsync();
        var link = await host.FirstLink;
        await using (var admin = await DeskAgent.ByLinkAsync(browser.Chromium, link, "admin"))
        {
            await admin.OpenAsync("/desk/people");
            await admin.Page.Locator("main .lines").GetByText("admin").WaitForAsync();
            await admin.Page.GotoAsync(link);
            await Assertions.Expect(admin.Page.Locator("#password")).ToHaveCountAsync(0);
            admin.Errors.ShouldBeEmpty();
        }

        await host.KillAsync();
        await host.StartAsync();
        using var somebody = Neighbour.Of(host.Address);
        (await somebody.GetStringAsync("/desk/sign-in", TestContext.Current.CancellationToken)).ShouldContain("name=\"code\"");
        host.FirstLink.IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public async Task A_lead_reads_the_figures_and_each_opens_the_list_behind_it()
    {
        await using var visitor = await ChatVisitor.ComeAsync(browser.Chromium, browser.Address + "/chat");
        var number = await visitor.InquireAsync();
        await using var lead = await DeskAgent.ComeAsync(browser.Chromium, browser.Address, browser.DatabaseFile, "統括", roles: DeskRole.Lead);
        await lead.OpenAsync("/desk/reports");
        await lead.Page.Locator("#flow").WaitForAsync();
        await lead.IsAccessibleAsync("reports");
        await lead.PictureAsync("reports");
        var symptom = lead.Page.Locator("section[aria-labelledby=symptoms] tr", new() { HasText = "ERR_20070" }).GetByRole(AriaRole.Link).First;
        var count = int.Parse(await symptom.InnerTextAsync(), System.Globalization.CultureInfo.InvariantCulture);
        await symptom.ClickAsync();
        await lead.Page.Locator($"a[href$='{number}']").WaitForAsync();
        (await lead.Page.Locator("table.lines tbody tr").CountAsync()).ShouldBeGreaterThanOrEqualTo(count);
        await lead.IsAccessibleAsync("reports list");

        await lead.OpenAsync("/desk/reports");
        await lead.Page.Locator("section[aria-labelledby=bot] tr", new() { HasText = "問合せを受け付けた" }).GetByRole(AriaRole.Link).ClickAsync();
        await lead.Page.GetByText("ERR_20070が出て進めません").First.WaitForAsync();
        await lead.OpenAsync("/desk/reports");
        var file = await lead.Page.RunAndWaitForDownloadAsync(() => lead.Page.GetByText("Excel").ClickAsync());
        file.SuggestedFilename.ShouldEndWith(".xlsx");
        await using var sheet = await System.IO.Compression.ZipFile.OpenReadAsync(await file.PathAsync(), TestContext.Current.CancellationToken);
        sheet.GetEntry("xl/worksheets/sheet1.xml").ShouldNotBeNull();
        await lead.OpenAsync("/desk/reports?from=2020-01-01&to=2026-01-01");
        await lead.Page.Locator(".error").GetByText("366日").WaitForAsync();
        lead.Errors.ShouldBeEmpty();

        await using var agent = await DeskAgent.ComeAsync(browser.Chromium, browser.Address, browser.DatabaseFile);
        await agent.OpenAsync("/desk/reports");
        await agent.Page.Locator("#flow").WaitForAsync();
        (await agent.Page.Locator("#bot, #gaps, a[download]").CountAsync()).ShouldBe(0, "what is their own, and nothing to take out");
    }
}
