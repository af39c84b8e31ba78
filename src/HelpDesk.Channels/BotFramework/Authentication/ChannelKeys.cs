using System.Text.Json;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace HelpDesk.Channels.BotFramework.Authentication;

/// <summary>
/// The keys that sign inbound tokens, as the metadata document publishes them. Held for a day; a key that is not among them
/// (they are rolled over) causes one fresh download, at most every five minutes, so that invented key ids cannot make us
/// hammer the service. While it is down the keys at hand go on, for as long as its documents say keys live.
/// </summary>
/// <param name="retriever">Its transport; https only outside of tests.</param>
public sealed class ChannelKeys(string metadataUrl, IDocumentRetriever retriever, TimeProvider clock) : IDisposable
{
    public static readonly TimeSpan Fresh = TimeSpan.FromHours(24);
    public static readonly TimeSpan Usable = TimeSpan.FromDays(5);
    public static readonly TimeSpan BetweenRefreshes = TimeSpan.FromMinutes(5);
    public static readonly TimeSpan BetweenFailures = TimeSpan.FromSeconds(10);

    private const int SmallestKey = 2048;

    private readonly SemaphoreSlim gate = new(1, 1);
    private Held? held;
    private DateTimeOffset? triedAt;

    /// <summary>Bytes of a document.</summary>
    public const int LongestDocument = 1024 * 1024;

    /// <summary>What fetches the documents: patient to a point, and takes no larger ones.</summary>
    public static HttpClient CreateClient() => new() { Timeout = TimeSpan.FromSeconds(10), MaxResponseContentBufferSize = LongestDocument };

    /// <summary>The key of that id, or null where the service, asked just now, knows none.</summary>
    /// <exception cref="ChannelKeysException">There are no keys, and none can be had now; or it may be a new one, and it is too early to ask again.</exception>
    public async Task<JsonWebKey?> FindAsync(string keyId, CancellationToken cancellation)
    {
        var known = held;
        if (known is not null && Age(known) < Fresh && known.Find(keyId) is { } key)
        {
            return key;
        }

        await gate.WaitAsync(cancellation);
        try
        {
            if (ReferenceEquals(known, held) && MayRefresh())
            {
                await RefreshAsync(cancellation);
            }
        }
        finally
        {
            gate.Release();
        }

        if (held is not { } current || Age(current) >= Usable)
        {
            throw new ChannelKeysException(null);
        }

        // Not asked on its behalf, or in vain: a key that was rolled over since is not a lie. Whoever sent it sends it again.
        return current.Find(keyId) ?? (ReferenceEquals(known, current) && !current.Withdrawn.Contains(keyId) ? throw new ChannelKeysException(null) { IsEarly = true } : null);
    }

    public void Dispose() => gate.Dispose();

    private TimeSpan Age(Held keys) => clock.GetUtcNow() - keys.At;

    private bool MayRefresh() =>
        triedAt is not { } tried || clock.GetUtcNow() - tried >= (held is not null && held.At >= tried ? BetweenRefreshes : BetweenFailures);

    private async Task RefreshAsync(CancellationToken cancellation)
    {
        triedAt = clock.GetUtcNow();
        try
        {
            var metadata = await OpenIdConnectConfigurationRetriever.GetAsync(metadataUrl, retriever, cancellation);
            var keys = (metadata.JsonWebKeySet?.Keys ?? []).Where(IsForSigning).ToList();
            // A page of a proxy or an empty document must not take the place of keys that work.
            held = keys.Count > 0 ? new Held(keys, clock.GetUtcNow(), Withdrawn(keys)) : throw new InvalidDataException("The document holds no key for signing.");
        }
        catch (Exception e) when (IsPassing(e, cancellation))
        {
            if (held is null || Age(held) >= Usable)
            {
                throw new ChannelKeysException(e);
            }
        }
    }

    /// <summary>Known before and not published any more: no new keys, whoever comes with them.</summary>
    private HashSet<string> Withdrawn(List<JsonWebKey> published) => held is null ? []
        : [.. held.Keys.Select(key => key.Kid).Concat(held.Withdrawn).Except(published.Select(key => key.Kid), StringComparer.Ordinal)];

    private static bool IsPassing(Exception e, CancellationToken cancellation) => e switch
    {
        OperationCanceledException => !cancellation.IsCancellationRequested,
        IOException or HttpRequestException or InvalidDataException or InvalidOperationException or ArgumentException or JsonException or SecurityTokenException => true,
        _ => false,
    };

    private static bool IsForSigning(JsonWebKey key) =>
        key.Kty == JsonWebAlgorithmsKeyTypes.RSA && key.Use is null or "" or "sig" && !string.IsNullOrEmpty(key.Kid) && key.KeySize >= SmallestKey;

    private sealed record Held(IReadOnlyList<JsonWebKey> Keys, DateTimeOffset At, IReadOnlySet<string> Withdrawn)
    {
        public JsonWebKey? Find(string keyId) => Keys.FirstOrDefault(key => string.Equals(key.Kid, keyId, StringComparison.Ordinal));
    }
}

/// <summary>The service's keys cannot be had.</summary>
public sealed class ChannelKeysException(Exception? inner) : IOException("The keys of the Azure Bot Service cannot be read.", inner)
{
    /// <summary>There are keys, but not this one, and it is too early to ask again.</summary>
    public bool IsEarly { get; init; }
}
