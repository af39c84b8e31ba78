using System.Security.Claims;
using HelpDesk.Desk;
using HelpDesk.Desk.Hosting;
using HelpDesk.Storage.Model;
using HelpDesk.Storage.People;
using HelpDesk.Ticketing.People;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace HelpDesk.Web.Desk;

/// <summary>
/// Signing in at Entra or another OpenID Connect provider: the code flow with PKCE, the provider's app roles as ours and none by
/// default, and signing out there too.
/// </summary>
internal static class Elsewhere
{
    /// <summary>Below /desk.</summary>
    public const string Begins = "/sign-in/elsewhere";

    private const string Scheme = "DeskOpenId";
    private const string Back = DeskSetup.Root + Begins + "/back";
    private const string NoRole = "no-role";
    private const string Failed = "failed";

    /// <summary>How long the provider may take to answer this host.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static void AddOpenIdWhereSet(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<OpenIdOptions>().BindConfiguration("OpenId").ValidateOnStart();
        services.AddSingleton<IValidateOptions<OpenIdOptions>, OpenIdOptionsCheck>();
        services.AddSingleton<PeopleFromElsewhere>();
        if (configuration["OpenId:Authority"] is not { Length: > 0 })
        {
            return;
        }

        services.AddAuthentication().AddOpenIdConnect(Scheme, _ => { });
        services.AddOptions<OpenIdConnectOptions>(Scheme).Configure<IOptions<OpenIdOptions>>((openId, set) => Configure(openId, set.Value));
    }

    public static bool IsSet(HttpContext context) => Origin(context.RequestServices) is not null;

    /// <summary>The provider's scheme, host and port; null where none is set.</summary>
    public static string? Origin(IServiceProvider services) =>
        services.GetRequiredService<IOptions<OpenIdOptions>>().Value.Authority is { Length: > 0 } authority ? new Uri(authority).GetLeftPart(UriPartial.Authority) : null;

    public static string Address(string to) => DeskSetup.Root + Begins + QueryString.Create("ReturnUrl", to);

    /// <summary>Key of the text for what went wrong there.</summary>
    public static string? ProblemOf(string? said) => said switch { NoRole => "signIn.noRole", Failed => "signIn.failed", _ => null };

    /// <param name="to">A page of the desk.</param>
    public static async Task<IResult> BeginAsync(HttpContext context, string to)
    {
        context.Response.Headers.CacheControl = "no-store";
        if (!IsSet(context))
        {
            return TypedResults.NotFound();
        }

        return await IsReachedAsync(context)
            ? TypedResults.Challenge(new AuthenticationProperties { RedirectUri = to }, [Scheme])
            : TypedResults.LocalRedirect(Problem(Failed));
    }

    /// <summary>Ends the session here and there; null where the provider knows no such thing or cannot be reached.</summary>
    public static async Task<IResult?> EndAsync(HttpContext context, string to) =>
        IsSet(context) && await IsReachedAsync(context) && (await ConfigurationAsync(context)).EndSessionEndpoint is { Length: > 0 }
            ? TypedResults.SignOut(new AuthenticationProperties { RedirectUri = to }, [DeskClaims.Scheme, Scheme]) : null;

    private static async Task<bool> IsReachedAsync(HttpContext context)
    {
        try
        {
            await ConfigurationAsync(context);
            return true;
        }
        catch (Exception e) when (e is InvalidOperationException or IOException or HttpRequestException)
        {
            Log(context).LogWarning(e, "The OpenID provider of the desk cannot be reached");
            return false;
        }
    }

    private static Task<OpenIdConnectConfiguration> ConfigurationAsync(HttpContext context) =>
        context.RequestServices.GetRequiredService<IOptionsMonitor<OpenIdConnectOptions>>().Get(Scheme).ConfigurationManager!.GetConfigurationAsync(context.RequestAborted);

    private static void Configure(OpenIdConnectOptions openId, OpenIdOptions set)
    {
        (openId.Authority, openId.ClientId, openId.ClientSecret) = (set.Authority, set.ClientId, set.ClientSecret);
        openId.RequireHttpsMetadata = new Uri(set.Authority!).Scheme == Uri.UriSchemeHttps;
        openId.SignInScheme = DeskClaims.Scheme;
        openId.CallbackPath = Back;
        openId.SignedOutCallbackPath = Back + "-out";

        // A plain address that any site could send somebody to: sessions end by the desk's own form, and of themselves.
        openId.RemoteSignOutPath = default;
        openId.BackchannelTimeout = Patience;

        // The code comes back in the address: it is worth nothing without the verifier, and cookies may stay with this site.
        openId.ResponseType = OpenIdConnectResponseType.Code;
        openId.ResponseMode = OpenIdConnectResponseMode.Query;
        openId.UsePkce = true;
        (openId.NonceCookie.SameSite, openId.CorrelationCookie.SameSite) = (SameSiteMode.Lax, SameSiteMode.Lax);
        (openId.NonceCookie.SecurePolicy, openId.CorrelationCookie.SecurePolicy) = (CookieSecurePolicy.SameAsRequest, CookieSecurePolicy.SameAsRequest);
        openId.MapInboundClaims = false;
        openId.DisableTelemetry = true;
        openId.Scope.Clear();
        openId.Scope.Add("openid");
        openId.Scope.Add("profile");
        openId.Events.OnTokenValidated = EnterAsync;
        openId.Events.OnRemoteFailure = RefuseAsync;
    }

    private static async Task EnterAsync(TokenValidatedContext context)
    {
        var services = context.HttpContext.RequestServices;
        var (told, from) = (context.Principal!, context.HttpContext.Connection.RemoteIpAddress?.ToString());
        var (issuer, subject) = (context.SecurityToken.Issuer, told.FindFirstValue("sub") ?? "");
        var account = told.FindFirstValue("preferred_username") ?? subject;
        var name = told.FindFirstValue("name") is { Length: > 0 } full ? full : account;
        if (RolesOf(told) is not { Count: > 0 } roles)
        {
            await RefusedAsync(context, account, NoRole);
            return;
        }

        if (subject.Length == 0 || await services.GetRequiredService<PeopleFromElsewhere>().EnterAsync(issuer, subject, account, name, roles, from, context.HttpContext.RequestAborted) is not { } user)
        {
            await RefusedAsync(context, account, Failed);
            return;
        }

        // The provider's claims end here: what a session says is ours. Its token says at signing out who leaves.
        context.Principal = await services.GetRequiredService<DeskSessions>().NewAsync(context.HttpContext, user, SignInWay.Elsewhere);
        context.Properties!.StoreTokens([new AuthenticationToken { Name = OpenIdConnectParameterNames.IdToken, Value = context.TokenEndpointResponse?.IdToken ?? "" }]);
    }

    /// <summary>Names of roles as they are written, whatever the case; numbers and anything else are none.</summary>
    private static List<DeskRole> RolesOf(ClaimsPrincipal told) =>
        [.. Enum.GetValues<DeskRole>().Where(role => told.FindAll("roles").Any(claim => string.Equals(claim.Value, role.ToString(), StringComparison.OrdinalIgnoreCase)))];

    private static async Task RefusedAsync(TokenValidatedContext context, string account, string why)
    {
        await context.HttpContext.RequestServices.GetRequiredService<DeskAudit>()
            .WriteAsync(account, "refused", context.SecurityToken.Issuer, context.HttpContext.Connection.RemoteIpAddress?.ToString(), context.HttpContext.RequestAborted);
        context.HandleResponse();
        context.Response.Redirect(Problem(why));
    }

    /// <summary>
    /// Of what failed the log holds only the kind, since its words may be a stranger's. Another's answer, one that comes twice, or what the provider refused: the door says so in words. Whose it is nobody
    /// knows, and anybody can send such: the audit holds only whom the provider named.
    /// </summary>
    private static Task RefuseAsync(RemoteFailureContext context)
    {
        Log(context.HttpContext).LogWarning("Signing in by the desk's OpenID provider failed: {Failure}", context.Failure?.GetType().Name);
        context.HandleResponse();
        context.Response.Redirect(Problem(Failed));
        return Task.CompletedTask;
    }

    private static string Problem(string said) => DeskSetup.Root + "/sign-in" + QueryString.Create("elsewhere", said);

    private static ILogger Log(HttpContext context) => context.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(Elsewhere).FullName!);
}
