using System.Text.Json;
using HelpDesk.Channels.Tests.BotFramework;
using HelpDesk.Channels.Tests.DirectLine;

namespace HelpDesk.Channels.Tests.Cards;

/// <summary>What is a link on an article's page leads there in the chat and in Teams, too.</summary>
public class ReferenceTests
{
    [Fact]
    public async Task Every_reference_of_every_article_is_a_button_that_shows_the_other_article()
    {
        await using var site = await ChatSite.StartAsync(new Dictionary<string, string?> { ["DirectLine:MessagesPerMinute"] = "100000" });
        var pressed = 0;
        foreach (var article in ChatSite.Knowledge.Desk!.KnowledgeBase.Articles)
        {
            var token = await site.TokenAsync();
            await site.SayAsync(token, "FAQ " + article.Id);
            var card = (await site.ReadAsync(token))[1].GetProperty("attachments")[0].GetProperty("content");
            Title(card).ShouldStartWith(Heading(article.Id));
            card.ToString().ShouldNotContain("{#");
            foreach (var action in card.TryGetProperty("actions", out var actions) ? actions.EnumerateArray().ToList() : [])
            {
                var before = (await site.ReadAsync(token)).Count;
                await site.PostAsync(token, JsonSerializer.Serialize(new { type = "message", value = action.GetProperty("data") }));
                var other = (await site.ReadAsync(token))[before + 1].GetProperty("attachments")[0].GetProperty("content");
                Title(other).ShouldStartWith(Heading(action.GetProperty("data").GetProperty("say").GetString()!["FAQ ".Length..]));
                pressed++;
            }
        }

        pressed.ShouldBeGreaterThan(6);
    }

    [Fact]
    public async Task In_Teams_it_is_a_button_without_the_help_centres_address_and_a_link_with_it()
    {
        await using (var site = await TeamsSite.StartAsync())
        {
            var card = (await site.SayAsync("FAQ 1-01"))[0].GetProperty("attachments")[0].GetProperty("content");
            var action = card.GetProperty("actions")[0];
            (action.GetProperty("type").GetString(), action.GetProperty("title").GetString()).ShouldBe(("Action.Execute", "「1.システムログイン」② を表示"));
            var before = site.Channel.Requests.Count;
            (await site.PostAsync(site.Press("say", action.GetProperty("data").ToString()))).Status.ShouldBe(200);
            await site.SendAllAsync();
            site.Arrived(before)[0].ToString().ShouldContain("[1-02]");
        }

        await using var linked = await TeamsSite.StartAsync(new Dictionary<string, string?> { ["BotFramework:PublicAddress"] = "https://help.example/" });
        var other = (await linked.SayAsync("FAQ 1-01"))[0].GetProperty("attachments")[0].GetProperty("content");
        other.TryGetProperty("actions", out _).ShouldBeFalse();
        other.ToString().ShouldContain("https://help.example/ja/articles/1-02");
    }

    [Fact]
    public async Task An_article_shown_while_the_bot_collects_changes_nothing_of_what_it_waits_for()
    {
        await using var site = await TeamsSite.StartAsync();
        foreach (var line in (string[])["ERR_20070", "担当者に相談", "すべてスキップ", "ＦＡＱ　１－０２"])
        {
            await site.SayAsync(line);
        }

        (await site.SayAsync("この内容で送る"))[0].ToString().ShouldContain("HD-2026-");
        (await site.ReadAsync(context => context.Tickets.Select(ticket => ticket.Articles))).Single().ShouldNotContain("1-02");
    }

    private static string Heading(string id) => ChatSite.Knowledge.Desk!.KnowledgeBase.Find(id)!.HeadingIn("ja");

    private static string Title(JsonElement card) => card.GetProperty("body")[0].GetProperty("inlines")[0].GetProperty("text").GetString()!;
}
