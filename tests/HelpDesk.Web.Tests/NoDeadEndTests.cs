using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace HelpDesk.Web.Tests;

/// <summary>From every answer there is a way on: to a person, with the question, and with what to expect.</summary>
public class NoDeadEndTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/search?q=ERR_99999", "/chat?q=ERR_99999")]
    [InlineData("/search?q=ERR_20040", "/chat?q=ERR_20040")]
    [InlineData("/search?q=%E4%BB%8A%E6%97%A5%E3%81%AE%E9%81%8B%E5%8B%A2%E3%81%AF", "/chat?q=%E4%BB%8A%E6%97%A5%E3%81%AE%E9%81%8B%E5%8B%A2%E3%81%AF")]
    [InlineData("/en/search?q=ERR_99999", "/en/chat?q=ERR_99999")]
    [InlineData("/articles/6-05", "/chat?q=")]
    public async Task A_button_leads_into_the_chat_with_the_question(string address, string chat)
    {
        await using var site = HelpDeskSite.With(null, ("BusinessHours:Opens", "08:30"), ("BusinessHours:Closes", "18:15"), ("Targets:Normal:FirstResponse", "6"), ("Contacts:HelpDesk", "03-0000-0000"));
        var who = (await PageAsync(site, address)).QuerySelector(".who")!;

        who.QuerySelector("a.ask")!.GetAttribute("href")!.ShouldStartWith(chat);
        who.TextContent.ShouldContain("8:30");
        who.TextContent.ShouldContain("18:15");
        who.TextContent.ShouldContain("6");
    }

    [Fact]
    public async Task People_are_told_of_the_desks_own_closing_days()
    {
        using var kb = new KbCopy();
        await File.WriteAllTextAsync(Path.Combine(kb.Folder, "closing-days.yaml"), "closed: [{ from: \"12-29\", to: \"01-03\", name: 年末年始, name_en: New Year }]", Stop);
        await using var site = HelpDeskSite.On(kb.Folder);

        (await PageAsync(site, "/articles/6-05")).QuerySelector(".who")!.TextContent.ShouldContain("年末年始(12/29〜1/3)");
        (await PageAsync(site, "/en/articles/6-05")).QuerySelector(".who")!.TextContent.ShouldContain("New Year (12/29-1/3)");
    }

    [Fact]
    public async Task Other_results_end_where_they_have_little_to_do_with_the_question()
    {
        await using var site = new HelpDeskSite();
        (await PageAsync(site, "/search?q=ERR_20040%20%E5%9F%BA%E6%9C%AC%E6%A4%9C%E9%87%9D%E6%97%A5")).QuerySelectorAll(".results li").Length.ShouldBeLessThan(10);
    }

    [Fact]
    public async Task Articles_are_placed_among_the_others_and_pages_say_who_runs_them()
    {
        await using var site = new HelpDeskSite();
        var page = await PageAsync(site, "/articles/6-05");

        page.QuerySelector(".breadcrumb")!.TextContent.ShouldContain("6-05");
        page.QuerySelector("a[rel=prev]")!.GetAttribute("href").ShouldBe("/articles/6-04");
        page.QuerySelector("a[rel=next]")!.GetAttribute("href").ShouldBe("/articles/6-06");
        page.QuerySelector("footer")!.TextContent.ShouldContain("2023-08-04");
        (await PageAsync(site, "/articles/1-01")).QuerySelector("a[rel=prev]").ShouldBeNull();
    }

    private static async Task<IHtmlDocument> PageAsync(HelpDeskSite site, string address)
    {
        using var client = site.CreateClient();
        return await new HtmlParser().ParseDocumentAsync(await client.GetStringAsync(address, Stop), Stop);
    }
}
