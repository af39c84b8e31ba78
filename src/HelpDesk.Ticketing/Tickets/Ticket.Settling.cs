namespace HelpDesk.Ticketing.Tickets;

/// <content>Handing over, waiting, resolving, closing, reopening.</content>
public sealed partial class Ticket
{
    /// <summary>Another company settles it: what it must be told is kept, and the ticket waits in the help desk's sight.</summary>
    /// <param name="way">One of <see cref="ThirdPartyWay"/>.</param>
    /// <param name="chaseAt">When to ask again if no answer has come; null: nobody is to be asked by us.</param>
    public TicketFailure? HandOverTo(string to, string way, string message, string by, DateTimeOffset at, DateTimeOffset? chaseAt = null, params IReadOnlyList<Attachment> attachments)
    {
        if (State.IsSettled())
        {
            return new NotInState(State);
        }

        if ((Checked(to, "receiver", LongestName) ?? Checked(message, "text", LongestText) ?? TooManyOf(attachments) ?? (TicketFailure?)Later(chaseAt, at)) is { } failure)
        {
            return failure;
        }

        SettleHandOver(at);
        HandOver = new HandOver(to, way, message, at) { ChaseAt = chaseAt };
        Record(by, "handed-over", at, null, to);
        Write(ThirdPartyKind.Asked, to, way, message, by, at, attachments);
        if (by != HelpDesk)
        {
            // An agent's hand-over is told to the requester: it answers them.
            FirstAnswerAt ??= at;
        }

        if (State != TicketState.WaitingForThirdParty)
        {
            Move(TicketState.WaitingForThirdParty, by, "state", at);
        }

        return null;
    }

    /// <summary>The requester is to act, and knows it by another way than a reply: the clock stops until they write.</summary>
    public TicketFailure? AwaitRequester(string by, DateTimeOffset at)
    {
        if (!State.IsRunning())
        {
            return new NotInState(State);
        }

        Move(TicketState.WaitingForRequester, by, "state", at);
        return null;
    }

    /// <summary>What was waited for has come by another way: the help desk goes on.</summary>
    public TicketFailure? Resume(string by, DateTimeOffset at)
    {
        if (State is not (TicketState.WaitingForRequester or TicketState.WaitingForThirdParty))
        {
            return new NotInState(State);
        }

        Move(TicketState.Open, by, "resumed", at);
        return null;
    }

    public TicketFailure? Resolve(string by, DateTimeOffset at)
    {
        if (State.IsSettled())
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

    /// <param name="text">Why, from the requester; null where an agent reopens it and has nothing to quote.</param>
    public TicketFailure? Reopen(string? text, string by, DateTimeOffset at)
    {
        if (!State.IsSettled())
        {
            return new NotInState(State);
        }

        if (MergedInto is { } survivor)
        {
            return new MergedAway(survivor);
        }

        if (ClosedAt is { } closed && at - closed > ReopenWithin)
        {
            return new ReopenTooLate(closed);
        }

        if (text is not null)
        {
            messages.Add(new TicketMessage(TicketMessageKind.Incoming, by, text, at, []));
        }

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
        Clock(from, to, at);
        if (to.IsSettled())
        {
            EndChat();
        }

        Record(by, what, at, from.ToString(), to.ToString());
    }
}
