using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using HelpDesk.Channels.BotFramework.Connector;
using HelpDesk.Channels.BotFramework.Credentials;
using HelpDesk.Channels.BotFramework.Hosts;
using Microsoft.Bot.Connector;
using Microsoft.Bot.Connector.Authentication;
using Microsoft.Rest;
using Client = Microsoft.Bot.Connector.ConnectorClient;

namespace HelpDesk.Channels.BotFramework.BotBuilder;

/// <summary>
/// The SDK's connector client for middleware (a «typing» sign, who is in the chat), under the rules of our own transport. What the
/// bot says does not go this way: it stands in the outbox. One client for an address, which no turn ends.
/// </summary>
/// <param name="http">Of <see cref="CreateClient"/>. Not owned: the SDK disposes whatever disposable a turn knows, this factory included.</param>
internal sealed class Connectors(HttpClient http) : ConnectorFactory
{
    /// <summary>Addresses of Teams' regions are some dozens; what a channel invents beyond is made for one turn.</summary>
    private const int MostHeld = 64;

    private const int MostAnswer = 1024 * 1024;

    private readonly ConcurrentDictionary<string, IConnectorClient> held = new(StringComparer.Ordinal);

    public static HttpClient CreateClient(IConnectorCredential credential, ServiceHosts hosts, ConnectorPace pace) => new(new Gate(credential, hosts, pace) { InnerHandler = ConnectorTransport.CreateHandler() })
    {
        Timeout = TimeSpan.FromSeconds(15), MaxResponseContentBufferSize = MostAnswer,
    };

    public override Task<IConnectorClient> CreateAsync(string serviceUrl, string audience, CancellationToken cancellationToken) =>
        Task.FromResult(held.TryGetValue(serviceUrl, out var client) ? client : held.Count < MostHeld ? held.GetOrAdd(serviceUrl, Create) : Create(serviceUrl));

    private Held Create(string serviceUrl) => new(new Uri(serviceUrl), http);

    private sealed class Held(Uri address, HttpClient http) : Client(address, new NoCredentials(), http, disposeHttpClient: false)
    {
        /// <summary>The SDK disposes it with the turn; it is kept for the next one.</summary>
        protected override void Dispose(bool disposing)
        {
        }
    }

    /// <summary>The token is added at the gate, where it is known where the request goes.</summary>
    private sealed class NoCredentials : ServiceClientCredentials;

    /// <summary>The allow list once more, for the address that is really asked; Teams' rates; the bot's token.</summary>
    private sealed class Gate(IConnectorCredential credential, ServiceHosts hosts, ConnectorPace pace) : DelegatingHandler
    {
        private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);

        /// <exception cref="HttpRequestException">It may not go, or has no token.</exception>
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var address = request.RequestUri!;
            if (hosts.Find(address.GetLeftPart(UriPartial.Path)) is null)
            {
                throw new HttpRequestException($"The bot's token does not go to {address.Host}: it is not in BotFramework:ServiceHosts.");
            }

            if (await pace.WaitAsync(ConversationIn(address), null, request.Method == HttpMethod.Get, LongestPause, cancellationToken) is { } full)
            {
                throw new HttpRequestException($"Teams' rate for this conversation is used up for {full.TotalSeconds:0} more seconds.", null, HttpStatusCode.TooManyRequests);
            }

            request.Headers.Authorization = await credential.TokenAsync(renewed: false, cancellationToken) switch
            {
                TokenHeld token => new AuthenticationHeaderValue("Bearer", token.Value),
                NoToken none => throw new HttpRequestException($"Entra gives the bot no token: {none.Code}."),
                _ => null,
            };
            return await base.SendAsync(request, cancellationToken);
        }

        private static string ConversationIn(Uri address)
        {
            var parts = address.AbsolutePath.Split('/');
            var at = Array.IndexOf(parts, "conversations");
            return at >= 0 && at + 1 < parts.Length ? Uri.UnescapeDataString(parts[at + 1]) : "";
        }
    }
}
