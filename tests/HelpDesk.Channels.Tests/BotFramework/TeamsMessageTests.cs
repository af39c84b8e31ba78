using System.Text.Json.Nodes;
using HelpDesk.Channels.BotFramework.Messages;
using HelpDesk.Channels.BotFramework.Speakers;
using HelpDesk.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Channels.Tests.BotFramework;

/// <summary>What comes in at /api/messages: who is let in, what has an effect, and that it has one.</summary>
public class TeamsMessageTests
{
    [Theory]
    [InlineData("{", 400)]
    [InlineData("", 400)]
    [InlineData("[]", 400)]
    [InlineData("null", 400)]
    [InlineData("{}", 400)]
    [InlineData("""{"type":7}""", 400)]
    public async Task What_is_no_activity_is_refused(string body, int status)
    {
        await using var site = await TeamsSite.StartAsync();
        (await site.PostAsync(body)).Status.ShouldBe(status);
    }

    [Fact]
    public async Task A_body_has_an_end()
    {
        await using var site = await TeamsSite.StartAsync();
        var activity = site.Message("");
        activity["serviceUrl"] = site.Channel.ServiceUrl;
        var room = MessagesEndpoint.LongestActivity - activity.ToJsonString().Length;
        activity["text"] = new string('x', room);
        (await site.PostAsync(activity.ToJsonString())).Status.ShouldBe(202);
        activity["text"] = new string('x', room + 1);
        (await site.PostAsync(activity.ToJsonString())).Status.ShouldBe(413);
    }

    [Fact]
    public async Task Nothing_comes_in_without_a_token_of_this_channel()
    {
        await using var site = await TeamsSite.StartAsync();
        var (status, _, headers) = await site.PostAsync(site.Message("ERR_20070"), null);
        status.ShouldBe(401);
        headers.WwwAuthenticate.ToString().ShouldBe("Bearer");
        (await site.PostAsync(site.Message("ERR_20070"), "Bearer x.y.z")).Status.ShouldBe(401);
        var elsewhere = site.Message("ERR_20070");
        elsewhere["serviceUrl"] = "https://smba.forger.example/";
        (await site.PostAsync(elsewhere)).Status.ShouldBe(403);
        (await site.ReadAsync(context => context.Inbox)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("from")]
    [InlineData("id")]
    public async Task A_message_of_nobody_or_without_an_id_is_refused(string missing)
    {
        await using var site = await TeamsSite.StartAsync();
        var activity = site.Message("ERR_20070");
        activity.Remove(missing);
        (await site.PostAsync(activity)).Status.ShouldBe(400);
    }

    [Fact]
    public async Task Sent_again_by_Teams_at_once_and_later_it_has_one_effect()
    {
        await using var site = await TeamsSite.StartAsync();
        var message = site.Message("ERR_20070").ToJsonString();
        var statuses = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => site.PostAsync(JsonNode.Parse(message)!.AsObject())));
        statuses.ShouldAllBe(answer => answer.Status == 202);
        await site.SendAllAsync();
        var arrived = site.Channel.Requests.Count;
        site.Clock.Advance(TimeSpan.FromSeconds(15));
        (await site.PostAsync(JsonNode.Parse(message)!.AsObject())).Status.ShouldBe(202);
        await site.SendAllAsync();
        arrived.ShouldBe(2);
        site.Channel.Requests.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_message_that_overtakes_another_is_answered_and_so_is_the_other()
    {
        await using var site = await TeamsSite.StartAsync();
        var (first, second) = (site.Message("ERR_20070"), site.Message("ERR_20140"));
        var answers = new[] { await site.SayAsync(second), await site.SayAsync(first) };
        answers.ShouldAllBe(arrived => arrived.Count == 2);
        (await site.SayAsync(JsonNode.Parse(second.ToJsonString())!.AsObject())).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_cannot_be_stored_is_not_acknowledged()
    {
        await using var site = await TeamsSite.StartAsync();
        await using (var context = site.Database.Open())
        {
            await context.Database.ExecuteSqlRawAsync("ALTER TABLE Inbox RENAME TO Away", TestContext.Current.CancellationToken);
        }

        var message = site.Message("ERR_20070").ToJsonString();
        var (status, _, headers) = await site.PostAsync(JsonNode.Parse(message)!.AsObject());
        status.ShouldBe(503);
        headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(5));
        var pressed = await site.PostAsync(site.Press("say", """{"say":"ERR_20070"}"""));
        (pressed.Status, pressed.Body.GetProperty("statusCode").GetInt32()).ShouldBe((200, 500));

        await using (var context = site.Database.Open())
        {
            await context.Database.ExecuteSqlRawAsync("ALTER TABLE Away RENAME TO Inbox", TestContext.Current.CancellationToken);
        }

        (await site.SayAsync(JsonNode.Parse(message)!.AsObject())).Count.ShouldBe(2);
    }

