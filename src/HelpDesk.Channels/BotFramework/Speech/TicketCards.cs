using System.Text.Json;
using System.Text.Json.Nodes;
using HelpDesk.Channels.Activities;
using HelpDesk.Channels.BotFramework.Answers;
using HelpDesk.Channels.BotFramework.Settings;
using HelpDesk.Channels.BotFramework.Speakers;
using HelpDesk.Channels.BotFramework.Teams;
using HelpDesk.Channels.Cards;
using HelpDesk.Conversation.Dialogue;
using HelpDesk.Storage.Tickets;
using HelpDesk.Ticketing.Tickets;

namespace HelpDesk.Channels.BotFramework.Speech;

/// <summary>
/// A requester's ticket card as the ticket is now. It asks for itself whenever they see it; nobody else's client may ask, they
/// see what delivery puts in its place.
/// </summary>
internal sealed class TicketCards(TicketDesk tickets, PostedCards cards)
{
    public const string Verb = "ticket";

    private const string Number = "ticket";

    /// <summary>Has the card refresh itself for one person.</summary>
    /// <param name="person">Teams' id, «29:…».</param>
    public static void Refresh(JsonObject card, string ticket, string person) => card["refresh"] = new JsonObject
    {
        ["action"] = new JsonObject { ["type"] = "Action.Execute", ["verb"] = Verb, ["data"] = new JsonObject { [Number] = ticket } },
        ["userIds"] = new JsonArray(person),
    };

    /// <summary>The card as the ticket is now. Absent and another's are the same.</summary>
    public async Task<InvokeResponse> AnswerAsync(CardActedOn asked, Activity activity, string language, CancellationToken cancellation)
    {
        var speaker = TeamsSpeaker.Of(asked, activity.ChannelId);
        var view = speaker is not null && asked.Data.Text(Number) is { } number
            ? await tickets.FindAsync(number, Viewer.Requester(BotFrameworkOptions.TeamsId, speaker.Id), cancellation)
            : null;
        if (view is null)
        {
            // Others see the card too, and some clients renew it for them: it is what they see already, as it is now.
            return await PublicAsync(asked, activity, cancellation) is { } shown ? CardAnswer.Card(shown) : CardAnswer.Failed(400, "not-found", TeamsTexts.In(language).Get("invoke.noTicket"));
        }

        return CardAnswer.Card(await PostedAsync(asked, view.Ticket, activity, cancellation) ?? Plain(view.Ticket, asked.Who!.Id));
    }

    /// <summary>
    /// The receipt keeps its words and buttons, and so does whatever shows the state that it was posted with; the words of others
    /// speak of a state that has passed. Nothing is shown that the posted card did not show, for others in the conversation see it too.
    /// </summary>
    /// <returns>Null where it was no card that was posted: it was too large.</returns>
    public static Activity? Renewed(PostedTicket ticket, PostedCard posted, TeamsReference to)
    {
        var (card, reply) = (posted.Card with { State = ticket.State }, posted.Reply);
        var renewed = posted == ticket.Cards[0] || posted.Card.State == ticket.State ? reply with { Card = card } : Plain(card, reply.Language);
        return TeamsSpeech.Of(renewed, posted.Answers, to) is [{ Attachments: not null } one] ? one with { SuggestedActions = null } : null;
    }

    private async Task<JsonElement?> PostedAsync(CardActedOn asked, Ticket ticket, Activity activity, CancellationToken cancellation)
    {
        var known = asked.CardId is null ? null : await cards.FindAsync(BotFrameworkOptions.TeamsId, ticket.Number, cancellation);
        return known?.Cards.LastOrDefault(card => card.Id == asked.CardId) is { } posted
            ? Renewed(known, posted, TeamsReference.Of(asked.Place, activity))?.Attachments![0].Content
            : null;
    }

    /// <summary>A posted card as it is for everybody there; null where it was not posted there.</summary>
    private async Task<JsonElement?> PublicAsync(CardActedOn asked, Activity activity, CancellationToken cancellation)
    {
        if (asked.CardId is null || asked.Data.Text(Number) is not { } number || await cards.FindAsync(BotFrameworkOptions.TeamsId, number, cancellation) is not { } known)
        {
            return null;
        }

        var there = TeamsReference.Read(known.Reference) is { Conversation: { } place } reference
            && TeamsPlace.WithoutThread(place) == TeamsPlace.WithoutThread(asked.Place.ConversationId) ? reference : null;
        return there is not null && known.Cards.LastOrDefault(card => card.Id == asked.CardId) is { } posted
            ? Renewed(known, posted, there)?.Attachments![0].Content
            : null;
    }

    private static Reply Plain(TicketCard card, string? language) => new($"{card.Number} {card.Subject}", card, null, language);

    private static JsonElement Plain(Ticket ticket, string person)
    {
        var card = new ReplyCard(Plain(new TicketCard(ticket.Number, ticket.Subject, ticket.State.Key(), ticket.Owner, null), ticket.Language), CardStyle.ExecuteWithSubmitFallback, null).Build();
        Refresh(card, ticket.Number, person);
        return JsonSerializer.SerializeToElement(card, ActivityJson.Options);
    }
}
