using System.Threading.Channels;
using HelpDesk.Conversation.Dialogue;
using HelpDesk.Storage.Learning;
using HelpDesk.Storage.Tickets;
using HelpDesk.Storage.Turns;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Storage.Tests;

/// <summary>What a language service adds after the commit: texts of questions, hints of inquiries, the day's count.</summary>
public class LanguageTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task A_question_is_noted_without_its_text_until_all_masks_have_gone_over_it(Engine engine)
    {
        await using var world = await World.CreateAsync(engine);
        var left = new Left();
        await using var desk = new TurnDesk(world.Database, () => Kb.Bot(), world.Clock, world.Failures.Add, aftermath: left);
        await SayAsync(desk, "佐藤太郎です。ERR_99999が出ます。電話は03-1234-5678です");

        var turn = await left.NextAsync();
        turn.Questions[0].Text.ShouldBe("佐藤太郎です。ERR_99999が出ます。電話は***-****です", "our own masks have gone over it before anybody sees it");
        (await world.ReadAsync(context => context.Questions)).ShouldAllBe(row => row.MaskedText == "");
        (await new Gaps(world.Database).FindAsync(10, Stop)).ShouldAllBe(gap => gap.Text == "");

        List<MaskedQuestion> masked = [.. turn.Questions.Select(one => new MaskedQuestion(one.Text.Replace("佐藤太郎", "***", StringComparison.Ordinal), "ja"))];
        await new QuestionTexts(world.Database).KeepAsync(turn.Channel, turn.Conversation, turn.At, masked, Stop);
        (await world.ReadAsync(context => context.Questions)).Select(row => row.MaskedText).ShouldBe(masked.Select(one => one.Text!));

        // What was let go, or forgotten meanwhile, does not come back.
        await SayAsync(desk, "今日の天気を知りたい");
        var second = await left.NextAsync();
        await new QuestionTexts(world.Database).KeepAsync(second.Channel, second.Conversation, second.At, [.. second.Questions.Select(_ => new MaskedQuestion(null, null))], Stop);
        await using (var context = world.Database.Open())
        {
            await context.Questions.ExecuteDeleteAsync(Stop);
        }

        await new QuestionTexts(world.Database).KeepAsync(turn.Channel, turn.Conversation, turn.At, masked, Stop);
        (await world.ReadAsync(context => context.Questions)).ShouldBeEmpty();
        world.Failures.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task Hints_stand_beside_the_inquiries_of_a_list(Engine engine)
    {
        await using var world = await World.CreateAsync(engine);
        var left = new Left();
        await using var desk = new TurnDesk(world.Database, () => Kb.Bot(), world.Clock, world.Failures.Add, aftermath: left);
        foreach (var line in (string[])["ERR_20070", "担当者に相談", "すべてスキップ", "この内容で送る"])
        {
            await SayAsync(desk, line);
        }

        OpenedInquiry? opened = null;
        while (opened is null)
        {
            opened = (await left.NextAsync()).Opened.SingleOrDefault();
        }

        var hints = new InquiryHints(world.Database, world.Clock);
        await hints.KeepAsync(opened.Number, new InquiryHint(["証明書"], "neutral", .1), Stop);
        await hints.KeepAsync(opened.Number, new InquiryHint(["証明書", "期限"], "negative", .92), Stop);

        var page = await world.Tickets.ListAsync(new TicketQuery(), Viewer.Agent("sato", ["helpdesk"]), Stop);
        var hint = (await hints.OfAsync(page.Tickets, Stop))[opened.Number];
        (hint.IsUpset, hint.Sentiment, string.Join(',', hint.KeyPhrases)).ShouldBe((true, "negative", "証明書,期限"));
        (await hints.OfAsync([], Stop)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task The_days_count_is_kept_over_all_nodes_and_begins_anew(Engine engine)
    {
        await using var world = await World.CreateAsync(engine);
        var days = new LanguageDays(world.Database, world.Clock);
        var taken = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => days.TryTakeAsync(5, Stop), Stop)));
        taken.Count(one => one).ShouldBe(5);
        world.Clock.Advance(TimeSpan.FromDays(1));
        (await days.TryTakeAsync(1, Stop)).ShouldBeTrue();
        (await days.TryTakeAsync(1, Stop)).ShouldBeFalse();
        (await world.ReadAsync(context => context.LanguageDays.OrderBy(row => row.Day))).Select(row => (row.Day, row.Documents)).ShouldBe([(20261124, 5), (20261125, 1)]);
    }

    private static Task<AcceptedTurn> SayAsync(TurnDesk desk, string text) =>
        desk.AcceptAsync(new AcceptedMessage("test", "taro", "a-" + text, "taro", new Incoming(text)), Stop);

    private sealed class Left : IAftermath
    {
        private readonly Channel<TurnAftermath> turns = Channel.CreateUnbounded<TurnAftermath>();

        public bool WithholdsQuestions => true;

        public void Accepted(TurnAftermath aftermath) => turns.Writer.TryWrite(aftermath).ShouldBeTrue();

        /// <summary>What a turn leaves comes after its acceptance is known: it is waited for.</summary>
        public async Task<TurnAftermath> NextAsync() => await turns.Reader.ReadAsync(Stop);
    }
}
