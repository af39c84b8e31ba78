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

    /// <summary>What another provider said of somebody holds so long, then it is asked again: who was removed there is out by then.</summary>
    public static readonly TimeSpan LastsFromElsewhere = TimeSpan.FromHours(1);

    private const string Until = "desk:until";
    private const string Stamp = "desk:stamp";
    private const string CheckedAt = "desk:checked";

    public Task BeginAsync(HttpContext context, DeskUser user) =>
        context.SignInAsync(DeskClaims.Scheme, Principal(user), new AuthenticationProperties { IsPersistent = false, AllowRefresh = true });

    /// <summary>A session of somebody whom another provider vouched for just now.</summary>
    public ClaimsPrincipal FromElsewhere(DeskUser user) => Principal(user, Written(time.GetUtcNow() + LastsFromElsewhere));

    public static bool IsFromElsewhere(ClaimsPrincipal? principal) => principal?.HasClaim(claim => claim.Type == Until) == true;

    /// <summary>The principal as it is now: itself while it is young, made anew from the database, or null where the session has ended.</summary>
    public async Task<ClaimsPrincipal?> RenewAsync(ClaimsPrincipal principal, CancellationToken cancellation)
    {
        var until = principal.FindFirstValue(Until);
        if (until is not null && Read(until) <= time.GetUtcNow())
        {
            return null;
        }

        if (time.GetUtcNow() - Read(principal.FindFirstValue(CheckedAt)) < Stands)
        {
            return principal;
        }

        var id = principal.FindFirstValue(ClaimTypes.NameIdentifier);
        await using var context = database.Open();
        var user = await context.DeskUsers.AsNoTracking().FirstOrDefaultAsync(user => user.Id == id && !user.IsDisabled, cancellation);
        return user is not null && user.SecurityStamp == principal.FindFirstValue(Stamp) ? Principal(user, until) : null;
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

    private static string Written(DateTimeOffset at) => at.UtcTicks.ToString(CultureInfo.InvariantCulture);

    private static DateTimeOffset Read(string? written) =>
        long.TryParse(written, CultureInfo.InvariantCulture, out var ticks) ? new DateTimeOffset(ticks, TimeSpan.Zero) : DateTimeOffset.MinValue;

    private ClaimsPrincipal Principal(DeskUser user, string? until = null)
    {
        var principal = DeskClaims.Write(new DeskPerson(user.Id, user.DisplayName, user.Roles, user.Teams));
        var identity = (ClaimsIdentity)principal.Identity!;
        identity.AddClaims([new Claim(Stamp, user.SecurityStamp ?? ""), new Claim(CheckedAt, Written(time.GetUtcNow()))]);
        if (until is not null)
        {
            identity.AddClaim(new Claim(Until, until));
        }

        return principal;
    }
}
