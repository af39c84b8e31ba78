using System.Globalization;
using System.Net.Sockets;
using HelpDesk.Channels.BotFramework.Connector;
using HelpDesk.Channels.BotFramework.Credentials;
using Microsoft.AspNetCore.Http;

namespace HelpDesk.Channels.Tests.BotFramework;

public sealed class ConnectorTests : IAsyncLifetime
{
    private FakeChannel channel = null!;

    public async ValueTask InitializeAsync() => channel = await FakeChannel.StartAsync();

    public ValueTask DisposeAsync() => channel.DisposeAsync();

    [Fact]
    public async Task A_message_goes_with_our_token_and_its_id_comes_back()
    {
        using var line = new Line(channel.ServiceUrl);
        (await line.Send()).ShouldBe(new Sent("1:answered"));

        var seen = channel.Requests.Single();
        (seen.Method, seen.Target).ShouldBe(("POST", "/teams/v3/conversations/a%3A1/activities"));
        seen.Header("authorization").ShouldBe("Bearer golden");
        seen.Json.GetProperty("text").GetString().ShouldBe("こんにちは");
    }

    [Theory]
    [InlineData(429)]
    [InlineData(412)]
    [InlineData(502)]
    [InlineData(504)]
    public async Task Teams_asks_to_try_again_and_the_request_id_stays_the_same(int status)
    {
        channel.Then(status).Then(status);
        using var line = new Line(channel.ServiceUrl);

        (await line.Send()).ShouldBe(new Sent("1:answered"));

        channel.Requests.Select(each => each.Header("x-ms-client-request-id")).ShouldBe(["call-1", "call-1", "call-1"]);
        channel.Requests.Select(each => each.Body).Distinct().Count().ShouldBe(1);
        line.Clock.Pauses.ShouldBe([TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(4)]);
    }

    [Fact]
    public async Task Retry_After_is_kept_to()
    {
        channel.Then(429, retryAfter: "7").Then(429, retryAfter: "0");
        using var line = new Line(channel.ServiceUrl);

        (await line.Send()).ShouldBeOfType<Sent>();
        line.Clock.Pauses.First().ShouldBe(TimeSpan.FromSeconds(7));
    }

    [Fact]
    public async Task Retry_After_as_a_date_is_kept_to()
    {
        using var line = new Line(channel.ServiceUrl);
        channel.Then(429, retryAfter: line.Clock.GetUtcNow().AddSeconds(9).ToString("R", CultureInfo.InvariantCulture));

        (await line.Send()).ShouldBeOfType<Sent>();
        line.Clock.Pauses.ShouldBe([TimeSpan.FromSeconds(9)]);
    }

    [Theory]
    [InlineData("20", true)]
    [InlineData("21", false)]
    public async Task What_would_take_longer_than_20_seconds_is_handed_back(string retryAfter, bool waited)
    {
        channel.Then(429, retryAfter: retryAfter);
        using var line = new Line(channel.ServiceUrl);

        var outcome = await line.Send();

        outcome.ShouldBe(waited ? new Sent("1:answered") : new Later(TimeSpan.FromSeconds(21), "http.429"));
        channel.Requests.Count.ShouldBe(waited ? 2 : 1);
    }

    [Theory]
    [InlineData(429, "later")]
    [InlineData(412, "later")]
    [InlineData(503, "later")]
    [InlineData(502, "ambiguous")]
    [InlineData(504, "ambiguous")]
    public async Task After_three_tries_it_is_handed_back(int status, string what)
    {
        channel.Then(status).Then(status).Then(status);
        using var line = new Line(channel.ServiceUrl);

        var outcome = await line.Send();

        outcome.ShouldBe(what == "later" ? new Later(null, $"http.{status}") : new Ambiguous($"http.{status}"));
        channel.Requests.Count.ShouldBe(3);
    }

