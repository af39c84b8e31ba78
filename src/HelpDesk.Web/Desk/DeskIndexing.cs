using HelpDesk.Storage;
using HelpDesk.Storage.Outbox;
using HelpDesk.Storage.Search;
using HelpDesk.Web.Inquiries;

namespace HelpDesk.Web.Desk;

/// <summary>Keeps this node's search index true to the database while the host runs.</summary>
internal sealed class DeskIndexing(TicketFeed feed) : BackgroundService
{
    /// <summary>Beside the database file; with PostgreSQL in the working directory. A copy that may be deleted: it is built anew.</summary>
    private const string Folder = "helpdesk-search";

    private const UnixFileMode OwnerAlone = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    public static void AddTo(IServiceCollection services)
    {
        services.AddSingleton(provider =>
        {
            var log = provider.GetRequiredService<ILogger<TicketFeed>>();
            return new TicketFeed(
                provider.GetRequiredService<Database>(), provider.GetRequiredService<DeskRules>().Now, provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ConversationSignals>(),
                MadeFolder(provider), e => log.LogWarning(e, "The search index is behind; it is tried again"));
        });
        services.AddSingleton<DeskSearch>();
        services.AddHostedService<DeskIndexing>();
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.Run(() => feed.RunAsync(stoppingToken), stoppingToken);

    /// <summary>What people wrote stands in it: for its owner alone, as the database is. Null where it cannot be made: the index is in memory then.</summary>
    private static string? MadeFolder(IServiceProvider provider)
    {
        var root = provider.GetRequiredService<IHostEnvironment>().ContentRootPath;
        var folder = Path.Combine(Path.GetDirectoryName(provider.GetRequiredService<Database>().SqliteFile) ?? root, Folder);
        try
        {
            if (OperatingSystem.IsWindows())
            {
                Directory.CreateDirectory(folder);
            }
            else
            {
                Directory.CreateDirectory(folder, OwnerAlone);
                File.SetUnixFileMode(folder, OwnerAlone);
            }

            return folder;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            provider.GetRequiredService<ILogger<DeskIndexing>>().LogWarning(e, "The search index is kept in memory: {Folder} cannot be made", folder);
            return null;
        }
    }
}
