using System.Data.Common;
using HelpDesk.Storage.People;
using HelpDesk.Ticketing.People;
using HelpDesk.Ticketing.Tickets;
using HelpDesk.Web.Site;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Desk;

/// <summary>In Development, where nobody works at the desk yet, the first start prints a link by which it can be entered.</summary>
internal sealed class FirstLink(IHostEnvironment environment, IHostApplicationLifetime life, IServer server, DeskPeople people, IConfiguration configuration) : IHostedService
{
    public const string FirstPerson = "admin";

    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (environment.IsDevelopment())
        {
            life.ApplicationStarted.Register(() => _ = PrintAsync(life.ApplicationStopping));
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task PrintAsync(CancellationToken cancellation)
    {
        try
        {
            if (!await people.IsEmptyAsync(cancellation))
            {
                return;
            }

            await people.AddAsync(FirstPerson, [DeskRole.Admin, DeskRole.Lead], [Ticket.HelpDesk], DeskAudit.Console, cancellation);
            if (await people.InviteAsync(FirstPerson, DeskAudit.Console, cancellation) is { } token)
            {
                var address = server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? "http://localhost:5080";
                await Console.Out.WriteLineAsync(SiteTexts.For(HostLanguage.Of(configuration)).Get("site.firstLink", $"{address.TrimEnd('/')}/desk/join/{token}"));
            }
        }
        catch (Exception e) when (e is DbException or DbUpdateException)
        {
            await Console.Error.WriteLineAsync(SiteTexts.For(HostLanguage.Of(configuration)).Get("site.noFirstLink"));
        }
    }
}
