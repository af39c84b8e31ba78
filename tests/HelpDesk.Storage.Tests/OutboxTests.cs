using System.Collections.Concurrent;
using HelpDesk.Storage.Model;
using HelpDesk.Storage.Outbox;

namespace HelpDesk.Storage.Tests;

/// <summary>What is sent, how often and in which order, by what the channel says to it.</summary>
public class OutboxTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task Replies_are_sent_once_and_in_order_of_their_conversation(Engine engine)
    {
        await using var world = await World.CreateAsync(engine);
        var channel = new Wire();
        await world.SayAsync("ERR_20070", "a");
        await world.SayAsync("ERR_20140", "b");
        await world.SayAsync("解決した", "a");
        await SendAllAsync(world, channel);
        await SendAllAsync(world, channel);
        channel.To("a").ShouldBe([1, 2, 3]);
        channel.To("b").ShouldBe([1, 2]);
        (await world.ReadAsync(context => context.Outbox)).ShouldAllBe(row => row.State == DeliveryState.Delivered && row.Delivered == $"wire-{row.Sequence}");
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task What_surely_did_not_arrive_is_tried_again_and_the_next_waits_behind_it(Engine engine)
    {
        await using var world = await World.CreateAsync(engine);
        var channel = new Wire(new TryLater("429", TimeSpan.FromMinutes(1)), new TryLater("502"));
        await world.SayAsync("ERR_20070", "a");
        await SendAllAsync(world, channel);
        channel.To("a").ShouldBe([1]);
        world.Clock.Advance(TimeSpan.FromSeconds(59));
        await SendAllAsync(world, channel);
        channel.To("a").ShouldBe([1]);
        world.Clock.Advance(TimeSpan.FromSeconds(1));
        await SendAllAsync(world, channel);
        world.Clock.Advance(TimeSpan.FromSeconds(2));
        await SendAllAsync(world, channel);
        channel.To("a").ShouldBe([1, 1, 1, 2]);
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task What_may_have_arrived_is_sent_once_more_and_only_once(Engine engine)
    {
        await using var world = await World.CreateAsync(engine);
        var failures = new ConcurrentQueue<SendFailure>();
        var channel = new Wire(new InDoubt("timeout"), new InDoubt("timeout"));
        await world.SayAsync("ERR_20070", "a");
        for (var i = 0; i < 5; i++)
        {
            await SendAllAsync(world, channel, failures);
            world.Clock.Advance(Hour);
        }

        channel.To("a").ShouldBe([1, 1, 2]);
        var rows = await world.ReadAsync(context => context.Outbox.OrderBy(row => row.Sequence));
        rows.Select(row => row.State).ShouldBe([DeliveryState.Failed, DeliveryState.Delivered]);
        failures.ShouldHaveSingleItem().Code.ShouldBe("timeout");
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task A_node_that_died_while_sending_leaves_a_reply_in_doubt(Engine engine)
    {
        await using var world = await World.CreateAsync(engine);
        await world.SayAsync("ERR_20070", "a");
        using var cancellation = new CancellationTokenSource();
        var dying = new Wire { Never = true };
        var sending = Sender(world, dying).RoundAsync(cancellation.Token);
        await dying.Reached.Task.WaitAsync(TestContext.Current.CancellationToken);

        var other = new Wire();
        await SendAllAsync(world, other);
        other.To("a").ShouldBeEmpty("the lease holds");
        world.Clock.Advance(OutboxSender.Lease);
        await SendAllAsync(world, other);
        other.To("a").ShouldBe([1, 2]);
        (await world.ReadAsync(context => context.Outbox.Where(row => row.Sequence == 1))).Single().Doubts.ShouldBe(1);

        // The dead node comes back late: what it says no longer counts.
        dying.Release.SetResult();
        await sending;
        (await world.ReadAsync(context => context.Outbox.Where(row => row.Sequence == 1))).Single().Delivered.ShouldBe("wire-1");
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task Two_nodes_never_send_the_same(Engine engine)
    {
        await using var world = await World.CreateAsync(engine);
        await Task.WhenAll(Enumerable.Range(0, 40).Select(i => world.SayAsync("ERR_20070", $"user{i}")));
        var channel = new Wire();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => SendAllAsync(world, channel), TestContext.Current.CancellationToken)));
        await SendAllAsync(world, channel);
        channel.All.Count.ShouldBe(80);
        Enumerable.Range(0, 40).ShouldAllBe(i => channel.To($"user{i}").SequenceEqual(new long[] { 1, 2 }));
    }

    [Fact]
    public async Task Nothing_more_is_sent_where_nobody_is()
    {
        await using var world = await World.CreateAsync();
        var failures = new ConcurrentQueue<SendFailure>();
        var channel = new Wire(new Gone("BotNotInConversationRoster"));
        await world.SayAsync("ERR_20070", "a");
        await SendAllAsync(world, channel, failures);
        channel.To("a").ShouldBe([1]);
        failures.ShouldHaveSingleItem().Gone.ShouldBeTrue();
        (await world.ReadAsync(context => context.Outbox)).ShouldAllBe(row => row.State == DeliveryState.Failed);
    }

    [Fact]
    public async Task What_is_refused_does_not_hold_up_the_next()
    {
        await using var world = await World.CreateAsync();
        var channel = new Wire(new Refused("MessageSizeTooBig"));
        await world.SayAsync("ERR_20070", "a");
        await SendAllAsync(world, channel);
        channel.To("a").ShouldBe([1, 2]);
    }

    [Theory]
    [InlineData(-1, DeliveryState.Pending)]
    [InlineData(0, DeliveryState.Failed)]
    public async Task After_a_day_it_is_given_up(int seconds, DeliveryState expected)
    {
        await using var world = await World.CreateAsync();
        var channel = new Wire(new TryLater("502"));
        await world.SayAsync("ERR_20070", "a");
        world.Clock.Advance(OutboxSender.GiveUpAfter + TimeSpan.FromSeconds(seconds));
        await Sender(world, channel).RoundAsync(TestContext.Current.CancellationToken);
        (await world.ReadAsync(context => context.Outbox.OrderBy(row => row.Sequence)))[0].State.ShouldBe(expected);
    }

    [Fact]
    public async Task A_sender_that_runs_is_woken_by_what_is_said()
    {
        var signals = new ConversationSignals();
        await using var world = await World.CreateAsync(signals: signals);
        var channel = new Wire();
        using var stop = new CancellationTokenSource();
        var running = new OutboxSender(world.Database, channel, world.Clock, signals, _ => { }).RunAsync(stop.Token);
        await world.SayAsync("ERR_20070", "a");
        await channel.Second.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        await stop.CancelAsync();
        await running;
        channel.To("a").ShouldBe([1, 2]);
    }

    private static OutboxSender Sender(World world, Wire channel, ConcurrentQueue<SendFailure>? failures = null) =>
        new(world.Database, channel, world.Clock, new ConversationSignals(), failure => failures?.Enqueue(failure));

    private static async Task SendAllAsync(World world, Wire channel, ConcurrentQueue<SendFailure>? failures = null)
    {
        var sender = Sender(world, channel, failures);
        while (await sender.RoundAsync(TestContext.Current.CancellationToken) == TimeSpan.Zero)
        {
        }
    }

    /// <summary>The far side: says what it was told to say, then takes everything.</summary>
    private sealed class Wire(params IReadOnlyList<SendOutcome> outcomes) : IChannelSender
    {
        private readonly ConcurrentQueue<SendOutcome> next = new(outcomes);

        public string Channel => "test";

        public ConcurrentQueue<OutgoingReply> All { get; } = [];

        public bool Never { get; init; }

        public TaskCompletionSource Reached { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource Release { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource Second { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public long[] To(string conversation) => [.. All.Where(reply => reply.Conversation == conversation).Select(reply => reply.Sequence)];

        public async Task<SendOutcome> SendAsync(OutgoingReply reply, CancellationToken cancellation)
        {
            Reached.TrySetResult();
            if (Never)
            {
                await Release.Task.WaitAsync(cancellation);
                return new Sent("too-late");
            }

            All.Enqueue(reply);
            if (All.Count >= 2)
            {
                Second.TrySetResult();
            }

            return next.TryDequeue(out var outcome) ? outcome : new Sent($"wire-{reply.Sequence}");
        }
    }
}
