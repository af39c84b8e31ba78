using HelpDesk.Storage.Model;

namespace HelpDesk.Storage.Outbox;

/// <summary>
/// What an outcome makes of a reply, and when it is tried again: lost is worse than late, and late worse than double. Pure.
/// </summary>
/// <param name="Code">Why it did not arrive.</param>
public sealed record Settled(DeliveryState State, int Doubts, DateTimeOffset? NotBefore = null, DateTimeOffset? DeliveredAt = null, string? Id = null, string? Code = null)
{
    /// <summary>What surely does not arrive for this long is given up.</summary>
    public static readonly TimeSpan GiveUpAfter = TimeSpan.FromHours(24);

    /// <summary>Pauses after a first, second and third time that it may have arrived; after the fourth it is given up.</summary>
    public static IReadOnlyList<TimeSpan> Resends { get; } = [TimeSpan.FromSeconds(15), TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(8)];

    /// <summary>After so many tries in all, a fault of our own is given up: it would be the same tomorrow, and hold up what waits behind it.</summary>
    public const int MostBroken = 8;

    /// <summary>Before a reply of a process that died is sent again: should it live after all, and only the database have been away, it can say what came of it.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    /// <summary>A channel may ask for longer pauses than ours, but not for any.</summary>
    public static readonly TimeSpan LongestAsked = TimeSpan.FromHours(1);

    private static readonly TimeSpan FirstBackOff = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestBackOff = TimeSpan.FromMinutes(5);

    /// <summary>Before the next try, after so many: 1 s, doubled each time, 5 minutes at most.</summary>
    public static TimeSpan BackOff(int tries)
    {
        var wait = FirstBackOff * Math.Pow(2, Math.Clamp(tries - 1, 0, 12));
        return wait < LongestBackOff ? wait : LongestBackOff;
    }

    /// <param name="said">When the reply was said.</param>
    /// <param name="tries">This one with it.</param>
    /// <param name="doubts">How often it may have arrived before.</param>
    /// <param name="left">When it was on its way, where that is all that is known of it.</param>
    public static Settled Of(SendOutcome outcome, DateTimeOffset said, int tries, int doubts, DateTimeOffset now, DateTimeOffset? left = null) => outcome switch
    {
        Sent sent => new Settled(DeliveryState.Delivered, doubts, DeliveredAt: now, Id: sent.Id),
        // The next part is a message of its own: what was in doubt has arrived.
        PartSent part => new Settled(DeliveryState.Pending, 0, Id: part.Ids),
        TryLater later when now - said < GiveUpAfter => new Settled(DeliveryState.Pending, doubts, now + Asked(later.After, tries), Code: later.Code),
        Broken fault when tries < MostBroken => new Settled(DeliveryState.Pending, doubts, now + BackOff(tries), Code: fault.Code),
        InDoubt open when doubts < Resends.Count => new Settled(DeliveryState.Ambiguous, doubts + 1, Again(now, doubts, left), Code: open.Code),
        InDoubt open => new Settled(DeliveryState.Failed, doubts + 1, Code: open.Code),
        TryLater later => new Settled(DeliveryState.Failed, doubts, Code: later.Code),
        Broken fault => new Settled(DeliveryState.Failed, doubts, Code: fault.Code),
        Refused refused => new Settled(DeliveryState.Failed, doubts, Code: refused.Code),
        Gone gone => new Settled(DeliveryState.Failed, doubts, Code: gone.Code),
        _ => throw new InvalidOperationException(outcome.GetType().Name),
    };

    private static TimeSpan Asked(TimeSpan? after, int tries) =>
        after is not { } asked ? BackOff(tries) : asked < FirstBackOff ? FirstBackOff : asked < LongestAsked ? asked : LongestAsked;

    private static DateTimeOffset Again(DateTimeOffset now, int doubts, DateTimeOffset? left)
    {
        if (left is not { } since)
        {
            return now + Resends[doubts];
        }

        var (due, earliest) = (since + Resends[doubts], now + Grace);
        return due > earliest ? due : earliest;
    }
}
