using Microsoft.Bot.Connector.Authentication;
using Microsoft.Bot.Schema;

namespace HelpDesk.Channels.BotFramework.BotBuilder;

/// <summary>The help desk signs nobody in: who speaks in Teams is known.</summary>
internal sealed class NoUserTokens : UserTokenClient
{
    public static NoUserTokens Instance { get; } = new();

    public override Task<TokenResponse> GetUserTokenAsync(string userId, string connectionName, string channelId, string magicCode, CancellationToken cancellationToken) => throw None();

    public override Task<SignInResource> GetSignInResourceAsync(string connectionName, Activity activity, string finalRedirect, CancellationToken cancellationToken) => throw None();

    public override Task SignOutUserAsync(string userId, string connectionName, string channelId, CancellationToken cancellationToken) => throw None();

    public override Task<TokenStatus[]> GetTokenStatusAsync(string userId, string channelId, string includeFilter, CancellationToken cancellationToken) => throw None();

    public override Task<Dictionary<string, TokenResponse>> GetAadTokensAsync(string userId, string connectionName, string[] resourceUrls, string channelId, CancellationToken cancellationToken) => throw None();

    public override Task<TokenResponse> ExchangeTokenAsync(string userId, string connectionName, string channelId, TokenExchangeRequest exchangeRequest, CancellationToken cancellationToken) => throw None();

    private static NotSupportedException None() => new("The help desk signs nobody in; take who speaks from the activity.");
}
