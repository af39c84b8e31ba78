using HelpDesk.Channels.DirectLine.Wire;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace HelpDesk.Channels.DirectLine.Tokens;

/// <summary>
/// Which pages may use the chat. A browser says in Origin which page asks; whatever is no browser says nothing and is held by
/// its token alone. No cookie speaks for anyone here, so that a strange page without a token could do nothing even so.
/// </summary>
internal sealed class Origins(IOptions<DirectLineOptions> options)
{
    private const string Methods = "GET, POST, OPTIONS";
    private const string Headers = "authorization, content-type, x-ms-bot-agent, x-requested-with";
    private const string PreflightSeconds = "600";

    /// <summary>scheme://host[:port], as browsers write it.</summary>
    public static bool IsOrigin(string? text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && uri.GetLeftPart(UriPartial.Authority) == text && uri.UserInfo.Length == 0;

    /// <summary>Whether the page that asks may use this token: one of the token's own where it names some, else our own or an allowed one.</summary>
    public bool Allow(HttpRequest request, ChatToken token)
    {
        var origin = request.Headers.Origin.ToString();
        return origin.Length == 0 || (token.Origins.Count > 0 ? token.Origins.Contains(origin, StringComparer.Ordinal) : IsOwn(request, origin) || IsAllowed(origin));
    }

    /// <summary>Lets the browser of an allowed page read the answer.</summary>
    public void Permit(HttpContext context)
    {
        var origin = context.Request.Headers.Origin.ToString();
        context.Response.Headers.Append(HeaderNames.Vary, HeaderNames.Origin);
        if (origin.Length > 0 && IsAllowed(origin))
        {
            context.Response.Headers.AccessControlAllowOrigin = origin;
            context.Response.Headers.AccessControlExposeHeaders = HeaderNames.RetryAfter;
        }
    }

    /// <summary>What a browser asks before it sends a page's request here.</summary>
    public IResult Preflight(HttpContext context)
    {
        Permit(context);
        if (context.Response.Headers.AccessControlAllowOrigin.Count > 0)
        {
            context.Response.Headers.AccessControlAllowMethods = Methods;
            context.Response.Headers.AccessControlAllowHeaders = Headers;
            context.Response.Headers.AccessControlMaxAge = PreflightSeconds;
        }

        return TypedResults.NoContent();
    }

    private bool IsAllowed(string origin) => options.Value.AllowedOrigins.Contains(origin, StringComparer.Ordinal);

    private static bool IsOwn(HttpRequest request, string origin) => string.Equals(origin, $"{request.Scheme}://{request.Host.Value}", StringComparison.OrdinalIgnoreCase);
}
