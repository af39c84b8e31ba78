using HelpDesk.Channels.Cards;
using HelpDesk.Channels.DirectLine.Files;
using HelpDesk.Channels.DirectLine.Limits;
using HelpDesk.Channels.DirectLine.Messages;
using HelpDesk.Channels.DirectLine.Sockets;
using HelpDesk.Channels.DirectLine.Tokens;
using HelpDesk.Channels.DirectLine.Wire;
using HelpDesk.Channels.Files;
using HelpDesk.Storage.Keys;
using HelpDesk.Storage.Outbox;
using HelpDesk.Storage.Presence;
using HelpDesk.Storage.Visitors;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace HelpDesk.Channels.DirectLine;

/// <summary>The web channel: a Direct Line 3.0 service for Web Chat and other clients.</summary>
public static class DirectLineChannel
{
    /// <summary>The channel's name in the database: under it stand its conversations and tickets.</summary>
    public const string Name = DirectLineOptions.Channel;

    internal const string Path = "/v3/directline";

    /// <summary>
    /// The host brings <see cref="HelpDesk.Storage.Database"/> and <see cref="HelpDesk.Storage.Turns.TurnDesk"/>, the desk on the
    /// same <see cref="ConversationSignals"/>; and an <see cref="IIncomingFiles"/>, before or after this, where files are taken.
    /// Settings: <see cref="DirectLineOptions"/>.
    /// </summary>
    public static IServiceCollection AddDirectLine(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configuration);
        services.AddOptions<DirectLineOptions>().Bind(configuration.GetSection(DirectLineOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<DirectLineOptions>>(new DirectLineOptionsCheck(DirectLineTexts.In(configuration["HELPDESK_LANG"])));
        services.AddOptions<ForwardedHeadersOptions>().Configure<IOptions<DirectLineOptions>>(Trust);
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<ConversationSignals>();
        services.TryAddSingleton<Presences>();
        services.TryAddSingleton<Transcript>();
        services.TryAddSingleton<IIncomingFiles, NoIncomingFiles>();
        services.AddSingleton<SigningKeys>();
        services.AddSingleton<ForgottenVisitors>();
        services.AddSingleton<ChatTokens>();
        services.AddSingleton<ChatLimits>();
        services.AddSingleton(provider => new ConversationLimit(provider.GetRequiredService<ChatLimits>()));
        services.AddSingleton<Origins>();
        services.TryAddSingleton<Unrendered>();
        services.AddSingleton<ConversationLog>();
        services.AddSingleton<ChatDesk>();
        services.AddSingleton<Upload>();
        services.AddSingleton<SocketStream>();
        services.AddHostedService<SaidElsewhere>();
        services.AddTransient<IStartupFilter, BeforeEverything>();
        return services;
    }

    /// <summary>Why a file was not taken, and what to do, in «ja» or «en»; for whoever takes files in another way than this channel.</summary>
    public static string WordsOf(FileOutcome refused, string language)
    {
        var refusal = refused switch
        {
            RefusedFile file => Refusal.File(file.Code, file.About),
            UnkeptFile file => Refusal.Unkept(file.Name, file.Code),
            _ => throw new ArgumentOutOfRangeException(nameof(refused), refused, "It was taken."),
        };
        return DirectLineTexts.In(language).Get("refusals." + refusal.Text, [.. refusal.About]);
    }

    public static IEndpointRouteBuilder MapDirectLine(this IEndpointRouteBuilder app)
    {
        ArgumentNullException.ThrowIfNull(app);
        var open = app.MapGroup(Path).AddEndpointFilter<Guard>().ExcludeFromDescription();
        open.MapMethods("/{**path}", [HttpMethods.Options], (HttpContext http, Origins origins) => origins.Preflight(http));

        // Each of these two looks at a proof of its own: the secret, and the token in the address.
        open.MapPost("/tokens/generate", TokenEndpoints.GenerateAsync);
        // A socket over HTTP/2 comes as CONNECT (RFC 8441): so it does wherever Kestrel itself serves HTTPS.
        open.MapMethods("/conversations/{conversation}/stream", [HttpMethods.Get, HttpMethods.Connect], StreamEndpoint.ConnectAsync);

        var held = open.MapGroup("").AddEndpointFilter<TokenCheck>();
        held.MapPost("/conversations", ConversationEndpoints.StartAsync);
        held.MapPost("/conversations/{conversation}/activities", ConversationEndpoints.PostAsync);
        held.MapPost("/conversations/{conversation}/upload", ConversationEndpoints.UploadAsync);

        var reads = held.MapGroup("").AddEndpointFilter<ReadCheck>();
        reads.MapPost("/tokens/refresh", TokenEndpoints.RefreshAsync);
        reads.MapGet("/conversations/{conversation}", ConversationEndpoints.ReconnectAsync);
        reads.MapGet("/conversations/{conversation}/activities", ConversationEndpoints.ReadAsync);
        reads.MapGet("/session/getsessionid", ConversationEndpoints.Session);
        return app;
    }

    /// <summary>Only what named proxies say of the other side's address and scheme is believed; where none is named, nothing.</summary>
    private static void Trust(ForwardedHeadersOptions forwarded, IOptions<DirectLineOptions> options)
    {
        forwarded.KnownProxies.Clear();
        forwarded.KnownIPNetworks.Clear();
        forwarded.ForwardedHeaders = options.Value.TrustedProxies.Count == 0 ? ForwardedHeaders.None : ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
        forwarded.ForwardLimit = null;
        foreach (var proxy in options.Value.TrustedProxies)
        {
            if (DirectLineOptionsCheck.TryNetwork(proxy, out var network))
            {
                forwarded.KnownIPNetworks.Add(network);
            }
        }
    }

    private sealed class BeforeEverything : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.UseForwardedHeaders();
            app.UseWebSockets();
            next(app);
        };
    }
}
