using System.Text.Json;
using System.Text.Json.Nodes;
using HelpDesk.Storage.Model;
using HelpDesk.Storage.Tickets;

namespace HelpDesk.Channels.Tests.BotFramework;

/// <summary>Delivery mode «expectReplies».</summary>
public class TeamsExpectedRepliesTests
{
    [Fact]
    public async Task What_is_said_comes_in_the_response_again_for_a_repeat_and_is_not_sent()
    {
        await using var site = await TeamsSite.StartAsync();
        var message = Expecting(site.Message("ERR_20070", id: "55")).ToJsonString();
        var first = await RepliesAsync(site, JsonNode.Parse(message)!.AsObject());
        first.Count.ShouldBe(2);
        TeamsSite.TextOf(first[0]).ShouldContain("ERR_20070");
        first.ShouldAllBe(activity => activity.GetProperty("replyToId").GetString() == "55");
        var again = await RepliesAsync(site, JsonNode.Parse(message)!.AsObject());
        again.Select(activity => activity.GetRawText()).ShouldBe(first.Select(activity => activity.GetRawText()));
        await site.SendAllAsync();
        site.Channel.Requests.ShouldBeEmpty();
        (await site.ReadAsync(context => context.Outbox)).ShouldAllBe(row => row.State == DeliveryState.Delivered);
        var verdicts = await Peers.Run("schema.mjs", first.SelectMany((json, i) => new[] { new { name = $"assert {i}", by = "assert:activity", json }, new { name = $"openapi {i}", by = "openapi:Activity", json } }));
        verdicts.EnumerateObject().ShouldAllBe(verdict => verdict.Value.GetString() == "");
    }

    [Fact]
    public async Task A_ticket_is_opened_so_and_what_an_agent_answers_later_is_sent()
    {
        await using var site = await TeamsSite.StartAsync();
        foreach (var line in (string[])["ERR_20070", "担当者に相談", "すべてスキップ", "この内容で送る"])
        {
            (await RepliesAsync(site, Expecting(site.Message(line)))).ShouldNotBeEmpty();
        }

        await site.Tickets.ActAsync("HD-2026-000001", Viewer.Agent("佐藤花子", ["helpdesk"]), null, (ticket, by, at) => ticket.Answer("直りました。", by, awaitAnswer: false, at), TestContext.Current.CancellationToken);
        await site.SendAllAsync();
        site.Channel.Requests.ShouldHaveSingleItem().Body.ShouldContain("直りました");
    }

    [Fact]
    public async Task What_is_answered_by_nothing_has_no_replies_and_what_is_refused_stays_refused()
    {
        await using var site = await TeamsSite.StartAsync();
        (await RepliesAsync(site, Expecting(site.InGroup("ERR_20070", mention: false)))).ShouldBeEmpty();
        var nobodys = Expecting(site.Message("ERR_20070"));
        nobodys.Remove("id");
        (await site.PostAsync(nobodys)).Status.ShouldBe(400);
        var other = site.Message("ERR_20070");
        other["deliveryMode"] = "notification";
        (await site.PostAsync(other)).Status.ShouldBe(202);
    }

    private static JsonObject Expecting(JsonObject activity)
    {
        activity["deliveryMode"] = "expectReplies";
        return activity;
    }

    private static async Task<IReadOnlyList<JsonElement>> RepliesAsync(TeamsSite site, JsonObject activity)
    {
        var (status, body, _) = await site.PostAsync(activity);
        status.ShouldBe(200);
        return [.. body.GetProperty("activities").EnumerateArray()];
    }
}
