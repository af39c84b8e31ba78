using HelpDesk.Channels.BotFramework.Settings;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace HelpDesk.Channels.BotFramework.Credentials;

/// <summary>Says in the log, at the start and each day, that the bot's credential ends soon or has ended.</summary>
internal sealed class CredentialWatch(CredentialHealth health, TeamsLanguage language, TimeProvider time, ILogger<CredentialWatch> log) : BackgroundService
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Day, time);
        try
        {
            do
            {
                if (health.Now() is { IsWarning: true } state)
                {
                    log.LogWarning("{Credential}", state.Say(BotFrameworkTexts.In(language.Language)));
                }
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops.
        }
    }
}
