using HelpDesk.Conversation.Dialogue;
using HelpDesk.Ticketing.Tickets;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Storage.Tests;

/// <summary>What people do besides writing: come in, send files and pictures, submit forms, like; and who they are when the channel cannot say.</summary>
public class GestureTests
{
    private static readonly IncomingFile Screenshot = new("stored-1", "画面.png", "image/png", 1234);

    [Theory]
    [InlineData("ja", "こんにちは", "[ユーザIDが凍結された]")]
    [InlineData("en", "Hello", "[My user ID is locked]")]
    [InlineData("fr", "こんにちは", "[ユーザIDが凍結された]")]
    public async Task Who_comes_in_is_greeted_in_their_language_with_questions_to_begin_with(string language, string greeting, string suggestion)
    {
        await using var world = await World.CreateAsync();
        var reply = (await world.DoAsync(new Incoming("", Language: language, Kind: IncomingKind.Joined))).Replies.ShouldHaveSingleItem();
        reply.Text.ShouldContain(greeting);
        reply.Choices!.Select(choice => $"[{choice.Label}]").ShouldContain(suggestion);
    }

    [Theory]
    [InlineData("ja")]
    [InlineData("en")]
    public async Task Every_suggested_question_is_answered(string language)
    {
        await using var world = await World.CreateAsync();
        var greeting = (await world.DoAsync(new Incoming("", Language: language, Kind: IncomingKind.Joined))).Replies[0];
        foreach (var (choice, i) in greeting.Choices!.Select((choice, i) => (choice, i)))
        {
            var replies = (await world.DoAsync(new Incoming(choice.Say, Language: language), $"user{i}")).Replies;
            replies.ShouldContain(reply => reply.Card is AnswerCard || reply.Card is CandidatesCard, choice.Say);
        }
    }

    [Fact]
    public async Task What_a_picture_says_is_asked_about_and_then_answered()
    {
        await using var world = await World.CreateAsync();
        var asked = (await world.DoAsync(new Incoming("", Files: [Screenshot], PictureText: "ファイル 編集\n認証失敗「お使いの端末では当システムを利用できません」\nOK"))).Replies[0];
        asked.Text.ShouldContain("お使いの端末では当システムを利用できません");
        asked.Choices!.Select(choice => choice.Label).ShouldBe(["はい", "いいえ"]);
        (await world.SayAsync("はい")).Replies[0].Text.ShouldContain("[1-04]");
    }

    [Fact]
    public async Task What_a_picture_was_misread_to_say_is_asked_for_in_words()
    {
        await using var world = await World.CreateAsync();
        await world.DoAsync(new Incoming("", Files: [Screenshot], PictureText: "ERR_20040 該当データが存在しません。"));
        (await world.SayAsync("いいえ")).Replies[0].Text.ShouldContain("文字でお送り");
        (await world.SayAsync("ERR_20070")).Replies[0].Text.ShouldContain("[6-06]");
    }

    [Theory]
    [InlineData(null, "読み取れませんでした")]
    [InlineData("きょうの献立 カレーライス", "特定できませんでした")]
    public async Task A_picture_that_tells_nothing_asks_for_the_words(string? read, string said)
    {
        await using var world = await World.CreateAsync();
        (await world.DoAsync(new Incoming("", Files: [Screenshot], PictureText: read))).Replies[0].Text.ShouldContain(said);
    }

    [Fact]
    public async Task Files_go_with_the_ticket_that_is_opened_after_them()
    {
        await using var world = await World.CreateAsync();
        await world.SayAsync("ERR_20070");
        await world.DoAsync(new Incoming("", Files: [Screenshot]));
        await world.SayAsync("担当者に相談");
        await world.DoAsync(new Incoming("", Files: [Screenshot with { Id = "stored-2", Name = "b.log" }]));
        var summary = (await world.SayAsync("すべてスキップ")).Replies[^1].Text;
        summary.ShouldContain("画面.png, b.log");
        await world.SayAsync("この内容で送る");
        var ticket = (await world.ReadAsync(context => context.Tickets.Include(t => t.Messages))).ShouldHaveSingleItem();
        ticket.Messages[0].Attachments.Select(file => file.StoredName).ShouldBe(["stored-1", "stored-2"]);
    }

    [Fact]
    public async Task Files_with_words_follow_the_words()
    {
        await using var world = await World.CreateAsync();
        var replies = (await world.DoAsync(new Incoming("ERR_20250 が出ました", Files: [Screenshot]))).Replies;
        replies[0].Text.ShouldContain("画面.png");
        replies[1].Text.ShouldContain("[6-08]");
    }

