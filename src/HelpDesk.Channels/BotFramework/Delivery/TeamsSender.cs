using HelpDesk.Channels.Activities;
using HelpDesk.Channels.BotFramework.Agents;
using HelpDesk.Channels.BotFramework.Connector;
using HelpDesk.Channels.BotFramework.Extensions;
using HelpDesk.Channels.BotFramework.Messages;
using HelpDesk.Channels.Cards;
using HelpDesk.Storage.Outbox;
using HelpDesk.Storage.Tickets;
using Refused = HelpDesk.Storage.Outbox.Refused;
using Sent = HelpDesk.Storage.Outbox.Sent;

namespace HelpDesk.Channels.BotFramework.Delivery;

/// <summary>Hands a reply to the connector. Order and further tries are the outbox's; each call of this tries once.</summary>
internal sealed class TeamsSender(ConnectorClient connector, BoardSender board, CardSender cards, Chats chats, PartLog parts, Unreachable unreachable, Unrendered unrendered, ArticleLinks links, TimeProvider time) : IChannelSender
{
    /// <summary>Well within the outbox's lease; what is left then is sent in the next round.</summary>
    private static readonly TimeSpan LongestTurn = OutboxSender.Lease / 3;

    public string Channel => BotFrameworkOptions.TeamsChannel;

    public async Task<SendOutcome> SendAsync(OutgoingReply reply, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(reply);
        if (PostedCards.TicketOf(reply.Conversation) is { } shown)
        {
            return await cards.SendAsync(reply, shown, cancellation);
        }

        if (TeamsReference.Read(reply.Reference) is not { } to)
        {
            return new Refused("reference.unreadable");
        }

        if (AgentsBoard.TicketOf(reply.Conversation) is { } ticket)
        {
            return await board.SendAsync(reply, to, ticket, cancellation);
        }

        var outcome = await SendAsync(reply, to, cancellation);
        if (outcome is Gone)
        {
            await unreachable.NoteAsync(reply.Channel, reply.Conversation, cancellation);
        }

        return outcome;
    }

    private async Task<SendOutcome> SendAsync(OutgoingReply reply, TeamsReference to, CancellationToken cancellation)
    {
        var (chat, failure) = await chats.FindAsync(to, cancellation);
        if (failure is not null)
        {
            return failure;
        }

        to = chat!;
        var address = new ConnectorAddress(to.ServiceUrl, to.Conversation!, to.TenantId);
        var activities = unrendered.Try(
            reply.Conversation, reply.Reply, said => TeamsSpeech.Of(said, reply.Activity, to, links.In(said.Language)), said => TeamsSpeech.Plain(said, to));
        return await SendAsync(reply, address, activities, cancellation);
    }

    /// <summary>
    /// Each part that Teams took is noted in the outbox before the next is sent: whoever goes on after a crash begins behind it.
    /// Only the one part that was under way then may come twice.
    /// </summary>
    private async Task<SendOutcome> SendAsync(OutgoingReply reply, ConnectorAddress to, IReadOnlyList<Activity> activities, CancellationToken cancellation)
    {
        var (ids, from) = (reply.Parts.ToList(), time.GetTimestamp());
        while (ids.Count < activities.Count)
        {
            if (ids.Count > reply.Parts.Count && time.GetElapsedTime(from) > LongestTurn)
            {
                return new TryLater("parts", TimeSpan.Zero);
            }

            var outcome = Outcomes.Of(await connector.SendAsync(to, activities[ids.Count], cancellation));
            if (outcome is not Sent sent || activities.Count == 1)
            {
                return outcome;
            }

            ids.Add(sent.Id ?? "-");
            if (ids.Count < activities.Count && !await parts.AddAsync(reply, ids[^1]))
            {
                return new TryLater("lease");
            }
        }

        return new Sent(string.Join(' ', ids));
    }
}

/// <summary>The connector's outcomes in the outbox's words.</summary>
internal static class Outcomes
{
    public static SendOutcome Of(ConnectorOutcome outcome) => outcome switch
    {
        Connector.Sent sent => new Sent(sent.Id),
        Connector.Refused { ConversationGone: true } gone => new Gone(gone.Code),
        Connector.Refused refused => new Refused(refused.Code),
        // Without a connection nobody said how long to wait: the outbox's own pauses grow.
        Later later => new TryLater(later.Code, later.Code.StartsWith("connection.", StringComparison.Ordinal) ? null : later.After),
        Ambiguous ambiguous => new InDoubt(ambiguous.Code),
        _ => new InDoubt("answer.unexpected"),
    };
}
