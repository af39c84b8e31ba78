using HelpDesk.Channels.BotFramework.Authentication;
using HelpDesk.Channels.BotFramework.Connector;
using HelpDesk.Channels.BotFramework.Credentials;
using HelpDesk.Channels.BotFramework.Files;
using HelpDesk.Channels.BotFramework.Hosts;
using HelpDesk.Channels.BotFramework.Settings;
using HelpDesk.Sources;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols;

namespace HelpDesk.Channels.BotFramework;

/// <summary>Puts the Teams channel together for a host: <see cref="ChannelAuthenticator"/>, <see cref="ConnectorClient"/>, <see cref="CredentialHealth"/>.</summary>
public static class BotFrameworkRegistration
{
    /// <param name="texts">The language of faults: <see cref="BotFrameworkTexts.In"/>.</param>
    public static IServiceCollection AddBotFramework(this IServiceCollection services, IConfiguration configuration, TextCatalog texts)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        services.AddOptions<BotFrameworkOptions>().Bind(configuration.GetSection(BotFrameworkOptions.Section)).ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<IValidateOptions<BotFrameworkOptions>>(all => new BotFrameworkOptionsCheck(all.GetRequiredService<IHostEnvironment>(), texts));
        services.AddSingleton(all => all.GetRequiredService<IOptions<BotFrameworkOptions>>().Value);
        services.AddSingleton(all => new ServiceHosts(all.GetRequiredService<BotFrameworkOptions>().ServedHosts, all.GetRequiredService<IHostEnvironment>().IsDevelopment()));
        services.AddSingleton(all => new FileHosts(all.GetRequiredService<BotFrameworkOptions>().AllowedFileHosts, all.GetRequiredService<IHostEnvironment>().IsDevelopment()));
        services.AddSingleton(Keys);
        services.AddSingleton<ChannelTokens>();
        services.AddSingleton<ChannelAuthenticator>();
        services.AddSingleton<ConnectorPace>();
        services.AddSingleton(Credential);
        services.AddSingleton(Client);
        services.AddSingleton(Fetch);
        services.AddSingleton(all => new FilePut(new HttpClient(ConnectorTransport.CreateHandler()) { Timeout = Timeout.InfiniteTimeSpan }, all.GetRequiredService<FileHosts>()));
        services.AddSingleton(all => CredentialHealth.Of(all.GetRequiredService<BotFrameworkOptions>(), all.GetRequiredService<TimeProvider>()));
        return services;
    }

    private static ChannelKeys Keys(IServiceProvider all) =>
        new(all.GetRequiredService<BotFrameworkOptions>().MetadataUrl, new HttpDocumentRetriever(ChannelKeys.CreateClient()), all.GetRequiredService<TimeProvider>());

    private static IConnectorCredential Credential(IServiceProvider all)
    {
        var options = all.GetRequiredService<BotFrameworkOptions>();
        return options.AppId.Length == 0 ? new UnregisteredBot() : new MsalCredential(options, transport: null, all.GetRequiredService<ILogger<MsalCredential>>());
    }

    private static ConnectorClient Client(IServiceProvider all) =>
        new(new ConnectorTransport(
            new HttpClient(ConnectorTransport.CreateHandler()) { Timeout = Timeout.InfiniteTimeSpan },
            all.GetRequiredService<IConnectorCredential>(),
            all.GetRequiredService<ServiceHosts>(),
            all.GetRequiredService<ConnectorPace>(),
            // The outbox tries again, with pauses that outlive the process.
            new ConnectorRules { Tries = 1 },
            all.GetRequiredService<TimeProvider>()));

    private static FileFetch Fetch(IServiceProvider all) =>
        new(new HttpClient(ConnectorTransport.CreateHandler()) { Timeout = Timeout.InfiniteTimeSpan },
            all.GetRequiredService<IConnectorCredential>(), all.GetRequiredService<ServiceHosts>(), all.GetRequiredService<FileHosts>());
}
