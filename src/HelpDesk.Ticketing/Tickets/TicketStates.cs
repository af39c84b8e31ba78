namespace HelpDesk.Ticketing.Tickets;

public enum TicketState
{
    New,
    Open,
    WaitingForRequester,
    WaitingForThirdParty,
    Resolved,
    Closed,
}

public enum TicketPriority
{
    Low,
    Normal,
    High,
    Urgent,
}

public static class TicketStates
{
    /// <summary>waiting-for-requester …: the key under «state» of kb/replies.*.yaml.</summary>
    public static string Key(this TicketState state) => state switch
    {
        TicketState.New => "new",
        TicketState.Open => "open",
        TicketState.WaitingForRequester => "waiting-for-requester",
        TicketState.WaitingForThirdParty => "waiting-for-third-party",
        TicketState.Resolved => "resolved",
        _ => "closed",
    };

    /// <summary>Nobody has to do anything any more.</summary>
    public static bool IsSettled(this TicketState state) => state is TicketState.Resolved or TicketState.Closed;

    /// <summary>The help desk has to act; in every other state the clock of the targets stands.</summary>
    public static bool IsRunning(this TicketState state) => state is TicketState.New or TicketState.Open;
}
