using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;
using HelpDesk.Channels.DirectLine.Files;
using HelpDesk.Channels.DirectLine.Limits;
using HelpDesk.Channels.DirectLine.Messages;
using HelpDesk.Channels.DirectLine.Tokens;
using HelpDesk.Channels.DirectLine.Wire;
using Microsoft.AspNetCore.Http;

namespace HelpDesk.Channels.DirectLine;

/// <summary>A conversation as clients open it.</summary>
/// <param name="ExpiresIn">Seconds.</param>
internal sealed record OpenedConversation(string ConversationId, string Token, [property: JsonPropertyName("expires_in")] int ExpiresIn, string StreamUrl);

internal sealed record Resource(string Id);

/// <summary>Begins, resumes, speaks and listens; each for the conversation of its token.</summary>
internal static class ConversationEndpoints
{
    private static readonly object Nothing = new();

    public static async Task<IResult> StartAsync(HttpContext http, ChatTokens tokens, ChatLimits limits, ConversationLog log)
    {
        // What the body says of the person does not count: the token says it.
        var (_, refusal) = await Body.ReadAsync(http.Request.Body, json => (object)json, Nothing, http.RequestAborted);
        var token = TokenCheck.TokenOf(http);
        if ((refusal ?? limits.Read(token.User) ?? await limits.BeginAsync(http, token.Conversation)) is { } refused)
        {
            return refused;
        }

        var begun = await log.FindAsync(token.Conversation, http.RequestAborted) is not null;
        return Body.Json(await OpenAsync(http, tokens, token, 0), begun ? StatusCodes.Status200OK : StatusCodes.Status201Created);
    }

    public static async Task<IResult> ReconnectAsync(HttpContext http, ChatTokens tokens, string? watermark) =>
        ConversationLog.Watermark(watermark) is { } after ? Body.Json(await OpenAsync(http, tokens, TokenCheck.TokenOf(http), after)) : Refusal.Bad("watermark");

    public static async Task<IResult> ReadAsync(HttpContext http, ConversationLog log, string? watermark)
    {
        if (ConversationLog.Watermark(watermark) is not { } after)
        {
            return Refusal.Bad("watermark");
        }

        var (set, _) = await log.ReadAsync(TokenCheck.TokenOf(http).Conversation, after, http.RequestAborted);
        return Body.Json(set);
    }

    public static async Task<IResult> PostAsync(HttpContext http, ChatDesk desk, ChatLimits limits)
    {
        var token = TokenCheck.TokenOf(http);
        if (limits.Either(token.User) is { } exhausted)
        {
            return exhausted;
        }

        var (activity, refusal) = await Body.ActivityAsync(http.Request.Body, http.RequestAborted);
        if (activity is { Type: IncomingActivity.Typing })
        {
            // Strokes come every few seconds: counted as messages they would use up what is there for words.
            return limits.Read(token.User) ?? Body.Json(new Resource(desk.Types(token)));
        }

        if ((limits.Message(token.User) ?? await limits.BeginAsync(http, token.Conversation)) is { } tooMany)
        {
            limits.Read(token.User);
            return tooMany;
        }

        if (refusal is not null)
        {
            return refusal;
        }

        var posted = await desk.TakeAsync(token, activity!, [], http.RequestAborted);
        return posted.Refusal ?? Body.Json(new Resource(posted.Id!));
    }

    public static async Task<IResult> UploadAsync(HttpContext http, Upload upload, ChatLimits limits, string? userId)
    {
        var token = TokenCheck.TokenOf(http);
        if (!string.IsNullOrEmpty(userId) && !string.Equals(userId, token.User, StringComparison.Ordinal))
        {
            return Refusal.AnotherUser;
        }

        // Before a byte of the files is read.
        if ((limits.Message(token.User) ?? await limits.BeginAsync(http, token.Conversation)) is { } tooMany)
        {
            return tooMany;
        }

        var posted = await upload.TakeAsync(http, token);
        return posted.Refusal ?? Body.Json(new Resource(posted.Id!));
    }

    /// <summary>Clients ask for it before they show a sign-in card; we show none. It names the conversation without telling its id.</summary>
    public static IResult Session(HttpContext http) =>
        Body.Json(new { sessionId = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(TokenCheck.TokenOf(http).Conversation))) });

    private static async Task<OpenedConversation> OpenAsync(HttpContext http, ChatTokens tokens, ChatToken token, long after)
    {
        var (renewed, stream) = await tokens.OpenAsync(token, http.RequestAborted);
        var request = http.Request;
        var address = $"{(request.IsHttps ? "wss" : "ws")}://{request.Host}{request.PathBase}{DirectLineChannel.Path}/conversations/{token.Conversation}/stream?watermark={ConversationLog.Watermark(after)}&t={stream}";
        return new OpenedConversation(renewed.ConversationId, renewed.Token, renewed.ExpiresIn, address);
    }
}
