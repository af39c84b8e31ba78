using HelpDesk.Attachments.Store;
using HelpDesk.Desk;
using HelpDesk.Desk.Hosting;
using HelpDesk.Storage.Desk;
using HelpDesk.Storage.People;
using HelpDesk.Storage.Tickets;
using HelpDesk.Ticketing.Calendar;
using HelpDesk.Ticketing.People;
using HelpDesk.Ticketing.Tickets;
using MimeKit;
using ContentDisposition = HelpDesk.Attachments.Names.ContentDisposition;

namespace HelpDesk.Web.Desk;

/// <summary>
/// A letter to another company as the draft of a mail, with recipient, words and files, for the agent's own mail program: it leaves from their mailbox, where the answer
/// comes back to. For who may see personal data there; each time is in the audit. Absent and forbidden look the same.
/// </summary>
internal static class LetterDraft
{
    /// <summary>By it mail programs open a message for writing on, instead of for reading.</summary>
    private const string Unsent = "X-Unsent";

    public static void MapLetters(this IEndpointRouteBuilder app) =>
        app.MapGet(DeskSetup.Root + "/letters/{number}/{line:long}.eml", WriteAsync).RequireAuthorization(DeskClaims.Policy).ExcludeFromDescription();

    private static async Task<IResult> WriteAsync(HttpContext context, string number, long line, TicketDesk desk, DeskContacts contacts, DeskOptions options, FileStore store, DeskAudit audit, TimeProvider time, CancellationToken cancellation)
    {
        if (DeskClaims.Read(context.User) is not { } person || Viewer.Of(person) is not { } viewer || await desk.FindAsync(number, viewer, cancellation) is not { } view
            || await FindAsync(view, line, desk, viewer, cancellation) is not { } found || !person.May(DeskRight.SeeNumbers, found.Ticket.Team) || !person.May(DeskRight.Work, found.Ticket.Team))
        {
            return TypedResults.NotFound();
        }

        await audit.WriteAsync(person.Name, "read-personal-data", found.Ticket.Number, context.Connection.RemoteIpAddress?.ToString(), cancellation);
        var message = new MimeMessage();
        message.Headers.Add(Unsent, "1");
        message.Date = time.GetUtcNow();
        message.Subject = DeskTexts.For(options.Language(context.Request)).Get("third.subject", found.Ticket.Number);
        if (await AddressAsync(found.Letter.Party, contacts, options, time, cancellation) is { } to)
        {
            message.To.Add(to);
        }

        var body = new BodyBuilder { TextBody = found.Letter.Text };
        foreach (var file in found.Letter.Attachments)
        {
            if (store.Open(file.StoredName) is { } content)
            {
                await using (content)
                {
                    await body.Attachments.AddAsync(file.Name, content, ContentType.Parse(file.ContentType), cancellation);
                }
            }
        }

        message.Body = body.ToMessageBody();
        context.Response.Headers.CacheControl = "private, no-store";
        context.Response.Headers.ContentDisposition = ContentDisposition.Download(found.Ticket.Number + ".eml");
        return TypedResults.Stream(into => message.WriteToAsync(into, cancellation), "message/rfc822");
    }

    /// <summary>A letter that goes by mail, of the inquiry or of one that was merged into it.</summary>
    private static async Task<(Ticket Ticket, ThirdPartyLine Letter)?> FindAsync(TicketView view, long id, TicketDesk desk, Viewer viewer, CancellationToken cancellation)
    {
        foreach (var ticket in (await desk.MergedIntoAsync(view.Ticket.Number, viewer, cancellation)).Prepend(view).Select(one => one.Ticket))
        {
            if (ticket.ThirdParty.FirstOrDefault(line => line.Id == id && line.IsMail) is { } letter)
            {
                return (ticket, letter);
            }
        }

        return null;
    }

    /// <summary>Where they are reached today: by name, or an operator by its area. None where the book knows none, or no mail program could send to it.</summary>
    private static async Task<MailboxAddress?> AddressAsync(string party, DeskContacts contacts, DeskOptions options, TimeProvider time, CancellationToken cancellation)
    {
        var (book, today) = (await contacts.ReadAsync(cancellation), BusinessCalendar.DateOf(time.GetUtcNow()));
        var contact = ThirdParties.Find(book, options.Knowledge().Areas, party, today);
        return contact?.Mail is { } mail && MailboxAddress.TryParse(mail, out var address) ? new MailboxAddress(contact.Name, address.Address) : null;
    }
}
