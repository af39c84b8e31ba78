using HelpDesk.Channels.BotFramework.Messages;
using HelpDesk.Storage.Outbox;
using HelpDesk.Storage.Tickets;
using HelpDesk.Ticketing.Tickets;

namespace HelpDesk.Channels.BotFramework.Delivery;

/// <summary>
/// A person blocked the bot or took it away: whoever works on their open tickets reads it there, for no answer reaches them. Once
/// for each ticket until the person is heard again, however often and in whatever way we are told.
/// </summary>
internal sealed class Unreachable(Transcript conversations, LeftConversations left, TicketDesk tickets, TeamsLanguage language)
{
    private static readonly TicketState[] Open = [.. Enum.GetValues<TicketState>().Where(state => !state.IsSettled())];

    public async Task NoteAsync(string channel, string place, CancellationToken cancellation)
    {
        if (await conversations.FindAsync(channel, place, cancellation) is not { Person.Length: > 0 } conversation)
        {
            return;
        }

        var (text, heard) = (TeamsTexts.In(language.Language).Get("unreachable"), await left.HeardAsync(channel, place, cancellation));
        var page = await tickets.ListAsync(new TicketQuery { States = Open, Take = TicketQuery.MostAtOnce }, Viewer.Requester(channel, conversation.Person), cancellation);
        foreach (var ticket in page.Tickets.Select(view => view.Ticket).Where(ticket => ticket.Conversation == place))
        {
            var desk = Viewer.Agent(Ticket.HelpDesk, [ticket.Team]);
            var once = new ActKey(channel, "unreachable|" + ticket.Number, TeamsSpeaker.Key(FormattableString.Invariant($"{heard}|{place}")));
            await tickets.ActAsync(ticket.Number, desk, null, (found, by, at) => found.AddNote(text, by, at), cancellation, once);
        }
    }
}

/// <summary>In which language this program speaks to those who run it and to agents: «ja» or «en».</summary>
internal sealed record TeamsLanguage(string Language);
