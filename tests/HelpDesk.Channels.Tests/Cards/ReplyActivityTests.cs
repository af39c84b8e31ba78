using System.Text.Json;
using HelpDesk.Channels.Activities;
using HelpDesk.Channels.Cards;
using HelpDesk.Channels.Tests.DirectLine;
using HelpDesk.Conversation.Dialogue;
using HelpDesk.Sources;
using AnswerCard = HelpDesk.Conversation.Dialogue.AnswerCard;
using Candidate = HelpDesk.Conversation.Dialogue.Candidate;

namespace HelpDesk.Channels.Tests.Cards;

/// <summary>The parser and renderer of cards in Web Chat, started once for the tests that ask it.</summary>
public sealed class CardJudge : IAsyncLifetime
{
    private Peer? peer;

    internal async Task<(IReadOnlyList<string> Problems, string Words, string Html)> JudgeAsync(string card)
    {
        await peer!.SendAsync(card);
        var said = await peer.UntilAsync("problems");
        return ([.. said.GetProperty("problems").EnumerateArray().Select(one => one.GetString()!)], said.GetProperty("words").GetString()!, said.GetProperty("html").GetString()!);
    }

    public async ValueTask InitializeAsync() => peer = await Peer.StartAsync("cards.mjs");

    public async ValueTask DisposeAsync() => await peer!.DisposeAsync();
}

public class ReplyActivityTests(CardJudge judge) : IClassFixture<CardJudge>
{
    private const string Nasty = "<script>alert(1)</script> *not bold* _not italic_ [no](javascript:alert(1)) &lt;b&gt; ERR_20040_X `code` $$x$$";

