using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Mvc.Testing;

namespace HelpDesk.Web.Tests;

/// <summary>What a request says of its host decides nothing; the settings do.</summary>
public sealed class PublicAddressTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static HelpDeskSite Named() => HelpDeskSite.With(settings: [("Site:Addresses:0", "https://help.example.co.jp"), ("Site:Addresses:1", "http://intra:8080")]);

    [Theory]
    [InlineData("localhost", HttpStatusCode.OK)]
    [InlineData("localhost:5080", HttpStatusCode.OK)]
    [InlineData("127.0.0.1", HttpStatusCode.OK)]
    [InlineData("evil.example", HttpStatusCode.MisdirectedRequest)]
    [InlineData("localhost.evil.example", HttpStatusCode.MisdirectedRequest)]
    [InlineData("203.0.113.9", HttpStatusCode.MisdirectedRequest)]
    public async Task Without_a_setting_only_the_machines_own_names_are_answered(string host, HttpStatusCode status)
    {
        await using var site = new HelpDeskSite();
        (await AskAsync(site, "/", host)).StatusCode.ShouldBe(status);
        (await AskAsync(site, "/health/live", host)).StatusCode.ShouldBe(HttpStatusCode.OK, "a probe comes by the bare address");
    }

    [Theory]
    [InlineData("help.example.co.jp", HttpStatusCode.OK)]
    [InlineData("HELP.example.co.jp:443", HttpStatusCode.OK)]
    [InlineData("intra:8080", HttpStatusCode.OK)]
    [InlineData("intra", HttpStatusCode.MisdirectedRequest)]
    [InlineData("help.example.co.jp:8443", HttpStatusCode.MisdirectedRequest)]
    [InlineData("evil.example", HttpStatusCode.MisdirectedRequest)]
    [InlineData("localhost", HttpStatusCode.MisdirectedRequest)]
    public async Task With_a_setting_only_those_addresses_are_answered(string host, HttpStatusCode status)
    {
        await using var site = Named();
        var answer = await AskAsync(site, "/", host);
        answer.StatusCode.ShouldBe(status);
        if (status != HttpStatusCode.OK)
        {
            (await answer.Content.ReadAsStringAsync(Stop)).ShouldContain("Site:Addresses");
        }
    }

    [Fact]
    public async Task Addresses_in_answers_are_the_public_ones_whatever_stands_between()
    {
        await using var site = Named();
        // As a proxy hands it on that ends TLS and says nothing of it.
        using var visitor = await Visitor.OpenAsync(site, "http://help.example.co.jp");
        // Not by cookie: over plain http this client, like a browser, would not send a secure one.
        visitor.Antiforgery = null;
        using var answer = await visitor.PostAsync("/chat/token", origin: "https://help.example.co.jp", session: "new");
        answer.EnsureSuccessStatusCode();
        var session = await answer.Content.ReadFromJsonAsync<JsonElement>(Stop);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v3/directline/conversations");
        request.Headers.Authorization = new("Bearer", session.GetProperty("token").GetString());
        using var opened = await visitor.Client.SendAsync(request, Stop);
        (await opened.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("streamUrl").GetString()!.ShouldStartWith("wss://help.example.co.jp/v3/");
        var openApi = await (await AskAsync(site, "/openapi/v1.json", "help.example.co.jp")).Content.ReadFromJsonAsync<JsonElement>(Stop);
        openApi.GetProperty("servers")[0].GetProperty("url").GetString()!.TrimEnd('/').ShouldBe("https://help.example.co.jp");
    }

    [Theory]
    [InlineData("http://localhost", "helpdesk-antiforgery=", null)]
    [InlineData("https://localhost", "__Host-helpdesk-antiforgery=", null)]
    [InlineData("https://help.example.co.jp", "__Host-helpdesk-antiforgery=", "max-age=31536000")]
    public async Task Over_TLS_the_page_is_for_this_host_alone_and_browsers_keep_to_TLS(string address, string cookie, string? transport)
    {
        await using var site = HelpDeskSite.With(settings: new Uri(address).Host == "localhost" ? [] : [("Site:Addresses:0", address)]);
        using var client = site.CreateClient(new WebApplicationFactoryClientOptions { BaseAddress = new Uri(address) });
        using var page = await client.GetAsync("/chat", Stop);
        var set = page.Headers.GetValues("Set-Cookie").Single(one => one.Contains("antiforgery", StringComparison.Ordinal));
        set.ShouldStartWith(cookie);
        set.ShouldContain("path=/");
        set.Contains("secure", StringComparison.OrdinalIgnoreCase).ShouldBe(address.StartsWith("https", StringComparison.Ordinal));
        (page.Headers.TryGetValues("Strict-Transport-Security", out var hsts) ? hsts.Single() : null).ShouldBe(transport);
        using var visitor = await Visitor.OpenAsync(site, address);
        (await visitor.UserAsync()).ShouldNotBeNullOrEmpty("the token fits its cookie");
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/chat")]
    [InlineData("/nowhere")]
    [InlineData("/helpdesk.css")]
    [InlineData("/api/v1/search?q=a")]
    public async Task Nothing_of_ours_may_use_camera_microphone_or_place(string path)
    {
        await using var site = new HelpDeskSite();
        var policy = (await AskAsync(site, path, "localhost")).Headers.GetValues("Permissions-Policy").Single();
        foreach (var feature in new[] { "camera=()", "microphone=()", "geolocation=()", "payment=()", "usb=()" })
        {
            policy.ShouldContain(feature);
        }
    }

    [Theory]
    [InlineData("/", "br", "br")]
    [InlineData("/", "gzip", "gzip")]
    [InlineData("/", "identity", null)]
    [InlineData("/search?q=ERR_20040", "gzip, br", "br")]
    [InlineData("/helpdesk.css", "br", "br")]
    [InlineData("/chat.js", "gzip", "gzip")]
    [InlineData("/chat", "br", null)] // It holds a token.
    public async Task What_is_the_same_for_everybody_goes_compressed(string path, string accepted, string? encoding)
    {
        await using var site = new HelpDeskSite();
        var plain = await (await AskAsync(site, path, "localhost")).Content.ReadAsByteArrayAsync(Stop);
        var answer = await AskAsync(site, path, "localhost", accepted);
        answer.Content.Headers.ContentEncoding.SingleOrDefault().ShouldBe(encoding);
        if (encoding is not null)
        {
            answer.Headers.Vary.ShouldContain("Accept-Encoding");
            (await answer.Content.ReadAsByteArrayAsync(Stop)).Length.ShouldBeLessThan(plain.Length);
        }
    }

    private static async Task<HttpResponseMessage> AskAsync(HelpDeskSite site, string path, string host, string? encoding = null)
    {
        var client = site.CreateClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Host = host;
        request.Headers.TryAddWithoutValidation("Accept-Encoding", encoding);
        return await client.SendAsync(request, Stop);
    }
}
