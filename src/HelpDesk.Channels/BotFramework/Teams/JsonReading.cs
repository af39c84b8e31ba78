using System.Text.Json;

namespace HelpDesk.Channels.BotFramework.Teams;

/// <summary>Looks into JSON of others, where a member may be missing or of another kind: then there is nothing.</summary>
internal static class JsonReading
{
    public static JsonElement? At(this JsonElement? json, params ReadOnlySpan<string> path)
    {
        var at = json;
        foreach (var name in path)
        {
            at = at is { ValueKind: JsonValueKind.Object } parent && parent.TryGetProperty(name, out var child) ? child : null;
        }

        return at is { ValueKind: not JsonValueKind.Null } ? at : null;
    }

    public static string? Text(this JsonElement? json, params ReadOnlySpan<string> path) =>
        json.At(path) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    public static int? Number(this JsonElement? json, params ReadOnlySpan<string> path) =>
        json.At(path) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt32(out var value) ? value : null;

    public static IEnumerable<JsonElement> Items(this JsonElement? json, params ReadOnlySpan<string> path) =>
        json.At(path) is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray() : [];
}
