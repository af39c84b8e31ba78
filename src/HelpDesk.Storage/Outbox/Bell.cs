using System.Threading.Channels;

namespace HelpDesk.Storage.Outbox;

/// <summary>Rung by many, waited for by one; rung while nobody waits it is heard at the next waiting.</summary>
internal sealed class Bell(TimeProvider time)
{
    private readonly Channel<bool> rung = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public void Ring() => rung.Writer.TryWrite(true);

    /// <summary>Until it is rung, for so long, or until cancelled; which of them it was nobody needs to know.</summary>
    /// <param name="longest">Null: until it is rung.</param>
    public async Task WaitAsync(TimeSpan? longest, CancellationToken cancellation)
    {
        using var limit = new CancellationTokenSource(longest ?? Timeout.InfiniteTimeSpan, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        try
        {
            await rung.Reader.ReadAsync(either.Token);
        }
        catch (OperationCanceledException)
        {
            // Time is up, or the sender stops.
        }
    }
}
