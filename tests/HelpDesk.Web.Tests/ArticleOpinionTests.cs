using System.Net;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using HelpDesk.Storage;
using HelpDesk.Storage.Learning;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace HelpDesk.Web.Tests;

/// <summary>Readers say whether an article helped, without a script; what did not help stands among the gaps, and they are shown a way on.</summary>
public class ArticleOpinionTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_did_not_help_is_a_gap_and_leads_to_a_person()
    {
        await using var site = new HelpDeskSite();
        using var browser = site.CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false });
        var gaps = new Gaps(site.Services.GetRequiredService<Database>());
        foreach (var (path, helped, sender, status) in ((string, string, string, HttpStatusCode)[])
                 [
                     ("/articles/6-05/helpful", "yes", "same-origin", HttpStatusCode.Redirect), ("/articles/6-05/helpful", "no", "cross-site", HttpStatusCode.Forbidden),
                     ("/articles/6-05/helpful", "perhaps", "same-origin", HttpStatusCode.BadRequest), ("/articles/9-99/helpful", "no", "same-origin", HttpStatusCode.NotFound),
                 ])
        {
            (await SayAsync(browser, path, helped, sender)).Status.ShouldBe(status, path + " " + helped);
        }

        (await gaps.FindAsync(10, Stop)).ShouldBeEmpty();

        var (_, next) = await SayAsync(browser, "/en/articles/6-05/helpful", "no", "same-origin");
        next.ShouldBe("/en/articles/6-05?helped=no#helpful");
        var gap = (await gaps.FindAsync(10, Stop)).ShouldHaveSingleItem();
        (gap.Why, gap.Count).ShouldBe(("unsolved", 1));
        gap.Articles.ShouldBe(["6-05"]);

        using var page = await new HtmlParser().ParseDocumentAsync(await browser.GetStringAsync("/articles/6-05?helped=no", Stop), Stop);
        var section = page.QuerySelector("#helpful")!;
        section.QuerySelector("[role=status]")!.TextContent.ShouldContain("見直し");
        section.QuerySelectorAll("a").Cast<IHtmlAnchorElement>().Select(link => link.PathName).ShouldBe(["/chat", "/inquiries/new"]);
        section.QuerySelector("form").ShouldBeNull();
    }

    private static async Task<(HttpStatusCode Status, string? Next)> SayAsync(HttpClient browser, string path, string helped, string sender)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new FormUrlEncodedContent([new("helped", helped)]) };
        request.Headers.Add("Sec-Fetch-Site", sender);
        using var answer = await browser.SendAsync(request, Stop);
        return (answer.StatusCode, answer.Headers.Location?.ToString());
    }
}
