using System.Collections.Concurrent;
using HelpDesk.Ticketing.Tickets;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace HelpDesk.Storage.Model;

/// <summary>What turns ask of the mapper, compiled once for each model: to find a compiled form by the question's own shape costs more than the answer.</summary>
internal sealed class AskedOften
{
    private static readonly ConcurrentDictionary<IModel, AskedOften> Made = [];

    private AskedOften()
    {
    }

    /// <summary>By channel, requester and number; tracked. Null where it is another's or there is none.</summary>
    public Func<HelpDeskContext, string, string, string, Task<Ticket?>> OwnTicket { get; } =
        EF.CompileAsyncQuery((HelpDeskContext context, string channel, string requester, string number) =>
            context.Tickets.FirstOrDefault(ticket => ticket.Channel == channel && ticket.Requester == requester && ticket.Number == number));

    /// <summary>By channel and conversation: what is said there is sent (Teams), not read (web), and the channel knows how to reach it.</summary>
    public Func<HelpDeskContext, string, string, CancellationToken, Task<bool>> IsSentTo { get; } =
        EF.CompileAsyncQuery((HelpDeskContext context, string channel, string conversation, CancellationToken _) =>
            context.Conversations.Any(row => row.Channel == channel && row.Conversation == conversation && !row.KeepsTranscript && row.Reference != null));

    public static AskedOften Of(HelpDeskContext context) => Made.GetOrAdd(context.Model, static _ => new AskedOften());
}
