using HelpDesk.Channels.BotFramework.Authentication;

namespace HelpDesk.Channels.Tests.BotFramework;

public sealed class AuthenticationTests : IAsyncLifetime
{
    private FakeChannel channel = null!;

    public static TheoryData<string> Cases => [.. TokenCases.All.Select(each => each.Name)];

    public async ValueTask InitializeAsync() => channel = await FakeChannel.StartAsync();

    public ValueTask DisposeAsync() => channel.DisposeAsync();

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task At_the_door(string name)
    {
        var each = TokenCases.All.Single(one => one.Name == name);
        using var door = new Door(channel);
        var header = each.Header(door.Tokens());

        var admission = await door.Knock(header, each.Activity);

        if (each.Status == 200)
        {
            admission.ShouldBe(new Admitted(new Uri(FakeTokens.ServiceUrl), FakeTokens.TenantId, Anonymous: false));
            door.Log.Text.ShouldBeEmpty();
            return;
        }

        admission.ShouldBe(new TurnedAway(each.Status, each.Reason!));
        door.Log.Text.ShouldContain(each.Reason!);
        if (header is { Length: > 12 })
        {
            door.Log.Text.ShouldNotContain(header[8..], Case.Sensitive, "the token stays out of the log");
        }
    }

    [Fact]
    public void At_least_25_kinds_of_tokens_are_refused() => TokenCases.All.Count(each => each.Status == 401).ShouldBeGreaterThan(25);

    [Fact]
    public async Task A_key_rolled_over_is_fetched_once_and_accepted()
    {
        using var door = new Door(channel);
        (await door.Knock("Bearer " + door.Tokens().Signed(), TokenCases.Message)).ShouldBeOfType<Admitted>();
        channel.Keys.Publish("new", 2048, ["msteams"]);
        door.Clock.Advance(ChannelKeys.BetweenRefreshes);

        var tokens = door.Tokens();
        tokens.Header["kid"] = "new";
        (await door.Knock("Bearer " + tokens.Signed(), TokenCases.Message)).ShouldBeOfType<Admitted>();
        channel.MetadataReads.ShouldBe(2);
    }

    [Fact]
    public async Task A_key_that_may_have_been_published_since_the_last_download_is_no_refusal_and_its_token_is_taken_later()
    {
        using var door = new Door(channel);
        (await door.Knock("Bearer " + door.Tokens().Signed(), TokenCases.Message)).ShouldBeOfType<Admitted>();
        channel.Keys.Publish("new", 2048, ["msteams"]);
        var tokens = door.Tokens();
        tokens.Header["kid"] = "new";
        var header = "Bearer " + tokens.Signed();
        (await door.Knock(header, TokenCases.Message)).ShouldBe(new TurnedAway(503, "token.key-not-known-yet"));
        channel.MetadataReads.ShouldBe(1);
        door.Clock.Advance(ChannelKeys.BetweenRefreshes);
        (await door.Knock(header, TokenCases.Message)).ShouldBeOfType<Admitted>();

        // Asked just now, the service knows none.
        door.Clock.Advance(ChannelKeys.BetweenRefreshes);
        tokens.Header["kid"] = "invented";
        (await door.Knock("Bearer " + tokens.Signed(channel.Keys.Foreign), TokenCases.Message)).ShouldBe(new TurnedAway(401, "token.unknown-key"));
    }

    [Theory]
    [InlineData(ChannelKeys.LongestDocument, true)]
    [InlineData(ChannelKeys.LongestDocument + 1, false)]
    public async Task Documents_are_taken_up_to_a_megabyte(int bytes, bool taken)
    {
        var published = channel.Keys.Published();
        channel.KeysInstead = published + new string(' ', bytes - published.Length);
        using var keys = new ChannelKeys(channel.MetadataUrl, new Microsoft.IdentityModel.Protocols.HttpDocumentRetriever(ChannelKeys.CreateClient()) { RequireHttps = false }, TimeProvider.System);
        var asked = keys.FindAsync("good", TestContext.Current.CancellationToken);
        if (taken)
        {
            (await asked).ShouldNotBeNull();
        }
        else
        {
            await Should.ThrowAsync<ChannelKeysException>(() => asked);
        }
    }

    [Fact]
    public async Task Invented_key_ids_do_not_make_us_hammer_the_service()
    {
        using var door = new Door(channel);
        for (var i = 0; i < 50; i++)
        {
            var tokens = door.Tokens();
            tokens.Header["kid"] = "invented" + i;
            await door.Knock("Bearer " + tokens.Signed(channel.Keys.Foreign), TokenCases.Message);
        }

        channel.MetadataReads.ShouldBe(1);
    }

    [Fact]
    public async Task A_withdrawn_key_is_refused_after_a_day()
    {
        using var door = new Door(channel);
        (await door.Knock("Bearer " + door.Tokens().Signed(), TokenCases.Message)).ShouldBeOfType<Admitted>();
        var old = door.Tokens();
        var header = "Bearer " + old.Signed();
        channel.Keys.Withdraw("good");
        door.Clock.Advance(ChannelKeys.Fresh);

        (await door.Knock(header, TokenCases.Message)).ShouldBe(new TurnedAway(401, "token.unknown-key"));
    }

