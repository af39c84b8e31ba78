using System.Net;
using System.Net.Http.Headers;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace HelpDesk.Web.Tests;

public class PageTests(HelpDeskSite site) : IClassFixture<HelpDeskSite>
{
    private readonly HttpClient client = site.CreateClient();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private async Task<IHtmlDocument> Page(string address) =>
        await new HtmlParser().ParseDocumentAsync(await client.GetStringAsync(address, Stop), Stop);

    [Theory]
    [InlineData("/", "ja")]
    [InlineData("/en", "en")]
    public async Task Home_lists_every_article_in_its_language(string address, string language)
    {
        var page = await Page(address);

        page.DocumentElement.GetAttribute("lang").ShouldBe(language);
        page.QuerySelectorAll("main section li a").Length.ShouldBe(page.QuerySelectorAll("main section li").Length);
        page.QuerySelectorAll("main section li a[href$='/articles/6-05']").Length.ShouldBe(1);
        page.QuerySelectorAll("h1").Length.ShouldBe(1);
        page.QuerySelector("label[for=q]").ShouldNotBeNull();
        page.QuerySelectorAll("link[hreflang]").Length.ShouldBe(3);
        page.QuerySelectorAll("style, [style], script:not([src])").ShouldBeEmpty();
    }

    [Fact]
    public async Task Article_page_shows_the_answer_its_source_and_who_settles_it()
    {
        var page = await Page("/articles/6-05");

        page.QuerySelector(".answer")!.TextContent.ShouldContain("基本検針日や低圧⇔高圧を変更しようとした場合");
        page.QuerySelector(".facts a")!.GetAttribute("href").ShouldBe("https://www.occto.or.jp/various/sw_system/faq.html");
        page.QuerySelector("time")!.TextContent.ShouldBe("2023-08-04");
        page.QuerySelector(".who strong")!.TextContent.ShouldContain("一般送配電事業者");
    }

    [Fact]
    public async Task English_article_page_says_that_it_is_unofficial() =>
        (await client.GetStringAsync("/en/articles/6-05", Stop)).ShouldContain("unofficial translation");

    [Theory]
    [InlineData("/articles/9-99")]
    [InlineData("/en/articles/9-99")]
    [InlineData("/nothing/here")]
    public async Task Unknown_address_is_a_page_with_404(string address)
    {
        using var answer = await client.GetAsync(address, Stop);

        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("text/html");
    }

    [Theory]
    [InlineData("/search?q=ERR_20040")]
    [InlineData("/search?q=%EF%BC%A5%EF%BC%B2%EF%BC%B2%EF%BC%BF20040")]
    [InlineData("/en/search?q=err20040")]
    public async Task Search_for_a_code_gives_its_answer(string address)
    {
        var page = await Page(address);

        page.QuerySelector(".banner")!.TextContent.ShouldContain("ERR_20040");
        page.QuerySelector("article h2 a")!.GetAttribute("href")!.ShouldEndWith("/articles/6-05");
    }

    [Fact]
    public async Task Unknown_code_leads_to_no_neighbour()
    {
        var page = await Page("/search?q=ERR_99999");

        page.QuerySelector(".banner")!.TextContent.ShouldContain("99999");
        page.QuerySelectorAll("main a[href*='/articles/']").ShouldBeEmpty();
        page.QuerySelector(".who").ShouldNotBeNull();
    }

