using System.Text.Json;
using System.Text.Json.Nodes;
using HelpDesk.Channels.BotFramework.Invokes;

namespace HelpDesk.Channels.Tests.BotFramework;

/// <summary>What a pressed card shows, and to whom.</summary>
public class TeamsPressTests
{
    private const string Group = "19:g@thread.v2";
    private const string Card = "application/vnd.microsoft.card.adaptive";
    private const string Notice = "application/vnd.microsoft.activity.message";

    [Fact]
    public async Task A_form_that_was_sent_shows_what_was_sent_and_no_fields_for_good()
    {
        await using var site = await TeamsSite.StartAsync();
        await FormAsync(site);
        var press = site.Press("form", """{"form":{},"company":"[さくら](https://x.example)","company-code":"12343","user-id":" ","elsewhere":"秘密"}""", id: "f:1");
        press["replyToId"] = "form";
        var body = press.ToJsonString();
        var answer = (await site.PostAsync(press)).Body;
        var card = answer.GetProperty("value").GetRawText();
        answer.GetProperty("type").GetString().ShouldBe(Card);
        card.ShouldContain("送信しました");
        card.ShouldContain("[さくら](https://x.example)");
        card.ShouldNotContain("Input.Text");
        card.ShouldNotContain("actions");
        card.ShouldNotContain("秘密");
        var put = site.Channel.Requests.Where(seen => seen.Method == "PUT").ShouldHaveSingleItem();
        put.Target.ShouldBe("/teams/v3/conversations/a%3Aana/activities/form");
        put.Json.GetProperty("attachments")[0].GetProperty("content").GetRawText().ShouldBe(card);

        // Handed in again it is the same turn and the same card.
        (await site.PostAsync(JsonNode.Parse(body)!.AsObject())).Body.GetProperty("value").GetRawText().ShouldBe(card);
        (await site.ReadAsync(context => context.Inbox.Where(row => row.Activity == "f:1"))).ShouldHaveSingleItem();
        var verdicts = await Peers.Run("schema.mjs", new[] { new { name = "assert", by = "assert:activity", json = put.Json }, new { name = "openapi", by = "openapi:Activity", json = put.Json } });
        verdicts.EnumerateObject().ShouldAllBe(verdict => verdict.Value.GetString() == "");
    }

    [Fact]
    public async Task A_choice_in_a_group_is_shown_to_the_one_who_pressed_it_alone()
    {
        await using var site = await TeamsSite.StartAsync();
        await QuestionAsync(site);
        var answer = await PressAsync(site, "ana", "解決した");
        answer.GetProperty("type").GetString().ShouldBe(Card);
        answer.GetProperty("value").GetRawText().ShouldContain("解決した");
        answer.GetProperty("value").TryGetProperty("actions", out _).ShouldBeFalse();
        site.Channel.Requests.ShouldAllBe(seen => seen.Method == "POST");
    }

    [Fact]
    public async Task A_card_of_anothers_conversation_is_not_shown()
    {
        await using var site = await TeamsSite.StartAsync();
        await QuestionAsync(site);
        (await PressAsync(site, "ben", "解決した")).GetProperty("type").GetString().ShouldBe(Notice);
        // Nor by its id from elsewhere.
        (await PressAsync(site, "ana", "解決した", TeamsSite.Personal("ana"))).GetProperty("type").GetString().ShouldBe(Notice);
        site.Channel.Requests.ShouldAllBe(seen => seen.Method == "POST");
    }

    [Theory]
    [InlineData("担当者を出せ")]
    [InlineData("")]
    public async Task What_stands_nowhere_on_the_card_is_not_shown_on_it(string said)
    {
        await using var site = await TeamsSite.StartAsync();
        await QuestionAsync(site);
        (await PressAsync(site, "ana", said)).GetProperty("type").GetString().ShouldBe(Notice);
    }

