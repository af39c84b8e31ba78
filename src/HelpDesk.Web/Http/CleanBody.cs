using System.Text.Json;
using HelpDesk.Channels.Activities;

namespace HelpDesk.Web.Http;

/// <summary>
/// The JSON that a page of ours posts, cleaned like everything that comes in (<see cref="CleanJson"/>): a member that nobody reads
/// costs nothing, whatever it holds, and one of another kind is as if it were not there.
/// </summary>
internal static class CleanBody
{
    /// <summary>Bytes; an address and a code are far shorter.</summary>
    public const int Longest = 64 * 1024;

    /// <summary>Nothing where it is no JSON object, or too long: then whoever reads it says what is missing.</summary>
    public static async ValueTask<JsonElement> ReadAsync(HttpContext context)
    {
        var bytes = new byte[Longest + 1];
        var count = context.Request.HasJsonContentType() ? await context.Request.Body.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, context.RequestAborted) : 0;
        try
        {
            return count is 0 or > Longest ? default : CleanJson.Read(bytes.AsMemory(0, count));
        }
        catch (JsonException)
        {
            return default;
        }
    }

    /// <summary>A member's text, cleaned; null where there is none.</summary>
    public static string? Text(this JsonElement json, string member) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String ? CleanText.Of(value.GetString()!) : null;
}
