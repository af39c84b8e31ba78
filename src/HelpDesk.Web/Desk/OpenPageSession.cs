using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;

namespace HelpDesk.Web.Desk;

/// <summary>A page that stays open asks every minute whether its session still stands.</summary>
internal sealed class OpenPageSession(ILoggerFactory logs, DeskSessions sessions) : RevalidatingServerAuthenticationStateProvider(logs)
{
    protected override TimeSpan RevalidationInterval => DeskSessions.Stands;

    protected override async Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken) =>
        await sessions.RenewAsync(authenticationState.User, cancellationToken) is not null;
}
