using Azure;
using Azure.Identity;
using HelpDesk.Language.Client;

namespace HelpDesk.Language.Guard;

public enum LanguageFailure
{
    /// <summary>The service does not take this text; another may fare better.</summary>
    Refused,

    /// <summary>The service does not answer, or not us; it is asked again after <see cref="GuardedLanguage.Wait"/>.</summary>
    Away,

    /// <summary>What may be sent in a day is used up.</summary>
    Ceiling,
}

/// <typeparam name="T">The kind of answer.</typeparam>
/// <param name="Code">The service's word, or ours, for why not.</param>
public sealed record LanguageAnswer<T>(T? Value, LanguageFailure? Failure = null, string Code = "")
    where T : class;

/// <summary>Counts what is sent in a day.</summary>
public interface IDailyCeiling
{
    /// <summary>Whether one more text may be sent now; it is counted then.</summary>
    Task<bool> TryTakeAsync(CancellationToken cancellation);
}

/// <summary>
/// The service, asked for one text at a time under a time limit, a daily ceiling and a circuit breaker. Its failures are values:
/// whoever asks goes on with the default.
/// </summary>
/// <param name="paused">Told when the breaker opens: the reason, and for how long.</param>
public sealed class GuardedLanguage(LanguageClient client, TimeSpan limit, IDailyCeiling? ceiling, TimeProvider time, Action<string, TimeSpan> paused)
{
    private const string Id = "1";

    private readonly CircuitBreaker breaker = new(time);

    /// <summary>How long the service is spared; zero where it may be asked.</summary>
    public TimeSpan Wait => breaker.Wait;

    public Task<LanguageAnswer<DetectedLanguage>> LanguageAsync(string text, CancellationToken cancellation) => AskAsync(text, null, client.DetectLanguageAsync, cancellation);

    /// <summary>The text masked: the beginning of it that the service has read.</summary>
    public async Task<LanguageAnswer<string>> MaskAsync(string text, string language, CancellationToken cancellation)
    {
        var found = await AskAsync(text, language, client.FindPersonalDataAsync, cancellation);
        return found.Value is not { } personal ? new LanguageAnswer<string>(null, found.Failure, found.Code)
            : PersonalMask.Apply(LanguageClient.Cut(text), personal.Entities) is { } masked ? new LanguageAnswer<string>(masked)
            : new LanguageAnswer<string>(null, LanguageFailure.Refused, "OutsideOfText");
    }

    public Task<LanguageAnswer<KeyPhrases>> KeyPhrasesAsync(string text, string language, CancellationToken cancellation) => AskAsync(text, language, client.FindKeyPhrasesAsync, cancellation);

    public Task<LanguageAnswer<Sentiment>> SentimentAsync(string text, string language, CancellationToken cancellation) => AskAsync(text, language, client.FindSentimentAsync, cancellation);

    private async Task<LanguageAnswer<T>> AskAsync<T>(
        string text, string? language, Func<IReadOnlyList<LanguageDocument>, CancellationToken, Task<IReadOnlyList<DocumentResult<T>>>> ask, CancellationToken cancellation)
        where T : class
    {
        if (breaker.Wait > TimeSpan.Zero)
        {
            return new LanguageAnswer<T>(null, LanguageFailure.Away, "Paused");
        }

        if (ceiling is not null && !await ceiling.TryTakeAsync(cancellation))
        {
            return new LanguageAnswer<T>(null, LanguageFailure.Ceiling, "DailyCeiling");
        }

        using var patience = new CancellationTokenSource(limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, patience.Token);
        try
        {
            var result = (await ask([new LanguageDocument(Id, LanguageClient.Cut(text), language)], either.Token))[0];
            breaker.Succeeded();
            return new LanguageAnswer<T>(result.Value, result.Value is null ? LanguageFailure.Refused : null, result.Error?.Code ?? "");
        }
        catch (RequestFailedException e) when (e.Status is 400 or 413)
        {
            breaker.Succeeded();
            return new LanguageAnswer<T>(null, LanguageFailure.Refused, e.ErrorCode ?? CodeOf(e));
        }
        catch (Exception e) when (!cancellation.IsCancellationRequested && e is RequestFailedException or OperationCanceledException or AuthenticationFailedException or AggregateException)
        {
            var code = CodeOf(e);
            if (breaker.Failed(e is AuthenticationFailedException or RequestFailedException { Status: 401 or 403 or 404 }, AfterOf(e)))
            {
                paused(code, breaker.Wait);
            }

            return new LanguageAnswer<T>(null, LanguageFailure.Away, code);
        }
    }

    private static string CodeOf(Exception e) => e switch
    {
        RequestFailedException { Status: > 0 } failed => $"{failed.Status} {failed.ErrorCode}".TrimEnd(),
        RequestFailedException or AggregateException => "Unreachable",
        AuthenticationFailedException => "NoToken",
        _ => "Timeout",
    };

    private static TimeSpan? AfterOf(Exception e) =>
        e is RequestFailedException failed && failed.GetRawResponse()?.Headers.TryGetValue("Retry-After", out var after) == true && int.TryParse(after, out var seconds) && seconds >= 0
            ? TimeSpan.FromSeconds(seconds) : null;
}
