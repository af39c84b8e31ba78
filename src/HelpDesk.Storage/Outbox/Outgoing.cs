using HelpDesk.Conversation.Dialogue;
using HelpDesk.Storage.Model;

namespace HelpDesk.Storage.Outbox;

/// <summary>Says something in a conversation by itself (an agent's answer, a change of state), within the caller's transaction.</summary>
internal static class Outgoing
{
    /// <summary>
    /// Takes the conversation's next sequence number. Its row's version rises with it, so that of two who say something at the
    /// same instant the second fails on saving and tries again: nothing is said out of order.
    /// </summary>
    /// <param name="ticket">Of an agent's act that it tells of.</param>
    public static void Add(HelpDeskContext context, ConversationRow conversation, Reply reply, string? activity, DateTimeOffset now, string? ticket = null)
    {
        conversation.Sequence++;
        conversation.Version++;
        context.Outbox.Add(new OutboxRow
        {
            Channel = conversation.Channel, Conversation = conversation.Conversation, Sequence = conversation.Sequence, Activity = activity,
            Reply = ReplyJson.Write(reply), At = now, State = conversation.KeepsTranscript ? DeliveryState.Delivered : DeliveryState.Pending,
            DeliveredAt = conversation.KeepsTranscript ? now : null, Ticket = ticket,
        });
    }
}
