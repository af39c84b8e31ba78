using HelpDesk.Channels.BotFramework;
using HelpDesk.Channels.BotFramework.Authentication;
using HelpDesk.Channels.BotFramework.Connector;
using HelpDesk.Channels.BotFramework.Credentials;
using HelpDesk.Channels.BotFramework.Files;
using HelpDesk.Channels.BotFramework.Hosts;
using HelpDesk.Channels.BotFramework.Settings;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace HelpDesk.Channels.Tests.BotFramework;

public class OptionsTests
{
    public static TheoryData<string, Action<BotFrameworkOptions>, string> Faults => new()
    {
        { "app id", o => o.AppId = "bot", "BotFramework:AppId holds «bot», which is not a GUID. Set the id that the Azure portal shows (like 00000000-0000-0000-0000-000000000000)." },
        { "no tenant", o => o.TenantId = "", "BotFramework:TenantId holds «», which is not a tenant. Set the id (GUID) or the domain of the Entra tenant where the bot is registered." },
        { "common is no single tenant", o => o.TenantId = "common", "BotFramework:TenantId holds «common», which is not a tenant. Set the id (GUID) or the domain of the Entra tenant where the bot is registered." },
        { "a domain, and nobody is served", o => o.TenantId = "contoso.onmicrosoft.com", "BotFramework:AllowedTenants is empty and BotFramework:TenantId is a domain. Set the ids (GUIDs) of the tenants to be served in BotFramework:AllowedTenants." },
        { "allowed tenant", o => o.AllowedTenants = ["contoso"], "BotFramework:AllowedTenants holds «contoso», which is not a GUID. Set the id that the Azure portal shows (like 00000000-0000-0000-0000-000000000000)." },
        { "no secret", o => o.ClientSecret = "", "BotFramework:ClientSecret is missing or too short. Set the client secret that Entra issued in the environment variable BotFramework__ClientSecret. For a certificate or a managed identity set BotFramework:Credential to Certificate or ManagedIdentity." },
        { "a sample secret", o => o.ClientSecret = "change-me", "BotFramework:ClientSecret is missing or too short. Set the client secret that Entra issued in the environment variable BotFramework__ClientSecret. For a certificate or a managed identity set BotFramework:Credential to Certificate or ManagedIdentity." },
        { "no certificate", o => (o.Credential, o.CertificateFile) = (BotCredential.Certificate, "none.pfx"), "BotFramework:CertificateFile names «none.pfx», which cannot be read as a certificate with its private key. Check the path, the permissions and BotFramework:CertificatePassword." },
        { "metadata by http", o => o.MetadataUrl = "http://login.botframework.com/", "BotFramework:MetadataUrl holds «http://login.botframework.com/», which is not an https URL. Correct it, or take it out of the settings for the default." },
        { "a host with a path", o => o.ServiceHosts = ["smba.trafficmanager.net/teams"], "BotFramework:ServiceHosts holds «smba.trafficmanager.net/teams», which is not a host name. Write it without scheme or path, like smba.trafficmanager.net." },
        { "a wildcard", o => o.ServiceHosts = ["*.trafficmanager.net"], "BotFramework:ServiceHosts holds «*.trafficmanager.net», which is not a host name. Write it without scheme or path, like smba.trafficmanager.net." },
        { "a file host with a scheme", o => o.FileHosts = ["https://contoso-my.sharepoint.com"], "BotFramework:FileHosts holds «https://contoso-my.sharepoint.com», which is neither a host name nor of the form *.sharepoint.com. Write it without scheme or path, like contoso-my.sharepoint.com or *.sharepoint.com." },
        { "half the world for files", o => o.FileHosts = ["*.com"], "BotFramework:FileHosts holds «*.com», which is neither a host name nor of the form *.sharepoint.com. Write it without scheme or path, like contoso-my.sharepoint.com or *.sharepoint.com." },
        { "a help centre by http", o => o.PublicAddress = "http://helpdesk.example.jp", "BotFramework:PublicAddress holds «http://helpdesk.example.jp», which cannot be used. Write the address of the help centre, like https://helpdesk.example.jp." },
        { "a help centre with a query", o => o.PublicAddress = "https://helpdesk.example.jp/?x=1", "BotFramework:PublicAddress holds «https://helpdesk.example.jp/?x=1», which cannot be used. Write the address of the help centre, like https://helpdesk.example.jp." },
        { "an open door outside Development", o => o.AnonymousInDevelopment = true, "BotFramework:AnonymousInDevelopment can only be used in Development. Set it to false, or take it out of the settings." },
        { "a tenant that is none", o => o.Tenants["contoso"] = new() { Company = "さくら電力", CompanyCode = "12343" }, "BotFramework:Tenants holds «contoso», which is not a GUID. Set the id that the Azure portal shows (like 00000000-0000-0000-0000-000000000000)." },
        { "a company without a name", o => o.Tenants[FakeTokens.TenantId] = new() { CompanyCode = "12343" }, $"BotFramework:Tenants:{FakeTokens.TenantId} needs a company name (Company) and a business operator code of 5 digits (CompanyCode); it holds «12343»." },
        { "a company code of 4 digits", o => o.Tenants[FakeTokens.TenantId] = new() { Company = "さくら電力", CompanyCode = "1234" }, $"BotFramework:Tenants:{FakeTokens.TenantId} needs a company name (Company) and a business operator code of 5 digits (CompanyCode); it holds «1234»." },
        { "a company code of 6 digits", o => o.Tenants[FakeTokens.TenantId] = new() { Company = "さくら電力", CompanyCode = "123456" }, $"BotFramework:Tenants:{FakeTokens.TenantId} needs a company name (Company) and a business operator code of 5 digits (CompanyCode); it holds «123456»." },
        { "a thread in place of the agents' channel", o => o.AgentsChannel.Conversation = "19:desk@thread.tacv2;messageid=1", "BotFramework:AgentsChannel:Conversation holds «19:desk@thread.tacv2;messageid=1», which is not the id of a channel. Set the id of the form 19:…@thread.tacv2 from the address that «Get link to channel» gives in Teams." },
        { "agents' channel at a host that gets no token", o => (o.AgentsChannel.Conversation, o.AgentsChannel.ServiceUrl) = ("19:desk@thread.tacv2", "https://forger.example/"), "BotFramework:AgentsChannel:ServiceUrl holds «https://forger.example/», whose host is not in BotFramework:ServiceHosts. Correct one of them." },
        { "an agent without a name", o => Agent(o, FakeTokens.AppId, " "), $"BotFramework:AgentsChannel:Agents:{FakeTokens.AppId} names the agent « »: empty, or longer than 100 characters." },
        { "an agent by mail address", o => Agent(o, "sato@example.jp", "佐藤"), "BotFramework:AgentsChannel:Agents holds «sato@example.jp», which is not a GUID. Set the id that the Azure portal shows (like 00000000-0000-0000-0000-000000000000)." },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void A_fault_stops_the_start_and_says_what_to_do(string name, Action<BotFrameworkOptions> spoil, string said)
    {
        var options = Good();
        spoil(options);
        Check("Production", "en").Validate(null, options).Failures!.ShouldBe([said], name);
        Check("Production", "ja").Validate(null, options).Failures!.Single().ShouldStartWith("BotFramework:");
    }

    [Fact]
    public void Good_ones_pass_and_so_does_a_channel_that_is_off()
    {
        Check("Production", "en").Validate(null, Good()).Succeeded.ShouldBeTrue();
        Check("Production", "en").Validate(null, new()).Succeeded.ShouldBeTrue();
        new BotFrameworkOptions().IsOn.ShouldBeFalse();
        Check("Development", "en").Validate(null, new() { AnonymousInDevelopment = true }).Succeeded.ShouldBeTrue();
    }

    [Fact]
    public void Good_with_every_list()
    {
        var options = Good();
        (options.TenantId, options.AllowedTenants, options.ServiceHosts) = ("contoso.onmicrosoft.com", ["*"], ["smba.infra.gcc.teams.microsoft.com", "127.0.0.1:8443"]);
        options.PublicAddress = "https://helpdesk.example.jp/help/";
        options.FileHosts = ["*.sharepoint.com", "contoso-my.sharepoint.com", "files.example:8443"];
        Check("Production", "en").Validate(null, options).Failures.ShouldBeNull();
    }

    [Fact]
    public void Texts_have_the_same_keys_in_both_languages() =>
        BotFrameworkTexts.In("en").Keys.Order(StringComparer.Ordinal).ShouldBe(BotFrameworkTexts.In("ja").Keys.Order(StringComparer.Ordinal));

    [Fact]
    public void A_host_gets_all_its_parts_from_its_settings()
    {
        using var all = Host("Production", new() { ["AppId"] = FakeTokens.AppId, ["TenantId"] = FakeTokens.TenantId, ["ClientSecret"] = Good().ClientSecret, ["ServiceHosts:0"] = "smba.infra.gcc.teams.microsoft.com" });

        all.GetRequiredService<ChannelAuthenticator>().ShouldNotBeNull();
        all.GetRequiredService<ConnectorClient>().ShouldNotBeNull();
        all.GetRequiredService<CredentialHealth>().Now().Code.ShouldBe("unknown");
        var hosts = all.GetRequiredService<ServiceHosts>();
        hosts.Find("https://smba.infra.gcc.teams.microsoft.com/gcc/").ShouldNotBeNull();
        hosts.Find("https://smba.trafficmanager.net/teams/").ShouldBeNull("a list in the settings takes the place of the default");
        hosts.Find("http://127.0.0.1:1/").ShouldBeNull();
        var files = all.GetRequiredService<FileHosts>();
        files.Find("https://contoso-my.sharepoint.com/x").ShouldNotBeNull();
        files.Find("http://127.0.0.1:1/").ShouldBeNull();
        all.GetRequiredService<FileFetch>().ShouldNotBeNull();
    }

    [Fact]
    public void Bad_settings_give_no_parts()
    {
        using var all = Host("Production", new() { ["AppId"] = "bot" });
        Should.Throw<OptionsValidationException>(() => all.GetRequiredService<ChannelAuthenticator>()).Failures.First().ShouldStartWith("BotFramework:AppId holds «bot»");
    }

    [Fact]
    public void An_unregistered_bot_in_Development_talks_to_this_machine_only()
    {
        using var all = Host("Development", new() { ["AnonymousInDevelopment"] = "true" });
        all.GetRequiredService<IConnectorCredential>().ShouldBeOfType<UnregisteredBot>();
        all.GetRequiredService<ServiceHosts>().Find("http://127.0.0.1:1/").ShouldNotBeNull();
        all.GetRequiredService<FileHosts>().Find("http://127.0.0.1:1/").ShouldNotBeNull();
    }

    private static ServiceProvider Host(string environment, Dictionary<string, string?> settings)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings.Select(each => KeyValuePair.Create("BotFramework:" + each.Key, each.Value))).Build();
        return new ServiceCollection().AddLogging().AddSingleton<IHostEnvironment>(new Environment(environment)).AddBotFramework(configuration, BotFrameworkTexts.In("en")).BuildServiceProvider();
    }

    private static BotFrameworkOptions Good() => new() { AppId = FakeTokens.AppId, TenantId = FakeTokens.TenantId, ClientSecret = "a~secret.of-the-tests_0123456789abcdef" };

    private static BotFrameworkOptionsCheck Check(string environment, string language) => new(new Environment(environment), BotFrameworkTexts.In(language));

    private sealed class Environment(string name) : IHostEnvironment
    {
        public string EnvironmentName { get; set; } = name;

        public string ApplicationName { get; set; } = "tests";

        public string ContentRootPath { get; set; } = "/";

        public IFileProvider ContentRootFileProvider { get; set; } = new NullFileProvider();
    }

    private static void Agent(BotFrameworkOptions options, string id, string name)
    {
        options.AgentsChannel.Conversation = "19:desk@thread.tacv2";
        options.AgentsChannel.Agents[id] = name;
    }
}
