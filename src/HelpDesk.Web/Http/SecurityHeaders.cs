namespace HelpDesk.Web.Http;

/// <summary>A page's own Content-Security-Policy, as metadata of its endpoint.</summary>
internal sealed record ContentPolicy(string Value);

/// <summary>Metadata of the few pages where a passkey may be asked for.</summary>
internal sealed record AsksPasskeys;

/// <summary>Headers on every answer: no script or style but our own files, no frames, no guessing of types.</summary>
internal static class SecurityHeaders
{
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    /// <summary>Nothing here asks for any of these; what a page of ours shows may not either.</summary>
    private const string Permissions =
        "accelerometer=(), browsing-topics=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), "
        + "midi=(), payment=(), publickey-credentials-create=(), publickey-credentials-get=(), screen-wake-lock=(), serial=(), usb=(), xr-spatial-tracking=()";

    private static readonly string PermissionsOfPasskeys = Permissions
        .Replace("publickey-credentials-create=()", "publickey-credentials-create=(self)", StringComparison.Ordinal)
        .Replace("publickey-credentials-get=()", "publickey-credentials-get=(self)", StringComparison.Ordinal);

    public static void UseSecurityHeaders(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        // Set when the answer starts: the exception handler clears what was set before.
        context.Response.OnStarting(() =>
        {
            var headers = context.Response.Headers;
            headers.ContentSecurityPolicy = context.GetEndpoint()?.Metadata.GetMetadata<ContentPolicy>()?.Value ?? Policy;
            headers.XContentTypeOptions = "nosniff";
            headers["Referrer-Policy"] = "no-referrer";
            headers["Permissions-Policy"] = context.GetEndpoint()?.Metadata.GetMetadata<AsksPasskeys>() is null ? Permissions : PermissionsOfPasskeys;
            headers["Cross-Origin-Opener-Policy"] = "same-origin";
            return Task.CompletedTask;
        });
        return next(context);
    });
}
