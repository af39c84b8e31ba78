using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using HelpDesk.Web.Pages;

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
