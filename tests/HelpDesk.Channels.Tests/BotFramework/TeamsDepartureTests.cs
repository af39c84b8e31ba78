using System.Text.Json.Nodes;
using HelpDesk.Storage.Model;
using HelpDesk.Storage.Tickets;
using HelpDesk.Ticketing.Tickets;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Channels.Tests.BotFramework;

/// <summary>The bot is taken away and comes back.</summary>
public class TeamsDepartureTests
{
    private const string First = "HD-2026-000001";
    private const string Second = "HD-2026-000002";
    private const string Third = "HD-2026-000003";

    [Fact]
    public async Task What_waits_ends_at_once_and_each_open_ticket_says_so_once_however_often_it_is_told()
    {
        await using var site = await TeamsSite.StartAsync();
        await site.OpenTicketAsync();
        await site.OpenTicketAsync();
        await site.OpenTicketAsync();
        await site.SayAsync($"{Third} 終了");
        await AnswerAsync(site, First);
        foreach (var _ in (int[])[1, 2])
        {
            (await site.PostAsync(Removed("f:9"))).Status.ShouldBe(202);
        }

        (await site.PostAsync(Removed("f:10"))).Status.ShouldBe(202);
        (await site.PostAsync(TakenOut(TeamsSite.Personal("ana"), "f:11"))).Status.ShouldBe(202);
        var before = site.Channel.Requests.Count;
        await SendAsync(site);
        site.Channel.Requests.Skip(before).ShouldAllBe(seen => seen.Method == "PUT");
        (await NotesAsync(site, First)).ShouldHaveSingleItem().ShouldContain("届きません");
        (await NotesAsync(site, Second)).ShouldHaveSingleItem();
        (await NotesAsync(site, Third)).ShouldBeEmpty();
        (await StatesAsync(site)).ShouldBe([DeliveryState.Failed]);

        // Found out once more by sending, it is the same absence; but what an agent has said since did not arrive either, and they are told.
        await AnswerAsync(site, Second);
        site.Channel.Refuse = seen => seen.Method == "POST" ? (403, """{"error":{"code":"BotNotInConversationRoster"}}""") : null;
        await SendAsync(site);
        (await NotesAsync(site, First)).ShouldHaveSingleItem();
        (await NotesAsync(site, Second)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task Once_the_person_is_back_later_replies_are_sent_by_the_way_that_holds_then_and_a_late_repeat_ends_none()
    {
        await using var site = await TeamsSite.StartAsync();
        await site.PostAsync(Installed("f:1", "a:ana"));
        await site.OpenTicketAsync();
        await AnswerAsync(site, First);
        await site.PostAsync(Removed("f:9"));
        await site.PostAsync(Installed("f:12", "a:ana-again"));
        await AnswerAsync(site, First);
        await site.PostAsync(Removed("f:9"));
        var before = site.Channel.Requests.Count;
        await SendAsync(site);
        var sent = site.Channel.Requests.Skip(before).Where(seen => seen.Method == "POST").ShouldHaveSingleItem();
        sent.Target.ShouldBe("/teams/v3/conversations/a%3Aana-again/activities");
        sent.Body.ShouldContain("直りました");
    }

    [Fact]
    public async Task Another_absence_after_the_person_was_heard_is_another_note()
    {
        await using var site = await TeamsSite.StartAsync();
        await site.OpenTicketAsync();
        await site.PostAsync(Removed("f:9"));
        await site.SayAsync("こんにちは");
        await site.PostAsync(Removed("f:10"));
        (await NotesAsync(site, First)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_newer_version_of_the_app_and_people_who_leave_end_nothing()
    {
        await using var site = await TeamsSite.StartAsync();
        await site.OpenTicketAsync();
        await AnswerAsync(site, First);
        await site.PostAsync(TeamsSite.With(TeamsSite.Personal("ana"), "installationUpdate", "f:9", ("action", "remove-upgrade")));
        var left = TeamsSite.With(TeamsSite.Personal("ana"), "conversationUpdate", "f:10");
        left["membersRemoved"] = new JsonArray(new JsonObject { ["id"] = "29:ben" });
        await site.PostAsync(left);
        await SendAsync(site);
        (await NotesAsync(site, First)).ShouldBeEmpty();
        (await StatesAsync(site)).ShouldBe([DeliveryState.Delivered]);
    }

    [Fact]
    public async Task Out_of_a_group_it_ends_for_everybody_in_all_its_threads_and_nowhere_else()
    {
        await using var site = await TeamsSite.StartAsync();
        const string channel = "19:c@thread.tacv2";
        (string Person, string Conversation)[] places = [("ana", channel + ";messageid=1"), ("ben", channel + ";messageid=2"), ("ana", "19:c2@thread.tacv2;messageid=1"), ("ana", "19:c@thread.tacv22;messageid=1")];
        foreach (var (person, conversation) in places)
        {
            (await site.PostAsync(site.InGroup("こんにちは", person, conversation))).Status.ShouldBe(202);
        }

        await site.PostAsync(TakenOut(TeamsSite.Place("carol", channel, "channel"), "f:9"));
        (await site.ReadAsync(context => context.Outbox.Where(row => row.State == DeliveryState.Failed).Select(row => row.Conversation).Distinct())).Count.ShouldBe(2);
        await site.SendAllAsync();
        site.Channel.Requests.Select(seen => Uri.UnescapeDataString(seen.Target.Split('/')[^2])).Distinct().Order(StringComparer.Ordinal).ShouldBe(["19:c2@thread.tacv2;messageid=1", "19:c@thread.tacv22;messageid=1"]);
    }

    [Fact]
    public async Task What_a_crash_left_undone_is_done_when_it_comes_again()
    {
        await using var site = await TeamsSite.StartAsync();
        await site.OpenTicketAsync();
        await AnswerAsync(site, First);
        await RunAsync(site, "CREATE TRIGGER broken BEFORE UPDATE ON Outbox BEGIN SELECT RAISE(ABORT, 'broken'); END");
        (await site.PostAsync(Removed("f:9"))).Status.ShouldBe(503);
        await RunAsync(site, "DROP TRIGGER broken");
        (await NotesAsync(site, First)).ShouldHaveSingleItem();
        (await StatesAsync(site)).ShouldBe([DeliveryState.Pending]);
        (await site.PostAsync(Removed("f:9"))).Status.ShouldBe(202);
        (await NotesAsync(site, First)).ShouldHaveSingleItem();
        (await StatesAsync(site)).ShouldBe([DeliveryState.Failed]);
    }

    [Fact]
    public async Task Taken_out_of_a_chat_that_it_had_only_written_to_it_is_known_by_the_person()
    {
        await using var site = await TeamsSite.StartAsync();
        await site.PostAsync(site.Invoke("composeExtension/submitAction", JsonNode.Parse("""{"commandId":"ticket","data":{"text":"ERR_20070 と出ます"}}"""), TeamsSite.Place("ana", "19:g@thread.v2", "groupChat")));
        await site.PostAsync(Removed("f:9"));
        (await NotesAsync(site, First)).ShouldHaveSingleItem();
        await site.SendAllAsync();
        site.Channel.Requests.ShouldBeEmpty();
    }

    private static JsonObject Removed(string id) => TeamsSite.With(TeamsSite.Personal("ana"), "installationUpdate", id, ("action", "remove"));

    private static JsonObject Installed(string id, string chat) => TeamsSite.With(TeamsSite.Place("ana", chat, "personal"), "installationUpdate", id, ("action", "add"));

    private static JsonObject TakenOut(JsonObject place, string id)
    {
        var activity = TeamsSite.With(place, "conversationUpdate", id);
        activity["membersRemoved"] = new JsonArray(new JsonObject { ["id"] = "28:" + FakeTokens.AppId });
        return activity;
    }

    private static async Task AnswerAsync(TeamsSite site, string number) =>
        (await site.Tickets.ActAsync(number, Viewer.Agent("佐藤花子", ["helpdesk"]), null, (ticket, by, at) => ticket.Answer("直りました。", by, awaitAnswer: false, at), TestContext.Current.CancellationToken)).ShouldBeOfType<TicketDone>();

    private static async Task SendAsync(TeamsSite site)
    {
        site.Clock.Advance(TimeSpan.FromMinutes(10));
        await site.SendAllAsync();
    }

    private static async Task<List<string>> NotesAsync(TeamsSite site, string number) =>
        [.. (await site.ReadAsync(context => context.Tickets.Include(ticket => ticket.Messages).Where(ticket => ticket.Number == number))).Single().Messages.Where(message => message.Kind == TicketMessageKind.Note).Select(message => message.Text)];

    /// <summary>Of what the desk said by itself to Ana.</summary>
    private static Task<List<DeliveryState>> StatesAsync(TeamsSite site) =>
        site.ReadAsync(context => context.Outbox.Where(row => row.Activity == null && row.Conversation.StartsWith("personal|")).OrderBy(row => row.Sequence).Select(row => row.State));

    private static async Task RunAsync(TeamsSite site, string sql)
    {
        await using var context = site.Database.Open();
        await context.Database.ExecuteSqlRawAsync(sql, TestContext.Current.CancellationToken);
    }
}
