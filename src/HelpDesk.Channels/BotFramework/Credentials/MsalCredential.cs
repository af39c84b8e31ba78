using HelpDesk.Channels.BotFramework.Settings;
using Microsoft.Extensions.Logging;
using Microsoft.Identity.Client;
using Microsoft.Identity.Client.AppConfig;

namespace HelpDesk.Channels.BotFramework.Credentials;

/// <summary>The bot's token from Entra by MSAL, which also keeps it until shortly before it ends.</summary>
public sealed class MsalCredential : IConnectorCredential
{
    private readonly Func<bool, CancellationToken, Task<AuthenticationResult>> acquire;
    private readonly ILogger<MsalCredential> log;

    /// <param name="transport">Null for MSAL's own.</param>
    /// <exception cref="InvalidOperationException">The certificate cannot be read: the check of the options says so before.</exception>
    public MsalCredential(BotFrameworkOptions options, IMsalHttpClientFactory? transport, ILogger<MsalCredential> log)
    {
        ArgumentNullException.ThrowIfNull(options);
        this.log = log;
        acquire = options.Credential == BotCredential.ManagedIdentity ? ByManagedIdentity(options, transport) : ByApplication(options, transport);
    }

    public async Task<ConnectorToken> TokenAsync(bool renewed, CancellationToken cancellation)
    {
        try
        {
            return new TokenHeld((await acquire(renewed, cancellation)).AccessToken);
        }
        catch (Exception e) when (e is MsalException or HttpRequestException || (e is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            var code = (e as MsalException)?.ErrorCode ?? "unreachable";
            // MSAL's messages name the application and a trace id, never the secret.
            log.LogError(e, "Bot Framework: Entra gives the bot no token: {Code}", code);
            return new NoToken(code);
        }
    }

    private static Func<bool, CancellationToken, Task<AuthenticationResult>> ByApplication(BotFrameworkOptions options, IMsalHttpClientFactory? transport)
    {
        var builder = ConfidentialClientApplicationBuilder.Create(options.AppId).WithAuthority($"{options.LoginUrl.TrimEnd('/')}/{options.TenantId}");
        builder = options.Credential == BotCredential.Certificate
            ? builder.WithCertificate(BotCertificate.Read(options.CertificateFile, options.CertificatePassword) ?? throw new InvalidOperationException("certificate"), sendX5C: true)
            : builder.WithClientSecret(options.ClientSecret);
        var application = (transport is null ? builder : builder.WithHttpClientFactory(transport)).Build();
        string[] scopes = [options.TokenResource.TrimEnd('/') + "/.default"];
        return (renewed, cancellation) => application.AcquireTokenForClient(scopes).WithForceRefresh(renewed).ExecuteAsync(cancellation);
    }

    private static Func<bool, CancellationToken, Task<AuthenticationResult>> ByManagedIdentity(BotFrameworkOptions options, IMsalHttpClientFactory? transport)
    {
        var builder = ManagedIdentityApplicationBuilder.Create(ManagedIdentityId.WithUserAssignedClientId(options.AppId));
        var application = (transport is null ? builder : builder.WithHttpClientFactory(transport)).Build();
        return (renewed, cancellation) => application.AcquireTokenForManagedIdentity(options.TokenResource).WithForceRefresh(renewed).ExecuteAsync(cancellation);
    }
}
