namespace HelpDesk.Ticketing.Tickets;

/// <content>A reply that waits for a second person: it is no message before it leaves, and the journal alone, which no requester sees, tells of it.</content>
public sealed partial class Ticket
{
    /// <summary>Was written, and waits.</summary>
    /// <param name="why">Stable words, with commas between them.</param>
    public TicketFailure? HoldReply(string why, string by, DateTimeOffset at)
    {
        if (State == TicketState.Closed)
        {
            return new NotInState(State);
        }

        Record(by, "reply-held", at, null, why);
        return null;
    }

    /// <summary>May leave; what the second person changed in it is kept as it was and as it is.</summary>
    /// <param name="author">Who wrote it.</param>
    public TicketFailure? ReleaseReply(string author, string written, string released, string by, DateTimeOffset at)
    {
        if (State == TicketState.Closed)
        {
            return new NotInState(State);
        }

        if (Checked(released, "text", LongestText) is { } failure)
        {
            return failure;
        }

        if (released != written)
        {
            Record(by, "reply-edited", at, written, released);
        }

        Record(by, "reply-released", at, null, author);
        return null;
    }

    /// <summary>Goes back to its author, with a word among agents that says why.</summary>
    public TicketFailure? SendBackReply(string author, string remark, string by, DateTimeOffset at)
    {
        if (AddNote(remark, by, at) is { } failure)
        {
            return failure;
        }

        Record(by, "reply-sent-back", at, null, author);
        return null;
    }

    /// <summary>Its author takes it back.</summary>
    public TicketFailure? WithdrawReply(string by, DateTimeOffset at)
    {
        Record(by, "reply-withdrawn", at, null, null);
        return null;
    }
}
