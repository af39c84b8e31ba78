using System.Text.Json.Nodes;
using HelpDesk.Channels.BotFramework.Authentication;

namespace HelpDesk.Channels.Tests.BotFramework;

/// <summary>A token that came before is not checked in full again; it must not get in where a new one would not.</summary>
public sealed class ProvenTokenTests : IAsyncLifetime
{
    private FakeChannel channel = null!;

    public async ValueTask InitializeAsync() => channel = await FakeChannel.StartAsync();

    public ValueTask DisposeAsync() => channel.DisposeAsync();

    [Fact]
    public async Task It_comes_in_until_it_expires()
    {
        using var door = new Door(channel);
        var header = "Bearer " + door.Tokens().Signed();
        (await door.Knock(header, TokenCases.Message)).ShouldBeOfType<Admitted>();
        (await door.Knock(header, TokenCases.Message)).ShouldBeOfType<Admitted>();

        // It says 59 minutes, and clocks may differ by five.
        door.Clock.Advance(TimeSpan.FromMinutes(59) + ChannelTokens.Skew - TimeSpan.FromSeconds(1));
        (await door.Knock(header, TokenCases.Message)).ShouldBeOfType<Admitted>();
        door.Clock.Advance(TimeSpan.FromSeconds(2));
        (await door.Knock(header, TokenCases.Message)).ShouldBeOfType<TurnedAway>().Status.ShouldBe(401);
    }

    [Fact]
    public async Task It_comes_in_again_where_it_names_no_beginning()
    {
        using var door = new Door(channel);
        var tokens = door.Tokens();
        tokens.Claims.Remove("nbf");
        var header = "Bearer " + tokens.Signed();
        (await door.Knock(header, TokenCases.Message)).ShouldBeOfType<Admitted>();
        (await door.Knock(header, TokenCases.Message)).ShouldBeOfType<Admitted>();
    }

    [Fact]
    public async Task It_is_refused_once_its_key_is_no_longer_published()
    {
        using var door = new Door(channel);
        var tokens = door.Tokens();
        tokens.Claims["exp"] = door.Clock.GetUtcNow().AddDays(3).ToUnixTimeSeconds();
        var header = "Bearer " + tokens.Signed();
        (await door.Knock(header, TokenCases.Message)).ShouldBeOfType<Admitted>();

        channel.Keys.Withdraw("good");
        door.Clock.Advance(ChannelKeys.Fresh);
        (await door.Knock(header, TokenCases.Message)).ShouldBe(new TurnedAway(401, "token.unknown-key"));
    }

    [Fact]
    public async Task It_covers_only_the_address_that_it_names()
    {
        using var door = new Door(channel);
        var header = "Bearer " + door.Tokens().Signed();
        (await door.Knock(header, TokenCases.Message)).ShouldBeOfType<Admitted>();

        var elsewhere = TokenCases.Message with { ServiceUrl = "https://smba.trafficmanager.net/other/" };
        (await door.Knock(header, elsewhere)).ShouldBe(new TurnedAway(403, "service-url.other-claim"));
    }

    [Fact]
    public async Task Another_with_its_signature_is_checked_for_itself()
    {
        using var door = new Door(channel);
        var token = door.Tokens().Signed();
        (await door.Knock("Bearer " + token, TokenCases.Message)).ShouldBeOfType<Admitted>();

        var parts = token.Split('.');
        var claims = JsonNode.Parse(Microsoft.IdentityModel.Tokens.Base64UrlEncoder.Decode(parts[1]))!;
        claims["exp"] = door.Clock.GetUtcNow().AddDays(1).ToUnixTimeSeconds();
        parts[1] = Microsoft.IdentityModel.Tokens.Base64UrlEncoder.Encode(claims.ToJsonString());
        (await door.Knock("Bearer " + string.Join('.', parts), TokenCases.Message)).ShouldBeOfType<TurnedAway>().Status.ShouldBe(401);
    }

    [Fact]
    public async Task What_was_refused_is_refused_again()
    {
        using var door = new Door(channel);
        var tokens = door.Tokens();
        tokens.Claims["aud"] = "another-bot";
        var header = "Bearer " + tokens.Signed();
        (await door.Knock(header, TokenCases.Message)).ShouldBeOfType<TurnedAway>();
        (await door.Knock(header, TokenCases.Message)).ShouldBeOfType<TurnedAway>();
    }

    [Fact]
    public async Task More_of_them_than_are_kept_all_come_in()
    {
        using var door = new Door(channel);
        var headers = Enumerable.Range(0, ProvenTokens.Most + 2).Select(number =>
        {
            var tokens = door.Tokens();
            tokens.Claims["jti"] = number.ToString(System.Globalization.CultureInfo.InvariantCulture);
            return "Bearer " + tokens.Signed();
        }).ToList();
        foreach (var header in headers.Concat(headers))
        {
            (await door.Knock(header, TokenCases.Message)).ShouldBeOfType<Admitted>();
        }
    }
}
