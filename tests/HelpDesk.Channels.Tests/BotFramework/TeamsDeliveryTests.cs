using HelpDesk.Channels.BotFramework.Connector;
using HelpDesk.Conversation.Dialogue;
using HelpDesk.Storage.Model;
using HelpDesk.Storage.Outbox;
using HelpDesk.Storage.Tickets;
using HelpDesk.Ticketing.Tickets;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Channels.Tests.BotFramework;

/// <summary>What goes out, by what Teams says to it.</summary>
public class TeamsDeliveryTests
{
    [Fact]
    public async Task Through_a_storm_of_429_everything_arrives_once_and_in_order()
    {
        await using var site = await TeamsSite.StartAsync();
        for (var i = 0; i < 6; i++)
        {
            site.Channel.Then(429, """{"error":{"code":"TooManyRequests"}}""", "30");
        }

        foreach (var code in (string[])["ERR_20070", "ERR_20140", "ERR_20250"])
        {
            (await site.PostAsync(site.Message(code))).Status.ShouldBe(202);
        }

        await site.SendAllAsync();
        site.Channel.Requests.Count.ShouldBe(1, "what follows waits behind it");
        for (var i = 0; i < 8; i++)
        {
            site.Clock.Advance(TimeSpan.FromSeconds(30));
            await site.SendAllAsync();
        }

        await ArrivedAsync(site, site.Channel.Requests.Skip(6));
    }

    [Fact]
    public async Task After_ten_minutes_without_a_connector_everything_arrives_once_and_in_order()
    {
        await using var site = await TeamsSite.StartAsync();
        var port = LoopbackPort.Free();
        site.ServiceUrl = FormattableString.Invariant($"http://127.0.0.1:{port}/teams/");
        foreach (var code in (string[])["ERR_20070", "ERR_20140", "ERR_20250"])
        {
            (await site.PostAsync(site.Message(code))).Status.ShouldBe(202);
        }

        for (var second = 0; second < 600; second += 10)
        {
            await site.SendAllAsync();
            site.Clock.Advance(TimeSpan.FromSeconds(10));
        }

        (await site.ReadAsync(context => context.Outbox)).ShouldAllBe(row => row.State == DeliveryState.Pending && row.Attempts < 20);
        await using var connector = await FakeChannel.StartAsync(port);
        site.Clock.Advance(TimeSpan.FromMinutes(5));
        await site.SendAllAsync();
        await ArrivedAsync(site, connector.Requests);
    }

