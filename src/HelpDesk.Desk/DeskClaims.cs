using System.Security.Claims;
using HelpDesk.Ticketing.People;

namespace HelpDesk.Desk;

/// <summary>Somebody of the desk as a session holds them. A claim that is none of ours gives no right.</summary>
public static class DeskClaims
{
    /// <summary>The authentication scheme of sessions at the desk; no other cookie opens it.</summary>
    public const string Scheme = "Desk";

    /// <summary>Who may enter at all: anybody with a role.</summary>
    public const string Policy = "Desk";

    private const string Role = "desk:role";
    private const string Team = "desk:team";

    public static ClaimsPrincipal Write(DeskPerson person)
    {
        ArgumentNullException.ThrowIfNull(person);
        var claims = new ClaimsIdentity(Scheme, ClaimTypes.Name, Role);
        claims.AddClaim(new Claim(ClaimTypes.NameIdentifier, person.Id));
        claims.AddClaim(new Claim(ClaimTypes.Name, person.Name));
        claims.AddClaims(person.Roles.Select(role => new Claim(Role, role.ToString())));
        claims.AddClaims(person.Teams.Select(team => new Claim(Team, team)));
        return new ClaimsPrincipal(claims);
    }

    /// <summary>Null for whoever is signed in otherwise, or not at all, or has no role.</summary>
    public static DeskPerson? Read(ClaimsPrincipal? principal)
    {
        if (principal?.Identities.FirstOrDefault(identity => identity.AuthenticationType == Scheme && identity.IsAuthenticated) is not { } identity
            || identity.FindFirst(ClaimTypes.NameIdentifier) is not { } id || identity.Name is not { Length: > 0 } name)
        {
            return null;
        }

        List<DeskRole> roles = [.. identity.FindAll(Role).Select(claim => Enum.TryParse<DeskRole>(claim.Value, out var role) ? role : (DeskRole?)null).OfType<DeskRole>()];
        return roles.Count == 0 ? null : new DeskPerson(id.Value, name, roles, [.. identity.FindAll(Team).Select(claim => claim.Value)]);
    }
}
