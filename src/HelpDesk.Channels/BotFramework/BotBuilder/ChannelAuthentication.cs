using System.Net;
using System.Security.Claims;
using HelpDesk.Channels.Activities;
using HelpDesk.Channels.BotFramework.Authentication;
using HelpDesk.Channels.BotFramework.Settings;
using Microsoft.Bot.Connector.Authentication;
using Sdk = Microsoft.Bot.Schema;

namespace HelpDesk.Channels.BotFramework.BotBuilder;

/// <summary>
/// The door of this house as the SDK's. The SDK's own validation is not used: it admits tokens of emulators and skills, any host and
/// any tenant, answers 500 to broken tokens and never asks for a key that was rolled over (docs/decisions/0001).
/// </summary>
internal sealed class ChannelAuthentication(ChannelAuthenticator door, BotFrameworkOptions options, Connectors connectors) : BotFrameworkAuthentication
{
    private const string Audience = "aud";
    private const string ServiceUrl = "serviceurl";

    /// <param name="remote">Who is at the other end of the connection.</param>
    public async Task<(TurnedAway? Away, AuthenticateRequestResult? Admitted)> AdmitAsync(string? authorization, Activity activity, IPAddress? remote, CancellationToken cancellation)
    {
        var admission = await door.AdmitAsync(authorization, activity, remote, cancellation);
        return admission is Admitted admitted ? (null, Result(admitted)) : ((TurnedAway)admission, null);
    }

    /// <summary>For whoever hands the SDK's adapter a request in its own way: the same door.</summary>
    /// <exception cref="UnauthorizedAccessException">Turned away.</exception>
    public override async Task<AuthenticateRequestResult> AuthenticateRequestAsync(Sdk.Activity activity, string authHeader, CancellationToken cancellationToken) =>
        (await AdmitAsync(authHeader, ActivityBridge.ToOurs(activity), remote: null, cancellationToken)).Admitted ?? throw new UnauthorizedAccessException("The activity is turned away; the log says why.");

    /// <exception cref="UnauthorizedAccessException">Always.</exception>
    public override Task<AuthenticateRequestResult> AuthenticateStreamingRequestAsync(string authHeader, string channelIdHeader, CancellationToken cancellationToken) =>
        throw new UnauthorizedAccessException("Activities come by POST, not over a socket.");

    public override ConnectorFactory CreateConnectorFactory(ClaimsIdentity claimsIdentity) => connectors;

    public override Task<UserTokenClient> CreateUserTokenClientAsync(ClaimsIdentity claimsIdentity, CancellationToken cancellationToken) => Task.FromResult<UserTokenClient>(NoUserTokens.Instance);

    private AuthenticateRequestResult Result(Admitted admitted) => new()
    {
        Audience = options.TokenResource,
        ConnectorFactory = connectors,
        ClaimsIdentity = new ClaimsIdentity([new Claim(Audience, options.AppId), new Claim(ServiceUrl, admitted.ServiceUrl.AbsoluteUri)], admitted.Anonymous ? "anonymous" : "Bearer"),
    };
}
