using System.Text;
using HelpDesk.Desk;
using HelpDesk.Desk.Hosting;
using HelpDesk.Desk.People;
using HelpDesk.Storage.Model;
using HelpDesk.Storage.People;
using HelpDesk.Web.Http;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using OtpNet;
using QRCoder;

namespace HelpDesk.Web.Desk;

/// <summary>Signing in and out, and joining by an invitation: plain forms that need no script.</summary>
internal static class DeskSignIn
{
    public const string SignIns = "desk-sign-ins";

    /// <summary>Of one network in a minute; a whole office may come through one address.</summary>
    public const int SignInsPerMinute = 30;

    private const string SignedOut = DeskSetup.Root + "/sign-in?out=1";

    public const int ShortestPassword = 12;
    public const int LongestPassword = 200;
    private const int RecoveryCodes = 10;
    private const int KeyBytes = 20;
    private const int LongestForm = 16 * 1024;
    private const string KeyPurpose = "HelpDesk.Desk.AuthenticatorKey";

    public static void MapDeskSignIn(this IEndpointRouteBuilder app)
    {
        var pages = app.MapGroup(DeskSetup.Root).ExcludeFromDescription().AllowAnonymous();
        pages.MapGet("/sign-in", (HttpContext context, IAntiforgery antiforgery, [FromQuery(Name = "ReturnUrl")] string? to, string? @out, string? elsewhere) =>
            SignInFormAsync(context, antiforgery, "", to, refused: false, @out is not null, Elsewhere.ProblemOf(elsewhere))).WithMetadata(new AsksPasskeys());
        pages.MapGet(Elsewhere.Begins, (HttpContext context, [FromQuery(Name = "ReturnUrl")] string? to) => Elsewhere.BeginAsync(context, OfDesk(to))).RequireRateLimiting(SignIns);
        pages.MapGet("/join/{token}", JoinFormAsync).RequireRateLimiting(SignIns);

        var posts = app.MapGroup(DeskSetup.Root).OfOwnSite().ExcludeFromDescription().AllowAnonymous().WithMetadata(new RequestSizeLimitAttribute(LongestForm));
        posts.MapPost("/sign-in", SignInAsync).RequireRateLimiting(SignIns).WithMetadata(new AsksPasskeys());
        posts.MapPost("/sign-in/passkey", SignInByPasskeyAsync).RequireRateLimiting(SignIns).WithMetadata(new AsksPasskeys());
        posts.MapPost("/sign-out", SignOutAsync);
        posts.MapPost("/join", JoinAsync).RequireRateLimiting(SignIns);
    }

    private static async Task<IResult> SignInAsync(HttpContext context, IAntiforgery antiforgery, DeskDoor door, DeskSessions sessions, CancellationToken cancellation)
    {
        if (await SentForm.ReadAsync(context.Request, cancellation) is not { } form)
        {
            return TypedResults.StatusCode(StatusCodes.Status400BadRequest);
        }

        var (name, to) = (form["name"].ToString(), form["return"].ToString());
        if (!await OwnPages.HasTokenAsync(context)
            || await door.EnterAsync(name, form["password"].ToString(), form["code"].ToString(), From(context), cancellation) is not { } user)
        {
            return await SignInFormAsync(context, antiforgery, name, to, refused: true, isOut: false);
        }

        await sessions.BeginAsync(context, user, SignInWay.Password);
        return TypedResults.LocalRedirect(OfDesk(to));
    }

    private static async Task<IResult> SignInByPasskeyAsync(HttpContext context, IAntiforgery antiforgery, DeskPasskeys passkeys, DeskSessions sessions, CancellationToken cancellation)
    {
        if (await SentForm.ReadAsync(context.Request, cancellation) is not { } form)
        {
            return TypedResults.StatusCode(StatusCodes.Status400BadRequest);
        }

        var to = form["return"].ToString();
        if (!await OwnPages.HasTokenAsync(context) || await passkeys.EnterAsync(context, form["credential"].ToString(), form["state"].ToString(), From(context)) is not { } user)
        {
            return await SignInFormAsync(context, antiforgery, "", to, refused: false, isOut: false, "passkeys.refused");
        }

        await sessions.BeginAsync(context, user, SignInWay.Passkey);
        return TypedResults.LocalRedirect(OfDesk(to));
    }