    [Fact]
    public async Task Two_people_in_a_group_have_a_dialogue_each_and_are_answered_in_the_same_place()
    {
        await using var site = await TeamsSite.StartAsync();
        await site.SayAsync(site.InGroup("ERR_20070", "ana"));
        await site.SayAsync(site.InGroup("担当者に相談", "ana"));
        var ben = await site.SayAsync(site.InGroup("ERR_20140", "ben"));
        TeamsSite.TextOf(ben[0]).ShouldContain("ERR_20140");
        var ana = await site.SayAsync(site.InGroup("すべてスキップ", "ana"));
        TeamsSite.TextOf(ana[0]).ShouldContain("この内容で送る");
        site.Channel.Requests.Select(seen => seen.Target).Distinct().ShouldBe(["/teams/v3/conversations/19%3Ag%40thread.v2/activities"]);
        (await site.ReadAsync(context => context.Conversations)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task In_a_channel_the_answer_stands_in_the_thread_and_choices_are_buttons()
    {
        await using var site = await TeamsSite.StartAsync();
        var arrived = await site.SayAsync(site.InGroup("ERR_20070", conversation: "19:c@thread.tacv2", id: "55"));
        site.Channel.Requests.ShouldAllBe(seen => seen.Target == "/teams/v3/conversations/19%3Ac%40thread.tacv2%3Bmessageid%3D55/activities");
        arrived.ShouldAllBe(activity => !TeamsSite.Has(activity, "suggestedActions"));
        var button = arrived[^1].GetProperty("attachments")[0].GetProperty("content").GetProperty("actions")[0];
        (button.GetProperty("type").GetString(), button.GetProperty("fallback").GetProperty("type").GetString()).ShouldBe(("Action.Execute", "Action.Submit"));
    }

    [Fact]
    public async Task What_people_say_among_themselves_is_not_heard()
    {
        await using var site = await TeamsSite.StartAsync();
        (await site.SayAsync(site.InGroup("ERR_20070", mention: false))).ShouldBeEmpty();
        (await site.ReadAsync(context => context.Conversations)).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_edited_message_is_answered_anew_and_once()
    {
        await using var site = await TeamsSite.StartAsync();
        await site.SayAsync(site.Message("ERR_20070", id: "1"));
        JsonObject Edit(string text, string at) => TeamsSite.With(TeamsSite.Personal("ana"), "messageUpdate", "1", ("text", text), ("timestamp", at));
        TeamsSite.TextOf((await site.SayAsync(Edit("ERR_20140", "2026-11-24T01:01:00Z")))[0]).ShouldContain("ERR_20140");
        (await site.SayAsync(Edit("ERR_20140", "2026-11-24T01:01:00Z"))).ShouldBeEmpty();
        (await site.SayAsync(Edit("ERR_20140", "2026-11-24T01:02:00Z"))).ShouldNotBeEmpty();
    }

    [Fact]
    public async Task It_greets_once_with_a_card_whichever_event_comes_first()
    {
        await using var site = await TeamsSite.StartAsync();
        var installed = TeamsSite.With(TeamsSite.Personal("ana"), "installationUpdate", "f:1", ("action", "add"));
        var added = TeamsSite.With(TeamsSite.Personal("ana"), "conversationUpdate", "f:2");
        added["membersAdded"] = new JsonArray(new JsonObject { ["id"] = "28:" + FakeTokens.AppId }, new JsonObject { ["id"] = "29:ana" });
        var greeting = (await site.SayAsync(added)).ShouldHaveSingleItem();
        greeting.GetProperty("attachments")[0].GetProperty("content").GetProperty("actions").GetArrayLength().ShouldBeGreaterThan(1);
        (await site.SayAsync(installed)).ShouldBeEmpty();
        (await site.SayAsync(TeamsSite.With(TeamsSite.Personal("ana"), "installationUpdate", "f:3", ("action", "add-upgrade")))).ShouldBeEmpty();
        (await site.SayAsync(TeamsSite.With(TeamsSite.Personal("ana"), "installationUpdate", "f:4", ("action", "remove")))).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_button_of_an_older_client_says_the_same()
    {
        await using var site = await TeamsSite.StartAsync();
        var submitted = site.Message("");
        submitted["value"] = new JsonObject { ["say"] = "ERR_20070" };
        TeamsSite.TextOf((await site.SayAsync(submitted))[0]).ShouldContain("ERR_20070");
    }

    [Fact]
    public async Task Tickets_carry_the_company_of_the_tenant()
    {
        await using var site = await TeamsSite.StartAsync(new Dictionary<string, string?>
        {
            [$"BotFramework:Tenants:{FakeTokens.TenantId}:Company"] = "さくら電力", [$"BotFramework:Tenants:{FakeTokens.TenantId}:CompanyCode"] = "12343",
        });
        await site.OpenTicketAsync();
        var ticket = (await site.ReadAsync(context => context.Tickets)).Single();
        (ticket.Facts["company"], ticket.Facts["company-code"]).ShouldBe(("さくら電力", "12343"));
        ticket.Requester.ShouldBe(FakeTokens.TenantId + "/o-ana");
    }

    [Theory]
    [InlineData(200, 200)]
    [InlineData(201, 195)]
    public void A_key_fits_the_database(int length, int expected)
    {
        var key = TeamsSpeaker.Key(new string('a', length));
        key.Length.ShouldBe(expected);
        TeamsSpeaker.Key(new string('a', length - 1) + "b").ShouldNotBe(key);
    }

    [Fact]
    public async Task Another_persons_ticket_does_not_exist()
    {
        await using var site = await TeamsSite.StartAsync();
        var number = await site.OpenTicketAsync("ana");
        TeamsSite.TextOf((await site.SayAsync($"{number} の状況", "ben"))[0]).ShouldContain("見当たりません");
        var refresh = $$"""{"ticket":"{{number}}"}""";
        var own = await site.PostAsync(site.Press("ticket", refresh, TeamsSite.Personal("ana"), trigger: "automatic"));
        var other = await site.PostAsync(site.Press("ticket", refresh, TeamsSite.Personal("ben"), trigger: "automatic"));
        var none = await site.PostAsync(site.Press("ticket", """{"ticket":"HD-2026-000777"}""", TeamsSite.Personal("ben"), trigger: "automatic"));
        own.Body.GetProperty("value").GetProperty("refresh").GetProperty("userIds")[0].GetString().ShouldBe("29:ana");
        own.Body.ToString().ShouldContain(number);
        other.Body.ToString().ShouldBe(none.Body.ToString());
        other.Body.GetProperty("value").GetProperty("code").GetString().ShouldBe("not-found");
    }

    [Fact]
    public async Task States_that_are_stored_hold_no_more_than_one_row_for_each_delivery()
    {
        await using var site = await TeamsSite.StartAsync();
        await site.SayAsync("ERR_20070");
        (await site.ReadAsync(context => context.Outbox)).ShouldAllBe(row => row.State == DeliveryState.Delivered && row.Delivered == "1:answered");
    }
}
