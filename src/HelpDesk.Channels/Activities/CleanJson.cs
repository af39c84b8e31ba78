using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace HelpDesk.Channels.Activities;

/// <summary>
/// JSON of strangers as JSON that everything behind the door can read and keep: no half characters, no NUL, nothing nested
/// deeper than we write ourselves. What is too deep is null, the rest stays; a message is not lost for a member that nobody reads.
/// </summary>
public static class CleanJson
{
    /// <summary>Less than <see cref="ActivityJson.DeepestNesting"/>: a transcript wraps what was sent, and one message must not make it unreadable.</summary>
    public const int DeepestNesting = ActivityJson.DeepestNesting - 8;

    private static readonly JsonDocumentOptions Bounded = new() { MaxDepth = DeepestNesting };
    private static readonly JsonReaderOptions Unbounded = new() { MaxDepth = int.MaxValue };
    private static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = DeepestNesting };

    /// <summary>The value in the bytes; lives as long as it is referred to.</summary>
    /// <exception cref="JsonException">They are no JSON.</exception>
    public static JsonElement Read(ReadOnlyMemory<byte> json)
    {
        json = json.Span.StartsWith(Encoding.UTF8.Preamble) ? json[Encoding.UTF8.Preamble.Length..] : json;
        var whole = Utf8.IsValid(json.Span) ? json : Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(json.Span));

        // Mostly there is nothing to clean: some write every Japanese sign as an escape, few half a character or NUL.
        if (!HasUnstorable(whole.Span) && Parsed(whole) is { } plain)
        {
            return plain;
        }

        return JsonDocument.Parse(Rewritten(whole.Span), Bounded).RootElement;
    }

    /// <summary>Whether an escape stands for NUL or for half a character, alone or of a pair: only by escapes can they stand in it.</summary>
    private static bool HasUnstorable(ReadOnlySpan<byte> json)
    {
        for (var at = json.IndexOf("\\u"u8); at >= 0; at = json.IndexOf("\\u"u8))
        {
            json = json[(at + 2)..];
            if (json.StartsWith("0000"u8) || json is [(byte)'d' or (byte)'D', not (>= (byte)'0' and <= (byte)'7'), ..])
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Null where it is too deep or no JSON.</summary>
    private static JsonElement? Parsed(ReadOnlyMemory<byte> json)
    {
        try
        {
            return JsonDocument.Parse(json, Bounded).RootElement;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static ReadOnlyMemory<byte> Rewritten(ReadOnlySpan<byte> json)
    {
        var clean = new ArrayBufferWriter<byte>(json.Length + 1);
        using var writer = new Utf8JsonWriter(clean, Writing);
        var reader = new Utf8JsonReader(json, Unbounded);
        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray && reader.CurrentDepth >= DeepestNesting)
            {
                reader.Skip();
                writer.WriteNullValue();
            }
            else
            {
                Write(reader, writer);
            }
        }

        writer.Flush();
        return clean.WrittenMemory;
    }

    private static void Write(in Utf8JsonReader reader, Utf8JsonWriter writer)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                writer.WriteStartObject();
                break;
            case JsonTokenType.EndObject:
                writer.WriteEndObject();
                break;
            case JsonTokenType.StartArray:
                writer.WriteStartArray();
                break;
            case JsonTokenType.EndArray:
                writer.WriteEndArray();
                break;
            case JsonTokenType.PropertyName:
                writer.WritePropertyName(TextOf(reader));
                break;
            case JsonTokenType.String:
                writer.WriteStringValue(TextOf(reader));
                break;
            default:
                writer.WriteRawValue(reader.ValueSpan, skipInputValidation: true);
                break;
        }
    }

    /// <summary>The reader itself throws at half a character.</summary>
    private static string TextOf(in Utf8JsonReader reader)
    {
        var written = Encoding.UTF8.GetString(reader.ValueSpan);
        return reader.ValueIsEscaped ? CleanText.Storable(Unescaped(written)) : written;
    }

    private static string Unescaped(string written)
    {
        var text = new StringBuilder(written.Length);
        for (var i = 0; i < written.Length; i++)
        {
            if (written[i] != '\\')
            {
                text.Append(written[i]);
            }
            else if (written[++i] == 'u')
            {
                text.Append((char)ushort.Parse(written.AsSpan(i + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
                i += 4;
            }
            else
            {
                text.Append(written[i] switch { 'b' => '\b', 'f' => '\f', 'n' => '\n', 'r' => '\r', 't' => '\t', var sign => sign });
            }
        }

        return text.ToString();
    }
}
