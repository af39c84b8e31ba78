using System.Collections.Concurrent;
using HelpDesk.Storage.Model;
using HelpDesk.Storage.Outbox;
using Microsoft.EntityFrameworkCore;
using static HelpDesk.Storage.Tests.Pumping;

namespace HelpDesk.Storage.Tests;

/// <summary>What is sent, how often and in which order, by what the channel says to it and by what befalls the house meanwhile.</summary>
public class OutboxTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

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
        (await world.ReadAsync(context => context.Outbox)).ShouldAllBe(row => row.State == DeliveryState.Delivered && row.Delivered == $"wire-{row.Sequence}" && row.Attempts == 1);
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task What_surely_did_not_arrive_is_tried_again_and_the_next_waits_behind_it(Engine engine)
    {
        await using var world = await World.CreateAsync(engine);
        var channel = new Wire(new TryLater("429", TimeSpan.FromMinutes(1)), new TryLater("503"));
        await world.SayAsync("ERR_20070", "a");
        await SendAllAsync(world, channel);
        channel.To("a").ShouldBe([1]);
        world.Clock.Advance(59 * Second);
        await SendAllAsync(world, channel);
        channel.To("a").ShouldBe([1]);
        world.Clock.Advance(Second);
        await SendAllAsync(world, channel);
        world.Clock.Advance(2 * Second);
        await SendAllAsync(world, channel);
        channel.To("a").ShouldBe([1, 1, 1, 2]);
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task What_may_have_arrived_is_sent_three_times_more_and_then_given_up_and_told(Engine engine)
    {
        await using var world = await World.CreateAsync(engine);
        var failures = new ConcurrentQueue<SendFailure>();
        var channel = new Wire(new InDoubt("timeout"), new InDoubt("timeout"), new InDoubt("timeout"), new InDoubt("timeout"));
        await world.SayAsync("ERR_20070", "a");
        for (var i = 0; i < 6; i++)
        {
            await SendAllAsync(world, channel, failures);
            world.Clock.Advance(Settled.Resends[^1]);
        }

        channel.To("a").ShouldBe([1, 1, 1, 1, 2]);
        var rows = await world.ReadAsync(context => context.Outbox.OrderBy(row => row.Sequence));
        rows.Select(row => row.State).ShouldBe([DeliveryState.Failed, DeliveryState.Delivered]);
        (rows[0].Code, rows[0].GivenUpAt is not null).ShouldBe(("timeout", true));
        failures.ShouldHaveSingleItem().Code.ShouldBe("timeout");
        var lost = channel.Lost.ShouldHaveSingleItem();
        (lost.Conversation, lost.Code, lost.Gone, lost.Replies.Single().Id).ShouldBe(("a", "timeout", false, rows[0].Id));
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task A_node_that_died_while_a_reply_was_on_its_way_leaves_it_in_doubt(Engine engine)
    {
        await using var world = await World.CreateAsync(engine);
        await world.SayAsync("ERR_20070", "a");
        var (reached, release) = (NewSignal(), NewSignal());
        var dying = new Wire { OnItsWay = (_, _) => Wait(reached, release) };
        var sending = SendAllAsync(world, dying);
        await reached.Task.WaitAsync(Stop);

        var other = new Wire();
        await SendAllAsync(world, other);
        other.To("a").ShouldBeEmpty("the lease holds");
        world.Clock.Advance(OutboxSender.Lease);
        await SendAllAsync(world, other);
        other.To("a").ShouldBeEmpty("should it live, it can still say what came of it");
        world.Clock.Advance(Settled.Grace);
        await SendAllAsync(world, other);
        other.To("a").ShouldBe([1, 2]);
        (await world.ReadAsync(context => context.Outbox.Where(row => row.Sequence == 1))).Single().Doubts.ShouldBe(1);

        // The dead node comes back late: what it says no longer counts.
        release.SetResult();
        await sending;
        (await world.ReadAsync(context => context.Outbox.Where(row => row.Sequence == 1))).Single().Delivered.ShouldBe("wire-1");
        dying.To("a").ShouldBe([1]);
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task A_node_that_died_before_a_reply_was_on_its_way_leaves_no_doubt_and_nothing_to_wait_for(Engine engine)
    {
        await using var world = await World.CreateAsync(engine);
        await world.SayAsync("ERR_20070", "a");
        var (reached, release) = (NewSignal(), NewSignal());
        var dying = new Wire { Before = _ => Wait(reached, release) };
        var sending = SendAllAsync(world, dying);
        await reached.Task.WaitAsync(Stop);
        var other = new Wire();
        await SendAllAsync(world, other);
        other.To("a").ShouldBe([1, 2]);
        (await world.ReadAsync(context => context.Outbox)).ShouldAllBe(row => row.Doubts == 0 && row.Attempts == 1);

        // Late, it is told at the door that the reply has gone.
        release.SetResult();
        await sending;
        dying.All.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task What_arrived_while_the_database_was_away_is_noted_when_it_is_back_and_not_sent_again(Engine engine)
    {
        await using var world = await World.CreateAsync(engine);
        await world.SayAsync("ERR_20070", "a");
        var failures = new ConcurrentQueue<SendFailure>();
        var channel = new Wire { OnItsWay = async (reply, _) => await (reply.Sequence == 1 ? RenameAsync(world, "Outbox", "Away") : Task.CompletedTask) };
        var sending = SendAllAsync(world, channel, failures);
        await UntilAsync(world, Second, () => !failures.IsEmpty);

        // Longer than the lease, so that another node believes it dead.
        world.Clock.Advance(2 * OutboxSender.Lease);
        await RenameAsync(world, "Away", "Outbox");
        var other = new Wire();
        await SendAllAsync(world, other);
        await UntilAsync(world, TimeSpan.FromMilliseconds(100), () => sending.IsCompleted);
        await SendAllAsync(world, other);
        channel.To("a").Concat(other.To("a")).ShouldBe([1, 2]);
        (await world.ReadAsync(context => context.Outbox)).ShouldAllBe(row => row.State == DeliveryState.Delivered);
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task What_cannot_be_noted_as_on_its_way_is_not_sent_and_is_no_doubt(Engine engine)
    {
        await using var world = await World.CreateAsync(engine);
        await world.SayAsync("ERR_20070", "a");
        var failures = new ConcurrentQueue<SendFailure>();
        var once = 0;
        var channel = new Wire { Before = _ => Interlocked.Increment(ref once) == 1 ? RenameAsync(world, "Outbox", "Away") : Task.CompletedTask };
        var sending = SendAllAsync(world, channel, failures);
        await UntilAsync(world, Second, () => !failures.IsEmpty);
        channel.All.ShouldBeEmpty();
        await RenameAsync(world, "Away", "Outbox");
        await UntilAsync(world, Second, () => sending.IsCompleted);
        await SendAllAsync(world, channel);
        channel.To("a").ShouldBe([1, 2]);
        (await world.ReadAsync(context => context.Outbox)).ShouldAllBe(row => row.State == DeliveryState.Delivered && row.Doubts == 0);
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task Two_nodes_never_send_the_same(Engine engine)
    {
        await using var world = await World.CreateAsync(engine);
        await Task.WhenAll(Enumerable.Range(0, 40).Select(i => world.SayAsync("ERR_20070", $"user{i}")));
        var channel = new Wire();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => SendAllAsync(world, channel), Stop)));
        await SendAllAsync(world, channel);
        channel.All.Count.ShouldBe(80);
        Enumerable.Range(0, 40).ShouldAllBe(i => channel.To($"user{i}").SequenceEqual(new long[] { 1, 2 }));
        (await world.ReadAsync(context => context.Outbox)).ShouldAllBe(row => row.State == DeliveryState.Delivered && row.Doubts == 0 && row.Attempts == 1);
    }

    [Fact]
    public async Task What_hangs_is_cut_and_in_doubt_before_its_lease_ends()
    {
        await using var world = await World.CreateAsync();
        await world.SayAsync("ERR_20070", "a");
        var hangs = 1;
        var channel = new Wire { OnItsWay = (_, cancellation) => hangs == 1 ? Task.Delay(Timeout.Infinite, cancellation) : Task.CompletedTask };
        var sending = SendAllAsync(world, channel);
        await UntilAsync(world, Second, () => sending.IsCompleted);
        (await world.ReadAsync(context => context.Outbox.Where(row => row.Sequence == 1))).Single().Code.ShouldBe("slow");
        OutboxSender.LongestSending.ShouldBeLessThan(OutboxSender.Lease);
        hangs = 0;
        world.Clock.Advance(Settled.Resends[0]);
        await SendAllAsync(world, channel);
        channel.To("a").ShouldBe([1, 1, 2]);
    }

    [Fact]
    public async Task Nothing_more_is_sent_where_nobody_is_and_all_that_waited_is_told()
    {
        await using var world = await World.CreateAsync();
        var failures = new ConcurrentQueue<SendFailure>();
        var channel = new Wire(new Gone("BotNotInConversationRoster"));
        await world.SayAsync("ERR_20070", "a");
        await SendAllAsync(world, channel, failures);
        channel.To("a").ShouldBe([1]);
        failures.ShouldHaveSingleItem().Gone.ShouldBeTrue();
        (await world.ReadAsync(context => context.Outbox)).ShouldAllBe(row => row.State == DeliveryState.Failed && row.Code == "BotNotInConversationRoster");
        channel.Lost.ShouldHaveSingleItem().Replies.Count.ShouldBe(2);
        (await new DeliveryHealth(world.Database, world.Clock).NowAsync()).ShouldBe(new DeliveryStanding(2, null, false));
    }

    [Fact]
    public async Task What_is_refused_does_not_hold_up_the_next()
    {
        await using var world = await World.CreateAsync();
        var channel = new Wire(new Refused("MessageSizeTooBig"));
        await world.SayAsync("ERR_20070", "a");
        await SendAllAsync(world, channel);
        channel.To("a").ShouldBe([1, 2]);
        channel.Lost.ShouldHaveSingleItem().Code.ShouldBe("MessageSizeTooBig");
    }

    [Fact]
    public async Task A_fault_of_our_own_is_no_doubt_and_holds_up_nobody_for_long()
    {
        await using var world = await World.CreateAsync();
        var channel = new Wire { Before = reply => reply.Sequence == 1 ? throw new InvalidOperationException("cannot be built") : Task.CompletedTask };
        await world.SayAsync("ERR_20070", "a");
        for (var i = 0; i < Settled.MostBroken; i++)
        {
            await SendAllAsync(world, channel);
            world.Clock.Advance(Settled.BackOff(i + 1));
        }

        channel.To("a").ShouldBe([2]);
        var row = (await world.ReadAsync(context => context.Outbox.Where(row => row.Sequence == 1))).Single();
        (row.State, row.Doubts, row.Code).ShouldBe((DeliveryState.Failed, 0, "exception"));
        channel.Lost.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task What_cannot_be_told_yet_is_not_settled()
    {
        await using var world = await World.CreateAsync();
        await world.SayAsync("ERR_20070", "a");
        var channel = new Wire(new Refused("413")) { Untold = 2 };
        var sending = SendAllAsync(world, channel);
        await UntilAsync(world, Second, () => sending.IsCompleted);
        channel.Lost.Count.ShouldBe(3);
        (await world.ReadAsync(context => context.Outbox.Where(row => row.Sequence == 1))).Single().State.ShouldBe(DeliveryState.Failed);
    }

    [Theory]
    [InlineData(0, "ready")]
    [InlineData(16, "late")]
    public async Task Health_says_what_waits_for_long(int minutes, string expected)
    {
        await using var world = await World.CreateAsync();
        await world.SayAsync("ERR_20070", "a");
        world.Clock.Advance(TimeSpan.FromMinutes(minutes));
        (await new DeliveryHealth(world.Database, world.Clock).NowAsync()).Code.ShouldBe(expected);
    }

    [Theory]
    [InlineData(-1, DeliveryState.Pending)]
    [InlineData(0, DeliveryState.Failed)]
    public async Task After_a_day_it_is_given_up(int seconds, DeliveryState expected)
    {
        await using var world = await World.CreateAsync();
        var channel = new Wire(new TryLater("503"));
        await world.SayAsync("ERR_20070", "a");
        world.Clock.Advance(Settled.GiveUpAfter + (seconds * Second));
        await SendAllAsync(world, channel);
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
        await channel.Twice.Task.WaitAsync(TimeSpan.FromMinutes(3), Stop);
        await stop.CancelAsync();
        await running;
        channel.To("a").ShouldBe([1, 2]);
    }

    private static async Task RenameAsync(World world, string from, string to)
    {
        await using var context = world.Database.Open();
#pragma warning disable EF1002 // Names of this file.
        await context.Database.ExecuteSqlRawAsync($"ALTER TABLE \"{from}\" RENAME TO \"{to}\"", Stop);
#pragma warning restore EF1002
    }
}
