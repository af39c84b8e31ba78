using HelpDesk.Conversation.Dialogue;
using HelpDesk.Storage.Outbox;
using HelpDesk.Ticketing.Tickets;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Storage.Tests;

public class TurnTests
{
    private static readonly string[] ToATicket = ["ERR_20070", "担当者に相談", "すべてスキップ", "この内容で送る"];

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task A_repeated_message_has_one_effect_and_the_same_replies(Engine engine)
    {
        await using var world = await World.CreateAsync(engine);
        foreach (var line in ToATicket[..3])
        {
            await world.SayAsync(line);
        }

        var first = await world.SayAsync(ToATicket[3], activity: "send");
        var second = await world.SayAsync(ToATicket[3], activity: "send");
        first.Repeat.ShouldBeFalse();
        second.Repeat.ShouldBeTrue();
        second.Replies.Select(reply => reply.Text).ShouldBe(first.Replies.Select(reply => reply.Text));
        (await world.ReadAsync(context => context.Tickets)).Count.ShouldBe(1);
        (await world.ReadAsync(context => context.Outbox.Where(row => row.Activity == "send"))).Count.ShouldBe(first.Replies.Count);
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task What_was_wrong_in_what_was_sent_is_replaced_in_the_ticket(Engine engine)
    {
        await using var world = await World.CreateAsync(engine);
        foreach (var line in ToATicket)
        {
            await world.SayAsync(line);
        }

        (await world.SayAsync("会社名が違っていました。正しくは株式会社ひなた電気です")).Replies[0].Text.ShouldContain("株式会社ひなた電気");
        var ticket = (await world.ReadAsync(context => context.Tickets)).ShouldHaveSingleItem();
        ticket.Facts["company"].ShouldBe("株式会社ひなた電気");
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task A_conversation_goes_on_after_a_restart(Engine engine)
    {
        await using var world = await World.CreateAsync(engine);
        await world.SayAsync("お使いの端末では当システムを利用できません");
        await world.RestartAsync();
        (await world.SayAsync("2")).Replies[0].Text.ShouldContain("[1-04]");
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task Another_persons_ticket_does_not_exist(Engine engine)
    {
        await using var world = await World.CreateAsync(engine);
        foreach (var line in ToATicket)
        {
            await world.SayAsync(line, "taro");
        }

        var others = await world.SayAsync("HD-2026-000001 クローズして", "hanako");
        var absent = await world.SayAsync("HD-2026-000002 クローズして", "hanako");
        others.Replies[0].Text.ShouldBe(absent.Replies[0].Text.Replace("000002", "000001", StringComparison.Ordinal));
        (await world.ReadAsync(context => context.Tickets)).Single().State.ShouldBe(TicketState.New);
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task Sixty_four_at_once_each_get_a_number_of_their_own(Engine engine)
    {
        await using var world = await World.CreateAsync(engine);
        await Task.WhenAll(Enumerable.Range(0, 64).Select(async i =>
        {
            foreach (var line in ToATicket)
            {
                await world.SayAsync(line, $"user{i}");
            }
        }));
        var numbers = (await world.ReadAsync(context => context.Tickets)).Select(ticket => ticket.Number).ToList();
        numbers.Order(StringComparer.Ordinal).ShouldBe(Enumerable.Range(1, 64).Select(n => TicketNumber.Format(2026, n)));
        world.Failures.ShouldBeEmpty();
    }

    [Fact]
    public async Task Messages_of_one_speaker_sent_at_once_take_their_turns_in_order()
    {
        await using var world = await World.CreateAsync();
        var turns = await Task.WhenAll(ToATicket.Select(line => world.SayAsync(line)));
        turns[^1].Replies[0].Text.ShouldContain("HD-2026-000001");
    }

    [Fact]
    public async Task The_number_begins_anew_with_the_year_in_Tokyo()
    {
        await using var world = await World.CreateAsync();
        world.Clock.SetUtcNow(new DateTimeOffset(2026, 12, 31, 15, 0, 0, TimeSpan.Zero));
        foreach (var line in ToATicket)
        {
            await world.SayAsync(line);
        }

        (await world.ReadAsync(context => context.Tickets)).Single().Number.ShouldBe("HD-2027-000001");
    }

    [Fact]
    public async Task A_state_of_an_older_program_is_ended_politely()
    {
        await using var world = await World.CreateAsync();
        await world.SayAsync("ERR_20070");
        await using (var context = world.Database.Open())
        {
            await context.Conversations.ExecuteUpdateAsync(set => set.SetProperty(row => row.State, """{"version":0,"step":9}"""), TestContext.Current.CancellationToken);
        }

        var turn = await world.SayAsync("ERR_20250");
        turn.Replies[0].Text.ShouldContain("前回の会話は終了");
        turn.Replies[1].Text.ShouldContain("[6-08]");
    }

    [Fact]
    public void A_state_is_read_as_it_was_written()
    {
        var state = new DialogueState { Language = "en", Step = Step.Choosing, Offered = ["1-03", "1-04"], Misses = 1 };
        var read = DialogueState.Read(state.Write());
        read.Write().ShouldBe(state.Write());
        read.Offered.ShouldBe(state.Offered);
    }

    [Fact]
    public async Task What_is_kept_for_learning_is_masked()
    {
        await using var world = await World.CreateAsync();
        await world.SayAsync("0312345678901234567890 の件、メールは taro@example.co.jp、電話は 03-1234-5678、容量拠出金の請求書が届かない");
        var kept = (await world.ReadAsync(context => context.Questions)).Single().MaskedText;
        kept.ShouldNotContain("12345678901234567890");
        kept.ShouldNotContain("taro@");
        kept.ShouldNotContain("1234-5678");
        kept.ShouldContain("容量拠出金");
    }

    [Fact]
    public async Task What_was_delivered_is_not_pending_again()
    {
        await using var world = await World.CreateAsync();
        await world.SayAsync("ERR_20070");
        var delivery = new Delivery(world.Database, world.Clock);
        var pending = await delivery.PendingAsync("test", "taro", TestContext.Current.CancellationToken);
        pending.Count.ShouldBe(2);
        await delivery.DeliveredAsync([pending[0].Id], TestContext.Current.CancellationToken);
        (await delivery.PendingAsync("test", "taro", TestContext.Current.CancellationToken)).Select(reply => reply.Id).ShouldBe([pending[1].Id]);
    }
}