    [Fact]
    public async Task While_the_service_is_down_the_keys_at_hand_go_on_for_five_days()
    {
        using var door = new Door(channel);
        (await door.Knock("Bearer " + door.Tokens().Signed(), TokenCases.Message)).ShouldBeOfType<Admitted>();
        channel.MetadataIsDown = true;

        door.Clock.Advance(ChannelKeys.Usable - TimeSpan.FromMinutes(1));
        (await door.Knock("Bearer " + door.Tokens().Signed(), TokenCases.Message)).ShouldBeOfType<Admitted>();
        door.Clock.Advance(TimeSpan.FromMinutes(1));
        (await door.Knock("Bearer " + door.Tokens().Signed(), TokenCases.Message)).ShouldBe(new TurnedAway(503, "keys.unavailable"));
    }

    [Fact]
    public async Task Without_keys_nobody_comes_in_and_ten_seconds_later_they_are_asked_for_again()
    {
        channel.MetadataIsDown = true;
        using var door = new Door(channel);
        (await door.Knock("Bearer " + door.Tokens().Signed(), TokenCases.Message)).ShouldBe(new TurnedAway(503, "keys.unavailable"));
        var asked = channel.MetadataReads;
        (await door.Knock("Bearer " + door.Tokens().Signed(), TokenCases.Message)).ShouldBe(new TurnedAway(503, "keys.unavailable"));
        channel.MetadataReads.ShouldBe(asked);

        channel.MetadataIsDown = false;
        door.Clock.Advance(ChannelKeys.BetweenFailures);
        (await door.Knock("Bearer " + door.Tokens().Signed(), TokenCases.Message)).ShouldBeOfType<Admitted>();
    }

    public static TheoryData<string?, string?> Documents => new()
    {
        { "<html>Sign in to the network</html>", null },
        { "[]", null },
        { "{}", null },
        { "{\"jwks_uri\":7}", null },
        { "{\"jwks_uri\":\"keys\"}", null },
        { null, "<html>" },
        { null, "[]" },
        { null, "{}" },
        { null, "{\"keys\":7}" },
        { null, "{\"keys\":[{\"kty\":\"RSA\",\"kid\":\"good\"}]}" },
    };

    [Theory]
    [MemberData(nameof(Documents))]
    public async Task Documents_that_are_none_do_not_take_the_place_of_keys(string? metadata, string? keys)
    {
        using var door = new Door(channel);
        (await door.Knock("Bearer " + door.Tokens().Signed(), TokenCases.Message)).ShouldBeOfType<Admitted>();
        (channel.MetadataInstead, channel.KeysInstead) = (metadata, keys);
        door.Clock.Advance(ChannelKeys.Fresh);
        (await door.Knock("Bearer " + door.Tokens().Signed(), TokenCases.Message)).ShouldBeOfType<Admitted>();

        using var late = new Door(channel);
        (await late.Knock("Bearer " + late.Tokens().Signed(), TokenCases.Message)).ShouldBe(new TurnedAway(503, "keys.unavailable"));
    }

    [Theory]
    [InlineData("other tenant listed", true)]
    [InlineData("any tenant", true)]
    [InlineData("another one listed", false)]
    public async Task Tenants_are_a_setting(string listed, bool admitted)
    {
        const string Guest = "11112222-3333-4444-8555-666677778888";
        using var door = new Door(channel, options => options.AllowedTenants = listed switch { "any tenant" => ["*"], "another one listed" => [FakeTokens.TenantId], _ => [Guest.ToUpperInvariant()] });
        var activity = TokenCases.Message with { Conversation = TokenCases.Message.Conversation! with { TenantId = Guest } };

        (await door.Knock("Bearer " + door.Tokens().Signed(), activity) is Admitted).ShouldBe(admitted);
    }

    [Theory]
    [InlineData("from this machine, answers to this machine", "127.0.0.1", "http://localhost:50123/", true, 200)]
    [InlineData("by IPv6", "::1", "http://[::1]:50123/", true, 200)]
    [InlineData("from elsewhere", "192.0.2.7", "http://localhost:50123/", true, 401)]
    [InlineData("answers would leave this machine", "127.0.0.1", "https://smba.trafficmanager.net/teams/", true, 403)]
    [InlineData("answers would go to a name that only begins so", "127.0.0.1", "http://localhost.forger.example/", true, 403)]
    [InlineData("not switched on", "127.0.0.1", "http://localhost:50123/", false, 401)]
    public async Task Without_a_token(string name, string remote, string serviceUrl, bool on, int status)
    {
        using var door = new Door(channel, options => options.AnonymousInDevelopment = on);
        door.SayHowItStands();
        door.Log.Text.Contains("WITHOUT a token", StringComparison.Ordinal).ShouldBe(on, name);

        var admission = await door.Knock(null, TokenCases.Message with { ServiceUrl = serviceUrl, ChannelId = "emulator" }, remote);

        (admission is TurnedAway away ? away.Status : 200).ShouldBe(status);
        (admission is Admitted { Anonymous: true }).ShouldBe(status == 200);
    }

    [Fact]
    public async Task Where_anonymous_is_on_a_bad_token_is_still_a_bad_token()
    {
        using var door = new Door(channel, options => options.AnonymousInDevelopment = true);
        (await door.Knock("Bearer garbage", TokenCases.Message, "127.0.0.1")).ShouldBe(new TurnedAway(401, "token.unreadable"));
    }

    [Fact]
    public async Task What_a_stranger_wrote_does_not_make_a_line_of_its_own_in_the_log()
    {
        using var door = new Door(channel);
        await door.Knock(null, TokenCases.Message with { ChannelId = "x\nError: forged" });
        door.Log.Text.ShouldNotContain('\n');
    }
}
