using HelpDesk.Conversation.Dialogue;
using HelpDesk.Storage.Model;
using HelpDesk.Storage.Outbox;
using HelpDesk.Storage.Tickets;
using HelpDesk.Storage.Turns;

namespace HelpDesk.Storage.Tests;

/// <summary>Where agents are told of tickets, acts that come twice, and replies that are sent in parts; on both engines.</summary>
public class AgentsBoardTests
{
    private const string Number = "HD-2026-000001";

    private static readonly AgentsBoard Board = new("board", """{"to":"desk"}""");
    private static readonly Viewer Sato = Viewer.Agent("sato", ["helpdesk"]);

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task A_ticket_is_announced_with_its_opening_and_told_of_at_every_change(Engine engine)
    {
        await using var world = await World.CreateAsync(engine);
        await using var desk = new TurnDesk(world.Database, () => Kb.Bot(), world.Clock, world.Failures.Add, null, Board);
        var tickets = new TicketDesk(world.Database, () => Kb.Rules, world.Clock, null, Board);
        foreach (var line in (string[])["ERR_20070", "担当者に相談", "すべてスキップ", "この内容で送る"])
        {
            await SayAsync(desk, line);
        }

        (await PostsAsync(world)).ShouldBe([(1, DeliveryState.Pending)]);
        await tickets.ActAsync(Number, Sato, null, (ticket, by, at) => ticket.Take(by, at), TestContext.Current.CancellationToken);
        await SayAsync(desk, "追記: 午後は電話に出られません");
        (await PostsAsync(world)).Select(post => post.Sequence).ShouldBe([1, 2, 3]);
        var conversation = (await world.ReadAsync(context => context.Conversations.Where(row => row.Channel == "board"))).ShouldHaveSingleItem();
        (conversation.Conversation, conversation.Reference).ShouldBe((AgentsBoard.ConversationOf(Number), Board.Reference));
        AgentsBoard.TicketOf(conversation.Conversation).ShouldBe(Number);
        world.Failures.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task An_act_that_comes_again_at_once_or_later_is_done_once(Engine engine)
    {
        await using var world = await World.CreateAsync(engine);
        var number = await world.OpenTicketAsync();
        var once = new ActKey("board", "desk", "a1");
        Task<TicketOutcome> AnswerAsync() => world.Tickets.ActAsync(
            number, Sato, null, (ticket, by, at) => ticket.Answer("直りました。", by, awaitAnswer: false, at), TestContext.Current.CancellationToken, once);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(AnswerAsync)));
        outcomes.ShouldAllBe(outcome => outcome is TicketDone);
        (await AnswerAsync()).ShouldBeOfType<TicketDone>();
        (await world.ToldAsync()).ShouldHaveSingleItem().Text.ShouldContain("直りました。");
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task Parts_that_were_taken_are_known_to_whoever_goes_on(Engine engine)
    {
        await using var world = await World.CreateAsync(engine);
        await world.SayAsync("ERR_20070", "a");
        var channel = new Parted();
        var sender = new OutboxSender(world.Database, channel, world.Clock, new ConversationSignals(), _ => { });
        await sender.SendDueAsync(TestContext.Current.CancellationToken);
        channel.Before.ShouldBe(["", "p0", "p0 p1"]);
        world.Clock.Advance(TimeSpan.FromMinutes(1));
        await new OutboxSender(world.Database, channel, world.Clock, new ConversationSignals(), _ => { }).SendDueAsync(TestContext.Current.CancellationToken);
        channel.Before.Take(4).ShouldBe(["", "p0", "p0 p1", "p0 p1"]);
        var row = (await world.ReadAsync(context => context.Outbox.Where(row => row.Sequence == 1))).Single();
        (row.Delivered, row.State, row.Doubts).ShouldBe(("p0 p1 p2", DeliveryState.Delivered, 1));
    }

    private static Task SayAsync(TurnDesk desk, string text) =>
        desk.AcceptAsync(new AcceptedMessage("test", "taro", text, "taro", new Incoming(text)), TestContext.Current.CancellationToken);

    private static async Task<IReadOnlyList<(long Sequence, DeliveryState State)>> PostsAsync(World world) =>
        [.. (await world.ReadAsync(context => context.Outbox.Where(row => row.Channel == "board").OrderBy(row => row.Sequence))).Select(row => (row.Sequence, row.State))];

    /// <summary>Takes two parts, then says nothing of the third, which it takes the second time.</summary>
    private sealed class Parted : IChannelSender
    {
        public string Channel => "test";

        public List<string> Before { get; } = [];

        public async Task<SendOutcome> SendAsync(OutgoingReply reply, IDeparture departure, CancellationToken cancellation)
        {
            (await departure.GoAsync(mayRepeat: false)).ShouldBeTrue();
            Before.Add(string.Join(' ', reply.Parts));
            return reply.Parts.Count < 2 ? new PartSent(string.Join(' ', [.. reply.Parts, $"p{reply.Parts.Count}"]))
                : Before.Count == 3 ? new InDoubt("504")
                : new Sent(string.Join(' ', [.. reply.Parts, "p2"]));
        }

        public Task GiveUpAsync(GivenUp lost, CancellationToken cancellation) => Task.CompletedTask;
    }
}
