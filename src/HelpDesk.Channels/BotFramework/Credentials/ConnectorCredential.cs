namespace HelpDesk.Channels.BotFramework.Credentials;

/// <summary>Where the bot's own token for the connector comes from.</summary>
public interface IConnectorCredential
{
    /// <param name="renewed">The one at hand was refused: a fresh one.</param>
    Task<ConnectorToken> TokenAsync(bool renewed, CancellationToken cancellation);
}

public abstract record ConnectorToken;

/// <param name="Value">Goes into «Authorization: Bearer …» and nowhere else.</param>
public sealed record TokenHeld(string Value) : ConnectorToken
{
    /// <summary>Never printed, not even by accident.</summary>
    public override string ToString() => nameof(TokenHeld);
}

/// <param name="Code">Entra's or MSAL's code, such as invalid_client.</param>
public sealed record NoToken(string Code) : ConnectorToken;

/// <summary>Development without a registered bot: the tool on this machine asks for none.</summary>
public sealed record TokenNotNeeded : ConnectorToken;

/// <summary>For a bot that is not registered; the check of the options lets it be so in Development only, and then answers go to this machine only.</summary>
public sealed class UnregisteredBot : IConnectorCredential
{
    public Task<ConnectorToken> TokenAsync(bool renewed, CancellationToken cancellation) => Task.FromResult<ConnectorToken>(new TokenNotNeeded());
}
