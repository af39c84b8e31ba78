namespace HelpDesk.Ticketing.Tickets;

/// <content>Who works on it, what is said, and its states.</content>
public sealed partial class Ticket
{
    /// <summary>One agent takes it; a second is told who has it.</summary>
    public TicketFailure? Take(string agent, DateTimeOffset at)
    {
        if (Agent is { } other)
        {
            return other == agent ? null : new AlreadyTaken(other);
        }

        if (State is TicketState.Closed)
        {
            return new NotInState(State);
        }

        Agent = agent;
        Record(agent, "taken", at, null, agent);
        if (State == TicketState.New)
        {
            Move(TicketState.Open, agent, "opened-by-agent", at);
        }

        return null;
    }

    /// <summary>From the requester. Waiting for them ends; a resolved ticket is open again.</summary>
    public TicketFailure? AddIncoming(string text, string by, DateTimeOffset at)
    {
        if (State == TicketState.Closed)
        {
            return new NotInState(State);
        }

        messages.Add(new TicketMessage(TicketMessageKind.Incoming, by, text, at));
        Record(by, "added", at, null, null);
        if (State is TicketState.WaitingForRequester or TicketState.Resolved)
        {
            Move(TicketState.Open, by, "answered-by-requester", at);
        }

        return null;
    }

    /// <summary>To the requester.</summary>
    /// <param name="awaitAnswer">The clock stops until the requester answers.</param>
    public TicketFailure? Answer(string text, string by, bool awaitAnswer, DateTimeOffset at)
    {
        if (State == TicketState.Closed)
        {
            return new NotInState(State);
        }

        messages.Add(new TicketMessage(TicketMessageKind.Outgoing, by, text, at));
        FirstAnswerAt ??= at;
        Record(by, "answered", at, null, null);
        var next = awaitAnswer ? TicketState.WaitingForRequester : State == TicketState.New ? TicketState.Open : State;
        if (next != State)
        {
            Move(next, by, "state", at);
        }

        return null;
    }

    public void AddNote(string text, string by, DateTimeOffset at)
    {
        messages.Add(new TicketMessage(TicketMessageKind.Note, by, text, at));
        Record(by, "noted", at, null, null);
    }

    /// <summary>Another company settles it: what it must be told is kept, and the ticket waits in the help desk's sight.</summary>
    public TicketFailure? HandOverTo(string to, string way, string message, string by, DateTimeOffset at)
    {
        if (State is TicketState.Resolved or TicketState.Closed)
        {
            return new NotInState(State);
        }

        HandOver = new HandOver(to, way, message, at);
        Record(by, "handed-over", at, null, to);
        Move(TicketState.WaitingForThirdParty, by, "state", at);
        return null;
    }

    public TicketFailure? Resolve(string by, DateTimeOffset at)
    {
        if (State is TicketState.Resolved or TicketState.Closed)
        {
            return new NotInState(State);
        }

        SettleHandOver(at);
        Move(TicketState.Resolved, by, "resolved", at);
        return null;
    }

    public TicketFailure? Close(string by, DateTimeOffset at)
    {
        if (State == TicketState.Closed)
        {
            return new NotInState(State);
        }

        SettleHandOver(at);
        ClosedAt = at;
        Move(TicketState.Closed, by, "closed", at);
        return null;
    }

    public TicketFailure? Reopen(string text, string by, DateTimeOffset at)
    {
        if (State is not (TicketState.Resolved or TicketState.Closed))
        {
            return new NotInState(State);
        }

        if (ClosedAt is { } closed && at - closed > ReopenWithin)
        {
            return new ReopenTooLate(closed);
        }

        ClosedAt = null;
        messages.Add(new TicketMessage(TicketMessageKind.Incoming, by, text, at));
        Move(TicketState.Open, by, "reopened", at);
        return null;
    }

    private void SettleHandOver(DateTimeOffset at)
    {
        if (HandOver is { SettledAt: null } handOver)
        {
            handOver.SettledAt = at;
        }
    }

    private void Move(TicketState to, string by, string what, DateTimeOffset at)
    {
        var from = State;
        State = to;
        Record(by, what, at, from.ToString(), to.ToString());
    }
}
