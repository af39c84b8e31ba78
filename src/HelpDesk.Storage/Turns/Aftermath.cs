using HelpDesk.Conversation.Dialogue;

namespace HelpDesk.Storage.Turns;

/// <summary>An inquiry that a committed turn has opened.</summary>
/// <param name="Text">What was asked, masked.</param>
public sealed record OpenedInquiry(string Number, string Text, string Language);

/// <summary>What a committed turn leaves for whoever looks at texts.</summary>
/// <param name="At">When it was committed; names its questions in the database together with the conversation.</param>
/// <param name="Questions">In the order in which they were noted, masked by our own masks.</param>
public sealed record TurnAftermath(string Channel, string Conversation, DateTimeOffset At, IReadOnlyList<NoteQuestion> Questions, IReadOnlyList<OpenedInquiry> Opened);

/// <summary>A look at texts out of the turn and after its commit (a language service). It must neither wait nor throw.</summary>
public interface IAftermath
{
    /// <summary>Questions are noted without their text, until more than our own masks have gone over it.</summary>
    bool WithholdsQuestions { get; }

    void Accepted(TurnAftermath aftermath);
}
