using System.Globalization;
using System.Security.Cryptography;
using HelpDesk.Channels.DirectLine.Wire;
using HelpDesk.Storage;
using HelpDesk.Storage.Keys;
using HelpDesk.Storage.Visitors;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace HelpDesk.Channels.DirectLine.Tokens;

/// <summary>Signs and reads the tokens that open conversations. Signed, not stored: any node reads what another signed.</summary>
public sealed class ChatTokens(SigningKeys keys, ForgottenVisitors forgotten, TimeProvider time)
{
    /// <summary>Clients refresh every 15 minutes whatever we say, and give up at the first refusal.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(30);

    /// <summary>
    /// How long a token can be renewed, from the first one on. Then a page asks for a new one with the visitor's cookie; a token
    /// that was copied ends.
    /// </summary>
    public static readonly TimeSpan LongestSession = TimeSpan.FromHours(24);

    /// <summary>Of the address of a stream: it stands in addresses and logs, and serves to connect only.</summary>
    public static readonly TimeSpan StreamLifetime = TimeSpan.FromSeconds(60);

    /// <summary>What a person's id begins with: clients refuse to choose such an id themselves.</summary>
    public const string UserPrefix = "dl_";

    /// <summary>Characters of a person's id at most.</summary>
    public const int LongestUser = 100;

    /// <summary>Characters that are read as a token at all.</summary>
    internal const int LongestToken = 4096;

    internal const string Session = "helpdesk-chat";
    internal const string Stream = "helpdesk-chat-stream";

    private const string Issuer = "helpdesk";
    private const int IdLength = 32;

    private readonly JsonWebTokenHandler handler = new() { SetDefaultTimesOnTokenCreation = false };

    /// <summary>Whether a person's id has the form that tokens take.</summary>
    public static bool IsUser(string? user) =>
        user is { Length: > 3 and <= LongestUser } && user.StartsWith(UserPrefix, StringComparison.Ordinal) && user.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.');

    /// <summary>A token for a conversation. The caller has made sure that the person and the conversation are theirs who will get it.</summary>
    /// <param name="conversationId">Null: a new one.</param>
    /// <param name="userId">Null: a new person.</param>
    /// <param name="trustedOrigins">Pages that may use it; null: ours and those that the settings allow.</param>
    /// <exception cref="ArgumentException">The person's id is none (see <see cref="IsUser"/>).</exception>
    /// <exception cref="DatabaseException">The key cannot be read.</exception>
    public async Task<IssuedToken> IssueAsync(string? conversationId = null, string? userId = null, IReadOnlyList<string>? trustedOrigins = null, CancellationToken cancellation = default)
    {
        if (userId is not null && !IsUser(userId))
        {
            throw new ArgumentException("No id of a person.", nameof(userId));
        }

        var since = userId is null ? 0 : await forgotten.SinceAsync(DirectLineOptions.Channel, userId, cancellation);
        var end = time.GetUtcNow() + LongestSession;
        return await SignAsync(new ChatToken(conversationId ?? NewId(), userId ?? UserPrefix + NewId(), trustedOrigins ?? [], end, end, since), cancellation);
    }

    /// <summary>The same person and conversation, for as long again, and not past the end of the session.</summary>
    internal Task<IssuedToken> RenewAsync(ChatToken token, CancellationToken cancellation) => SignAsync(token, cancellation);

    /// <summary>The same, with a token for the address of its stream; the stream ends when the session's token does.</summary>
    internal async Task<(IssuedToken Session, string Stream)> OpenAsync(ChatToken token, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        return (await RenewAsync(token, cancellation), await SignAsync(Stream, token with { Until = Earlier(now + Lifetime, token.End) }, now + StreamLifetime, cancellation));
    }

    /// <summary>Whether the person had themselves forgotten since the token was given out.</summary>
    internal Task<bool> IsForgottenAsync(ChatToken token, CancellationToken cancellation) =>
        forgotten.IsForgottenAsync(DirectLineOptions.Channel, token.User, token.Since, cancellation);

