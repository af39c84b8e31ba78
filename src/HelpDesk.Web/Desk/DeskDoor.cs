using HelpDesk.Storage.Model;
using HelpDesk.Storage.People;
using Microsoft.AspNetCore.Identity;

namespace HelpDesk.Web.Desk;

/// <summary>
/// Whether somebody is who they say: name, password and a code of their authenticator or a recovery code, all at once and with one
/// answer for all that is wrong, so that nobody learns which of them was right. Five wrong ones lock the name for a quarter of an hour.
/// </summary>
internal sealed class DeskDoor(UserManager<DeskUser> people, IPasswordHasher<DeskUser> hasher, DeskAudit audit)
{
    public const int MostWrong = 5;
    public static readonly TimeSpan LockedFor = TimeSpan.FromMinutes(15);

    private const string Provider = "Desk";
    private const string LastCode = "LastCode";

    /// <summary>What a name that nobody has is checked against: it takes as long as a real one.</summary>
    private static readonly DeskUser Nobody = new() { DisplayName = "", CreatedAt = default };
    private static readonly Lazy<string> NobodysHash = new(() => new PasswordHasher<DeskUser>().HashPassword(Nobody, Guid.Empty.ToString()));

    /// <summary>Null where something was wrong, or the name is locked.</summary>
    public async Task<DeskUser?> EnterAsync(string name, string password, string code, string? from, CancellationToken cancellation)
    {
        var user = await people.FindByNameAsync(name);
        if (user is null || user.IsDisabled || user.PasswordHash is null)
        {
            hasher.VerifyHashedPassword(Nobody, NobodysHash.Value, password);
            await audit.WriteAsync(Shown(name), "refused", null, from, cancellation);
            return null;
        }

        if (await people.IsLockedOutAsync(user))
        {
            hasher.VerifyHashedPassword(Nobody, NobodysHash.Value, password);
            await audit.WriteAsync(user.DisplayName, "refused-locked", null, from, cancellation);
            return null;
        }

        if (!await people.CheckPasswordAsync(user, password) || !await IsCodeAsync(user, code))
        {
            await people.AccessFailedAsync(user);
            await audit.WriteAsync(user.DisplayName, "refused", null, from, cancellation);
            return null;
        }

        await people.ResetAccessFailedCountAsync(user);
        await audit.WriteAsync(user.DisplayName, "signed-in", null, from, cancellation);
        return user;
    }

    /// <summary>Whether somebody who is signed in still holds their authenticator; wrong codes count as at the door.</summary>
    public async Task<bool> ConfirmAsync(DeskUser user, string code)
    {
        if (await people.IsLockedOutAsync(user))
        {
            return false;
        }

        if (await IsCodeAsync(user, code))
        {
            return true;
        }

        await people.AccessFailedAsync(user);
        return false;
    }

    /// <summary>A code of the authenticator counts once, a recovery code too.</summary>
    public async Task<bool> IsCodeAsync(DeskUser user, string code)
    {
        var clean = new string([.. code.Normalize(System.Text.NormalizationForm.FormKC).Where(char.IsLetterOrDigit)]);
        if (clean.Length == 6 && clean.All(char.IsAsciiDigit))
        {
            if (await people.GetAuthenticationTokenAsync(user, Provider, LastCode) == clean
                || !await people.VerifyTwoFactorTokenAsync(user, TokenOptions.DefaultAuthenticatorProvider, clean))
            {
                return false;
            }

            return (await people.SetAuthenticationTokenAsync(user, Provider, LastCode, clean)).Succeeded;
        }

        return (await people.RedeemTwoFactorRecoveryCodeAsync(user, code.Trim())).Succeeded;
    }

    private static string Shown(string name) => name.Length <= 40 ? name : name[..40];
}
