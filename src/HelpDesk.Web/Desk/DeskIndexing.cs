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

    /// <summary>Nodes that may stand in one working directory; beyond them the index is in memory.</summary>
    private const int MostNodes = 16;

    private const UnixFileMode OwnerAlone = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    public static void AddTo(IServiceCollection services)
    {
        services.AddSingleton<NodeFolders>();
        services.AddSingleton(provider =>
        {
            var log = provider.GetRequiredService<ILogger<TicketFeed>>();
            return new TicketFeed(
                provider.GetRequiredService<Database>(), provider.GetRequiredService<DeskRules>().Now, provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ConversationSignals>(),
                MadeFolder(provider), e => log.LogWarning(e, "The search index is behind; it is tried again"));
        });
        services.AddSingleton<DeskSearch>();
        services.AddSingleton<DeskQueue>();
        services.AddHostedService<DeskIndexing>();
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.Run(() => feed.RunAsync(stoppingToken), stoppingToken);

    /// <summary>
    /// A folder that no other process has, the first that is free: nodes may share a working directory. What people wrote stands in it,
    /// so it is for its owner alone, as the database is. Null where none can be had: the index is in memory then.
    /// </summary>
    private static string? MadeFolder(IServiceProvider provider)
    {
        var root = provider.GetRequiredService<IHostEnvironment>().ContentRootPath;
        var folder = Path.Combine(Path.GetDirectoryName(provider.GetRequiredService<Database>().SqliteFile) ?? root, Folder);
        try
        {
            Make(folder);
            for (var node = 1; node <= MostNodes; node++)
            {
                if (provider.GetRequiredService<NodeFolders>().Claim(Path.Combine(folder, FormattableString.Invariant($"{node}.lock"))))
                {
                    var own = Path.Combine(folder, FormattableString.Invariant($"{node}"));
                    Make(own);
                    return own;
                }
            }

            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            provider.GetRequiredService<ILogger<DeskIndexing>>().LogWarning(e, "The search index is kept in memory: {Folder} cannot be made", folder);
            return null;
        }
    }

    private static void Make(string folder)
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
    }

    /// <summary>Holds the lock of this node's folder for as long as the host lives; a process that dies lets go of it.</summary>
    private sealed class NodeFolders : IDisposable
    {
        private FileStream? held;

        public bool Claim(string file)
        {
            try
            {
                held = new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
                return true;
            }
            catch (IOException)
            {
                // Another node's.
                return false;
            }
        }

        public void Dispose() => held?.Dispose();
    }
}
