using System.Text.Json;
using System.Text.Json.Nodes;
using HelpDesk.Channels.Activities;
using HelpDesk.Channels.BotFramework.Invokes;
using HelpDesk.Channels.BotFramework.Messages;
using HelpDesk.Channels.BotFramework.Teams;
using HelpDesk.Channels.Cards;
using HelpDesk.Conversation.Dialogue;
using HelpDesk.Storage.Tickets;
using HelpDesk.Ticketing.Tickets;

namespace HelpDesk.Channels.BotFramework.Delivery;

/// <summary>A requester's ticket card asks, whenever they see it, how the ticket stands; nobody else's client may ask.</summary>
internal sealed class TicketCards(TicketDesk tickets)
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
            ? await tickets.FindAsync(number, Viewer.Requester(BotFrameworkOptions.TeamsChannel, speaker.Id), cancellation)
            : null;
        if (view is null)
        {
            return CardAnswer.Failed(400, "not-found", TeamsTexts.In(language).Get("invoke.noTicket"));
        }

        var ticket = view.Ticket;
        var reply = new Reply($"{ticket.Number} {ticket.Subject}", new TicketCard(ticket.Number, ticket.Subject, ticket.State.Key(), ticket.Owner, null), null, ticket.Language);
        var card = new ReplyCard(reply, CardStyle.ExecuteWithSubmitFallback, null).Build();
        Refresh(card, ticket.Number, asked.Who!.Id);
        return CardAnswer.Card(JsonSerializer.SerializeToElement(card, ActivityJson.Options));
    }
}
