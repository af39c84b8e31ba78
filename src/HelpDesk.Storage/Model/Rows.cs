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

    public required DateTimeOffset ChangedAt { get; set; }
}

public enum DeliveryState
{
    Pending,
    Delivered,

    /// <summary>May have arrived: sent again at most once.</summary>
    Ambiguous,
    Failed,
}

/// <summary>Something to say to a conversation; sent in the order of the ids.</summary>
public sealed class OutboxRow
{
    public long Id { get; private set; }

    public required string Channel { get; init; }

    public required string Conversation { get; init; }

    /// <summary>The activity answered; null for what a desk says by itself.</summary>
    public string? Activity { get; init; }

    /// <summary>A <see cref="HelpDesk.Conversation.Dialogue.Reply"/> as JSON.</summary>
    public required string Reply { get; init; }

    public required DateTimeOffset At { get; init; }

    public DeliveryState State { get; set; }

    public int Attempts { get; set; }

    public DateTimeOffset? DeliveredAt { get; set; }
}

/// <summary>What became of a question. Holds masked text only.</summary>
public sealed class QuestionRow
{
    public long Id { get; private set; }

    public required string Channel { get; init; }

    public required string Conversation { get; init; }

    public required DateTimeOffset At { get; init; }

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
