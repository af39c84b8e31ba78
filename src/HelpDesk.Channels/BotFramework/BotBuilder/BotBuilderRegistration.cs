using HelpDesk.Channels.BotFramework.Connector;
using HelpDesk.Channels.BotFramework.Credentials;
using HelpDesk.Channels.BotFramework.Hosts;
using HelpDesk.Channels.BotFramework.Messages;
using Microsoft.Bot.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace HelpDesk.Channels.BotFramework.BotBuilder;

/// <summary>The SDK's part of the channel: adapter, bot, door. Whatever stands in the container as the SDK's IMiddleware is used, in that order.</summary>
internal static class BotBuilderRegistration
{
    public static IServiceCollection AddBotBuilder(this IServiceCollection services)
    {
        services.AddSingleton(all => new Connectors(Connectors.CreateClient(all.GetRequiredService<IConnectorCredential>(), all.GetRequiredService<ServiceHosts>(), all.GetRequiredService<ConnectorPace>())));
        services.AddSingleton<ChannelAuthentication>();
        services.AddSingleton<HelpDeskBot>();
        services.AddSingleton<IBot>(all => all.GetRequiredService<HelpDeskBot>());
        services.AddSingleton<HelpDeskAdapter>();
        services.AddSingleton<IActivityAdapter>(all => all.GetRequiredService<HelpDeskAdapter>());
        return services;
    }
}
