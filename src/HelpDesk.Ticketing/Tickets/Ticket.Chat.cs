namespace HelpDesk.Ticketing.Tickets;

/// <content>A person speaks in the requester's chat, and the bot steps back.</content>
public sealed partial class Ticket
{
    /// <summary>How long the bot stays back after the person took the chat or last said something: then it answers again.</summary>
    public static readonly TimeSpan ChatLasts = TimeSpan.FromMinutes(30);

    /// <summary>Who speaks in the chat; null where the bot does. Whether they still do is <see cref="ChatHolder"/>.</summary>
    public string? ChatAgent { get; private set; }

    public DateTimeOffset? ChatUntil { get; private set; }

    /// <summary>Who speaks in the chat at an instant; null where the bot does.</summary>
    public string? ChatHolder(DateTimeOffset at) => !State.IsSettled() && ChatUntil > at ? ChatAgent : null;

    /// <summary>The agent speaks from now on; who had nobody gets them as agent too.</summary>
    public TicketFailure? TakeChat(string by, DateTimeOffset at)
    {
        if (State.IsSettled())
        {
            return new NotInState(State);
        }

        if (ChatHolder(at) is { } other && other != by)
        {
            return new AlreadyTaken(other);
        }

        if (Agent is null && Take(by, at) is { } failure)
        {
            return failure;
        }

        (ChatAgent, ChatUntil) = (by, at + ChatLasts);
        Record(by, "chat-taken", at, null, by);
        return null;
    }

    /// <summary>The bot speaks again: the agent says so, or the requester.</summary>
    public TicketFailure? LeaveChat(string by, DateTimeOffset at)
    {
        if (ChatAgent is not { } agent)
        {
            return new NotTaken();
        }

        EndChat();
        Record(by, "chat-left", at, agent, null);
        return null;
    }

    private void EndChat()
    {
        ChatAgent = null;
        ChatUntil = null;
    }
}
