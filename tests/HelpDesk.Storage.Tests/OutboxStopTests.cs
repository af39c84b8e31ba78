using System.Diagnostics;
using System.Globalization;
using HelpDesk.Storage.Model;
using HelpDesk.Storage.Outbox;
using static HelpDesk.Storage.Tests.Pumping;

namespace HelpDesk.Storage.Tests;

/// <summary>Conversations that hang, and the signal to stop: whom they concern and whom not.</summary>
public class OutboxStopTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Conversations_that_hang_delay_themselves_alone_however_many_they_are()
    {
        await using var world = await World.CreateAsync();
        var (hanging, reached) = (3 * 32, 0);
        await Task.WhenAll(Enumerable.Range(0, hanging).Select(i => world.SayAsync("ERR_20070", $"hangs{i}")));
        var channel = new Wire
        {
            OnItsWay = async (reply, cancellation) =>
            {
                if (reply.Conversation.StartsWith("hangs", StringComparison.Ordinal))
                {
                    Interlocked.Increment(ref reached);
                    await Task.Delay(Timeout.Infinite, cancellation);
                }
            },
        };
        using var stop = new CancellationTokenSource();
        var signals = new ConversationSignals();
        var running = new OutboxSender(world.Database, channel, world.Clock, signals, _ => { }).RunAsync(stop.Token);
        // A second moves on only when all that have a place hang in it: none of them comes to its end by the clock.
        for (var some = 32; some <= hanging; some += 32)
        {
            await UntilAsync(world, TimeSpan.Zero, () => reached >= some);
            world.Clock.Advance(Second);
            signals.RaiseAll();
        }

        for (var i = 0; i < 10; i++)
        {
            await world.SayAsync("ERR_20070", $"well{i}");
        }

        var since = Stopwatch.GetTimestamp();
        signals.RaiseAll();
        await UntilAsync(world, TimeSpan.Zero, () => channel.All.Count(reply => reply.Conversation.StartsWith("well", StringComparison.Ordinal)) == 20);
        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"beside {hanging} conversations that hang: 20 replies of ten others after {Stopwatch.GetElapsedTime(since).TotalMilliseconds:0} ms"));
        await stop.CancelAsync();
        await UntilAsync(world, Second, () => running.IsCompleted);
        channel.To("hangs0").ShouldBe([1]);
    }

    [Fact]
    public async Task At_the_signal_to_stop_what_is_on_its_way_is_finished_and_nothing_else_leaves()
    {
        await using var world = await World.CreateAsync();
        await world.SayAsync("ERR_20070", "a");
        await world.SayAsync("ERR_20070", "b");
        var (reached, release, before, hold) = (NewSignal(), NewSignal(), NewSignal(), NewSignal());
        var channel = new Wire
        {
            Before = reply => reply.Conversation == "b" ? Wait(before, hold) : Task.CompletedTask,
            OnItsWay = (reply, _) => Wait(reached, release),
        };
        using var stop = new CancellationTokenSource();
        var running = new OutboxSender(world.Database, channel, world.Clock, new ConversationSignals(), _ => { }).RunAsync(stop.Token);
        await Task.WhenAll(reached.Task, before.Task).WaitAsync(Stop);
        await stop.CancelAsync();
        hold.SetResult();
        release.SetResult();
        await running.WaitAsync(Stop);
        channel.All.Select(reply => reply.Conversation).ShouldBe(["a"]);
        var rows = await world.ReadAsync(context => context.Outbox.OrderBy(row => row.Id));
        rows.Select(row => (row.Conversation, row.State, row.Doubts)).ShouldBe(
            [("a", DeliveryState.Delivered, 0), ("a", DeliveryState.Pending, 0), ("b", DeliveryState.Pending, 0), ("b", DeliveryState.Pending, 0)], ignoreOrder: true);
    }

    [Fact]
    public async Task What_does_not_come_to_an_end_after_the_signal_to_stop_is_cut_in_time_and_noted_as_in_doubt()
    {
        await using var world = await World.CreateAsync();
        await world.SayAsync("ERR_20070", "a");
        var reached = NewSignal();
        var channel = new Wire
        {
            OnItsWay = async (_, cancellation) =>
            {
                reached.SetResult();
                await Task.Delay(Timeout.Infinite, cancellation);
            },
        };
        using var stop = new CancellationTokenSource();
        var running = new OutboxSender(world.Database, channel, world.Clock, new ConversationSignals(), _ => { }).RunAsync(stop.Token);
        await reached.Task.WaitAsync(Stop);
        await stop.CancelAsync();
        await UntilAsync(world, Second, () => running.IsCompleted);
        var row = (await world.ReadAsync(context => context.Outbox.OrderBy(row => row.Sequence).Take(1))).Single();
        (row.State, row.Doubts, row.Code).ShouldBe((DeliveryState.Ambiguous, 1, "stopped"));
    }
}
