using HelpDesk.Storage;
using HelpDesk.Storage.Outbox;
using HelpDesk.Storage.Tickets;
using HelpDesk.Storage.Turns;
using HelpDesk.Web.Health;
using HelpDesk.Web.Knowledge;
using HelpDesk.Web.Site;

namespace HelpDesk.Web.Data;

/// <summary>The database that the settings name, and what speaks with it.</summary>
internal static class DatabaseSetup
{
    public static void AddDatabase(this IServiceCollection services)
    {
        services.AddSingleton(provider =>
        {
            var configuration = provider.GetRequiredService<IConfiguration>();
            var texts = SiteTexts.For(HostLanguage.Of(configuration));
            return DatabaseChoice.Of(
                configuration, provider.GetRequiredService<IHostEnvironment>().ContentRootPath, tightened: path => Console.Error.WriteLine(texts.Get("site.tightened", path)));
        });
        services.AddSingleton<DatabaseProbe>();
        services.AddSingleton<DiskSpace>();
        services.AddHostedService<SchemaWatch>();
        services.AddSingleton<ConversationSignals>();
        services.AddSingleton(provider =>
        {
            var (knowledge, log) = (provider.GetRequiredService<ServedKnowledge>(), provider.GetRequiredService<ILogger<TurnDesk>>());
            return new TurnDesk(
                provider.GetRequiredService<Database>(), () => knowledge.Bot, provider.GetRequiredService<TimeProvider>(),
                e => log.LogError(e, "A turn failed"), provider.GetRequiredService<ConversationSignals>(), provider.GetService<AgentsBoard>(), provider.GetService<IAftermath>());
        });
    }
}
