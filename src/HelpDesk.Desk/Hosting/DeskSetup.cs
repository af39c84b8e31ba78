using HelpDesk.Desk.Inquiry;
using HelpDesk.Desk.Search;
using HelpDesk.Storage.Desk;
using HelpDesk.Storage.Files;
using HelpDesk.Storage.Learning;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.FluentUI.AspNetCore.Components;

namespace HelpDesk.Desk.Hosting;

public static class DeskSetup
{
    public const string Root = "/desk";

    /// <summary>The pages of the desk; how people sign in is the host's.</summary>
    public static void AddDeskPages(this IServiceCollection services, Func<IServiceProvider, DeskOptions> options)
    {
        services.AddRazorComponents().AddInteractiveServerComponents();
        services.AddFluentUIComponents();
        services.AddCascadingAuthenticationState();
        services.AddSingleton(options);
        services.AddSingleton<InquiryReader>();
        services.AddSingleton<ListNeighbours>();
        services.AddSingleton<KnowledgeSearch>();
        services.AddSingleton<DeskDrafts>();
        services.AddSingleton<DeskFiles>();
        services.AddSingleton<DeskSends>();
        services.AddSingleton<DeskViews>();
        services.AddSingleton<DeskContacts>();
        services.AddSingleton<DeskBulk>();
        services.AddSingleton<Gaps>();
    }

    /// <summary>All pages and their connection, for people of the desk only.</summary>
    public static RazorComponentsEndpointConventionBuilder MapDeskPages(this IEndpointRouteBuilder app) =>
        app.MapRazorComponents<DeskDocument>().AddInteractiveServerRenderMode();
}
