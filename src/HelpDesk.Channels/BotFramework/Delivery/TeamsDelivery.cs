using HelpDesk.Channels.BotFramework.Authentication;
using HelpDesk.Storage;
using HelpDesk.Storage.Outbox;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace HelpDesk.Channels.BotFramework.Delivery;

/// <summary>Sends to Teams what stands in the outbox, as long as the host runs.</summary>
internal sealed class TeamsDelivery(
    Database database, TeamsSender sender, ChannelAuthenticator door, TimeProvider time, ConversationSignals signals, ILogger<TeamsDelivery> log) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        door.SayHowItStands();
        return new OutboxSender(database, sender, time, signals, Report).RunAsync(stoppingToken);
    }

    private void Report(SendFailure failure)
    {
        if (failure.Gone)
        {
            log.LogWarning("Teams: the bot is not in conversation {Conversation} any more ({Code}); nothing more is sent there", failure.Conversation, failure.Code);
        }
        else
        {
            log.LogError(failure.Exception, "Teams: something was not sent to {Conversation} ({Code})", failure.Conversation, failure.Code);
        }
    }
}
