using HelpDesk.Channels.DirectLine.Wire;
using Microsoft.AspNetCore.Http;

namespace HelpDesk.Channels.DirectLine.Tokens;

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
