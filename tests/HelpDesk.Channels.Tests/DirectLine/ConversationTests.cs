using System.Net;
using System.Text.Json;
using HelpDesk.Channels.DirectLine.Messages;
using HelpDesk.Channels.DirectLine.Tokens;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Channels.Tests.DirectLine;

public class ConversationTests
{
    [Fact]
    public async Task A_message_comes_back_with_its_id_and_the_answer_after_it()
    {
        await using var site = await ChatSite.StartAsync();
        var token = await site.TokenAsync();
        var posted = await site.SayAsync(token, "ERR_20070", "c1");
        posted.Status.ShouldBe(HttpStatusCode.OK, posted.Text);
        var said = await site.ReadAsync(token);
        said[0].GetProperty("id").GetString().ShouldBe(posted.Json.GetProperty("id").GetString());
        said[0].GetProperty("id").GetString().ShouldBe(token.ConversationId + "|0000001");
        said[0].GetProperty("channelData").GetProperty("clientActivityID").GetString().ShouldBe("c1");
        said[0].GetProperty("text").GetString().ShouldBe("ERR_20070");
        said[0].GetProperty("conversation").GetProperty("id").GetString().ShouldBe(token.ConversationId);
        said[1].GetProperty("from").GetProperty("role").GetString().ShouldBe("bot");
        said[1].ToString().ShouldContain("6-06");
        said.Select(one => one.GetProperty("id").GetString()).ShouldBe(Enumerable.Range(1, said.Count).Select(n => $"{token.ConversationId}|{n:D7}"));
    }

