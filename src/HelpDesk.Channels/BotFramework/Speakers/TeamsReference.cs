using System.Text.Json;
using System.Text.Json.Serialization;
using HelpDesk.Channels.Activities;
using HelpDesk.Channels.BotFramework.Teams;

namespace HelpDesk.Channels.BotFramework.Speakers;

/// <summary>What must be known to say something in a conversation later; kept with it as JSON.</summary>
/// <param name="Conversation">In a channel the thread; null: the person's own chat, to be opened first.</param>
/// <param name="Person">Who speaks here; in a personal chat the only one.</param>
internal sealed record TeamsReference(
    string ServiceUrl, string? Conversation, [property: JsonConverter(typeof(JsonStringEnumConverter<ConversationKind>))] ConversationKind Kind, string? TenantId, Account? Bot, Account? Person)
{
    public static TeamsReference Of(TeamsPlace place, Activity activity) => new(
        place.ServiceUrl!, place.ConversationId, place.Kind, place.TenantId, Short(activity.Recipient), Short(activity.From));

    public static TeamsReference? Read(string? json)
    {
        try
        {
            return json is null ? null : ActivityJson.Read<TeamsReference>(json);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public string Write() => ActivityJson.Write(this);

    private static Account? Short(Account? account) => account is null ? null : new Account { Id = account.Id, Name = account.Name, AadObjectId = account.AadObjectId };
}
