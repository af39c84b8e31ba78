namespace HelpDesk.Conversation.Dialogue;

/// <summary>What a turn does besides replying. Storage applies acts in the transaction that accepts the message.</summary>
public abstract record Act;

/// <summary>Opens a ticket for the speaker.</summary>
/// <param name="Owner">Owner id: who settles it.</param>
/// <param name="Facts">By need id: what the receiver must be told.</param>
/// <param name="HandOverText">Prepared message to a third party; null where the help desk settles it.</param>
/// <param name="HandOverTo">Name of the third party; null likewise.</param>
public sealed record OpenTicket(
    string Subject,
    string Text,
    string? InquiryType,
    string Owner,
    string? AreaCode,
    string Language,
    IReadOnlyDictionary<string, string> Facts,
    IReadOnlyList<string> Articles,
    IReadOnlyList<string> Tried,
    string? Symptom,
    string? HandOverText,
    string? HandOverTo,
    bool Urgent) : Act
{
    public IReadOnlyList<IncomingFile> Files { get; init; } = [];

    /// <summary>The speaker's own ticket that it goes on from; null: none.</summary>
    public string? Follows { get; init; }
}

public sealed record AddToTicket(string Number, string Text) : Act
{
    /// <summary>By need id: what was wrong in the ticket, as it is right.</summary>
    public IReadOnlyDictionary<string, string> Corrects { get; init; } = new Dictionary<string, string>();

    public IReadOnlyList<IncomingFile> Files { get; init; } = [];
}

/// <summary>Thanks for what was done: filed with the ticket, which stays as it is.</summary>
public sealed record ThankForTicket(string Number, string Text) : Act;

/// <summary>The bot speaks again where an agent did.</summary>
public sealed record LeaveChat(string Number) : Act;

public sealed record CloseTicket(string Number) : Act;

public sealed record ReopenTicket(string Number, string Text) : Act;

/// <summary>What the speaker thinks of how their ticket was settled.</summary>
public sealed record RateTicket(string Number, bool Helpful) : Act;

/// <summary>Keeps what became of a question, for learning. The text is masked before it is written.</summary>
/// <param name="Outcome">answer, ask or admit.</param>
public sealed record NoteQuestion(string Text, string Outcome, string? Symptom, IReadOnlyList<string> Articles, string Language) : Act;

/// <summary>Whether the last question of the conversation was solved by what was shown.</summary>
public sealed record NoteSolved(bool Solved) : Act;