    [Fact]
    public async Task A_repeated_message_has_one_effect_and_the_same_id()
    {
        await using var site = await ChatSite.StartAsync();
        var token = await site.TokenAsync();
        await site.SayAsync(token, "ERR_20250");
        var posted = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => site.SayAsync(token, "ERR_20070", "c1")));
        posted.Select(answer => answer.Text).Distinct(StringComparer.Ordinal).Count().ShouldBe(1);
        (await site.ReadAsync(token)).Count(one => one.TryGetProperty("text", out var text) && text.GetString() == "ERR_20070").ShouldBe(1);
        (await site.SayAsync(token, "ERR_20070", "c2")).Text.ShouldNotBe(posted[0].Text);
        (await site.SayAsync(await site.TokenAsync(), "ERR_20070", "c1")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_conversation_begins_once()
    {
        await using var site = await ChatSite.StartAsync();
        var token = await site.TokenAsync();
        (await site.AskAsync(HttpMethod.Post, "conversations", token.Token, """{"user":{}}""")).Status.ShouldBe(HttpStatusCode.Created);
        await JoinAsync(site, token);
        (await site.AskAsync(HttpMethod.Post, "conversations", token.Token)).Status.ShouldBe(HttpStatusCode.OK);
        (await site.AskAsync(HttpMethod.Post, "conversations", token.Token, "{")).Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Whoever_opens_the_page_twice_is_greeted_once()
    {
        await using var site = await ChatSite.StartAsync();
        var token = await site.TokenAsync();
        var first = await JoinAsync(site, token);
        (await JoinAsync(site, token)).Text.ShouldBe(first.Text);
        var said = await site.ReadAsync(token);
        said.Count(one => one.GetProperty("type").GetString() == "message").ShouldBe(1);
        said[1].GetProperty("suggestedActions").GetProperty("actions").GetArrayLength().ShouldBeGreaterThan(2);
    }

    [Theory]
    [InlineData("ja-JP", "ja")]
    [InlineData("en-US", "en")]
    [InlineData("fr-FR", "ja")]
    public async Task The_greeting_is_in_the_language_of_the_browser(string locale, string expected)
    {
        await using var site = await ChatSite.StartAsync();
        var token = await site.TokenAsync();
        await site.PostAsync(token, $$"""{"type":"event","name":"{{IncomingActivity.JoinedEvent}}","locale":"{{locale}}"}""");
        (await site.ReadAsync(token))[1].GetProperty("locale").GetString().ShouldBe(expected);
    }

    [Theory]
    [InlineData("""{"type":"typing"}""")]
    [InlineData("""{"type":"event","name":"webchat/other"}""")]
    [InlineData("""{"type":"event","name":"webchat:activity-status/feedback","entities":[{"@type":"FollowAction"}]}""")]
    [InlineData("""{"type":"conversationUpdate"}""")]
    public async Task What_asks_nothing_is_taken_and_does_nothing(string activity)
    {
        await using var site = await ChatSite.StartAsync();
        var token = await site.TokenAsync();
        var posted = await site.PostAsync(token, activity);
        posted.Json.GetProperty("id").GetString().ShouldStartWith(token.ConversationId + "|");
        (await site.ReadAsync(token)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("LikeAction", true)]
    [InlineData("DislikeAction", false)]
    public async Task A_thumb_pressed_in_Web_Chat_is_kept_with_the_question(string action, bool solved)
    {
        await using var site = await ChatSite.StartAsync();
        var token = await site.TokenAsync();
        await site.SayAsync(token, "ERR_20070");
        var count = (await site.ReadAsync(token)).Count;
        await site.PostAsync(token, $$"""{"type":"event","name":"webchat:activity-status/feedback","entities":[{"@type":"{{action}}","actionStatus":"PotentialActionStatus"}]}""");
        (await site.ReadAsync(token)).Count.ShouldBe(count + 2);
        await using var context = site.Database.Open();
        (await context.Questions.SingleAsync(TestContext.Current.CancellationToken)).Solved.ShouldBe(solved);
    }

    [Fact]
    public async Task A_cards_button_says_what_it_says_and_shows_no_bubble_of_its_own()
    {
        await using var site = await ChatSite.StartAsync();
        var token = await site.TokenAsync();
        await site.SayAsync(token, "お使いの端末では当システムを利用できません");
        var count = (await site.ReadAsync(token)).Count;
        var posted = await site.PostAsync(token, """{"type":"message","value":{"say":"2"},"channelData":{"postBack":true,"clientActivityID":"c9"}}""");
        var said = (await site.ReadAsync(token)).Skip(count).ToList();
        said[0].GetProperty("id").GetString().ShouldBe(posted.Json.GetProperty("id").GetString());
        said[0].TryGetProperty("text", out _).ShouldBeFalse();
        said[0].GetProperty("channelData").GetProperty("postBack").GetBoolean().ShouldBeTrue();
        said[1].ToString().ShouldContain("1-04");
    }

    [Theory]
    [InlineData("""{"form":{"requester-name":"山田","requester-contact":"taro@example.co.jp"}}""")]
    [InlineData("""{"form":{},"requester-name":"山田","requester-contact":"taro@example.co.jp"}""")]
    public async Task A_form_is_taken_as_a_card_submits_it(string value)
    {
        await using var site = await ChatSite.StartAsync();
        var token = await site.TokenAsync();
        foreach (var line in new[] { "ERR_20070", "担当者に相談" })
        {
            await site.SayAsync(token, line);
        }

        await site.PostAsync(token, "{\"type\":\"message\",\"channelData\":{\"postBack\":true},\"value\":" + value + "}");
        await site.SayAsync(token, "すべてスキップ");
        await site.SayAsync(token, "この内容で送る");
        await using var context = site.Database.Open();
        var ticket = await context.Tickets.SingleAsync(TestContext.Current.CancellationToken);
        ticket.Facts["requester-name"].ShouldBe("山田");
        ticket.Facts["requester-contact"].ShouldBe("taro@example.co.jp");
        ticket.Requester.ShouldBe(token.UserId);
    }

    [Theory]
    [InlineData("0", 0)]
    [InlineData("", 0)]
    [InlineData("1", 1)]
    [InlineData("999", 999)]
    public async Task Polling_gives_what_stands_after_the_watermark(string watermark, int after)
    {
        await using var site = await ChatSite.StartAsync();
        var token = await site.TokenAsync();
        await site.SayAsync(token, "ERR_20070");
        var all = await site.ReadAsync(token);
        (await site.ReadAsync(token, watermark)).Select(one => one.ToString()).ShouldBe(all.Skip(after).Select(one => one.ToString()));
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("x")]
    [InlineData("1.0")]
    [InlineData("99999999999999999999")]
    public async Task A_watermark_that_we_never_gave_is_refused(string watermark)
    {
        await using var site = await ChatSite.StartAsync();
        var token = await site.TokenAsync();
        foreach (var path in new[] { "", "/activities" })
        {
            (await site.AskAsync(HttpMethod.Get, $"conversations/{token.ConversationId}{path}?watermark={watermark}", token.Token)).Status.ShouldBe(HttpStatusCode.BadRequest);
        }
    }

    [Fact]
    public async Task What_the_database_could_not_take_is_not_acknowledged_and_can_be_sent_again()
    {
        await using var site = await ChatSite.StartAsync();
        var token = await site.TokenAsync();
        await RenameAsync(site, "Inbox", "Away");
        var refused = await site.SayAsync(token, "ERR_20070", "c1");
        (refused.Status, refused.Code).ShouldBe((HttpStatusCode.ServiceUnavailable, "ServiceUnavailable"));
        refused.Headers["Retry-After"].ShouldBe("5");
        refused.Text.ShouldNotContain("Inbox");
        await RenameAsync(site, "Away", "Inbox");
        (await site.ReadAsync(token)).ShouldBeEmpty();
        (await site.SayAsync(token, "ERR_20070", "c1")).Status.ShouldBe(HttpStatusCode.OK);
        await RenameAsync(site, "Outbox", "Away");
        (await site.AskAsync(HttpMethod.Get, $"conversations/{token.ConversationId}/activities", token.Token)).Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
    }

    [Fact]
    public async Task While_there_is_no_bot_nothing_is_acknowledged()
    {
        await using var site = await ChatSite.StartAsync(bot: () => throw new NotImplementedException("no knowledge base"));
        (await site.SayAsync(await site.TokenAsync(), "ERR_20070")).Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
    }

    [Theory]
    [InlineData("en-US,en;q=0.9,ja;q=0.8", "The token is missing")]
    [InlineData("ja,en;q=0.9", "トークンがありません")]
    [InlineData("", "トークンがありません")]
    public async Task What_went_wrong_is_said_in_the_clients_language(string language, string expected)
    {
        await using var site = await ChatSite.StartAsync();
        (await site.AskAsync(HttpMethod.Post, "tokens/refresh", null, null, ("Accept-Language", language))).Json.GetProperty("error").GetProperty("message").GetString()!.ShouldStartWith(expected);
    }

    [Fact]
    public async Task An_answer_that_points_to_another_article_links_to_the_help_centre()
    {
        await using var site = await ChatSite.StartAsync(new Dictionary<string, string?> { ["DirectLine:ArticleAddress"] = "https://help.example/articles/{ID}" });
        var token = await site.TokenAsync();
        await site.SayAsync(token, "スイッチング支援システムの利用を停止したい。");
        (await site.ReadAsync(token))[1].ToString().ShouldContain("https://help.example/articles/3-04");
    }

    private static Task<Answer> JoinAsync(ChatSite site, IssuedToken token) => site.PostAsync(token, JsonSerializer.Serialize(new { type = "event", name = IncomingActivity.JoinedEvent }));

    private static async Task RenameAsync(ChatSite site, string from, string to)
    {
        await using var context = site.Database.Open();
#pragma warning disable EF1002 // The names are those of the test.
        await context.Database.ExecuteSqlRawAsync($"ALTER TABLE \"{from}\" RENAME TO \"{to}\"", TestContext.Current.CancellationToken);
#pragma warning restore EF1002
    }
}
