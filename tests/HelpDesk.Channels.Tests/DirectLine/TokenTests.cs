using System.Net;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using HelpDesk.Channels.DirectLine;
using HelpDesk.Channels.DirectLine.Tokens;
using HelpDesk.Scripts;
using HelpDesk.Storage.Keys;
using HelpDesk.Storage.Outbox;
using HelpDesk.Storage.Visitors;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace HelpDesk.Channels.Tests.DirectLine;

public class TokenTests
{
    /// <summary>Every endpoint behind a token of the conversation; {0} is the conversation.</summary>
    public static TheoryData<string, string> Held { get; } = new()
    {
        { "POST", "tokens/refresh" },
        { "POST", "conversations" },
        { "GET", "conversations/{0}" },
        { "GET", "conversations/{0}/activities" },
        { "POST", "conversations/{0}/activities" },
        { "POST", "conversations/{0}/upload" },
        { "GET", "session/getsessionid" },
    };

    [Theory]
    [MemberData(nameof(Held))]
    public async Task No_endpoint_answers_without_its_token(string method, string path)
    {
        await using var site = await ChatSite.StartAsync();
        var token = await site.TokenAsync();
        var at = string.Format(System.Globalization.CultureInfo.InvariantCulture, path, token.ConversationId);
        var none = await site.AskAsync(new HttpMethod(method), at, null);
        (none.Status, none.Code).ShouldBe((HttpStatusCode.Unauthorized, "MissingToken"));
        none.Headers["WWW-Authenticate"].ShouldBe("Bearer");
        var basic = await site.AskAsync(new HttpMethod(method), at, null, null, ("Authorization", "Basic YTpi"));
        basic.Status.ShouldBe(HttpStatusCode.Unauthorized);
        foreach (var (name, forged) in await ForgedAsync(site, token))
        {
            var answer = await site.AskAsync(new HttpMethod(method), at, forged);
            (answer.Status, answer.Code).ShouldBe((HttpStatusCode.Forbidden, "BadToken"), name);
        }

        site.Clock.Skip(ChatTokens.Lifetime);
        var expired = await site.AskAsync(new HttpMethod(method), at, token.Token);
        (expired.Status, expired.Code).ShouldBe((HttpStatusCode.Forbidden, "TokenExpired"));
    }

