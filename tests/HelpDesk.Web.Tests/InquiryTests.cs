using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using HelpDesk.Storage;
using HelpDesk.Storage.Tickets;
using HelpDesk.Ticketing.Tickets;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace HelpDesk.Web.Tests;

/// <summary>Asking a person by a page without a script: what it takes, what it refuses and keeps, and who sees what became of it.</summary>
public sealed class InquiryTests : IAsyncDisposable
{
    private readonly HelpDeskSite site = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => site.DisposeAsync();

    [Fact]
    public async Task What_is_sent_is_an_inquiry_with_all_that_was_filled_in_and_stands_in_the_list()
    {
        using var browser = Browser();
        using var answer = await SendAsync(browser, await FormAsync(browser, "/inquiries/new"), new()
        {
            ["matter"] = "ERR_20040が出て進めません", ["supply-point-number"] = "03-1234-5678-9012-3456-7890", ["requester-name"] = "山田", ["requester-contact"] = "o'brien+x@example.co.jp", ["voltage"] = "低圧",
        });
        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        answer.Headers.Location!.ToString().ShouldBe("/inquiries?sent=1");
        await using var context = site.Services.GetRequiredService<Database>().Open();
        var ticket = await context.Tickets.SingleAsync(Stop);
        (ticket.Owner, ticket.AreaCode, ticket.SupplyPointNumber, ticket.Symptom).ShouldBe(("operator", "03", "0312345678901234567890", "ERR_20040"));
        (ticket.Facts["requester-name"], ticket.Facts["requester-contact"], ticket.Facts["voltage"]).ShouldBe(("山田", "o'brien+x@example.co.jp", "低圧"));

        using var list = await PageAsync(browser, "/inquiries?sent=1");
        list.QuerySelector("main")!.TextContent.ShouldContain(ticket.Number);
        list.QuerySelector("[role=status]")!.TextContent.ShouldContain("受け付けました");
        using var english = await PageAsync(browser, "/en/inquiries");
        english.QuerySelector("main")!.TextContent.ShouldContain(ticket.Number);
        (await site.Services.GetRequiredService<TicketDesk>().ActAsync(
            ticket.Number, Viewer.Agent("佐藤", [Ticket.HelpDesk]), null,
            (one, by, at) => one.HandOverTo("東京電力パワーグリッド株式会社", ThirdPartyWay.Mail, "計器の件です。", by, at, at.AddDays(2)), Stop)).ShouldBeOfType<TicketDone>();
        using var asked = await PageAsync(browser, "/inquiries");
        asked.QuerySelector("main")!.TextContent.ShouldContain("「東京電力パワーグリッド株式会社」の回答は");
        asked.QuerySelector("main")!.TextContent.ShouldNotContain("計器の件");
        using var askedInEnglish = await PageAsync(browser, "/en/inquiries");
        askedInEnglish.QuerySelector("main")!.TextContent.ShouldContain("We expect an answer of 東京電力パワーグリッド株式会社");
        using var stranger = Browser();
        using var others = await PageAsync(stranger, "/inquiries?sent=1");
        others.QuerySelector("main")!.TextContent.ShouldNotContain("HD-");
    }

