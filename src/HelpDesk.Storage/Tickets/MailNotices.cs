using HelpDesk.Conversation.Dialogue;
using HelpDesk.Storage.Model;
using HelpDesk.Storage.Outbox;
using HelpDesk.Ticketing.Tickets;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Storage.Tickets;

/// <summary>
/// That the desk has written is told by e-mail to who has proved an address: a web page that was closed tells nobody anything. A conversation of its own
/// in the outbox, named by the person; what was written stays in the chat, where it is nobody else's.
/// </summary>
public sealed class MailNotices(Database database)
{
    public const string Channel = "mail";

    /// <summary>The address that the person proved last; null where they have none any more.</summary>
    public async Task<string?> AddressAsync(string person, CancellationToken cancellation)
    {
        await using var context = database.Open();
        return await context.ProvenEmails.Where(row => row.Person == person).OrderByDescending(row => row.At).Select(row => row.Email).FirstOrDefaultAsync(cancellation);
    }

    /// <summary>Within the transaction of the agent's act, so that neither is without the other.</summary>
    internal static async Task AddAsync(HelpDeskContext context, Ticket ticket, DateTimeOffset now, CancellationToken cancellation)
    {
        if (!await context.ProvenEmails.AnyAsync(row => row.Person == ticket.Requester, cancellation))
        {
            return;
        }

        var conversation = await context.Conversations.FindAsync([Channel, ticket.Requester], cancellation);
        if (conversation is null)
        {
            conversation = new ConversationRow { Channel = Channel, Conversation = ticket.Requester, Person = ticket.Requester, State = "", Version = 0, ChangedAt = now };
            context.Conversations.Add(conversation);
        }

        conversation.ChangedAt = now;
        Outgoing.Add(context, conversation, new Reply(ticket.Number, Language: ticket.Language), null, now, ticket.Number);
    }
}
