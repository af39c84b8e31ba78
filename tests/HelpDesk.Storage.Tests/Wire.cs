using System.Collections.Concurrent;
using HelpDesk.Storage.Outbox;

namespace HelpDesk.Storage.Tests;

/// <summary>The far side: says what it was told to say, then takes everything.</summary>
internal sealed class Wire(string channel, params IReadOnlyList<SendOutcome> outcomes) : IChannelSender
{
    private readonly ConcurrentQueue<SendOutcome> next = new(outcomes);

    public Wire(params IReadOnlyList<SendOutcome> outcomes)
        : this("test", outcomes)
    {
    }

    public string Channel => channel;

    public ConcurrentQueue<OutgoingReply> All { get; } = [];

    public ConcurrentQueue<GivenUp> Lost { get; } = [];

    /// <summary>How often nothing can be told.</summary>
    public int Untold { get; set; }

    public Func<OutgoingReply, Task> Before { get; init; } = _ => Task.CompletedTask;

    public Func<OutgoingReply, CancellationToken, Task> OnItsWay { get; init; } = (_, _) => Task.CompletedTask;

    public TaskCompletionSource Twice { get; } = Pumping.NewSignal();

    public long[] To(string conversation) => [.. All.Where(reply => reply.Conversation == conversation).Select(reply => reply.Sequence)];

    public async Task<SendOutcome> SendAsync(OutgoingReply reply, IDeparture departure, CancellationToken cancellation)
    {
        await Before(reply);
        if (!await departure.GoAsync(mayRepeat: false))
        {
            return new HeldBack();
        }

        All.Enqueue(reply);
        if (All.Count >= 2)
        {
            Twice.TrySetResult();
        }

        await OnItsWay(reply, cancellation);
        return next.TryDequeue(out var outcome) ? outcome : new Sent($"wire-{reply.Sequence}");
    }

    public Task GiveUpAsync(GivenUp lost, CancellationToken cancellation)
    {
        Lost.Enqueue(lost);
        return Untold-- > 0 ? throw new DatabaseException("locked", "test") : Task.CompletedTask;
    }
}

/// <summary>Steps of tests that send.</summary>
internal static class Pumping
{
    public static OutboxSender Sender(World world, Wire channel, ConcurrentQueue<SendFailure>? failures = null) =>
        new(world.Database, channel, world.Clock, new ConversationSignals(), failure => failures?.Enqueue(failure));

    public static Task SendAllAsync(World world, Wire channel, ConcurrentQueue<SendFailure>? failures = null) =>
        Sender(world, channel, failures).SendDueAsync(TestContext.Current.CancellationToken);

    public static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    public static Task Wait(TaskCompletionSource reached, TaskCompletionSource release)
    {
        reached.TrySetResult();
        return release.Task.WaitAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Moves the clock on until something holds.</summary>
    public static async Task UntilAsync(World world, TimeSpan step, Func<bool> holds)
    {
        while (!holds())
        {
            await Task.Delay(10, TestContext.Current.CancellationToken);
            world.Clock.Advance(step);
        }
    }
}
