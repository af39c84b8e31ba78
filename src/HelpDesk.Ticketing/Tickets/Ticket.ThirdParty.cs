using HelpDesk.Ticketing.Calendar;
using HelpDesk.Ticketing.Contacts;

namespace HelpDesk.Ticketing.Tickets;

/// <content>What another company is asked and answers: a thread of its own, never mixed with the requester's.</content>
public sealed partial class Ticket
{
    private readonly List<ThirdPartyLine> thirdParty = [];

    /// <summary>In order.</summary>
    public IReadOnlyList<ThirdPartyLine> ThirdParty => thirdParty;

    /// <summary>Whom the ticket waits for, until they have answered or it is settled.</summary>
    public HandOver? Asked => State == TicketState.WaitingForThirdParty && HandOver is { SettledAt: null, AnsweredAt: null } ? HandOver : null;

    /// <summary>No answer came by the day on which one was expected: the help desk asks again.</summary>
    public bool ChaseIsDue(DateTimeOffset now) => Asked is { ChaseAt: { } due } && due <= now;

    /// <summary>Asks the same company again.</summary>
    /// <param name="next">When to ask once more.</param>
    public TicketFailure? Chase(string text, string way, DateTimeOffset? next, string by, DateTimeOffset at, params IReadOnlyList<Attachment> attachments)
    {
        if (Asked is not { } asked)
        {
            return new NotAsked();
        }

        if ((Checked(text, "text", LongestText) ?? TooManyOf(attachments) ?? (TicketFailure?)Later(next, at)) is { } failure)
        {
            return failure;
        }

        asked.ChaseAt = next;
        Record(by, "chased", at, null, asked.To);
        Write(ThirdPartyKind.Chased, asked.To, way, text, by, at, attachments);
        return null;
    }

    /// <summary>What the other company said. The help desk has to act again; the requester is told that, and never the words.</summary>
    public TicketFailure? RecordAnswer(string text, string way, string by, DateTimeOffset at, params IReadOnlyList<Attachment> attachments)
    {
        if (State == TicketState.Closed)
        {
            return new NotInState(State);
        }

        if (HandOver is not { } handOver)
        {
            return new NotAsked();
        }

        if ((Checked(text, "text", LongestText) ?? TooManyOf(attachments)) is { } failure)
        {
            return failure;
        }

        handOver.AnsweredAt ??= at;
        handOver.ChaseAt = null;
        Record(by, "third-answered", at, null, handOver.To);
        Write(ThirdPartyKind.Answered, handOver.To, way, text, by, at, attachments);
        if (State == TicketState.WaitingForThirdParty)
        {
            Move(TicketState.Open, by, "state", at);
        }

        return null;
    }

    /// <summary>Writes to another company, or down what it said, as was chosen.</summary>
    public TicketFailure? Write(PlannedLetter letter, BusinessCalendar calendar, string by, DateTimeOffset at, params IReadOnlyList<Attachment> attachments)
    {
        ArgumentNullException.ThrowIfNull(letter);
        ArgumentNullException.ThrowIfNull(calendar);
        var (plan, text) = letter;
        DateTimeOffset? due = plan.IsByRequester ? null : calendar.AfterWorkdays(at, Math.Clamp(plan.Days, 1, Contact.MostAnswerDays)).At;
        return plan.Act switch
        {
            ThirdPartyKind.Asked => HandOverTo(plan.To.Trim(), plan.Way, text, by, at, due, attachments),
            ThirdPartyKind.Chased => Chase(text, plan.Way, due, by, at, attachments),
            _ => RecordAnswer(text, plan.Way, by, at, attachments),
        };
    }

    /// <summary>Says something to the requester and asks another company, both or neither.</summary>
    /// <param name="attachments">Of the reply.</param>
    /// <param name="enclosed">Of the letter.</param>
    public TicketFailure? AnswerAndHandOver(
        string text, PlannedLetter letter, BusinessCalendar calendar, string by, DateTimeOffset at, IReadOnlyList<Attachment> attachments, IReadOnlyList<Attachment> enclosed) =>
        MayHandOver(letter) ?? Answer(text, by, awaitAnswer: false, at, attachments) ?? Write(letter, calendar, by, at, enclosed);

    /// <summary>Why a letter cannot go that hands the matter over; null where it can.</summary>
    public TicketFailure? MayHandOver(PlannedLetter letter)
    {
        ArgumentNullException.ThrowIfNull(letter);
        return State.IsSettled() ? new NotInState(State) : Checked(letter.Plan.To, "receiver", LongestName) ?? Checked(letter.Text, "text", LongestText);
    }

    private void Write(ThirdPartyKind kind, string party, string way, string text, string by, DateTimeOffset at, IReadOnlyList<Attachment> attachments)
    {
        thirdParty.Add(new ThirdPartyLine(kind, party, way, text, by, at, attachments));
        RecordAttached(by, at, attachments);
    }

    private static Past? Later(DateTimeOffset? day, DateTimeOffset at) => day <= at ? new Past() : null;
}