    [Fact]
    public async Task Suggestions_and_candidates_and_tickets_can_be_pressed_again()
    {
        await using var site = await TeamsSite.StartAsync();
        var added = TeamsSite.With(TeamsSite.Personal("ana"), "conversationUpdate", "f:2");
        added["membersAdded"] = new JsonArray(new JsonObject { ["id"] = "28:" + FakeTokens.AppId });
        await NamedAsync(site, added, "greeting");
        await NamedAsync(site, site.InGroup("お使いの端末では当システムを利用できません", conversation: Group), "candidates");
        foreach (var line in (string[])["ERR_20070", "担当者に相談", "すべてスキップ"])
        {
            await site.SayAsync(site.InGroup(line, conversation: Group));
        }

        await NamedAsync(site, site.InGroup("この内容で送る", conversation: Group), "receipt");
        foreach (var (card, place) in new[] { ("greeting", TeamsSite.Personal("ana")), ("candidates", TeamsSite.Place("ana", Group, "groupChat")), ("receipt", TeamsSite.Place("ana", Group, "groupChat")) })
        {
            var row = (await site.ReadAsync(context => context.Outbox.Where(row => row.Delivered == card))).ShouldHaveSingleItem(card);
            var choice = Storage.Outbox.ReplyJson.Read(row.Reply!).Choices![0];
            (await PressAsync(site, "ana", choice.Say, place, card)).GetProperty("type").GetString().ShouldBe(Notice, card);
        }
    }

    [Theory]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(429)]
    [InlineData(500)]
    public async Task Whatever_Teams_says_to_the_renewed_card_the_press_is_heard_and_answered(int status)
    {
        await using var site = await TeamsSite.StartAsync();
        await FormAsync(site);
        site.Channel.Then(status);
        var press = site.Press("form", """{"form":{},"company":"さくら電力"}""");
        press["replyToId"] = "form";
        (await site.PostAsync(press)).Body.GetProperty("type").GetString().ShouldBe(Card);
        TeamsSite.TextOf((await site.SayAsync("すべてスキップ"))[^1]).ShouldContain("さくら電力");
    }

    [Fact]
    public async Task A_connector_that_does_not_answer_is_not_waited_for()
    {
        await using var site = await TeamsSite.StartAsync();
        await FormAsync(site);
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        site.Channel.Then(async context =>
        {
            reached.SetResult();
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        });
        var press = site.Press("form", """{"form":{},"company":"さくら電力"}""");
        press["replyToId"] = "form";
        var answer = site.PostAsync(press);
        await reached.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        site.Clock.Advance(CardPresses.LongestRenewal);
        (await answer).Body.GetProperty("type").GetString().ShouldBe(Card);
    }

    /// <summary>Ana is asked for what is missing, in her chat, on the card «form».</summary>
    private static async Task FormAsync(TeamsSite site)
    {
        await site.SayAsync("ERR_20070");
        site.Channel.Then(201, """{"id":"begin"}""");
        await NamedAsync(site, site.Message("担当者に相談"), "form");
    }

    /// <summary>Ana is asked in a group whether it is solved, on the card «question».</summary>
    private static async Task QuestionAsync(TeamsSite site)
    {
        site.Channel.Then(201, """{"id":"answer"}""");
        await NamedAsync(site, site.InGroup("ERR_20070", conversation: Group), "question");
    }

    /// <summary>What is said to it gets this id.</summary>
    private static async Task NamedAsync(TeamsSite site, JsonObject said, string id)
    {
        site.Channel.Then(201, $$"""{"id":"{{id}}"}""");
        await site.SayAsync(said);
    }

    private static async Task<JsonElement> PressAsync(TeamsSite site, string person, string say, JsonObject? place = null, string card = "question")
    {
        var press = site.Press("say", new JsonObject { ["say"] = say }.ToJsonString(), place ?? TeamsSite.Place(person, Group, "groupChat"));
        press["replyToId"] = card;
        var (status, body, _) = await site.PostAsync(press);
        status.ShouldBe(200);
        return body;
    }
}
