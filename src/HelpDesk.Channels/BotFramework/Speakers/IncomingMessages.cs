using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using HelpDesk.Channels.Activities;
using HelpDesk.Channels.BotFramework.Settings;
using HelpDesk.Channels.BotFramework.Teams;
using HelpDesk.Channels.Cards;
using HelpDesk.Conversation.Dialogue;
using HelpDesk.Storage.Turns;

namespace HelpDesk.Channels.BotFramework.Speakers;

/// <summary>What an event asks of the dialogue, without the files that came with it, under the key by which a repeat of it has no second effect. Pure.</summary>
internal static class IncomingMessages
{
    /// <summary>The key of greeting: once in a conversation, whichever of Teams' events comes first.</summary>
    public const string Joined = "joined";

    private const int HashLength = 16;

    /// <summary>Null: nothing is to be said or done.</summary>
    public static AcceptedMessage? Of(TeamsEvent happened, Activity activity, BotFrameworkOptions options) => happened switch
    {
        Said said => Message(said, activity, options, said.ActivityId, Incoming(said.Text, said.Submitted, said.Locale)),
        Edited { Restored: false } edited when edited.Place.Kind == ConversationKind.Personal || Mentions.Bot(activity) =>
            Message(edited, activity, options, EditKey(edited, activity), Incoming(edited.Text, null, activity.Locale)),
        CardActedOn { Verb: Submitted.SayVerb or Submitted.FormVerb } acted => Message(acted, activity, options, acted.ActivityId, Incoming("", acted.Data, acted.Locale)),
        Installed { Upgrade: false } or MembersAdded { BotToo: true } => Greeting(happened, activity, options),
        _ => null,
    };

    /// <summary>«ja» or «en»; null where the client's language is another or none.</summary>
    public static string? LanguageOf(string? locale) =>
        locale?.StartsWith("en", StringComparison.OrdinalIgnoreCase) == true ? "en" : locale?.StartsWith("ja", StringComparison.OrdinalIgnoreCase) == true ? "ja" : null;

    private static AcceptedMessage? Message(TeamsEvent happened, Activity activity, BotFrameworkOptions options, string? key, Incoming incoming) =>
        key is { Length: > 0 } && TeamsSpeaker.Of(happened, activity.ChannelId) is { } speaker
            ? new AcceptedMessage(
                BotFrameworkOptions.TeamsId, speaker.Conversation, TeamsSpeaker.Key(key), speaker.Id, incoming,
                TeamsSpeaker.Known(happened, options), Reference: TeamsReference.Of(happened.Place, activity).Write())
            : null;

    private static Incoming Incoming(string text, JsonElement? sent, string? locale)
    {
        var submitted = Submitted.Read(sent);
        var values = submitted is { IsTooMuch: false } ? submitted.Values : null;
        return new Incoming(text.Length > 0 ? text : submitted?.Say ?? "", values, null, LanguageOf(locale));
    }

    /// <summary>In a group there is one greeting, whoever brought the bot in.</summary>
    private static AcceptedMessage? Greeting(TeamsEvent happened, Activity activity, BotFrameworkOptions options)
    {
        var greeting = Message(happened, activity, options, Joined, new Incoming("", null, null, LanguageOf(activity.Locale), IncomingKind.Joined));
        return happened.Place.Kind == ConversationKind.Personal ? greeting : greeting is null ? null : greeting with { Conversation = TeamsSpeaker.Key(happened.Place.ConversationId) };
    }

    /// <summary>An edit is a new message; the same edit sent again is the same message.</summary>
    private static string? EditKey(Edited edited, Activity activity) => edited.ActivityId is not { Length: > 0 } id ? null
        : $"{id}:edit:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{activity.Timestamp?.UtcTicks}|{activity.LocalTimestamp}|{edited.Text}")))[..HashLength]}";
}
