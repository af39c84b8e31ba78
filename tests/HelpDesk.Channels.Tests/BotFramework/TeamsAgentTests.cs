using System.Text.Json;
using System.Text.Json.Nodes;
using HelpDesk.Conversation.Dialogue;
using HelpDesk.Storage.Model;
using HelpDesk.Storage.Turns;
using HelpDesk.Ticketing.Tickets;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Channels.Tests.BotFramework;

/// <summary>The agents' channel: a ticket of any channel is posted there; agents, and only they, act on it.</summary>
public class TeamsAgentTests
{
    private const string Number = "HD-2026-000001";

    [Fact]
    public async Task A_new_ticket_is_posted_once_and_the_post_is_renewed_in_place()
    {
        await using var site = await TeamsSite.WithAgentsAsync();
        await WebTicketAsync(site);
        site.Channel.Then(201, """{"id":"post-1"}""");
        await site.SendAllAsync();
        var post = site.Channel.Requests.ShouldHaveSingleItem();
        (post.Method, post.Target).ShouldBe(("POST", "/teams/v3/conversations/19%3Adesk%40thread.tacv2/activities"));
        post.Body.ShouldContain(Number);
        post.Body.ShouldNotContain("0312345678901234567890");

        await PressAsync(site, TeamsSite.Hanako, "take");
        await site.SendAllAsync();
        var renewed = site.Channel.Requests[^1];
        (renewed.Method, renewed.Target).ShouldBe(("PUT", "/teams/v3/conversations/19%3Adesk%40thread.tacv2/activities/post-1"));
        renewed.Body.ShouldContain("佐藤花子");
    }

    [Fact]
    public async Task Of_many_changes_in_a_row_the_post_shows_the_last_and_no_other_is_sent()
    {
        await using var site = await TeamsSite.WithAgentsAsync();
        await WebTicketAsync(site);
        site.Channel.Then(201, """{"id":"post-1"}""");
        await site.SendAllAsync();
        var before = site.Channel.Requests.Count;
        await PressAsync(site, TeamsSite.Jiro, "take");
        for (var i = 0; i < 5; i++)
        {
            await PressAsync(site, TeamsSite.Jiro, "answer", $"{i}回目のご案内です。", id: $"f:{i}");
        }

        await PressAsync(site, TeamsSite.Jiro, "resolve");
        await site.SendAllAsync();
        var renewed = site.Channel.Requests.Skip(before).ShouldHaveSingleItem();
        (renewed.Method, renewed.Target).ShouldBe(("PUT", "/teams/v3/conversations/19%3Adesk%40thread.tacv2/activities/post-1"));
        renewed.Body.ShouldContain("解決");
        (await site.ReadAsync(context => context.Outbox.Where(row => row.Channel == "msteams"))).ShouldAllBe(row => row.State == DeliveryState.Delivered);
    }

    [Fact]
    public async Task Of_two_who_take_a_ticket_one_has_it_and_the_other_is_told()
    {
        await using var site = await TeamsSite.WithAgentsAsync();
        await WebTicketAsync(site);
        var answers = await Task.WhenAll(PressAsync(site, TeamsSite.Hanako, "take"), PressAsync(site, TeamsSite.Jiro, "take"));
        var told = answers.Single(answer => answer.GetProperty("type").GetString() == "application/vnd.microsoft.activity.message").GetProperty("value").GetString();
        var ticket = await TicketAsync(site);
        ticket.Agent.ShouldBeOneOf("佐藤花子", "鈴木次郎");
        told.ShouldBe($"すでに {ticket.Agent} さんが担当しています。");
    }

