using HelpDesk.Conversation.Dialogue;
using HelpDesk.Storage.Model;
using HelpDesk.Storage.Outbox;
using HelpDesk.Ticketing.Tickets;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Storage.Tickets;

/// <summary>A card of a ticket in the ticket's conversation.</summary>
/// <param name="Reply">As it was said; its card holds the state of that time.</param>
/// <param name="Answers">The activity that it answered; null where the desk said it by itself.</param>
/// <param name="Id">The channel's id of it; null where the channel has given none.</param>
/// <param name="Waits">It is still to be sent.</param>
public sealed record PostedCard(Reply Reply, string? Answers, string? Id, bool Waits)
{
    public TicketCard Card => (TicketCard)Reply.Card!;
}

/// <summary>A ticket as it is now, and its cards.</summary>
/// <param name="State">As <see cref="TicketCard.State"/>.</param>
/// <param name="Reference">How the channel reaches the ticket's conversation; null: not at all.</param>
/// <param name="Told">Sequence of the last row that tells of a change.</param>
/// <param name="Cards">In the order in which they were said: the first is the receipt.</param>
public sealed record PostedTicket(string State, string? Reference, long Told, IReadOnlyList<PostedCard> Cards);

/// <summary>
/// Cards of tickets in conversations that are sent to (Teams): when a ticket changes its state, a row in the outbox of its
/// channel says so, in the transaction of the change. Each ticket is a conversation of its own there, so that none waits behind
/// another. The row only names the ticket; whoever sends it puts the ticket's cards as they are by then in the places of the
/// posted ones. A transcript (web) keeps what was said as it was said.
/// </summary>
public sealed class PostedCards(Database database)
{
    /// <summary>The newest of a ticket that are looked at.</summary>
    public const int MostCards = 200;

    private const string Prefix = "card|";

    public static string ConversationOf(string ticket) => Prefix + ticket;

    /// <summary>Null where the conversation is none of these.</summary>
    public static string? TicketOf(string conversation)
    {
        ArgumentNullException.ThrowIfNull(conversation);
        return conversation.StartsWith(Prefix, StringComparison.Ordinal) ? conversation[Prefix.Length..] : null;
    }

    /// <summary>Null where the channel has no such ticket.</summary>
    /// <exception cref="DatabaseException">It cannot be read now.</exception>
    public Task<PostedTicket?> FindAsync(string channel, string number, CancellationToken cancellation) => database.AskAsync(async context =>
    {
        var found = await context.Tickets.AsNoTracking().Where(ticket => ticket.Channel == channel && ticket.Number == number)
            .Select(ticket => new { ticket.State, ticket.Conversation }).FirstOrDefaultAsync(cancellation);
        if (found is null)
        {
            return null;
        }

        var told = ConversationOf(number);
        var rows = await context.Conversations.AsNoTracking().Where(row => row.Channel == channel && (row.Conversation == found.Conversation || row.Conversation == told))
            .Select(row => new { row.Conversation, row.Reference, row.Sequence }).ToListAsync(cancellation);
        return new PostedTicket(
            found.State.Key(), rows.Find(row => row.Conversation == found.Conversation)?.Reference, rows.Find(row => row.Conversation == told)?.Sequence ?? 0,
            await CardsAsync(context, channel, found.Conversation, number, cancellation));
    });

    /// <summary>The caller saves.</summary>
    /// <returns>False: the ticket's conversation is not sent to, and nothing is to be done.</returns>
    internal static async Task<bool> TellAsync(HelpDeskContext context, Ticket ticket, DateTimeOffset now, CancellationToken cancellation)
    {
        if (!await AskedOften.Of(context).IsSentTo(context, ticket.Channel, ticket.Conversation, cancellation))
        {
            return false;
        }

        if (await context.Conversations.FindAsync([ticket.Channel, ConversationOf(ticket.Number)], cancellation) is not { } told)
        {
            told = new ConversationRow { Channel = ticket.Channel, Conversation = ConversationOf(ticket.Number), Person = "", State = "", Version = 0, ChangedAt = now };
            context.Conversations.Add(told);
        }

        told.ChangedAt = now;
        Outgoing.Add(context, told, AgentsBoard.Named(ticket), null, now);
        return true;
    }

    private static async Task<IReadOnlyList<PostedCard>> CardsAsync(HelpDeskContext context, string channel, string conversation, string number, CancellationToken cancellation)
    {
        // Only narrows; what it finds is read below.
        var named = $"\"{number}\"";
        var rows = await context.Outbox.AsNoTracking()
            .Where(row => row.Channel == channel && row.Conversation == conversation && row.Reply != null && row.Reply.Contains(named))
            .OrderByDescending(row => row.Sequence).Take(MostCards)
            .Select(row => new { row.Reply, row.Activity, row.Delivered, row.State }).ToListAsync(cancellation);
        rows.Reverse();
        return [.. rows.Select(row => new PostedCard(ReplyJson.Read(row.Reply!), row.Activity, row.Delivered, row.State is DeliveryState.Pending or DeliveryState.Sending or DeliveryState.Ambiguous))
            .Where(card => card.Reply.Card is TicketCard ticket && ticket.Number == number)];
    }
}
