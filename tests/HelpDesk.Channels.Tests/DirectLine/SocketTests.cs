using System.Net;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using HelpDesk.Channels.DirectLine.Tokens;
using HelpDesk.Conversation.Dialogue;
using HelpDesk.Storage.Outbox;
using HelpDesk.Storage.Turns;

namespace HelpDesk.Channels.Tests.DirectLine;

public class SocketTests
{
    [Fact]
    public async Task What_is_said_comes_through_the_socket_in_order_and_pings_and_noise_do_not_disturb_it()
    {
        await using var site = await ChatSite.StartAsync();
        var token = await site.TokenAsync();
        using var socket = await ConnectAsync(await StreamUrlAsync(site, token));
        foreach (var noise in new[] { "", "{}", "noise", new string('x', 100_000), "" })
        {
            await socket.SendAsync(Encoding.UTF8.GetBytes(noise), WebSocketMessageType.Text, true, TestContext.Current.CancellationToken);
        }

        await site.SayAsync(token, "ERR_20070");
        await site.SayAsync(token, "ERR_20250");
        var expected = (await site.ReadAsync(token)).Select(one => one.ToString());
        var (activities, watermark) = await ReadAsync(socket, expected.Count());
        activities.Select(one => one.ToString()).ShouldBe(expected);
        watermark.ShouldBe(expected.Count().ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task A_socket_opened_again_begins_after_its_watermark()
    {
        await using var site = await ChatSite.StartAsync();
        var token = await site.TokenAsync();
        await site.SayAsync(token, "ERR_20070");
        var reconnected = await site.AskAsync(HttpMethod.Get, $"conversations/{token.ConversationId}?watermark=1", token.Token);
        using var socket = await ConnectAsync(reconnected.Json.GetProperty("streamUrl").GetString()!);
        (await ReadAsync(socket, 1)).Activities[0].GetProperty("id").GetString().ShouldEndWith("|0000002");
    }

    [Fact]
    public async Task The_address_of_a_stream_opens_it_for_sixty_seconds_only()
    {
        await using var site = await ChatSite.StartAsync();
        var address = await StreamUrlAsync(site, await site.TokenAsync());
        site.Clock.Advance(ChatTokens.StreamLifetime - TimeSpan.FromSeconds(1));
        using var socket = await ConnectAsync(address);
        site.Clock.Advance(TimeSpan.FromSeconds(1));
        (await RefusedAsync(site, address)).Code.ShouldBe("TokenExpired");
    }

    [Fact]
    public async Task A_stream_opens_only_by_its_own_token_and_as_a_socket()
    {
        await using var site = await ChatSite.StartAsync();
        var (token, other) = (await site.TokenAsync(), await site.TokenAsync());
        var address = await StreamUrlAsync(site, token);
        (await RefusedAsync(site, address)).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await RefusedAsync(site, address.Replace("&t=", "&x=", StringComparison.Ordinal))).Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await RefusedAsync(site, address[..(address.IndexOf("&t=", StringComparison.Ordinal) + 3)] + token.Token)).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await RefusedAsync(site, address.Replace(token.ConversationId, other.ConversationId, StringComparison.Ordinal))).Status.ShouldBe(HttpStatusCode.NotFound);
        await Should.ThrowAsync<WebSocketException>(() => ConnectAsync(address.Replace("watermark=0", "watermark=-1", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task The_server_says_good_bye_when_the_token_ends()
    {
        await using var site = await ChatSite.StartAsync();
        using var socket = await ConnectAsync(await StreamUrlAsync(site, await site.TokenAsync()));
        site.Clock.Advance(ChatTokens.Lifetime);
        await ClosedAsync(socket);
        socket.CloseStatus.ShouldBe(WebSocketCloseStatus.NormalClosure);
    }

    [Fact]
    public async Task The_server_says_good_bye_when_it_stops()
    {
        await using var site = await ChatSite.StartAsync();
        using var socket = await ConnectAsync(await StreamUrlAsync(site, await site.TokenAsync()));
        var stopping = site.StopAsync();
        await ClosedAsync(socket);
        socket.CloseStatus.ShouldBe(WebSocketCloseStatus.EndpointUnavailable);
        await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, TestContext.Current.CancellationToken);
        await stopping;
    }

    [Fact]
    public async Task What_another_process_says_comes_through_the_socket()
    {
        await using var site = await ChatSite.StartAsync();
        var token = await site.TokenAsync();
        using var socket = await ConnectAsync(await StreamUrlAsync(site, token));
        await using (var elsewhere = new TurnDesk(site.Database, ChatSite.Bot, site.Clock, _ => { }))
        {
            await elsewhere.AcceptAsync(
                new AcceptedMessage("webchat", token.ConversationId, "elsewhere", token.UserId, new Incoming("ERR_20070"), KeepsTranscript: true), TestContext.Current.CancellationToken);
        }

        var reading = ReadAsync(socket, 1);
        while (!reading.IsCompleted)
        {
            site.Clock.Advance(DatabaseWatch.Interval);
            await Task.WhenAny(reading, Task.Delay(TimeSpan.FromMilliseconds(20), TestContext.Current.CancellationToken));
        }

        (await reading).Activities[0].ToString().ShouldContain("6-06");
    }

    internal static async Task<string> StreamUrlAsync(ChatSite site, IssuedToken token)
    {
        var opened = await site.AskAsync(HttpMethod.Post, "conversations", token.Token, """{"user":{"id":"ana"},"locale":"ja"}""");
        opened.Status.ShouldBe(HttpStatusCode.Created, opened.Text);
        return opened.Json.GetProperty("streamUrl").GetString()!;
    }

    internal static async Task<ClientWebSocket> ConnectAsync(string address)
    {
        var socket = new ClientWebSocket();
        await socket.ConnectAsync(new Uri(address), TestContext.Current.CancellationToken);
        return socket;
    }

    private static Task<Answer> RefusedAsync(ChatSite site, string address)
    {
        var path = new Uri(address).PathAndQuery["/v3/directline/".Length..];
        return site.AskAsync(HttpMethod.Get, path, null);
    }

    internal static async Task<(List<JsonElement> Activities, string Watermark)> ReadAsync(ClientWebSocket socket, int count)
    {
        var (activities, watermark) = (new List<JsonElement>(), "");
        while (activities.Count < count)
        {
            var frame = JsonDocument.Parse(await FrameAsync(socket)).RootElement;
            activities.AddRange(frame.GetProperty("activities").EnumerateArray());
            watermark = frame.GetProperty("watermark").GetString()!;
        }

        return (activities, watermark);
    }

    private static async Task<string> FrameAsync(ClientWebSocket socket)
    {
        using var frame = new MemoryStream();
        var buffer = new byte[4096];
        for (var ends = false; !ends;)
        {
            var part = await socket.ReceiveAsync(buffer, TestContext.Current.CancellationToken);
            part.MessageType.ShouldBe(WebSocketMessageType.Text);
            await frame.WriteAsync(buffer.AsMemory(0, part.Count), TestContext.Current.CancellationToken);
            ends = part.EndOfMessage;
        }

        return Encoding.UTF8.GetString(frame.ToArray());
    }

    private static async Task ClosedAsync(ClientWebSocket socket)
    {
        var buffer = new byte[4096];
        while ((await socket.ReceiveAsync(buffer, TestContext.Current.CancellationToken)).MessageType != WebSocketMessageType.Close)
        {
        }
    }
}
