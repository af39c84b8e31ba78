using HelpDesk.Channels.BotFramework.Connector;
using HelpDesk.Channels.BotFramework.Settings;
using HelpDesk.Channels.BotFramework.Speakers;
using HelpDesk.Channels.BotFramework.Speech;
using HelpDesk.Channels.Cards;
using HelpDesk.Storage.Outbox;
using HelpDesk.Storage.Tickets;
using Refused = HelpDesk.Storage.Outbox.Refused;
using Sent = HelpDesk.Storage.Outbox.Sent;

namespace HelpDesk.Channels.BotFramework.Delivery;

/// <summary>Hands a reply to the connector. Order and further tries are the outbox's; each call of this tries once.</summary>
internal sealed class TeamsSender(ConnectorClient connector, BoardSender board, CardSender cards, Chats chats, Undelivered undelivered, Unrendered unrendered, ArticleLinks links) : IChannelSender
{
    public string Channel => BotFrameworkOptions.TeamsId;

    public async Task<SendOutcome> SendAsync(OutgoingReply reply, IDeparture departure, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(reply);
        ArgumentNullException.ThrowIfNull(departure);
        if (PostedCards.TicketOf(reply.Conversation) is { } shown)
        {
            return await cards.SendAsync(reply, shown, departure, cancellation);
        }

        if (TeamsReference.Read(reply.Reference) is not { } to)
        {
            return new Refused("reference.unreadable");
        }

        return AgentsBoard.TicketOf(reply.Conversation) is { } ticket
            ? await board.SendAsync(reply, to, ticket, departure, cancellation)
            : await SendAsync(reply, to, departure, cancellation);
    }

    public Task GiveUpAsync(GivenUp lost, CancellationToken cancellation) => undelivered.TellAsync(lost, cancellation);

    /// <summary>A reply that is several messages goes part by part; each that Teams took is noted by the outbox before the next leaves.</summary>
    private async Task<SendOutcome> SendAsync(OutgoingReply reply, TeamsReference to, IDeparture departure, CancellationToken cancellation)
    {
        var (chat, failure) = await chats.FindAsync(to, cancellation);
        if (failure is not null)
        {
            return failure;
        }

        to = chat!;
        var activities = unrendered.Try(
            reply.Conversation, reply.Reply, said => TeamsSpeech.Of(said, reply.Activity, to, links.In(said.Language)), said => TeamsSpeech.Plain(said, to));
        activities = [.. activities, .. FileOffers.Of(reply.Reply, to)];
        var address = new ConnectorAddress(to.ServiceUrl, to.Conversation!, to.TenantId);
        if (reply.Parts.Count >= activities.Count)
        {
            // Another version of the program made more parts of it.
            return new Sent(string.Join(' ', reply.Parts));
        }

        var outcome = Outcomes.Of(await connector.SendAsync(address, activities[reply.Parts.Count], cancellation, departure.GoAsync));
        if (outcome is not Sent sent || activities.Count == 1)
        {
            return outcome;
        }

        var ids = string.Join(' ', reply.Parts.Append(sent.Id ?? "-"));
        return reply.Parts.Count + 1 < activities.Count ? new PartSent(ids) : new Sent(ids);
    }
}

/// <summary>The connector's outcomes in the outbox's words.</summary>
internal static class Outcomes
{
    public static SendOutcome Of(ConnectorOutcome outcome) => outcome switch
    {
        Connector.Sent sent => new Sent(sent.Id),
        Connector.Refused { ConversationGone: true } gone => new Gone(gone.Code),
        Connector.Refused refused => new Refused(refused.Code),
        Later later => new TryLater(later.Code, later.After),
        NotLetGo => new HeldBack(),
        Ambiguous ambiguous => new InDoubt(ambiguous.Code),
        _ => new InDoubt("answer.unexpected"),
    };
}
