using System.Globalization;
using HelpDesk.Channels.BotFramework.Settings;
using HelpDesk.Channels.BotFramework.Speakers;
using HelpDesk.Conversation.Dialogue;
using HelpDesk.Storage;
using HelpDesk.Storage.Outbox;
using HelpDesk.Storage.Tickets;
using HelpDesk.Ticketing.Calendar;
using HelpDesk.Ticketing.Tickets;

namespace HelpDesk.Channels.BotFramework.Delivery;

/// <summary>
/// What was given up is told to whoever works on the ticket: a note with why and what to do, a line in the journal, and the ticket
/// waits for the desk. Told again after a crash it has no second effect.
/// </summary>
internal sealed class Undelivered(Transcript conversations, LeftConversations left, TicketDesk tickets, TeamsLanguage language)
{
    private static readonly TicketState[] Open = [.. Enum.GetValues<TicketState>().Where(state => !state.IsSettled())];

    /// <exception cref="HelpDesk.Storage.DatabaseException">It could not be stored.</exception>
    public async Task TellAsync(GivenUp lost, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(lost);
        if (PostedCards.TicketOf(lost.Conversation) is not null)
        {
            // A card that shows an older state: no word of anybody is lost by it.
            return;
        }

        if (AgentsBoard.TicketOf(lost.Conversation) is { } posted)
        {
            await NotPostedAsync(lost, posted, cancellation);
            return;
        }

        if (lost.Gone || lost.Replies.Any(reply => TicketOf(reply) is null))
        {
            await UnreachedAsync(lost, cancellation);
        }

        foreach (var reply in lost.Replies)
        {
            if (TicketOf(reply) is { } ticket)
            {
                await NotDeliveredAsync(lost, reply, ticket, cancellation);
            }
        }
    }

    /// <summary>The ticket that a reply tells of: by an agent's act, or as the receipt of one that was opened.</summary>
    private static string? TicketOf(LostReply reply) => reply.Ticket ?? (reply.Reply.Card as TicketCard)?.Number;

    private Task NotDeliveredAsync(GivenUp lost, LostReply reply, string ticket, CancellationToken cancellation)
    {
        var at = reply.At.ToOffset(BusinessCalendar.Offset).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
        var note = lost.Gone ? Text("unreachable", lost.Code) : Text("undelivered", at, lost.Code);
        return ActAsync(lost.Channel, ticket, Viewer.House, "undelivered|", FormattableString.Invariant($"{reply.Id}"), (found, by, now) => found.NotDelivered(reply.At, lost.Code, note, by, now), cancellation);
    }

    /// <summary>
    /// On each open ticket of the conversation, once until the person is heard again, however often and in whatever way it is found out.
    /// </summary>
    private async Task UnreachedAsync(GivenUp lost, CancellationToken cancellation)
    {
        if (await conversations.FindAsync(lost.Channel, lost.Conversation, cancellation) is not { Person.Length: > 0 } conversation)
        {
            return;
        }

        var (note, heard) = (Text(lost.Gone ? "unreachable" : "unanswered", lost.Code), await left.HeardAsync(lost.Channel, lost.Conversation, cancellation));
        var page = await tickets.ListAsync(new TicketQuery { States = Open, Take = TicketQuery.MostAtOnce }, Viewer.Requester(lost.Channel, conversation.Person), cancellation);
        foreach (var ticket in page.Tickets.Select(view => view.Ticket).Where(ticket => ticket.Conversation == lost.Conversation))
        {
            var once = TeamsSpeaker.Key(FormattableString.Invariant($"{heard}|{lost.Conversation}"));
            await ActAsync(lost.Channel, ticket.Number, Viewer.House, "unreachable|", once, (found, by, now) => found.NotDelivered(null, lost.Code, note, by, now), cancellation);
        }
    }

    /// <summary>Once for each ticket: what keeps the channel from being reached keeps all posts from it.</summary>
    private Task NotPostedAsync(GivenUp lost, string ticket, CancellationToken cancellation) =>
        ActAsync(lost.Channel, ticket, Viewer.HouseBesideBoard, "unposted|", "", (found, by, now) => found.NotPosted(lost.Code, Text("unposted", lost.Code), by, now), cancellation);

    private Task ActAsync(string channel, string ticket, Viewer viewer, string kind, string once, TicketVerb verb, CancellationToken cancellation) =>
        tickets.ActAsync(ticket, viewer, null, verb, cancellation, new ActKey(channel, kind + ticket, once));

    private string Text(string key, params string[] values) => TeamsTexts.In(language.Language).Get(key, values);
}
