using System.Text.Json;
using HelpDesk.Channels.Activities;
using Microsoft.AspNetCore.Http;

namespace HelpDesk.Channels.DirectLine;

/// <summary>Reads bodies that have an end.</summary>
internal static class Body
{
    /// <summary>Bytes of an activity.</summary>
    public const int LongestActivity = 64 * 1024;

    /// <summary>Less than we write: a transcript wraps what was sent, and one message must not make it unreadable.</summary>
    public const int DeepestNesting = ActivityJson.DeepestNesting - 8;

    private static readonly JsonSerializerOptions Bounded = new(ActivityJson.Options) { MaxDepth = DeepestNesting };

    /// <summary>The object in a body, or why there is none.</summary>
    /// <param name="absent">Taken where the body is empty; null: an empty body is refused.</param>
    public static async Task<(T? Value, Refusal? Refusal)> ReadAsync<T>(Stream body, T? absent, CancellationToken cancellation)
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
            return JsonSerializer.Deserialize<T>(bytes.AsSpan(0, count), Bounded) is { } value ? (value, null) : (null, Refusal.Bad("json"));
        }
        catch (JsonException)
        {
            return (null, Refusal.Bad("json"));
        }
    }

    public static IResult Json<T>(T value, int status = StatusCodes.Status200OK) => Results.Json(value, ActivityJson.Options, statusCode: status);
}
