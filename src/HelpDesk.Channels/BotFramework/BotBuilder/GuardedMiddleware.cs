using Microsoft.Bot.Builder;
using Microsoft.Extensions.Logging;

namespace HelpDesk.Channels.BotFramework.BotBuilder;

/// <summary>
/// Middleware that others have written, so that it cannot cost a message: where it throws, hangs or does not pass the turn on, the
/// log says so and the turn goes on without it. What the bot itself throws decides the status, whatever middleware makes of it.
/// </summary>
internal sealed class GuardedMiddleware(IMiddleware others, TimeProvider time, ILogger log) : IMiddleware
{
    /// <summary>Until it has passed the turn on. Teams waits 15 seconds in all.</summary>
    public static readonly TimeSpan LongestBefore = TimeSpan.FromSeconds(2);

    /// <summary>For what it does when the turn is over.</summary>
    public static readonly TimeSpan LongestAfter = TimeSpan.FromSeconds(1);

    private string Name => others.GetType().Name;

    public async Task OnTurnAsync(ITurnContext turnContext, NextDelegate next, CancellationToken cancellationToken = default)
    {
        var passed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var rest = new Lazy<Task>(() => next(cancellationToken));
        // On a thread of its own: middleware that blocks must not hold the turn.
        var running = Task.Run(() => others.OnTurnAsync(turnContext, _ => Pass(), cancellationToken), CancellationToken.None);
        await Task.WhenAny(passed.Task, running, Task.Delay(LongestBefore, time, cancellationToken));
        if (!passed.Task.IsCompleted)
        {
            log.LogError("Bot Framework: middleware {Middleware} did not pass the turn on; the turn goes on without it", Name);
        }

        try
        {
            await rest.Value;
        }
        finally
        {
            await EndAsync(running, rest.Value, cancellationToken);
        }

        Task Pass()
        {
            passed.TrySetResult();
            return rest.Value;
        }
    }

    private async Task EndAsync(Task running, Task rest, CancellationToken cancellation)
    {
        var ended = ReportAsync(running, rest);
        if (await Task.WhenAny(ended, Task.Delay(LongestAfter, time, cancellation)) != ended)
        {
            log.LogError("Bot Framework: middleware {Middleware} is not done with a turn that is over; the answer does not wait for it", Name);
        }
    }

    private async Task ReportAsync(Task running, Task rest)
    {
        try
        {
            await running;
        }
        catch (Exception e) when (rest.Exception?.InnerExceptions.Contains(e) != true && !(e is OperationCanceledException && rest.IsCanceled))
        {
            log.LogError(e, "Bot Framework: middleware {Middleware} failed; the turn went on without it", Name);
        }
        catch (Exception)
        {
            // The bot's own, which the turn itself throws.
        }
    }
}
