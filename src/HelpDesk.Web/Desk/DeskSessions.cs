using System.Globalization;
using System.Security.Claims;
using HelpDesk.Desk;
using HelpDesk.Storage;
using HelpDesk.Storage.Model;
using HelpDesk.Ticketing.People;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Desk;

/// <summary>
/// Sessions at the desk: who somebody is and what they may is asked of the database anew every minute, so that who is disabled,
/// or loses a role, loses it in open pages too.
/// </summary>
internal sealed class DeskSessions(Database database, TimeProvider time)
{
    /// <summary>Without a request for so long a session ends.</summary>
    public static readonly TimeSpan Lasts = TimeSpan.FromHours(8);

    /// <summary>How old what a session says of somebody may be.</summary>
    public static readonly TimeSpan Stands = TimeSpan.FromMinutes(1);

    private const string Stamp = "desk:stamp";
    private const string CheckedAt = "desk:checked";

    public Task BeginAsync(HttpContext context, DeskUser user) =>
        context.SignInAsync(DeskClaims.Scheme, Principal(user), new AuthenticationProperties { IsPersistent = false, AllowRefresh = true });

    /// <summary>The principal as it is now: itself while it is young, made anew from the database, or null where the session has ended.</summary>
    public async Task<ClaimsPrincipal?> RenewAsync(ClaimsPrincipal principal, CancellationToken cancellation)
    {
        var at = long.TryParse(principal.FindFirstValue(CheckedAt), CultureInfo.InvariantCulture, out var ticks) ? new DateTimeOffset(ticks, TimeSpan.Zero) : DateTimeOffset.MinValue;
        if (time.GetUtcNow() - at < Stands)
        {
            return principal;
        }

        var id = principal.FindFirstValue(ClaimTypes.NameIdentifier);
        await using var context = database.Open();
        var user = await context.DeskUsers.AsNoTracking().FirstOrDefaultAsync(user => user.Id == id && !user.IsDisabled, cancellation);
        return user is not null && user.SecurityStamp == principal.FindFirstValue(Stamp) ? Principal(user) : null;
    }

    public async Task CheckAsync(CookieValidatePrincipalContext cookie)
    {
        if (await RenewAsync(cookie.Principal!, cookie.HttpContext.RequestAborted) is not { } principal)
        {
            cookie.RejectPrincipal();
            await cookie.HttpContext.SignOutAsync(DeskClaims.Scheme);
        }
        else if (!ReferenceEquals(principal, cookie.Principal))
        {
            cookie.ReplacePrincipal(principal);
            cookie.ShouldRenew = true;
        }
    }

    private ClaimsPrincipal Principal(DeskUser user)
    {
        var principal = DeskClaims.Write(new DeskPerson(user.Id, user.DisplayName, user.Roles, user.Teams));
        ((ClaimsIdentity)principal.Identity!).AddClaims(
        [
            new Claim(Stamp, user.SecurityStamp ?? ""),
            new Claim(CheckedAt, time.GetUtcNow().UtcTicks.ToString(CultureInfo.InvariantCulture)),
        ]);
        return principal;
    }
}
