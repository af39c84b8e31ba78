using System.Net;
using System.Text.Json;
using HelpDesk.Channels.BotFramework.Teams;

namespace HelpDesk.Channels.BotFramework.Connector;

/// <summary>What one answer of the service, or none, means.</summary>
internal enum Verdict
{
    Done,

    /// <summary>It did not arrive; once more.</summary>
    Again,

    /// <summary>Teams asks to send again, but it may have arrived.</summary>
    AgainUnsure,

    /// <summary>It may have arrived; a message is not sent again from here.</summary>
    Unsure,

    /// <summary>Our token was not taken.</summary>
    Unauthorized,

    Never,
}

internal static class ConnectorVerdict
{
    /// <summary>
    /// 412, 502 and 504 beside 429 as Teams' guide asks (rate-limit.md); Microsoft's own client leaves out 412. 503 is a refusal too: whoever is
    /// unavailable has not taken it, and says so at once, with how long to wait.
    /// </summary>
    public static Verdict Of(HttpStatusCode status) => (int)status switch
    {
        >= 200 and < 300 => Verdict.Done,
        401 => Verdict.Unauthorized,
        412 or 429 or 503 => Verdict.Again,
        502 or 504 => Verdict.AgainUnsure,
        408 or >= 500 => Verdict.Unsure,
        _ => Verdict.Never,
    };

    public static Verdict Of(HttpRequestException failure) => failure.HttpRequestError switch
    {
        HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError => Verdict.Again,
        _ => Verdict.Unsure,
    };

    /// <summary>The bot was taken out, blocked or barred, or there is no such conversation. A missing message (404 ActivityNotFoundInConversation) is not that.</summary>
    public static bool IsGone(int status, string code) => status switch
    {
        403 or 410 => true,
        404 => !code.StartsWith("Activity", StringComparison.Ordinal),
        _ => false,
    };

    /// <summary>«error.code» of the body where it is a plain word, else http.NNN.</summary>
    public static string Code(int status, string body)
    {
        try
        {
            using var json = JsonDocument.Parse(body.Length == 0 ? "{}" : body);
            var code = ((JsonElement?)json.RootElement).Text("error", "code");
            if (code is { Length: > 0 and <= 64 } && code.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_'))
            {
                return code;
            }
        }
        catch (JsonException)
        {
            // A proxy's page, not the service's own words: the status says enough.
        }

        return $"http.{status}";
    }
}
