using System.Text.Json;
using System.Text.Json.Nodes;
using HelpDesk.Channels.Activities;
using HelpDesk.Channels.BotFramework.Answers;
using HelpDesk.Channels.BotFramework.Connector;
using HelpDesk.Channels.BotFramework.Speakers;
using HelpDesk.Channels.BotFramework.Speech;
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

    /// <summary>
    /// What is shown, and the message under the key of what was pressed: who presses «send» twice sends once. A card that stays as it is (suggestions,
    /// candidates) can be pressed again, and there null is shown: a notice says that it was heard. Sought in the speaker's own conversation only:
    /// another's card is none of theirs.
    /// </summary>
    public async Task<(AcceptedMessage Once, JsonObject? Card)> FindAsync(string? cardId, JsonElement? data, AcceptedMessage message, CancellationToken cancellation)
    {
        if (cardId is not { Length: > 0 } || Submitted.Read(data) is not { IsTooMuch: false } sent
            || await conversations.DeliveredAsync(message.Channel, message.Conversation, cardId, cancellation) is not { } said
            || PressedCard.Of(said, sent) is not { } card)
        {
            return (message, null);
        }

        return (message with { Activity = TeamsSpeaker.Key($"pressed|{cardId}|{sent.Digest()}") }, card);
    }

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
