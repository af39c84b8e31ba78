using System.Net;
using System.Net.WebSockets;

namespace HelpDesk.Channels.Tests.DirectLine;

public class OriginTests
{
    private static readonly Dictionary<string, string?> Embedded = new() { ["DirectLine:AllowedOrigins:0"] = "https://shop.example" };

    [Theory]
    [InlineData(null, true)]
    [InlineData("https://shop.example", true)]
    [InlineData("https://shop.example.evil.example", false)]
    [InlineData("http://shop.example", false)]
    [InlineData("https://evil.example", false)]
    [InlineData("null", false)]
    public async Task A_page_elsewhere_cannot_use_a_token_that_it_got_hold_of(string? origin, bool allowed)
    {
        await using var site = await ChatSite.StartAsync(Embedded);
        await ExpectAsync(site, await site.TokenAsync(), origin, allowed);
    }

    [Fact]
    public async Task Our_own_page_may()
    {
        await using var site = await ChatSite.StartAsync();
        await ExpectAsync(site, await site.TokenAsync(), site.Address.GetLeftPart(UriPartial.Authority), allowed: true);
    }

    [Theory]
    [InlineData("https://partner.example", true)]
    [InlineData("https://shop.example", false)]
    public async Task A_token_for_named_pages_serves_no_other(string origin, bool allowed)
    {
        await using var site = await ChatSite.StartAsync(Embedded);
        await ExpectAsync(site, await site.TokenAsync(null, null, "https://partner.example"), origin, allowed);
    }

    [Fact]
    public async Task Browsers_are_told_which_pages_may_read_the_answer()
    {
        await using var site = await ChatSite.StartAsync(Embedded);
        var allowed = await PreflightAsync(site, "https://shop.example");
        allowed.Status.ShouldBe(HttpStatusCode.NoContent);
        allowed.Headers["Access-Control-Allow-Origin"].ShouldBe("https://shop.example");
        foreach (var header in new[] { "authorization", "content-type", "x-ms-bot-agent", "x-requested-with" })
        {
            allowed.Headers["Access-Control-Allow-Headers"].ShouldContain(header);
        }

        allowed.Headers["Vary"].ShouldContain("Origin");
        allowed.Headers.Keys.ShouldNotContain("Access-Control-Allow-Credentials");
        (await PreflightAsync(site, "https://evil.example")).Headers.Keys.ShouldNotContain("Access-Control-Allow-Origin");
        var read = await site.AskAsync(HttpMethod.Post, "tokens/refresh", (await site.TokenAsync()).Token, null, ("Origin", "https://shop.example"));
        read.Headers["Access-Control-Allow-Origin"].ShouldBe("https://shop.example");
    }

    private static Task<Answer> PreflightAsync(ChatSite site, string origin) =>
        site.AskAsync(HttpMethod.Options, "conversations/x/activities", null, null, ("Origin", origin), ("Access-Control-Request-Method", "POST"), ("Access-Control-Request-Headers", "authorization"));

    private static async Task ExpectAsync(ChatSite site, HelpDesk.Channels.DirectLine.Tokens.IssuedToken token, string? origin, bool allowed)
    {
        var opened = await site.AskAsync(HttpMethod.Post, "conversations", token.Token);
        (string, string)[] headers = origin is null ? [] : [("Origin", origin)];
        var answer = await site.AskAsync(HttpMethod.Post, $"conversations/{token.ConversationId}/activities", token.Token, ChatSite.Message("ERR_20070"), headers);
        answer.Status.ShouldBe(allowed ? HttpStatusCode.OK : HttpStatusCode.Forbidden);
        using var socket = new ClientWebSocket();
        if (origin is not null)
        {
            socket.Options.SetRequestHeader("Origin", origin);
        }

        var connecting = socket.ConnectAsync(new Uri(opened.Json.GetProperty("streamUrl").GetString()!), TestContext.Current.CancellationToken);
        if (allowed)
        {
            await connecting;
        }
        else
        {
            answer.Code.ShouldBe("OriginNotAllowed");
            await Should.ThrowAsync<WebSocketException>(() => connecting);
        }
    }
}