    [Theory]
    [InlineData("", false, "「大.png」は大きすぎます")]
    [InlineData("ERR_20250", false, "[6-08]")]
    [InlineData("", true, "画面.png")]
    [InlineData("ERR_20250", true, "[6-08]")]
    public async Task Files_that_are_left_are_told_of_before_all_else_and_cost_neither_words_nor_other_files(string text, bool withGood, string said)
    {
        await using var world = await World.CreateAsync();
        var replies = (await world.DoAsync(new Incoming(text, Files: withGood ? [Screenshot] : null, FilesLeft: [new(FileNote.Large, "大.png"), new(FileNote.Late, "遅.pdf")]))).Replies;
        replies[0].Text.ShouldBe("「大.png」は大きすぎます。1つ10MBまでです。必要な部分だけを切り取ってお送りください。\n\n「遅.pdf」は、時間内に取り出せませんでした。しばらくしてもう一度お送りになるか、画面の文言を文字でお送りください。");
        replies.ShouldContain(reply => reply.Text.Contains(said, StringComparison.Ordinal));
        replies.Any(reply => reply.Text.Contains("画面.png", StringComparison.Ordinal)).ShouldBe(withGood);
    }

    [Theory]
    [InlineData("ja")]
    [InlineData("en")]
    public async Task Every_reason_for_leaving_a_file_has_its_words(string language)
    {
        await using var world = await World.CreateAsync();
        foreach (var code in FileNote.Codes)
        {
            var text = (await world.DoAsync(new Incoming("", Language: language, FilesLeft: [new(code, "a.png", "x")]))).Replies.ShouldHaveSingleItem().Text;
            text.ShouldNotContain("files.refused");
            text.ShouldNotContain("{");
        }
    }

    [Fact]
    public async Task An_addition_to_a_ticket_may_be_a_file_alone()
    {
        await using var world = await World.CreateAsync();
        await world.OpenTicketAsync();
        await world.SayAsync("追記する");
        (await world.DoAsync(new Incoming("", Files: [Screenshot]))).Replies[0].Text.ShouldContain("HD-2026-000001");
        var ticket = (await world.ReadAsync(context => context.Tickets.Include(t => t.Messages))).ShouldHaveSingleItem();
        ticket.Messages[^1].Attachments.ShouldHaveSingleItem().Name.ShouldBe("画面.png");
    }

    [Fact]
    public async Task Who_is_not_known_gives_a_name_and_a_way_to_reach_them_once()
    {
        await using var world = await World.CreateAsync();
        await Say("ERR_20070", "担当者に相談");
        (await Last("山田太郎")).ShouldContain("ご連絡先");
        (await Last("taro@")).ShouldContain("メールアドレスか電話番号");
        (await Last("taro＠example.co.jp")).ShouldContain("供給");
        (await Last("すべてスキップ")).ShouldContain("taro@example.co.jp");
        (await Last("この内容で送る")).ShouldContain("HD-2026-000001");

        await Say("ERR_20250", "担当者に相談", "すべてスキップ");
        (await Last("この内容で送る")).ShouldContain("HD-2026-000002");
        var tickets = await world.ReadAsync(context => context.Tickets.OrderBy(ticket => ticket.Id));
        tickets.ShouldAllBe(ticket => ticket.Facts["requester-name"] == "山田太郎" && ticket.Facts["requester-contact"] == "taro@example.co.jp");

        async Task Say(params string[] lines)
        {
            foreach (var line in lines)
            {
                await Last(line);
            }
        }

        async Task<string> Last(string line) => string.Join('\n', (await world.DoAsync(new Incoming(line), anonymous: true)).Replies.Select(reply => reply.Text));
    }

    [Fact]
    public async Task A_form_fills_in_everything_at_once_and_says_what_is_wrong_in_it()
    {
        await using var world = await World.CreateAsync();
        await world.SayAsync("廃止取次が既に登録されているというエラーになる");
        var form = (await world.SayAsync("担当者に相談")).Replies[^1].Card.ShouldBeOfType<FormCard>();
        form.Fields.Select(field => field.Id).ShouldContain("supply-point-number");
        var wrong = (await world.DoAsync(new Incoming("", new Dictionary<string, string> { ["supply-point-number"] = "031234567890123456789", ["company"] = "テスト電力", ["company-code"] = "12343", ["unknown"] = "x" }))).Replies;
        wrong[0].Text.ShouldContain("1ケタ足りません");
        wrong[^1].Card.ShouldBeOfType<FormCard>().Fields.ShouldNotContain(field => field.Id == "company");
        await world.DoAsync(new Incoming("", new Dictionary<string, string> { ["supply-point-number"] = "03 1234 5678 9012 3456 7890", ["date"] = "" }));
        await world.SayAsync("すべてスキップ");
        await world.SayAsync("この内容で送る");
        var ticket = (await world.ReadAsync(context => context.Tickets)).ShouldHaveSingleItem();
        (ticket.SupplyPointNumber, ticket.AreaCode, ticket.Facts["company"]).ShouldBe(("0312345678901234567890", "03", "テスト電力"));
        ticket.State.ShouldBe(TicketState.New);
    }

    [Theory]
    [InlineData(IncomingKind.Liked, true, "解決してよかった")]
    [InlineData(IncomingKind.Disliked, false, "どの点が違ったか")]
    public async Task A_like_is_kept_for_learning(IncomingKind kind, bool solved, string said)
    {
        await using var world = await World.CreateAsync();
        await world.SayAsync("ERR_20070");
        (await world.DoAsync(new Incoming("", Kind: kind))).Replies[0].Text.ShouldContain(said);
        (await world.ReadAsync(context => context.Questions)).ShouldHaveSingleItem().Solved.ShouldBe(solved);
    }
}
