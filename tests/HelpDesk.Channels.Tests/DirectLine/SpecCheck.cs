using System.Globalization;
using System.Text.Json;

namespace HelpDesk.Channels.Tests.DirectLine;

/// <summary>Microsoft's own description of the protocol (directline-3.0.json): whether a body has the shape of a definition.</summary>
internal static class SpecCheck
{
    /// <summary>Definitions that a body may not go beyond; activities and entities may hold more.</summary>
    private static readonly string[] Closed = ["Conversation", "ActivitySet", "ResourceResponse", "ErrorResponse", "Error", "SuggestedActions", "CardAction"];

    private static readonly JsonElement Document =
        JsonDocument.Parse(File.ReadAllText(Path.Combine(Checkout.Root, "tests", "HelpDesk.Channels.Tests", "DirectLine", "directline-3.0.json"))).RootElement;

    /// <summary>What is wrong, with its place.</summary>
    public static IReadOnlyList<string> Against(string definition, JsonElement body)
    {
        var wrong = new List<string>();
        Check(Document.GetProperty("definitions").GetProperty(definition), definition, body, definition, wrong);
        return wrong;
    }

    /// <summary>Whether the document has a status among an operation's answers.</summary>
    public static bool Answers(string path, string method, int status) =>
        Document.GetProperty("paths").GetProperty("/v3/directline/" + path).GetProperty(method).GetProperty("responses").TryGetProperty(status.ToString(CultureInfo.InvariantCulture), out _);

    private static void Check(JsonElement schema, string? definition, JsonElement value, string place, List<string> wrong)
    {
        if (schema.TryGetProperty("$ref", out var reference))
        {
            var name = reference.GetString()!.Split('/')[^1];
            Check(Document.GetProperty("definitions").GetProperty(name), name, value, place, wrong);
            return;
        }

        if (schema.TryGetProperty("properties", out var properties))
        {
            CheckObject(properties, definition, value, place, wrong);
            return;
        }

        var type = schema.TryGetProperty("type", out var named) ? named.GetString() : null;
        if (type == "array" && value.ValueKind == JsonValueKind.Array)
        {
            foreach (var (item, i) in value.EnumerateArray().Select((item, i) => (item, i)))
            {
                Check(schema.GetProperty("items"), null, item, $"{place}[{i}]", wrong);
            }

            return;
        }

        // Written for AutoRest, where a bare object means anything.
        var fits = type switch
        {
            "string" => value.ValueKind == JsonValueKind.String,
            "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
            "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
            "array" => false,
            _ => true,
        };
        fits &= !(schema.TryGetProperty("format", out var format) && format.GetString() == "date-time") || DateTimeOffset.TryParse(value.GetString(), CultureInfo.InvariantCulture, out _);
        if (!fits)
        {
            wrong.Add($"{place}: {value} is no {type}");
        }
    }

    private static void CheckObject(JsonElement properties, string? definition, JsonElement value, string place, List<string> wrong)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            wrong.Add($"{place}: {value} is no object");
            return;
        }

        foreach (var member in value.EnumerateObject())
        {
            if (properties.TryGetProperty(member.Name, out var schema))
            {
                Check(schema, null, member.Value, $"{place}.{member.Name}", wrong);
            }
            else if (Closed.Contains(definition, StringComparer.Ordinal))
            {
                wrong.Add($"{place}.{member.Name} is not in the document");
            }
        }
    }
}
