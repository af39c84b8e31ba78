using System.Text.Json.Nodes;
using HelpDesk.Channels.Activities;
using HelpDesk.Channels.BotFramework.Settings;
using HelpDesk.Channels.BotFramework.Speakers;
using HelpDesk.Channels.Cards;
using HelpDesk.Conversation.Dialogue;
using HelpDesk.Storage.Outbox;
using HelpDesk.Ticketing.Tickets;

namespace HelpDesk.Channels.BotFramework.Speech;

/// <summary>A card whose question was answered by pressing it: without buttons and fields, and with what was chosen or sent. Pure.</summary>
internal static class PressedCard
{
    /// <summary>Null where the card stays as it is, or where what was sent stands nowhere on it.</summary>
    /// <param name="said">The card as it was said, of the one who pressed.</param>
    public static JsonObject? Of(Said said, Submitted sent)
    {
        if (said.Reply is not { } reply || Stays(said, reply))
        {
            return null;
        }

        var texts = TeamsTexts.In(reply.Language);
        if (sent.Values is { } values && reply.Card is FormCard form)
        {
            return Settled(reply, [CardText.Line(CardText.Run(texts.Get("pressed.sent"), bold: true)), .. form.Fields.Select(field => Given(field, values)).OfType<JsonObject>()]);
        }

        return reply.Choices?.FirstOrDefault(choice => choice.Say == sent.Say) is { } chosen
            ? Settled(reply, [CardText.Line(CardText.Run(texts.Get("pressed.chosen") + " ", subtle: true), CardText.Run(chosen.Label, bold: true))])
            : null;
    }

    /// <summary>
    /// A form, or a question with its choices, is done with once it is answered. What is no question stays: suggestions and
    /// candidates, of which a person may want another; an answer or a ticket, whose buttons say what can be done with it at any
    /// time; a list of tickets; and what the desk said by itself, which only offers.
    /// </summary>
    private static bool Stays(Said said, Reply reply) =>
        said.Activity is null or IncomingMessages.Joined || reply.Card is CandidatesCard or AnswerCard or TicketCard
        || reply.Choices?.All(choice => TicketNumber.TryParse(choice.Say, out _)) == true;

    private static JsonObject Settled(Reply reply, IEnumerable<JsonObject> lines)
    {
        var card = new ReplyCard(reply with { Card = null }, CardStyle.ExecuteWithSubmitFallback, null).Build();
        card["body"]!.AsArray().Add(CardText.Container(lines));
        return card;
    }

    private static JsonObject? Given(FormField field, IReadOnlyDictionary<string, string> values) =>
        values.GetValueOrDefault(field.Id)?.Trim() is { Length: > 0 } value
            ? CardText.Line(CardText.Run(field.Label + " ", subtle: true), CardText.Run(CleanText.Of(value)))
            : null;
}
