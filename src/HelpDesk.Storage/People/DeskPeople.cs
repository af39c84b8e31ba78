using System.Security.Cryptography;
using System.Text;
using HelpDesk.Storage.Model;
using HelpDesk.Ticketing.People;
using HelpDesk.Ticketing.Tickets;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Storage.People;

/// <summary>What became of a wish about people of the desk.</summary>
public enum PersonOutcome
{
    Done,

    /// <summary>Somebody signs in by that name already.</summary>
    NameTaken,

    /// <summary>Nobody signs in by that name.</summary>
    Unknown,

    /// <summary>A name of 1 to 100 characters on one line is needed.</summary>
    BadName,

    /// <summary>Nobody would be left who decides who is who.</summary>
    LastAdmin,
}

/// <summary>Who works at the desk and signs in here: made, changed and invited, each with a line in the audit. For the desk and the command line.</summary>
public sealed class DeskPeople(Database database, TimeProvider time)
{
    /// <summary>How long a link to join is good.</summary>
    public static readonly TimeSpan InvitationLasts = TimeSpan.FromDays(3);

    private const int TokenBytes = 32;

    /// <summary>As somebody is looked up: width, case and what Unicode says is the same do not tell names apart.</summary>
    public static string Key(string name) => name.Normalize(NormalizationForm.FormKC).Trim().ToUpperInvariant();

    public async Task<PersonOutcome> AddAsync(string name, IReadOnlyList<DeskRole> roles, IReadOnlyList<string> teams, string by, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(name);
        var clean = name.Normalize(NormalizationForm.FormKC).Trim();
        if (clean.Length is 0 or > Ticket.LongestName || clean.Any(char.IsControl))
        {
            return PersonOutcome.BadName;
        }

        await using var context = database.Open();
        if (await context.DeskUsers.AnyAsync(user => user.NormalizedUserName == Key(clean), cancellation))
        {
            return PersonOutcome.NameTaken;
        }

        context.DeskUsers.Add(new DeskUser
        {
            DisplayName = clean, UserName = clean, NormalizedUserName = Key(clean), Roles = [.. roles], Teams = [.. teams], CreatedAt = time.GetUtcNow(),
            SecurityStamp = RandomNumberGenerator.GetHexString(TokenBytes), LockoutEnabled = true,
        });
        DeskAudit.Add(context, time.GetUtcNow(), by, "person-added", clean, null, Described(roles, teams));
        try
        {
            await context.SaveChangesAsync(cancellation);
        }
        catch (DbUpdateException e) when (Faults.IsLostRace(e))
        {
            return PersonOutcome.NameTaken;
        }

        return PersonOutcome.Done;
    }

    /// <summary>Everybody, by name.</summary>
    public async Task<IReadOnlyList<DeskUser>> ListAsync(CancellationToken cancellation)
    {
        await using var context = database.Open();
        return await context.DeskUsers.AsNoTracking().OrderBy(user => user.NormalizedUserName).ToListAsync(cancellation);
    }

    public async Task<bool> IsEmptyAsync(CancellationToken cancellation)
    {
        await using var context = database.Open();
        return !await context.DeskUsers.AnyAsync(cancellation);
    }

    /// <summary>A link's token, good once; earlier ones of the same person end. Null where nobody has that name, they are disabled, or another provider vouches for them.</summary>
    public async Task<string?> InviteAsync(string name, string by, CancellationToken cancellation)
    {
        await using var context = database.Open();
        if (await FindAsync(context, name, cancellation) is not { IsDisabled: false } user
            || await context.Set<IdentityUserLogin<string>>().AnyAsync(login => login.UserId == user.Id, cancellation))
        {
            return null;
        }

        var token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(TokenBytes));
        var now = time.GetUtcNow();
        foreach (var earlier in await context.DeskInvitations.Where(row => row.User == user.Id && row.UsedAt == null).ToListAsync(cancellation))
        {
            earlier.UsedAt = now;
        }

