using System.Text.Json;
using HelpDesk.Channels.Activities;
using HelpDesk.Conversation.Dialogue;

namespace HelpDesk.Channels.Cards;

/// <summary>
/// What the bot says as an activity: text, or where there is a card the card alone, for it holds all of the text; a client without
/// cards finds the text as the card's fallback.
/// </summary>
public static class ReplyActivity
{
    private const string CardType = "application/vnd.microsoft.card.adaptive";
    private const string ImBack = "imBack";

    /// <summary>Web Chat shows thumbs beside a message that says it can be liked; the address is schema.org's, nothing is read from it.</summary>
    private static readonly JsonElement Thumbs = JsonSerializer.SerializeToElement(JsonDocument.Parse(
        """
        {"type":"https://schema.org/Message","@context":"https://schema.org","@type":"Message","@id":"","potentialAction":[
        {"@type":"LikeAction","actionStatus":"PotentialActionStatus"},{"@type":"DislikeAction","actionStatus":"PotentialActionStatus"}]}
        """).RootElement);

    /// <param name="articleAddress">Gives the address of an article id, for links to and between articles; null: they are words without a link.</param>
    /// <returns>Without id, time, conversation and sender, which are the channel's.</returns>
    public static Activity Of(Reply reply, CardStyle style, Func<string, string>? articleAddress = null)
    {
        ArgumentNullException.ThrowIfNull(reply);
        var card = reply.Card is null ? null : new ReplyCard(reply, style, articleAddress).Build();
        return new Activity
        {
            Type = "message", Text = card is null ? reply.Text : null, TextFormat = card is null ? Activity.Plain : null, Locale = reply.Language,
            Attachments = card is null ? null : [new Attachment { ContentType = CardType, Content = JsonSerializer.SerializeToElement(card, ActivityJson.Options) }],
            SuggestedActions = Suggested(reply),
            Entities = reply.Card is AnswerCard ? [Thumbs] : null,
        };
    }

    /// <summary>The same without a card.</summary>
    public static Activity Plain(Reply reply)
    {
        ArgumentNullException.ThrowIfNull(reply);
        return new Activity { Type = "message", Text = reply.Text, TextFormat = Activity.Plain, Locale = reply.Language, SuggestedActions = Suggested(reply) };
    }

    /// <summary>The choices that stand below the message; those of candidates stand in the card itself.</summary>
    private static SuggestedActions? Suggested(Reply reply) =>
        reply.Choices is { Count: > 0 } choices && reply.Card is not CandidatesCard
            ? new SuggestedActions { Actions = [.. choices.Select(choice => new CardAction(ImBack, choice.Label, choice.Say))] }
            : null;
}
