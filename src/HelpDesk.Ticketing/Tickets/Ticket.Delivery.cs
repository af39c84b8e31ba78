using System.Globalization;

namespace HelpDesk.Ticketing.Tickets;

/// <content>What was said to the requester and did not arrive.</content>
public sealed partial class Ticket
{
    private const string Lost = "not-delivered";

    /// <summary>
    /// What the desk said was given up, so that it counts as not said: the desk has to act, and a first answer that never arrived
    /// met no target. Agents read a note, once for all that was said before it.
    /// </summary>
    /// <param name="said">When an agent did what the lost reply tells of; null: the requester is not reached, whatever is said.</param>
    /// <param name="why">The channel's stable code.</param>
    /// <param name="note">What happened and what to do, for agents.</param>
    public TicketFailure? NotDelivered(DateTimeOffset? said, string why, string note, string by, DateTimeOffset at)
    {
        if (Checked(note, "text", LongestText) is { } failure)
        {
            return failure;
        }

        if (said is null || !events.Any(line => line.What == Lost && line.At >= said))
        {
            messages.Add(new TicketMessage(TicketMessageKind.Note, by, note, at, []));
        }

        Record(by, Lost, at, said is { } instant ? Instant(instant) : null, why);
        if (said is not null && said == FirstAnswerAt)
        {
            FirstAnswerAt = FirstThatArrived();
        }

        if (!State.IsRunning() && (said is not null || !State.IsSettled()))
        {
            Move(TicketState.Open, by, "state", at);
            if (said is not null && Stops[^1].From == said)
            {
                // It stood for an answer that nobody could give: the clock has run all the while.
                Stops = [.. Stops.Take(Stops.Count - 1)];
            }
        }

        return null;
    }

    /// <summary>A post about the ticket did not arrive where agents are told of tickets: they find it by other ways only.</summary>
    /// <param name="why">The channel's stable code.</param>
    public TicketFailure? NotPosted(string why, string note, string by, DateTimeOffset at)
    {
        if (Checked(note, "text", LongestText) is { } failure)
        {
            return failure;
        }

        messages.Add(new TicketMessage(TicketMessageKind.Note, by, note, at, []));
        Record(by, "not-posted", at, null, why);
        return null;
    }

    /// <summary>Why what was said at an instant did not arrive; null where it did, as far as is known. Needs the journal.</summary>
    public string? WhyLost(DateTimeOffset said)
    {
        var instant = Instant(said);
        return events.LastOrDefault(line => line.What == Lost && line.Before == instant)?.After;
    }

    /// <summary>Whether the last that an agent said, or the requester as such, was not reached. Needs the journal.</summary>
    public bool IsUnheard => events.LastOrDefault(line => line.What is Lost or "answered" or "added" or "handed-over" or "opened")?.What == Lost;

    private DateTimeOffset? FirstThatArrived()
    {
        var said = messages.Where(message => message.Kind == TicketMessageKind.Outgoing).Select(message => message.At)
            .Concat(events.Where(line => line.What == "handed-over" && line.By != HelpDesk).Select(line => line.At))
            .Where(at => WhyLost(at) is null).ToList();
        return said.Count == 0 ? null : said.Min();
    }

    private static string Instant(DateTimeOffset at) => at.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);
}
