using System.Net.Http.Headers;
using System.Text;
using HelpDesk.Channels.Files;
using Microsoft.Extensions.DependencyInjection;

namespace HelpDesk.Channels.Tests.DirectLine;

/// <summary>What we answer has the shape that Microsoft's document gives it.</summary>
public class SpecTests
{
    [Fact]
    public async Task Every_answer_has_the_shape_of_the_published_document()
    {
        await using var site = await ChatSite.StartAsync(services: services => services.AddSingleton<IIncomingFiles>(new MemoryFiles()));
        var token = await site.TokenAsync();
        var id = token.ConversationId;
        Expect(await site.AskAsync(HttpMethod.Post, "tokens/generate", ChatSite.Secret), "tokens/generate", "post", "Conversation");
        Expect(await site.AskAsync(HttpMethod.Post, "tokens/refresh", token.Token), "tokens/refresh", "post", "Conversation");
        Expect(await site.AskAsync(HttpMethod.Post, "conversations", token.Token), "conversations", "post", "Conversation");
        foreach (var line in new[] { "ERR_20070", "担当者に相談", "すべてスキップ", "山田", "taro@example.co.jp", "この内容で送る", "チケット", "お使いの端末では当システムを利用できません" })
        {
            Expect(await site.SayAsync(token, line), "conversations/{conversationId}/activities", "post", "ResourceResponse");
        }

        Expect(await site.AskAsync(HttpMethod.Get, $"conversations/{id}?watermark=1", token.Token), "conversations/{conversationId}", "get", "Conversation");
        Expect(await site.AskAsync(HttpMethod.Get, $"conversations/{id}/activities", token.Token), "conversations/{conversationId}/activities", "get", "ActivitySet");
        using var form = new MultipartFormDataContent { { new StringContent(ChatSite.Message("x"), Encoding.UTF8, "application/vnd.microsoft.activity"), "activity", "blob" }, { new StringContent("x"), "file", "a.txt" } };
        using var upload = new HttpRequestMessage(HttpMethod.Post, $"/v3/directline/conversations/{id}/upload") { Content = form, Headers = { Authorization = new AuthenticationHeaderValue("Bearer", token.Token) } };
        Expect(await site.AskAsync(upload), "conversations/{conversationId}/upload", "post", "ResourceResponse");
        Expect(await site.AskAsync(HttpMethod.Post, "conversations", null), "conversations", "post", "ErrorResponse");
        Expect(await site.AskAsync(HttpMethod.Post, "conversations", "x"), "conversations", "post", "ErrorResponse");
        Expect(await site.PostAsync(token, "{"), "conversations/{conversationId}/activities", "post", "ErrorResponse");
        Expect(await site.AskAsync(HttpMethod.Get, "conversations/other", token.Token), "conversations/{conversationId}", "get", "ErrorResponse");
    }

    [Fact]
    public void The_check_itself_finds_what_is_wrong()
    {
        static IReadOnlyList<string> Of(string definition, string json) => SpecCheck.Against(definition, System.Text.Json.JsonDocument.Parse(json).RootElement);
        Of("Conversation", """{"conversationId":"a","expires_in":1800}""").ShouldBeEmpty();
        Of("Conversation", """{"conversationId":1}""").ShouldHaveSingleItem();
        Of("Conversation", """{"userId":"a"}""").ShouldHaveSingleItem();
        Of("ActivitySet", """{"activities":[{"timestamp":"yesterday"}]}""").ShouldHaveSingleItem();
        Of("ActivitySet", """{"activities":[{"from":"me"}]}""").ShouldHaveSingleItem();
        Of("ActivitySet", """{"activities":{}}""").ShouldHaveSingleItem();
    }

    private static void Expect(Answer answer, string path, string method, string definition)
    {
        SpecCheck.Answers(path, method, (int)answer.Status).ShouldBeTrue($"{method} {path} {answer.Status}");
        SpecCheck.Against(definition, answer.Json).ShouldBeEmpty($"{method} {path}: {answer.Text}");
    }
}
