using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.IdentityModel.Tokens;

namespace HelpDesk.Channels.Tests.BotFramework;

/// <summary>The fake service's keys, good and bad. Made anew in every run of the tests, once for all of them: RSA keys take their time.</summary>
internal sealed class SigningKeys
{
    private static readonly ConcurrentDictionary<string, RSA> Made = new(StringComparer.Ordinal);
    private static readonly ECDsa MadeCurve = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    private readonly Dictionary<string, (RSA Key, string Use, string[]? Endorsements)> published = new(StringComparer.Ordinal);

    public SigningKeys()
    {
        Publish("good", 2048, ["msteams", "webchat", "skypeforbusiness"]);
        Publish("elsewhere", 2048, ["skypeforbusiness"]);
        Publish("bare", 2048, null);
        Publish("weak", 1024, ["msteams"]);
        Publish("encrypting", 2048, ["msteams"], use: "enc");
    }

    /// <summary>Published nowhere.</summary>
    public RSA Foreign { get; } = Key("foreign", 2048);

    /// <summary>Published, but of a kind the service does not use.</summary>
    public ECDsa Curve { get; } = MadeCurve;

    public RSA this[string id] => published[id].Key;

    public void Publish(string id, int size, string[]? endorsements, string use = "sig") => published[id] = (Key(id, size), use, endorsements);

    public void Withdraw(string id) => published.Remove(id);

    /// <summary>The JWKS document.</summary>
    public string Published()
    {
        var keys = new JsonArray();
        foreach (var (id, (key, use, endorsements)) in published)
        {
            var numbers = key.ExportParameters(includePrivateParameters: false);
            var json = new JsonObject { ["kty"] = "RSA", ["use"] = use, ["kid"] = id, ["x5t"] = id, ["n"] = Base64UrlEncoder.Encode(numbers.Modulus), ["e"] = Base64UrlEncoder.Encode(numbers.Exponent) };
            if (endorsements is not null)
            {
                json["endorsements"] = new JsonArray([.. endorsements.Select(each => (JsonNode)each)]);
            }

            keys.Add(json);
        }

        var point = Curve.ExportParameters(includePrivateParameters: false).Q;
        keys.Add(new JsonObject
        {
            ["kty"] = "EC", ["use"] = "sig", ["kid"] = "curve", ["crv"] = "P-256", ["x"] = Base64UrlEncoder.Encode(point.X), ["y"] = Base64UrlEncoder.Encode(point.Y),
            ["endorsements"] = new JsonArray("msteams"),
        });
        return new JsonObject { ["keys"] = keys }.ToJsonString();
    }

    private static RSA Key(string id, int size) => Made.GetOrAdd(id, _ => RSA.Create(size));
}