    private static async Task<IResult> SignOutAsync(HttpContext context, DeskAudit audit, DeskSessions sessions, CancellationToken cancellation)
    {
        if (!await OwnPages.HasTokenAsync(context))
        {
            return TypedResults.StatusCode(StatusCodes.Status400BadRequest);
        }

        var session = await context.AuthenticateAsync(DeskClaims.Scheme);
        if (DeskClaims.Read(session.Principal) is { } person)
        {
            await audit.WriteAsync(person.Name, "signed-out", null, From(context), cancellation);
        }

        await sessions.LeaveAsync(session.Principal, cancellation);

        // At the provider too: else the next press of the button would enter again without a word.
        return DeskSessions.IsFromElsewhere(session.Principal) && await Elsewhere.EndAsync(context, SignedOut) is { } there ? there : await SignedOutHereAsync(context);
    }

    private static async Task<IResult> SignedOutHereAsync(HttpContext context)
    {
        await context.SignOutAsync(DeskClaims.Scheme);
        return TypedResults.LocalRedirect(SignedOut);
    }

    private static async Task<IResult> JoinFormAsync(string token, HttpContext context, IAntiforgery antiforgery, DeskPeople people, IDataProtectionProvider protection, CancellationToken cancellation) =>
        await people.InvitedAsync(token, cancellation) is { } user
            ? JoinForm(context, antiforgery, protection, user, token, Base32Encoding.ToString(KeyGeneration.GenerateRandomKey(KeyBytes)), null)
            : Ended(context);

    private static async Task<IResult> JoinAsync(
        HttpContext context, IAntiforgery antiforgery, DeskPeople people, UserManager<DeskUser> manager, IUserStore<DeskUser> store, DeskAudit audit, IDataProtectionProvider protection,
        CancellationToken cancellation)
    {
        if (await SentForm.ReadAsync(context.Request, cancellation) is not { } form || !await OwnPages.HasTokenAsync(context))
        {
            return TypedResults.StatusCode(StatusCodes.Status400BadRequest);
        }

        var token = form["token"].ToString();
        if (await people.InvitedAsync(token, cancellation) is not { } invited || KeyOf(form["key"].ToString(), token, protection) is not { } key)
        {
            return Ended(context);
        }

        var (password, code) = (form["password"].ToString(), form["code"].ToString().Normalize(NormalizationForm.FormKC).Replace(" ", "", StringComparison.Ordinal));
        var problem = password.Length is < ShortestPassword or > LongestPassword ? "join.short"
            : password != form["again"].ToString() ? "join.different"
            : !new Totp(Base32Encoding.ToBytes(key)).VerifyTotp(code, out _, VerificationWindow.RfcSpecifiedNetworkDelay) ? "join.wrongCode"
            : null;
        if (problem is not null)
        {
            return JoinForm(context, antiforgery, protection, invited, token, key, problem);
        }

        if (!await people.RedeemAsync(token, cancellation) || await manager.FindByIdAsync(invited.Id) is not { } user)
        {
            return Ended(context);
        }

        // What was there before ends with it: password, authenticator, recovery codes, passkeys and sessions.
        foreach (var passkey in await manager.GetPasskeysAsync(user))
        {
            (await manager.RemovePasskeyAsync(user, passkey.CredentialId)).ThrowWhereRefused();
        }

        await ((IUserAuthenticatorKeyStore<DeskUser>)store).SetAuthenticatorKeyAsync(user, key, cancellation);
        user.PasswordHash = manager.PasswordHasher.HashPassword(user, password);
        user.TwoFactorEnabled = true;
        var codes = (await manager.GenerateNewTwoFactorRecoveryCodesAsync(user, RecoveryCodes))!.ToList();
        (await manager.UpdateSecurityStampAsync(user)).ThrowWhereRefused();
        await manager.ResetAccessFailedCountAsync(user);
        await manager.SetLockoutEndDateAsync(user, null);
        await audit.WriteAsync(user.DisplayName, "joined", null, From(context), cancellation);
        return new RazorComponentResult<JoinedPage>(new { Texts = Texts(context), Codes = (IReadOnlyList<string>)codes });
    }

