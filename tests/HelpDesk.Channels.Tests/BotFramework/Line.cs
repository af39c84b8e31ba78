using HelpDesk.Channels.Activities;
using HelpDesk.Channels.BotFramework.Connector;
using HelpDesk.Channels.BotFramework.Credentials;
using HelpDesk.Channels.BotFramework.Hosts;

namespace HelpDesk.Channels.Tests.BotFramework;

/// <summary>Our connector client on the fake channel, with the clock that jumps and chance that is none.</summary>
internal sealed class Line : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromDays(1);

    private readonly HttpClient http = new(ConnectorTransport.CreateHandler()) { Timeout = Timeout.InfiniteTimeSpan };
    private int calls;

    public Line(string serviceUrl, IConnectorCredential? credential = null, bool loopback = true)
    {
        To = new ConnectorAddress(serviceUrl, "a:1", FakeTokens.TenantId);
        var rules = new ConnectorRules { Chance = () => 0, RequestId = () => $"call-{++calls}", Timeout = Limit };
        Client = new ConnectorClient(new ConnectorTransport(http, credential ?? new Given(), new ServiceHosts(["smba.trafficmanager.net"], loopback), new ConnectorPace(Clock), rules, Clock));
    }

    public ConnectorAddress To { get; }

    public ConnectorClient Client { get; }

    public JumpingClock Clock { get; } = new(Limit);

    public static Activity Hello { get; } = new() { Type = "message", Text = "こんにちは", TextFormat = "markdown", Recipient = new() { Id = "29:ana", Name = "Ana" } };

    public Task<ConnectorOutcome> Send(Activity? activity = null) => Client.SendAsync(To, activity ?? Hello, TestContext.Current.CancellationToken);

    public void Dispose() => http.Dispose();

    /// <summary>A token, and another when the first was refused.</summary>
    internal sealed class Given : IConnectorCredential
    {
        public Task<ConnectorToken> TokenAsync(bool renewed, CancellationToken cancellation) => Task.FromResult<ConnectorToken>(new TokenHeld(renewed ? "golden-2" : "golden"));
    }
}