    [Theory]
    [InlineData(429)]
    [InlineData(412)]
    [InlineData(503)]
    public async Task An_answer_that_Teams_does_not_take_now_is_sent_until_it_takes_it(int status)
    {
        await using var site = await TeamsSite.StartAsync();
        var number = await site.OpenTicketAsync();
        await AnswerAsync(site, number);
        var before = site.Channel.Requests.Count;
        site.Channel.Refuse = seen => seen.Method == "POST" ? (status, "") : null;
        for (var minute = 0; minute < 23 * 60; minute += 20)
        {
            await site.SendAllAsync();
            site.Clock.Advance(TimeSpan.FromMinutes(20));
        }

        site.Channel.Refuse = null;
        await site.SendAllAsync();
        site.Channel.Requests.Skip(before).Count(seen => seen.Method == "POST" && seen.Body.Contains("直りました", StringComparison.Ordinal)).ShouldBe(23 * 3 + 1);
        (await TicketAsync(site, number)).FirstAnswerAt.ShouldNotBeNull();
        (await NotesAsync(site, number)).ShouldBeEmpty();
        (await site.ReadAsync(context => context.Outbox)).ShouldAllBe(row => row.State == DeliveryState.Delivered && row.Doubts == 0);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(504)]
    public async Task What_may_have_arrived_is_sent_three_times_more_over_ten_minutes(int status)
    {
        await using var site = await TeamsSite.StartAsync();
        site.Channel.Then(status).Then(status).Then(status);
        await site.SayAsync("ERR_20070");
        var sent = new List<TimeSpan>();
        for (var second = 0; second < 900; second++)
        {
            var before = site.Channel.Requests.Count;
            await site.SendAllAsync();
            sent.AddRange(Enumerable.Repeat(TimeSpan.FromSeconds(second), site.Channel.Requests.Count - before));
            site.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        // The fourth time it is taken, and so is what waited behind it.
        sent.ShouldBe([TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(135), TimeSpan.FromSeconds(615), TimeSpan.FromSeconds(615)]);
        (await site.ReadAsync(context => context.Outbox)).ShouldAllBe(row => row.State == DeliveryState.Delivered);
    }

    [Fact]
    public async Task An_answer_that_is_given_up_is_told_on_the_ticket_which_waits_for_the_desk_as_if_it_were_not_answered()
    {
        await using var site = await TeamsSite.WithAgentsAsync();
        var number = await site.OpenTicketAsync();
        await AnswerAsync(site, number, awaitAnswer: true);
        (await TicketAsync(site, number)).State.ShouldBe(TicketState.WaitingForRequester);
        site.Channel.Refuse = seen => seen.Method == "POST" ? (504, "") : null;
        for (var minute = 0; minute < 15; minute++)
        {
            await site.SendAllAsync();
            site.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        var ticket = await TicketAsync(site, number);
        (ticket.State, ticket.FirstAnswerAt, ticket.IsUnheard).ShouldBe((TicketState.Open, null, true));
        (await NotesAsync(site, number)).ShouldHaveSingleItem().ShouldContain("届いていません(http.504)");
        ticket.Events.Where(line => line.What == "not-delivered").ShouldHaveSingleItem().After.ShouldBe("http.504");
        (await new DeliveryHealth(site.Database, site.Clock).NowAsync()).Code.ShouldBe("given-up");

        // Agents see it in their channel; the requester is told nothing of it.
        site.Channel.Refuse = null;
        site.Channel.Requests[^1].Method.ShouldBe("PUT");
        site.Channel.Requests.Last(seen => seen.Target.Contains("thread.tacv2", StringComparison.Ordinal)).Body.ShouldContain("お客さまに届いていません");
        await AnswerAsync(site, number);
        await site.SendAllAsync();
        (await TicketAsync(site, number)).IsUnheard.ShouldBeFalse();
        site.Clock.Advance(DeliveryHealth.Within);
        (await new DeliveryHealth(site.Database, site.Clock).NowAsync()).Code.ShouldBe("ready");
    }

    [Fact]
    public async Task A_post_that_the_agents_channel_never_takes_is_noted_once_on_the_ticket_and_told_to_nobody_there()
    {
        await using var site = await TeamsSite.WithAgentsAsync();
        foreach (var line in (string[])["ERR_20070", "担当者に相談", "すべてスキップ"])
        {
            await site.SayAsync(line);
        }

        (await site.PostAsync(site.Message("この内容で送る"))).Status.ShouldBe(202);
        site.Channel.Refuse = seen => seen.Target.Contains("thread.tacv2", StringComparison.Ordinal) ? (403, """{"error":{"code":"BotNotInConversationRoster"}}""") : null;
        await site.SendAllAsync();
        await AnswerAsync(site, "HD-2026-000001");
        await site.SendAllAsync();
        var ticket = await TicketAsync(site, "HD-2026-000001");
        (await NotesAsync(site, ticket.Number)).ShouldHaveSingleItem().ShouldContain("担当者のチャネルに投稿できませんでした");
        (ticket.State, ticket.IsUnheard).ShouldBe((TicketState.Open, false));
        site.Channel.Requests.Count(seen => seen.Target.Contains("thread.tacv2", StringComparison.Ordinal)).ShouldBe(2);
    }

    [Theory]
    [InlineData(403, """{"error":{"code":"BotNotInConversationRoster"}}""")]
    [InlineData(404, """{"error":{"code":"ConversationNotFound"}}""")]
    [InlineData(410, "")]
    public async Task Where_the_bot_was_blocked_nothing_more_is_sent_and_the_open_tickets_say_so(int status, string body)
    {
        await using var site = await TeamsSite.StartAsync();
        var number = await site.OpenTicketAsync();
        await AnswerAsync(site, number);
        site.Channel.Refuse = seen => seen.Method == "POST" ? (status, body) : null;
        var before = site.Channel.Requests.Count;
        await site.SayAsync("ERR_20140");
        await site.SendAllAsync();
        site.Channel.Refuse = null;
        site.Channel.Requests.Skip(before).Count(seen => seen.Method == "POST").ShouldBe(1);
        (await NotesAsync(site, number)).ShouldHaveSingleItem().ShouldContain("届きません");
        var ticket = await TicketAsync(site, number);
        (ticket.State, ticket.FirstAnswerAt, ticket.IsUnheard).ShouldBe((TicketState.Open, null, true));
        // Installed again, the person is answered again.
        (await site.SayAsync("ERR_20250")).Count.ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task A_long_answer_comes_in_parts_and_a_new_process_goes_on_behind_the_last_that_arrived()
    {
        var (database, channel) = (DirectLine.ChatSite.NewDatabase(), await FakeChannel.StartAsync());
        await using var site = await TeamsSite.StartAsync(database: database, channel: channel);
        await site.SayAsync("ERR_20070");
        var text = string.Join("\n\n", Enumerable.Range(0, 250).Select(i => FormattableString.Invariant($"{i} ") + new string('長', 400)));
        await AddAsync(site, new Reply(text, null, [new Choice("はい", "はい")]));
        var before = channel.Requests.Count;
        channel.Then(201, """{"id":"p1"}""").Then(429, "", "2");
        await site.SendAllAsync();
        (await site.ReadAsync(context => context.Outbox.OrderByDescending(row => row.Sequence).Take(1))).Single().Delivered.ShouldBe("p1");

        site.Clock.Advance(TimeSpan.FromSeconds(2));
        var other = await TeamsSite.StartAsync(database: database, clock: site.Clock, channel: channel);
        await other.SendAllAsync();
        var parts = channel.Requests.Skip(before).Where((_, i) => i != 1).Select(seen => seen.Json).ToList();
        parts.Count.ShouldBeGreaterThan(2);
        string.Concat(parts.Select(TeamsSite.TextOf)).ShouldBe(text);
        parts.Select(part => TeamsSite.Has(part, "suggestedActions")).ShouldBe([.. Enumerable.Repeat(false, parts.Count - 1), true]);
        (await site.ReadAsync(context => context.Outbox.OrderByDescending(row => row.Sequence).Take(1))).Single().State.ShouldBe(DeliveryState.Delivered);
    }

    [Fact]
    public async Task A_card_that_is_too_large_becomes_text()
    {
        await using var site = await TeamsSite.StartAsync();
        await site.SayAsync("ERR_20070");
        var body = string.Join("\n\n", Enumerable.Repeat(new string('長', 400), 120));
        await AddAsync(site, new Reply(body, new AnswerCard("1-01", "題", new ArticleMarkdown(body), null, null, null)));
        var before = site.Channel.Requests.Count;
        await site.SendAllAsync();
        var sent = site.Channel.Requests.Skip(before).Select(seen => seen.Json).ToList();
        sent.ShouldAllBe(activity => 2 * activity.GetRawText().Length <= MessageSize.Most && !TeamsSite.Has(activity, "attachments"));
        string.Concat(sent.Select(TeamsSite.TextOf)).ShouldBe(body);
    }

    /// <summary>In one conversation: each reply once, in the order of the outbox.</summary>
    private static async Task ArrivedAsync(TeamsSite site, IEnumerable<Seen> requests)
    {
        var said = (await site.ReadAsync(context => context.Outbox.OrderBy(row => row.Sequence).Select(row => row.Reply))).Select(reply => ReplyJson.Read(reply!).Text);
        requests.Select(seen => TeamsSite.TextOf(seen.Json)).ShouldBe(said);
        (await site.ReadAsync(context => context.Outbox)).ShouldAllBe(row => row.State == DeliveryState.Delivered);
    }

    private static async Task AddAsync(TeamsSite site, Reply reply)
    {
        await using var context = site.Database.Open();
        var conversation = await context.Conversations.SingleAsync(TestContext.Current.CancellationToken);
        context.Outbox.Add(new OutboxRow { Channel = conversation.Channel, Conversation = conversation.Conversation, Sequence = ++conversation.Sequence, Reply = ReplyJson.Write(reply), At = site.Clock.GetUtcNow() });
        await context.SaveChangesAsync(TestContext.Current.CancellationToken);
    }

    private static async Task AnswerAsync(TeamsSite site, string number, bool awaitAnswer = false) =>
        (await site.Tickets.ActAsync(number, Viewer.Agent("佐藤花子", ["helpdesk"]), null, (ticket, by, at) => ticket.Answer("直りました。", by, awaitAnswer, at), TestContext.Current.CancellationToken)).ShouldBeOfType<TicketDone>();

    private static async Task<Ticket> TicketAsync(TeamsSite site, string number) =>
        (await site.Tickets.FindAsync(number, Viewer.Agent("佐藤花子", ["helpdesk"]), TestContext.Current.CancellationToken))!.Ticket;

    private static async Task<List<string>> NotesAsync(TeamsSite site, string number) =>
        [.. (await TicketAsync(site, number)).Messages.Where(message => message.Kind == TicketMessageKind.Note).Select(message => message.Text)];
}
