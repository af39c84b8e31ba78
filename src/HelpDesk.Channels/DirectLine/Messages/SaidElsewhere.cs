using HelpDesk.Storage;
using HelpDesk.Storage.Outbox;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace HelpDesk.Channels.DirectLine.Messages;

/// <summary>What another process or node says reaches the sockets of this one at once.</summary>
internal sealed class SaidElsewhere(Database database, ConversationSignals signals, TimeProvider time, ILogger<SaidElsewhere> log) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        new DatabaseWatch(database, signals, time, e => log.LogWarning(e, "The database could not be watched; trying again")).RunAsync(stoppingToken);
}
