using System.Globalization;
using System.Text.Json;
using HelpDesk.Channels.Activities;
using Newtonsoft.Json.Linq;
using Sdk = Microsoft.Bot.Schema;

namespace HelpDesk.Channels.BotFramework.BotBuilder;

/// <summary>
/// The Activity that the house reads and keeps, as the SDK's and back; both ways nothing is lost. What the SDK has a member for
/// and we do not (<see cref="Activity.More"/>) stands in that member, so that middleware finds it.
/// </summary>
internal static class ActivityBridge
{
    private const string LocalTime = "yyyy-MM-ddTHH:mm:ss.FFFFFFFK";

    /// <summary>Members of the SDK's Activity that are texts and that we keep unread.</summary>
    private static readonly (string Name, Func<Sdk.Activity, string?> Get, Action<Sdk.Activity, string> Set)[] Texts =
    [
        ("action", its => its.Action, (its, text) => its.Action = text),
        ("label", its => its.Label, (its, text) => its.Label = text),
        ("valueType", its => its.ValueType, (its, text) => its.ValueType = text),
        ("importance", its => its.Importance, (its, text) => its.Importance = text),
        ("code", its => its.Code, (its, text) => its.Code = text),
        ("speak", its => its.Speak, (its, text) => its.Speak = text),
        ("topicName", its => its.TopicName, (its, text) => its.TopicName = text),
    ];

    public static Sdk.Activity ToSdk(Activity ours) => Fill(new Sdk.Activity(), ours);

    /// <summary>Fills what is new.</summary>
    public static Sdk.Activity Fill(Sdk.Activity its, Activity ours)
    {
        (its.Type, its.Id, its.Name, its.ReplyToId, its.DeliveryMode) = (ours.Type, ours.Id, ours.Name, ours.ReplyToId, ours.DeliveryMode);
        (its.ServiceUrl, its.ChannelId, its.Timestamp, its.LocalTimezone) = (ours.ServiceUrl, ours.ChannelId, ours.Timestamp, ours.LocalTimezone);
        its.LocalTimestamp = DateTimeOffset.TryParse(ours.LocalTimestamp, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var local) ? local : null;
        (its.From, its.Recipient, its.Conversation) = (ToSdk(ours.From), ToSdk(ours.Recipient), ToSdk(ours.Conversation));
        (its.Text, its.TextFormat, its.Locale, its.Summary, its.InputHint, its.AttachmentLayout) = (ours.Text, ours.TextFormat, ours.Locale, ours.Summary, ours.InputHint, ours.AttachmentLayout);
        (its.MembersAdded, its.MembersRemoved) = (ours.MembersAdded?.Select(each => ToSdk(each)!).ToList(), ours.MembersRemoved?.Select(each => ToSdk(each)!).ToList());
        its.SuggestedActions = ours.SuggestedActions is not { } suggested ? null
            : new Sdk.SuggestedActions { To = suggested.To?.ToList(), Actions = suggested.Actions.Select(each => new Sdk.CardAction { Type = each.Type, Title = each.Title, Value = each.Value }).ToList() };
        its.Attachments = ours.Attachments?.Select(ToSdk).ToList();
        its.Entities = ours.Entities?.Select(ToSdk).ToList();
        (its.ChannelData, its.Value) = (JsonBridge.ToObject(ours.ChannelData), JsonBridge.ToObject(ours.Value));
        its.Properties = Rest(ours.More, name =>
        {
            var known = Array.Find(Texts, each => each.Name == name);
            return known.Set is null ? null : text => known.Set(its, text);
        });
        return its;
    }

    /// <exception cref="JsonException">Something in it is deeper than anybody writes.</exception>
    public static Activity ToOurs(Sdk.Activity its) => new()
    {
        Type = its.Type, Id = its.Id, Name = its.Name, ReplyToId = its.ReplyToId, DeliveryMode = its.DeliveryMode,
        ServiceUrl = its.ServiceUrl, ChannelId = its.ChannelId, Timestamp = its.Timestamp, LocalTimezone = its.LocalTimezone,
        LocalTimestamp = its.LocalTimestamp?.ToString(LocalTime, CultureInfo.InvariantCulture),
        From = ToOurs(its.From), Recipient = ToOurs(its.Recipient), Conversation = ToOurs(its.Conversation),
        Text = its.Text is { } text ? CleanText.Of(text) : null, TextFormat = its.TextFormat, Locale = its.Locale, Summary = its.Summary, InputHint = its.InputHint, AttachmentLayout = its.AttachmentLayout,
        MembersAdded = its.MembersAdded?.Select(ToOurs).OfType<Account>().ToList(), MembersRemoved = its.MembersRemoved?.Select(ToOurs).OfType<Account>().ToList(),
        SuggestedActions = its.SuggestedActions is not { } suggested ? null : new SuggestedActions
        {
            To = suggested.To?.ToList(),
            Actions = [.. (suggested.Actions ?? []).Select(each => new CardAction(each.Type ?? "", each.Title ?? "", Convert.ToString(each.Value, CultureInfo.InvariantCulture) ?? ""))],
        },
        Attachments = AttachmentsOf(its), Entities = EntitiesOf(its),
        ChannelData = JsonBridge.ToElement(its.ChannelData), Value = JsonBridge.ToElement(its.Value),
        More = More(its.Properties, [.. Texts.Select(each => (each.Name, each.Get(its)))]),
    };

