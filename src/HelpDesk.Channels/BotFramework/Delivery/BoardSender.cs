using HelpDesk.Channels.BotFramework.Agents;
using HelpDesk.Channels.BotFramework.Connector;
using HelpDesk.Channels.BotFramework.Settings;
using HelpDesk.Channels.BotFramework.Speakers;
using HelpDesk.Channels.BotFramework.Speech;
using HelpDesk.Storage.Outbox;
using HelpDesk.Storage.Tickets;
using HelpDesk.Ticketing.Tickets;
using Sent = HelpDesk.Storage.Outbox.Sent;

namespace HelpDesk.Channels.BotFramework.Delivery;

/// <summary>Posts a ticket in the agents' channel, and later puts the card as it is now in the place of the posted one, for whoever sees it.</summary>
internal sealed class BoardSender(ConnectorClient connector, TicketDesk tickets, Transcript transcript, BotFrameworkOptions options, TeamsLanguage language)
{
    public async Task<SendOutcome> SendAsync(OutgoingReply reply, TeamsReference to, string number, IDeparture departure, CancellationToken cancellation)
    {
        var viewer = Viewer.Agent(Ticket.HelpDesk, options.AgentsChannel.ServedTeams);
        if (await tickets.FindAsync(number, viewer, cancellation) is not { } view)
        {
            // It went to a team that is not served here: there is nothing to show.
            return new Sent(null);
        }

        var address = new ConnectorAddress(to.ServiceUrl, to.Conversation!, to.TenantId);
        var activity = TeamsSpeech.With(TeamsSpeech.Empty(to, language.Language), AgentCard.Of(view.Ticket, language.Language));
        if (await transcript.DeliveredIdAsync(reply.Channel, reply.Conversation, cancellation) is { } posted)
        {
            if (await transcript.FindAsync(reply.Channel, reply.Conversation, cancellation) is { } told && told.Sequence > reply.Sequence)
            {
                // A later row shows what has become of it since; Teams takes so few in a channel that a busy desk would see its tickets as they were hours ago.
                return new Sent(null);
            }

            var outcome = await connector.UpdateAsync(address, posted, activity, cancellation, departure.GoAsync);
            if (outcome is not Connector.Refused { ConversationGone: false, Status: 404 })
            {
                // Twice is the same as once: nothing is in doubt.
                return outcome is Ambiguous open ? new TryLater(open.Code) : Outcomes.Of(outcome);
            }
        }

        return Outcomes.Of(await connector.SendAsync(address, activity, cancellation, departure.GoAsync));
    }
}
