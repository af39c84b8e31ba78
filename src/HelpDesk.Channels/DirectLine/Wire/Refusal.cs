using System.Globalization;
using HelpDesk.Channels.Activities;
using HelpDesk.Conversation.Dialogue;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace HelpDesk.Channels.DirectLine.Wire;

/// <summary>Why a request is refused: Direct Line's error object; the code is stable, its words stand in Texts.*.yaml.</summary>
/// <param name="Text">Key under «refusals» of the texts.</param>
/// <param name="RetryAfter">When it may be tried again; null where that would not help.</param>
/// <param name="About">What the text is filled with.</param>
internal sealed record Refusal(int Status, string Code, string Text, TimeSpan? RetryAfter = null, params IReadOnlyList<string> About) : IResult
{
    private static readonly TimeSpan SoonAgain = TimeSpan.FromSeconds(5);

    public static Refusal NoToken { get; } = new(StatusCodes.Status401Unauthorized, "MissingToken", "no-token");

    public static Refusal BadToken { get; } = new(StatusCodes.Status403Forbidden, "BadToken", "bad-token");

    public static Refusal Expired { get; } = new(StatusCodes.Status403Forbidden, "TokenExpired", "expired");

    public static Refusal Origin { get; } = new(StatusCodes.Status403Forbidden, "OriginNotAllowed", "origin");

    public static Refusal AnotherUser { get; } = new(StatusCodes.Status403Forbidden, "BadArgument", "another-user");

    /// <summary>Absent and another's are the same.</summary>
    public static Refusal NoConversation { get; } = new(StatusCodes.Status404NotFound, "NotFound", "no-conversation");

    public static Refusal NoEndpoint { get; } = new(StatusCodes.Status404NotFound, "NotFound", "no-endpoint");

    public static Refusal TooLarge { get; } = new(StatusCodes.Status413PayloadTooLarge, "MessageSizeTooBig", "too-large");

    public static Refusal FileTooLarge { get; } = new(StatusCodes.Status413PayloadTooLarge, "FileTooBig", "file-too-large");

    public static Refusal TooManyFiles { get; } = new(StatusCodes.Status413PayloadTooLarge, "TooManyFiles", "too-many-files");

    public static Refusal BotFailed { get; } = new(StatusCodes.Status502BadGateway, "BotError", "bot-failed");

    public static Refusal Unavailable { get; } = new(StatusCodes.Status503ServiceUnavailable, "ServiceUnavailable", "unavailable", SoonAgain);

    /// <param name="text">Key of what is wrong with the request.</param>
    public static Refusal Bad(string text) => new(StatusCodes.Status400BadRequest, "BadArgument", text);

    /// <param name="code">Of <see cref="HelpDesk.Conversation.Dialogue.FileNote"/>.</param>
    /// <param name="about">Fills the text: the file's name first.</param>
    public static Refusal File(string code, IReadOnlyList<string> about) => new(StatusCodes.Status400BadRequest, "BadArgument", "file-" + code, About: about);

    public static Refusal TooLargeFile(string name) => new(StatusCodes.Status413PayloadTooLarge, "FileTooBig", "file-large", About: [name]);

    /// <param name="code">Of <see cref="HelpDesk.Conversation.Dialogue.FileNote"/>.</param>
    public static Refusal Unkept(string name, string code) => code switch
    {
        FileNote.NoRoom => new(StatusCodes.Status507InsufficientStorage, "InsufficientStorage", "file-no-room", About: [name]),
        FileNote.Quota => new(StatusCodes.Status429TooManyRequests, "TooManyRequests", "file-quota", TimeSpan.FromHours(1), name),
        FileNote.Busy => new(StatusCodes.Status503ServiceUnavailable, "ServiceUnavailable", "file-busy", TimeSpan.FromSeconds(30), name),
        _ => new(StatusCodes.Status503ServiceUnavailable, "ServiceUnavailable", "file-unkept", SoonAgain, name),
    };

    public static Refusal TooMany(TimeSpan? retryAfter) => new(StatusCodes.Status429TooManyRequests, "TooManyRequests", "too-many", retryAfter ?? SoonAgain);

    public Task ExecuteAsync(HttpContext httpContext)
    {
        ArgumentNullException.ThrowIfNull(httpContext);
        var response = httpContext.Response;
        response.StatusCode = Status;
        if (RetryAfter is { } wait)
        {
            response.Headers.RetryAfter = Math.Max(1, Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        }

        if (Status == StatusCodes.Status401Unauthorized)
        {
            response.Headers.WWWAuthenticate = "Bearer";
        }

        response.Headers.CacheControl = "no-store";
        response.Headers.Append(HeaderNames.Vary, HeaderNames.AcceptLanguage);
        var message = DirectLineTexts.Of(httpContext.Request).Get("refusals." + Text, [.. About]);
        return response.WriteAsJsonAsync(new ErrorResponse(new Error(Code, message)), ActivityJson.Options, httpContext.RequestAborted);
    }

    private sealed record ErrorResponse(Error Error);

    private sealed record Error(string Code, string Message);
}
