using System.Security.Cryptography;
using HelpDesk.Storage.Model;
using HelpDesk.Ticketing.People;
using HelpDesk.Ticketing.Tickets;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Storage.People;

/// <summary>
/// People whom another provider (Entra) vouches for. They are known by the provider's own id of them, never by a name, which
/// anybody may come to bear; their roles are the provider's, their teams the desk's.
/// </summary>
public sealed class PeopleFromElsewhere(Database database, TimeProvider time)
{
    private const int StampBytes = 32;

    /// <param name="issuer">The provider, as it names itself.</param>
    /// <param name="subject">Its id of this person.</param>
    /// <param name="account">What they sign in by there; shown to administrators, and needed whole once.</param>
    /// <param name="name">As tickets and journals name them.</param>
    /// <returns>Null where they are disabled here, or the account's name is somebody else's or none.</returns>
    public async Task<DeskUser?> EnterAsync(
        string issuer, string subject, string account, string name, IReadOnlyList<DeskRole> roles, string? from, CancellationToken cancellation)
    {
        await using var context = database.Open();
        await using var transaction = await context.Database.BeginTransactionAsync(cancellation);
        var now = time.GetUtcNow();
        var user = await context.DeskUsers
            .Where(user => context.Set<IdentityUserLogin<string>>().Any(login => login.UserId == user.Id && login.LoginProvider == issuer && login.ProviderKey == subject))
            .FirstOrDefaultAsync(cancellation);
        if (user is null)
        {
            if (!IsName(account) || !IsName(name) || await context.DeskUsers.AnyAsync(other => other.NormalizedUserName == DeskPeople.Key(account), cancellation))
            {
                return null;
            }

            user = new DeskUser
            {
                DisplayName = name, UserName = account, NormalizedUserName = DeskPeople.Key(account), Roles = [.. roles], Teams = [Ticket.HelpDesk], CreatedAt = now,
                SecurityStamp = RandomNumberGenerator.GetHexString(StampBytes), LockoutEnabled = true,
            };
            context.DeskUsers.Add(user);
            context.Add(new IdentityUserLogin<string> { LoginProvider = issuer, ProviderKey = subject, UserId = user.Id });
            DeskAudit.Add(context, now, issuer, "person-added", user.DisplayName, null, string.Join(',', roles), from);
        }
        else if (user.IsDisabled)
        {
            return null;
        }
        else if (!user.Roles.Order().SequenceEqual(roles.Order()))
        {
            // What other sessions of theirs hold is asked anew.
            DeskAudit.Add(context, now, issuer, "roles", user.DisplayName, string.Join(',', user.Roles), string.Join(',', roles), from);
            (user.Roles, user.SecurityStamp) = ([.. roles], RandomNumberGenerator.GetHexString(StampBytes));
        }

        DeskAudit.Add(context, now, user.DisplayName, "signed-in", issuer, from: from);
        await context.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return user;
    }

    private static bool IsName(string name) => name.Length is > 0 and <= Ticket.LongestName && !name.Any(char.IsControl);
}
