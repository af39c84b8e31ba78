using System.Net;
using HelpDesk.Channels.Activities;
using HelpDesk.Channels.BotFramework.Authentication;
using HelpDesk.Channels.BotFramework.Hosts;
using HelpDesk.Channels.BotFramework.Settings;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Microsoft.IdentityModel.Protocols;

namespace HelpDesk.Channels.Tests.BotFramework;

/// <summary>The authenticator as the host would build it, in front of a fake channel, with a clock and a log to look at.</summary>
internal sealed class Door : IDisposable
{
    private readonly HttpClient http = new();
    private readonly ChannelKeys keys;
    private readonly ChannelAuthenticator authenticator;

    public Door(FakeChannel channel, Action<BotFrameworkOptions>? set = null)
    {
        var options = new BotFrameworkOptions { AppId = FakeTokens.AppId, TenantId = FakeTokens.TenantId, MetadataUrl = channel.MetadataUrl };
        set?.Invoke(options);
        keys = new ChannelKeys(options.MetadataUrl, new HttpDocumentRetriever(http) { RequireHttps = false }, Clock);
        var tokens = new ChannelTokens(options, keys, Clock, Log.Of<ChannelTokens>());
        authenticator = new ChannelAuthenticator(options, tokens, new ServiceHosts(options.ServiceHosts.Count == 0 ? BotFrameworkOptions.DefaultServiceHosts : options.ServiceHosts, loopback: false), Log.Of<ChannelAuthenticator>());
        Tokens = () => new FakeTokens(channel.Keys, Clock.GetUtcNow());
    }

    public FakeTimeProvider Clock { get; } = new(TimeProvider.System.GetUtcNow());

    public Lines Log { get; } = new();

    public Func<FakeTokens> Tokens { get; }

    public Task<Admission> Knock(string? authorization, Activity activity, string remote = "192.0.2.7") =>
        authenticator.AdmitAsync(authorization, activity, IPAddress.Parse(remote), TestContext.Current.CancellationToken);

    public void SayHowItStands() => authenticator.SayHowItStands();

    public void Dispose()
    {
        keys.Dispose();
        http.Dispose();
    }
}

/// <summary>What was logged, line by line.</summary>
internal sealed class Lines
{
    private readonly List<string> all = [];

    public string Text => string.Join('\n', all);

    public ILogger<T> Of<T>() => new Writer<T>(all);

    private sealed class Writer<T>(List<string> all) : ILogger<T>
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            all.Add($"{logLevel}: {formatter(state, exception)} {exception}");
    }
}
