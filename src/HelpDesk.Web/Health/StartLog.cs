namespace HelpDesk.Web.Health;

/// <summary>
/// Keeps the framework from logging why it could not start: that is said once and in words (<see cref="StartFailure"/>), not as
/// a stack trace before them. Open from the moment the host listens.
/// </summary>
internal sealed class StartLog
{
    private static readonly string[] Categories = ["Microsoft.Extensions.Hosting.Internal.Host", "Microsoft.AspNetCore.Server.Kestrel", "Microsoft.AspNetCore.Hosting.Diagnostics"];

    private volatile bool open;

    /// <summary>0, unless something ended the host that a person has to look at.</summary>
    public int ExitCode { get; private set; }

    public void Open() => open = true;

    public void EndWith(int exitCode) => ExitCode = exitCode;

    public void Filter(ILoggingBuilder logging)
    {
        foreach (var category in Categories)
        {
            logging.AddFilter(category, level => open && level >= LogLevel.Warning);
        }
    }
}

internal static class StartLogSetup
{
    public static void ConfigureStartLog(this WebApplicationBuilder builder)
    {
        var log = new StartLog();
        log.Filter(builder.Logging);
        builder.Services.AddSingleton(log);
    }
}
