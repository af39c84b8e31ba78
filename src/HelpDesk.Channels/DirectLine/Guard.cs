using System.Threading.Channels;
using HelpDesk.Channels.DirectLine.Limits;
using HelpDesk.Channels.DirectLine.Tokens;
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

/// <summary>Reads cost us little each, and a client that has gone wild asks without end.</summary>
internal sealed class ReadCheck(ChatLimits limits) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        limits.Read(TokenCheck.TokenOf(context.HttpContext).User) is { } tooMany ? tooMany : await next(context);
}

/// <summary>Nothing is answered without the token of the conversation, from a page that may use it.</summary>
internal sealed class TokenCheck(ChatTokens tokens, Origins origins) : IEndpointFilter
{
    private const string Bearer = "Bearer ";

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        var reading = await tokens.ReadAsync(BearerOf(http.Request), ChatTokens.Session, http.RequestAborted);
        if (reading.Token is not { } token)
        {
            return reading.Refusal;
        }

        if (Check(http, token, origins) is { } refusal)
        {
            return refusal;
        }

        http.Features.Set(token);
        return await next(context);
    }

    /// <summary>The token that this check has let through.</summary>
    public static ChatToken TokenOf(HttpContext http) => http.Features.Get<ChatToken>() ?? throw new InvalidOperationException("The endpoint is not behind the check of tokens.");

    public static string? BearerOf(HttpRequest request) =>
        request.Headers.Authorization.ToString() is { } header && header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) ? header[Bearer.Length..].Trim() : null;

    /// <summary>Whether this page may use the token, for the conversation that the address names.</summary>
    public static Refusal? Check(HttpContext http, ChatToken token, Origins origins) =>
        !origins.Allow(http.Request, token) ? Refusal.Origin
        : http.Request.RouteValues.TryGetValue("conversation", out var conversation) && !string.Equals(conversation as string, token.Conversation, StringComparison.Ordinal) ? Refusal.NoConversation
        : null;
}
