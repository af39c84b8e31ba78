using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using HelpDesk.Web.Site;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;

namespace HelpDesk.Web.Http;

/// <summary>How often an address may ask for what costs us something; more is 429 with the time to wait.</summary>
internal static class RateLimits
{
    public const string Tokens = "chat-tokens";
    public const string Emails = "chat-emails";

    /// <summary>Of the help centre's pages and the API together.</summary>
    public const string Searches = "searches";

    private const int NetworkBytes = 8;

    public static void AddRateLimits(this IServiceCollection services)
    {
        services.AddRateLimiter(limits => (limits.OnRejected, limits.RejectionStatusCode) = (Refuse, StatusCodes.Status429TooManyRequests));
        services.AddOptions<RateLimiterOptions>().Configure<IOptions<SiteOptions>>((limits, site) => limits.AddPerMinute(Searches, site.Value.SearchesPerMinute));
    }

    /// <summary>How often each address may ask in a minute, under the policy's name.</summary>
    public static void AddPerMinute(this RateLimiterOptions limits, string policy, int most) => limits.AddPolicy(policy, context => PerMinute(context, most));

    private static RateLimitPartition<string> PerMinute(HttpContext context, int most) => RateLimitPartition.GetFixedWindowLimiter(
        Network(context.Connection.RemoteIpAddress), _ => new FixedWindowRateLimiterOptions { PermitLimit = most, Window = TimeSpan.FromMinutes(1) });

    private static async ValueTask Refuse(OnRejectedContext rejected, CancellationToken cancellation)
    {
        var wait = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : TimeSpan.FromMinutes(1);
        var refusal = TooMany(rejected.HttpContext, wait);
        if (Audience.IsProgram(rejected.HttpContext.Request))
        {
            await refusal.ExecuteAsync(rejected.HttpContext);
        }
    }

    public static IResult TooMany(HttpContext context, TimeSpan wait)
    {
        context.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        return Problems.Create(StatusCodes.Status429TooManyRequests, "too_many", context.Request);
    }

    /// <summary>One household or office has a whole /64 of IPv6.</summary>
    public static string Network(IPAddress? address)
    {
        if (address is not { AddressFamily: AddressFamily.InterNetworkV6, IsIPv4MappedToIPv6: false })
        {
            return address?.ToString() ?? "";
        }

        var bytes = address.GetAddressBytes();
        Array.Clear(bytes, NetworkBytes, bytes.Length - NetworkBytes);
        return new IPAddress(bytes).ToString();
    }
}