    internal async Task<TokenReading> ReadAsync(string? token, string purpose, CancellationToken cancellation)
    {
        if (string.IsNullOrEmpty(token))
        {
            return Refusal.NoToken;
        }

        if (token.Length > LongestToken || await CheckedAsync(token, purpose, cancellation) is not { } jwt)
        {
            return Refusal.BadToken;
        }

        if (jwt.ValidTo <= time.GetUtcNow().UtcDateTime)
        {
            return Refusal.Expired;
        }

        return TokenOf(jwt) is { } read && !await IsForgottenAsync(read, cancellation) ? read : Refusal.BadToken;
    }

    private static string NewId() => RandomNumberGenerator.GetHexString(IdLength, lowercase: true);

    private static string? Claim(JsonWebToken jwt, string name) => jwt.TryGetClaim(name, out var claim) && claim.Value.Length > 0 ? claim.Value : null;

    /// <summary>Tokens of before there was an end live out their half hour.</summary>
    private static ChatToken? TokenOf(JsonWebToken jwt)
    {
        var (conversation, user) = (Claim(jwt, "conv"), Claim(jwt, "user"));
        if (conversation is null || user is null || Seconds(jwt, "until") is not { } until)
        {
            return null;
        }

        var origins = jwt.Claims.Where(claim => claim.Type == "origin").Select(claim => claim.Value);
        var since = long.TryParse(Claim(jwt, "since"), CultureInfo.InvariantCulture, out var last) ? last : 0;
        return new ChatToken(conversation, user, [.. origins], until, Seconds(jwt, "end") ?? until, since);
    }

    private static DateTimeOffset? Seconds(JsonWebToken jwt, string name) =>
        long.TryParse(Claim(jwt, name), CultureInfo.InvariantCulture, out var seconds) ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;

    private async Task<IssuedToken> SignAsync(ChatToken token, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var until = Earlier(now + Lifetime, token.End);
        var signed = await SignAsync(Session, token with { Until = until }, until, cancellation);
        return new IssuedToken(token.Conversation, signed, (int)(until - now).TotalSeconds, token.User);
    }

    private async Task<string> SignAsync(string purpose, ChatToken token, DateTimeOffset expires, CancellationToken cancellation)
    {
        var key = await keys.CurrentAsync(cancellation);
        var claims = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["conv"] = token.Conversation, ["user"] = token.User, ["until"] = token.Until.ToUnixTimeSeconds(),
            ["end"] = token.End.ToUnixTimeSeconds(), ["since"] = token.Since,
        };
        if (token.Origins.Count > 0)
        {
            claims["origin"] = token.Origins.ToArray();
        }

        return handler.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Issuer, Audience = purpose, IssuedAt = time.GetUtcNow().UtcDateTime, Expires = expires.UtcDateTime, Claims = claims,
            SigningCredentials = new SigningCredentials(Security(key), SecurityAlgorithms.HmacSha256),
        });
    }

    /// <summary>Null where it is no token of ours for this purpose; its time is the caller's to look at.</summary>
    private async Task<JsonWebToken?> CheckedAsync(string token, string purpose, CancellationToken cancellation)
    {
        if (!handler.CanReadToken(token) || KeyOf(token) is not { } period || await keys.FindAsync(period, cancellation) is not { } key)
        {
            return null;
        }

        var result = await handler.ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidIssuer = Issuer, ValidAudience = purpose, IssuerSigningKey = Security(key), ValidAlgorithms = [SecurityAlgorithms.HmacSha256],
            RequireExpirationTime = true, ValidateLifetime = false, // By our own clock, and told apart from what is no token of ours.
        });
        return result.IsValid ? (JsonWebToken)result.SecurityToken : null;
    }

    private static long? KeyOf(string token)
    {
        try
        {
            return long.TryParse(new JsonWebToken(token).Kid, CultureInfo.InvariantCulture, out var period) ? period : null;
        }
        catch (ArgumentException)
        {
            // Looks like a token and is none: its parts are no JSON.
            return null;
        }
    }

    private static SymmetricSecurityKey Security(SigningKey key) => new(key.Secret) { KeyId = key.Period.ToString(CultureInfo.InvariantCulture) };
}
