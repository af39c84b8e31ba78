using HelpDesk.Storage.Outbox;
using HelpDesk.Storage.Tickets;
using HelpDesk.Ticketing.Tickets;

namespace HelpDesk.Channels.BotFramework.Delivery;

/// <summary>A person blocked the bot or took it away: whoever works on their open tickets reads it there, for no answer reaches them.</summary>
/// <remarks>A crash between the note and the outbox's own leaves the note twice at most.</remarks>
internal sealed class Unreachable(Transcript conversations, TicketDesk tickets, TeamsLanguage language)
{
    private static readonly TicketState[] Open = [.. Enum.GetValues<TicketState>().Where(state => !state.IsSettled())];

    public async Task NoteAsync(OutgoingReply reply, CancellationToken cancellation)
    {
        if (await conversations.FindAsync(reply.Channel, reply.Conversation, cancellation) is not { Person.Length: > 0 } conversation)
        {
            return;
        }

        var text = TeamsTexts.In(language.Language).Get("unreachable");
        var page = await tickets.ListAsync(new TicketQuery { States = Open, Take = TicketQuery.MostAtOnce }, Viewer.Requester(reply.Channel, conversation.Person), cancellation);
        foreach (var ticket in page.Tickets.Select(view => view.Ticket).Where(ticket => ticket.Conversation == reply.Conversation))
        {
            var desk = Viewer.Agent(Ticket.HelpDesk, [ticket.Team]);
            await tickets.ActAsync(ticket.Number, desk, null, (found, by, at) => found.AddNote(text, by, at), cancellation);
        }
    }
}

/// <summary>In which language this program speaks to those who run it and to agents: «ja» or «en».</summary>
internal sealed record TeamsLanguage(string Language);
