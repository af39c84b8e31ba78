namespace HelpDesk.Storage.Model;

/// <summary>An accepted message; its key is unique, so a repeat has no second effect.</summary>
public sealed class InboxRow
{
    public required string Channel { get; init; }

    public required string Conversation { get; init; }

    public required string Activity { get; init; }

    public required DateTimeOffset At { get; init; }
}

/// <summary>A conversation and the dialogue's state in it.</summary>
public sealed class ConversationRow
{
    public required string Channel { get; init; }

    public required string Conversation { get; init; }

    /// <summary>Who speaks, by the channel's identity.</summary>
    public required string Person { get; set; }

    /// <summary>The dialogue's state as JSON.</summary>
    public required string State { get; set; }

    /// <summary>Rises with each turn; a turn computed on an older one is computed again.</summary>
    public required long Version { get; set; }

    /// <summary>The last <see cref="OutboxRow.Sequence"/> given in this conversation.</summary>
    public long Sequence { get; set; }

    /// <summary>What is said here is read from the outbox by the other side (web), not sent to it.</summary>
    public bool KeepsTranscript { get; set; }

    /// <summary>How the channel reaches the conversation, as JSON of its own; null where its id is enough.</summary>
    public string? Reference { get; set; }

    public required DateTimeOffset ChangedAt { get; set; }
}

public enum DeliveryState
{
    Pending,

    /// <summary>On its way since a node wrote so, at the latest until <see cref="OutboxRow.NotBefore"/>; later nobody knows whether it arrived.</summary>
    Sending,
    Delivered,

    /// <summary>May have arrived: sent again a few times.</summary>
    Ambiguous,

    /// <summary>Given up, and told.</summary>
    Failed,
}

/// <summary>
/// Something said in a conversation: what we say, and where the conversation keeps a transcript also what the person said.
/// Sent and read in the order of <see cref="Sequence"/>.
/// </summary>
public sealed class OutboxRow
{
    public long Id { get; private set; }

    public required string Channel { get; init; }

    public required string Conversation { get; init; }

    /// <summary>1, 2, 3 … in each conversation, without a gap; the row's conversation is locked while it is given.</summary>
    public required long Sequence { get; init; }

    /// <summary>The activity answered or echoed; null for what a desk says by itself.</summary>
    public string? Activity { get; init; }

    /// <summary>A <see cref="HelpDesk.Conversation.Dialogue.Reply"/> as JSON; null in an echo.</summary>
    public string? Reply { get; init; }

    /// <summary>The person's own message as the channel's JSON; null in a reply.</summary>
    public string? Echo { get; init; }

    public required DateTimeOffset At { get; init; }

    public DeliveryState State { get; set; }

    public int Attempts { get; set; }

    /// <summary>How often it may have arrived without our knowing.</summary>
    public int Doubts { get; set; }

    /// <summary>Not to be tried again before; null: at once.</summary>
    public DateTimeOffset? NotBefore { get; set; }

    public DateTimeOffset? DeliveredAt { get; set; }

    /// <summary>The id that the channel gave it, to replace it later; null where it gave none. Of several parts with a blank between.</summary>
    public string? Delivered { get; set; }

    /// <summary>Number of the ticket that an agent's act is told of by this; null where the dialogue speaks.</summary>
    public string? Ticket { get; init; }

    /// <summary>Why it did not arrive the last time; null where nothing went wrong.</summary>
    public string? Code { get; set; }

    /// <summary>When it was given up.</summary>
    public DateTimeOffset? GivenUpAt { get; set; }
}

/// <summary>What became of a question. Holds masked text only.</summary>
public sealed class QuestionRow
{
    public long Id { get; private set; }

    public required string Channel { get; init; }

    public required string Conversation { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>Empty where it was not kept: until all masks have gone over it, or for good.</summary>
    public required string MaskedText { get; init; }

    /// <summary>answer, ask or admit.</summary>
    public required string Outcome { get; init; }

    public string? Symptom { get; init; }

    public required IReadOnlyList<string> Articles { get; init; }

    public required string Language { get; init; }

    /// <summary>What the person said of it; null where they said nothing.</summary>
    public bool? Solved { get; set; }
}

/// <summary>The last ticket number given in a year.</summary>
public sealed class TicketCounterRow
{
    public required int Year { get; init; }

    public required int Last { get; set; }
}

/// <summary>A secret that signs tokens during one period; shared by all nodes, and by a node after its restart.</summary>
/// <remarks>
/// As it stands, not enciphered: whoever reads this table reads the conversations beside it, which is all that a token opens,
/// and the key that would encipher it would have to be shared by the nodes through the same database.
/// </remarks>
public sealed class SigningKeyRow
{
    /// <summary>Periods since 1970; names the key in a token.</summary>
    public required long Period { get; init; }

    public required byte[] Secret { get; init; }
}
