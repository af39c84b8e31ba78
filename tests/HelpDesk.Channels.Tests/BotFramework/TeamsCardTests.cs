using System.Text.Json;
using System.Text.Json.Nodes;
using HelpDesk.Channels.BotFramework.Connector;
using HelpDesk.Channels.BotFramework.Delivery;
using HelpDesk.Channels.Tests.DirectLine;
using HelpDesk.Storage.Model;
using HelpDesk.Storage.Tickets;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Channels.Tests.BotFramework;

/// <summary>Cards that were posted show their ticket as it is now, to everybody who sees them.</summary>
public class TeamsCardTests
{
    private const string Number = "HD-2026-000001";
    private const string Group = "19:g@thread.v2";
    private const string InGroup = "/teams/v3/conversations/19%3Ag%40thread.v2/activities";

    [Fact]
    public async Task In_a_group_the_receipt_shows_the_state_that_an_agent_gave_the_ticket_and_nothing_else_that_is_new()
    {
        await using var site = await TeamsSite.StartAsync();
        await OpenAsync(site);
        var posted = site.Channel.Requests.Last(seen => seen.Body.Contains("\"受付済み\"", StringComparison.Ordinal)).Json;
        await TakeAsync(site);
        await SendAsync(site);
        var put = Puts(site, "receipt").ShouldHaveSingleItem();
        put.Target.ShouldBe(InGroup + "/receipt");
        put.Body.Replace("\"対応中\"", "\"受付済み\"", StringComparison.Ordinal).ShouldBe(posted.GetRawText());
    }

    [Fact]
    public async Task Who_else_is_there_sees_the_posted_card_as_it_is_now_and_nobody_sees_it_from_elsewhere()
    {
        await using var site = await TeamsSite.StartAsync();
        await OpenAsync(site);
        await TakeAsync(site);
        await SendAsync(site);
        var put = Puts(site, "receipt").ShouldHaveSingleItem().Json.GetProperty("attachments")[0].GetProperty("content").GetRawText();
        foreach (var trigger in (string[])["automatic", "manual"])
        {
            var there = await RefreshAsync(site, TeamsSite.Place("ben", Group, "groupChat"), "receipt", trigger);
            (there.GetProperty("statusCode").GetInt32(), there.GetProperty("value").GetRawText()).ShouldBe((200, put));
        }

        (await RefreshAsync(site, TeamsSite.Place("ben", "19:other@thread.v2", "groupChat"), "receipt")).GetProperty("statusCode").GetInt32().ShouldBe(400);
        (await RefreshAsync(site, TeamsSite.Personal("ben"), "receipt")).GetProperty("statusCode").GetInt32().ShouldBe(400);
        (await RefreshAsync(site, TeamsSite.Place("ben", Group, "groupChat"), "another")).GetProperty("statusCode").GetInt32().ShouldBe(400);
    }

    [Fact]
    public async Task What_its_requester_does_in_a_turn_is_shown_too()
    {
        await using var site = await TeamsSite.StartAsync();
        await OpenAsync(site);
        await site.SayAsync(site.InGroup($"{Number} 終了"));
        await SendAsync(site);
        Puts(site, "receipt").ShouldHaveSingleItem().Body.ShouldContain("\"終了\"");
        await site.SayAsync(site.InGroup("再開"));
        await SendAsync(site);
        Puts(site, "receipt")[^1].Body.ShouldContain("\"対応中\"");
    }

