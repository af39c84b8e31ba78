using HelpDesk.Conversation.Dialogue;
using HelpDesk.Storage.Model;
using HelpDesk.Storage.Outbox;
using HelpDesk.Storage.Sessions;
using HelpDesk.Ticketing.Tickets;

namespace HelpDesk.Storage.Tickets;

/// <summary>
/// Where agents are told of tickets: a new one is announced, a changed one told of again, in the outbox and in the transaction
/// of the change, so that no crash loses it. Each ticket is a conversation of its own there: announced once by that key, and
/// none waits behind another. The row only names the ticket; whoever sends it shows the ticket as it is by then.
/// </summary>
/// <param name="Channel">The channel whose sender serves the board.</param>
/// <param name="Reference">How it is reached, JSON of that channel.</param>
public sealed record AgentsBoard(string Channel, string Reference)
{
    private const string Prefix = "agents|";

    public static string ConversationOf(string ticket) => Prefix + ticket;

    /// <summary>Null where the conversation is none of the board's.</summary>
    public static string? TicketOf(string conversation)
    {
        ArgumentNullException.ThrowIfNull(conversation);
        return conversation.StartsWith(Prefix, StringComparison.Ordinal) ? conversation[Prefix.Length..] : null;
    }

    internal async Task AnnounceAsync(Session session, IReadOnlyList<Ticket> opened, DateTimeOffset now)
    {
        var at = now.UtcTicks;
        await session.ExecuteAsync(ConversationSql.Keep, [.. opened.Select(ticket => new object?[] { Channel, ConversationOf(ticket.Number), "", "", 1L, 1L, false, Reference, at })]);
        await session.ExecuteAsync(ConversationSql.Say, [.. opened.Select(ticket => new object?[]
        {
            Channel, ConversationOf(ticket.Number), 1L, null, ReplyJson.Write(Named(ticket)), null, at, nameof(DeliveryState.Pending), null,
        })]);
    }

    /// <summary>One that an agent opened. The caller saves.</summary>
    internal void Announce(HelpDeskContext context, Ticket opened, DateTimeOffset now)
    {
        var conversation = new ConversationRow { Channel = Channel, Conversation = ConversationOf(opened.Number), Person = "", State = "", Version = 0, Reference = Reference, ChangedAt = now };
        context.Conversations.Add(conversation);
        Outgoing.Add(context, conversation, Named(opened), null, now);
    }

    /// <summary>Nothing where the ticket was opened before there was a board. The caller saves.</summary>
    internal async Task TellAsync(HelpDeskContext context, Ticket ticket, DateTimeOffset now, CancellationToken cancellation)
    {
        if (await context.Conversations.FindAsync([Channel, ConversationOf(ticket.Number)], cancellation) is { } conversation)
        {
            conversation.Reference = Reference;
            conversation.ChangedAt = now;
            Outgoing.Add(context, conversation, Named(ticket), null, now);
        }
    }

    internal static Reply Named(Ticket ticket) =>
        new($"{ticket.Number} {ticket.Subject}", new TicketCard(ticket.Number, ticket.Subject, ticket.State.Key(), ticket.Owner, null), null, ticket.Language);
}
