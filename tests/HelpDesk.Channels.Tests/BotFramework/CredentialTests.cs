using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using HelpDesk.Channels.BotFramework.Credentials;
using HelpDesk.Channels.BotFramework.Settings;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Time.Testing;
using Microsoft.Identity.Client;

namespace HelpDesk.Channels.Tests.BotFramework;

public sealed class CredentialTests : IAsyncLifetime
{
    private const string Secret = "a~secret.of-the-tests_0123456789abcdef";
    private static readonly DateTimeOffset Now = new(2026, 4, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly string folder = Directory.CreateTempSubdirectory("helpdesk-bot-").FullName;
    private FakeChannel channel = null!;

    public async ValueTask InitializeAsync() => channel = await FakeChannel.StartAsync();

    public async ValueTask DisposeAsync()
    {
        Directory.Delete(folder, recursive: true);
        await channel.DisposeAsync();
    }

    [Fact]
    public async Task By_secret_for_the_own_tenant_and_from_the_cache_the_second_time()
    {
        channel.Then(200, Token("first"));
        var credential = Credential(options => options.ClientSecret = Secret);

        (await Ask(credential)).ShouldBe(new TokenHeld("first"));
        (await Ask(credential)).ShouldBe(new TokenHeld("first"));

        var asked = channel.Requests.Single(each => each.Method == "POST");
        asked.Target.ShouldBe($"/{FakeTokens.TenantId}/oauth2/v2.0/token");
        Form(asked).ShouldBe(new Dictionary<string, string>
        {
            ["client_id"] = FakeTokens.AppId, ["client_secret"] = Secret, ["scope"] = "https://api.botframework.com/.default", ["grant_type"] = "client_credentials",
        });
    }

    [Fact]
    public async Task A_refused_token_is_not_taken_from_the_cache()
    {
        channel.Then(200, Token("first")).Then(200, Token("second"));
        var credential = Credential(options => options.ClientSecret = Secret);
        await Ask(credential);

        (await credential.TokenAsync(renewed: true, TestContext.Current.CancellationToken)).ShouldBe(new TokenHeld("second"));
    }

    [Theory]
    [InlineData("bot.pfx", "")]
    [InlineData("bot.pfx", "pass word")]
    [InlineData("bot.pem", "")]
    [InlineData("bot.pem", "pass word")]
    public async Task By_certificate(string file, string password)
    {
        channel.Then(200, Token("by certificate"));
        var path = Certificate(file, password, Now.AddYears(1));
        var credential = Credential(options => (options.Credential, options.CertificateFile, options.CertificatePassword) = (BotCredential.Certificate, path, password));

        (await Ask(credential)).ShouldBe(new TokenHeld("by certificate"));

        var form = Form(channel.Requests.Single(each => each.Method == "POST"));
        form["client_assertion_type"].ShouldBe("urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
        form.ShouldNotContainKey("client_secret");
    }

    [Fact]
    public async Task By_managed_identity()
    {
        var expires = TimeProvider.System.GetUtcNow().AddHours(8).ToUnixTimeSeconds();
        channel.Then(200, $$"""{"access_token":"by identity","expires_on":"{{expires}}","resource":"https://api.botframework.com","token_type":"Bearer"}""");
        var credential = Credential(options => options.Credential = BotCredential.ManagedIdentity);

        (await Ask(credential)).ShouldBe(new TokenHeld("by identity"));

        var query = QueryHelpers.ParseQuery(channel.Requests[^1].Target.Split('?')[1]);
        query["resource"].ToString().ShouldBe("https://api.botframework.com");
        query["client_id"].ToString().ShouldBe(FakeTokens.AppId);
    }

    [Fact]
    public async Task An_expired_secret_is_said_by_Entras_code_and_the_secret_stays_out_of_the_log()
    {
        channel.Then(401, """{"error":"invalid_client","error_description":"AADSTS7000222: The provided client secret keys are expired.","error_codes":[7000222]}""");
        var log = new Lines();
        var credential = Credential(options => options.ClientSecret = Secret, log);

        (await Ask(credential)).ShouldBe(new NoToken("invalid_client"));
        log.Text.ShouldContain("AADSTS7000222");
        log.Text.ShouldNotContain(Secret);
    }

    [Fact]
    public void A_token_is_not_printed() => $"{new TokenHeld("eyJ")}".ShouldBe("TokenHeld");

    [Theory]
    [InlineData("2026-04-01", "expired", 0)]
    [InlineData("2026-04-02", "expires-soon", 1)]
    [InlineData("2026-05-01", "expires-soon", 30)]
    [InlineData("2026-05-02", "ok", 31)]
    public void A_secret_that_ends_within_30_days_is_a_warning(string ends, string code, int days)
    {
        var health = CredentialHealth.Of(new() { ClientSecretExpires = DateOnly.ParseExact(ends, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture) }, new FakeTimeProvider(Now)).Now();

        (health.Code, health.Days, health.IsWarning).ShouldBe((code, days, code != "ok"));
        health.Say(BotFrameworkTexts.In("ja")).ShouldContain(ends);
        health.Say(BotFrameworkTexts.In("en")).ShouldContain(ends);
    }

    [Theory]
    [InlineData(29, "expires-soon")]
    [InlineData(31, "ok")]
    [InlineData(-1, "expired")]
    public void A_certificate_carries_its_end(int days, string code)
    {
        var path = Certificate("end.pfx", "", Now.AddDays(days));
        var options = new BotFrameworkOptions { Credential = BotCredential.Certificate, CertificateFile = path };
        var log = new Lines();
        var health = CredentialHealth.Of(options, new FakeTimeProvider(Now));

        health.Now().Code.ShouldBe(code);
        health.Log(log.Of<CredentialHealth>(), BotFrameworkTexts.In("en"));
        log.Text.Contains("Warning", StringComparison.Ordinal).ShouldBe(code != "ok");
    }

    [Fact]
    public void Without_a_date_it_says_so_and_a_managed_identity_needs_none()
    {
        var clock = new FakeTimeProvider(Now);
        CredentialHealth.Of(new(), clock).Now().ShouldBe(new CredentialState("unknown", null, null));
        CredentialHealth.Of(new() { Credential = BotCredential.ManagedIdentity }, clock).Now().ShouldBe(new CredentialState("managed", null, null));
    }

    private MsalCredential Credential(Action<BotFrameworkOptions> set, Lines? log = null)
    {
        var options = new BotFrameworkOptions { AppId = FakeTokens.AppId, TenantId = FakeTokens.TenantId };
        set(options);
        return new MsalCredential(options, new ToThisMachine(channel.Url), (log ?? new Lines()).Of<MsalCredential>());
    }

    private static Task<ConnectorToken> Ask(MsalCredential credential) => credential.TokenAsync(renewed: false, TestContext.Current.CancellationToken);

    private string Certificate(string file, string password, DateTimeOffset ends)
    {
        using var key = RSA.Create(2048);
        using var certificate = new CertificateRequest("CN=bot", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(ends.AddYears(-1), ends);
        var path = Path.Combine(folder, file);
        if (file.EndsWith(".pfx", StringComparison.Ordinal))
        {
            File.WriteAllBytes(path, certificate.Export(X509ContentType.Pkcs12, password));
        }
        else
        {
            var parameters = new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1000);
            File.WriteAllText(path, certificate.ExportCertificatePem() + "\n" + (password.Length == 0 ? key.ExportPkcs8PrivateKeyPem() : key.ExportEncryptedPkcs8PrivateKeyPem(password, parameters)));
        }

        return path;
    }

    private static string Token(string value) => $$"""{"token_type":"Bearer","expires_in":3599,"ext_expires_in":3599,"access_token":"{{value}}"}""";

    /// <summary>Without MSAL's own measurements.</summary>
    private static Dictionary<string, string> Form(Seen seen) =>
        QueryHelpers.ParseQuery(seen.Body).Where(each => !each.Key.StartsWith("client_info", StringComparison.Ordinal)).ToDictionary(each => each.Key, each => each.Value.ToString());

    /// <summary>Whatever host MSAL wants, it gets the fake one.</summary>
    private sealed class ToThisMachine(string url) : DelegatingHandler(new SocketsHttpHandler()), IMsalHttpClientFactory
    {
        public HttpClient GetHttpClient() => new(this, disposeHandler: false);

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.RequestUri = new Uri(url + request.RequestUri!.PathAndQuery);
            return base.SendAsync(request, cancellationToken);
        }
    }
}
