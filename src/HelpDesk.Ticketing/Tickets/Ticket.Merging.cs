namespace HelpDesk.Ticketing.Tickets;

/// <content>
/// One matter that came twice: the one points to the other, and nothing of either is moved, so that it is undone as easily.
/// </content>
public sealed partial class Ticket
{
    private const string Merged = "merged";

    /// <summary>Number of the ticket in which the matter goes on; null where it goes on here.</summary>
    public string? MergedInto { get; private set; }

    /// <summary>Same requester only: whatever is said there is said to the same person.</summary>
    public TicketFailure? MergeInto(Ticket survivor, string by, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(survivor);
        if (survivor.Number == Number)
        {
            return new SameTicket();
        }

        if (survivor.Channel != Channel || survivor.Requester != Requester)
        {
            return new OtherRequester();
        }

        if ((MergedInto ?? survivor.MergedInto) is { } away)
        {
            return new MergedAway(away);
        }

        if (survivor.State == TicketState.Closed)
        {
            return new NotInState(survivor.State);
        }

        MergedInto = survivor.Number;
        Record(by, Merged, at, State.ToString(), survivor.Number);
        survivor.Record(by, "merged-from", at, null, Number);
        if (State != TicketState.Closed)
        {
            // No Close: a hand-over that is under way stays so, for the undoing, and nothing was settled by it.
            ClosedAt = at;
            EndChat();
            Move(TicketState.Closed, by, "state", at);
        }

        return null;
    }

    /// <summary>Apart again, as it was before. What was said meanwhile stays where it was said. Needs the journal.</summary>
    public TicketFailure? PartFrom(Ticket survivor, string by, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(survivor);
        if (MergedInto is not { } number || number != survivor.Number)
        {
            return new NotMerged();
        }

        var was = Enum.Parse<TicketState>(events.Last(line => line.What == Merged).Before!);
        MergedInto = null;
        Record(by, "parted", at, number, null);
        survivor.Record(by, "parted-from", at, Number, null);
        if (was != TicketState.Closed)
        {
            ClosedAt = null;
            if (!was.IsSettled())
            {
                // It was put away, not settled: nothing that asks for a second rating.
                Settlings--;
            }

            Move(was, by, "state", at);
        }

        return null;
    }
}
