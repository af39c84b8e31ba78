using HelpDesk.Attachments;
using HelpDesk.Channels.BotFramework;
using HelpDesk.Channels.DirectLine;
using HelpDesk.Desk;
using HelpDesk.Desk.Hosting;
using HelpDesk.Storage;
using HelpDesk.Storage.Model;
using HelpDesk.Storage.People;
using HelpDesk.Web.Http;
using HelpDesk.Web.Inquiries;
using HelpDesk.Web.Knowledge;
using HelpDesk.Web.Site;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.AspNetCore.RateLimiting;

namespace HelpDesk.Web.Desk;

/// <summary>The agents' desk under /desk. Nothing of it answers without a role; the retailers' pages know nothing of its sessions.</summary>
internal static class DeskHosting
{
    /// <summary>Scripts are files of ours only; Fluent UI sets styles in attributes, and a connection is kept open.</summary>
    /// <param name="provider">Where people sign out elsewhere: the form of the desk leads there.</param>
    private static ContentPolicy Policy(string? provider) => new(
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
        + $"form-action 'self'{(provider is null ? "" : " " + provider)}; base-uri 'self'; frame-ancestors 'none'");

    public static void AddDesk(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddDeskPages(provider => new DeskOptions(
            RequestLanguage.Of, provider.GetRequiredService<DeskRules>().Now, () => provider.GetRequiredService<ServedKnowledge>().Loaded, (article, language) => Addresses.Article(language, article),
            ticket => ticket.Channel == DirectLineChannel.Name || TeamsChannel.CarriesFiles(ticket), AttachmentLimits.LongestFile));
        services.AddSingleton<DeskPeople>();
        services.AddSingleton<DeskAudit>();
        services.AddSingleton<SessionRegister>();
        services.AddSingleton<DeskSessions>();
        services.AddScoped<DeskDoor>();
        services.AddScoped<DeskPasskeys>();
        services.AddScoped<IPasskeyHandler<DeskUser>, PasskeyHandler<DeskUser>>();
        services.Configure<IdentityPasskeyOptions>(passkeys =>
        {
            // It stands for password and code: whoever holds the device proves to it who they are, and types no name.
            (passkeys.UserVerificationRequirement, passkeys.ResidentKeyRequirement) = ("required", "required");

            // Identity asks the Origin header, which a form of a page that names itself to nobody sends as «null».
            passkeys.ValidateOrigin = asked => ValueTask.FromResult(
                !asked.CrossOrigin && asked.TopOrigin is null && string.Equals(asked.Origin, $"{asked.HttpContext.Request.Scheme}://{asked.HttpContext.Request.Host}", StringComparison.OrdinalIgnoreCase));
        });
        services.AddScoped(provider => provider.GetRequiredService<Database>().Open());
        services.AddScoped<IUserStore<DeskUser>, UserOnlyStore<DeskUser, HelpDeskContext, string, IdentityUserClaim<string>, IdentityUserLogin<string>, IdentityUserToken<string>, IdentityUserPasskey<string>>>();
        services.AddIdentityCore<DeskUser>(identity =>
        {
            identity.Lockout.MaxFailedAccessAttempts = DeskDoor.MostWrong;
            identity.Lockout.DefaultLockoutTimeSpan = DeskDoor.LockedFor;
            identity.User.AllowedUserNameCharacters = "";
        }).AddTokenProvider<AuthenticatorTokenProvider<DeskUser>>(TokenOptions.DefaultAuthenticatorProvider);
        services.AddSingleton<ILookupNormalizer, DeskNames>();
        services.AddOpenIdWhereSet(configuration);
        services.AddAuthentication(DeskClaims.Scheme).AddCookie(DeskClaims.Scheme, cookie =>
        {
            cookie.Cookie.HttpOnly = true;
            cookie.Cookie.SameSite = SameSiteMode.Lax;
            cookie.ExpireTimeSpan = DeskSessions.CookieLasts;
            cookie.SlidingExpiration = true;
            cookie.LoginPath = DeskSetup.Root + "/sign-in";
            cookie.CookieManager = new SchemeCookies();
            cookie.Events.OnValidatePrincipal = context => context.HttpContext.RequestServices.GetRequiredService<DeskSessions>().CheckAsync(context);

            // Who is signed in and may not is told no more than who asks for a page that is not there.
            cookie.Events.OnRedirectToAccessDenied = context =>
            {
                context.Response.StatusCode = StatusCodes.Status404NotFound;
                return Task.CompletedTask;
            };
        });
        services.AddAuthorizationBuilder().AddPolicy(DeskClaims.Policy, policy => policy.AddAuthenticationSchemes(DeskClaims.Scheme)
            .RequireAssertion(context => DeskClaims.Read(context.User) is not null));
        services.AddScoped<AuthenticationStateProvider, OpenPageSession>();
        services.AddScoped<CircuitHandler, OpenPageGuard>();
        services.AddOptions<RateLimiterOptions>().Configure(limits => limits.AddPerMinute(DeskSignIn.SignIns, DeskSignIn.SignInsPerMinute));
        services.AddHostedService<FirstLink>();
        services.AddHostedService<DeskSaying>();
        DeskIndexing.AddTo(services);
    }

    public static void UseDesk(this WebApplication app)
    {
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseAntiforgery();
    }

    public static void MapDesk(this WebApplication app)
    {
        app.MapDeskSignIn();
        app.MapPasskeyPages();
        app.MapSessionPages();
        app.MapExports();
        app.MapInserts();
        app.MapPalette();
        app.MapDeskFiles();
        app.MapLetters();
        app.MapDeskPages().RequireAuthorization(DeskClaims.Policy).WithMetadata(Policy(Elsewhere.Origin(app.Services)));
    }

    /// <summary>Names are looked up as they are kept.</summary>
    private sealed class DeskNames : ILookupNormalizer
    {
        public string? NormalizeName(string? name) => name is null ? null : DeskPeople.Key(name);

        public string? NormalizeEmail(string? email) => email?.ToUpperInvariant();
    }

    /// <summary>Over TLS a cookie that browsers take from this host alone.</summary>
    private sealed class SchemeCookies : ICookieManager
    {
        private const string Plain = "helpdesk-desk";
        private const string Secure = "__Host-helpdesk-desk";

        private readonly ChunkingCookieManager cookies = new();

        public string? GetRequestCookie(HttpContext context, string key) => cookies.GetRequestCookie(context, Name(context));

        public void AppendResponseCookie(HttpContext context, string key, string? value, CookieOptions options)
        {
            (options.Secure, options.Path) = (context.Request.IsHttps, "/");
            cookies.AppendResponseCookie(context, Name(context), value, options);
        }

        public void DeleteCookie(HttpContext context, string key, CookieOptions options)
        {
            (options.Secure, options.Path) = (context.Request.IsHttps, "/");
            cookies.DeleteCookie(context, Name(context), options);
        }

        private static string Name(HttpContext context) => context.Request.IsHttps ? Secure : Plain;
    }
}
