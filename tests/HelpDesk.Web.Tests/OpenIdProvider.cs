using System.Security.Claims;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace HelpDesk.Web.Tests;

/// <summary>A real OpenID Connect provider on this machine (OpenIddict): whoever is named as signed in there is vouched for.</summary>
public sealed class OpenIdProvider : IAsyncDisposable
{
    public const string Client = "helpdesk";
    public const string Secret = "of the tests";

    private readonly WebApplication app;

    private OpenIdProvider(WebApplication app) => this.app = app;

    public string Address => app.Urls.Single();

    /// <summary>Who is signed in at the provider; null: nobody, and it refuses.</summary>
    public Account? SignedIn { get; set; }

    /// <summary>The token by which somebody signed out there, newest last.</summary>
    public IList<string?> SignedOut { get; } = [];

    /// <summary>Whether each code came with a challenge, and each exchange with its verifier.</summary>
    public bool SawProofs { get; private set; }

    public static async Task<OpenIdProvider> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRoutingCore();
        builder.Services.AddLogging(log => log.SetMinimumLevel(LogLevel.Warning));
        builder.Services.AddOpenIddict().AddServer(server =>
        {
            server.EnableDegradedMode();
            server.SetAuthorizationEndpointUris("authorize").SetTokenEndpointUris("token").SetEndSessionEndpointUris("logout");
            server.AllowAuthorizationCodeFlow().RequireProofKeyForCodeExchange();
            server.AddEphemeralEncryptionKey().AddEphemeralSigningKey();
            server.RegisterScopes("profile");
            server.AddEventHandler<ValidateAuthorizationRequestContext>(handler => handler.UseInlineHandler(CheckAsync));
            server.AddEventHandler<ValidateTokenRequestContext>(handler => handler.UseInlineHandler(CheckAsync));
            server.AddEventHandler<ValidateEndSessionRequestContext>(handler => handler.UseInlineHandler(_ => default));
            server.UseAspNetCore().DisableTransportSecurityRequirement().EnableAuthorizationEndpointPassthrough().EnableEndSessionEndpointPassthrough();
        });
        var app = builder.Build();
        var provider = new OpenIdProvider(app);
        app.UseRouting();
        app.UseAuthentication();
        app.MapGet("/authorize", provider.Authorize);
        app.MapGet("/logout", provider.Logout);
        await app.StartAsync(Xunit.TestContext.Current.CancellationToken);
        return provider;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private static ValueTask CheckAsync(ValidateAuthorizationRequestContext context)
    {
        if (context.ClientId != Client)
        {
            context.Reject(OpenIddictConstants.Errors.InvalidClient);
        }

        return default;
    }

    private static ValueTask CheckAsync(ValidateTokenRequestContext context)
    {
        if (context.ClientId != Client || context.ClientSecret != Secret)
        {
            context.Reject(OpenIddictConstants.Errors.InvalidClient);
        }

        return default;
    }

    private IResult Authorize(HttpContext context)
    {
        var request = context.GetOpenIddictServerRequest()!;
        SawProofs = request.CodeChallenge is { Length: > 0 } && request.CodeChallengeMethod == OpenIddictConstants.CodeChallengeMethods.Sha256;
        if (SignedIn is not { } account)
        {
            return Results.Forbid(authenticationSchemes: [OpenIddictServerAspNetCoreDefaults.AuthenticationScheme]);
        }

        var identity = new ClaimsIdentity("provider");
        identity.AddClaim(new Claim("sub", account.Subject));
        identity.AddClaim(new Claim("name", account.Name));
        identity.AddClaim(new Claim("preferred_username", account.Address));
        identity.AddClaims(account.Roles.Select(role => new Claim("roles", role)));
        var principal = new ClaimsPrincipal(identity);
        principal.SetScopes(request.GetScopes());
        principal.SetDestinations(_ => [OpenIddictConstants.Destinations.IdentityToken]);
        return Results.SignIn(principal, authenticationScheme: OpenIddictServerAspNetCoreDefaults.AuthenticationScheme);
    }

    private IResult Logout(HttpContext context)
    {
        SignedIn = null;
        SignedOut.Add(context.GetOpenIddictServerRequest()!.IdTokenHint);
        return Results.SignOut(authenticationSchemes: [OpenIddictServerAspNetCoreDefaults.AuthenticationScheme]);
    }

    /// <summary>Somebody as the provider knows them.</summary>
    public sealed record Account(string Subject, string Address, string Name, params IReadOnlyList<string> Roles);
}
