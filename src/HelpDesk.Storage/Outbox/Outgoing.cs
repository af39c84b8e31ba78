using HelpDesk.Conversation.Dialogue;
using HelpDesk.Storage.Model;
using HelpDesk.Storage.Turns;

namespace HelpDesk.Storage.Outbox;

/// <summary>Puts a reply into the outbox of a conversation; the caller saves and commits.</summary>
internal static class Outgoing
{
    public static void Add(HelpDeskContext context, ConversationRow conversation, Reply reply, string? activity, DateTimeOffset now) =>
        context.Outbox.Add(new OutboxRow { Channel = conversation.Channel, Conversation = conversation.Conversation, Activity = activity, Reply = ReplyJson.Write(reply), At = now });
}
