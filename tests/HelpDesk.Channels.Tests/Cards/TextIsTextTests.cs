using System.Net;
using System.Text.Json;
using HelpDesk.Channels.Activities;
using HelpDesk.Channels.Cards;
using HelpDesk.Channels.Tests.BotFramework;
using HelpDesk.Channels.Tests.DirectLine;
using HelpDesk.Conversation.Dialogue;
using HelpDesk.Knowledge.Articles;
using HelpDesk.Sources;
using HelpDesk.Storage.Model;
using HelpDesk.Storage.Tickets;
using HelpDesk.Ticketing.Calendar;
using HelpDesk.Ticketing.Tickets;
using AnswerCard = HelpDesk.Conversation.Dialogue.AnswerCard;

namespace HelpDesk.Channels.Tests.Cards;

/// <summary>What a person or an agent wrote is text, in every card and channel; articles alone are Markdown.</summary>
public class TextIsTextTests
{
    private static readonly string[] Words =
    [
        new('>', 400), new('[', 5_000), new('*', 3_000), "*_[太郎](http://evil.example)_*", "[太郎]: http://evil.example\n[太郎]", "![x](http://evil.example/x.png)", "<http://evil.example>",
        "# 見出し\n- [ ] x\n1. y\n```\nz\n```", "a*b_c~d|e`f\\*", "<at>x</at> &amp; <b>太字</b>", "| a | b |\n|---|---|\n| 1 | 2 |", "{0} {1} {ticket}", string.Concat(Enumerable.Repeat("> - ", 300)),
    ];

    public static TheoryData<int, string> Kinds { get; } = [.. Enumerable.Range(0, Words.Length).SelectMany(i => new[] { "text", "form", "ticket", "candidates" }.Select(kind => (i, kind)))];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_word_is_shown_as_it_was_written_and_links_nowhere(int which, string kind)
    {
        var words = Words[which];
        Card? card = kind switch
        {
            "form" => new FormCard([new FormField("company", words, words)]),
            "ticket" => new TicketCard("HD-2026-000001", words, "new", "helpdesk", words),
            "candidates" => new CandidatesCard([]),
            _ => null,
        };
        foreach (var style in Enum.GetValues<CardStyle>())
        {
            var activity = ReplyActivity.Of(new Reply(words, card, [new Choice(words, words)], "ja"), style);
            activity.TextFormat.ShouldBe(card is null ? "plain" : null);
            var shown = card is null ? activity.Text! : string.Join('\n', Runs(activity.Attachments![0].Content!.Value.GetProperty("body")));
            shown.ShouldContain(string.Join('\n', words.Split('\n')));
            var json = ActivityJson.Write(activity);
            json.ShouldNotContain("Action.OpenUrl");
            json.ShouldNotContain("\"TextBlock\"");
        }
    }

    [Theory]
    [InlineData(">>>", "\\>\\>\\>")]
    [InlineData("*_[太郎](http://evil.example)_*", "\\*\\_[太郎\\](http://evil.example)\\_\\*")]
    [InlineData("[1-04] ERR_20040 が出る", "[1-04] ERR_20040 が出る")]
    [InlineData("[a]: http://evil.example", "[a\\]: http://evil.example")]
    public void A_cards_fallback_which_is_Markdown_is_escaped_where_a_sign_marks_something(string text, string expected) =>
        ReplyActivity.Of(new Reply(text, new FormCard([])), CardStyle.Submit).Attachments![0].Content!.Value.GetProperty("fallbackText").GetString().ShouldBe(expected);

    [Fact]
    public async Task What_was_told_in_a_group_stands_in_the_bots_confirmation_as_it_was_told()
    {
        await using var site = await TeamsSite.StartAsync();
        await site.SayAsync(site.InGroup("担当者に相談"));
        var sent = await site.SayAsync(site.InGroup("*_[太郎](http://evil.example)_* " + new string('>', 400)));
        sent.Count.ShouldBeGreaterThan(0);
        for (var i = 0; i < 6 && !sent[^1].ToString().Contains("この内容で送る", StringComparison.Ordinal); i++)
        {
            sent = await site.SayAsync(site.InGroup("すべてスキップ"));
        }

        var card = sent[^1].GetProperty("attachments")[0].GetProperty("content");
        string.Join('\n', Runs(card.GetProperty("body"))).ShouldContain("*_[太郎](http://evil.example)_* " + new string('>', 400));
        card.GetProperty("body").ToString().ShouldNotContain("Action.OpenUrl");
    }

