using System.Text.Json;
using System.Text.Json.Nodes;
using HelpDesk.Channels.Activities;
using HelpDesk.Channels.BotFramework.Answers;
using HelpDesk.Channels.BotFramework.Settings;
using HelpDesk.Channels.BotFramework.Speakers;
using HelpDesk.Channels.BotFramework.Teams;
using HelpDesk.Conversation.Dialogue;
using HelpDesk.Storage.Turns;
using HelpDesk.Ticketing.Tickets;

namespace HelpDesk.Channels.BotFramework.Extensions;

/// <summary>
/// «…» on a message makes a ticket of it, for whoever calls it. The dialog shows the text, to be shortened or added to, and one
/// button; what the bot says to it comes in the caller's own chat, for the bot need not be where the message stands.
/// </summary>
internal sealed class MessageTickets(TurnDesk desk, BotFrameworkOptions options)
{
    public const string Command = "ticket";

    private const string TextField = "text";

    /// <summary>Characters of the dialog's field.</summary>
    private const int LongestText = 5_000;

    public async Task<InvokeResponse> AnswerAsync(ActionOnMessage on, Activity activity, CancellationToken cancellation)
    {
        var language = IncomingMessages.LanguageOf(on.Locale) ?? "ja";
        if (on.CommandId != Command)
        {
            return InvokeResponse.NotImplemented;
        }

        return on.Opening ? Dialog(on, language) : await OpenAsync(on, activity, language, cancellation);
    }

    private static InvokeResponse Dialog(ActionOnMessage on, string language)
    {
        var texts = TeamsTexts.In(language);
        var text = CleanText.Of(on.Message?.Text ?? "");
        if (text.Length > LongestText)
        {
            text = text[..(char.IsHighSurrogate(text[LongestText - 1]) ? LongestText - 1 : LongestText)];
        }

        var card = new JsonObject
        {
            ["type"] = "AdaptiveCard", ["$schema"] = "http://adaptivecards.io/schemas/adaptive-card.json", ["version"] = "1.5", ["lang"] = language,
            ["body"] = new JsonArray(new JsonObject
            {
                ["type"] = "Input.Text", ["id"] = TextField, ["label"] = texts.Get("fromMessage.label"), ["isMultiline"] = true, ["maxLength"] = LongestText, ["value"] = text,
                ["isRequired"] = true, ["errorMessage"] = texts.Get("fromMessage.empty"),
            }),
            ["actions"] = new JsonArray(new JsonObject { ["type"] = "Action.Submit", ["title"] = texts.Get("fromMessage.open"), ["data"] = new JsonObject() }),
        };
        return DialogAnswer.Card(texts.Get("fromMessage.title"), JsonSerializer.SerializeToElement(card, ActivityJson.Options));
    }

    private async Task<InvokeResponse> OpenAsync(ActionOnMessage on, Activity activity, string language, CancellationToken cancellation)
    {
        var texts = TeamsTexts.In(language);
        var text = CleanText.Of(on.Data.Text(TextField) ?? "").Trim();
        if (text.Length == 0)
        {
            return DialogAnswer.Notice(texts.Get("fromMessage.empty"));
        }

        if (text.Length > Ticket.LongestText || on.ActivityId is not { Length: > 0 } id || TeamsSpeaker.Of(on, activity.ChannelId) is not { } speaker)
        {
            return CardAnswer.Malformed("BadRequest", "Missing id or from property");
        }

        // Not where this was called, not even where that is a «personal» chat: it may be one of two people. The chat with the bot is opened when something is sent.
        var to = TeamsReference.Of(on.Place, activity) with { Conversation = null, Kind = ConversationKind.Personal };
        var turn = await desk.AcceptAsync(
            new AcceptedMessage(
                BotFrameworkOptions.TeamsId, TeamsSpeaker.Personal(speaker.Id), TeamsSpeaker.Key(id), speaker.Id,
                new Incoming(text, null, null, language, IncomingKind.Ticket), TeamsSpeaker.Known(on, options), Reference: to.Write()),
            cancellation);
        var number = turn.Replies.Select(reply => reply.Card).OfType<TicketCard>().FirstOrDefault()?.Number ?? "";
        return DialogAnswer.Notice(texts.Get("fromMessage.opened", number));
    }
}
