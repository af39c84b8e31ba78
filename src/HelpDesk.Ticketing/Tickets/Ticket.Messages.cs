namespace HelpDesk.Ticketing.Tickets;

/// <content>What is said.</content>
public sealed partial class Ticket
{
    /// <summary>Characters of what an agent writes.</summary>
    public const int LongestText = 20_000;

    /// <summary>Attachments of one message.</summary>
    public const int MostAttachments = 20;

    /// <summary>From the requester. Waiting for them ends; a resolved ticket is open again.</summary>
    public TicketFailure? AddIncoming(string text, string by, DateTimeOffset at, params IReadOnlyList<Attachment> attachments)
    {
        if (State == TicketState.Closed)
        {
            return new NotInState(State);
        }

        if (TooManyOf(attachments) is { } failure)
        {
            return failure;
        }

        Say(TicketMessageKind.Incoming, by, text, "added", at, attachments);
        if (State is TicketState.WaitingForRequester or TicketState.Resolved)
        {
            Move(TicketState.Open, by, "answered-by-requester", at);
        }

        return null;
    }

    /// <summary>Thanks from the requester: filed where an agent sees it, and nothing is opened or awaited by it.</summary>
    public TicketFailure? AddThanks(string text, string by, DateTimeOffset at)
    {
        if (State == TicketState.Closed)
        {
            return new NotInState(State);
        }

        Say(TicketMessageKind.Incoming, by, text, "thanked", at, []);
        return null;
    }

    /// <summary>The requester says what was wrong of what the receiver must be told; the journal keeps what stood there.</summary>
    /// <param name="right">By need id.</param>
    public TicketFailure? Correct(IReadOnlyDictionary<string, string> right, string by, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(right);
        if (State == TicketState.Closed)
        {
            return new NotInState(State);
        }

        foreach (var (need, value) in right.Where(fact => Facts.GetValueOrDefault(fact.Key) != fact.Value))
        {
            var before = Facts.GetValueOrDefault(need);
            Facts = new Dictionary<string, string>(Facts, StringComparer.Ordinal) { [need] = value };
            SupplyPointNumber = Facts.GetValueOrDefault("supply-point-number");
            Record(by, "corrected", at, before, value);
        }

        return null;
    }

    /// <summary>To the requester.</summary>
    /// <param name="awaitAnswer">The clock stops until the requester answers.</param>
    public TicketFailure? Answer(string text, string by, bool awaitAnswer, DateTimeOffset at, params IReadOnlyList<Attachment> attachments)
    {
        if (State == TicketState.Closed)
        {
            return new NotInState(State);
        }

        if ((Checked(text, "text", LongestText) ?? TooManyOf(attachments)) is { } failure)
        {
            return failure;
        }

        Say(TicketMessageKind.Outgoing, by, text, "answered", at, attachments);
        FirstAnswerAt ??= at;
        if (ChatHolder(at) == by)
        {
            ChatUntil = at + ChatLasts;
        }

        var next = awaitAnswer ? TicketState.WaitingForRequester : State == TicketState.New ? TicketState.Open : State;
        if (next != State)
        {
            Move(next, by, "state", at);
        }

        return null;
    }

    /// <summary>Whether the last that was said is this, by the same, and has not come back undelivered.</summary>
    public bool HasJustSaid(string text, string by) =>
        messages.LastOrDefault(message => message.Kind != TicketMessageKind.Note) is { Kind: TicketMessageKind.Outgoing } last && last.Text == text && last.Author == by && !IsUnheard;

    /// <summary>Among agents, at any time.</summary>
    public TicketFailure? AddNote(string text, string by, DateTimeOffset at, params IReadOnlyList<Attachment> attachments)
    {
        if ((Checked(text, "text", LongestText) ?? TooManyOf(attachments)) is { } failure)
        {
            return failure;
        }

        Say(TicketMessageKind.Note, by, text, "noted", at, attachments);
        return null;
    }

    private void Say(TicketMessageKind kind, string by, string text, string what, DateTimeOffset at, IReadOnlyList<Attachment> attachments)
    {
        messages.Add(new TicketMessage(kind, by, text, at, attachments));
        Record(by, what, at, null, null);
        RecordAttached(by, at, attachments);
    }

    private void RecordAttached(string by, DateTimeOffset at, IReadOnlyList<Attachment> attachments)
    {
        foreach (var attachment in attachments)
        {
            Record(by, "attached", at, null, attachment.Name);
        }
    }

    private static TooMany? TooManyOf(IReadOnlyList<Attachment> attachments) =>
        attachments.Count > MostAttachments ? new TooMany("attachments", MostAttachments) : null;

    private static TicketFailure? Checked(string text, string what, int most) =>
        string.IsNullOrWhiteSpace(text) ? new Missing(what) : text.Length > most ? new TooLong(what, most) : null;
}
