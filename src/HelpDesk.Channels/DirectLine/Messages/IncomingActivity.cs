using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using HelpDesk.Channels.Activities;
using HelpDesk.Channels.Cards;
using HelpDesk.Channels.DirectLine.Wire;
using HelpDesk.Conversation.Dialogue;

namespace HelpDesk.Channels.DirectLine.Messages;

/// <summary>What a posted activity asks of the dialogue.</summary>
/// <param name="Key">Under which it is accepted once.</param>
/// <param name="Message">Null: nothing is to be done (typing, an event that nobody knows).</param>
internal sealed record Heard(string? Key, Incoming? Message, Refusal? Refusal)
{
    public static Heard Nothing { get; } = new(null, null, null);

    public static implicit operator Heard(Refusal refusal) => new(null, null, refusal);
}

/// <summary>Reads activities as Web Chat and other clients of Direct Line post them.</summary>
internal static class IncomingActivity
{
    /// <summary>Characters; the dialogue reads far fewer and says so.</summary>
    public const int LongestText = 10_000;

    /// <summary>Characters of a client's id that are kept as they are; of a longer one its hash.</summary>
    public const int LongestClientId = 100;

    /// <summary>Our page's word that the person has opened the conversation.</summary>
    public const string JoinedEvent = "helpdesk/joined";

    /// <summary>The type of an activity that says that somebody types.</summary>
    public const string Typing = "typing";

    /// <summary>What botframework-webchat 4.18 posts when a thumb is pressed: an event whose entity is the action.</summary>
    public const string FeedbackEvent = "webchat:activity-status/feedback";

    /// <param name="ownKey">Key of an activity to which its client gave none.</param>
    public static Heard Read(Activity activity, Func<string> ownKey)
    {
        if (string.IsNullOrEmpty(activity.Type))
        {
            return Refusal.Bad("type");
        }

        if (activity.Text?.Length > LongestText)
        {
            return Refusal.TooLarge;
        }

        var client = ClientId(activity);
        var key = client is null ? "s:" + ownKey() : "c:" + Key(client);
        return activity.Type switch
        {
            "message" => Message(activity, key),
            "event" => Event(activity, key),
            _ => Heard.Nothing,
        };
    }

    /// <summary>«ja» or «en»; null where the client's language is another or none.</summary>
    private static string? LanguageOf(Activity activity) =>
        activity.Locale?.StartsWith("en", StringComparison.OrdinalIgnoreCase) == true ? "en"
        : activity.Locale?.StartsWith("ja", StringComparison.OrdinalIgnoreCase) == true ? "ja" : null;

    private static string? ClientId(Activity activity) =>
        activity.ChannelData is { ValueKind: JsonValueKind.Object } data && data.TryGetProperty("clientActivityID", out var id) && id.ValueKind == JsonValueKind.String && id.GetString() is { Length: > 0 } text
            ? text
            : null;

    private static string Key(string client) =>
        client.Length <= LongestClientId ? client : "#" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(client)));

    private static Heard Message(Activity activity, string key)
    {
        var submitted = Submitted.Read(activity.Value);
        var (text, values) = (activity.Text ?? submitted?.Say, submitted?.Values);
        if (text?.Length > LongestText || submitted is { IsTooMuch: true })
        {
            return Refusal.Bad("values");
        }

        return new Heard(key, new Incoming(text ?? "", values, null, LanguageOf(activity)), null);
    }

    private static Heard Event(Activity activity, string key)
    {
        var kind = activity.Name switch
        {
            JoinedEvent => IncomingKind.Joined,
            FeedbackEvent => Feedback(activity),
            _ => (IncomingKind?)null,
        };
        return kind is null ? Heard.Nothing
            : new Heard(kind == IncomingKind.Joined ? "joined" : key, new Incoming("", null, null, LanguageOf(activity), kind.Value), null);
    }

    private static IncomingKind? Feedback(Activity activity)
    {
        var action = activity.Entities?.FirstOrDefault(entity => entity.ValueKind == JsonValueKind.Object && entity.TryGetProperty("@type", out _));
        return action is { ValueKind: JsonValueKind.Object } found && found.GetProperty("@type") is { ValueKind: JsonValueKind.String } type
            ? type.GetString() switch { "LikeAction" => IncomingKind.Liked, "DislikeAction" => IncomingKind.Disliked, _ => null }
            : null;
    }
}
