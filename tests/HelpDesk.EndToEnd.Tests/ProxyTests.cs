using System.Net;
using System.Text.Json;

namespace HelpDesk.EndToEnd.Tests;

/// <summary>A real nginx, set up as docs/operations.md says, before a real host.</summary>
public sealed class ProxyTests(Browser browser, Nginx proxy) : IClassFixture<Nginx>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Behind_nginx_as_the_document_sets_it_up_the_help_centre_and_the_chat_work()
    {
        await using var visitor = await ChatVisitor.ComeAsync(browser.Chromium, proxy.Address + "/chat");
        var sockets = new List<string>();
        visitor.Page.WebSocket += (_, socket) => sockets.Add(socket.Url);
        await visitor.Page.ReloadAsync();
        await visitor.Page.Locator("#chat[data-state=online]").WaitForAsync();
        await visitor.SayAsync("ERR_20040");
        await visitor.ReadsAsync("[6-05]");
        sockets.ShouldNotBeEmpty();
        sockets.ShouldAllBe(url => url.StartsWith(proxy.Address.Replace("https", "wss", StringComparison.Ordinal) + "/v3/directline/", StringComparison.Ordinal));
        (await visitor.Page.EvaluateAsync<string>("performance.getEntriesByType('navigation')[0].nextHopProtocol")).ShouldBe("h2");
        (await visitor.Page.Context.CookiesAsync()).ShouldAllBe(cookie => cookie.Secure && cookie.Name.StartsWith("__Host-"));
        visitor.Errors.ShouldBeEmpty();

        // A file, and a question as long as an address may be.
        await visitor.AttachAsync("画面.png");
        await visitor.Page.Locator(".webchat__bubble__content img, .webchat__bubble__content [class*=attachment], .webchat__bubble__content a").Last.WaitForAsync();
        var page = await visitor.Page.APIRequest.GetAsync(proxy.Address + "/search?q=" + Uri.EscapeDataString(new string('漏', 2_000)));
        page.Status.ShouldBe(200);
    }

    [Fact]
    public async Task Whoever_asks_is_counted_by_their_own_address_and_under_another_name_nobody_is_answered()
    {
        using var client = Neighbour.From("127.0.0.2", proxy.Address);
        var last = HttpStatusCode.OK;
        for (var i = 0; i < 10 * Nginx.TokensPerMinute && last != HttpStatusCode.TooManyRequests; i++)
        {
            last = await TokenAsync(client, $"198.51.100.{i}");
        }

        last.ShouldBe(HttpStatusCode.TooManyRequests, "what a person claims of their address nginx replaces, so all of them are one");
        using var neighbour = Neighbour.From("127.0.0.3", proxy.Address);
        (await TokenAsync(neighbour, "127.0.0.2")).ShouldBe(HttpStatusCode.Forbidden, "not too often; only that it is no page of ours");

        using var other = new HttpRequestMessage(HttpMethod.Get, "/") { Headers = { Host = "evil.example" } };
        (await client.SendAsync(other, Stop)).StatusCode.ShouldBe(HttpStatusCode.MisdirectedRequest);
        var openApi = JsonElement.Parse(await client.GetStringAsync("/openapi/v1.json", Stop));
        openApi.GetProperty("servers")[0].GetProperty("url").GetString()!.TrimEnd('/').ShouldBe(proxy.Address);
    }

    private static async Task<HttpStatusCode> TokenAsync(HttpClient client, string claimed)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/chat/token");
        request.Headers.Add("X-Forwarded-For", claimed);
        request.Headers.Add("X-Helpdesk-Session", "new");
        using var answer = await client.SendAsync(request, Stop);
        return answer.StatusCode;
    }
}
