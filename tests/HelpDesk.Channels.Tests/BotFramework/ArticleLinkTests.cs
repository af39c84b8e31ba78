using System.Text.Json.Nodes;

namespace HelpDesk.Channels.Tests.BotFramework;

/// <summary>Links on cards to the help centre, where its address is set.</summary>
public class ArticleLinkTests
{
    private const string PointsToAnother = "スイッチング支援システムの利用を停止したい。";
    private static readonly Dictionary<string, string?> Address = new() { ["BotFramework:PublicAddress"] = "https://help.example/" };

    [Fact]
    public async Task An_answer_opens_its_article_and_those_it_points_to()
    {
        await using var site = await TeamsSite.StartAsync(Address);
        var card = (await site.SayAsync(PointsToAnother))[0].GetProperty("attachments")[0].GetProperty("content");
        var heading = card.GetProperty("body")[0].GetProperty("inlines")[0];
        var id = heading.GetProperty("text").GetString()!.Split('[', ']')[1];
        heading.GetProperty("selectAction").GetProperty("url").GetString().ShouldBe($"https://help.example/ja/articles/{id}");
        id.ShouldNotBe("3-04");
        card.ToString().ShouldContain("https://help.example/ja/articles/3-04");
    }

    [Fact]
    public async Task Whoever_reads_English_is_led_to_the_English_page_from_the_message_box_too()
    {
        await using var site = await TeamsSite.StartAsync(Address);
        (await site.SayAsync("What is ERR_20070?"))[0].ToString().ShouldContain("https://help.example/en/articles/");
        var place = TeamsSite.Personal("ana");
        place["locale"] = "en-US";
        var search = JsonNode.Parse("""{"commandId":"search","parameters":[{"name":"query","value":"ERR_20070"}],"queryOptions":{"skip":0,"count":5}}""");
        (await site.PostAsync(site.Invoke("composeExtension/query", search, place))).Body.ToString().ShouldContain("https://help.example/en/articles/");
    }

    [Fact]
    public async Task Without_the_setting_articles_are_named_and_not_linked()
    {
        await using var site = await TeamsSite.StartAsync();
        (await site.SayAsync(PointsToAnother))[0].ToString().ShouldNotContain("/articles/");
    }
}