    [Fact]
    public async Task What_may_have_arrived_once_stays_doubtful_when_the_next_tries_surely_did_not()
    {
        channel.Then(504).Then(429).Then(429);
        using var line = new Line(channel.ServiceUrl);
        (await line.Send()).ShouldBeOfType<Ambiguous>();
    }

    [Theory]
    [InlineData(500)]
    [InlineData(507)]
    [InlineData(408)]
    public async Task A_message_that_may_have_arrived_is_not_repeated_from_here(int status)
    {
        channel.Then(status);
        using var line = new Line(channel.ServiceUrl);
        (await line.Send()).ShouldBe(new Ambiguous($"http.{status}"));
        channel.Requests.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(502)]
    public async Task An_update_may_be_repeated(int status)
    {
        channel.Then(status).Then(status).Then(status);
        using var line = new Line(channel.ServiceUrl);
        (await line.Client.UpdateAsync(line.To, "1:2", Line.Hello, TestContext.Current.CancellationToken)).ShouldBeOfType<Later>();
        channel.Requests.Count.ShouldBe(3);
    }

    [Theory]
    [InlineData(403, """{"error":{"code":"BotNotInConversationRoster","message":"The bot is not part of the conversation roster."}}""", "BotNotInConversationRoster", true)]
    [InlineData(403, "<html>", "http.403", true)]
    [InlineData(410, "", "http.410", true)]
    [InlineData(404, """{"error":{"code":"ConversationNotFound","message":"x"}}""", "ConversationNotFound", true)]
    [InlineData(404, """{"error":{"code":"ActivityNotFoundInConversation","message":"x"}}""", "ActivityNotFoundInConversation", false)]
    [InlineData(400, """{"error":{"code":"BadSyntax","message":"x"}}""", "BadSyntax", false)]
    [InlineData(413, """{"error":{"code":"MessageSizeTooBig","message":"x"}}""", "MessageSizeTooBig", false)]
    [InlineData(400, """{"error":{"code":"a\nforged line","message":"x"}}""", "http.400", false)]
    [InlineData(302, "", "http.302", false)]
    public async Task What_is_refused_for_good_says_so(int status, string body, string code, bool gone)
    {
        channel.Then(status, body);
        using var line = new Line(channel.ServiceUrl);
        (await line.Send()).ShouldBe(new Refused(code, status, gone));
        channel.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_refused_token_is_renewed_once()
    {
        channel.Then(401);
        using var line = new Line(channel.ServiceUrl);
        (await line.Send()).ShouldBeOfType<Sent>();
        channel.Requests.Select(each => each.Header("authorization")).ShouldBe(["Bearer golden", "Bearer golden-2"]);
    }

    [Fact]
    public async Task A_token_refused_twice_is_no_fault_of_the_message()
    {
        channel.Then(401).Then(401);
        using var line = new Line(channel.ServiceUrl);
        (await line.Send()).ShouldBe(new Later(TimeSpan.FromMinutes(1), "http.401"));
    }

    [Fact]
    public async Task Without_a_token_nothing_is_sent()
    {
        using var line = new Line(channel.ServiceUrl, new Without());
        (await line.Send()).ShouldBe(new Later(TimeSpan.FromMinutes(1), "token.invalid_client"));
        channel.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_unregistered_bot_in_Development_sends_without_a_token()
    {
        using var line = new Line(channel.ServiceUrl, new UnregisteredBot());
        (await line.Send()).ShouldBeOfType<Sent>();
        channel.Requests.Single().Header("authorization").ShouldBeNull();
    }

    [Fact]
    public async Task A_connection_cut_before_the_answer_leaves_it_in_doubt()
    {
        channel.Then(context =>
        {
            context.Abort();
            return Task.CompletedTask;
        });
        using var line = new Line(channel.ServiceUrl);
        (await line.Send()).ShouldBeOfType<Ambiguous>().Code.ShouldStartWith("connection.");
        channel.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_connection_cut_within_the_answer_does_not_undo_what_the_status_said()
    {
        channel.Then(async context =>
        {
            context.Response.StatusCode = 201;
            context.Response.ContentLength = 100;
            await context.Response.WriteAsync("{\"id\":", context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
        });
        using var line = new Line(channel.ServiceUrl);
        (await line.Send()).ShouldBe(new Sent(null));
    }

    [Fact]
    public async Task No_answer_in_time_leaves_it_in_doubt()
    {
        using var line = new Line(channel.ServiceUrl);
        channel.Then(async context =>
        {
            line.Clock.RunOut();
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        });
        (await line.Send()).ShouldBe(new Ambiguous("connection.timeout"));
    }

    [Fact]
    public async Task Where_nobody_listens_it_surely_did_not_arrive()
    {
        using var listener = new TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        var port = ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        using var line = new Line($"http://127.0.0.1:{port}/");
        (await line.Send()).ShouldBe(new Later(null, "connection.ConnectionError"));
    }

    [Theory]
    [InlineData("https://smba.forger.example/teams/")]
    [InlineData("http://smba.trafficmanager.net/teams/")]
    [InlineData("https://smba.trafficmanager.net@127.0.0.1/")]
    [InlineData("http://127.0.0.1:9/")]
    [InlineData("")]
    public async Task Our_token_goes_to_no_address_that_is_not_listed(string serviceUrl)
    {
        using var line = new Line(serviceUrl, new Forbidden(), loopback: false);
        (await line.Send()).ShouldBe(new Refused("address.not-allowed", null, false));
    }

    [Theory]
    [InlineData("")]
    [InlineData("..")]
    public async Task An_id_that_leads_elsewhere_is_not_used(string id)
    {
        using var line = new Line(channel.ServiceUrl, new Forbidden());
        (await line.Client.DeleteAsync(line.To, id, TestContext.Current.CancellationToken)).ShouldBe(new Refused("address.bad-id", null, false));
    }

    [Fact]
    public async Task A_redirect_is_not_followed_with_our_token()
    {
        channel.Then(context =>
        {
            (context.Response.StatusCode, context.Response.Headers.Location) = (307, channel.Url + "/elsewhere");
            return Task.CompletedTask;
        });
        using var line = new Line(channel.ServiceUrl);
        (await line.Send()).ShouldBe(new Refused("http.307", 307, false));
        channel.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Members_come_page_by_page()
    {
        channel.Then(200, """{"members":[{"id":"29:ana","name":"Ana","aadObjectId":"o1","email":"ana@example.jp"}],"continuationToken":"n/2"}""").Then(200, """{"members":[]}""");
        using var line = new Line(channel.ServiceUrl);
        var token = TestContext.Current.CancellationToken;

        var first = (await line.Client.MembersAsync(line.To, null, token)).ShouldBeOfType<MembersPage>();
        first.Members.Single().ShouldSatisfyAllConditions(ana => ana.Id.ShouldBe("29:ana"), ana => ana.AadObjectId.ShouldBe("o1"));
        var last = (await line.Client.MembersAsync(line.To, first.Continuation, token)).ShouldBeOfType<MembersPage>();

        (last.Members.Count, last.Continuation).ShouldBe((0, null));
        channel.Requests[1].Target.ShouldEndWith("/pagedmembers?pageSize=200&continuationToken=n%2F2");
    }

    [Fact]
    public async Task A_message_too_large_is_refused_and_not_cut()
    {
        using var line = new Line(channel.ServiceUrl, new Forbidden());
        (await line.Send(Line.Hello with { Text = new string('あ', MessageSize.Most) })).ShouldBe(new Refused("message.too-large", null, false));
    }

    private sealed class Without : IConnectorCredential
    {
        public Task<ConnectorToken> TokenAsync(bool renewed, CancellationToken cancellation) => Task.FromResult<ConnectorToken>(new NoToken("invalid_client"));
    }

    private sealed class Forbidden : IConnectorCredential
    {
        public Task<ConnectorToken> TokenAsync(bool renewed, CancellationToken cancellation) => throw new InvalidOperationException("no token may be asked for");
    }
}
