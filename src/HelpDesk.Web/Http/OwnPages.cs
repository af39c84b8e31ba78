using Microsoft.AspNetCore.Antiforgery;

namespace HelpDesk.Web.Http;

/// <summary>Requests that only our own pages may make: same origin, and the page's antiforgery token wherever a cookie says who asks.</summary>
internal static class OwnPages
{
    public const string TokenHeader = "X-Helpdesk-Antiforgery";

    public static void AddOwnPages(this IServiceCollection services) => services.AddSingleton<IAntiforgery, SchemeAntiforgery>();

    /// <summary>From a page of this site; whether it holds a token that is still good (<see cref="HasTokenAsync"/>) is for the endpoint to ask.</summary>
    public static RouteGroupBuilder OfOwnSite(this RouteGroupBuilder group)
    {
        group.AddEndpointFilter(async (invocation, next) =>
        {
            var context = invocation.HttpContext;
            context.Response.Headers.CacheControl = "no-store";
            return IsSameOrigin(context.Request) ? await next(invocation) : Problems.Create(StatusCodes.Status403Forbidden, "other_site", context.Request);
        });
        return group;
    }

    /// <summary>Whether the request holds the page's token, in its header or its form; a form that cannot be read holds none.</summary>
    public static async Task<bool> HasTokenAsync(HttpContext context)
    {
        try
        {
            return await context.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(context);
        }
        catch (AntiforgeryValidationException)
        {
            return false;
        }
    }

    /// <summary>What a form without a script sends where the page names itself to nobody (Referrer-Policy); Sec-Fetch-Site says whose it is.</summary>
    private const string Withheld = "null";

    /// <summary>As the browser itself says; what says neither is no page.</summary>
    private static bool IsSameOrigin(HttpRequest request)
    {
        var (site, origin) = (request.Headers["Sec-Fetch-Site"].ToString(), request.Headers.Origin.ToString());
        var own = $"{request.Scheme}://{request.Host}";
        return (site.Length > 0 || origin.Length > 0)
            && site is "" or "same-origin"
            && (origin.Length == 0 || (origin == Withheld && site.Length > 0) || string.Equals(origin, own, StringComparison.OrdinalIgnoreCase));
    }
}
