using System.Collections.Concurrent;
using HelpDesk.Channels.BotFramework.Connector;
using HelpDesk.Channels.BotFramework.Speakers;
using HelpDesk.Storage.Outbox;
using Refused = HelpDesk.Storage.Outbox.Refused;

namespace HelpDesk.Channels.BotFramework.Delivery;

/// <summary>Where a reference leads; a person's own chat that is not known yet is opened.</summary>
internal sealed class Chats(ConnectorClient connector)
{
    /// <summary>Chats that this process has opened, by person: opening one again gives the same and costs a call.</summary>
    private readonly ConcurrentDictionary<string, string> opened = new(StringComparer.Ordinal);

    /// <returns>The same reference with its conversation, or why there is none.</returns>
    public async Task<(TeamsReference? To, SendOutcome? Failure)> FindAsync(TeamsReference to, CancellationToken cancellation)
    {
        if (to.Conversation is not null)
        {
            return (to, null);
        }

        var (chat, failure) = await OpenAsync(to, cancellation);
        return failure is null ? (to with { Conversation = chat }, null) : (null, failure);
    }

    private async Task<(string? Chat, SendOutcome? Failure)> OpenAsync(TeamsReference to, CancellationToken cancellation)
    {
        if (to is not { Bot: { } bot, Person: { Id: { } id } person, TenantId: { } tenant })
        {
            return (null, new Refused("reference.no-person"));
        }

        if (opened.TryGetValue(id, out var known))
        {
            return (known, null);
        }

        var outcome = await connector.OpenAsync(to.ServiceUrl, bot, person, tenant, null, cancellation);
        return outcome is Opened chat ? (opened[id] = chat.ConversationId, null)
            // Nothing was said yet, so that a second try does no harm.
            : (null, outcome is Ambiguous open ? new TryLater(open.Code) : Outcomes.Of(outcome));
    }
}
