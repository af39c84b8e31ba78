using HelpDesk.Channels.Activities;
using Newtonsoft.Json;
using Sdk = Microsoft.Bot.Schema;

namespace HelpDesk.Channels.BotFramework.BotBuilder;

/// <summary>
/// An admitted activity on its way through middleware to the bot. Middleware may change what was said; who speaks, where, of which
/// tenant and under which id is what the door has proved and stays.
/// </summary>
internal sealed class ReceivedActivity : Sdk.Activity
{
    private const string Invoke = "invoke";

    public ReceivedActivity(Activity admitted)
    {
        Admitted = admitted;
        ActivityBridge.Fill(this, admitted);
        Restore();
    }

    [JsonIgnore]
    public Activity Admitted { get; }

    /// <summary>What the SDK itself goes by.</summary>
    public void Restore()
    {
        (Type, Id, ChannelId, ServiceUrl) = (Admitted.Type, Admitted.Id, Admitted.ChannelId, Admitted.ServiceUrl);
        // An invoke is answered by its own response, whatever else it asks for; the SDK would give its replies in place of it.
        DeliveryMode = Admitted.Type == Invoke ? null : Admitted.DeliveryMode;
    }

    /// <summary>As the bot reads it.</summary>
    public Activity Read() => Admitted with
    {
        Text = Text is { } text ? CleanText.Of(text) : null, Locale = Locale, Value = JsonBridge.ToElement(Value),
        Attachments = ActivityBridge.AttachmentsOf(this), Entities = ActivityBridge.EntitiesOf(this),
    };
}
