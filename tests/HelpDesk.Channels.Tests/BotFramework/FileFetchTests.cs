using HelpDesk.Attachments;
using HelpDesk.Channels.BotFramework.Connector;
using HelpDesk.Channels.BotFramework.Credentials;
using HelpDesk.Channels.BotFramework.Files;
using HelpDesk.Channels.BotFramework.Hosts;
using HelpDesk.Channels.BotFramework.Settings;
using Microsoft.AspNetCore.Http;

namespace HelpDesk.Channels.Tests.BotFramework;

/// <summary>From where a file is fetched, with what, and that nothing is asked of anybody else.</summary>
public class FileFetchTests
{
    private const string Pasted = "/teams/v3/attachments/0-a/views/original";
    private const string Shared = "/personal/ana/_layouts/15/download.aspx";

    [Theory]
    [InlineData("https://contoso-my.sharepoint.com/personal/ana/_layouts/15/download.aspx?UniqueId=1&tempauth=x", true)]
    [InlineData("https://CONTOSO.SharePoint.com/x", true)]
    [InlineData("https://contoso.sharepoint.com:443/x", true)]
    [InlineData("https://files.example:8443/x", true)]
    [InlineData("http://contoso.sharepoint.com/x", false)]
    [InlineData("https://contoso.sharepoint.com:444/x", false)]
    [InlineData("https://files.example/x", false)]
    [InlineData("https://sharepoint.com/x", false)]
    [InlineData("https://a.b.sharepoint.com/x", false)]
    [InlineData("https://contoso.sharepoint-df.com/x", false)]
    [InlineData("https://contoso.sharepoint.com.forger.example/x", false)]
    [InlineData("https://forgersharepoint.com/x", false)]
    [InlineData("https://contoso.sharepoint.com@forger.example/x", false)]
    [InlineData("https://user@contoso.sharepoint.com/x", false)]
    [InlineData("https://forger.example/contoso.sharepoint.com", false)]
    [InlineData("https://127.0.0.1/x", false)]
    [InlineData("http://localhost/x", false)]
    [InlineData("https://169.254.169.254/latest", false)]
    [InlineData("file:///etc/passwd", false)]
    [InlineData("/x", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void Only_hosts_of_the_list_are_asked(string? address, bool allowed) =>
        (new FileHosts([.. BotFrameworkOptions.DefaultFileHosts, "files.example:8443"], loopback: false).Find(address) is not null).ShouldBe(allowed);

    [Theory]
    [InlineData("*.sharepoint.com", true)]
    [InlineData("contoso-my.sharepoint.com", true)]
    [InlineData("files.example:8443", true)]
    [InlineData("*", false)]
    [InlineData("*.com", false)]
    [InlineData("*.*.sharepoint.com", false)]
    [InlineData("*.sharepoint.com:8443", false)]
    [InlineData("*.127.0.0.1", false)]
    [InlineData("contoso*.sharepoint.com", false)]
    [InlineData("https://contoso.sharepoint.com", false)]
    [InlineData("", false)]
    public void What_may_stand_in_the_list(string text, bool host) => FileHosts.IsHost(text).ShouldBe(host);

    [Fact]
    public async Task The_token_goes_with_a_pasted_picture_and_never_with_a_file()
    {
        await using var channel = await FakeChannel.StartAsync();
        using var desk = new Desk();
        (await desk.Fetch(new(null, channel.Has(Pasted, [1, 2]), true))).Content!.ToArray().ShouldBe([1, 2]);
        (await desk.Fetch(new("a.txt", channel.Has(Shared, [3]) + "?tempauth=key", false))).Content!.ToArray().ShouldBe([3]);
        channel.Fetches.Select(seen => (seen.Method, seen.Target, seen.Header("authorization")))
            .ShouldBe([("GET", Pasted, "Bearer golden"), ("GET", Shared + "?tempauth=key", null)]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_host_that_is_not_in_the_list_is_not_asked_at_all(bool pasted)
    {
        await using var channel = await FakeChannel.StartAsync();
        using var desk = new Desk(loopback: false);
        (await desk.Fetch(new("a.png", channel.Has(Pasted, [1]), pasted))).Code.ShouldBe("host.not-allowed");
        channel.Fetches.ShouldBeEmpty();
        desk.Credential.Asked.ShouldBe(0);
    }

    [Theory]
    [InlineData("/teams/v3/conversations/19%3Aother/members")]
    [InlineData("/teams/v3/attachments/../conversations/x")]
    public async Task The_token_opens_attachments_and_nothing_else_of_the_connector(string path)
    {
        await using var channel = await FakeChannel.StartAsync();
        using var desk = new Desk();
        (await desk.Fetch(new(null, channel.Url + path, true))).Code.ShouldBe("host.not-allowed");
        channel.Requests.ShouldBeEmpty();
        desk.Credential.Asked.ShouldBe(0);
    }

    [Fact]
    public async Task A_refused_token_is_renewed_once()
    {
        await using var channel = await FakeChannel.StartAsync();
        using var desk = new Desk();
        var address = channel.Has(Pasted, Status(401));
        (await desk.Fetch(new(null, address, true))).Code.ShouldBe("http.401");
        channel.Fetches.Select(seen => seen.Header("authorization")).ShouldBe(["Bearer golden", "Bearer golden-2"]);
    }

    [Fact]
    public async Task Without_a_token_nothing_is_asked()
    {
        await using var channel = await FakeChannel.StartAsync();
        using var desk = new Desk { Credential = { None = true } };
        (await desk.Fetch(new(null, channel.Has(Pasted, [1]), true))).Code.ShouldBe("token.invalid_client");
        channel.Fetches.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("https://forger.example/x", "host.not-allowed")]
    [InlineData("https://login.microsoftonline.com/common/oauth2/authorize", "host.not-allowed")]
    [InlineData("/", "redirects")]
    [InlineData(null, "host.not-allowed")]
    public async Task A_redirect_leads_to_allowed_hosts_only_and_not_in_circles(string? location, string code)
    {
        await using var channel = await FakeChannel.StartAsync();
        using var desk = new Desk();
        var address = channel.Has(Shared, Redirect(location == "/" ? Shared : location));
        (await desk.Fetch(new("a.txt", address, false))).Code.ShouldBe(code);
        channel.Fetches.Count.ShouldBe(location == "/" ? FileFetch.MostRedirects + 1 : 1);
    }

    [Fact]
    public async Task A_redirect_to_an_allowed_host_is_followed_and_one_with_the_token_is_not()
    {
        await using var channel = await FakeChannel.StartAsync();
        using var desk = new Desk();
        channel.Has("/there", [7]);
        (await desk.Fetch(new("a.txt", channel.Has(Shared, Redirect("/there")), false))).Content!.ToArray().ShouldBe([7]);
        (await desk.Fetch(new(null, channel.Has(Pasted, Redirect("/there")), true))).Code.ShouldBe("http.302");
        channel.Fetches.Count(seen => seen.Target == "/there").ShouldBe(1);
    }

    [Theory]
    [InlineData(AttachmentLimits.LongestFile, true, null)]
    [InlineData(AttachmentLimits.LongestFile, false, null)]
    [InlineData(AttachmentLimits.LongestFile + 1, true, "too-large")]
    [InlineData(AttachmentLimits.LongestFile + 1, false, "too-large")]
    public async Task A_file_has_an_end_whether_its_length_is_told_or_not(int length, bool told, string? code)
    {
        await using var channel = await FakeChannel.StartAsync();
        using var desk = new Desk();
        (await desk.Fetch(new("a.txt", channel.Has(Shared, new byte[length], tellLength: told), false))).Code.ShouldBe(code);
    }

    [Theory]
    [InlineData(404)]
    [InlineData(410)]
    [InlineData(500)]
    [InlineData(204)]
    [InlineData(206)]
    public async Task Any_other_answer_than_the_file_is_a_failure(int status)
    {
        await using var channel = await FakeChannel.StartAsync();
        using var desk = new Desk();
        (await desk.Fetch(new("a.txt", channel.Has(Shared, Status(status)), false))).Code.ShouldBe(FormattableString.Invariant($"http.{status}"));
    }

    [Fact]
    public async Task The_page_of_a_sharing_link_is_not_the_file()
    {
        await using var channel = await FakeChannel.StartAsync();
        using var desk = new Desk();
        (await desk.Fetch(new("a.txt", channel.Has(Shared, [1], "text/html; charset=utf-8"), false))).Code.ShouldBe("not-a-file");
    }

    [Fact]
    public async Task A_connection_that_is_cut_is_a_failure()
    {
        await using var channel = await FakeChannel.StartAsync();
        using var desk = new Desk();
        var address = channel.Has(Shared, async context =>
        {
            context.Response.ContentLength = 100;
            await context.Response.Body.WriteAsync(new byte[10], context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
            context.Abort();
        });
        (await desk.Fetch(new("a.txt", address, false))).Code.ShouldStartWith("connection.");
        (await desk.Fetch(new("a.txt", "http://127.0.0.1:1/", false))).Code.ShouldStartWith("connection.");
    }

    private static Func<HttpContext, Task> Status(int status) => context =>
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    };

    private static Func<HttpContext, Task> Redirect(string? location) => context =>
    {
        context.Response.StatusCode = 302;
        if (location is not null)
        {
            context.Response.Headers.Location = location;
        }

        return Task.CompletedTask;
    };

    private sealed class Desk(bool loopback = true) : IDisposable
    {
        private readonly HttpClient http = new(ConnectorTransport.CreateHandler());

        public CountedCredential Credential { get; } = new();

        public Task<Fetched> Fetch(TeamsFile file) =>
            new FileFetch(http, Credential, new ServiceHosts(BotFrameworkOptions.DefaultServiceHosts, loopback), new FileHosts(BotFrameworkOptions.DefaultFileHosts, loopback))
                .FetchAsync(file, TestContext.Current.CancellationToken);

        public void Dispose() => http.Dispose();
    }

    private sealed class CountedCredential : IConnectorCredential
    {
        public int Asked { get; private set; }

        public bool None { get; set; }

        public Task<ConnectorToken> TokenAsync(bool renewed, CancellationToken cancellation)
        {
            Asked++;
            return Task.FromResult<ConnectorToken>(None ? new NoToken("invalid_client") : new TokenHeld(renewed ? "golden-2" : "golden"));
        }
    }
}
