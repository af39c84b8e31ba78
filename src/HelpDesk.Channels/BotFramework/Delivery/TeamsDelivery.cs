using HelpDesk.Channels.BotFramework.Authentication;
using HelpDesk.Storage;
using HelpDesk.Storage.Outbox;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace HelpDesk.Channels.BotFramework.Delivery;

/// <summary>
/// Sends to Teams what stands in the outbox, as long as the host runs. At the signal to stop it stops at once, beside the web server and not
/// after it: what is on its way has <see cref="OutboxSender.LongestStop"/>, and whoever starts next goes on with what waits.
/// </summary>
internal sealed class TeamsDelivery(
    Database database, TeamsSender sender, ChannelAuthenticator door, TimeProvider time, ConversationSignals signals, IHostApplicationLifetime host, ILogger<TeamsDelivery> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        door.SayHowItStands();
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, host.ApplicationStopping);
        await new OutboxSender(database, sender, time, signals, Report).RunAsync(stopping.Token);
    }

    private void Report(SendFailure failure)
    {
        if (failure.Gone)
        {
            log.LogWarning("Teams: the bot is not in conversation {Conversation} any more ({Code}); nothing more is sent there", failure.Conversation, failure.Code);
        }
        else
        {
            log.LogError(failure.Exception, "Teams: something was not delivered to {Conversation} ({Code})", failure.Conversation, failure.Code);
        }
    }
}
