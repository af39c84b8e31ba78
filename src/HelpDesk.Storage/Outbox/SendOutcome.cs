namespace HelpDesk.Storage.Outbox;

/// <summary>What came of handing a reply to its channel.</summary>
public abstract record SendOutcome;

/// <param name="Id">The channel's id of it; null where it gives none.</param>
public sealed record Sent(string? Id) : SendOutcome;

/// <summary>One part of it arrived and there are more: the next goes at once, and what is sent again later begins behind it.</summary>
/// <param name="Ids">The channel's ids of all parts that arrived, with a blank between; «-» where it gave none.</param>
public sealed record PartSent(string Ids) : SendOutcome;

/// <summary>Surely did not arrive: to be tried again.</summary>
/// <param name="After">How long the channel asks to wait; null: our own back-off.</param>
public sealed record TryLater(string Code, TimeSpan? After = null) : SendOutcome;

/// <summary>May have arrived (a time-out, a 5xx): sent again a few times, with growing pauses.</summary>
public sealed record InDoubt(string Code) : SendOutcome;

/// <summary>A fault of our own before anything was on its way: tried again a few times.</summary>
public sealed record Broken(string Code) : SendOutcome;

/// <summary>The channel will never take this one.</summary>
public sealed record Refused(string Code) : SendOutcome;

/// <summary>Nobody is there any more (blocked, removed): nothing more is sent to the conversation.</summary>
public sealed record Gone(string Code) : SendOutcome;

/// <summary>It was not let go (<see cref="IDeparture"/>): another node has it, or this one is stopping. Nothing is noted.</summary>
public sealed record HeldBack : SendOutcome;

/// <summary>The gate between building a request and sending it.</summary>
public interface IDeparture
{
    /// <summary>
    /// To be asked at the last instant before each request that would change something at the far side; notes in the database that it is on its
    /// way, so that a death from here on, and none before, is a doubt.
    /// </summary>
    /// <param name="mayRepeat">Twice is the same as once: no doubt arises.</param>
    /// <returns>False: do not send, and answer <see cref="HeldBack"/>.</returns>
    Task<bool> GoAsync(bool mayRepeat);
}

/// <summary>A channel that replies are sent to.</summary>
public interface IChannelSender
{
    /// <summary>As in <see cref="Turns.AcceptedMessage.Channel"/>.</summary>
    string Channel { get; }

    /// <summary>One reply, or the next part of it. An exception before the departure is a fault of our own, one after it a doubt.</summary>
    Task<SendOutcome> SendAsync(OutgoingReply reply, IDeparture departure, CancellationToken cancellation);

    /// <summary>Tells people what was given up. Comes again with the same replies where the process died meanwhile: they are told once.</summary>
    /// <exception cref="DatabaseException">Not now; it is tried again.</exception>
    Task GiveUpAsync(GivenUp lost, CancellationToken cancellation);
}

/// <summary>Replies of one conversation that will not be sent any more.</summary>
/// <param name="Code">Why: the channel's, or ours.</param>
/// <param name="Gone">Nobody is there any more.</param>
public sealed record GivenUp(string Channel, string Conversation, string Code, bool Gone, IReadOnlyList<LostReply> Replies);

/// <param name="Id">Names it for good.</param>
/// <param name="Ticket">Of an agent's act that it tells of; null where the dialogue speaks.</param>
/// <param name="At">When it was said.</param>
public sealed record LostReply(long Id, string? Ticket, HelpDesk.Conversation.Dialogue.Reply Reply, DateTimeOffset At);

/// <summary>A reply on its way.</summary>
/// <param name="Activity">What it answers, or the key of what a desk says by itself; null there without one.</param>
/// <param name="At">When it was said.</param>
/// <param name="Attempts">How often it was tried before.</param>
/// <param name="Doubts">How often it may have arrived before.</param>
/// <param name="Reference">How the channel reaches the conversation.</param>
public sealed record OutgoingReply(
    long Id, string Channel, string Conversation, long Sequence, string? Activity, HelpDesk.Conversation.Dialogue.Reply Reply, DateTimeOffset At, int Attempts, int Doubts, string? Reference)
{
    /// <summary>Ids of its parts that were acknowledged before, where the channel sends it as several (<see cref="PartSent"/>).</summary>
    public IReadOnlyList<string> Parts { get; init; } = [];

    /// <summary>As in <see cref="Model.OutboxRow.Ticket"/>.</summary>
    public string? Ticket { get; init; }

    /// <summary>Since when it was on its way in a process that has not said what came of it; null where it is not.</summary>
    internal DateTimeOffset? LeftSince { get; init; }
}
