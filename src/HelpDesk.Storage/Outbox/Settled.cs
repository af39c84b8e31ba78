using HelpDesk.Storage.Model;

namespace HelpDesk.Storage.Outbox;

/// <summary>What an outcome makes of a claimed reply. Pure.</summary>
internal sealed record Settled(DeliveryState State, int Doubts, DateTimeOffset? NotBefore = null, DateTimeOffset? DeliveredAt = null, string? Id = null, string? Code = null)
{
    public static Settled Of(OutgoingReply reply, SendOutcome outcome, DateTimeOffset now, TimeSpan backOff) => outcome switch
    {
        Sent sent => new Settled(DeliveryState.Delivered, reply.Doubts, DeliveredAt: now, Id: sent.Id),
        TryLater later when now - reply.At < OutboxSender.GiveUpAfter => new Settled(DeliveryState.Pending, reply.Doubts, now + (later.After ?? backOff)),
        TryLater later => new Settled(DeliveryState.Failed, reply.Doubts, Code: later.Code),
        InDoubt when reply.Doubts == 0 => new Settled(DeliveryState.Ambiguous, 1, now + backOff),
        InDoubt doubt => new Settled(DeliveryState.Failed, reply.Doubts + 1, Code: doubt.Code),
        Refused refused => new Settled(DeliveryState.Failed, reply.Doubts, Code: refused.Code),
        Gone gone => new Settled(DeliveryState.Failed, reply.Doubts, Code: gone.Code),
        _ => throw new InvalidOperationException(outcome.GetType().Name),
    };
}
