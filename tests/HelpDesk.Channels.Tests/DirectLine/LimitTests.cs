using System.Net;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using HelpDesk.Channels.Activities;
using HelpDesk.Channels.Cards;
using HelpDesk.Channels.DirectLine.Messages;
using HelpDesk.Channels.DirectLine.Tokens;
using HelpDesk.Channels.DirectLine.Wire;

namespace HelpDesk.Channels.Tests.DirectLine;

/// <summary>Every limit at both of its sides.</summary>
public class LimitTests
{
    public static TheoryData<string, string, HttpStatusCode> Messages { get; } = new()
    {
        { "the longest body", Padded(Body.LongestActivity), HttpStatusCode.OK },
        { "a byte more", Padded(Body.LongestActivity + 1), HttpStatusCode.RequestEntityTooLarge },
        { "the longest text", ChatSite.Message(new string('a', IncomingActivity.LongestText)), HttpStatusCode.OK },
        { "a character more", ChatSite.Message(new string('a', IncomingActivity.LongestText + 1)), HttpStatusCode.RequestEntityTooLarge },
        { "the longest client id", ChatSite.Message("x", new string('a', IncomingActivity.LongestClientId)), HttpStatusCode.OK },
        { "a longer client id", ChatSite.Message("x", new string('a', IncomingActivity.LongestClientId + 1)), HttpStatusCode.OK },
        { "the most values", Form(Submitted.MostValues, 1), HttpStatusCode.OK },
        { "a value more", Form(Submitted.MostValues + 1, 1), HttpStatusCode.BadRequest },
        { "the longest value", Form(1, Submitted.LongestValue), HttpStatusCode.OK },
        { "a longer value", Form(1, Submitted.LongestValue + 1), HttpStatusCode.BadRequest },
        { "the deepest nesting", Nested(CleanJson.DeepestNesting - 1), HttpStatusCode.OK },
        { "deeper nesting", Nested(CleanJson.DeepestNesting), HttpStatusCode.OK },
        { "broken off", """{"type":"message","text":""", HttpStatusCode.BadRequest },
        { "no object", "[]", HttpStatusCode.BadRequest },
        { "null", "null", HttpStatusCode.BadRequest },
        { "nothing", "", HttpStatusCode.BadRequest },
        { "no type", """{"text":"x"}""", HttpStatusCode.BadRequest },
        { "a text that is none", """{"type":"message","text":{"a":1}}""", HttpStatusCode.OK },
    };

    [Theory]
    [MemberData(nameof(Messages))]
    public async Task A_message_has_its_bounds(string name, string body, HttpStatusCode expected)
    {
        await using var site = await ChatSite.StartAsync();
        var token = await site.TokenAsync();
        var answer = await site.PostAsync(token, body);
        answer.Status.ShouldBe(expected, name);
        (await site.ReadAsync(token)).Any().ShouldBe(expected == HttpStatusCode.OK, name);
    }

