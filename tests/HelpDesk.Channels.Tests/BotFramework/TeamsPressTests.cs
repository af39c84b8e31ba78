using System.Text.Json;
using System.Text.Json.Nodes;
using HelpDesk.Channels.BotFramework.Invokes;
using HelpDesk.Channels.BotFramework.Speakers;
using HelpDesk.Channels.BotFramework.Speech;

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
        (await site.ReadAsync(context => context.Inbox.Where(row => row.Activity.StartsWith("pressed|form|")))).ShouldHaveSingleItem();
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

    [Fact]
    public async Task Pressed_twice_it_is_sent_once()
    {
        await using var site = await TeamsSite.StartAsync();
        foreach (var line in (string[])["ERR_20070", "担当者に相談"])
        {
            await site.SayAsync(site.InGroup(line, conversation: Group));
        }

        await NamedAsync(site, site.InGroup("すべてスキップ", conversation: Group), "confirm");
        foreach (var _ in (int[])[1, 2])
        {
            (await PressAsync(site, "ana", "この内容で送る", card: "confirm")).GetProperty("type").GetString().ShouldBe(Card);
        }

        // And as clients that know no Action.Execute send it.
        var submitted = site.InGroup("", conversation: Group, mention: false);
        (submitted["value"], submitted["replyToId"]) = (new JsonObject { ["say"] = "この内容で送る" }, "confirm");
        (await site.PostAsync(submitted)).Status.ShouldBe(202);
        await site.SendAllAsync();
        (await site.ReadAsync(context => context.Tickets)).ShouldHaveSingleItem();
        site.Channel.Requests.Count(seen => seen.Body.Contains("HD-2026-000001", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact]
    public async Task A_reply_among_several_says_whom_it_is_for_and_nobody_else_can_answer_in_their_name()
    {
        await using var site = await TeamsSite.StartAsync();
        site.Channel.Then(201, """{"id":"answer"}""").Then(201, """{"id":"question"}""");
        var said = (await site.SayAsync(site.InGroup("ERR_20070", "[太郎](http://evil.example)", Group)))[^1];
        var card = said.GetProperty("attachments")[0].GetProperty("content");
        var forWhom = card.GetProperty("body")[0].GetProperty("inlines")[0];
        (forWhom.GetProperty("type").GetString(), forWhom.GetProperty("text").GetString()).ShouldBe(("TextRun", "[太郎](http://evil.example) さんへ"));
        var data = card.GetProperty("actions")[0].GetProperty("data").GetRawText();
        var before = await site.ReadAsync(context => context.Inbox);
        foreach (var place in (JsonObject[])[TeamsSite.Place("ben", Group, "groupChat")])
        {
            var press = site.Press("say", data, place);
            press["replyToId"] = "question";
            var answer = (await site.PostAsync(press)).Body;
            (answer.GetProperty("type").GetString(), answer.GetProperty("value").GetString()!.Contains("ほかの方", StringComparison.Ordinal)).ShouldBe((Notice, true));
        }

        // Nor by an older client.
        var submitted = TeamsSite.With(TeamsSite.Place("ben", Group, "groupChat"), "message", "s:1");
        submitted["value"] = JsonNode.Parse(data);
        (await site.PostAsync(submitted)).Status.ShouldBe(202);
        (await site.ReadAsync(context => context.Inbox)).Count.ShouldBe(before.Count);
        var own = site.Press("say", data, TeamsSite.Place("[太郎](http://evil.example)", Group, "groupChat"));
        own["replyToId"] = "question";
        (await site.PostAsync(own)).Body.GetProperty("type").GetString().ShouldBe(Card);
    }

    [Theory]
    [InlineData("ja-JP")]
    [InlineData("en-US")]
    public async Task Questions_to_begin_with_are_buttons_short_enough_for_Teams(string locale)
    {
        await using var site = await TeamsSite.StartAsync();
        var added = TeamsSite.With(TeamsSite.Personal("ana"), "conversationUpdate", "f:2", ("locale", locale));
        added["membersAdded"] = new JsonArray(new JsonObject { ["id"] = "28:" + FakeTokens.AppId });
        var greeting = (await site.SayAsync(added)).ShouldHaveSingleItem();
        var titles = greeting.GetProperty("attachments")[0].GetProperty("content").GetProperty("actions").EnumerateArray().Select(action => action.GetProperty("title").GetString()!).ToList();
        titles.Count.ShouldBe(5);
        // A kanji is twice as wide as a letter; Teams cut a button of 31 kanji.
        titles.ShouldAllBe(title => title.Sum(c => c < 0x2000 ? 1 : 2) <= 48);
    }

    /// <summary>Teams shows three suggestions; of more the person would not see the rest.</summary>
    [Theory]
    [InlineData(1, true)]
    [InlineData(TeamsSpeech.MostSuggested, true)]
    [InlineData(TeamsSpeech.MostSuggested + 1, false)]
    [InlineData(6, false)]
    public void More_choices_than_Teams_suggests_are_buttons(int count, bool suggested)
    {
        var choices = Enumerable.Range(1, count).Select(i => new Conversation.Dialogue.Choice($"{i}", $"{i}")).ToList();
        var to = TeamsReference.Read("""{"serviceUrl":"https://smba.trafficmanager.net/teams/","conversation":"a:1","kind":"Personal"}""")!;
        var said = TeamsSpeech.Of(new Conversation.Dialogue.Reply("どれですか。", null, choices), "m:1", to).ShouldHaveSingleItem();
        (said.SuggestedActions?.Actions?.Count ?? 0).ShouldBe(suggested ? count : 0);
        (said.Attachments is null).ShouldBe(suggested);
        if (!suggested)
        {
            said.Attachments![0].Content!.Value.GetProperty("actions").GetArrayLength().ShouldBe(count);
        }
    }

    [Theory]
    [InlineData("message", "28:the-bot-itself")]
    [InlineData("messageUpdate", "28:the-bot-itself")]
    [InlineData("message", "28:another-bot")]
    public async Task No_bot_is_answered(string type, string from)
    {
        await using var site = await TeamsSite.StartAsync();
        var message = TeamsSite.With(TeamsSite.Personal("ana"), type, "b:1", ("text", "ERR_20070"));
        message["from"]!["id"] = from == "28:the-bot-itself" ? message["recipient"]!["id"]!.GetValue<string>() : from;
        (await site.PostAsync(message)).Status.ShouldBe(202);
        (await site.ReadAsync(context => context.Inbox)).ShouldBeEmpty();
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
        await reached.Task.WaitAsync(TimeSpan.FromMinutes(3), TestContext.Current.CancellationToken);
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
