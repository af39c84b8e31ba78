namespace HelpDesk.Storage.Outbox;

/// <summary>What came of handing a reply to its channel.</summary>
public abstract record SendOutcome;

/// <param name="Id">The channel's id of it; null where it gives none.</param>
public sealed record Sent(string? Id) : SendOutcome;

/// <summary>Surely did not arrive: to be tried again.</summary>
/// <param name="After">How long the channel asks to wait; null: our own back-off.</param>
public sealed record TryLater(string Code, TimeSpan? After = null) : SendOutcome;

/// <summary>May have arrived (a time-out, a 5xx): tried once more, and only once.</summary>
public sealed record InDoubt(string Code) : SendOutcome;

/// <summary>The channel will never take this one.</summary>
public sealed record Refused(string Code) : SendOutcome;

/// <summary>Nobody is there any more (blocked, removed): nothing more is sent to the conversation.</summary>
public sealed record Gone(string Code) : SendOutcome;

/// <summary>A channel that replies are sent to.</summary>
public interface IChannelSender
{
    /// <summary>As in <see cref="Turns.AcceptedMessage.Channel"/>.</summary>
    string Channel { get; }

    /// <summary>One reply; an exception counts as in doubt.</summary>
    Task<SendOutcome> SendAsync(OutgoingReply reply, CancellationToken cancellation);
}

/// <summary>A reply on its way.</summary>
/// <param name="Activity">What it answers, or the key of what a desk says by itself; null there without one.</param>
/// <param name="At">When it was said.</param>
/// <param name="Doubts">How often it may have arrived before.</param>
/// <param name="Reference">How the channel reaches the conversation.</param>
public sealed record OutgoingReply(
    long Id, string Channel, string Conversation, long Sequence, string? Activity, HelpDesk.Conversation.Dialogue.Reply Reply, DateTimeOffset At, int Attempts, int Doubts, string? Reference)
{
    /// <summary>Ids of its parts that were acknowledged before, where the channel sends it as several (<see cref="PartLog"/>).</summary>
    public IReadOnlyList<string> Parts { get; init; } = [];
}
