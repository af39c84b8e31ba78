using HelpDesk.Storage.Model;
using HelpDesk.Storage.People;
using HelpDesk.Ticketing.Checks;
using HelpDesk.Ticketing.Contacts;
using HelpDesk.Ticketing.People;
using HelpDesk.Ticketing.Tickets;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Storage.Tickets;

/// <summary>Asks the rules whether words may go to a requester, with what they need to know of the author, the inquiry and other companies.</summary>
internal static class ReleaseGate
{
    /// <summary>Why what an act says must be released first; empty where it says nothing, or may.</summary>
    /// <param name="name">Of who acts, as the ticket names them: the command line and Teams know no more.</param>
    public static async Task<IReadOnlyList<HoldReason>> WhyAsync(HelpDeskContext context, ReleaseRules rules, TicketNotices.Known before, Ticket ticket, string name, CancellationToken cancellation)
    {
        var said = TicketNotices.Said(before, ticket).ToList();
        if (said.Count == 0)
        {
            return [];
        }

        var why = (await AuthorsAsync(context, name, cancellation)).Select(rules.OfAuthor).OfType<HoldReason>().Take(1).ToList();
        foreach (var (isLetter, text) in said)
        {
            why.AddRange(await OfTextAsync(context, isLetter ? InLetters(rules) : rules, ticket, text, cancellation));
        }

        return why;
    }

    /// <summary>The same for a reply that somebody of the desk has written.</summary>
    /// <param name="letter">That goes to the requester with it, to be sent on; null: none does.</param>
    public static async Task<IReadOnlyList<HoldReason>> WhyAsync(HelpDeskContext context, ReleaseRules rules, Ticket ticket, DeskPerson person, string text, string? letter, CancellationToken cancellation)
    {
        var author = new ReplyAuthor(person.Roles, await IsCheckedAsync(context, person, cancellation));
        return
        [
            .. new[] { rules.OfAuthor(author) }.OfType<HoldReason>(), .. await OfTextAsync(context, rules, ticket, text, cancellation),
            .. letter is null ? [] : await OfTextAsync(context, InLetters(rules), ticket, letter, cancellation),
        ];
    }

    /// <summary>A letter names whom it is for.</summary>
    private static ReleaseRules InLetters(ReleaseRules rules) => rules with { OtherCompanies = false };

    /// <summary>As it is stored now, whatever their session holds.</summary>
    public static Task<bool> IsCheckedAsync(HelpDeskContext context, DeskPerson person, CancellationToken cancellation) =>
        context.DeskUsers.AnyAsync(user => user.Id == person.Id && user.IsChecked, cancellation);

    /// <summary>Id of who is called so at the desk; null where nobody is.</summary>
    public static Task<string?> IdAsync(HelpDeskContext context, string name, CancellationToken cancellation) =>
        Named(context, name).OrderBy(user => user.CreatedAt).Select(user => (string?)user.Id).FirstOrDefaultAsync(cancellation);

    private static IQueryable<DeskUser> Named(HelpDeskContext context, string name)
    {
        var key = DeskPeople.Key(name);
        return context.DeskUsers.AsNoTracking().Where(user => user.DisplayName == name || user.NormalizedUserName == key);
    }

    /// <summary>Two may bear one name: then what is asked of either is asked.</summary>
    private static async Task<IReadOnlyList<ReplyAuthor>> AuthorsAsync(HelpDeskContext context, string name, CancellationToken cancellation)
    {
        var found = await Named(context, name).ToListAsync(cancellation);
        return found.Count == 0 ? [ReplyAuthor.Unknown] : found.ConvertAll(user => new ReplyAuthor(user.Roles, user.IsChecked));
    }

    private static async Task<IReadOnlyList<HoldReason>> OfTextAsync(HelpDeskContext context, ReleaseRules rules, Ticket ticket, string text, CancellationToken cancellation)
    {
        if (!rules.OtherNumbers && !rules.OtherCompanies)
        {
            return [];
        }

        var book = rules.OtherCompanies ? new ContactBook((await context.Contacts.AsNoTracking().ToListAsync(cancellation)).Select(row => row.ToContact())) : new ContactBook([]);
        List<string> known = [.. ReleaseRules.Known(ticket)];
        List<HoldReason> why = [.. rules.OfText(text, known, book)];
        if (why.Count == 0)
        {
            return why;
        }

        // What they said in an inquiry that goes on here, they said here; asked for seldom.
        var (level, most) = (new List<string> { ticket.Number }, 100);
        while (level.Count > 0 && most-- > 0)
        {
            var merged = await context.Tickets.AsNoTracking().Include(one => one.Messages.Where(message => message.Kind == TicketMessageKind.Incoming))
                .Where(one => one.MergedInto != null && level.Contains(one.MergedInto)).ToListAsync(cancellation);
            known.AddRange(merged.SelectMany(ReleaseRules.Known));
            level = merged.ConvertAll(one => one.Number);
        }

        return [.. rules.OfText(text, known, book)];
    }
}
