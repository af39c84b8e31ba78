using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using HelpDesk.Channels.Activities;

namespace HelpDesk.Channels.Tests.BotFramework;

/// <summary>One way to knock at the door.</summary>
/// <param name="Reason">The code in the log; null: admitted.</param>
/// <param name="Microsoft">What Microsoft's JavaScript client says to the same request; null: the same as we.</param>
internal sealed record TokenCase(string Name, int Status, string? Reason, Func<FakeTokens, string?> Header, bool? Microsoft = null)
{
    public Activity Activity { get; init; } = TokenCases.Message;

    public bool MicrosoftAccepts => Microsoft ?? Status == 200;
}

internal static class TokenCases
{
    private const string Other = "9f0e8d7c-1111-4222-8333-444455556666";
    private const string BotFrameworkTenant = "d6d49420-f39b-4df7-a1dc-d59a935871db";

    public static Activity Message { get; } = new()
    {
        Type = "message",
        Id = "1717",
        ChannelId = "msteams",
        ServiceUrl = FakeTokens.ServiceUrl,
        Conversation = new() { Id = "a:1", ConversationType = "personal", TenantId = FakeTokens.TenantId },
        From = new() { Id = "29:ana" },
        Recipient = new() { Id = "28:" + FakeTokens.AppId, Name = "Help desk" },
        Text = "ERR_20040",
    };

    public static IReadOnlyList<TokenCase> All { get; } = [.. Accepted(), .. NoTokens(), .. Signatures(), .. Claims(), .. Times(), .. Endorsements(), .. Policies()];

    private static IEnumerable<TokenCase> Accepted() =>
    [
        new("The channel's own token", 200, null, Bearer()),
        new("Expired by 2 minutes, within the clocks' difference", 200, null, Bearer(t => t.Claims["exp"] = t.Now.AddMinutes(-2).ToUnixTimeSeconds())),
        new("Valid from 2 minutes ahead", 200, null, Bearer(t => t.Claims["nbf"] = t.Now.AddMinutes(2).ToUnixTimeSeconds())),
        new("RS384", 200, null, Bearer(t => t.Header["alg"] = "RS384")),
        new("RS512", 200, null, Bearer(t => t.Header["alg"] = "RS512")),
        // Microsoft's .NET client ignores case as we do, its JavaScript client does not.
        new("The service url in other letters", 200, null, Bearer(t => t.Claims["serviceurl"] = FakeTokens.ServiceUrl.ToUpperInvariant()), Microsoft: false),
        new("bearer in small letters, as HTTP allows", 200, null, t => "bearer " + t.Signed(), Microsoft: false),
    ];

    private static IEnumerable<TokenCase> NoTokens() =>
    [
        new("No header", 401, "token.none", _ => null),
        new("An empty header", 401, "token.none", _ => ""),
        new("A password", 401, "token.none", _ => "Basic Ym90OmJvdA=="),
        new("The scheme alone", 401, "token.none", _ => "Bearer"),
        new("A scheme and nothing", 401, "token.unreadable", _ => "Bearer "),
        new("Garbage", 401, "token.unreadable", _ => "Bearer garbage"),
        new("Garbage in three parts", 401, "token.unreadable", _ => "Bearer a.b.c"),
        new("Two parts", 401, "token.unreadable", t => "Bearer " + t.Signed()[..t.Signed().LastIndexOf('.')]),
        new("An encrypted token", 401, "token.unreadable", t => "Bearer " + t.Signed() + ".YQ.YQ"),
        new("A token of 20 KB", 401, "token.unreadable", Bearer(t => t.Claims["pad"] = new string('a', 20_000)), Microsoft: true),
        new("Two tokens", 401, "token.unreadable", t => $"Bearer {t.Signed()} {t.Signed()}"),
    ];

