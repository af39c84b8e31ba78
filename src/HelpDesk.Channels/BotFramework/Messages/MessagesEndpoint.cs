using System.Globalization;
using System.Text.Json;
using System.Threading.Channels;
using HelpDesk.Channels.Activities;
using HelpDesk.Channels.BotFramework.Answers;
using HelpDesk.Channels.BotFramework.Authentication;
using HelpDesk.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace HelpDesk.Channels.BotFramework.Messages;

/// <summary>
/// POST /api/messages, where the Azure Bot Service hands in activities. A message is acknowledged (202) once it is committed;
/// where that cannot be, it is not (503), so that Teams sends it again. An invoke is answered in the same request, and so is
/// what expects its replies there.
/// </summary>
internal sealed class MessagesEndpoint(IActivityAdapter adapter, TimeProvider time, ILogger<MessagesEndpoint> log)
{
    public const string Path = "/api/messages";

    /// <summary>Bytes of an activity. Teams' own limit for a message is 100 KB, and it sends the text a second time as HTML.</summary>
    public const int LongestActivity = 256 * 1024;

    /// <summary>Teams waits 15 seconds; what is not done by then is sent again, and is a repeat if it was done after all.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(12);

    private static readonly InvokeResponse Accepted = new(StatusCodes.Status202Accepted, null);
    private static readonly TimeSpan SoonAgain = TimeSpan.FromSeconds(5);

    public async Task AnswerAsync(HttpContext http)
    {
        using var limit = new CancellationTokenSource(LongestWait, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, http.RequestAborted);
        try
        {
            await AnswerAsync(http, either.Token);
        }
        catch (DatabaseException e)
        {
            log.LogError(e, "Bot Framework: the database cannot be used ({Code})", e.Code);
            Unavailable(http);
        }
        catch (ChannelClosedException)
        {
            // The desk takes no more: the host is stopping.
            Unavailable(http);
        }
        catch (BadHttpRequestException e)
        {
            http.Response.StatusCode = e.StatusCode;
        }
        catch (OperationCanceledException) when (!http.RequestAborted.IsCancellationRequested)
        {
            log.LogWarning("Bot Framework: an activity was not accepted in time; Teams will send it again");
            Unavailable(http);
        }
        catch (OperationCanceledException)
        {
            // Nobody waits for an answer any more.
        }
    }

    private async Task AnswerAsync(HttpContext http, CancellationToken cancellation)
    {
        var (activity, status) = await ReadAsync(http.Request.Body, cancellation);
        if (activity is null)
        {
            http.Response.StatusCode = status;
            return;
        }

        var answer = await adapter.TakeAsync(http.Request.Headers.Authorization, activity, http.Connection.RemoteIpAddress, cancellation);
        if (answer.Away is { } away)
        {
            TurnAway(http, away);
            return;
        }

        await RespondAsync(http, answer.Response ?? Accepted, cancellation);
    }

    private static async Task<(Activity? Activity, int Status)> ReadAsync(Stream body, CancellationToken cancellation)
    {
        using var read = new MemoryStream();
        var part = new byte[16 * 1024];
        for (int count; (count = await body.ReadAsync(part, cancellation)) > 0;)
        {
            if (read.Length + count > LongestActivity)
            {
                return (null, StatusCodes.Status413PayloadTooLarge);
            }

            await read.WriteAsync(part.AsMemory(0, count), cancellation);
        }

        try
        {
            return (ActivityReading.Read(read.GetBuffer().AsMemory(0, (int)read.Length)), StatusCodes.Status400BadRequest);
        }
        catch (JsonException)
        {
            return (null, StatusCodes.Status400BadRequest);
        }
    }

    private static async Task RespondAsync(HttpContext http, InvokeResponse response, CancellationToken cancellation)
    {
        http.Response.StatusCode = response.Status;
        if (response.Body is { } body)
        {
            await http.Response.WriteAsJsonAsync(body, ActivityJson.Options, cancellation);
        }
    }

    private static void TurnAway(HttpContext http, TurnedAway away)
    {
        http.Response.StatusCode = away.Status;
        if (away.Status == StatusCodes.Status401Unauthorized)
        {
            http.Response.Headers.WWWAuthenticate = "Bearer";
        }
        else if (away.Status == StatusCodes.Status503ServiceUnavailable)
        {
            Unavailable(http);
        }
    }

    private static void Unavailable(HttpContext http)
    {
        http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        http.Response.Headers.RetryAfter = SoonAgain.TotalSeconds.ToString(CultureInfo.InvariantCulture);
    }
}
