using System.Text.Json;
using HelpDesk.Channels.Activities;
using Microsoft.AspNetCore.Http;

namespace HelpDesk.Channels.DirectLine.Wire;

/// <summary>Reads bodies that have an end.</summary>
internal static class Body
{
    /// <summary>Bytes of an activity.</summary>
    public const int LongestActivity = 64 * 1024;

    /// <summary>What a body says, or why there is nothing.</summary>
    /// <param name="read">Makes it of the body's JSON, which is clean; null: it is none.</param>
    /// <param name="absent">Taken where the body is empty; null: an empty body is refused.</param>
    public static async Task<(T? Value, Refusal? Refusal)> ReadAsync<T>(Stream body, Func<JsonElement, T?> read, T? absent, CancellationToken cancellation)
        where T : class
    {
        var bytes = new byte[LongestActivity + 1];
        var count = await body.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellation);
        if (count > LongestActivity)
        {
            return (null, Refusal.TooLarge);
        }

        if (count == 0 && absent is not null)
        {
            return (absent, null);
        }

        try
        {
            return read(CleanJson.Read(bytes.AsMemory(0, count))) is { } value ? (value, null) : (null, Refusal.Bad("json"));
        }
        catch (JsonException)
        {
            return (null, Refusal.Bad("json"));
        }
    }

    public static Task<(Activity? Value, Refusal? Refusal)> ActivityAsync(Stream body, CancellationToken cancellation) => ReadAsync(body, ActivityReading.Of, null, cancellation);

    public static IResult Json<T>(T value, int status = StatusCodes.Status200OK) => Results.Json(value, ActivityJson.Options, statusCode: status);
}
