using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using HelpDesk.Web.Site;

namespace HelpDesk.Web.Tests;

public class ApiTests(HelpDeskSite site) : IClassFixture<HelpDeskSite>
{
    private readonly HttpClient client = site.CreateClient();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Search_gives_the_answer_and_the_ranking()
    {
        var answer = await client.GetFromJsonAsync<JsonElement>("/api/v1/search?q=ERR_20040&limit=3", Stop);

        answer.GetProperty("outcome").GetString().ShouldBe("answer");
        answer.GetProperty("articles")[0].GetProperty("id").GetString().ShouldBe("6-05");
        answer.GetProperty("ranking").GetArrayLength().ShouldBeInRange(1, 3);
    }

    [Fact]
    public async Task What_the_FAQ_says_nothing_of_names_the_nearest_article()
    {
        var answer = await client.GetFromJsonAsync<JsonElement>("/api/v1/search?q=" + Uri.EscapeDataString("パスワードは何桁ですか"), Stop);

        answer.GetProperty("outcome").GetString().ShouldBe("admit");
        answer.GetProperty("articles").GetArrayLength().ShouldBe(0);
        answer.GetProperty("near").GetProperty("article").GetProperty("id").GetString().ShouldStartWith("1-0");
    }

    [Theory]
    [InlineData("/search?q=パスワードは何桁ですか", "FAQに記載がありません")]
    [InlineData("/en/search?q=What does the client certificate cost?", "The FAQ says nothing of")]
    public async Task A_page_says_so_too(string address, string said) =>
        WebUtility.HtmlDecode(await client.GetStringAsync(new Uri(address, UriKind.Relative), Stop)).ShouldContain(said);

    [Theory]
    [InlineData("/api/v1/search", HttpStatusCode.BadRequest, "question_missing")]
    [InlineData("/api/v1/search?q=%20", HttpStatusCode.BadRequest, "question_missing")]
    [InlineData("/api/v1/search?q=a&limit=0", HttpStatusCode.BadRequest, "limit_invalid")]
    [InlineData("/api/v1/search?q=a&limit=x", HttpStatusCode.BadRequest, "limit_invalid")]
    [InlineData("/api/v1/suggestions", HttpStatusCode.BadRequest, "question_missing")]
    [InlineData("/api/v1/articles/9-99", HttpStatusCode.NotFound, "not_found")]
    [InlineData("/api/v2/anything", HttpStatusCode.NotFound, "not_found")]
    public async Task Failure_is_a_problem_with_a_code(string address, HttpStatusCode status, string code)
    {
        using var answer = await client.GetAsync(address, Stop);

        answer.StatusCode.ShouldBe(status);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        (await answer.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("code").GetString().ShouldBe(code);
    }

    [Theory]
    [InlineData("/api/v1/articles/9-99", "en-GB,ja;q=0.5", "Not found")]
    [InlineData("/api/v1/articles/9-99", "fr, ja;q=0.1", "見つかりません")]
    [InlineData("/api/v1/articles/9-99", ";;=,q=x", "見つかりません")]
    [InlineData("/api/v1/articles/9-99", "en;q=0", "見つかりません")]
    [InlineData("/api/v1/articles/9-99?lang=ja", "en", "見つかりません")]
    [InlineData("/api/v1/articles/9-99?lang=en", "ja", "Not found")]
    [InlineData("/api/v1/search", "en", "The question is missing")]
    public async Task Failure_speaks_the_askers_language(string address, string accepted, string title)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.TryAddWithoutValidation("Accept-Language", accepted);
        using var answer = await client.SendAsync(request, Stop);

        (await answer.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("title").GetString().ShouldBe(title);
        answer.Headers.Vary.ShouldContain("Accept-Language");
    }

    [Theory]
    [InlineData("POST", "/api/v1/search")]
    [InlineData("DELETE", "/api/v1/articles/6-05")]
    public async Task Another_method_is_a_problem(string method, string address)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), address);
        using var answer = await client.SendAsync(request, Stop);

        answer.StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
        (await answer.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("code").GetString().ShouldBe("method_not_allowed");
    }

    [Theory]
    [InlineData("/api/v1/search?q=ERR_20040")]
    [InlineData("/api/v1/suggestions?q=ERR")]
    [InlineData("/api/v1/articles/6-05")]
    [InlineData("/api/v1/articles/9-99")]
    [InlineData("/search?q=ERR_20040")]
    [InlineData("/en/articles/6-05")]
    [InlineData("/nothing")]
    public async Task Head_is_answered_as_get_is(string address)
    {
        using var get = await client.GetAsync(address, Stop);
        using var request = new HttpRequestMessage(HttpMethod.Head, address);
        using var head = await client.SendAsync(request, Stop);

        (head.StatusCode, head.Headers.ETag, head.Content.Headers.ContentType).ShouldBe((get.StatusCode, get.Headers.ETag, get.Content.Headers.ContentType));
    }

    [Fact]
    public async Task An_NG_code_that_the_list_does_not_hold_comes_with_a_note()
    {
        var answer = await client.GetFromJsonAsync<JsonElement>("/api/v1/search?q=NG%2003&lang=en", Stop);

        answer.GetProperty("articles")[0].GetProperty("id").GetString().ShouldBe("5-04");
        answer.GetProperty("symptoms")[0].GetProperty("note").GetString().ShouldNotBeNull().ShouldContain("\"NG 03\"");
    }

    [Fact]
    public async Task Candidates_say_what_tells_them_apart()
    {
        var answer = await client.GetFromJsonAsync<JsonElement>("/api/v1/search?q=" + Uri.EscapeDataString("お使いの端末では当システムを利用できません"), Stop);

        answer.GetProperty("candidates").EnumerateArray().Select(candidate => (candidate.GetProperty("id").GetString(), candidate.GetProperty("prefix").GetString()))
            .ShouldBe([("1-03", "ログイン失敗"), ("1-04", "認証失敗")]);
    }

    [Fact]
    public async Task Suggestions_are_at_most_eight_and_begin_with_what_was_typed()
    {
        var found = await client.GetFromJsonAsync<JsonElement>("/api/v1/suggestions?q=ERR_2", Stop);

        found.GetArrayLength().ShouldBeInRange(1, 8);
        found[0].GetProperty("title").GetString().ShouldStartWith("ERR_2");
    }

    [Fact]
    public async Task OpenApi_describes_the_three_paths()
    {
        var document = await client.GetFromJsonAsync<JsonElement>("/openapi/v1.json", Stop);

        document.GetProperty("paths").EnumerateObject().Select(path => path.Name)
            .ShouldBe(["/api/v1/articles/{id}", "/api/v1/search", "/api/v1/suggestions"], ignoreOrder: true);
    }

    [Fact]
    public void Both_languages_have_the_same_texts() =>
        SiteTexts.For("ja").Keys.Order(StringComparer.Ordinal).ShouldBe(SiteTexts.For("en").Keys.Order(StringComparer.Ordinal));
}
