using System.Text.Json;

namespace HelpDesk.Channels.Tests.BotFramework;

public class PeerTokenTests
{
    /// <summary>Were our fake tokens wrong, both would be wrong together; so Microsoft's own client judges them too. Where it differs, the case says so.</summary>
    [Fact]
    public async Task Microsofts_client_judges_the_same_tokens()
    {
        await using var channel = await FakeChannel.StartAsync();
        var cases = TokenCases.All.Select(each => new { name = each.Name, header = each.Header(new FakeTokens(channel.Keys, TimeProvider.System.GetUtcNow())), activity = each.Activity });

        var judged = await Peers.Run("judge.mjs", new { metadata = channel.MetadataUrl, appId = FakeTokens.AppId, cases });

        var verdicts = TokenCases.All.Select(each => $"{each.Name}: {Verdict(judged, each)}");
        verdicts.ShouldBe(TokenCases.All.Select(each => $"{each.Name}: {(each.MicrosoftAccepts ? "accepted" : "rejected")}"));
    }

    private static string Verdict(JsonElement judged, TokenCase each) => judged.GetProperty(each.Name).GetString()!.Split(' ')[0];
}
