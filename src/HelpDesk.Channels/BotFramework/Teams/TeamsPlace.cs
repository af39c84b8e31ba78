using HelpDesk.Channels.Activities;

namespace HelpDesk.Channels.BotFramework.Teams;

public enum ConversationKind
{
    /// <summary>One person and the bot.</summary>
    Personal,

    /// <summary>A chat of several; the bot hears what mentions it.</summary>
    GroupChat,

    /// <summary>A thread in a team's channel; the bot hears what mentions it.</summary>
    Channel,
}

/// <param name="ConversationId">Where answers go: in a channel the thread, «19:…@thread.tacv2;messageid=…», not the channel.</param>
/// <param name="TenantId">The tenant whose people speak here.</param>
/// <param name="TeamId">Teams' own id of the team, in channels.</param>
public sealed record TeamsPlace(ConversationKind Kind, string ConversationId, string? ServiceUrl, string? TenantId, string? TeamId, string? ChannelId)
{
    private const string ThreadMark = ";messageid=";

    /// <summary>channelData.tenant.id, else conversation.tenantId.</summary>
    public static string? Tenant(Activity activity)
    {
        ArgumentNullException.ThrowIfNull(activity);
        return activity.ChannelData.Text("tenant", "id") ?? activity.Conversation?.TenantId;
    }

    /// <summary>The conversation without the thread: what Teams counts its limits by.</summary>
    public static string WithoutThread(string conversationId)
    {
        ArgumentNullException.ThrowIfNull(conversationId);
        var mark = conversationId.IndexOf(ThreadMark, StringComparison.Ordinal);
        return mark < 0 ? conversationId : conversationId[..mark];
    }

    internal static TeamsPlace Of(Activity activity)
    {
        var kind = activity.Conversation?.ConversationType switch
        {
            "channel" => ConversationKind.Channel,
            "groupChat" => ConversationKind.GroupChat,
            // «personal», and channels other than Teams, which know no kinds.
            _ => activity.Conversation?.IsGroup == true ? ConversationKind.GroupChat : ConversationKind.Personal,
        };
        return new(kind, Thread(kind, activity), activity.ServiceUrl, Tenant(activity), activity.ChannelData.Text("team", "id"), activity.ChannelData.Text("channel", "id"));
    }

    private static string Thread(ConversationKind kind, Activity activity)
    {
        var id = activity.Conversation?.Id ?? "";
        var opens = kind == ConversationKind.Channel && activity is { Type: "message", Id: not null } && !id.Contains(ThreadMark, StringComparison.Ordinal);
        return opens ? id + ThreadMark + activity.Id : id;
    }
}
