using System.Buffers.Text;
using HelpDesk.Desk;
using HelpDesk.Desk.Hosting;
using HelpDesk.Desk.People;
using HelpDesk.Storage.Model;
using HelpDesk.Web.Http;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;

namespace HelpDesk.Web.Desk;

/// <summary>One's own passkeys at the desk. For whoever signs in here by password and code; a new one needs a code, so that a desk left open gives nobody a key.</summary>
internal static class PasskeyPages
{
    private const string Root = DeskSetup.Root + "/passkeys";
    private const int LongestName = 40;
    private const int LongestForm = 64 * 1024;

    public static void MapPasskeyPages(this IEndpointRouteBuilder app)
    {
        app.MapGet(Root, (HttpContext context, IAntiforgery antiforgery, UserManager<DeskUser> people, DeskPasskeys passkeys) => PageAsync(context, antiforgery, people, passkeys, isRefused: false))
            .ExcludeFromDescription().RequireAuthorization(DeskClaims.Policy).WithMetadata(new AsksPasskeys());
        var posts = app.MapGroup(Root).OfOwnSite().ExcludeFromDescription().RequireAuthorization(DeskClaims.Policy)
            .WithMetadata(new RequestSizeLimitAttribute(LongestForm), new AsksPasskeys());
        posts.MapPost("", AddAsync).RequireRateLimiting(DeskSignIn.SignIns);
        posts.MapPost("/remove", RemoveAsync);
    }

    private static async Task<IResult> AddAsync(
        HttpContext context, IAntiforgery antiforgery, UserManager<DeskUser> people, DeskPasskeys passkeys, DeskDoor door, CancellationToken cancellation)
    {
        if (await SentForm.ReadAsync(context.Request, cancellation) is not { } form || !await OwnPages.HasTokenAsync(context))
        {
            return TypedResults.StatusCode(StatusCodes.Status400BadRequest);
        }

        var name = form["name"].ToString().Trim();
        return name.Length is > 0 and <= LongestName && !name.Any(char.IsControl) && await SelfAsync(context, people) is { } user && await door.ConfirmAsync(user, form["code"].ToString())
            && await passkeys.AddAsync(context, user, name, form["credential"].ToString(), form["state"].ToString(), DeskSignIn.From(context))
            ? TypedResults.LocalRedirect(Root) : await PageAsync(context, antiforgery, people, passkeys, isRefused: true);
    }

    private static async Task<IResult> RemoveAsync(HttpContext context, UserManager<DeskUser> people, DeskPasskeys passkeys, CancellationToken cancellation)
    {
        if (await SentForm.ReadAsync(context.Request, cancellation) is not { } form || !await OwnPages.HasTokenAsync(context) || !Base64Url.IsValid(form["id"].ToString()))
        {
            return TypedResults.StatusCode(StatusCodes.Status400BadRequest);
        }

        if (await SelfAsync(context, people) is { } user)
        {
            await passkeys.RemoveAsync(user, Base64Url.DecodeFromChars(form["id"].ToString()), DeskSignIn.From(context), cancellation);
        }

        return TypedResults.LocalRedirect(Root);
    }

    private static async Task<IResult> PageAsync(HttpContext context, IAntiforgery antiforgery, UserManager<DeskUser> people, DeskPasskeys passkeys, bool isRefused)
    {
        if (await SelfAsync(context, people) is not { } user)
        {
            return TypedResults.NotFound();
        }

        context.Response.Headers.CacheControl = "no-store";
        var (options, state) = await passkeys.AskForNewAsync(context, user);
        IReadOnlyList<(string, string, string)> own =
            [.. (await people.GetPasskeysAsync(user)).Select(passkey => (Base64Url.EncodeToString(passkey.CredentialId), passkey.Name ?? "", passkey.CreatedAt.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)))];
        return new RazorComponentResult<PasskeysPage>(new
        {
            Texts = DeskSignIn.Texts(context), Antiforgery = antiforgery.GetAndStoreTokens(context), Passkeys = own, Options = options, State = state, IsRefused = isRefused,
        })
        { StatusCode = isRefused ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK };
    }

    /// <summary>Null for whom another provider vouches: their keys are there.</summary>
    private static async Task<DeskUser?> SelfAsync(HttpContext context, UserManager<DeskUser> people) =>
        DeskClaims.Read(context.User) is { } person && await people.FindByIdAsync(person.Id) is { IsDisabled: false, PasswordHash: not null } user ? user : null;
}