    [Fact]
    public async Task What_an_agent_answers_reaches_the_requester_on_their_own_channel_once()
    {
        await using var site = await TeamsSite.WithAgentsAsync();
        await WebTicketAsync(site);
        await PressAsync(site, TeamsSite.Hanako, "answer", "証明書を入れ直してください。", id: "f:1");
        await PressAsync(site, TeamsSite.Hanako, "answer", "証明書を入れ直してください。", id: "f:1");
        var told = await site.ReadAsync(context => context.Outbox.Where(row => row.Channel == "webchat" && row.Activity == null));
        told.ShouldHaveSingleItem().Reply!.ShouldContain("証明書を入れ直してください。");
        await PressAsync(site, TeamsSite.Hanako, "resolve");
        (await TicketAsync(site)).State.ShouldBe(TicketState.Resolved);
    }

    [Fact]
    public async Task Pressed_twice_with_the_same_words_it_is_said_once_and_after_the_requester_again()
    {
        await using var site = await TeamsSite.WithAgentsAsync();
        await WebTicketAsync(site);
        await PressAsync(site, TeamsSite.Hanako, "answer", "もう一度お試しください。");
        await PressAsync(site, TeamsSite.Hanako, "answer", "もう一度お試しください。");
        (await site.ReadAsync(context => context.Outbox.Where(row => row.Channel == "webchat" && row.Activity == null))).ShouldHaveSingleItem();
        await PressAsync(site, TeamsSite.Jiro, "answer", "もう一度お試しください。");
        await PressAsync(site, TeamsSite.Hanako, "answer", "もう一度お試しください。");
        (await site.ReadAsync(context => context.Outbox.Where(row => row.Channel == "webchat" && row.Activity == null))).Count.ShouldBe(3);
    }

    [Fact]
    public async Task The_post_says_who_asks_by_the_name_that_Teams_gives()
    {
        await using var site = await TeamsSite.WithAgentsAsync();
        await site.OpenTicketAsync("三田花江");
        site.Channel.Requests.Last(seen => seen.Target.Contains("thread.tacv2", StringComparison.Ordinal)).Body.ShouldContain("三田花江");
    }

