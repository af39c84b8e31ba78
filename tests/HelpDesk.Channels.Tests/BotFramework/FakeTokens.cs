using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.IdentityModel.Tokens;

namespace HelpDesk.Channels.Tests.BotFramework;

/// <summary>Makes tokens by hand, so that every part of one can be wrong.</summary>
internal sealed class FakeTokens(SigningKeys keys, DateTimeOffset now)
{
    public const string Issuer = "https://api.botframework.com";
    public const string AppId = "3f9a2c61-5d0e-4b7a-9c4e-0a1b2c3d4e5f";
    public const string TenantId = "72f988bf-0000-4000-8000-2d7cd011db47";
    public const string ServiceUrl = "https://smba.trafficmanager.net/teams/";

    public JsonObject Header { get; } = new() { ["alg"] = "RS256", ["kid"] = "good", ["x5t"] = "good", ["typ"] = "JWT" };

    public JsonObject Claims { get; } = new()
    {
        ["serviceurl"] = ServiceUrl,
        ["nbf"] = now.AddMinutes(-1).ToUnixTimeSeconds(),
        ["exp"] = now.AddMinutes(59).ToUnixTimeSeconds(),
        ["iss"] = Issuer,
        ["aud"] = AppId,
    };

    public DateTimeOffset Now => now;

    public SigningKeys Keys => keys;

    public string Signed(RSA? with = null)
    {
        var (hash, padding) = (string?)Header["alg"] switch
        {
            "RS384" => (HashAlgorithmName.SHA384, RSASignaturePadding.Pkcs1),
            "RS512" => (HashAlgorithmName.SHA512, RSASignaturePadding.Pkcs1),
            "PS256" => (HashAlgorithmName.SHA256, RSASignaturePadding.Pss),
            _ => (HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
        };
        var key = with ?? keys[(string)Header["kid"]!];
        return Put(text => key.SignData(text, hash, padding));
    }

    public string Put(Func<byte[], byte[]> sign)
    {
        var text = $"{Part(Header)}.{Part(Claims)}";
        return $"{text}.{Base64UrlEncoder.Encode(sign(Encoding.ASCII.GetBytes(text)))}";
    }

    private static string Part(JsonObject json) => Base64UrlEncoder.Encode(json.ToJsonString());
}
