namespace HelpDesk.Web.Knowledge;

/// <summary>
/// Looks at the kb folder each second. Polling, not a file system watcher: it also sees network shares, mounted volumes
/// and folders that are swapped whole.
/// </summary>
internal sealed class KnowledgeWatch(ServedKnowledge knowledge, TimeProvider time, ILogger<KnowledgeWatch> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                Look();
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops.
        }
    }

    private void Look()
    {
        try
        {
            knowledge.Refresh();
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // The host must go on serving the last good state whatever a file holds.
            log.LogError(e, "Knowledge base {Directory} could not be read", knowledge.Directory);
        }
    }
}

internal static class KnowledgeSetup
{
    public static void AddKnowledge(this IServiceCollection services)
    {
        services.AddSingleton<ServedKnowledge>();
        services.AddHostedService<KnowledgeWatch>();
    }
}
