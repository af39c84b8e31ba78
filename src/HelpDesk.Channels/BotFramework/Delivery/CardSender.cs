using HelpDesk.Channels.BotFramework.Connector;
using HelpDesk.Channels.BotFramework.Speakers;
using HelpDesk.Channels.BotFramework.Speech;
using HelpDesk.Storage.Outbox;
using HelpDesk.Storage.Tickets;
using Refused = HelpDesk.Storage.Outbox.Refused;
using Sent = HelpDesk.Storage.Outbox.Sent;

namespace HelpDesk.Channels.BotFramework.Delivery;

/// <summary>
/// Puts a ticket's cards as they are now in the places of the posted ones, for everybody who sees them: the receipt, which
/// people come back to, and the newest. Twice is the same as once, so that nothing here is ever in doubt.
/// </summary>
internal sealed class CardSender(ConnectorClient connector, PostedCards cards, Chats chats)
{
    /// <summary>Of a ticket at each change; Teams takes 7 messages a second in a conversation.</summary>
    public const int MostRenewed = 5;

    public async Task<SendOutcome> SendAsync(OutgoingReply reply, string number, IDeparture departure, CancellationToken cancellation)
    {
        if (await cards.FindAsync(reply.Channel, number, cancellation) is not { } ticket || ticket.Told > reply.Sequence)
        {
            // There is nothing to show, or a later row shows what has become of it since.
            return new Sent(null);
        }

        if (ticket.Cards.Any(card => card.Waits && card.Card.State != ticket.State))
        {
            // It would be posted as it was, after this.
            return new TryLater("card.waiting");
        }

        var posted = ticket.Cards.Where(card => card.Id is not null).ToList();
        if (posted.Count == 0 || TeamsReference.Read(ticket.Reference) is not { } reference)
        {
            return new Sent(null);
        }

        var (to, failure) = await chats.FindAsync(reference, cancellation);
        return failure ?? await RenewAsync(ticket, [.. posted.Take(1), .. posted.Skip(1).TakeLast(MostRenewed - 1)], to!, departure, cancellation);
    }

    private async Task<SendOutcome> RenewAsync(PostedTicket ticket, IReadOnlyList<PostedCard> posted, TeamsReference to, IDeparture departure, CancellationToken cancellation)
    {
        var address = new ConnectorAddress(to.ServiceUrl, to.Conversation!, to.TenantId);
        foreach (var card in posted)
        {
            if (TicketCards.Renewed(ticket, card, to) is not { } activity)
            {
                continue;
            }

            var outcome = await connector.UpdateAsync(address, card.Id!, activity, cancellation, departure.GoAsync);
            if (outcome is not Connector.Sent and not Connector.Refused { Status: 404 })
            {
                // Where the bot is gone this card is not renewed and no more; whoever says something there finds it out.
                return outcome is Connector.Refused refused ? new Refused(refused.Code)
                    : outcome is Ambiguous open ? new TryLater(open.Code) : Outcomes.Of(outcome);
            }
        }

        return new Sent(null);
    }
}
