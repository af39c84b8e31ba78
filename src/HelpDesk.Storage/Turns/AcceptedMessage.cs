using HelpDesk.Conversation.Dialogue;

namespace HelpDesk.Storage.Turns;

/// <summary>A message as a channel hands it in.</summary>
/// <param name="Activity">The channel's id of it: a repeat has the same.</param>
/// <param name="Person">The speaker's identity in the channel.</param>
/// <param name="Speaker">What the channel knows of the speaker; their tickets are filled in here.</param>
/// <param name="KeepsTranscript">What is said is read from the outbox by the other side; otherwise it is sent.</param>
/// <param name="Echo">The person's own message as the transcript shows it, in JSON of the channel; null where it shows none.</param>
/// <param name="Reference">How the channel reaches the conversation, in JSON of its own; null: as before.</param>
/// <param name="AnsweredAtOnce">What is said to it goes back with its acknowledgement and is not sent.</param>
/// <param name="Since">What the speaker's token names: the last time they had themselves forgotten; a later one refuses the message.</param>
public sealed record AcceptedMessage(
    string Channel, string Conversation, string Activity, string Person, Incoming Message, Person? Speaker = null, bool KeepsTranscript = false, string? Echo = null, string? Reference = null, bool AnsweredAtOnce = false, long Since = 0);

/// <summary>The replies that stand in the outbox for a message.</summary>
/// <param name="Repeat">The message had been accepted before; nothing was done again.</param>
/// <param name="First">Sequence of the first row that stands for this message: the echo's where there is one; 0 where nothing was said.</param>
/// <param name="IsForgotten">The speaker was forgotten meanwhile: nothing was accepted.</param>
public sealed record AcceptedTurn(bool Repeat, IReadOnlyList<Reply> Replies, long First = 0, bool IsForgotten = false);
