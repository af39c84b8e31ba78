using HelpDesk.Sources;
using HelpDesk.Storage;
using HelpDesk.Storage.Outbox;
using HelpDesk.Storage.Tickets;
using HelpDesk.Storage.Turns;
using HelpDesk.Web.Knowledge;
using HelpDesk.Web.Pages;

namespace HelpDesk.Web.Data;

/// <summary>The database of the settings Database:Sqlite (a file) or Database:Postgres (a connection string), and what speaks with it.</summary>
internal static class DatabaseSetup
{
    private const string Sqlite = "Database:Sqlite";
    private const string Postgres = "Database:Postgres";
    private const string DefaultFile = "helpdesk.db";

    public static void AddDatabase(this IServiceCollection services)
    {
        services.AddSingleton(provider => Chosen(provider.GetRequiredService<IConfiguration>(), provider.GetRequiredService<IHostEnvironment>().ContentRootPath));
        services.AddSingleton<ConversationSignals>();
        services.AddSingleton(provider =>
        {
            var (knowledge, log) = (provider.GetRequiredService<ServedKnowledge>(), provider.GetRequiredService<ILogger<TurnDesk>>());
            return new TurnDesk(
                provider.GetRequiredService<Database>(), () => knowledge.Bot, provider.GetRequiredService<TimeProvider>(),
                e => log.LogError(e, "A turn failed"), provider.GetRequiredService<ConversationSignals>(), provider.GetService<AgentsBoard>());
        });
    }

    /// <summary>Creates or migrates the database; where that fails, writes why and what to do, and returns false.</summary>
    public static async Task<bool> PrepareDatabaseAsync(this IServiceProvider services, TextCatalog texts, TextWriter errors)
    {
        try
        {
            await services.GetRequiredService<Database>().PrepareAsync(CancellationToken.None);
            return true;
        }
        catch (DatabaseException e)
        {
            await errors.WriteLineAsync(texts.Get("database." + e.Code, e.File));
        }
        catch (System.Data.Common.DbException e)
        {
            // PostgreSQL: its message names host, database or role, never the password.
            await errors.WriteLineAsync(texts.Get("database.unreachable", e.Message));
        }

        return false;
    }

    private static Database Chosen(IConfiguration configuration, string contentRoot) =>
        configuration[Postgres] is { Length: > 0 } connection
            ? Database.Postgres(connection)
            : Database.Sqlite(
                Path.GetFullPath(configuration[Sqlite] is { Length: > 0 } file ? file : DefaultFile, contentRoot),
                tightened: path => Console.Error.WriteLine(SiteTexts.For(configuration["HELPDESK_LANG"]).Get("site.tightened", path)));
}
