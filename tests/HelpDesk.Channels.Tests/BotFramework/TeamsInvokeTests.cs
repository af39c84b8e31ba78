using System.Text.Json;
using System.Text.Json.Nodes;
using HelpDesk.Channels.BotFramework.Invokes;

namespace HelpDesk.Channels.Tests.BotFramework;

/// <summary>Invokes: answered in the same request, by status and body.</summary>
public class TeamsInvokeTests
{
    [Theory]
    [InlineData("signin/verifyState")]
    [InlineData("task/fetch")]
    public async Task What_nobody_handles_is_501(string name)
    {
        await using var site = await TeamsSite.StartAsync();
        var (status, body, _) = await site.PostAsync(site.Invoke(name, new JsonObject()));
        (status, body.ValueKind).ShouldBe((501, JsonValueKind.Undefined));
    }

    [Theory]
    [InlineData("ja-JP", "ERR_20070", "ERR_20070")]
    [InlineData("en-US", "certificate", "Unofficial")]
    public async Task The_message_box_finds_articles_in_the_clients_language(string locale, string typed, string expected)
    {
        await using var site = await TeamsSite.StartAsync();
        var place = TeamsSite.Personal("ana");
        place["locale"] = locale;
        var (status, body, _) = await site.PostAsync(site.Invoke("composeExtension/query", Query(typed), place));
        status.ShouldBe(200);
        var found = body.GetProperty("composeExtension").GetProperty("attachments");
        found.GetArrayLength().ShouldBeInRange(1, 5);
        found[0].GetProperty("preview").GetProperty("content").GetProperty("title").GetString().ShouldStartWith("[");
        found[0].GetProperty("content").ToString().ShouldContain(expected, Case.Insensitive);
    }

    [Fact]
    public async Task Before_anything_is_typed_the_FAQ_is_shown_from_its_beginning_and_nonsense_finds_nothing()
    {
        await using var site = await TeamsSite.StartAsync();
        var first = (await site.PostAsync(site.Invoke("composeExtension/query", JsonNode.Parse("""{"commandId":"search","parameters":[{"name":"initialRun","value":"true"}],"queryOptions":{"skip":0,"count":25}}""")))).Body;
        first.GetProperty("composeExtension").GetProperty("attachments").GetArrayLength().ShouldBe(25);
        var none = (await site.PostAsync(site.Invoke("composeExtension/query", Query("zzzqqq xyzzy")))).Body;
        none.GetProperty("composeExtension").GetProperty("type").GetString().ShouldBe("message");
    }

    [Fact]
    public async Task A_pressed_button_is_a_turn_and_a_repeat_of_it_none()
    {
        await using var site = await TeamsSite.StartAsync();
        var press = site.Press("say", """{"say":"ERR_20070"}""", id: "f:1").ToJsonString();
        var (status, body, _) = await site.PostAsync(JsonNode.Parse(press)!.AsObject());
        (status, body.GetProperty("type").GetString()).ShouldBe((200, "application/vnd.microsoft.activity.message"));
        await site.PostAsync(JsonNode.Parse(press)!.AsObject());
        await site.SendAllAsync();
        site.Channel.Requests.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_form_is_filled_in_on_the_card()
    {
        await using var site = await TeamsSite.StartAsync();
        await site.SayAsync("ERR_20070");
        await site.SayAsync("担当者に相談");
        await site.PostAsync(site.Press("form", """{"form":{},"company":"さくら電力","company-code":"12343","user-id":"sakura01"}"""));
        await site.SendAllAsync();
        TeamsSite.TextOf((await site.SayAsync("すべてスキップ"))[^1]).ShouldContain("さくら電力");
    }

    [Fact]
    public async Task An_unknown_verb_is_refused()
    {
        await using var site = await TeamsSite.StartAsync();
        (await site.PostAsync(site.Press("launch", "{}"))).Status.ShouldBe(400);
    }

    [Fact]
    public async Task A_message_becomes_a_ticket_of_whoever_calls_it_in_their_own_chat()
    {
        await using var site = await TeamsSite.StartAsync();
        var group = TeamsSite.Place("ben", "19:g@thread.v2", "groupChat");
        var payload = JsonNode.Parse("""{"commandId":"ticket","messagePayload":{"id":"88","body":{"contentType":"html","content":"<p>ERR_20070 と出ます</p>"},"from":{"user":{"id":"o-ana","displayName":"Ana"}}}}""")!;
        var dialog = (await site.PostAsync(site.Invoke("composeExtension/fetchTask", payload, group.DeepClone().AsObject()))).Body.GetProperty("task").GetProperty("value").GetProperty("card").GetProperty("content");
        dialog.GetProperty("body").EnumerateArray().ShouldHaveSingleItem().GetProperty("value").GetString().ShouldBe("ERR_20070 と出ます");

        payload["data"] = new JsonObject { ["text"] = "ERR_20070 と出ます" };
        var submit = site.Invoke("composeExtension/submitAction", payload, group.DeepClone().AsObject(), "f:7").ToJsonString();
        var answer = (await site.PostAsync(JsonNode.Parse(submit)!.AsObject())).Body.GetProperty("task").GetProperty("value").GetString();
        answer!.ShouldContain("HD-2026-000001");
        (await site.PostAsync(JsonNode.Parse(submit)!.AsObject())).Body.GetProperty("task").GetProperty("value").GetString().ShouldBe(answer);
        var ticket = (await site.ReadAsync(context => context.Tickets)).ShouldHaveSingleItem();
        ticket.Requester.ShouldEndWith("/o-ben");

        site.Channel.Then(201, """{"id":"a:ben"}""");
        await site.SendAllAsync();
        site.Channel.Requests.Select(seen => seen.Target).ShouldBe(["/teams/v3/conversations", "/teams/v3/conversations/a%3Aben/activities"]);
        TeamsSite.TextOf(site.Channel.Requests[^1].Json).ShouldContain("HD-2026-000001");
        // It goes on in the person's chat as if it had been opened there.
        TeamsSite.TextOf((await site.SayAsync("追記: 急ぎです", "ben"))[0]).ShouldContain("追記しました");
    }

    [Fact]
    public async Task An_empty_dialog_opens_nothing()
    {
        await using var site = await TeamsSite.StartAsync();
        var answer = await site.PostAsync(site.Invoke("composeExtension/submitAction", JsonNode.Parse("""{"commandId":"ticket","data":{"text":"  "}}""")));
        answer.Body.GetProperty("task").GetProperty("type").GetString().ShouldBe("message");
        (await site.ReadAsync(context => context.Tickets)).ShouldBeEmpty();
    }

    [Fact]
    public void The_limits_are_within_those_of_Teams() => InvokeDesk.LongestWait.ShouldBeLessThan(TimeSpan.FromSeconds(15));

    private static JsonNode Query(string text) =>
        JsonNode.Parse($$$"""{"commandId":"search","parameters":[{"name":"query","value":"{{{text}}}"}],"queryOptions":{"skip":0,"count":5}}""")!;
}