    [Theory]
    [InlineData("証明書の更新の申込み", "証明書")]
    [InlineData("廃止取次の登録", "廃止取次")]
    [InlineData("利用申込書の提出", "申込書")]
    [InlineData("証明書の登録", "証明書")]
    public async Task Words_of_the_question_are_marked_in_further_results(string question, string marked)
    {
        var page = await Page("/search?q=" + Uri.EscapeDataString(question));

        page.QuerySelectorAll(".results mark").Select(mark => mark.TextContent).ShouldContain(text => text.Contains(marked, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Long_question_is_cut_and_says_so() =>
        (await client.GetStringAsync("/search?q=" + Uri.EscapeDataString(new string('証', 2001)), Stop)).ShouldContain("2,000");

    [Theory]
    [InlineData("a")]
    [InlineData("あ")]
    public async Task A_megabyte_is_cut_and_not_sent_back(string letter)
    {
        var page = await client.GetStringAsync("/search?q=" + string.Concat(Enumerable.Repeat(Uri.EscapeDataString(letter), 300_000)), Stop);

        page.ShouldContain("2,000");
        page.Length.ShouldBeLessThan(100_000);
    }

    [Theory]
    [InlineData("repeated", "a&q=b&q=c")]
    [InlineData("Lucene", "*%20%3F%20~%20%3A%20%5C%20%2F")]
    [InlineData("Markdown", "**a**%20%5Bx%5D(javascript%3Aalert(1))")]
    [InlineData("lone surrogate", "%ED%A0%80")]
    [InlineData("control characters", "%00%01%1F%7F")]
    [InlineData("not UTF-8", "%FF%FE")]
    [InlineData("markup", "<script>alert(1)</script>\"'>")]
    [InlineData("direction override", "%E2%80%AE%E2%80%8B")]
    [InlineData("emoji", "%F0%9F%98%80")]
    [InlineData("combining marks", "%E3%81%8B%E3%82%99%E3%82%99%E3%82%99%E3%82%99")]
    [InlineData("percent", "%25%zz")]
    [InlineData("blank", "%E3%80%80")]
    [InlineData("braces", "{0}{1}")]
    public async Task Bad_input_is_never_an_error(string name, string query)
    {
        foreach (var path in new[] { "/search", "/en/search", "/api/v1/search", "/api/v1/suggestions" })
        {
            using var answer = await client.GetAsync($"{path}?q={query}", Stop);
            ((int)answer.StatusCode).ShouldBeLessThan(500, $"{name} at {path}");
            (await answer.Content.ReadAsStringAsync(Stop)).ShouldNotContain("<script>alert");
        }
    }

    [Fact]
    public async Task Which_of_these_shows_what_tells_them_apart()
    {
        var page = await Page("/search?q=" + Uri.EscapeDataString("お使いの端末では当システムを利用できません"));

        page.QuerySelectorAll(".candidates > li .when").Select(when => when.TextContent).ShouldBe(["画面に「ログイン失敗」と出ているとき", "画面に「認証失敗」と出ているとき"]);
        page.QuerySelectorAll(".candidates h2 a").Select(link => link.GetAttribute("href")).ShouldBe(["/articles/1-03", "/articles/1-04"]);
        page.QuerySelectorAll(".candidates .question").Length.ShouldBe(2);
    }

    [Fact]
    public async Task Lists_show_the_articles_numbers()
    {
        (await Page("/")).QuerySelectorAll("main section li .id").Select(id => id.TextContent).ShouldContain("6-05");
        (await Page("/articles/6-05")).QuerySelectorAll("section li .id").Select(id => id.TextContent).ShouldContain("7-04");
    }

    [Fact]
    public async Task A_name_that_is_no_number_is_not_shown_as_one()
    {
        var home = await Page("/");
        home.QuerySelectorAll(".id").Select(id => id.TextContent).ShouldNotContain("REF");
        home.QuerySelector("main a[href='/articles/REF']").ShouldNotBeNull();
        (await Page("/articles/REF")).QuerySelector("main")!.TextContent.ShouldNotContain("REF");
    }

    [Theory]
    [InlineData("/search", "廃止判断NG理由コード一覧")]
    [InlineData("/en/search", "ask the current retailer")]
    public async Task An_NG_code_that_the_list_does_not_hold_is_explained(string address, string said)
    {
        var page = await Page(address + "?q=NG%2003");

        page.QuerySelector("article h2 a")!.GetAttribute("href")!.ShouldEndWith("/articles/5-04");
        page.QuerySelector(".banner + .notice")!.TextContent.ShouldContain(said);
    }

    [Theory]
    [InlineData("POST", "/search")]
    [InlineData("PUT", "/en/articles/6-05")]
    public async Task Another_method_gets_a_page_in_both_languages(string method, string address)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), address);
        using var answer = await client.SendAsync(request, Stop);

        answer.StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
        var text = await answer.Content.ReadAsStringAsync(Stop);
        text.ShouldContain("この要求は受け付けられません");
        text.ShouldContain("This request cannot be taken");
    }

    [Theory]
    [InlineData("/", true)]
    [InlineData("/search?q=ERR_20040", true)]
    [InlineData("/api/v1/articles/6-05", false)]
    public async Task Same_state_is_304(string address, bool weak)
    {
        using var first = await client.GetAsync(address, Stop);
        first.Headers.ETag!.IsWeak.ShouldBe(weak);
        using var again = new HttpRequestMessage(HttpMethod.Get, address);
        again.Headers.IfNoneMatch.Add(new EntityTagHeaderValue(first.Headers.ETag.Tag, weak));

        using var second = await client.SendAsync(again, Stop);

        second.StatusCode.ShouldBe(HttpStatusCode.NotModified);
        second.Headers.ETag.ShouldBe(first.Headers.ETag);
    }

    [Theory]
    [InlineData("HEAD", "/", HttpStatusCode.OK)]
    [InlineData("HEAD", "/health/live", HttpStatusCode.OK)]
    [InlineData("POST", "/", HttpStatusCode.MethodNotAllowed)]
    [InlineData("DELETE", "/articles/6-05", HttpStatusCode.MethodNotAllowed)]
    public async Task Other_methods(string method, string address, HttpStatusCode status)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), address);
        using var answer = await client.SendAsync(request, Stop);

        answer.StatusCode.ShouldBe(status);
    }

    [Theory]
    [InlineData("/helpdesk.css", "text/css")]
    [InlineData("/suggestions.js", "text/javascript")]
    public async Task Site_files_are_served(string address, string type)
    {
        using var answer = await client.GetAsync(address, Stop);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe(type);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/nothing")]
    [InlineData("/api/v1/search")]
    [InlineData("/helpdesk.css")]
    [InlineData("/suggestions.js")]
    public async Task Every_answer_has_the_security_headers(string address)
    {
        using var answer = await client.GetAsync(address, Stop);

        answer.Headers.GetValues("Content-Security-Policy").Single().ShouldStartWith("default-src 'none'; script-src 'self'");
        answer.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        answer.Headers.Contains("Referrer-Policy").ShouldBeTrue();
    }
}