    [Fact]
    public async Task A_turn_that_leaves_the_state_renews_nothing()
    {
        await using var site = await TeamsSite.StartAsync();
        await OpenAsync(site);
        await site.SayAsync(site.InGroup($"{Number} 追記: 午後は電話に出られません"));
        await SendAsync(site);
        site.Channel.Requests.ShouldAllBe(seen => seen.Method == "POST");
        (await site.ReadAsync(context => context.Conversations)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_change_before_the_card_was_delivered_is_shown_once_it_is()
    {
        await using var site = await TeamsSite.StartAsync();
        await OpenAsync(site, send: false);
        await TakeAsync(site);
        site.Channel.Then(429, "", "20");
        await site.SendAllAsync();
        site.Channel.Requests.ShouldAllBe(seen => seen.Method == "POST");
        await SendAsync(site, TimeSpan.FromSeconds(20), "receipt");
        await SendAsync(site, TimeSpan.FromSeconds(20));
        Puts(site, "receipt").ShouldHaveSingleItem().Body.ShouldContain("\"対応中\"");
    }

    [Fact]
    public async Task Of_two_changes_in_a_row_the_last_is_shown_and_a_notice_of_the_first_does_not_say_otherwise()
    {
        await using var site = await TeamsSite.StartAsync();
        await OpenAsync(site);
        await TakeAsync(site);
        await ActAsync(site, (ticket, by, at) => ticket.Resolve(by, at));
        await SendAsync(site, TimeSpan.Zero, "taken");
        await SendAsync(site);
        await SendAsync(site);
        Puts(site, "receipt").ShouldHaveSingleItem().Body.ShouldContain("\"解決\"");
        var notice = Puts(site, "taken").ShouldHaveSingleItem().Body;
        notice.ShouldContain("\"解決\"");
        notice.ShouldNotContain("対応中");
    }

    [Theory]
    [InlineData(404, """{"error":{"code":"ActivityNotFoundInConversation"}}""", 1, DeliveryState.Delivered)]
    [InlineData(404, """{"error":{"code":"ConversationNotFound"}}""", 1, DeliveryState.Delivered)]
    [InlineData(403, """{"error":{"code":"BotNotInConversationRoster"}}""", 1, DeliveryState.Failed)]
    [InlineData(429, "", 2, DeliveryState.Delivered)]
    [InlineData(500, "", 2, DeliveryState.Delivered)]
    [InlineData(504, "", 2, DeliveryState.Delivered)]
    public async Task What_Teams_says_to_it_decides_whether_it_is_tried_again(int status, string body, int tries, DeliveryState end)
    {
        await using var site = await TeamsSite.StartAsync();
        await OpenAsync(site, personal: true);
        // The requester's own close says nothing with a card, so that the renewed card is all that is put.
        await site.PostAsync(site.Message("終了"));
        site.Channel.Then(201, """{"id":"said"}""");
        await HoldAsync(site, "card|" + Number, hold: true);
        await site.SendAllAsync();
        await HoldAsync(site, "card|" + Number, hold: false);
        site.Channel.Then(status, body);
        await SendAsync(site);
        await SendAsync(site, TimeSpan.FromMinutes(10));
        Puts(site, "receipt").Count.ShouldBe(tries);
        (await site.ReadAsync(context => context.Outbox.Where(row => row.Conversation == "card|" + Number))).ShouldHaveSingleItem().State.ShouldBe(end);
        // What is said goes on, whatever became of the card.
        (await site.SayAsync("ERR_20140")).Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_connector_that_does_not_answer_is_asked_again()
    {
        await using var site = await TeamsSite.StartAsync();
        await OpenAsync(site, personal: true);
        await site.PostAsync(site.Message("終了"));
        await HoldAsync(site, "card|" + Number, hold: true);
        await site.SendAllAsync();
        await HoldAsync(site, "card|" + Number, hold: false);
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        site.Channel.Then(async context =>
        {
            reached.SetResult();
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        });
        var sending = site.SendAllAsync();
        await reached.Task.WaitAsync(TimeSpan.FromMinutes(3), TestContext.Current.CancellationToken);
        site.Clock.Advance(new ConnectorRules().Timeout);
        await sending;
        await SendAsync(site, TimeSpan.FromMinutes(10));
        Puts(site, "receipt").Count.ShouldBe(2);
        (await site.ReadAsync(context => context.Outbox.Where(row => row.Conversation == "card|" + Number))).ShouldHaveSingleItem().State.ShouldBe(DeliveryState.Delivered);
    }

    [Fact]
    public async Task A_card_that_a_killed_process_was_renewing_is_renewed_by_the_next()
    {
        var (database, channel) = (ChatSite.NewDatabase(), await FakeChannel.StartAsync());
        await using var site = await TeamsSite.StartAsync(database: database, channel: channel);
        await OpenAsync(site);
        await TakeAsync(site);
        await using (var context = database.Open())
        {
            var past = site.Clock.GetUtcNow();
            await context.Outbox.Where(row => row.Conversation == "card|" + Number).ExecuteUpdateAsync(
                set => set.SetProperty(row => row.Attempts, 1).SetProperty(row => row.NotBefore, past), TestContext.Current.CancellationToken);
        }

        var other = await TeamsSite.StartAsync(database: database, clock: site.Clock, channel: channel);
        await other.SendAllAsync();
        Puts(site, "receipt").ShouldHaveSingleItem().Body.ShouldContain("\"対応中\"");
    }

    [Fact]
    public async Task Of_many_cards_the_receipt_and_the_newest_are_renewed()
    {
        await using var site = await TeamsSite.StartAsync();
        await OpenAsync(site);
        for (var i = 0; i < CardSender.MostRenewed; i++)
        {
            site.Channel.Then(201, $$"""{"id":"status-{{i}}"}""");
            await site.SayAsync(site.InGroup(Number));
        }

        await site.SayAsync(site.InGroup("終了"));
        await SendAsync(site);
        site.Channel.Requests.Where(seen => seen.Method == "PUT").Select(seen => seen.Target[(seen.Target.LastIndexOf('/') + 1)..])
            .ShouldBe(["receipt", .. Enumerable.Range(1, CardSender.MostRenewed - 1).Select(i => FormattableString.Invariant($"status-{i}"))]);
    }

    [Fact]
    public async Task Where_the_ticket_is_anothers_now_no_card_of_the_first_conversation_is_touched()
    {
        await using var site = await TeamsSite.StartAsync();
        await OpenAsync(site);
        await site.SayAsync("こんにちは", "ben");
        await using (var context = site.Database.Open())
        {
            var ben = await context.Conversations.SingleAsync(row => row.Conversation.StartsWith("personal|"), TestContext.Current.CancellationToken);
            await context.Tickets.ExecuteUpdateAsync(set => set.SetProperty(ticket => ticket.Requester, ben.Person).SetProperty(ticket => ticket.Conversation, ben.Conversation), TestContext.Current.CancellationToken);
        }

        await TakeAsync(site);
        await SendAsync(site);
        site.Channel.Requests.ShouldAllBe(seen => seen.Method == "POST" || !seen.Target.StartsWith(InGroup, StringComparison.Ordinal));
        (await site.ReadAsync(context => context.Outbox)).ShouldAllBe(row => row.State == DeliveryState.Delivered);
    }

    [Fact]
    public async Task A_card_in_a_chat_that_the_bot_opened_is_renewed_there_by_a_new_process_too()
    {
        var (database, channel) = (ChatSite.NewDatabase(), await FakeChannel.StartAsync());
        await using var site = await TeamsSite.StartAsync(database: database, channel: channel);
        var called = JsonNode.Parse("""{"commandId":"ticket","data":{"text":"ERR_20070 と出ます"}}""");
        await site.PostAsync(site.Invoke("composeExtension/submitAction", called, TeamsSite.Place("ana", Group, "groupChat")));
        channel.Then(201, """{"id":"a:ana"}""").Then(201, """{"id":"receipt"}""");
        await site.SendAllAsync();
        await TakeAsync(site);
        await HoldAsync(site, "personal|" + FakeTokens.TenantId + "/o-ana", hold: true);
        channel.Then(201, """{"id":"a:ana"}""");
        var other = await TeamsSite.StartAsync(database: database, clock: site.Clock, channel: channel);
        await other.SendAllAsync();
        Puts(site, "receipt").ShouldHaveSingleItem().Target.ShouldBe("/teams/v3/conversations/a%3Aana/activities/receipt");
    }

    [Fact]
    public async Task A_receipt_that_asks_for_itself_keeps_its_words()
    {
        await using var site = await TeamsSite.StartAsync();
        await OpenAsync(site);
        await TakeAsync(site);
        var place = TeamsSite.Place("ana", Group, "groupChat");
        var asked = site.Press("ticket", $$"""{"ticket":"{{Number}}"}""", place.DeepClone().AsObject(), trigger: "automatic");
        asked["replyToId"] = "receipt";
        var card = (await site.PostAsync(asked)).Body.GetProperty("value").GetRawText();
        card.ShouldContain("受け付けました");
        card.ShouldContain("\"対応中\"");
        await SendAsync(site);
        JsonElement.Parse(Puts(site, "receipt").Single().Body).GetProperty("attachments")[0].GetProperty("content").GetRawText().ShouldBe(card);
    }

    [Fact]
    public async Task Renewed_cards_fit_Microsofts_assertions()
    {
        await using var site = await TeamsSite.StartAsync();
        await OpenAsync(site);
        await TakeAsync(site);
        await SendAsync(site);
        await ActAsync(site, (ticket, by, at) => ticket.Resolve(by, at));
        await SendAsync(site);
        await SendAsync(site);
        var put = site.Channel.Requests.Where(seen => seen.Method == "PUT").Select(seen => seen.Json).ToList();
        put.Count.ShouldBeGreaterThan(2);
        var verdicts = await Peers.Run("schema.mjs", put.SelectMany((json, i) => new[] { new { name = $"assert {i}", by = "assert:activity", json }, new { name = $"openapi {i}", by = "openapi:Activity", json } }));
        verdicts.EnumerateObject().ShouldAllBe(verdict => verdict.Value.GetString() == "");
    }

    private static List<Seen> Puts(TeamsSite site, string id) =>
        [.. site.Channel.Requests.Where(seen => seen.Method == "PUT" && seen.Target.EndsWith("/activities/" + id, StringComparison.Ordinal))];

    /// <summary>Opens Ana's ticket; its receipt gets the id «receipt».</summary>
    private static async Task OpenAsync(TeamsSite site, bool send = true, bool personal = false)
    {
        JsonObject Say(string text) => personal ? site.Message(text) : site.InGroup(text, conversation: Group);
        foreach (var line in (string[])["ERR_20070", "担当者に相談", "すべてスキップ"])
        {
            await site.SayAsync(Say(line));
        }

        (await site.PostAsync(Say("この内容で送る"))).Status.ShouldBe(202);
        if (send)
        {
            site.Channel.Then(201, """{"id":"receipt"}""");
            await site.SendAllAsync();
        }
    }

    private static async Task<System.Text.Json.JsonElement> RefreshAsync(TeamsSite site, JsonObject place, string card, string trigger = "automatic")
    {
        var press = site.Press("ticket", $$"""{"ticket":"{{Number}}"}""", place, trigger: trigger);
        press["replyToId"] = card;
        return (await site.PostAsync(press)).Body;
    }

    private static Task TakeAsync(TeamsSite site) => ActAsync(site, (ticket, by, at) => ticket.Take(by, at));

    private static async Task ActAsync(TeamsSite site, TicketVerb verb) =>
        (await site.Tickets.ActAsync(Number, Viewer.Agent("佐藤花子", ["helpdesk"]), null, verb, TestContext.Current.CancellationToken)).ShouldBeOfType<TicketDone>();

    /// <summary>Some time later, all that is due; what is said next gets this id.</summary>
    private static async Task SendAsync(TeamsSite site, TimeSpan? later = null, string? id = null)
    {
        site.Clock.Advance(later ?? TimeSpan.FromSeconds(5));
        if (id is not null)
        {
            site.Channel.Then(201, $$"""{"id":"{{id}}"}""");
        }

        await site.SendAllAsync();
    }

    /// <summary>What waits for a conversation is kept back, so that a test says in which order things are sent.</summary>
    private static async Task HoldAsync(TeamsSite site, string conversation, bool hold)
    {
        await using var context = site.Database.Open();
        var until = hold ? (DateTimeOffset?)site.Clock.GetUtcNow().AddDays(1) : null;
        await context.Outbox.Where(row => row.Conversation == conversation && row.State == DeliveryState.Pending)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.NotBefore, until), TestContext.Current.CancellationToken);
    }
}