    private static IEnumerable<TokenCase> Signatures() =>
    [
        new("alg none", 401, "token.SecurityTokenInvalidSignatureException", t => "Bearer " + With(t, h => h["alg"] = "none").Put(_ => [])),
        new("alg None, in another case", 401, "token.SecurityTokenInvalidSignatureException", t => "Bearer " + With(t, h => h["alg"] = "nOnE").Put(_ => [])),
        new("The signature cut off", 401, "token.SecurityTokenInvalidSignatureException", t => "Bearer " + t.Put(_ => [])),
        new("HS256 with the public key as secret", 401, "token.SecurityTokenInvalidSignatureException",
            t => "Bearer " + With(t, h => h["alg"] = "HS256").Put(text => HMACSHA256.HashData(Encoding.ASCII.GetBytes(t.Keys["good"].ExportSubjectPublicKeyInfoPem()), text))),
        new("PS256", 401, "token.SecurityTokenInvalidSignatureException", Bearer(t => t.Header["alg"] = "PS256")),
        new("ES256 with a published curve", 401, "token.unknown-key",
            t => "Bearer " + With(t, h => (h["alg"], h["kid"]) = ("ES256", "curve")).Put(text => t.Keys.Curve.SignData(text, HashAlgorithmName.SHA256))),
        new("A foreign key under a known id", 401, "token.SecurityTokenInvalidSignatureException", t => "Bearer " + t.Signed(t.Keys.Foreign)),
        new("A key id that nobody published", 401, "token.unknown-key", t => "Bearer " + With(t, h => h["kid"] = "invented").Signed(t.Keys.Foreign)),
        new("No key id", 401, "token.unreadable", t => "Bearer " + With(t, h => h.Remove("kid")).Signed(t.Keys["good"])),
        new("The forger's own key in the header", 401, "token.SecurityTokenInvalidSignatureException", t => "Bearer " + With(t, h => h["jwk"] = Jwk(t.Keys.Foreign)).Signed(t.Keys.Foreign)),
        new("The forger's address of keys in the header", 401, "token.SecurityTokenInvalidSignatureException", t => "Bearer " + With(t, h => h["jku"] = "https://forger.example/keys").Signed(t.Keys.Foreign)),
        new("An extension that must be understood", 401, "token.unreadable", Bearer(t => t.Header["crit"] = new JsonArray("b64")), Microsoft: true),
        new("A key of 1024 bits", 401, "token.unknown-key", Bearer(t => t.Header["kid"] = "weak"), Microsoft: true),
        new("A key published for encryption", 401, "token.unknown-key", Bearer(t => t.Header["kid"] = "encrypting"), Microsoft: true),
        new("Tampered with after signing", 401, "token.SecurityTokenInvalidSignatureException", Tampered),
    ];

    private static IEnumerable<TokenCase> Claims() =>
    [
        new("For another bot", 401, "token.SecurityTokenInvalidAudienceException", Bearer(t => t.Claims["aud"] = Other)),
        new("For nobody", 401, "token.SecurityTokenInvalidAudienceException", Bearer(t => t.Claims.Remove("aud"))),
        new("For us and another bot", 401, "token.SecurityTokenInvalidAudienceException", Bearer(t => t.Claims["aud"] = new JsonArray(FakeTokens.AppId, Other))),
        new("From another issuer", 401, "token.SecurityTokenInvalidIssuerException", Bearer(t => t.Claims["iss"] = "https://forger.example")),
        new("From no issuer", 401, "token.SecurityTokenInvalidIssuerException", Bearer(t => t.Claims.Remove("iss"))),
        new("From the issuer with a slash too many", 401, "token.SecurityTokenInvalidIssuerException", Bearer(t => t.Claims["iss"] = FakeTokens.Issuer + "/")),
        new("From the US Government's cloud", 401, "token.SecurityTokenInvalidIssuerException", Bearer(t => t.Claims["iss"] = "https://api.botframework.us")),
        // Microsoft's client takes these without a serviceurl claim: whoever has one decides where our token goes.
        new("An Emulator token, version 1", 401, "token.SecurityTokenInvalidIssuerException", Bearer(t => Emulator(t, $"https://sts.windows.net/{BotFrameworkTenant}/", "1.0", "appid")), Microsoft: true),
        new("An Emulator token, version 2", 401, "token.SecurityTokenInvalidIssuerException", Bearer(t => Emulator(t, $"https://login.microsoftonline.com/{BotFrameworkTenant}/v2.0", "2.0", "azp")), Microsoft: true),
        new("A token of our own app from an unknown tenant", 401, "token.SecurityTokenInvalidIssuerException", Bearer(t => Emulator(t, $"https://login.microsoftonline.com/{Other}/v2.0", "2.0", "azp", Other)), Microsoft: true),
        new("A skill's token", 401, "token.SecurityTokenInvalidIssuerException", Bearer(t =>
        {
            Emulator(t, $"https://login.microsoftonline.com/{BotFrameworkTenant}/v2.0", "2.0", "azp");
            t.Claims["azp"] = Other;
        })),
        new("For another service url", 403, "service-url.other-claim", Bearer(t => t.Claims["serviceurl"] = "https://smba.trafficmanager.net/amer/")),
        new("Without a service url", 403, "service-url.no-claim", Bearer(t => t.Claims.Remove("serviceurl"))),
        new("With service urls to choose from", 403, "service-url.no-claim", Bearer(t => t.Claims["serviceurl"] = new JsonArray(FakeTokens.ServiceUrl, "https://forger.example/"))),
    ];

