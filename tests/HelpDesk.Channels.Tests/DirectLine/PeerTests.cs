using System.Text.Json;
using HelpDesk.Channels.DirectLine.Tokens;
using HelpDesk.Channels.Files;
using Microsoft.Extensions.DependencyInjection;

namespace HelpDesk.Channels.Tests.DirectLine;

/// <summary>Microsoft's own client, botframework-directlinejs, against our server.</summary>
public class PeerTests
{
    private static readonly object Question = new { type = "message", text = "ERR_20070", from = new { id = "ana" }, channelData = new { clientActivityID = "c1" } };

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_message_goes_round_by_socket_and_by_polling(bool webSocket)
    {
        await using var site = await ChatSite.StartAsync();
        await using var peer = await ConnectAsync(site, await site.TokenAsync(), webSocket);
        await peer.SendAsync(new { post = Question });
        var echo = await peer.UntilAsync(said => IsActivity(said, "text", "ERR_20070"));
        if (!peer.Heard.Any(said => said.TryGetProperty("posted", out _)))
        {
            await peer.UntilAsync("posted");
        }

        var posted = peer.Heard.Single(said => said.TryGetProperty("posted", out _)).GetProperty("posted").GetString();
        echo.GetProperty("activity").GetProperty("id").GetString().ShouldBe(posted);
        echo.GetProperty("activity").GetProperty("channelData").GetProperty("clientActivityID").GetString().ShouldBe("c1");
        if (!peer.Heard.Any(IsAnswer))
        {
            await peer.UntilAsync(IsAnswer);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_resumed_conversation_gives_what_came_after_the_watermark_and_no_more(bool webSocket)
    {
        await using var site = await ChatSite.StartAsync();
        var token = await site.TokenAsync();
        await site.SayAsync(token, "ERR_20070");
        var before = await site.ReadAsync(token);
        await site.SayAsync(token, "ERR_20250");
        await using var peer = await ConnectAsync(site, token, webSocket, token.ConversationId, before.Count.ToString(System.Globalization.CultureInfo.InvariantCulture));
        await peer.UntilAsync(said => said.TryGetProperty("activity", out var activity) && activity.ToString().Contains("6-08", StringComparison.Ordinal));
        peer.Heard.First(said => said.TryGetProperty("activity", out _)).GetProperty("activity").GetProperty("text").GetString().ShouldBe("ERR_20250");
    }

    [Fact]
    public async Task Two_files_are_uploaded_with_their_message()
    {
        var files = new MemoryFiles();
        await using var site = await ChatSite.StartAsync(services: services => services.AddSingleton<IIncomingFiles>(files));
        var token = await site.TokenAsync();
        await using var peer = await ConnectAsync(site, token, webSocket: true);
        await peer.SendAsync(new
        {
            post = new
            {
                type = "message", text = "画面です", from = new { id = token.UserId }, attachments = new[]
                {
                    new { contentType = "text/plain", contentUrl = "data:text/plain,one", name = "画面.txt" }, new { contentType = "text/plain", contentUrl = "data:text/plain,two", name = "b.txt" },
                },
            },
        });
        await peer.UntilAsync("posted");
        files.Kept.OrderBy(file => file.Content, StringComparer.Ordinal).Select(file => (file.Name, file.Content)).ShouldBe([("画面.txt", "one"), ("b.txt", "two")]);
        (await site.ReadAsync(token))[0].GetProperty("attachments").GetArrayLength().ShouldBe(2);
    }

    [Fact]
    public async Task A_refreshed_token_keeps_person_and_conversation()
    {
        await using var site = await ChatSite.StartAsync();
        var token = await site.TokenAsync();
        await using var peer = await ConnectAsync(site, token, webSocket: false);
        await peer.SendAsync(new { refresh = true });
        var refreshed = (await peer.UntilAsync("refreshed")).GetProperty("refreshed").GetString();
        var read = (await site.Tokens.ReadAsync(refreshed, ChatTokens.Session, TestContext.Current.CancellationToken)).Token.ShouldNotBeNull();
        (read.Conversation, read.User).ShouldBe((token.ConversationId, token.UserId));
    }

    [Fact]
    public async Task A_client_whose_token_has_expired_is_told_so_and_nothing_is_accepted()
    {
        await using var site = await ChatSite.StartAsync();
        var token = await site.TokenAsync();
        await using var peer = await ConnectAsync(site, token, webSocket: true);
        site.Clock.Advance(ChatTokens.Lifetime);
        await peer.SendAsync(new { post = Question });
        await peer.UntilAsync("status", "ExpiredToken");
        await peer.UntilAsync("posted", "retry");
        (await site.ReadAsync(await site.TokenAsync(token.ConversationId, token.UserId))).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_client_cannot_open_anothers_conversation()
    {
        await using var site = await ChatSite.StartAsync();
        var (mine, other) = (await site.TokenAsync(), await site.TokenAsync());
        await using var peer = await Peer.StartAsync("client.mjs");
        await peer.SendAsync(new { domain = Domain(site), token = mine.Token, conversationId = other.ConversationId });
        await peer.UntilAsync("status", "FailedToConnect");
    }

    [Fact]
    public async Task The_session_id_that_sign_in_cards_ask_for_is_given()
    {
        await using var site = await ChatSite.StartAsync();
        await using var peer = await ConnectAsync(site, await site.TokenAsync(), webSocket: false);
        await peer.SendAsync(new { session = true });
        (await peer.UntilAsync("session")).GetProperty("session").GetString().ShouldNotBeNullOrEmpty();
    }

    private static async Task<Peer> ConnectAsync(ChatSite site, IssuedToken token, bool webSocket, string? conversationId = null, string? watermark = null)
    {
        var peer = await Peer.StartAsync("client.mjs");
        await peer.SendAsync(new { domain = Domain(site), token = token.Token, webSocket, conversationId, watermark });
        await peer.UntilAsync("status", "Online");
        return peer;
    }

    private static string Domain(ChatSite site) => new Uri(site.Address, "v3/directline").ToString();

    private static bool IsActivity(JsonElement said, string member, string value) =>
        said.TryGetProperty("activity", out var activity) && activity.TryGetProperty(member, out var found) && found.ToString() == value;

    private static bool IsAnswer(JsonElement said) =>
        said.TryGetProperty("activity", out var activity) && activity.GetProperty("from").GetProperty("role").GetString() == "bot";
}
