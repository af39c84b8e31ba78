namespace HelpDesk.Channels.BotFramework.Hosts;

/// <summary>
/// Where files that people attach are fetched from: their OneDrive and SharePoint. A message names the address itself, so that
/// nothing is asked for whose host is not in the list; no token goes there.
/// </summary>
/// <param name="hosts">«name», «name:port», or «*.domain» for the hosts one label below a domain; no port means 443.</param>
/// <param name="loopback">Development and tests: this machine too, also by http.</param>
public sealed class FileHosts(IEnumerable<string> hosts, bool loopback)
{
    private const string Any = "*.";

    private readonly HashSet<string> allowed = hosts.Select(host => host.Contains(':', StringComparison.Ordinal) ? host : host + ":443").ToHashSet(StringComparer.OrdinalIgnoreCase);

    /// <returns>Null where nothing may be fetched from the address.</returns>
    public Uri? Find(string? address) => Uri.TryCreate(address, UriKind.Absolute, out var uri) ? Find(uri) : null;

    /// <inheritdoc cref="Find(string?)"/>
    public Uri? Find(Uri uri)
    {
        ArgumentNullException.ThrowIfNull(uri);
        return uri.UserInfo.Length == 0 && ((uri.Scheme == Uri.UriSchemeHttps && IsAllowed(uri)) || (loopback && ServiceHosts.IsThisMachine(uri))) ? uri : null;
    }

    /// <summary>Whether a text can stand in the list. «*.com» cannot: half the world would be allowed.</summary>
    public static bool IsHost(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.StartsWith(Any, StringComparison.Ordinal)
            ? text[Any.Length..] is var domain && domain.Contains('.', StringComparison.Ordinal) && Uri.CheckHostName(domain) == UriHostNameType.Dns && ServiceHosts.IsHost(domain)
            : ServiceHosts.IsHost(text);
    }

    private bool IsAllowed(Uri uri)
    {
        var (host, dot) = (uri.IdnHost, uri.IdnHost.IndexOf('.', StringComparison.Ordinal));
        return allowed.Contains($"{host}:{uri.Port}") || (dot > 0 && uri.HostNameType == UriHostNameType.Dns && allowed.Contains($"*{host[dot..]}:{uri.Port}"));
    }
}
