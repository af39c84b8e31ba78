using HelpDesk.Channels.Activities;
using HelpDesk.Channels.BotFramework.Agents;
using HelpDesk.Channels.BotFramework.BotBuilder;
using HelpDesk.Channels.BotFramework.Credentials;
using HelpDesk.Channels.BotFramework.Delivery;
using HelpDesk.Channels.BotFramework.Extensions;
using HelpDesk.Channels.BotFramework.Files;
using HelpDesk.Channels.BotFramework.Invokes;
using HelpDesk.Channels.BotFramework.Messages;
using HelpDesk.Channels.BotFramework.Settings;
using HelpDesk.Channels.BotFramework.Speakers;
using HelpDesk.Channels.BotFramework.Speech;
using HelpDesk.Channels.BotFramework.Teams;
using HelpDesk.Channels.Cards;
using HelpDesk.Channels.Files;
using HelpDesk.Storage;
using HelpDesk.Storage.Files;
using HelpDesk.Storage.Outbox;
using HelpDesk.Storage.Tickets;
using HelpDesk.Storage.Turns;
using HelpDesk.Ticketing.Tickets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace HelpDesk.Channels.BotFramework;

/// <summary>Teams, joined to the product: what comes in, what goes out, what agents do.</summary>
public static class TeamsChannel
{
    /// <summary>
    /// The host brings <see cref="Database"/>, <see cref="TurnDesk"/> and <see cref="TicketDesk"/>, both on the same
    /// <see cref="ConversationSignals"/> and on <see cref="Board"/>; <see cref="TeamsKnowledge"/>; and an <see cref="IIncomingFiles"/>,
    /// before or after this, where files are taken. Settings: <see cref="BotFrameworkOptions"/>.
    /// </summary>
    public static IServiceCollection AddTeams(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var language = configuration["HELPDESK_LANG"] == "en" ? "en" : "ja";
        services.AddBotFramework(configuration, BotFrameworkTexts.In(language));
        services.AddSingleton(new TeamsLanguage(language));
        services.TryAddSingleton<ConversationSignals>();
        services.TryAddSingleton<Transcript>();
        services.TryAddSingleton<IIncomingFiles, NoIncomingFiles>();
        services.AddSingleton<Inbox>();
        services.AddSingleton<TeamsFiles>();
        services.AddSingleton<MessageDesk>();
        services.TryAddSingleton<Unrendered>();
        services.AddSingleton<ArticleLinks>();
        services.AddSingleton<FaqSearch>();
        services.AddSingleton<MessageTickets>();
        services.AddSingleton<PostedCards>();
        services.AddSingleton<TicketCards>();
        services.AddSingleton<AgentDesk>();
        services.AddSingleton<CardPresses>();
        services.TryAddSingleton<FileRegister>();
        services.AddSingleton<FileAnswers>();
        services.AddSingleton<InvokeDesk>();
        services.AddBotBuilder();
        services.AddSingleton<MessagesEndpoint>();
        services.AddSingleton<BoardSender>();
        services.AddSingleton<Chats>();
        services.AddSingleton<CardSender>();
        services.AddSingleton<LeftConversations>();
        services.AddSingleton<Undelivered>();
        services.AddSingleton<Departures>();
        services.AddSingleton<TeamsSender>();
        services.TryAddSingleton<DeliveryHealth>();
        services.AddHostedService<TeamsDelivery>();
        services.AddHostedService<CredentialWatch>();
        return services;
    }

    /// <summary>Whether the settings turn the channel on.</summary>
    public static bool IsOn(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var teams = configuration.GetSection(BotFrameworkOptions.Section);
        return teams[nameof(BotFrameworkOptions.AppId)] is { Length: > 0 }
            || string.Equals(teams[nameof(BotFrameworkOptions.AnonymousInDevelopment)], bool.TrueString, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Whether a file can be handed to the requester of a ticket: Teams takes a bot's files in personal chats only.</summary>
    public static bool CarriesFiles(Ticket ticket)
    {
        ArgumentNullException.ThrowIfNull(ticket);
        return ticket.Channel == BotFrameworkOptions.TeamsId && ticket.Conversation == TeamsSpeaker.Personal(ticket.Requester);
    }

    /// <summary>Where tickets of all channels are posted for agents; null where the settings name no channel.</summary>
    public static AgentsBoard? Board(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        // Read as they stand: what is wrong in them is said by the check of the options, when the host starts.
        var teams = configuration.GetSection(BotFrameworkOptions.Section);
        var channel = teams.GetSection(nameof(BotFrameworkOptions.AgentsChannel));
        if (!IsOn(configuration) || channel[nameof(AgentsChannelOptions.Conversation)] is not { Length: > 0 } conversation)
        {
            return null;
        }

        var service = channel[nameof(AgentsChannelOptions.ServiceUrl)] is { Length: > 0 } set ? set : AgentsChannelOptions.DefaultServiceUrl;
        var tenant = channel[nameof(AgentsChannelOptions.TenantId)] is { Length: > 0 } own ? own : teams[nameof(BotFrameworkOptions.TenantId)];
        var to = new TeamsReference(service, conversation, ConversationKind.Channel, tenant, new Account { Id = Person.BotPrefix + teams[nameof(BotFrameworkOptions.AppId)] }, new Account { Id = conversation });
        return new AgentsBoard(BotFrameworkOptions.TeamsId, to.Write());
    }

    /// <summary>Where the Azure Bot Service hands in what happens in Teams.</summary>
    public const string MessagesPath = MessagesEndpoint.Path;

    public static IEndpointRouteBuilder MapTeams(this IEndpointRouteBuilder app)
    {
        ArgumentNullException.ThrowIfNull(app);
        app.MapPost(MessagesEndpoint.Path, (HttpContext http, MessagesEndpoint endpoint) => endpoint.AnswerAsync(http)).ExcludeFromDescription();
        return app;
    }
}
