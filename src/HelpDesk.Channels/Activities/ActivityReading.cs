using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;

namespace HelpDesk.Channels.Activities;

/// <summary>
/// Reads what channels and clients hand in. A member of another kind than the protocol's is as if it were not there: what is
/// needed and missing then is for whoever needs it to say. A number where a text belongs is its digits.
/// </summary>
public static class ActivityReading
{
    private delegate Activity Member(Activity activity, JsonElement value);

    private static readonly FrozenDictionary<string, Member> Members = new Dictionary<string, Member>(StringComparer.OrdinalIgnoreCase)
    {
        ["type"] = (activity, value) => activity with { Type = Text(value) },
        ["id"] = (activity, value) => activity with { Id = Text(value) },
        ["timestamp"] = (activity, value) => activity with { Timestamp = Time(value) },
        ["localTimestamp"] = (activity, value) => activity with { LocalTimestamp = Text(value) },
        ["localTimezone"] = (activity, value) => activity with { LocalTimezone = Text(value) },
        ["serviceUrl"] = (activity, value) => activity with { ServiceUrl = Text(value) },
        ["channelId"] = (activity, value) => activity with { ChannelId = Text(value) },
        ["from"] = (activity, value) => activity with { From = AccountOf(value) },
        ["conversation"] = (activity, value) => activity with { Conversation = ConversationOf(value) },
        ["recipient"] = (activity, value) => activity with { Recipient = AccountOf(value) },
        ["textFormat"] = (activity, value) => activity with { TextFormat = Text(value) },
        ["attachmentLayout"] = (activity, value) => activity with { AttachmentLayout = Text(value) },
        ["membersAdded"] = (activity, value) => activity with { MembersAdded = List(value, AccountOf) },
        ["membersRemoved"] = (activity, value) => activity with { MembersRemoved = List(value, AccountOf) },
        ["locale"] = (activity, value) => activity with { Locale = Text(value) },
        ["text"] = (activity, value) => activity with { Text = Text(value) is { } text ? CleanText.Of(text) : null },
        ["summary"] = (activity, value) => activity with { Summary = Text(value) },
        ["inputHint"] = (activity, value) => activity with { InputHint = Text(value) },
        ["suggestedActions"] = (activity, value) => activity with { SuggestedActions = Suggested(value) },
        ["attachments"] = (activity, value) => activity with { Attachments = List(value, AttachmentOf) },
        ["entities"] = (activity, value) => activity with { Entities = Objects(value) },
        ["channelData"] = (activity, value) => activity with { ChannelData = Any(value) },
        ["replyToId"] = (activity, value) => activity with { ReplyToId = Text(value) },
        ["name"] = (activity, value) => activity with { Name = Text(value) },
        ["value"] = (activity, value) => activity with { Value = Any(value) },
        ["deliveryMode"] = (activity, value) => activity with { DeliveryMode = Text(value) },
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>Null where the bytes are JSON and no object.</summary>
    /// <exception cref="JsonException">They are no JSON.</exception>
    public static Activity? Read(ReadOnlyMemory<byte> json) => Of(CleanJson.Read(json));

    /// <param name="json">Clean already: <see cref="CleanJson.Read"/>.</param>
    internal static Activity? Of(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        var activity = new Activity();
        Dictionary<string, JsonElement>? more = null;
        foreach (var member in json.EnumerateObject())
        {
            if (Members.TryGetValue(member.Name, out var read))
            {
                activity = read(activity, member.Value);
            }
            else
            {
                (more ??= new(StringComparer.Ordinal))[member.Name] = member.Value;
            }
        }

        return more is null ? activity : activity with { More = more };
    }

    internal static Account? AccountOf(JsonElement json) => json.ValueKind != JsonValueKind.Object ? null : new Account
    {
        Id = Text(json, "id"), Name = Text(json, "name") is { } name ? CleanText.Line(name) : null, Role = Text(json, "role"), AadObjectId = Text(json, "aadObjectId"),
        More = More(json, "id", "name", "role", "aadObjectId"),
    };

    private static ConversationAccount? ConversationOf(JsonElement json) => json.ValueKind != JsonValueKind.Object ? null : new ConversationAccount
    {
        Id = Text(json, "id"), Name = Text(json, "name"), IsGroup = Truth(json, "isGroup"), ConversationType = Text(json, "conversationType"), TenantId = Text(json, "tenantId"),
        More = More(json, "id", "name", "isGroup", "conversationType", "tenantId"),
    };

    private static Attachment? AttachmentOf(JsonElement json) => json.ValueKind != JsonValueKind.Object ? null : new Attachment
    {
        ContentType = Text(json, "contentType"), ContentUrl = Text(json, "contentUrl"), Content = At(json, "content") is { } content ? Any(content) : null,
        Name = Text(json, "name") is { } name ? CleanText.Line(name) : null, ThumbnailUrl = Text(json, "thumbnailUrl"),
        More = More(json, "contentType", "contentUrl", "content", "name", "thumbnailUrl"),
    };

    private static SuggestedActions? Suggested(JsonElement json) => json.ValueKind != JsonValueKind.Object ? null : new SuggestedActions
    {
        To = At(json, "to") is { } to ? List(to, Text) : null,
        Actions = (At(json, "actions") is { } actions ? List(actions, ActionOf) : null) ?? [],
    };

    private static CardAction? ActionOf(JsonElement json) =>
        json.ValueKind == JsonValueKind.Object ? new CardAction(Text(json, "type") ?? "", Text(json, "title") ?? "", Text(json, "value") ?? "") : null;

    /// <summary>What is no text, number or truth is none.</summary>
    private static string? Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number => value.GetRawText(),
        JsonValueKind.True or JsonValueKind.False => value.GetRawText(),
        _ => null,
    };

    private static string? Text(JsonElement json, string name) => At(json, name) is { } value ? Text(value) : null;

    private static bool? Truth(JsonElement json, string name) =>
        At(json, name) is { ValueKind: JsonValueKind.True or JsonValueKind.False } value ? value.GetBoolean() : null;

    private static DateTimeOffset? Time(JsonElement value) =>
        value.ValueKind == JsonValueKind.String && DateTimeOffset.TryParse(value.GetString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;

    private static JsonElement? Any(JsonElement value) => value.ValueKind == JsonValueKind.Null ? null : value;

    private static List<T>? List<T>(JsonElement value, Func<JsonElement, T?> read)
        where T : class => value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray().Select(read).OfType<T>()] : null;

    private static List<JsonElement>? Objects(JsonElement value) =>
        value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray().Where(one => one.ValueKind == JsonValueKind.Object)] : null;

    private static JsonElement? At(JsonElement json, string name)
    {
        JsonElement? found = null;
        foreach (var member in json.EnumerateObject())
        {
            if (string.Equals(member.Name, name, StringComparison.OrdinalIgnoreCase))
            {
                found = member.Value;
            }
        }

        return found;
    }

    private static Dictionary<string, JsonElement>? More(JsonElement json, params ReadOnlySpan<string> read)
    {
        Dictionary<string, JsonElement>? more = null;
        foreach (var member in json.EnumerateObject())
        {
            if (!IsAmong(member.Name, read))
            {
                (more ??= new(StringComparer.Ordinal))[member.Name] = member.Value;
            }
        }

        return more;
    }

    private static bool IsAmong(string name, ReadOnlySpan<string> read)
    {
        foreach (var one in read)
        {
            if (string.Equals(one, name, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
