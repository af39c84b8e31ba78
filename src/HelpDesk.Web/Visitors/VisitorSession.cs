using System.Security.Cryptography;
using System.Text.Json;
using HelpDesk.Channels.DirectLine;
using HelpDesk.Storage;
using HelpDesk.Storage.Visitors;
using Microsoft.AspNetCore.DataProtection;

namespace HelpDesk.Web.Visitors;

/// <summary>
/// Who a browser was the last time: in a cookie that no script reads; where the page stands in a frame of another site,
/// whose cookies browsers withhold, in a text that the page keeps for as long as its tab is open and sends in a header.
/// Both are signed and encrypted.
/// </summary>
internal sealed class VisitorSession(IDataProtectionProvider protection, ForgottenVisitors forgotten, TimeProvider time)
{
    /// <summary>There in requests of a framed page, «new» at first. No other site can set it, so no cookie decides there.</summary>
    public const string Header = "X-Helpdesk-Session";

    /// <summary>Only sent over TLS, only to this host.</summary>
    public const string SecureCookie = "__Host-helpdesk";

    /// <summary>Without TLS, on one's own machine.</summary>
    public const string PlainCookie = "helpdesk-chat";

    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(180);

    private const int IdBytes = 16;

    private readonly IDataProtector protector = protection.CreateProtector("HelpDesk.Visitor.v1");

    public static bool IsFramed(HttpRequest request) => request.Headers.ContainsKey(Header);

    /// <summary>Ids that nobody guesses: 128 random bits. The prefix is Direct Line's for ids that a token vouches for.</summary>
    public static WebPerson NewVisitor() => new("dl_" + RandomId(), RandomId());

    /// <summary>Null where the browser brings nothing, or nothing of ours, it is too old, or whoever it was given to had themselves forgotten.</summary>
    /// <exception cref="DatabaseException">It cannot be looked up now.</exception>
    public async Task<WebPerson?> ReadAsync(HttpRequest request, CancellationToken cancellation) =>
        Unprotected(request) is { } kept && kept.At + Lifetime > time.GetUtcNow() && !await forgotten.IsForgottenAsync(DirectLineChannel.Name, kept.Person, kept.Since, cancellation)
            ? new WebPerson(kept.Person, kept.Conversation)
            : null;

    private Kept? Unprotected(HttpRequest request)
    {
        var text = IsFramed(request) ? request.Headers[Header].ToString() : request.Cookies[CookieName(request)];
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize<Kept>(protector.Unprotect(text));
        }
        catch (Exception e) when (e is CryptographicException or JsonException)
        {
            // Forged, of another installation, or of a form that we no longer write: a stranger.
            return null;
        }
    }

    /// <summary>Keeps who they are for another 180 days.</summary>
    /// <returns>What a framed page is to keep; null where the cookie keeps it.</returns>
    /// <exception cref="DatabaseException">It cannot be looked up now.</exception>
    public async Task<string?> KeepAsync(HttpContext context, WebPerson visitor, CancellationToken cancellation)
    {
        var since = await forgotten.SinceAsync(DirectLineChannel.Name, visitor.Person, cancellation);
        var text = protector.Protect(JsonSerializer.Serialize(new Kept(visitor.Person, visitor.Conversation, time.GetUtcNow(), since)));
        if (IsFramed(context.Request))
        {
            return text;
        }

        context.Response.Cookies.Append(CookieName(context.Request), text, Options(context.Request, Lifetime));
        return null;
    }

    public static void Forget(HttpContext context) =>
        context.Response.Cookies.Delete(CookieName(context.Request), Options(context.Request, null));

    private static string CookieName(HttpRequest request) => request.IsHttps ? SecureCookie : PlainCookie;

    private static CookieOptions Options(HttpRequest request, TimeSpan? lifetime) => new()
    {
        HttpOnly = true, Secure = request.IsHttps, SameSite = SameSiteMode.Lax, Path = "/", MaxAge = lifetime, IsEssential = true,
    };

    private static string RandomId() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(IdBytes));

    /// <param name="Since">The last time that the person had themselves forgotten before; a later one ends it.</param>
    private sealed record Kept(string Person, string Conversation, DateTimeOffset At, long Since = 0);
}
