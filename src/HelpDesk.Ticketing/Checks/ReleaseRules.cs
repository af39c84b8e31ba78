using HelpDesk.Ticketing.Contacts;
using HelpDesk.Ticketing.People;
using HelpDesk.Ticketing.Routing;
using HelpDesk.Ticketing.Tickets;

namespace HelpDesk.Ticketing.Checks;

/// <summary>Who writes to a requester.</summary>
/// <param name="IsChecked">Whatever they write is looked at: somebody new.</param>
public sealed record ReplyAuthor(IReadOnlyCollection<DeskRole> Roles, bool IsChecked)
{
    /// <summary>Somebody of whom only a name is known.</summary>
    public static ReplyAuthor Unknown { get; } = new([DeskRole.Agent], false);
}

/// <summary>When replies go to a requester: which only after a second person's release, and how long after they were sent. Pure.</summary>
public sealed record ReleaseRules
{
    /// <summary>Roles in which people write to requesters.</summary>
    public static IReadOnlyList<DeskRole> Writing { get; } = [.. Enum.GetValues<DeskRole>().Where(role => RightsTable.Of(role, DeskRight.Work) != RightScope.None)];

    /// <summary>Roles whose replies are all looked at; of somebody's several roles each must be one of them.</summary>
    public IReadOnlyList<DeskRole> Roles { get; init; } = [];

    /// <summary>Replies with a supply point number that is none of the inquiry's, whoever writes them.</summary>
    public bool OtherNumbers { get; init; } = true;

    /// <summary>Replies that name a company of the contact book which the inquiry does not, whoever writes them.</summary>
    public bool OtherCompanies { get; init; } = true;

    /// <summary>How long a reply is taken back after it was sent or released; zero: not at all.</summary>
    public TimeSpan Undo { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Whether all that somebody writes is looked at; null where it is not.</summary>
    public HoldReason? OfAuthor(ReplyAuthor author)
    {
        ArgumentNullException.ThrowIfNull(author);
        return author.IsChecked ? new HoldReason(HoldRule.Person) : IsOfRole(author) ? new HoldReason(HoldRule.Role) : null;
    }

    /// <summary>What asks for a look in the text itself; nothing where it may go.</summary>
    /// <param name="known">What the requester said and gave: telling them of it again tells nobody anything.</param>
    public IEnumerable<HoldReason> OfText(string text, IReadOnlyList<string> known, ContactBook book)
    {
        ArgumentNullException.ThrowIfNull(known);
        var said = string.Join('\n', known);
        if (OtherNumbers)
        {
            var theirs = known.SelectMany(SupplyPointNumber.Find).Select(number => number.Digits).ToHashSet(StringComparer.Ordinal);
            foreach (var number in SupplyPointNumber.Find(text).Where(number => !theirs.Contains(number.Digits)).DistinctBy(number => number.Digits))
            {
                yield return new HoldReason(HoldRule.OtherNumber, number.Masked);
            }
        }

        if (OtherCompanies)
        {
            var theirs = NamedCompanies.In(said, book);
            foreach (var (code, name) in NamedCompanies.In(text, book).Where(one => !theirs.ContainsKey(one.Key)))
            {
                yield return new HoldReason(HoldRule.OtherCompany, $"{name} ({code})");
            }
        }
    }

    /// <summary>
    /// Whether somebody may release a reply: never their own, and nobody whose own replies are looked at, but for those who may with every team's.
    /// </summary>
    /// <param name="team">Of the inquiry.</param>
    /// <param name="isOwn">They wrote it.</param>
    public bool MayRelease(DeskPerson person, bool isChecked, string team, bool isOwn)
    {
        ArgumentNullException.ThrowIfNull(person);
        return !isOwn && !isChecked && person.May(DeskRight.ReleaseReplies, team) && person.May(DeskRight.Work, team)
            && (person.Scope(DeskRight.ReleaseReplies) == RightScope.All || !IsOfRole(new ReplyAuthor(person.Roles, isChecked)));
    }

    /// <summary>What the requester of an inquiry said and gave.</summary>
    public static IEnumerable<string> Known(Ticket ticket)
    {
        ArgumentNullException.ThrowIfNull(ticket);
        return ticket.Messages.Where(message => message.Kind == TicketMessageKind.Incoming).Select(message => message.Text).Concat(ticket.Facts.Values).Append(ticket.Subject);
    }

    private bool IsOfRole(ReplyAuthor author)
    {
        var writing = author.Roles.Where(Writing.Contains).ToList();
        return writing.Count > 0 && writing.TrueForAll(Roles.Contains);
    }
}
