using System.Security.Claims;
using HelpDesk.Desk;
using HelpDesk.Storage.Model;
using HelpDesk.Storage.People;
using HelpDesk.Ticketing.People;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace HelpDesk.Web.Desk;

/// <summary>
/// Sessions at the desk. A cookie holds a session's key; whether it stands, who somebody is and what they may is asked of the database
/// at every request: who is disabled, loses a role, or had the session ended, is out at the next one, on every node.
/// </summary>
internal sealed class DeskSessions(SessionRegister register)
{
    /// <summary>The register says when a session ends; what the cookie says of itself only has to outlast a day in one open page, which sends none.</summary>
    public static readonly TimeSpan CookieLasts = TimeSpan.FromDays(1);

    private const string Key = "desk:session";
    private const string Way = "desk:way";

    public async Task BeginAsync(HttpContext context, DeskUser user, SignInWay way) =>
        await context.SignInAsync(DeskClaims.Scheme, await NewAsync(context, user, way), new AuthenticationProperties { IsPersistent = false, AllowRefresh = true });

    /// <summary>A session of somebody who proved just now who they are; whoever was signed in by the same browser before no longer is.</summary>
    public async Task<ClaimsPrincipal> NewAsync(HttpContext context, DeskUser user, SignInWay way)
    {
        await LeaveAsync((await context.AuthenticateAsync(DeskClaims.Scheme)).Principal, context.RequestAborted);
        var browser = BrowserWords.Of(context.Request.Headers.UserAgent.ToString());
        return Principal(user, await register.BeginAsync(user, way, browser, DeskSignIn.From(context), context.RequestAborted), way);
    }

    public static bool IsFromElsewhere(ClaimsPrincipal? principal) => principal?.HasClaim(Way, nameof(SignInWay.Elsewhere)) == true;

    /// <summary>As the register shows it; null where there is none.</summary>
    public static string? IdOf(ClaimsPrincipal? principal) => principal?.FindFirstValue(Key) is { } key ? SessionRegister.IdOf(key) : null;

    /// <summary>Whether the session of an open page stands as it was when the page was opened.</summary>
    /// <param name="isUse">Whether somebody does something in it now.</param>
    public async Task<bool> StandsAsync(ClaimsPrincipal principal, bool isUse, CancellationToken cancellation) =>
        principal.FindFirstValue(Key) is { } key && await register.FindAsync(key, isUse, cancellation) is not null;

    public async Task CheckAsync(CookieValidatePrincipalContext cookie)
    {
        var key = cookie.Principal!.FindFirstValue(Key);
        if (key is null || await register.FindAsync(key, isUse: true, cookie.HttpContext.RequestAborted) is not { } session)
        {
            cookie.RejectPrincipal();
            await cookie.HttpContext.SignOutAsync(DeskClaims.Scheme);
            return;
        }

        cookie.ReplacePrincipal(Principal(session.User, key, session.Way));
        cookie.ShouldRenew = session.IsExtended;
    }

    public Task LeaveAsync(ClaimsPrincipal? principal, CancellationToken cancellation) =>
        principal?.FindFirstValue(Key) is { } key ? register.LeaveAsync(key, cancellation) : Task.CompletedTask;

    private static ClaimsPrincipal Principal(DeskUser user, string key, SignInWay way)
    {
        var principal = DeskClaims.Write(new DeskPerson(user.Id, user.DisplayName, user.Roles, user.Teams));
        ((ClaimsIdentity)principal.Identity!).AddClaims([new Claim(Key, key), new Claim(Way, way.ToString())]);
        return principal;
    }
}
