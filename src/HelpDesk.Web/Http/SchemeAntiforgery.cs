using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.DataProtection;

namespace HelpDesk.Web.Http;

/// <summary>
/// The framework's antiforgery with a cookie for each scheme: over TLS one that browsers take from this host alone (__Host-), so
/// that no neighbour under the same domain can set it. The framework has one name for both.
/// </summary>
internal sealed class SchemeAntiforgery(IDataProtectionProvider protection, ILoggerFactory logs) : IAntiforgery, IDisposable
{
    public const string PlainCookie = "helpdesk-antiforgery";
    public const string SecureCookie = "__Host-helpdesk-antiforgery";

    private readonly ServiceProvider plain = Build(protection, logs, PlainCookie, CookieSecurePolicy.None);
    private readonly ServiceProvider secure = Build(protection, logs, SecureCookie, CookieSecurePolicy.Always);

    public AntiforgeryTokenSet GetAndStoreTokens(HttpContext httpContext)
    {
        ArgumentNullException.ThrowIfNull(httpContext);
        if (httpContext.Response.HasStarted)
        {
            return Of(httpContext).GetAndStoreTokens(httpContext);
        }

        // A page with a token is nobody else's. The framework writes a warning wherever a page said so itself before.
        httpContext.Response.Headers.CacheControl = default;
        var tokens = Of(httpContext).GetAndStoreTokens(httpContext);
        httpContext.Response.Headers.CacheControl = "no-store";
        return tokens;
    }

    public AntiforgeryTokenSet GetTokens(HttpContext httpContext) => Of(httpContext).GetTokens(httpContext);

    public Task<bool> IsRequestValidAsync(HttpContext httpContext) => Of(httpContext).IsRequestValidAsync(httpContext);

    public Task ValidateRequestAsync(HttpContext httpContext) => Of(httpContext).ValidateRequestAsync(httpContext);

    public void SetCookieTokenAndHeader(HttpContext httpContext) => Of(httpContext).SetCookieTokenAndHeader(httpContext);

    public void Dispose()
    {
        plain.Dispose();
        secure.Dispose();
    }

    private IAntiforgery Of(HttpContext context) => (context.Request.IsHttps ? secure : plain).GetRequiredService<IAntiforgery>();

    private static ServiceProvider Build(IDataProtectionProvider protection, ILoggerFactory logs, string cookie, CookieSecurePolicy policy)
    {
        var services = new ServiceCollection();
        services.AddSingleton(logs);
        services.AddLogging();
        services.AddAntiforgery(options =>
        {
            options.HeaderName = OwnPages.TokenHeader;
            options.Cookie.Name = cookie;
            options.Cookie.SecurePolicy = policy;
            options.Cookie.HttpOnly = true;
            options.Cookie.Path = "/";
            // Not Strict: whoever comes by a link from elsewhere would get a new one, and their other tabs would be refused.
            options.Cookie.SameSite = SameSiteMode.Lax;
            options.SuppressXFrameOptionsHeader = true;
        });
        services.AddSingleton(protection);
        return services.BuildServiceProvider();
    }
}
