using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization;
using HelpDesk.Web.Search;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace HelpDesk.Web.Tests;

/// <summary>An exception reaches nobody but the log.</summary>
public class FailureTests
{
    private const string Secret = "secret of the exception";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/search?q=x", "ja")]
    [InlineData("/en/search?q=x", "en")]
    public async Task A_page_that_breaks_says_so_in_both_languages(string address, string language)
    {
        await using var site = HelpDeskSite.With(services => services.AddSingleton<IComponentActivator, BrokenSearchPage>());
        using var client = site.CreateClient();
        using var answer = await client.GetAsync(address, Stop);

        answer.StatusCode.ShouldBe(HttpStatusCode.InternalServerError);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("text/html");
        answer.Headers.Contains("Content-Security-Policy").ShouldBeTrue();
        var text = await answer.Content.ReadAsStringAsync(Stop);
        text.ShouldContain($"<html lang=\"{language}\"");
        text.ShouldContain("ページを表示できませんでした");
        text.ShouldContain("This page could not be shown");
        text.ShouldNotContain(Secret);
        text.ShouldNotContain("Exception");
    }

    [Fact]
    public async Task An_answer_of_the_api_that_breaks_is_a_problem()
    {
        await using var site = HelpDeskSite.With(services => services.ConfigureHttpJsonOptions(json => json.SerializerOptions.Converters.Add(new BrokenArticle())));
        using var client = site.CreateClient();
        using var answer = await client.GetAsync("/api/v1/articles/6-05?lang=en", Stop);

        answer.StatusCode.ShouldBe(HttpStatusCode.InternalServerError);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>(Stop);
        problem.GetProperty("code").GetString().ShouldBe("failure");
        problem.GetProperty("title").GetString().ShouldBe("It could not be done");
        problem.GetRawText().ShouldNotContain(Secret);
    }

    private sealed class BrokenSearchPage : IComponentActivator
    {
        public IComponent CreateInstance(Type componentType) => componentType == typeof(SearchPage)
            ? throw new InvalidOperationException(Secret)
            : (IComponent)Activator.CreateInstance(componentType)!;
    }

    /// <summary>Breaks before the first byte is written.</summary>
    private sealed class BrokenArticle : JsonConverterFactory
    {
        public override bool CanConvert(Type typeToConvert) => typeToConvert.Name == "ArticleJson";

        public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) => throw new InvalidOperationException(Secret);
    }
}
