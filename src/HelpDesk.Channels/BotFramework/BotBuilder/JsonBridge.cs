using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using HelpDesk.Channels.Activities;
using Newtonsoft.Json.Linq;

namespace HelpDesk.Channels.BotFramework.BotBuilder;

/// <summary>JSON of the house (System.Text.Json) as the SDK's (Newtonsoft) and back, value by value: nothing is parsed as text, so that what looks like a date stays what was written.</summary>
internal static class JsonBridge
{
    /// <summary>Of what goes out. What comes in is at most <see cref="CleanJson.DeepestNesting"/> deep.</summary>
    private const int Deepest = 64;

    private static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = Deepest };
    private static readonly JsonDocumentOptions Reading = new() { MaxDepth = Deepest };

    /// <summary>As the SDK itself reads a member of type object: text and truth as such, everything else as a token.</summary>
    public static object? ToObject(JsonElement? json) => json switch
    {
        null or { ValueKind: JsonValueKind.Null or JsonValueKind.Undefined } => null,
        { ValueKind: JsonValueKind.String } text => text.GetString(),
        { ValueKind: JsonValueKind.True } => true,
        { ValueKind: JsonValueKind.False } => false,
        { } other => ToToken(other),
    };

    public static JToken ToToken(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => Object(json),
        JsonValueKind.Array => new JArray(json.EnumerateArray().Select(ToToken)),
        JsonValueKind.String => new JValue(json.GetString()),
        JsonValueKind.True => new JValue(true),
        JsonValueKind.False => new JValue(false),
        JsonValueKind.Number => Number(json.GetRawText()),
        _ => JValue.CreateNull(),
    };

    /// <param name="value">A token, or whatever middleware has put there.</param>
    /// <exception cref="JsonException">It is deeper than anybody writes.</exception>
    public static JsonElement? ToElement(object? value)
    {
        var token = value as JToken ?? (value is null ? null : JToken.FromObject(value));
        if (token is null or { Type: JTokenType.Null or JTokenType.Undefined })
        {
            return null;
        }

        var text = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(text, Writing))
        {
            Write(token, writer);
        }

        return JsonDocument.Parse(text.WrittenMemory, Reading).RootElement;
    }

    private static JObject Object(JsonElement json)
    {
        var made = new JObject();
        foreach (var member in json.EnumerateObject())
        {
            made[member.Name] = ToToken(member.Value);
        }

        return made;
    }

    /// <summary>1.10 stays 1.10: a number that none of .NET's says again is kept as written.</summary>
    private static JValue Number(string written) =>
        long.TryParse(written, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) && whole.ToString(CultureInfo.InvariantCulture) == written ? new JValue(whole)
        : decimal.TryParse(written, NumberStyles.Number, CultureInfo.InvariantCulture, out var exact) && exact.ToString(CultureInfo.InvariantCulture) == written ? new JValue(exact)
        : new JRaw(written);

    private static void Write(JToken token, Utf8JsonWriter writer)
    {
        switch (token)
        {
            case JObject members:
                writer.WriteStartObject();
                foreach (var member in members.Properties())
                {
                    writer.WritePropertyName(CleanText.Storable(member.Name));
                    Write(member.Value, writer);
                }

                writer.WriteEndObject();
                break;
            case JArray items:
                writer.WriteStartArray();
                foreach (var item in items)
                {
                    Write(item, writer);
                }

                writer.WriteEndArray();
                break;
            default:
                Write((JValue)token, writer);
                break;
        }
    }

    private static void Write(JValue value, Utf8JsonWriter writer)
    {
        switch (value.Type)
        {
            case JTokenType.Null or JTokenType.Undefined or JTokenType.Comment:
                writer.WriteNullValue();
                break;
            case JTokenType.Boolean:
                writer.WriteBooleanValue((bool)value);
                break;
            case JTokenType.Integer:
            case JTokenType.Float when double.IsFinite((double)value):
            case JTokenType.Raw:
                writer.WriteRawValue(value.ToString(CultureInfo.InvariantCulture));
                break;
            default:
                writer.WriteStringValue(CleanText.Storable(value.ToString(value.Type == JTokenType.Date ? "o" : null, CultureInfo.InvariantCulture)));
                break;
        }
    }
}
