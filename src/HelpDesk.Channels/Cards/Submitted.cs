using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using HelpDesk.Channels.Activities;

namespace HelpDesk.Channels.Cards;

/// <summary>What a button of our cards sends: something to say, or a form.</summary>
/// <param name="Values">By need id; null where it is no form.</param>
internal sealed record Submitted(string? Say, IReadOnlyDictionary<string, string>? Values)
{
    /// <summary>Member and verb of a button that says something.</summary>
    public const string SayVerb = "say";

    /// <summary>Member and verb of a form.</summary>
    public const string FormVerb = "form";

    /// <summary>Member that says whose button it is, where several people see it.</summary>
    public const string AskerMember = "asker";

    /// <summary>Fields of a form.</summary>
    public const int MostValues = 50;

    /// <summary>Characters of a form's field.</summary>
    public const int LongestValue = 2_000;

    private const int DigestLength = 32;

    public bool IsTooMuch => Values is not null && (Values.Count > MostValues || Values.Values.Any(one => one.Length > LongestValue));

    /// <summary>The same for the same that was sent, and for nothing else.</summary>
    public string Digest()
    {
        var values = (Values ?? new Dictionary<string, string>()).OrderBy(one => one.Key, StringComparer.Ordinal).SelectMany(one => (string[])[one.Key, one.Value]);
        var text = JsonSerializer.Serialize<string?[]>([Say, .. values]);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..DigestLength];
    }

    /// <summary>Null where it is no object.</summary>
    public static Submitted? Read(JsonElement? sent)
    {
        if (sent is not { ValueKind: JsonValueKind.Object } value)
        {
            return null;
        }

        var say = value.TryGetProperty(SayVerb, out var said) && said.ValueKind == JsonValueKind.String ? CleanText.Of(said.GetString()!) : null;
        return new Submitted(say, value.TryGetProperty(FormVerb, out var form) ? Fields(value, form) : null);
    }

    /// <summary>From the object «form», and from what a card lays beside it, for that is where its inputs come.</summary>
    private static Dictionary<string, string> Fields(JsonElement value, JsonElement form)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        var beside = value.EnumerateObject().Where(one => one.Name is not (SayVerb or FormVerb or AskerMember));
        foreach (var one in form.ValueKind == JsonValueKind.Object ? form.EnumerateObject().Concat(beside) : beside)
        {
            if (one.Value.ValueKind is JsonValueKind.String or JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False)
            {
                values[one.Name] = CleanText.Of(one.Value.ToString());
            }
        }

        return values;
    }
}
