using Microsoft.Bot.Builder;
using Microsoft.Extensions.Logging;

namespace HelpDesk.Channels.Tests.BotFramework.BotBuilder;

public sealed class TurnTelemetry(ILogger<TurnTelemetry> log, TimeProvider time) : IMiddleware
{
    public async Task OnTurnAsync(ITurnContext turnContext, NextDelegate next, CancellationToken cancellationToken = default)
    {
        var began = time.GetTimestamp();
        await next(cancellationToken);
        log.LogInformation("Teams: {Type} {Name} in {Milliseconds} ms", turnContext.Activity.Type, turnContext.Activity.Name, (long)time.GetElapsedTime(began).TotalMilliseconds);
    }
}
