using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization;
using HelpDesk.Web.Http;
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

    [Fact]
    public async Task A_database_that_is_away_is_503_with_words_for_the_chats_script()
    {
        await using var site = new HelpDeskSite();
        using var visitor = await Visitor.OpenAsync(site);
        await visitor.TokenAsync();
        await using (var connection = new Microsoft.Data.Sqlite.SqliteConnection("Data Source=" + site.DatabaseFile))
        {
            await connection.OpenAsync(Stop);
            await using var command = connection.CreateCommand();
            command.CommandText = "DROP TABLE Conversations";
            await command.ExecuteNonQueryAsync(Stop);
        }

        using var answer = await visitor.PostAsync("/chat/token");
        answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        answer.Headers.RetryAfter.ShouldNotBeNull();
        (await answer.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("code").GetString().ShouldBe("unavailable");
    }

    [Theory]
    [InlineData(1024, 256)]
    [InlineData(524288, 261888)]
    [InlineData(256, OpenFiles.Fewest)]
    public void Connections_stop_before_the_process_has_no_file_left(int limit, int connections) => OpenFiles.Connections(limit).ShouldBe(connections);

    [Theory]
    [InlineData("Max open files            1024                 524288               files     ", 1024)]
    [InlineData("Max open files            unlimited            unlimited            files     ", null)]
    [InlineData("Max locked memory         8388608              8388608              bytes     ", null)]
    public void The_limit_of_open_files_is_read(string line, int? limit) => OpenFiles.Read(["Limit                     Soft Limit           Hard Limit           Units", line]).ShouldBe(limit);

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