    public static TheoryData<string> Kinds { get; } = ["answer", "candidates", "form", "ticket"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Web_Chats_own_card_parser_finds_nothing_wrong(string kind)
    {
        foreach (var style in Enum.GetValues<CardStyle>())
        {
            var (problems, _, _) = await JudgeAsync(ReplyActivity.Of(Sample(kind), style));
            problems.ShouldBeEmpty(style.ToString());
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task What_a_person_wrote_is_shown_as_it_was_written_and_never_as_markup(string kind)
    {
        var (_, words, html) = await JudgeAsync(ReplyActivity.Of(Sample(kind), CardStyle.Submit));
        html.ShouldNotContain("<script");
        html.ShouldNotContain("href=\"javascript:");
        html.ShouldNotContain("<em>");
        if (kind is "answer" or "ticket")
        {
            words.ShouldContain(Nasty);
        }
    }

    [Fact]
    public async Task Every_article_is_a_card_that_holds_all_its_words_in_both_languages()
    {
        foreach (var (article, language) in ChatSite.Knowledge.Desk!.KnowledgeBase.Articles.SelectMany(article => new[] { (article, "ja"), (article, "en") }))
        {
            var body = article.BodyIn(language);
            var reply = new Reply("fallback", new AnswerCard(article.Id, article.TitleIn(language), new ArticleMarkdown(body.Source.Trim()), article.Source, article.Date, null), null, language);
            var (problems, words, _) = await JudgeAsync(ReplyActivity.Of(reply, CardStyle.Submit));
            problems.ShouldBeEmpty(article.Id);
            foreach (var line in body.PlainText.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            {
                Squeezed(words).ShouldContain(Squeezed(line), Case.Sensitive, $"{article.Id} {language}");
            }
        }
    }

    [Fact]
    public void A_reply_without_a_card_is_plain_text_with_its_choices_as_buttons()
    {
        var activity = ReplyActivity.Of(new Reply("**太字**", null, [new Choice("はい", "yes")], "ja"), CardStyle.Submit);
        (activity.Type, activity.Text, activity.TextFormat, activity.Locale).ShouldBe(("message", "**太字**", "plain", "ja"));
        activity.SuggestedActions!.Actions.ShouldBe([new CardAction("imBack", "はい", "yes")]);
        activity.Attachments.ShouldBeNull();
        activity.Entities.ShouldBeNull();
    }

    [Fact]
    public void A_card_holds_the_text_as_its_fallback_and_the_activity_not_twice()
    {
        var activity = ReplyActivity.Of(Sample("ticket"), CardStyle.Submit);
        activity.Text.ShouldBeNull();
        CardOf(activity).GetProperty("fallbackText").GetString().ShouldBe(Sample("ticket").Text);
        CardOf(activity).GetProperty("version").GetString().ShouldBe("1.5");
    }

    [Fact]
    public void An_answer_can_be_liked()
    {
        var thumbs = ReplyActivity.Of(Sample("answer"), CardStyle.Submit).Entities!.Single();
        (thumbs.GetProperty("type").GetString(), thumbs.GetProperty("@id").GetString()).ShouldBe(("https://schema.org/Message", ""));
        thumbs.GetProperty("potentialAction").EnumerateArray().Select(action => action.GetProperty("@type").GetString()).ShouldBe(["LikeAction", "DislikeAction"]);
    }

    [Fact]
    public void Candidates_are_buttons_of_the_card_and_stand_nowhere_twice()
    {
        var activity = ReplyActivity.Of(Sample("candidates"), CardStyle.Submit);
        activity.SuggestedActions.ShouldBeNull();
        var card = CardOf(activity);
        card.GetProperty("actions").EnumerateArray().Select(action => (action.GetProperty("type").GetString(), action.GetProperty("title").GetString(), action.GetProperty("data").GetProperty("say").GetString()))
            .ShouldBe([("Action.Submit", "ログイン失敗", "1"), ("Action.Submit", "認証失敗", "2")]);
        card.GetProperty("body").ToString().ShouldNotContain("認証失敗");
    }

    [Fact]
    public void Teams_executes_and_older_clients_submit_the_same()
    {
        var action = CardOf(ReplyActivity.Of(Sample("form"), CardStyle.ExecuteWithSubmitFallback)).GetProperty("actions")[0];
        action.GetProperty("type").GetString().ShouldBe("Action.Execute");
        action.GetProperty("verb").GetString().ShouldBe("form");
        action.GetProperty("fallback").GetProperty("type").GetString().ShouldBe("Action.Submit");
        action.GetProperty("fallback").GetProperty("data").ToString().ShouldBe(action.GetProperty("data").ToString());
    }

    [Fact]
    public void A_forms_inputs_are_named_by_need_and_labelled()
    {
        var inputs = CardOf(ReplyActivity.Of(Sample("form"), CardStyle.Submit)).GetProperty("body").EnumerateArray().Where(one => one.GetProperty("type").GetString() == "Input.Text").ToList();
        inputs.Select(one => (one.GetProperty("id").GetString(), one.GetProperty("label").GetString())).ShouldBe([("area", "エリア"), ("company", "会社名")]);
        inputs[1].GetProperty("value").GetString().ShouldBe(Nasty);
    }

    [Fact]
    public void Links_lead_to_the_web_or_to_an_article_and_nowhere_else()
    {
        static string Of(string markdown, Func<string, string>? address) =>
            CardOf(ReplyActivity.Of(new Reply("x", new AnswerCard("1-01", "t", new ArticleMarkdown(markdown), null, null, null)), CardStyle.Submit, address)).GetProperty("body").ToString();
        Of("[a](https://example.jp/x)", null).ShouldContain("https://example.jp/x");
        Of("[a](mailto:a@example.jp)", null).ShouldContain("mailto:a@example.jp");
        Of("[a](../3/3-04.md)", id => "https://help.example/articles/" + id).ShouldContain("https://help.example/articles/3-04");
        foreach (var link in new[] { "[a](../3/3-04.md)", "[a](javascript:alert(1))", "[a](data:text/html,x)", "[a](file:///etc/passwd)", "![a](https://example.jp/pixel.png)" })
        {
            Of(link, null).ShouldNotContain("selectAction", Case.Sensitive, link);
        }
    }

    [Fact]
    public void The_states_of_tickets_are_called_as_the_bot_calls_them()
    {
        var wording = DialogueTexts.Read(Checkout.Kb, new FindingList()).Wording;
        foreach (var language in new[] { "ja", "en" })
        {
            var states = wording.In(language).Keys.Where(key => key.StartsWith("state.", StringComparison.Ordinal)).ToList();
            states.Select(key => CardTexts.In(language).Get(key)).ShouldBe(states.Select(key => wording.In(language).Get(key)));
            CardTexts.In(language).Keys.Count(key => key.StartsWith("state.", StringComparison.Ordinal)).ShouldBe(states.Count);
        }
    }

    private static Reply Sample(string kind) => kind switch
    {
        "answer" => new Reply("text", new AnswerCard("6-05", Nasty, new ArticleMarkdown("段落 **太字** と[リンク](https://example.jp)\n\n1. 一\n2. 二\n   - 内\n\n> 引用\n\n| 見出し | b |\n| --- | --- |\n| 1 | |\n\n```\ncode <b>\n```\n\n# 章"), "https://example.jp/faq.html", new DateOnly(2023, 8, 4), "注"), null, "ja"),
        "candidates" => new Reply("前に何とありますか。\n\n1. ログイン失敗\n2. 認証失敗", new CandidatesCard([new Candidate("1-03", "a"), new Candidate("1-04", "b")]), [new Choice("ログイン失敗", "1"), new Choice("認証失敗", "2")], "ja"),
        "form" => new Reply("会社名は何ですか。", new FormCard([new FormField("area", "エリア", null), new FormField("company", "会社名", Nasty)]), [new Choice("スキップ", "スキップ")], "ja"),
        _ => new Reply("受け付けました。番号は HD-2026-000001 です。", new TicketCard("HD-2026-000001", Nasty, "new", "helpdesk", null), null, "ja"),
    };

    private static JsonElement CardOf(Activity activity) => activity.Attachments!.Single().Content!.Value;

    private static string Squeezed(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c)));

    private Task<(IReadOnlyList<string> Problems, string Words, string Html)> JudgeAsync(Activity activity) => judge.JudgeAsync(ActivityJson.Write(CardOf(activity)));
}
