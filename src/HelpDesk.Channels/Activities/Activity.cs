using System.Text.Json;
using System.Text.Json.Serialization;

namespace HelpDesk.Channels.Activities;

/// <summary>
/// What Direct Line and the Bot Framework carry: a message, an event, an invoke. Names and shapes as in the OpenAPI documents
/// of both (definition «Activity»). Members that we do not read are kept in <see cref="More"/>, so that an echo is complete.
/// </summary>
public sealed record Activity
{
    /// <summary>The <see cref="TextFormat"/> of everything that we say.</summary>
    public const string Plain = "plain";

    public string? Type { get; init; }

    public string? Id { get; init; }

    /// <summary>UTC.</summary>
    public DateTimeOffset? Timestamp { get; init; }

    /// <summary>As the client wrote it.</summary>
    public string? LocalTimestamp { get; init; }

    public string? LocalTimezone { get; init; }

    public string? ServiceUrl { get; init; }

    public string? ChannelId { get; init; }

    public Account? From { get; init; }

    public ConversationAccount? Conversation { get; init; }

    public Account? Recipient { get; init; }

    /// <summary>plain, markdown or xml.</summary>
    public string? TextFormat { get; init; }

    public string? AttachmentLayout { get; init; }

    public IReadOnlyList<Account>? MembersAdded { get; init; }

    public IReadOnlyList<Account>? MembersRemoved { get; init; }

    /// <summary>BCP 47.</summary>
    public string? Locale { get; init; }

    public string? Text { get; init; }

    public string? Summary { get; init; }

    public string? InputHint { get; init; }

    public SuggestedActions? SuggestedActions { get; init; }

    public IReadOnlyList<Attachment>? Attachments { get; init; }

    /// <summary>Objects with a «type»; mentions, client capabilities, schema.org messages.</summary>
    public IReadOnlyList<JsonElement>? Entities { get; init; }

    public JsonElement? ChannelData { get; init; }

    public string? ReplyToId { get; init; }

    public string? Name { get; init; }

    /// <summary>What a card's button submits, or an invoke's or event's argument.</summary>
    public JsonElement? Value { get; init; }

    public string? DeliveryMode { get; init; }

    [JsonExtensionData]
    public IDictionary<string, JsonElement>? More { get; init; }
}

/// <summary>A person or bot in a channel.</summary>
public sealed record Account
{
    public string? Id { get; init; }

    public string? Name { get; init; }

    /// <summary>user or bot.</summary>
    public string? Role { get; init; }

    /// <summary>The person's object id in Entra; Teams only.</summary>
    public string? AadObjectId { get; init; }

    [JsonExtensionData]
    public IDictionary<string, JsonElement>? More { get; init; }
}

public sealed record ConversationAccount
{
    public string? Id { get; init; }

    public string? Name { get; init; }

    public bool? IsGroup { get; init; }

    /// <summary>personal, groupChat or channel; Teams only.</summary>
    public string? ConversationType { get; init; }

    public string? TenantId { get; init; }

    [JsonExtensionData]
    public IDictionary<string, JsonElement>? More { get; init; }
}

public sealed record Attachment
{
    public string? ContentType { get; init; }

    public string? ContentUrl { get; init; }

    /// <summary>A card, where the type says so.</summary>
    public JsonElement? Content { get; init; }

    public string? Name { get; init; }

    public string? ThumbnailUrl { get; init; }

    [JsonExtensionData]
    public IDictionary<string, JsonElement>? More { get; init; }
}

public sealed record SuggestedActions
{
    public IReadOnlyList<string>? To { get; init; }

    public IReadOnlyList<CardAction> Actions { get; init; } = [];
}

/// <param name="Type">imBack: pressing it says <paramref name="Value"/> as if the person had typed it.</param>
public sealed record CardAction(string Type, string Title, string Value);
