using System.Globalization;

namespace HelpDesk.Ticketing.Tickets;

/// <content>Tickets that have to do with each other and stay apart; and a message that was a matter of its own.</content>
public sealed partial class Ticket
{
    public const int MostLinks = 50;

    private const string SplitOffLine = "split-off";

    /// <summary>Characters of the subject that a split-off message gives.</summary>
    private const int SubjectOfMessage = 60;

    /// <summary>What of the facts is about the person and not about the matter: need ids of kb/routing.yaml.</summary>
    private static readonly string[] OfThePerson = ["requester-name", "requester-contact", "company", "company-code"];

    /// <summary>Numbers of tickets that have to do with it; each stands in both.</summary>
    public IReadOnlyList<string> Links { get; private set; } = [];

    public TicketFailure? LinkTo(Ticket other, string by, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (other.Number == Number)
        {
            return new SameTicket();
        }

        if (Links.Contains(other.Number) && other.Links.Contains(Number))
        {
            return null;
        }

        if (Links.Count >= MostLinks || other.Links.Count >= MostLinks)
        {
            return new TooMany("links", MostLinks);
        }

        Link(other.Number, by, at);
        other.Link(Number, by, at);
        return null;
    }

    public TicketFailure? Unlink(Ticket other, string by, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(other);
        Unlink(other.Number, by, at);
        other.Unlink(Number, by, at);
        return null;
    }

    /// <summary>The number of the ticket that a message became; null where it became none. Needs the journal.</summary>
    public string? SplitTo(TicketMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        var id = message.Id.ToString(CultureInfo.InvariantCulture);
        return events.LastOrDefault(line => line.What == SplitOffLine && line.Before == id)?.After;
    }

    /// <summary>
    /// A message of the requester becomes a ticket of its own, which counts from when they wrote it; here it stays as it was said, and
    /// says where it goes on. The first message is the matter itself.
    /// </summary>
    /// <param name="number">The new ticket's.</param>
    /// <returns>The new ticket, or why there is none.</returns>
    public (Ticket? Opened, TicketFailure? Failure) SplitOff(long message, string number, string by, DateTimeOffset at)
    {
        var place = messages.FindIndex(one => one.Id == message);
        if (place < 0 || messages[place].Kind != TicketMessageKind.Incoming || messages.FindIndex(one => one.Kind == TicketMessageKind.Incoming) == place)
        {
            return (null, new CannotSplit());
        }

        var said = messages[place];
        if (SplitTo(said) is { } gone)
        {
            return (null, new MergedAway(gone));
        }

        var opened = Open(number, new NewTicket(
            FirstLine(said.Text) is { Length: > 0 } subject ? subject : Subject, said.Text, null, HelpDesk, AreaCode, Language, TicketPriority.Normal, Channel, Conversation, Requester, null,
            Facts.Where(fact => OfThePerson.Contains(fact.Key)).ToDictionary(fact => fact.Key, fact => fact.Value, StringComparer.Ordinal), [], [], said.Attachments), said.At);
        opened.Team = Team;
        opened.Record(by, "split-from", at, null, Number);
        Record(by, SplitOffLine, at, said.Id.ToString(CultureInfo.InvariantCulture), number);
        LinkTo(opened, by, at);
        return (opened, null);
    }

    private static string FirstLine(string text)
    {
        var line = text.Trim().Split('\n', 2)[0].Trim();
        return line.Length <= SubjectOfMessage ? line : line[..(char.IsHighSurrogate(line[SubjectOfMessage - 1]) ? SubjectOfMessage - 1 : SubjectOfMessage)] + "…";
    }

    private void Link(string number, string by, DateTimeOffset at)
    {
        if (!Links.Contains(number))
        {
            Links = [.. Links, number];
            Record(by, "linked", at, null, number);
        }
    }

    private void Unlink(string number, string by, DateTimeOffset at)
    {
        if (Links.Contains(number))
        {
            Links = [.. Links.Where(one => one != number)];
            Record(by, "unlinked", at, number, null);
        }
    }
}
