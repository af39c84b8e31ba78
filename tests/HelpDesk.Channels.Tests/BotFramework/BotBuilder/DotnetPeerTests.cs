using System.Collections;
using System.Net;
using System.Reflection;
using System.Text;
using HelpDesk.Channels.BotFramework.BotBuilder;
using Microsoft.Bot.Builder.Integration.AspNet.Core;
using Microsoft.Bot.Connector.Authentication;
using Microsoft.Extensions.Configuration;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace HelpDesk.Channels.Tests.BotFramework.BotBuilder;

/// <summary>Microsoft's .NET client at the same door: whom we admit it admits; and of whom we refuse it admits some, which is why it is not ours.</summary>
public class DotnetPeerTests
{
    private const string Metadata = "https://azure.test/v1/.well-known/openidconfiguration";

    /// <summary>HTTP's schemes know no case; that client's do.</summary>
    private const string OursAlone = "bearer in small letters, as HTTP allows";

    [Fact]
    public async Task Whom_we_admit_Microsofts_client_admits()
    {
        var keys = new SigningKeys();
        using var azure = new HttpClient(new Azure(keys));
        Hand(azure);
        var peer = new ConfigurationBotFrameworkAuthentication(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["MicrosoftAppId"] = FakeTokens.AppId, ["MicrosoftAppPassword"] = "not used", ["ValidateAuthority"] = "true", ["ToBotFromChannelTokenIssuer"] = FakeTokens.Issuer,
            ["ToBotFromChannelOpenIdMetadataUrl"] = Metadata, ["ToBotFromEmulatorOpenIdMetadataUrl"] = Metadata, ["ToChannelFromBotOAuthScope"] = "https://api.botframework.com",
            ["ToChannelFromBotLoginUrl"] = "https://login.microsoftonline.com/botframework.com", ["OAuthUrl"] = "https://token.botframework.com/",
        }).Build());
        var (admitted, differing) = (0, new List<string>());
        foreach (var each in TokenCases.All)
        {
            var tokens = new FakeTokens(keys, TimeProvider.System.GetUtcNow());
            // That client refuses a token that ends before it begins; the case is about its end.
            tokens.Claims["nbf"] = tokens.Now.AddHours(-1).ToUnixTimeSeconds();
            var (theirs, why) = await AdmitsAsync(peer, each, tokens);
            if (each.Status == 200 && each.Name != OursAlone)
            {
                theirs.ShouldBeTrue($"{each.Name}: {why}");
                admitted++;
            }
            else if (theirs && each.Status != 200)
            {
                differing.Add(each.Name);
            }
        }

        admitted.ShouldBeGreaterThan(4);
        differing.ShouldContain("An Emulator token, version 2");
        differing.ShouldContain("A host that is not listed");
        differing.ShouldContain("Another tenant");
    }

    private static async Task<(bool Admits, string? Why)> AdmitsAsync(BotFrameworkAuthentication peer, TokenCase each, FakeTokens tokens)
    {
        try
        {
            var result = await peer.AuthenticateRequestAsync(ActivityBridge.ToSdk(each.Activity), each.Header(tokens)!, TestContext.Current.CancellationToken);
            return (result.ClaimsIdentity.IsAuthenticated, null);
        }
        catch (Exception e)
        {
            // It refuses by exceptions of a dozen types.
            return (false, e.Message);
        }
    }

    /// <summary>That client asks for keys by https and by clients of its own; so what it keeps of an address is put there before it asks.</summary>
    private static void Hand(HttpClient azure)
    {
        var endorsements = new EndorsementsRetriever(azure);
        Kept("_openIdMetadataCache")[Metadata] = new ConfigurationManager<OpenIdConnectConfiguration>(Metadata, new OpenIdConnectConfigurationRetriever(), azure);
        Kept("_endorsementsCache")[Metadata] = new ConfigurationManager<IDictionary<string, HashSet<string>>>(Metadata, endorsements, endorsements);
    }

    private static IDictionary Kept(string name) =>
        (IDictionary)typeof(JwtTokenExtractor).GetField(name, BindingFlags.Static | BindingFlags.NonPublic).ShouldNotBeNull(name).GetValue(null)!;

    private sealed class Azure(SigningKeys keys) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK)
        {
            Content = new StringContent(request.RequestUri!.AbsolutePath == "/keys" ? keys.Published() : $$"""{"issuer":"{{FakeTokens.Issuer}}","jwks_uri":"https://azure.test/keys"}""", Encoding.UTF8, "application/json"),
        });
    }
}