    [Theory]
    [InlineData("GET", "conversations/{0}")]
    [InlineData("GET", "conversations/{0}/activities")]
    [InlineData("POST", "conversations/{0}/activities")]
    [InlineData("POST", "conversations/{0}/upload")]
    public async Task Anothers_conversation_and_none_at_all_are_the_same(string method, string path)
    {
        await using var site = await ChatSite.StartAsync();
        var (mine, other) = (await site.TokenAsync(), await site.TokenAsync());
        await site.SayAsync(other, "ERR_20070");
        var answers = new List<Answer>();
        foreach (var conversation in new[] { other.ConversationId, "no-such-conversation" })
        {
            answers.Add(await site.AskAsync(new HttpMethod(method), string.Format(System.Globalization.CultureInfo.InvariantCulture, path, conversation), mine.Token, ChatSite.Message("x")));
        }

        answers[0].Status.ShouldBe(HttpStatusCode.NotFound);
        answers[0].Text.ShouldBe(answers[1].Text);
        (await site.ReadAsync(other)).ShouldAllBe(one => one.GetProperty("id").GetString()!.StartsWith(other.ConversationId, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_token_lives_thirty_minutes_and_not_a_moment_longer()
    {
        await using var site = await ChatSite.StartAsync();
        var token = await site.TokenAsync();
        token.ExpiresIn.ShouldBe(1800);
        site.Clock.Skip(ChatTokens.Lifetime - TimeSpan.FromSeconds(1));
        await site.ReadAsync(token);
        site.Clock.Skip(TimeSpan.FromSeconds(1));
        (await site.AskAsync(HttpMethod.Post, "tokens/refresh", token.Token)).Code.ShouldBe("TokenExpired");
    }

    [Fact]
    public async Task Who_speaks_is_who_the_token_says()
    {
        await using var site = await ChatSite.StartAsync();
        var token = await site.TokenAsync(null, "dl_hanako");
        await site.SayAsync(token, "ERR_20070");
        var from = (await site.ReadAsync(token))[0].GetProperty("from");
        (from.GetProperty("id").GetString(), from.GetProperty("role").GetString()).ShouldBe(("dl_hanako", "user"));
    }

    [Fact]
    public async Task A_refreshed_token_keeps_person_conversation_and_origins()
    {
        await using var site = await ChatSite.StartAsync();
        var token = await site.TokenAsync(null, "dl_hanako", "https://shop.example");
        site.Clock.Skip(TimeSpan.FromMinutes(20));
        var refreshed = (await site.AskAsync(HttpMethod.Post, "tokens/refresh", token.Token)).Json;
        refreshed.GetProperty("conversationId").GetString().ShouldBe(token.ConversationId);
        site.Clock.Skip(TimeSpan.FromMinutes(20));
        var read = (await site.Tokens.ReadAsync(refreshed.GetProperty("token").GetString(), ChatTokens.Session, TestContext.Current.CancellationToken)).Token.ShouldNotBeNull();
        (read.User, read.Conversation).ShouldBe(("dl_hanako", token.ConversationId));
        read.Origins.ShouldBe(["https://shop.example"]);
    }

    [Fact]
    public async Task Only_the_secret_opens_the_giving_of_tokens()
    {
        const string Before = "the-secret-before-this-one-is-long-too";
        await using var site = await ChatSite.StartAsync(new Dictionary<string, string?> { ["DirectLine:PreviousSecret"] = Before });
        (await GenerateAsync(site, null)).Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await GenerateAsync(site, "wrong")).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await GenerateAsync(site, (await site.TokenAsync()).Token)).Status.ShouldBe(HttpStatusCode.Forbidden);
        foreach (var secret in new[] { ChatSite.Secret, Before })
        {
            var given = await GenerateAsync(site, secret);
            given.Status.ShouldBe(HttpStatusCode.OK, given.Text);
            (await site.AskAsync(HttpMethod.Post, "conversations", given.Json.GetProperty("token").GetString())).Status.ShouldBe(HttpStatusCode.Created);
        }
    }

    [Fact]
    public async Task Without_a_secret_there_is_no_giving_of_tokens()
    {
        await using var site = await ChatSite.StartAsync(new Dictionary<string, string?> { ["DirectLine:Secret"] = null });
        (await GenerateAsync(site, "")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await GenerateAsync(site, ChatSite.Secret)).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("""{"user":{"id":"dl_ana"}}""", HttpStatusCode.OK)]
    [InlineData("""{"user":{"id":"ana"}}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"user":{"id":"dl_"}}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"user":{"id":"dl_a|b"}}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"trustedOrigins":["https://shop.example"]}""", HttpStatusCode.OK)]
    [InlineData("""{"trustedOrigins":["https://shop.example/"]}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"trustedOrigins":["*"]}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"trustedOrigins":[null]}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"user":""", HttpStatusCode.BadRequest)]
    [InlineData("", HttpStatusCode.OK)]
    public async Task What_is_asked_of_a_token_is_checked(string body, HttpStatusCode expected)
    {
        await using var site = await ChatSite.StartAsync();
        (await GenerateAsync(site, ChatSite.Secret, body)).Status.ShouldBe(expected);
    }

    [Fact]
    public async Task A_persons_id_has_an_end()
    {
        await using var site = await ChatSite.StartAsync();
        var longest = ChatTokens.UserPrefix + new string('a', ChatTokens.LongestUser - ChatTokens.UserPrefix.Length);
        (await GenerateAsync(site, ChatSite.Secret, JsonSerializer.Serialize(new { user = new { id = longest } }))).Status.ShouldBe(HttpStatusCode.OK);
        (await GenerateAsync(site, ChatSite.Secret, JsonSerializer.Serialize(new { user = new { id = longest + "a" } }))).Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Keys_change_and_a_token_signed_just_before_is_still_read_by_every_node_after_a_restart_too()
    {
        var first = await ChatSite.StartAsync();
        var clock = first.Clock;
        var change = new DateTimeOffset(((clock.GetUtcNow().UtcTicks / SigningKeys.Period.Ticks) + 1) * SigningKeys.Period.Ticks, TimeSpan.Zero);
        clock.AdjustTime(change - TimeSpan.FromMinutes(1));
        var before = await first.TokenAsync();
        clock.AdjustTime(change);
        await using var second = await ChatSite.StartAsync(database: first.Database, clock: clock);
        var after = await second.TokenAsync(before.ConversationId);
        new JsonWebToken(after.Token).Kid.ShouldNotBe(new JsonWebToken(before.Token).Kid);
        await second.ReadAsync(before);
        await first.ReadAsync(after);
        await first.DisposeAsync();
        await using var again = await ChatSite.StartAsync(database: second.Database, clock: clock);
        await again.ReadAsync(before);
        await again.ReadAsync(after);
    }

    private static Task<Answer> GenerateAsync(ChatSite site, string? secret, string? body = null) => site.AskAsync(HttpMethod.Post, "tokens/generate", secret, body);

    /// <summary>Tokens that look much like the real one.</summary>
    private static async Task<IEnumerable<(string Name, string Token)>> ForgedAsync(ChatSite site, IssuedToken token)
    {
        var parts = token.Token.Split('.');
        var until = site.Clock.GetUtcNow() + ChatTokens.Lifetime;
        var (_, stream) = await site.Tokens.OpenAsync(new ChatToken(token.ConversationId, token.UserId, [], until, until, 0), TestContext.Current.CancellationToken);
        var none = Base64UrlEncoder.Encode(Encoding.UTF8.GetBytes($$"""{"alg":"none","typ":"JWT","kid":"{{new JsonWebToken(token.Token).Kid}}"}"""));
        return
        [
            ("garbage", "garbage"),
            ("empty parts", ".."),
            ("parts that are no JSON", "YQ.YQ.YQ"),
            ("another's signature", parts[0] + "." + parts[1] + "." + new string('A', parts[2].Length)),
            ("no signature", parts[0] + "." + parts[1] + "."),
            ("algorithm none", none + "." + parts[1] + "."),
            ("another person written in", parts[0] + "." + Base64UrlEncoder.Encode(Base64UrlEncoder.Decode(parts[1]).Replace(token.UserId, "dl_another", StringComparison.Ordinal)) + "." + parts[2]),
            ("a key of ours that there is not", Signed(site, token, "1")),
            ("the present key's name, another secret", Signed(site, token, new JsonWebToken(token.Token).Kid)),
            ("the stream's token", stream),
            ("the secret", ChatSite.Secret),
            ("too long to look at", token.Token + new string('A', ChatTokens.LongestToken)),
        ];
    }

    [Fact]
    public async Task A_session_ends_a_day_after_its_first_token_however_often_it_is_renewed()
    {
        await using var site = await ChatSite.StartAsync();
        var token = await site.TokenAsync();
        var (renewed, last) = (token.Token, 0);
        for (var passed = TimeSpan.Zero; passed < ChatTokens.LongestSession - TimeSpan.FromMinutes(15); passed += TimeSpan.FromMinutes(15))
        {
            site.Clock.Skip(TimeSpan.FromMinutes(15));
            var answer = await site.AskAsync(HttpMethod.Post, "tokens/refresh", renewed);
            answer.Status.ShouldBe(HttpStatusCode.OK);
            (renewed, last) = (answer.Json.GetProperty("token").GetString()!, answer.Json.GetProperty("expires_in").GetInt32());
        }

        last.ShouldBe(15 * 60, "not past the end");
        site.Clock.Skip(TimeSpan.FromMinutes(15));
        var refused = await site.AskAsync(HttpMethod.Post, "tokens/refresh", renewed);
        (refused.Status, refused.Code).ShouldBe((HttpStatusCode.Forbidden, "TokenExpired"));
    }

    [Fact]
    public async Task Who_was_forgotten_on_one_node_is_a_stranger_on_the_other_and_their_socket_there_ends()
    {
        var database = ChatSite.NewDatabase();
        await using var one = await ChatSite.StartAsync(database: database);
        await using var other = await ChatSite.StartAsync(database: database, services: services => services.AddSingleton(TimeProvider.System));
        var (token, elsewhere) = (await one.TokenAsync(), await other.TokenAsync());
        token = await other.Tokens.IssueAsync(token.ConversationId, token.UserId, null, TestContext.Current.CancellationToken);
        (await other.SayAsync(token, "ERR_20070")).Status.ShouldBe(HttpStatusCode.OK);
        (await other.SayAsync(elsewhere, "ERR_20070")).Status.ShouldBe(HttpStatusCode.OK);
        var opened = await other.AskAsync(HttpMethod.Post, "conversations", token.Token);
        using var socket = await SocketTests.ConnectAsync(opened.Json.GetProperty("streamUrl").GetString()!);

        await new ForgottenVisitors(database, one.Clock, new ConversationSignals()).ForgetAsync(
            DirectLineChannel.Name, new WebPerson(token.UserId, token.ConversationId), _ => "", _ => { }, TestContext.Current.CancellationToken);

        (await other.SayAsync(token, "ERR_20070")).Status.ShouldBe(HttpStatusCode.Forbidden);
        var buffer = new byte[64 * 1024];
        while ((await socket.ReceiveAsync(buffer.AsMemory(), TestContext.Current.CancellationToken)).MessageType != WebSocketMessageType.Close)
        {
            // What had been said before.
        }

        (await other.SayAsync(await other.Tokens.IssueAsync(token.ConversationId, token.UserId, null, TestContext.Current.CancellationToken), "ERR_20070")).Status.ShouldBe(HttpStatusCode.OK);
    }

    private static string Signed(ChatSite site, IssuedToken token, string kid) => new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
    {
        Issuer = "helpdesk", Audience = ChatTokens.Session, Expires = site.Clock.GetUtcNow().AddMinutes(10).UtcDateTime,
        Claims = new Dictionary<string, object> { ["conv"] = token.ConversationId, ["user"] = token.UserId, ["until"] = site.Clock.GetUtcNow().AddHours(1).ToUnixTimeSeconds() },
        SigningCredentials = new SigningCredentials(new SymmetricSecurityKey(new byte[32]) { KeyId = kid }, SecurityAlgorithms.HmacSha256),
    });
}
