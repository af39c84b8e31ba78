using HelpDesk.Storage.Tickets;
using HelpDesk.Ticketing.Tickets;

namespace HelpDesk.Storage.Tests;

/// <summary>Of what an agent is told by a sound: what is new, of what they may see, and nothing twice.</summary>
public class DeskNewsTests
{
    private static readonly long[] Full = [.. Enumerable.Range(101, TicketDesk.MostNews).Reverse().Select(id => (long)id)];

    public static TheoryData<string, long[], long[], int> Rules { get; } = new()
    {
        { "nothing came", [2, 1], [2, 1], 0 },
        { "one came", [2, 1], [3, 2, 1], 1 },
        { "one was taken by a colleague", [2, 1], [2], 0 },
        { "one came and one was taken", [2, 1], [3, 2], 1 },
        { "one was given back", [3, 1], [3, 2, 1], 1 },
        { "one that was committed late with an earlier number", [3], [3, 2], 1 },
        { "the first of all", [], [1], 1 },
        { "an old one moves up into a full list", Full, [.. Full[1..], 7], 0 },
        { "one came to a full list", Full, [999, .. Full[..^1]], 1 },
    };

    [Theory]
    [MemberData(nameof(Rules))]
    public void What_is_news(string rule, long[] before, long[] now, int expected)
    {
        new DeskNews(now, []).Since(new DeskNews(before, [])).ShouldBe((expected, 0), rule);
        new DeskNews([], now).Since(new DeskNews([], before)).ShouldBe((0, expected), rule);
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task Agents_are_told_of_inquiries_of_their_teams_and_of_answers_in_their_own(Engine engine)
    {
        await using var world = await World.CreateAsync(engine);
        var (sato, other) = (Viewer.Agent("佐藤", [Ticket.HelpDesk]), Viewer.Agent("別班", ["another-team"]));
        var stop = TestContext.Current.CancellationToken;
        var nothing = await world.Tickets.NewsAsync("佐藤", sato, stop);
        var number = await world.OpenTicketAsync();
        var opened = await world.Tickets.NewsAsync("佐藤", sato, stop);
        opened.Since(nothing).ShouldBe((1, 0));
        (await world.Tickets.NewsAsync("別班", other, stop)).ShouldBeEquivalentTo(nothing, "of what they may not see");

        await world.Tickets.ActAsync(number, sato, null, (ticket, by, at) => ticket.Take(by, at), stop);
        await world.Tickets.ActAsync(number, sato, null, (ticket, by, at) => ticket.Answer("確認します。", by, false, at), stop);
        var taken = await world.Tickets.NewsAsync("佐藤", sato, stop);
        taken.Unheld.ShouldBeEmpty();
        await world.Tickets.ActAsync(number, sato, null, (ticket, by, at) => ticket.TakeChat(by, at), stop);
        await world.SayAsync("画面には何も出ていません");
        (await world.Tickets.NewsAsync("佐藤", sato, stop)).Since(taken).ShouldBe((0, 1));
        (await world.Tickets.NewsAsync("伊藤", Viewer.Agent("伊藤", [Ticket.HelpDesk]), stop)).Answers.ShouldBeEmpty();
    }
}
