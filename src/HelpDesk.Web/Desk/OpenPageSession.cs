using System.Security.Claims;
using HelpDesk.Desk;
using HelpDesk.Storage;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.AspNetCore.Components.Server.Circuits;

namespace HelpDesk.Web.Desk;

/// <summary>A page that stays open asks every few seconds whether its session still stands, and before what is done in it, at most once a second.</summary>
internal sealed class OpenPageSession(ILoggerFactory logs, DeskSessions sessions, TimeProvider time) : RevalidatingServerAuthenticationStateProvider(logs)
{
    public static readonly TimeSpan LeftAlone = TimeSpan.FromSeconds(5);
    public static readonly TimeSpan InUse = TimeSpan.FromSeconds(1);

    private static readonly AuthenticationState Nobody = new(new ClaimsPrincipal(new ClaimsIdentity()));

    private long asked;

    protected override TimeSpan RevalidationInterval => LeftAlone;

    /// <summary>Whether what is done in the page may be done; where not, the page is told that nobody is signed in.</summary>
    public async Task<bool> IsOpenAsync()
    {
        var person = (await GetAuthenticationStateAsync()).User;
        if (asked != 0 && time.GetElapsedTime(asked) < InUse)
        {
            return DeskClaims.Read(person) is not null;
        }

        var isOpen = DeskClaims.Read(person) is not null && await StandsAsync(person, isUse: true, CancellationToken.None);
        asked = time.GetTimestamp();
        if (!isOpen)
        {
            SetAuthenticationState(Task.FromResult(Nobody));
        }

        return isOpen;
    }

    protected override Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken) =>
        StandsAsync(authenticationState.User, isUse: false, cancellationToken);

    /// <summary>While the database cannot be asked the page stays: it can neither show nor do anything new, and is asked again.</summary>
    private async Task<bool> StandsAsync(ClaimsPrincipal person, bool isUse, CancellationToken cancellation)
    {
        try
        {
            return await sessions.StandsAsync(person, isUse, cancellation);
        }
        catch (DatabaseException)
        {
            return true;
        }
    }
}

/// <summary>What is pressed or typed in an open page is heard only while its session stands.</summary>
internal sealed class OpenPageGuard(AuthenticationStateProvider session) : CircuitHandler
{
    public override Func<CircuitInboundActivityContext, Task> CreateInboundActivityHandler(Func<CircuitInboundActivityContext, Task> next) => async activity =>
    {
        if (session is not OpenPageSession page || await page.IsOpenAsync())
        {
            await next(activity);
        }
    };
}
