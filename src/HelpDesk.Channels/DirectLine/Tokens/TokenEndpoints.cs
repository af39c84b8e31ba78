using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using HelpDesk.Channels.Activities;
using HelpDesk.Channels.DirectLine.Wire;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace HelpDesk.Channels.DirectLine.Tokens;

/// <summary>What a page elsewhere asks for.</summary>
internal sealed record TokenParameters(Account? User, IReadOnlyList<string>? TrustedOrigins)
{
    /// <summary>An origin that is no text stands for no page, so that a token is never wider than was meant. Null: no object.</summary>
    public static TokenParameters? Read(JsonElement json) => json.ValueKind != JsonValueKind.Object ? null : new TokenParameters(
        json.TryGetProperty("user", out var user) ? ActivityReading.AccountOf(user) : null,
        !json.TryGetProperty("trustedOrigins", out var origins) || origins.ValueKind == JsonValueKind.Null ? null
            : origins.ValueKind == JsonValueKind.Array ? [.. origins.EnumerateArray().Select(one => one.ValueKind == JsonValueKind.String ? one.GetString()! : "")] : [""]);
}

/// <summary>As Direct Line's document has it.</summary>
/// <param name="ExpiresIn">Seconds.</param>
internal sealed record TokenResponse(string ConversationId, string Token, [property: JsonPropertyName("expires_in")] int ExpiresIn);

/// <summary>Tokens for pages elsewhere, by secret, and new ones for old.</summary>
internal static class TokenEndpoints
{
    public const int MostOrigins = 10;

    /// <summary>The secret opens this door alone; a token does not.</summary>
    public static async Task<IResult> GenerateAsync(HttpContext http, ChatTokens tokens, IOptions<DirectLineOptions> options)
    {
        if (options.Value.Secret is null)
        {
            return Refusal.NoEndpoint;
        }

        if (TokenCheck.BearerOf(http.Request) is not { } secret)
        {
            return Refusal.NoToken;
        }

        if (!Same(secret, options.Value.Secret) & !Same(secret, options.Value.PreviousSecret))
        {
            return Refusal.BadToken;
        }

        var (asked, refusal) = await Body.ReadAsync(http.Request.Body, TokenParameters.Read, new TokenParameters(null, null), http.RequestAborted);
        if (refusal is not null)
        {
            return refusal;
        }

        if (asked!.User?.Id is { } user && !ChatTokens.IsUser(user))
        {
            return Refusal.Bad("user-id");
        }

        if (asked.TrustedOrigins is { } origins && (origins.Count > MostOrigins || !origins.All(Origins.IsOrigin)))
        {
            return Refusal.Bad("trusted-origins");
        }

        return Token(await tokens.IssueAsync(null, asked.User?.Id, asked.TrustedOrigins, http.RequestAborted));
    }

    public static async Task<IResult> RefreshAsync(HttpContext http, ChatTokens tokens) =>
        Token(await tokens.RenewAsync(TokenCheck.TokenOf(http), http.RequestAborted));

    private static IResult Token(IssuedToken issued) => Body.Json(new TokenResponse(issued.ConversationId, issued.Token, issued.ExpiresIn));

    /// <summary>Takes the same time whatever the difference, and says nothing about the length.</summary>
    private static bool Same(string given, string? secret) => secret is not null
        && CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(given)), SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
}
