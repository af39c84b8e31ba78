using HelpDesk.Conversation.Dialogue;
using HelpDesk.Storage.Model;
using HelpDesk.Storage.Tickets;
using HelpDesk.Storage.Turns;
using HelpDesk.Ticketing.Tickets;

namespace HelpDesk.Storage.Tests;

/// <summary>Changes of tickets whose cards stand in conversations that are sent to; on both engines.</summary>
public class PostedCardsTests
{
    private const string Number = "HD-2026-000001";

    private static readonly string Told = PostedCards.ConversationOf(Number);
    private static readonly Viewer Sato = Viewer.Agent("sato", ["helpdesk"]);

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task Each_change_of_state_is_told_of_by_whomever_and_nothing_else(Engine engine)
    {
        await using var world = await World.CreateAsync(engine);
        await OpenAsync(world);
        (await RowsAsync(world)).ShouldBeEmpty();
        await ActAsync(world, (ticket, by, at) => ticket.Take(by, at));
        await ActAsync(world, (ticket, by, at) => ticket.AddNote("電話した", by, at));
        await SayAsync(world, "追記: 午後は電話に出られません");
        (await RowsAsync(world)).ShouldBe([1]);
        await ActAsync(world, (ticket, by, at) => ticket.Answer("何時ですか。", by, awaitAnswer: true, at));
        await SayAsync(world, "10時です");
        await SayAsync(world, "終了");
        await SayAsync(world, "再開");
        (await RowsAsync(world)).ShouldBe([1, 2, 3, 4, 5]);
        PostedCards.TicketOf(Told).ShouldBe(Number);
        world.Failures.ShouldBeEmpty();

        var found = (await new PostedCards(world.Database).FindAsync("test", Number, TestContext.Current.CancellationToken)).ShouldNotBeNull();
        (found.State, found.Reference, found.Told).ShouldBe(("open", "{}", 5));
        found.Cards.Select(card => (card.Card.State, card.Waits, card.Id)).ShouldBe([("new", true, null), ("open", true, null)]);
        (await new PostedCards(world.Database).FindAsync("other", Number, TestContext.Current.CancellationToken)).ShouldBeNull();
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task A_transcript_and_what_nobody_sends_to_stay_as_they_were(Engine engine)
    {
        await using var world = await World.CreateAsync(engine);
        await OpenAsync(world, keepsTranscript: true);
        await ActAsync(world, (ticket, by, at) => ticket.Take(by, at));
        await SayAsync(world, "終了", keepsTranscript: true);
        (await world.ReadAsync(context => context.Conversations)).ShouldHaveSingleItem();
        await world.OpenTicketAsync("jiro");
        await world.SayAsync("終了", "jiro");
        (await world.ReadAsync(context => context.Conversations)).Count.ShouldBe(2);
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task What_is_refused_tells_of_nothing_and_of_two_at_once_each_is_told_of(Engine engine)
    {
        await using var world = await World.CreateAsync(engine);
        await OpenAsync(world);
        (await world.Tickets.ActAsync(Number, Sato, null, (ticket, by, at) => ticket.Resume(by, at), TestContext.Current.CancellationToken)).ShouldBeOfType<TicketRefused>();
        (await RowsAsync(world)).ShouldBeEmpty();
        var acts = Enumerable.Range(0, 6).Select(i => Task.Run(() => world.Tickets.ActAsync(
            Number, Viewer.Agent($"agent {i}", ["helpdesk"]), null, (ticket, by, at) => ticket.State.IsSettled() ? ticket.Reopen(null, by, at) : ticket.Resolve(by, at), TestContext.Current.CancellationToken)));
        (await Task.WhenAll(acts)).ShouldAllBe(outcome => outcome is TicketDone);
        (await RowsAsync(world)).ShouldBe([1, 2, 3, 4, 5, 6]);
    }

    private static async Task OpenAsync(World world, bool keepsTranscript = false)
    {
        foreach (var line in (string[])["ERR_20070", "担当者に相談", "すべてスキップ", "この内容で送る"])
        {
            await SayAsync(world, line, keepsTranscript);
        }
    }

    private static Task SayAsync(World world, string text, bool keepsTranscript = false) => world.Desk.AcceptAsync(
        new AcceptedMessage("test", "taro", text, "taro", new Incoming(text), KeepsTranscript: keepsTranscript, Reference: "{}"), TestContext.Current.CancellationToken);

    private static async Task ActAsync(World world, TicketVerb verb) =>
        (await world.Tickets.ActAsync(Number, Sato, null, verb, TestContext.Current.CancellationToken)).ShouldBeOfType<TicketDone>();

    private static Task<List<long>> RowsAsync(World world) =>
        world.ReadAsync(context => context.Outbox.Where(row => row.Conversation == Told && row.State == DeliveryState.Pending).OrderBy(row => row.Sequence).Select(row => row.Sequence));
}
