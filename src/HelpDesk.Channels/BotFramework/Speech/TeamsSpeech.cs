using System.Text.Json;
using System.Text.Json.Nodes;
using HelpDesk.Channels.Activities;
using HelpDesk.Channels.BotFramework.Answers;
using HelpDesk.Channels.BotFramework.Connector;
using HelpDesk.Channels.BotFramework.Settings;
using HelpDesk.Channels.BotFramework.Speakers;
using HelpDesk.Channels.BotFramework.Teams;
using HelpDesk.Channels.Cards;
using HelpDesk.Conversation.Dialogue;

namespace HelpDesk.Channels.BotFramework.Speech;

/// <summary>
/// What the bot says as activities of Teams: a card alone or a text alone, for Teams splits what has both and gives no id of
/// it. Choices are suggested actions, which Teams shows in personal chats only, and three of them; elsewhere, in the greeting, and where there are
/// more, buttons on the card. Where several people are, each reply says whom it is for, and its buttons are theirs.
/// </summary>
internal static class TeamsSpeech
{
    /// <summary>Suggested actions that Teams' clients show at once.</summary>
    public const int MostSuggested = 3;

    private const string ImBack = "imBack";

    /// <summary>In order; several where one would be larger than Teams takes. The same reply always gives the same parts.</summary>
    /// <param name="articleAddress">Gives the address of an article id; null: articles are named without a link.</param>
    public static IReadOnlyList<Activity> Of(Reply reply, string? answers, TeamsReference to, Func<string, string>? articleAddress = null)
    {
        var (among, joined) = (to.Kind != ConversationKind.Personal, answers == IncomingMessages.Joined);
        var buttons = among || joined || reply.Choices?.Count > MostSuggested;
        if (Card(reply, to, buttons, named: among && !joined, articleAddress) is { } card && MessageSize.Split(With(Empty(to, reply.Language), card)) is [var one])
        {
            return [Suggesting(one, reply, to, buttons)];
        }

        // A card that is too large, which cannot be parted: its text says the same.
        return Plain(reply, to);
    }

    /// <summary>The same without a card.</summary>
    public static IReadOnlyList<Activity> Plain(Reply reply, TeamsReference to)
    {
        var text = Suggesting(Empty(to, reply.Language) with { Text = reply.Text, TextFormat = Activity.Plain }, reply, to, buttons: false);
        return MessageSize.Split(text) ?? [text];
    }

    /// <summary>An activity that holds a card and nothing else.</summary>
    public static Activity With(Activity plain, JsonObject card) =>
        plain with { Attachments = [new Attachment { ContentType = CardAnswer.AdaptiveCard, Content = JsonSerializer.SerializeToElement(card, ActivityJson.Options) }] };

    /// <summary>Before anything is said in it.</summary>
    public static Activity Empty(TeamsReference to, string? language) => new()
    {
        Type = "message", ChannelId = BotFrameworkOptions.TeamsId, ServiceUrl = to.ServiceUrl, Locale = language, From = to.Bot, Recipient = to.Person,
        Conversation = new ConversationAccount { Id = to.Conversation, TenantId = to.TenantId },
    };

    private static JsonObject? Card(Reply reply, TeamsReference to, bool buttons, bool named, Func<string, string>? articleAddress)
    {
        var (choices, person) = (Choices(reply, buttons), named ? to.Person : null);
        var name = CleanText.Of(person?.Name ?? "").Trim();
        if (reply.Card is null && choices.Count == 0 && name.Length == 0)
        {
            return null;
        }

        var card = new ReplyCard(reply, CardStyle.ExecuteWithSubmitFallback, articleAddress).Build();
        if (choices.Count > 0)
        {
            var actions = card["actions"] as JsonArray ?? [];
            foreach (var choice in choices)
            {
                actions.Add(CardButton.Of(choice, CardStyle.ExecuteWithSubmitFallback));
            }

            card["actions"] = actions;
        }

        if (reply.Card is TicketCard ticket && to.Person?.Id is { } requester)
        {
            TicketCards.Refresh(card, ticket.Number, requester);
        }

        if (person is not null)
        {
            Asker.Mark(card, person, name, reply.Language);
        }

        return card;
    }

    private static IReadOnlyList<Choice> Choices(Reply reply, bool buttons) => buttons && reply.Card is not CandidatesCard ? reply.Choices ?? [] : [];

    private static Activity Suggesting(Activity activity, Reply reply, TeamsReference to, bool buttons) =>
        !buttons && to.Kind == ConversationKind.Personal && reply.Choices is { Count: > 0 } choices && !(reply.Card is CandidatesCard && activity.Attachments is not null)
            ? activity with { SuggestedActions = new SuggestedActions { To = to.Person?.Id is { } id ? [id] : null, Actions = [.. choices.Select(choice => new CardAction(ImBack, choice.Label, choice.Say))] } }
            : activity;
}
