using System.Net;
using System.Net.Sockets;
using HelpDesk.Channels.BotFramework.Connector;
using HelpDesk.Conversation.Dialogue;
using HelpDesk.Storage.Model;
using HelpDesk.Storage.Outbox;
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
        var port = FreePort();
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
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(504)]
    public async Task What_may_have_arrived_is_sent_once_more_and_no_more(int status)
    {
        await using var site = await TeamsSite.StartAsync();
        site.Channel.Then(status).Then(status);
        await site.SayAsync("ERR_20070");
        for (var i = 0; i < 5; i++)
        {
            site.Clock.Advance(TimeSpan.FromMinutes(10));
            await site.SendAllAsync();
        }

        site.Channel.Requests.Count.ShouldBe(3);
        (await site.ReadAsync(context => context.Outbox.OrderBy(row => row.Sequence).Select(row => row.State))).ShouldBe([DeliveryState.Failed, DeliveryState.Delivered]);
    }

    [Fact]
    public async Task Where_the_bot_was_blocked_nothing_more_is_sent_and_the_open_tickets_say_so()
    {
        await using var site = await TeamsSite.StartAsync();
        var number = await site.OpenTicketAsync();
        site.Channel.Then(403, """{"error":{"code":"BotNotInConversationRoster"}}""");
        var before = site.Channel.Requests.Count;
        await site.SayAsync("ERR_20140");
        await site.SendAllAsync();
        site.Channel.Requests.Count.ShouldBe(before + 1);
        var notes = (await site.ReadAsync(context => context.Tickets.Include(ticket => ticket.Messages).Where(ticket => ticket.Number == number))).Single().Messages
            .Where(message => message.Kind == Ticketing.Tickets.TicketMessageKind.Note);
        notes.ShouldHaveSingleItem().Text.ShouldContain("届きません");
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
        channel.Then(201, """{"id":"p1"}""").Then(429, "", "1");
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

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
