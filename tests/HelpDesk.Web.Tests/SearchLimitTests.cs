using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace HelpDesk.Web.Tests;

/// <summary>One network searches so often in a minute, by pages and API together; reading articles is not counted.</summary>
public sealed class SearchLimitTests
{
    [Theory]
    [InlineData("/search?q=ERR_20040")]
    [InlineData("/en/search?q=ERR_20040")]
    [InlineData("/api/v1/search?q=ERR_20040")]
    [InlineData("/api/v1/suggestions?q=ERR")]
    [InlineData("/api/v1/articles/1-01")]
    public async Task The_last_that_is_allowed_is_answered_and_the_next_refused_with_words(string path)
    {
        await using var site = HelpDeskSite.With(settings: ("Site:SearchesPerMinute", "2"));
        using var client = site.CreateClient();
        foreach (var before in new[] { "/search?q=a", path })
        {
            using var answered = await client.GetAsync(before, TestContext.Current.CancellationToken);
            answered.StatusCode.ShouldBe(HttpStatusCode.OK, before);
        }

        using var refused = await client.GetAsync(path, TestContext.Current.CancellationToken);
        refused.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        refused.Headers.RetryAfter!.Delta!.Value.ShouldBeInRange(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1));
        if (path.StartsWith("/api/", StringComparison.Ordinal))
        {
            (await refused.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken)).GetProperty("code").GetString().ShouldBe("too_many");
        }
        else
        {
            (await refused.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain(path.StartsWith("/en", StringComparison.Ordinal) ? "Too many searches" : "検索の回数が多すぎます");
        }

        using var article = await client.GetAsync("/articles/1-01", TestContext.Current.CancellationToken);
        article.StatusCode.ShouldBe(HttpStatusCode.OK);
    }
}
