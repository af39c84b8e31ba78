using System.Text.Json;
using System.Text.Json.Nodes;
using HelpDesk.Channels.Activities;
using HelpDesk.Channels.BotFramework.Connector;
using HelpDesk.Channels.BotFramework.Delivery;
using HelpDesk.Channels.BotFramework.Messages;
using HelpDesk.Channels.BotFramework.Teams;
using HelpDesk.Channels.Cards;
using HelpDesk.Storage.Outbox;
using HelpDesk.Storage.Turns;

namespace HelpDesk.Channels.BotFramework.Invokes;

/// <summary>What a card shows to the one who pressed it.</summary>
internal sealed class CardPresses(Transcript conversations, ConnectorClient connector, TimeProvider time)
{
    /// <summary>For putting the card in place for good, before the one who pressed is answered.</summary>
    public static readonly TimeSpan LongestRenewal = TimeSpan.FromSeconds(2);

    /// <summary>Null: a notice says that it was heard. Sought in the speaker's own conversation only: another's card is none of theirs.</summary>
    public async Task<JsonObject?> FindAsync(CardActedOn acted, AcceptedMessage message, CancellationToken cancellation) =>
        acted.CardId is { Length: > 0 } id && Submitted.Read(acted.Data) is { IsTooMuch: false } sent
        && await conversations.DeliveredAsync(message.Channel, message.Conversation, id, cancellation) is { } said
            ? PressedCard.Of(said, sent)
            : null;

    /// <summary>
    /// The answer to an invoke is what this client shows to this person. In a personal chat, where nobody else sees the card, it is
    /// put in the place of the message too, for their other devices. What fails is left: another press would be one more message.
    /// </summary>
    public async Task<InvokeResponse> AnswerAsync(CardActedOn acted, Activity activity, JsonObject card, CancellationToken cancellation)
    {
        if (acted.Place.Kind == ConversationKind.Personal)
        {
            var to = TeamsReference.Of(acted.Place, activity);
            var pressed = TeamsSpeech.With(TeamsSpeech.Empty(to, (string?)card["lang"]), card);
            await PutAsync(new ConnectorAddress(to.ServiceUrl, acted.Place.ConversationId, to.TenantId), acted.CardId!, pressed, cancellation);
        }

        return CardAnswer.Card(JsonSerializer.SerializeToElement(card, ActivityJson.Options));
    }

    private async Task PutAsync(ConnectorAddress to, string id, Activity card, CancellationToken cancellation)
    {
        using var limit = new CancellationTokenSource(LongestRenewal, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        try
        {
            await connector.UpdateAsync(to, id, card, either.Token);
        }
        catch (OperationCanceledException)
        {
            // What was pressed is accepted; whoever waits for the answer gets it.
        }
    }
}
