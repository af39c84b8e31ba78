namespace HelpDesk.Conversation.Dialogue;

/// <summary>The outcome of one message: the state to keep, what to say and what to do.</summary>
public sealed record Turn(DialogueState State, IReadOnlyList<Reply> Replies, IReadOnlyList<Act> Acts)
{
    public static Turn Say(DialogueState state, params IReadOnlyList<Reply> replies) => new(state, replies, []);

    public Turn And(params IReadOnlyList<Act> acts) => this with { Acts = [.. Acts, .. acts] };

    /// <summary>The same with something said first.</summary>
    public Turn After(Reply first) => this with { Replies = [first, .. Replies] };

    /// <summary>The same, each reply marked with the language that it is in.</summary>
    public Turn In(string language) => this with { Replies = [.. Replies.Select(reply => reply with { Language = language })] };

    public Turn Keep(Func<DialogueState, DialogueState> change) => this with { State = change(State) };
}
