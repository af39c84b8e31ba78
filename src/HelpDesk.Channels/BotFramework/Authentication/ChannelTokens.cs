using System.Text.Json;
using HelpDesk.Channels.BotFramework.Settings;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace HelpDesk.Channels.BotFramework.Authentication;

/// <summary>What a header proves.</summary>
public abstract record ChannelClaim;

/// <param name="ServiceUrl">The claim «serviceurl».</param>
/// <param name="Endorsements">The channels that the signing key may speak for.</param>
public sealed record ChannelProof(string? ServiceUrl, IReadOnlySet<string> Endorsements) : ChannelClaim;

public sealed record NoProof(TurnedAway Away) : ChannelClaim;

/// <summary>Reads «Bearer …» of the Azure Bot Service. Stricter than Microsoft's JavaScript client: exp is required, one audience, a key id, and a key without endorsements speaks for nobody.</summary>
public sealed class ChannelTokens
{
    /// <summary>How far clocks may differ, as the protocol says.</summary>
    public static readonly TimeSpan Skew = TimeSpan.FromMinutes(5);

    private const string Scheme = "Bearer ";
    private const int LongestToken = 16 * 1024;

    private readonly ChannelKeys keys;
    private readonly TimeProvider clock;
    private readonly ILogger<ChannelTokens> log;
    private readonly BotFrameworkOptions options;
    private readonly ProvenTokens proven = new();
    private readonly JsonWebTokenHandler handler = new() { MapInboundClaims = false, MaximumTokenSizeInBytes = LongestToken };

    public ChannelTokens(BotFrameworkOptions options, ChannelKeys keys, TimeProvider clock, ILogger<ChannelTokens> log)
    {
        (this.options, this.keys, this.clock, this.log) = (options, keys, clock, log);
    }

    public async Task<ChannelClaim> ReadAsync(string? authorization, CancellationToken cancellation)
    {
        if (authorization is null || !authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            return Away("token.none");
        }

        try
        {
            return await proven.FindAsync(authorization, keys, IsCurrent, cancellation) ?? await ReadNewAsync(authorization, cancellation);
        }
        catch (ChannelKeysException e) when (e.IsEarly)
        {
            return new NoProof(new TurnedAway(503, "token.key-not-known-yet"));
        }
        catch (ChannelKeysException e)
        {
            log.LogError(e, "Bot Framework: the keys of the Azure Bot Service cannot be read from {Url}. Check the network and BotFramework:MetadataUrl.", options.MetadataUrl);
            return new NoProof(new TurnedAway(503, "keys.unavailable"));
        }
    }

    private async Task<ChannelClaim> ReadNewAsync(string authorization, CancellationToken cancellation)
    {
        if (Parse(authorization[Scheme.Length..]) is not { } token)
        {
            return Away("token.unreadable");
        }

        if (await keys.FindAsync(token.Kid, cancellation) is not { } key)
        {
            return Away("token.unknown-key");
        }

        var claim = await VerifyAsync(token, key);
        if (claim is ChannelProof proof)
        {
            proven.Keep(authorization, new ProvenToken(proof, key, token.ValidFrom == DateTime.MinValue ? null : token.ValidFrom, token.ValidTo));
        }

        return claim;
    }

    private JsonWebToken? Parse(string text)
    {
        // Five parts are an encrypted token, which the service does not send.
        if (text.Length > LongestToken || text.Count(c => c == '.') != 2 || !handler.CanReadToken(text))
        {
            return null;
        }

        try
        {
            var token = new JsonWebToken(text);
            // «crit» demands that we understand an extension; we understand none.
            return string.IsNullOrEmpty(token.Kid) || token.TryGetHeaderValue<object>("crit", out _) ? null : token;
        }
        catch (Exception e) when (e is ArgumentException or SecurityTokenException or FormatException or JsonException)
        {
            return null;
        }
    }

    private async Task<ChannelClaim> VerifyAsync(JsonWebToken token, JsonWebKey key)
    {
        var result = await handler.ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidIssuer = options.TokenIssuer,
            AudienceValidator = (audiences, _, _) => audiences.SequenceEqual([options.AppId], StringComparer.OrdinalIgnoreCase),
            IssuerSigningKey = key,
            TryAllIssuerSigningKeys = false,
            ValidAlgorithms = [SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512],
            RequireSignedTokens = true,
            LifetimeValidator = (notBefore, expires, _, _) => IsCurrent(notBefore, expires),
        });
        return result.IsValid ? new ChannelProof(Text(token, "serviceurl"), Endorsements(key)) : Away("token." + result.Exception.GetType().Name);
    }

    private bool IsCurrent(DateTime? notBefore, DateTime? expires)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        return expires is { } end && now <= end + Skew && (notBefore is not { } start || now >= start - Skew);
    }

    private static string? Text(JsonWebToken token, string claim) => token.TryGetPayloadValue<object>(claim, out var value) ? value as string : null;

    private static HashSet<string> Endorsements(JsonWebKey key) =>
        key.AdditionalData.TryGetValue("endorsements", out var value) && value is JsonElement { ValueKind: JsonValueKind.Array } list
            ? list.EnumerateArray().Where(each => each.ValueKind == JsonValueKind.String).Select(each => each.GetString()!).ToHashSet(StringComparer.Ordinal)
            : [];

    private static NoProof Away(string reason) => new(new TurnedAway(401, reason));
}
