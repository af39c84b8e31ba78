using System.Security.Cryptography;

namespace HelpDesk.Channels.BotFramework.Connector;

/// <summary>How patient the client is.</summary>
public sealed record ConnectorRules
{
    /// <summary>In all, the first with it; Teams' guide gives 3.</summary>
    public int Tries { get; init; } = 3;

    /// <summary>Before the second try; doubled each time, and up to half as much again by chance.</summary>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>What would take longer is handed back as <see cref="Later"/>.</summary>
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>For one try.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>After a failure that has no time of its own: no token, no connection.</summary>
    public TimeSpan Rest { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>0 up to 1.</summary>
    public Func<double> Chance { get; init; } = () => RandomNumberGenerator.GetInt32(int.MaxValue) / (double)int.MaxValue;

    /// <summary>A new id for each call, the same over its tries.</summary>
    public Func<string> RequestId { get; init; } = () => new Guid(RandomNumberGenerator.GetBytes(16)).ToString();
}
