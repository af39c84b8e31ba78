using System.Net;

namespace HelpDesk.Channels.BotFramework.Hosts;

/// <summary>
/// Where our token may be sent. An activity names the address of its channel itself; whoever could make it name another would
/// be handed the bot's token, so the host must stand in the list, token claim or not.
/// </summary>
/// <param name="hosts">«name» or «name:port», exact; no port means 443.</param>
/// <param name="loopback">Development and tests: this machine too, also by http.</param>
public sealed class ServiceHosts(IEnumerable<string> hosts, bool loopback)
{
    private readonly HashSet<string> allowed = hosts.Select(host => host.Contains(':', StringComparison.Ordinal) ? host : host + ":443").ToHashSet(StringComparer.OrdinalIgnoreCase);

    /// <returns>Null where the address is none of ours.</returns>
    public Uri? Find(string? serviceUrl)
    {
        if (!Uri.TryCreate(serviceUrl, UriKind.Absolute, out var uri) || uri.UserInfo.Length > 0 || uri.Query.Length > 0 || uri.Fragment.Length > 0)
        {
            return null;
        }

        return (uri.Scheme == Uri.UriSchemeHttps && allowed.Contains($"{uri.IdnHost}:{uri.Port}")) || (loopback && IsThisMachine(uri)) ? uri : null;
    }

    public static bool IsHost(string text) =>
        Uri.TryCreate("https://" + text, UriKind.Absolute, out var uri) && uri.HostNameType is UriHostNameType.Dns or UriHostNameType.IPv4
        && (text == uri.Host || text == $"{uri.Host}:{uri.Port}");

    /// <summary>By address and not by name alone: «localhost.example» is somebody else.</summary>
    internal static bool IsThisMachine(Uri uri) =>
        uri.Scheme is "http" or "https" && (uri.Host == "localhost" || (IPAddress.TryParse(uri.DnsSafeHost, out var address) && IPAddress.IsLoopback(address)));
}
