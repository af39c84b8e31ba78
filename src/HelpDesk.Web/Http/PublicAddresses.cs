using HelpDesk.Web.Site;
using Microsoft.Extensions.Options;

namespace HelpDesk.Web.Http;

/// <summary>
/// What a request says of the host it is meant for decides nothing: it has to be one of the public addresses, and that address
/// takes its place, scheme and all. So what is made of it (addresses of files and streams, servers of the API's description,
/// cookies, same-origin checks) is right behind every proxy, and no stranger's word.
/// </summary>
internal static class PublicAddresses
{
    /// <summary>Probes come by the machine's bare address, and nothing there is made of the host.</summary>
    private const string Probes = "/health";

    private static readonly string[] OwnNames = ["localhost", "127.0.0.1", "[::1]", Environment.MachineName];

    public static void AddPublicAddresses(this IServiceCollection services)
    {
        services.AddOptions<SiteOptions>().BindConfiguration("Site", binder => binder.ErrorOnUnknownConfiguration = true).ValidateOnStart();
        services.AddSingleton<IValidateOptions<SiteOptions>, SiteOptionsCheck>();
        services.AddHsts(hsts => hsts.MaxAge = TimeSpan.FromDays(365));
    }

    public static void UsePublicAddresses(this IApplicationBuilder app)
    {
        Uri[] known = [.. app.ApplicationServices.GetRequiredService<IOptions<SiteOptions>>().Value.Addresses.Select(address => new Uri(address))];
        var log = app.ApplicationServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(PublicAddresses));
        var told = 0;
        app.Use((context, next) =>
        {
            if (IsMeantForUs(context.Request, known))
            {
                return next(context);
            }

            // Once, for whoever has set up a proxy and not the setting; strangers shall not fill the log.
            if (Interlocked.Exchange(ref told, 1) == 0)
            {
                log.LogWarning("A request for another host was refused. Should people or Teams reach us by it, add its address to Site:Addresses");
            }

            return Refuse(context);
        });
        app.UseHsts();
    }

    private static bool IsMeantForUs(HttpRequest request, Uri[] known)
    {
        if (known.FirstOrDefault(address => IsOf(request.Host, address)) is { } found)
        {
            (request.Scheme, request.Host) = (found.Scheme, new HostString(found.Authority));
            return true;
        }

        return request.Path.StartsWithSegments(Probes, StringComparison.Ordinal)
            || (known.Length == 0 && OwnNames.Contains(request.Host.Host, StringComparer.OrdinalIgnoreCase));
    }

    /// <summary>Behind a proxy the scheme may be the proxy's own matter; a port that is not named is the address's own.</summary>
    private static bool IsOf(HostString host, Uri address) => string.Equals(host.Host, address.Host, StringComparison.OrdinalIgnoreCase)
        && (host.Port ?? (address.IsDefaultPort ? address.Port : null)) == address.Port;

    private static Task Refuse(HttpContext context)
    {
        var language = RequestLanguage.Of(context.Request);
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Text(SiteTexts.For(language).Get("site.otherHost"), "text/plain; charset=utf-8", statusCode: StatusCodes.Status421MisdirectedRequest).ExecuteAsync(context);
    }
}
