using System.Threading.Channels;
using HelpDesk.Channels.DirectLine.Tokens;
using HelpDesk.Channels.DirectLine.Wire;
using HelpDesk.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace HelpDesk.Channels.DirectLine;

/// <summary>Around every endpoint: what goes wrong is answered in Direct Line's words, and the exception goes to the log alone.</summary>
internal sealed class Guard(Origins origins, ILogger<Guard> log) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        origins.Permit(http);
        http.Response.Headers.CacheControl = "no-store";
        try
        {
            return await next(context);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            return Results.Empty;
        }
        catch (DatabaseException e)
        {
            log.LogError(e, "Direct Line: the database cannot be used ({Code})", e.Code);
            return Refusal.Unavailable;
        }
        catch (ChannelClosedException)
        {
            // The desk takes no more: the host is stopping.
            return Refusal.Unavailable;
        }
        catch (BadHttpRequestException e)
        {
            return e.StatusCode == StatusCodes.Status413PayloadTooLarge ? Refusal.TooLarge : Refusal.Bad("json");
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            log.LogError(e, "Direct Line: {Path} failed", http.Request.Path);
            return http.Response.HasStarted ? Results.Empty : Refusal.BotFailed;
        }
    }
}
