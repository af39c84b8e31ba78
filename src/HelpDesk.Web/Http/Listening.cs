namespace HelpDesk.Web.Http;

/// <summary>Where and how the host listens.</summary>
internal static class Listening
{
    public const string DefaultAddress = "http://localhost:5080";

    private const int LongestAddress = 4 * 1024 * 1024;

    public static void ConfigureListening(this WebApplicationBuilder builder)
    {
        if (builder.Configuration["urls"] is null && builder.Configuration["http_ports"] is null)
        {
            builder.WebHost.UseUrls(DefaultAddress);
        }

        // A question of 2,000 Japanese characters is 18,000 bytes of a GET's address; whoever pastes a whole log of 1 MB still
        // reads that its beginning was searched, not the browser's page about a broken connection.
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestLineSize = LongestAddress;
            kestrel.Limits.MaxRequestBufferSize = LongestAddress;
            if (OpenFiles.Limit() is { } limit)
            {
                kestrel.Limits.MaxConcurrentConnections = OpenFiles.Connections(limit);
                kestrel.Limits.MaxConcurrentUpgradedConnections = OpenFiles.Connections(limit);
            }
        });

        // The framework's log of requests would hold questions, and so supply point numbers and names.
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);

        // Warns at every new key that it is not enciphered: see Data/KeyStore.cs.
        builder.Logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
        builder.Logging.AddFilter("Microsoft.EntityFrameworkCore", LogLevel.Warning);
    }
}
