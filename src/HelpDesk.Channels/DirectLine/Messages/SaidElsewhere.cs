using HelpDesk.Storage;
using HelpDesk.Storage.Outbox;
using HelpDesk.Storage.Presence;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace HelpDesk.Channels.DirectLine.Messages;

/// <summary>What another process or node says reaches the sockets of this one at once, and who types here is told there.</summary>
internal sealed class SaidElsewhere(Database database, ConversationSignals signals, Presences presences, TimeProvider time, ILogger<SaidElsewhere> log) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(
        new DatabaseWatch(database, signals, time, e => log.LogWarning(e, "The database could not be watched; trying again"), presences.Hear).RunAsync(stoppingToken),
        new PresenceExchange(database, presences, time, e => log.LogWarning(e, "Who is where could not be told to other nodes")).RunAsync(stoppingToken));
}