    [Fact]
    public async Task An_agents_answer_is_read_as_it_was_written_and_takes_nothing_of_the_transcript_with_it()
    {
        await using var site = await ChatSite.StartAsync();
        var token = await site.TokenAsync();
        foreach (var line in (string[])["ERR_20070", "担当者に相談", "山田", "taro@example.jp", "すべてスキップ", "この内容で送る"])
        {
            (await site.SayAsync(token, line)).Status.ShouldBe(HttpStatusCode.OK);
        }

        var before = await site.ReadAsync(token);
        var number = before.Select(one => one.ToString()).Last(text => text.Contains("HD-2026-", StringComparison.Ordinal));
        number = number.Substring(number.IndexOf("HD-2026-", StringComparison.Ordinal), "HD-2026-000001".Length);
        var kb = Checkout.Kb;
        var rules = new TicketRules(Wording.Read(kb, new FindingList()), BusinessCalendar.Read(kb, new FindingList()), new TicketTargets());
        foreach (var words in Words)
        {
            (await new TicketDesk(site.Database, () => rules, site.Clock).ActAsync(
                number, Viewer.Agent("佐藤", [Ticket.HelpDesk]), null, (ticket, by, at) => ticket.Answer(words, by, false, at), TestContext.Current.CancellationToken)).ShouldBeOfType<TicketDone>();
        }

        var after = await site.ReadAsync(token);
        after.Count.ShouldBe(before.Count + Words.Length);
        after.Skip(before.Count).Zip(Words).ShouldAllBe(pair => pair.First.GetProperty("text").GetString()!.Contains(pair.Second) && pair.First.GetProperty("textFormat").GetString() == "plain");
    }

    [Fact]
    public async Task Rows_of_earlier_programs_are_read_and_one_that_cannot_be_read_costs_itself_alone()
    {
        await using var site = await ChatSite.StartAsync();
        var token = await site.TokenAsync();
        await site.SayAsync(token, "ERR_20070");
        var before = (await site.ReadAsync(token)).Count;
        string[] rows =
        [
            """{"text":"受け付けました。受付番号は **HD-2026-000001** です。\n\n> *a* [x](http://evil.example)","card":{"kind":"ticket","number":"HD-2026-000001","subject":"s","state":"new","owner":"helpdesk"},"language":"ja"}""",
            """{"text":"```\nでんき 御中\n**強調**\n```"}""",
            """{"text":"**[1-04] 題名**\n\n本文"}""",
            """{"text":5}""", "{", """{"text":"x","card":{"kind":"unheard-of"}}""", """{"card":{"kind":"ticket","number":"HD-2026-000001","subject":"s","state":"new","owner":"helpdesk"}}""",
            $$"""{"text":"深い記事","card":{"kind":"answer","articleId":"1-04","title":"t","body":"{{string.Concat(Enumerable.Repeat("> ", 500))}}深い"},"plain":true}""",
        ];
        await using (var context = site.Database.Open())
        {
            for (var i = 0; i < rows.Length; i++)
            {
                context.Outbox.Add(new OutboxRow { Channel = "webchat", Conversation = token.ConversationId, Sequence = before + 1 + i, Reply = rows[i], At = site.Clock.GetUtcNow(), State = DeliveryState.Delivered });
            }

            context.Outbox.Add(new OutboxRow { Channel = "webchat", Conversation = token.ConversationId, Sequence = before + 1 + rows.Length, Echo = "{\"type\":", At = site.Clock.GetUtcNow(), State = DeliveryState.Delivered });
            await context.SaveChangesAsync(TestContext.Current.CancellationToken);
        }

        var said = (await site.ReadAsync(token)).Skip(before).ToList();
        said.Count.ShouldBe(rows.Length + 1);
        string.Join('\n', Runs(said[0].GetProperty("attachments")[0].GetProperty("content").GetProperty("body"))).ShouldStartWith("受け付けました。受付番号は HD-2026-000001 です。\n> *a* [x](http://evil.example)");
        said[1].GetProperty("text").GetString().ShouldBe("でんき 御中\n**強調**");
        said[2].GetProperty("text").GetString().ShouldBe("[1-04] 題名\n\n本文");
        foreach (var lost in (int[])[3, 4, 5, 6, 8])
        {
            said[lost].GetProperty("text").GetString().ShouldBe("この内容は表示できませんでした。続きが必要なときは「担当者に相談」と送ってください。", lost.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }

        string.Join('\n', Runs(said[7].GetProperty("attachments")[0].GetProperty("content").GetProperty("body"))).ShouldContain("深い");
    }

    [Theory]
    [InlineData(">")]
    [InlineData("[")]
    [InlineData("- ")]
    [InlineData("*a ")]
    public void Markdown_that_nests_too_deep_is_shown_as_it_is_written(string mark)
    {
        var source = string.Concat(Enumerable.Repeat(mark, 50_000)) + "末尾";
        var text = new MarkdownText(source);
        text.PlainText.ShouldEndWith("末尾");
        ArticleHtml.Render(text, id => id).ShouldContain("末尾");
        var reply = new Reply("x", new AnswerCard("1-01", "t", new ArticleMarkdown(source), null, null, null));
        string.Concat(Runs(ReplyActivity.Of(reply, CardStyle.Submit).Attachments![0].Content!.Value.GetProperty("body"))).ShouldEndWith("末尾");
    }

    /// <summary>The texts of a body, a line each.</summary>
    private static IEnumerable<string> Runs(JsonElement elements) => elements.EnumerateArray().SelectMany(element =>
        element.TryGetProperty("items", out var items) ? Runs(items)
        : element.TryGetProperty("inlines", out var inlines) ? [string.Concat(inlines.EnumerateArray().Select(run => run.GetProperty("text").GetString()))]
        : element.TryGetProperty("value", out var value) ? [value.GetString()!] : []);
}