        context.DeskInvitations.Add(new DeskInvitationRow { Hash = Hash(token), User = user.Id, By = by, ExpiresAt = now + InvitationLasts });
        DeskAudit.Add(context, now, by, "invited", user.DisplayName);
        await context.SaveChangesAsync(cancellation);
        return token;
    }

    /// <summary>Who a link is for; null where it was used, has expired or never was.</summary>
    public async Task<DeskUser?> InvitedAsync(string token, CancellationToken cancellation)
    {
        await using var context = database.Open();
        var (hash, now) = (Hash(token), time.GetUtcNow());
        return await context.DeskUsers.AsNoTracking()
            .Where(user => !user.IsDisabled && context.DeskInvitations.Any(row => row.Hash == hash && row.User == user.Id && row.UsedAt == null && row.ExpiresAt > now))
            .FirstOrDefaultAsync(cancellation);
    }

    /// <summary>Uses a link up: of two at once one gets true.</summary>
    public async Task<bool> RedeemAsync(string token, CancellationToken cancellation)
    {
        await using var context = database.Open();
        var (hash, now) = (Hash(token), time.GetUtcNow());
        return await context.DeskInvitations.Where(row => row.Hash == hash && row.UsedAt == null && row.ExpiresAt > now)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.UsedAt, now), cancellation) == 1;
    }

    public Task<PersonOutcome> SetRolesAsync(string name, IReadOnlyList<DeskRole> roles, IReadOnlyList<string> teams, string by, CancellationToken cancellation) =>
        ChangeAsync(name, by, "roles", user => (user.Roles, user.Teams) = ([.. roles], [.. teams]), cancellation);

    /// <summary>Whether what they write to requesters waits for somebody else to release it, from their next reply on.</summary>
    public Task<PersonOutcome> CheckAsync(string name, bool isChecked, string by, CancellationToken cancellation) =>
        ChangeAsync(name, by, isChecked ? "checked" : "unchecked", user => user.IsChecked = isChecked, cancellation);

    /// <summary>Their sessions end within a minute.</summary>
    public Task<PersonOutcome> DisableAsync(string name, string by, CancellationToken cancellation) =>
        ChangeAsync(name, by, "disabled", user => user.IsDisabled = true, cancellation);

    public Task<PersonOutcome> EnableAsync(string name, string by, CancellationToken cancellation) =>
        ChangeAsync(name, by, "enabled", user => user.IsDisabled = false, cancellation);

    private async Task<PersonOutcome> ChangeAsync(string name, string by, string what, Action<DeskUser> change, CancellationToken cancellation)
    {
        await using var context = database.Open();
        if (await FindAsync(context, name, cancellation) is not { } user)
        {
            return PersonOutcome.Unknown;
        }

        var before = Described(user);
        var wasAdmin = IsAdmin(user);
        change(user);
        var others = await context.DeskUsers.AsNoTracking().Where(other => other.Id != user.Id && !other.IsDisabled).ToListAsync(cancellation);
        if (wasAdmin && !IsAdmin(user) && !others.Exists(IsAdmin))
        {
            return PersonOutcome.LastAdmin;
        }

        // Whoever is signed in is asked anew who they are.
        user.SecurityStamp = RandomNumberGenerator.GetHexString(TokenBytes);
        DeskAudit.Add(context, time.GetUtcNow(), by, what, user.DisplayName, before, Described(user));
        await context.SaveChangesAsync(cancellation);
        return PersonOutcome.Done;
    }

    private static Task<DeskUser?> FindAsync(HelpDeskContext context, string name, CancellationToken cancellation) =>
        context.DeskUsers.FirstOrDefaultAsync(user => user.NormalizedUserName == Key(name), cancellation);

    private static bool IsAdmin(DeskUser user) => !user.IsDisabled && user.Roles.Contains(DeskRole.Admin);

    private static string Described(DeskUser user) => (user.IsDisabled ? "disabled; " : "") + (user.IsChecked ? "checked; " : "") + Described(user.Roles, user.Teams);

    private static string Described(IReadOnlyList<DeskRole> roles, IReadOnlyList<string> teams) => string.Join(',', roles) + " / " + string.Join(',', teams);

    private static string Hash(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}