    internal static void ThrowWhereRefused(this IdentityResult result)
    {
        if (!result.Succeeded)
        {
            throw new InvalidOperationException(string.Join(' ', result.Errors.Select(error => error.Description)));
        }
    }

    private static async Task<RazorComponentResult<SignInPage>> SignInFormAsync(HttpContext context, IAntiforgery antiforgery, string name, string? to, bool refused, bool isOut, string? problem = null)
    {
        context.Response.Headers.CacheControl = "no-store";
        var (options, state) = await context.RequestServices.GetRequiredService<DeskPasskeys>().AskAsync(context);
        return new RazorComponentResult<SignInPage>(new
        {
            PasskeyOptions = options, PasskeyState = state,
            Texts = Texts(context), Antiforgery = antiforgery.GetAndStoreTokens(context), Name = name, Return = OfDesk(to), IsRefused = refused, IsOut = isOut, Problem = problem,
            Elsewhere = Elsewhere.IsSet(context) ? Elsewhere.Address(OfDesk(to)) : null,
        })
        { StatusCode = refused || problem == "passkeys.refused" ? StatusCodes.Status401Unauthorized : StatusCodes.Status200OK };
    }

    private static RazorComponentResult<JoinPage> JoinForm(HttpContext context, IAntiforgery antiforgery, IDataProtectionProvider protection, DeskUser user, string token, string key, string? problem)
    {
        context.Response.Headers.CacheControl = "no-store";
        var texts = Texts(context);
        var address = new OtpUri(OtpType.Totp, key, user.DisplayName, texts.Get("desk.name")).ToString();
        using var code = QRCodeGenerator.GenerateQrCode(address, QRCodeGenerator.ECCLevel.M);
        using var picture = new SvgQRCode(code);
        return new RazorComponentResult<JoinPage>(new
        {
            Texts = texts, Antiforgery = antiforgery.GetAndStoreTokens(context), Name = user.DisplayName, Token = token, ProtectedKey = protection.CreateProtector(KeyPurpose, token).Protect(key),
            ReadableKey = string.Join(' ', key.Chunk(4).Select(four => new string(four))),
            Picture = "data:image/svg+xml;base64," + Convert.ToBase64String(Encoding.UTF8.GetBytes(picture.GetGraphic(8))), Problem = problem,
        })
        { StatusCode = problem is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity };
    }

    private static RazorComponentResult<LinkEndedPage> Ended(HttpContext context)
    {
        context.Response.Headers.CacheControl = "no-store";
        return new RazorComponentResult<LinkEndedPage>(new { Texts = Texts(context) }) { StatusCode = StatusCodes.Status404NotFound };
    }

    /// <summary>The authenticator's key as the page got it; null where it is none of this link's.</summary>
    private static string? KeyOf(string sent, string token, IDataProtectionProvider protection)
    {
        try
        {
            return protection.CreateProtector(KeyPurpose, token).Unprotect(sent);
        }
        catch (System.Security.Cryptography.CryptographicException)
        {
            return null;
        }
    }

    /// <summary>Back to a page of the desk, never to another site.</summary>
    private static string OfDesk(string? to) =>
        to is not null && (to == DeskSetup.Root || to.StartsWith(DeskSetup.Root + "/", StringComparison.Ordinal) || to.StartsWith(DeskSetup.Root + "?", StringComparison.Ordinal)) && !to.Contains("//", StringComparison.Ordinal) && !to.Contains('\\') && !to.Any(char.IsControl)
            ? to : DeskSetup.Root;

    internal static string? From(HttpContext context) => context.Connection.RemoteIpAddress?.ToString();

    internal static HelpDesk.Sources.TextCatalog Texts(HttpContext context) => DeskTexts.For(RequestLanguage.Of(context.Request));
}