    [Fact]
    public async Task An_agents_answer_reaches_a_requester_in_Teams()
    {
        await using var site = await TeamsSite.WithAgentsAsync();
        await site.OpenTicketAsync("ana");
        await PressAsync(site, TeamsSite.Hanako, "answer", "直りました。");
        await site.SendAllAsync();
        site.Channel.Requests.Count(seen => seen.Target.Contains("a%3Aana", StringComparison.Ordinal) && seen.Body.Contains("直りました。", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact]
    public async Task What_somebody_else_must_check_waits_and_the_agent_is_told()
    {
        await using var site = await TeamsSite.WithAgentsAsync();
        await WebTicketAsync(site);
        (await PressAsync(site, TeamsSite.Hanako, "answer", "番号は 0498765432109876543210 です。")).GetProperty("value").GetString()!.ShouldContain("ほかの人の確認");
        (await TicketAsync(site)).FirstAnswerAt.ShouldBeNull();
    }

    [Fact]
    public async Task Without_words_there_is_no_answer_and_the_agent_is_told()
    {
        await using var site = await TeamsSite.WithAgentsAsync();
        await WebTicketAsync(site);
        (await PressAsync(site, TeamsSite.Hanako, "answer")).GetProperty("value").GetString()!.ShouldContain("入力");
        (await TicketAsync(site)).FirstAnswerAt.ShouldBeNull();
    }

    [Theory]
    [InlineData("o-ben", TeamsSite.AgentsChannel + ";messageid=9", FakeTokens.TenantId)]
    [InlineData(TeamsSite.Hanako, "19:other@thread.tacv2;messageid=9", FakeTokens.TenantId)]
    [InlineData(TeamsSite.Hanako, "a:hanako", FakeTokens.TenantId)]
    public async Task Nobody_else_acts_and_nobody_elsewhere(string person, string conversation, string tenant)
    {
        await using var site = await TeamsSite.WithAgentsAsync();
        await WebTicketAsync(site);
        var place = TeamsSite.Place(person, conversation, "channel", person);
        place["conversation"]!["tenantId"] = tenant;
        var answer = await site.PostAsync(site.Press("agent", Act("take"), place));
        answer.Body.GetProperty("value").GetString()!.ShouldContain("担当者だけ");
        (await TicketAsync(site)).Agent.ShouldBeNull();
    }

    [Fact]
    public async Task Everyone_in_the_channel_is_an_agent_only_where_the_settings_say_so()
    {
        await using var site = await TeamsSite.StartAsync(new Dictionary<string, string?>
        {
            ["BotFramework:AgentsChannel:Conversation"] = TeamsSite.AgentsChannel, ["BotFramework:AgentsChannel:Everyone"] = "true",
        });
        await WebTicketAsync(site);
        await PressAsync(site, "o-ben", "take");
        (await TicketAsync(site)).Agent.ShouldBe("o-ben (o-ben)");
    }

    [Fact]
    public async Task A_button_of_an_older_client_acts_too()
    {
        await using var site = await TeamsSite.WithAgentsAsync();
        await WebTicketAsync(site);
        var message = TeamsSite.With(TeamsSite.AtBoard(TeamsSite.Hanako), "message", site.NextId(), ("text", ""));
        message["value"] = JsonNode.Parse(Act("take"));
        (await site.PostAsync(message)).Status.ShouldBe(202);
        (await TicketAsync(site)).Agent.ShouldBe("佐藤花子");
    }

    [Fact]
    public async Task Everything_sent_fits_Microsofts_assertions()
    {
        await using var site = await TeamsSite.WithAgentsAsync();
        var added = TeamsSite.With(TeamsSite.Personal("ana"), "conversationUpdate", "f:2");
        added["membersAdded"] = new JsonArray(new JsonObject { ["id"] = "28:" + FakeTokens.AppId });
        await site.SayAsync(added);
        await site.SayAsync("ログインできない");
        await site.OpenTicketAsync("ana");
        await site.SayAsync(site.InGroup("ERR_20070", conversation: "19:c@thread.tacv2"));
        await PressAsync(site, TeamsSite.Hanako, "answer", "直りました。");
        await site.SendAllAsync();
        var sent = site.Channel.Requests.Where(seen => seen.Target.Contains("/activities", StringComparison.Ordinal)).Select(seen => seen.Json).ToList();
        var verdicts = await Peers.Run("schema.mjs", sent.SelectMany((json, i) => new[] { new { name = $"assert {i}", by = "assert:activity", json }, new { name = $"openapi {i}", by = "openapi:Activity", json } }));
        sent.Count.ShouldBeGreaterThan(12);
        sent.ShouldAllBe(activity => !(TeamsSite.Has(activity, "text") && TeamsSite.Has(activity, "attachments")));
        verdicts.EnumerateObject().ShouldAllBe(verdict => verdict.Value.GetString() == "");
    }

    private static string Act(string what, string text = "") => new JsonObject { ["agent"] = what, ["ticket"] = Number, ["answer"] = text }.ToJsonString();

    private static async Task<JsonElement> PressAsync(TeamsSite site, string agent, string what, string text = "", string? id = null)
    {
        var (status, body, _) = await site.PostAsync(site.Press("agent", Act(what, text), TeamsSite.AtBoard(agent), id));
        status.ShouldBe(200);
        return body;
    }

    private static async Task<Ticket> TicketAsync(TeamsSite site) => (await site.ReadAsync(context => context.Tickets.Include(ticket => ticket.Messages))).Single();

    /// <summary>A ticket of somebody on the web.</summary>
    private static async Task WebTicketAsync(TeamsSite site)
    {
        foreach (var line in (string[])["ERR_20070 供給地点特定番号は 0312345678901234567890 です", "担当者に相談", "すべてスキップ", "この内容で送る"])
        {
            await site.Turns.AcceptAsync(new AcceptedMessage("webchat", "w1", line, "visitor", new Incoming(line), KeepsTranscript: true), TestContext.Current.CancellationToken);
        }
    }
}
