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

    /// <exception cref="BadHttpRequestException">It is no JSON object, or too long.</exception>
    public static async ValueTask<JsonElement> ReadAsync(HttpContext context)
    {
        if (!context.Request.HasJsonContentType())
        {
            throw new BadHttpRequestException("No JSON.", StatusCodes.Status415UnsupportedMediaType);
        }

        var bytes = new byte[Longest + 1];
        var count = await context.Request.Body.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, context.RequestAborted);
        if (count > Longest)
        {
            throw new BadHttpRequestException("Too long.", StatusCodes.Status413PayloadTooLarge);
        }

        try
        {
            var json = CleanJson.Read(bytes.AsMemory(0, count));
            return json.ValueKind == JsonValueKind.Object ? json : throw new BadHttpRequestException("No object.");
        }
        catch (JsonException e)
        {
            throw new BadHttpRequestException("No JSON.", e);
        }
    }

    /// <summary>A member's text, cleaned; null where there is none.</summary>
    public static string? Text(this JsonElement json, string member) =>
        json.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String ? CleanText.Of(value.GetString()!) : null;
}