    [Fact]
    public async Task One_person_cannot_flood_the_desk_and_does_not_silence_others()
    {
        await using var site = await ChatSite.StartAsync(Settings("MessagesPerMinute", 3));
        var (taro, hanako) = (await site.TokenAsync(), await site.TokenAsync());
        for (var i = 0; i < 3; i++)
        {
            (await site.SayAsync(taro, "ERR_20070")).Status.ShouldBe(HttpStatusCode.OK);
        }

        await ExpectTooManyAsync(site.SayAsync(taro, "ERR_20070"));
        await ExpectTooManyAsync(site.SayAsync(await site.TokenAsync(null, taro.UserId), "ERR_20070"));
        (await site.SayAsync(hanako, "ERR_20070")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task One_address_cannot_begin_conversations_without_end_however_they_begin()
    {
        await using var site = await ChatSite.StartAsync(Settings("ConversationsPerHour", 3));
        var opened = await site.TokenAsync();
        (await site.AskAsync(HttpMethod.Post, "conversations", opened.Token)).Status.ShouldBe(HttpStatusCode.Created);
        var spoken = await site.TokenAsync();
        (await site.SayAsync(spoken, "ERR_20070")).Status.ShouldBe(HttpStatusCode.OK);
        var sent = await site.TokenAsync();
        (await UploadAsync(site, sent)).Status.ShouldNotBe(HttpStatusCode.TooManyRequests);

        var fourth = await site.TokenAsync();
        await ExpectTooManyAsync(site.AskAsync(HttpMethod.Post, "conversations", fourth.Token));
        await ExpectTooManyAsync(site.AskAsync(HttpMethod.Post, "conversations", fourth.Token, null, ("X-Forwarded-For", "203.0.113.9")));
        await ExpectTooManyAsync(site.SayAsync(fourth, "ERR_20070"));
        await ExpectTooManyAsync(UploadAsync(site, fourth));
        (await site.ReadAsync(fourth)).ShouldBeEmpty();
    }

    [Fact]
    public async Task To_go_on_with_a_conversation_is_to_begin_none()
    {
        await using var site = await ChatSite.StartAsync(Settings("ConversationsPerHour", 1));
        var token = await site.TokenAsync();
        for (var i = 0; i < 3; i++)
        {
            (await site.AskAsync(HttpMethod.Post, "conversations", token.Token)).Status.ShouldBeOneOf(HttpStatusCode.Created, HttpStatusCode.OK);
            (await site.SayAsync(token, "ERR_20070")).Status.ShouldBe(HttpStatusCode.OK);
        }

        // One that began on another node is known by the database.
        await using var other = await ChatSite.StartAsync(Settings("ConversationsPerHour", 1), database: site.Database, clock: site.Clock);
        (await other.SayAsync(token, "ERR_20070")).Status.ShouldBe(HttpStatusCode.OK);
        (await other.SayAsync(await other.TokenAsync(), "ERR_20070")).Status.ShouldBe(HttpStatusCode.OK);
        await ExpectTooManyAsync(other.SayAsync(await other.TokenAsync(), "ERR_20070"));
    }

    [Fact]
    public async Task One_person_cannot_read_without_end_and_does_not_keep_others_from_it()
    {
        await using var site = await ChatSite.StartAsync(Settings("ReadsPerMinute", 4));
        var (taro, hanako) = (await site.TokenAsync(), await site.TokenAsync());
        var paths = new[] { (HttpMethod.Get, "conversations/{0}/activities"), (HttpMethod.Post, "tokens/refresh"), (HttpMethod.Get, "conversations/{0}"), (HttpMethod.Get, "session/getsessionid") }
            .Select(one => (one.Item1, Path: string.Format(System.Globalization.CultureInfo.InvariantCulture, one.Item2, taro.ConversationId))).ToList();
        foreach (var (method, path) in paths)
        {
            (await site.AskAsync(method, path, taro.Token)).Status.ShouldBe(HttpStatusCode.OK, path);
        }

        foreach (var (method, path) in paths)
        {
            await ExpectTooManyAsync(site.AskAsync(method, path, taro.Token));
        }

        (await site.SayAsync(taro, "ERR_20070")).Status.ShouldBe(HttpStatusCode.OK, "to speak is counted apart");
        (await site.ReadAsync(hanako)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Behind_a_trusted_proxy_each_address_has_its_own_limit_and_only_the_proxys_word_counts()
    {
        await using var site = await ChatSite.StartAsync(Settings("ConversationsPerHour", 1, ("DirectLine:TrustedProxies:0", "127.0.0.0/8")));
        (await BeginAsync(site, "203.0.113.9")).Status.ShouldBe(HttpStatusCode.Created);
        (await BeginAsync(site, "203.0.113.10")).Status.ShouldBe(HttpStatusCode.Created);
        await ExpectTooManyAsync(BeginAsync(site, "203.0.113.9"));

        // What stands before the proxy's own entry was written by the other side.
        await ExpectTooManyAsync(BeginAsync(site, "198.51.100.1, 203.0.113.9"));
        (await BeginAsync(site, "2001:db8:1:2::1")).Status.ShouldBe(HttpStatusCode.Created);
        await ExpectTooManyAsync(BeginAsync(site, "2001:db8:1:2:3::2"));
        (await BeginAsync(site, "2001:db8:1:3::1")).Status.ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task A_trusted_proxy_that_ends_TLS_makes_the_stream_an_encrypted_one()
    {
        await using var site = await ChatSite.StartAsync(Settings("ConversationsPerHour", 1, ("DirectLine:TrustedProxies:0", "127.0.0.1")));
        var opened = await site.AskAsync(HttpMethod.Post, "conversations", (await site.TokenAsync()).Token, null, ("X-Forwarded-For", "203.0.113.9"), ("X-Forwarded-Proto", "https"));
        opened.Json.GetProperty("streamUrl").GetString()!.ShouldStartWith("wss://");
    }

    [Fact]
    public async Task One_address_cannot_hold_sockets_without_end_and_a_closed_one_makes_room()
    {
        await using var site = await ChatSite.StartAsync(Settings("SocketsPerAddress", 1));
        var address = await SocketTests.StreamUrlAsync(site, await site.TokenAsync());
        using var first = await SocketTests.ConnectAsync(address);
        using var second = new ClientWebSocket();
        second.Options.CollectHttpResponseDetails = true;
        await Should.ThrowAsync<WebSocketException>(() => second.ConnectAsync(new Uri(address), TestContext.Current.CancellationToken));
        second.HttpStatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        second.HttpResponseHeaders!["Retry-After"].Single().ShouldNotBeNullOrEmpty();
        await first.CloseAsync(WebSocketCloseStatus.NormalClosure, null, TestContext.Current.CancellationToken);
        for (var connected = false; !connected;)
        {
            // The server gives the place back a moment after it has answered our good-bye.
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            using var third = new ClientWebSocket();
            connected = await third.ConnectAsync(new Uri(address), TestContext.Current.CancellationToken).ContinueWith(task => task.IsCompletedSuccessfully, TaskScheduler.Default);
        }
    }

    private static async Task<Answer> BeginAsync(ChatSite site, string forwardedFor) =>
        await site.AskAsync(HttpMethod.Post, "conversations", (await site.TokenAsync()).Token, null, ("X-Forwarded-For", forwardedFor));

    private static async Task<Answer> UploadAsync(ChatSite site, IssuedToken token)
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent([1]), "file", "a.txt" } };
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/v3/directline/conversations/{token.ConversationId}/upload") { Content = form };
        request.Headers.Authorization = new("Bearer", token.Token);
        return await site.AskAsync(request);
    }

    private static async Task ExpectTooManyAsync(Task<Answer> asked)
    {
        var answer = await asked;
        (answer.Status, answer.Code).ShouldBe((HttpStatusCode.TooManyRequests, "TooManyRequests"));
        int.Parse(answer.Headers["Retry-After"], System.Globalization.CultureInfo.InvariantCulture).ShouldBeGreaterThan(0);
    }

    private static Dictionary<string, string?> Settings(string key, int value, params IReadOnlyList<(string Key, string Value)> more)
    {
        var settings = more.ToDictionary(one => one.Key, one => (string?)one.Value);
        settings["DirectLine:" + key] = value.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return settings;
    }

    private static string Padded(int bytes)
    {
        var message = ChatSite.Message("ERR_20070");
        return message + new string(' ', bytes - Encoding.UTF8.GetByteCount(message));
    }

    private static string Form(int values, int length) => JsonSerializer.Serialize(new
    {
        type = "message", value = new { form = Enumerable.Range(0, values).ToDictionary(i => $"field{i}", _ => new string('a', length)) },
    });

    private static string Nested(int depth) => $$"""{"type":"message","text":"x","value":{{new string('[', depth)}}{{new string(']', depth)}}}""";
}
