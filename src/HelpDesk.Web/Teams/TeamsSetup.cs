using HelpDesk.Channels.BotFramework;
using HelpDesk.Channels.BotFramework.Speech;
using HelpDesk.Web.Http;
using HelpDesk.Web.Knowledge;
using HelpDesk.Web.Site;

namespace HelpDesk.Web.Teams;

/// <summary>The Teams channel, only where the section BotFramework turns it on.</summary>
internal static class TeamsSetup
{
    public static void AddTeamsWhereSet(this IServiceCollection services, IConfiguration configuration)
    {
        if (!TeamsChannel.IsOn(configuration))
        {
            return;
        }

        services.AddTeams(configuration);
        services.AddSingleton(provider =>
        {
            var knowledge = provider.GetRequiredService<ServedKnowledge>();
            return new TeamsKnowledge(() => knowledge.Desk, () => knowledge.Bot, Addresses.Article);
        });
        if (TeamsChannel.Board(configuration) is { } board)
        {
            services.AddSingleton(board);
        }

    }

    public static void MapTeamsWhereSet(this WebApplication app)
    {
        if (TeamsChannel.IsOn(app.Configuration))
        {
            app.MapTeams();
            return;
        }

        // Not 405, as the page for missing addresses would have it: there is nothing at this address.
        app.MapPost(TeamsChannel.MessagesPath, (HttpRequest request) => Problems.Create(StatusCodes.Status404NotFound, "not_found", request)).ExcludeFromDescription();
    }
}
