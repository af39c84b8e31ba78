using System.Globalization;
using System.Security.Cryptography;
using HelpDesk.Storage.Model;
using HelpDesk.Storage.People;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;

namespace HelpDesk.Web.Desk;

/// <summary>
/// Passkeys of people who sign in here, by Identity's own WebAuthn. What a page asked travels with it, protected and for a quarter
/// of an hour, and an answer counts once: of one person none is taken that was asked for before the last one that opened.
/// </summary>
internal sealed class DeskPasskeys(IPasskeyHandler<DeskUser> passkeys, UserManager<DeskUser> people, DeskAudit audit, IDataProtectionProvider protection, TimeProvider time)
{
    private static readonly TimeSpan AskedFor = TimeSpan.FromMinutes(15);

    private const string Purpose = "HelpDesk.Desk.Passkeys";
    private const string Entering = "enter";
    private const string Provider = "Desk";
    private const string LastAsked = "LastPasskey";

    /// <returns>What the browser is asked for signing in, as JSON, and the state that comes back with its answer.</returns>
    public async Task<(string Options, string State)> AskAsync(HttpContext context)
    {
        var asked = await passkeys.MakeRequestOptionsAsync(null, context);
        return (asked.RequestOptionsJson, Protect(Entering, asked.AssertionState));
    }

    /// <summary>Null where it is none of ours, was used before, or its holder may not enter.</summary>
    public async Task<DeskUser?> EnterAsync(HttpContext context, string credential, string state, string? from)
    {
        if (Unprotect(Entering, state) is not { } asked)
        {
            return null;
        }

        var result = await passkeys.PerformAssertionAsync(new PasskeyAssertionContext { HttpContext = context, CredentialJson = credential, AssertionState = asked.State });
        if (!result.Succeeded || result.User.IsDisabled || await people.IsLockedOutAsync(result.User) || !await IsFirstAsync(result.User, asked.At)
            || !(await people.AddOrUpdatePasskeyAsync(result.User, result.Passkey)).Succeeded)
        {
            await audit.WriteAsync(result.User?.DisplayName ?? "", "refused", "passkey", from, context.RequestAborted);
            return null;
        }

        await audit.WriteAsync(result.User.DisplayName, "signed-in", "passkey", from, context.RequestAborted);
        return result.User;
    }

    public async Task<(string Options, string State)> AskForNewAsync(HttpContext context, DeskUser user)
    {
        var asked = await passkeys.MakeCreationOptionsAsync(new PasskeyUserEntity { Id = user.Id, Name = user.UserName!, DisplayName = user.DisplayName }, context);
        return (asked.CreationOptionsJson, Protect(user.Id, asked.AttestationState));
    }

    public async Task<bool> AddAsync(HttpContext context, DeskUser user, string name, string credential, string state, string? from)
    {
        if (Unprotect(user.Id, state) is not { } asked)
        {
            return false;
        }

        var result = await passkeys.PerformAttestationAsync(new PasskeyAttestationContext { HttpContext = context, CredentialJson = credential, AttestationState = asked.State });
        if (!result.Succeeded || result.UserEntity.Id != user.Id)
        {
            return false;
        }

        result.Passkey.Name = name;
        (await people.AddOrUpdatePasskeyAsync(user, result.Passkey)).ThrowWhereRefused();
        await audit.WriteAsync(user.DisplayName, "passkey-added", name, from, context.RequestAborted);
        return true;
    }

    public async Task RemoveAsync(DeskUser user, byte[] id, string? from, CancellationToken cancellation)
    {
        if (await people.GetPasskeyAsync(user, id) is { } passkey)
        {
            (await people.RemovePasskeyAsync(user, id)).ThrowWhereRefused();
            await audit.WriteAsync(user.DisplayName, "passkey-removed", passkey.Name, from, cancellation);
        }
    }

    /// <summary>Of two at once the second loses: the person's row has changed meanwhile.</summary>
    private async Task<bool> IsFirstAsync(DeskUser user, long at)
    {
        var last = await people.GetAuthenticationTokenAsync(user, Provider, LastAsked);
        return (last is null || long.Parse(last, CultureInfo.InvariantCulture) < at)
            && (await people.SetAuthenticationTokenAsync(user, Provider, LastAsked, at.ToString(CultureInfo.InvariantCulture))).Succeeded;
    }

    private string Protect(string use, string? state) =>
        protection.CreateProtector(Purpose, use).Protect(time.GetUtcNow().UtcTicks.ToString(CultureInfo.InvariantCulture) + '|' + state);

    private (long At, string State)? Unprotect(string use, string sent)
    {
        try
        {
            var parts = protection.CreateProtector(Purpose, use).Unprotect(sent).Split('|', 2);
            var at = long.Parse(parts[0], CultureInfo.InvariantCulture);
            return time.GetUtcNow().UtcTicks - at <= AskedFor.Ticks ? (at, parts[1]) : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