    public static IReadOnlyList<Attachment>? AttachmentsOf(Sdk.Activity its) => its.Attachments?.Select(each => new Attachment
    {
        ContentType = each.ContentType, ContentUrl = each.ContentUrl, Content = JsonBridge.ToElement(each.Content), Name = each.Name, ThumbnailUrl = each.ThumbnailUrl, More = More(each.Properties),
    }).ToList();

    public static IReadOnlyList<JsonElement>? EntitiesOf(Sdk.Activity its) => its.Entities?.Select(each =>
    {
        // The SDK's mentions are a class of their own, whose members are no properties of the entity.
        var members = each.GetType() == typeof(Sdk.Entity) ? (JObject?)each.Properties?.DeepClone() ?? [] : JObject.FromObject(each);
        if (each.Type is { } type)
        {
            members["type"] = type;
        }

        return JsonBridge.ToElement(members)!.Value;
    }).ToList();

    private static Sdk.ChannelAccount? ToSdk(Account? ours) => ours is null ? null
        : new Sdk.ChannelAccount(ours.Id, ours.Name, ours.Role, ours.AadObjectId) { Properties = Rest(ours.More) };

    private static Account? ToOurs(Sdk.ChannelAccount? its) => its is null ? null
        : new Account { Id = its.Id, Name = its.Name, Role = its.Role, AadObjectId = its.AadObjectId, More = More(its.Properties) };

    private static Sdk.ConversationAccount? ToSdk(ConversationAccount? ours)
    {
        if (ours is null)
        {
            return null;
        }

        var its = new Sdk.ConversationAccount(ours.IsGroup, ours.ConversationType, ours.Id, ours.Name, tenantId: ours.TenantId);
        its.Properties = Rest(ours.More, name => name switch
        {
            "aadObjectId" => text => its.AadObjectId = text,
            "role" => text => its.Role = text,
            _ => null,
        });
        return its;
    }

    private static ConversationAccount? ToOurs(Sdk.ConversationAccount? its) => its is null ? null : new ConversationAccount
    {
        Id = its.Id, Name = its.Name, IsGroup = its.IsGroup, ConversationType = its.ConversationType, TenantId = its.TenantId,
        More = More(its.Properties, ("aadObjectId", its.AadObjectId), ("role", its.Role)),
    };

    private static Sdk.Attachment ToSdk(Attachment ours) =>
        new(ours.ContentType, ours.ContentUrl, JsonBridge.ToObject(ours.Content), ours.Name, ours.ThumbnailUrl) { Properties = Rest(ours.More) };

    private static Sdk.Entity ToSdk(JsonElement ours)
    {
        var members = (JObject)JsonBridge.ToToken(ours);
        var type = members["type"] is JValue { Type: JTokenType.String } named ? (string?)named : null;
        if (type is not null)
        {
            members.Remove("type");
        }

        return new Sdk.Entity(type) { Properties = members };
    }

    /// <param name="own">Where the SDK has a member for a text of that name.</param>
    private static JObject Rest(IDictionary<string, JsonElement>? more, Func<string, Action<string>?>? own = null)
    {
        var rest = new JObject();
        foreach (var (name, value) in more ?? new Dictionary<string, JsonElement>())
        {
            if (value.ValueKind == JsonValueKind.String && own?.Invoke(name) is { } set)
            {
                set(value.GetString()!);
            }
            else
            {
                rest[name] = JsonBridge.ToToken(value);
            }
        }

        return rest;
    }

    private static Dictionary<string, JsonElement>? More(JObject? properties, params (string Name, string? Text)[] own)
    {
        Dictionary<string, JsonElement>? more = null;
        foreach (var property in properties?.Properties() ?? [])
        {
            (more ??= new(StringComparer.Ordinal))[property.Name] = JsonBridge.ToElement(property.Value) ?? JsonElement.Parse("null");
        }

        foreach (var (name, text) in own.Where(each => each.Text is not null))
        {
            (more ??= new(StringComparer.Ordinal))[name] = JsonSerializer.SerializeToElement(text, ActivityJson.Options);
        }

        return more;
    }
}
