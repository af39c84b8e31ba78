using HelpDesk.Sources;
using HelpDesk.Storage;
using HelpDesk.Web.Site;

namespace HelpDesk.Web.Health;

/// <summary>
/// Ends this node when a newer program has migrated the database: what it would write from then on nobody has tested. It says why,
/// finishes what is under way, and a restart is refused with the same words until its program is the newer one.
/// </summary>
internal sealed class SchemaWatch(DatabaseProbe probe, Database database, IHostApplicationLifetime lifetime, StartLog start, IConfiguration configuration, TimeProvider time) : BackgroundService
{
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                if (await probe.LookAsync(stoppingToken) == DatabaseProbe.Newer)
                {
                    TextCatalog texts = SiteTexts.For(HostLanguage.Of(configuration));
                    await Console.Error.WriteLineAsync(texts.Get("health.newer", database.Name));
                    start.EndWith(StartFailure.ExitCode);
                    lifetime.StopApplication();
                    return;
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops.
        }
    }
}
