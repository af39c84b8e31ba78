using System.Globalization;
using HelpDesk.Desk;
using HelpDesk.Desk.Hosting;
using HelpDesk.Desk.People;
using HelpDesk.Storage.Model;
using HelpDesk.Storage.People;
using HelpDesk.Ticketing.People;
using HelpDesk.Web.Http;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;

namespace HelpDesk.Web.Desk;

/// <summary>Where somebody is signed in: one's own sessions, and for who decides who is who those of each person. Plain forms that need no script.</summary>
internal static class SessionPages
{
    private const string Own = DeskSetup.Root + "/sessions";
    private const string OfPerson = DeskSetup.Root + "/people/{person}/sessions";
    private const int LongestForm = 16 * 1024;

    public static void MapSessionPages(this IEndpointRouteBuilder app)
    {
        var pages = app.MapGroup("").ExcludeFromDescription().RequireAuthorization(DeskClaims.Policy);
        pages.MapGet(Own, PageAsync);
        pages.MapGet(OfPerson, PageAsync);
        var posts = app.MapGroup("").OfOwnSite().ExcludeFromDescription().RequireAuthorization(DeskClaims.Policy).WithMetadata(new RequestSizeLimitAttribute(LongestForm));
        posts.MapPost(Own, EndAsync);
        posts.MapPost(OfPerson, EndAsync);
    }

    private static async Task<IResult> PageAsync(
        string? person, int? ended, HttpContext context, IAntiforgery antiforgery, UserManager<DeskUser> people, SessionRegister register, CancellationToken cancellation)
    {
        if (await WhoseAsync(context, people, person) is not { } user)
        {
            return TypedResults.NotFound();
        }

        context.Response.Headers.CacheControl = "no-store";
        return new RazorComponentResult<SessionsPage>(new
        {
            Texts = DeskSignIn.Texts(context), Antiforgery = antiforgery.GetAndStoreTokens(context), Address = Address(person), Of = person is null ? null : user.DisplayName, Ended = ended,
            Current = DeskSessions.IdOf(context.User), Sessions = await register.ListAsync(user.Id, cancellation), HasPasskeys = person is null && user.PasswordHash is not null,
        });
    }

    /// <summary>Ends the one that the form names, or all; of one's own all but the one that asks.</summary>
    private static async Task<IResult> EndAsync(string? person, HttpContext context, UserManager<DeskUser> people, SessionRegister register, CancellationToken cancellation)
    {
        if (await SentForm.ReadAsync(context.Request, cancellation) is not { } form || !await OwnPages.HasTokenAsync(context))
        {
            return TypedResults.StatusCode(StatusCodes.Status400BadRequest);
        }

        if (await WhoseAsync(context, people, person) is not { } user)
        {
            return TypedResults.NotFound();
        }

        var (by, from) = (DeskClaims.Read(context.User)!.Name, DeskSignIn.From(context));
        var ended = form["session"].ToString() is { Length: > 0 } one
            ? await register.EndAsync(user, one, by, from, cancellation) ? 1 : 0
            : await register.EndAllAsync(user, person is null ? DeskSessions.IdOf(context.User) : null, by, from, cancellation);
        return TypedResults.LocalRedirect(Address(person) + "?ended=" + ended.ToString(CultureInfo.InvariantCulture));
    }

    private static string Address(string? person) => person is null ? Own : $"{DeskSetup.Root}/people/{Uri.EscapeDataString(person)}/sessions";

    /// <summary>Null where nobody is meant, or whoever asks may not know.</summary>
    private static async Task<DeskUser?> WhoseAsync(HttpContext context, UserManager<DeskUser> people, string? person) =>
        DeskClaims.Read(context.User) is { } self && (person is null || self.May(DeskRight.ManagePeople)) ? await people.FindByIdAsync(person ?? self.Id) : null;
}