    [Fact]
    public async Task What_cannot_be_read_is_said_at_its_field_and_everything_stays()
    {
        using var browser = Browser();
        using var answer = await SendAsync(browser, await FormAsync(browser, "/inquiries/new"), new()
        {
            ["matter"] = "<b>ERR_20040</b>", ["supply-point-number"] = "031234567890123456789", ["company-code"] = "123", ["company"] = "株式会社みらい", ["area"] = "03",
        });
        answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        using var page = await new HtmlParser().ParseDocumentAsync(await answer.Content.ReadAsStringAsync(Stop), Stop);
        page.QuerySelector("#supply-point-number-error")!.TextContent.ShouldContain("1ケタ足りません");
        page.QuerySelector("#company-code-error")!.TextContent.ShouldContain("5ケタ");
        page.QuerySelector("#supply-point-number")!.GetAttribute("aria-describedby").ShouldBe("supply-point-number-error");
        page.QuerySelector<IHtmlTextAreaElement>("#matter")!.Value.ShouldBe("<b>ERR_20040</b>");
        page.QuerySelector<IHtmlInputElement>("#company")!.Value.ShouldBe("株式会社みらい");
        page.QuerySelector<IHtmlSelectElement>("#area")!.Value.ShouldBe("03");
        page.QuerySelectorAll(".error").Length.ShouldBe(2);
        await NothingAsync();
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    [InlineData(4000, true)]
    [InlineData(4001, false)]
    public async Task What_the_matter_is_must_be_said_and_has_an_end(int length, bool taken)
    {
        using var browser = Browser();
        using var answer = await SendAsync(browser, await FormAsync(browser, "/inquiries/new"), new() { ["matter"] = new string('あ', length) });
        answer.StatusCode.ShouldBe(taken ? HttpStatusCode.Redirect : HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task A_form_that_is_sent_twice_is_one_inquiry()
    {
        using var browser = Browser();
        var form = await FormAsync(browser, "/en/inquiries/new");
        foreach (var _ in (int[])[1, 2])
        {
            using var answer = await SendAsync(browser, form, new() { ["matter"] = "ERR_20250 again" }, "/en/inquiries/new");
            answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        }

        await using var context = site.Services.GetRequiredService<Database>().Open();
        (await context.Tickets.SingleAsync(Stop)).Language.ShouldBe("en");
    }

    [Fact]
    public async Task Another_site_cannot_send_it()
    {
        using var browser = Browser();
        var form = await FormAsync(browser, "/inquiries/new");
        form["__RequestVerificationToken"] = "forged";
        using var forged = await SendAsync(browser, form, new() { ["matter"] = "x" });
        forged.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        await NothingAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/inquiries/new") { Content = new FormUrlEncodedContent(await FormAsync(browser, "/inquiries/new")) };
        request.Headers.Add("Sec-Fetch-Site", "cross-site");
        using var crossed = await browser.SendAsync(request, Stop);
        crossed.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        await NothingAsync();
    }

    [Fact]
    public async Task A_page_that_was_open_for_long_keeps_what_was_written_and_can_be_sent_again()
    {
        using var browser = Browser();
        using var stale = await SendAsync(browser, new() { ["__RequestVerificationToken"] = "stale" }, new() { ["matter"] = "ERR_20040が出ます", ["company"] = "株式会社みらい" });
        stale.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        using var page = await new HtmlParser().ParseDocumentAsync(await stale.Content.ReadAsStringAsync(Stop), Stop);
        page.QuerySelector("[role=alert]")!.TextContent.ShouldContain("まだ送られていません");
        var form = page.QuerySelectorAll<IHtmlInputElement>("form.inquiry input").Where(input => input.Value.Length > 0).ToDictionary(input => input.Name!, input => input.Value);
        form["company"].ShouldBe("株式会社みらい");
        using var again = await SendAsync(browser, form, new() { ["matter"] = page.QuerySelector<IHtmlTextAreaElement>("#matter")!.Value });
        again.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        await using var context = site.Services.GetRequiredService<Database>().Open();
        (await context.Tickets.SingleAsync(Stop)).Symptom.ShouldBe("ERR_20040");
    }

    [Fact]
    public async Task Who_begins_conversations_without_end_by_the_form_is_told_to_wait_and_who_has_one_goes_on()
    {
        await using var narrow = HelpDeskSite.With(null, ("DirectLine:ConversationsPerHour", "2"));
        var browsers = Enumerable.Range(0, 3).Select(_ => Browser(narrow)).ToList();
        var answers = new List<HttpStatusCode>();
        foreach (var browser in (HttpClient[])[.. browsers, browsers[0]])
        {
            using var answer = await SendAsync(browser, await FormAsync(browser, "/inquiries/new"), new() { ["matter"] = "ERR_20040" });
            answers.Add(answer.StatusCode);
            if (answer.StatusCode == HttpStatusCode.TooManyRequests)
            {
                answer.Headers.RetryAfter.ShouldNotBeNull();
                (await answer.Content.ReadAsStringAsync(Stop)).ShouldContain("<h1>");
            }
        }

        answers.ShouldBe([HttpStatusCode.Redirect, HttpStatusCode.Redirect, HttpStatusCode.TooManyRequests, HttpStatusCode.Redirect]);
        browsers.ForEach(browser => browser.Dispose());
    }

    [Fact]
    public async Task A_question_is_carried_into_the_form()
    {
        using var browser = Browser();
        using var page = await PageAsync(browser, "/inquiries/new?q=" + Uri.EscapeDataString("<script>判断済み"));
        page.QuerySelector<IHtmlTextAreaElement>("#matter")!.Value.ShouldBe("<script>判断済み");
    }

    private HttpClient Browser() => Browser(site);

    private static HttpClient Browser(HelpDeskSite site) => site.CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false, HandleCookies = true });

    private async Task NothingAsync()
    {
        await using var context = site.Services.GetRequiredService<Database>().Open();
        (await context.Tickets.CountAsync(Stop)).ShouldBe(0);
    }

    private static async Task<IHtmlDocument> PageAsync(HttpClient browser, string address) =>
        await new HtmlParser().ParseDocumentAsync(await browser.GetStringAsync(address, Stop), Stop);

    private static async Task<Dictionary<string, string>> FormAsync(HttpClient browser, string address)
    {
        using var page = await PageAsync(browser, address);
        return page.QuerySelectorAll<IHtmlInputElement>("form.inquiry input[type=hidden]").ToDictionary(input => input.Name!, input => input.Value);
    }

    private static async Task<HttpResponseMessage> SendAsync(HttpClient browser, Dictionary<string, string> hidden, Dictionary<string, string> values, string address = "/inquiries/new")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new FormUrlEncodedContent(hidden.Concat(values)) };
        request.Headers.Add("Sec-Fetch-Site", "same-origin");
        return await browser.SendAsync(request, Stop);
    }
}