    private static IEnumerable<TokenCase> Times() =>
    [
        new("Expired 10 minutes ago", 401, "token.SecurityTokenInvalidLifetimeException", Bearer(t => t.Claims["exp"] = t.Now.AddMinutes(-10).ToUnixTimeSeconds())),
        new("Never expiring", 401, "token.SecurityTokenInvalidLifetimeException", Bearer(t => t.Claims.Remove("exp")), Microsoft: true),
        new("Valid from 10 minutes ahead", 401, "token.SecurityTokenInvalidLifetimeException", Bearer(t => t.Claims["nbf"] = t.Now.AddMinutes(10).ToUnixTimeSeconds())),
    ];

    private static IEnumerable<TokenCase> Endorsements() =>
    [
        new("A key endorsed for other channels", 403, "key.not-endorsed", Bearer(t => t.Header["kid"] = "elsewhere")),
        new("A key endorsed for none", 403, "key.not-endorsed", Bearer(t => t.Header["kid"] = "bare"), Microsoft: true),
        new("A channel the key does not speak for", 403, "key.not-endorsed", Bearer()) { Activity = Message with { ChannelId = "directline" } },
        new("The channel in other letters", 403, "key.not-endorsed", Bearer()) { Activity = Message with { ChannelId = "MSTeams" } },
    ];

    /// <summary>Genuine tokens that we do not serve; a client of the protocol knows no such rules.</summary>
    private static IEnumerable<TokenCase> Policies() =>
    [
        new("A channel that is not served", 403, "channel.not-served", Bearer(), Microsoft: true) { Activity = Message with { ChannelId = "webchat" } },
        Address("A host that is not listed", "https://smba.forger.example/teams/"),
        Address("A listed host as part of a name", "https://smba.trafficmanager.net.forger.example/"),
        Address("A listed host as user name", "https://smba.trafficmanager.net@forger.example/"),
        Address("A listed host by http", "http://smba.trafficmanager.net/teams/"),
        Address("A listed host at another port", "https://smba.trafficmanager.net:8443/teams/"),
        Address("This machine", "http://127.0.0.1:8080/"),
        Address("No address at all", "smba"),
        new("Another tenant", 403, "tenant.not-allowed", Bearer(), Microsoft: true) { Activity = Message with { Conversation = Message.Conversation! with { TenantId = Other } } },
        new("No tenant", 403, "tenant.not-allowed", Bearer(), Microsoft: true) { Activity = Message with { Conversation = new() { Id = "a:1" } } },
        new("Two tenants", 403, "tenant.contradiction", Bearer(), Microsoft: true)
        {
            Activity = Message with { ChannelData = System.Text.Json.JsonElement.Parse($$$"""{"tenant":{"id":"{{{FakeTokens.TenantId}}}"}}"""), Conversation = Message.Conversation! with { TenantId = Other } },
        },
        new("No type", 400, "activity.no-type", Bearer(), Microsoft: true) { Activity = Message with { Type = null } },
        new("No conversation", 400, "activity.no-conversation", Bearer(), Microsoft: true) { Activity = Message with { Conversation = null } },
        new("No channel", 400, "activity.no-channel", Bearer()) { Activity = Message with { ChannelId = null } },
        new("No service url", 400, "activity.no-service-url", Bearer(), Microsoft: true) { Activity = Message with { ServiceUrl = null } },
    ];

    private static TokenCase Address(string name, string url) =>
        new(name, 403, "service-url.not-allowed", Bearer(t => t.Claims["serviceurl"] = url), Microsoft: true) { Activity = Message with { ServiceUrl = url } };

    private static Func<FakeTokens, string?> Bearer(Action<FakeTokens>? change = null) => tokens =>
    {
        change?.Invoke(tokens);
        return "Bearer " + tokens.Signed();
    };

    private static FakeTokens With(FakeTokens tokens, Action<JsonObject> header)
    {
        header(tokens.Header);
        return tokens;
    }

    private static void Emulator(FakeTokens tokens, string issuer, string version, string app, string tenant = BotFrameworkTenant)
    {
        tokens.Claims.Remove("serviceurl");
        (tokens.Claims["iss"], tokens.Claims["ver"], tokens.Claims[app], tokens.Claims["tid"]) = (issuer, version, FakeTokens.AppId, tenant);
    }

    private static string Tampered(FakeTokens tokens)
    {
        var signature = tokens.Signed().Split('.')[2];
        tokens.Claims["serviceurl"] = "https://forger.example/";
        return $"Bearer {tokens.Put(_ => [])}{signature}";
    }

    private static JsonObject Jwk(RSA key)
    {
        var numbers = key.ExportParameters(includePrivateParameters: false);
        return new() { ["kty"] = "RSA", ["n"] = Microsoft.IdentityModel.Tokens.Base64UrlEncoder.Encode(numbers.Modulus), ["e"] = Microsoft.IdentityModel.Tokens.Base64UrlEncoder.Encode(numbers.Exponent) };
    }
}
