using HelpDesk.Storage.Outbox;
using HelpDesk.Storage.Search;
using HelpDesk.Storage.Tickets;
using HelpDesk.Ticketing.People;
using HelpDesk.Ticketing.Queue;
using HelpDesk.Ticketing.Tickets;

namespace HelpDesk.Storage.Tests;

/// <summary>Many desks that look again after one change read once, each sees what its rights let it see, and none what was before the change.</summary>
public class QueueSharingTests
{
    private static readonly DeskPerson Sato = new("1", "佐藤", [DeskRole.Agent], [Ticket.HelpDesk, "osaka"]);
    private static readonly DeskPerson Kato = new("3", "加藤", [DeskRole.Agent], ["tokyo"]);
    private static readonly DeskPerson Lead = new("4", "主任", [DeskRole.Lead], []);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task Those_of_the_same_rights_read_once_and_others_for_themselves(Engine engine)
    {
        var signals = new ConversationSignals();
        await using var world = await World.CreateAsync(engine, signals);
        using var feed = new TicketFeed(world.Database, () => Kb.Rules, world.Clock, signals, null, e => throw e);
        using var queue = new DeskQueue(feed, world.Tickets, world.Clock, signals);
        var (first, theirs) = (await world.OpenTicketAsync("a"), await world.OpenTicketAsync("b"));
        await ActAsync(theirs, Sato, (ticket, by, at) => ticket.MoveToTeam("tokyo", by, at));

        var alone = await Commands.CountedAsync(world, () => LookAsync(Sato, QueueView.All));
        alone.Page.Lines.Select(Number).ShouldBe([first]);
        signals.Raise(ConversationSignals.TicketChanges, "");
        List<DeskPerson> colleagues = [Sato, .. Enumerable.Range(10, 49).Select(i => new DeskPerson($"{i}", $"同僚{i}", [DeskRole.Agent], ["osaka", Ticket.HelpDesk]))];
        var many = await Commands.CountedAsync(world, () => Task.WhenAll(colleagues.Select(person => Task.Run(() => LookAsync(person, QueueView.All)))));
        many.Asked.ShouldBe(alone.Asked, "fifty desks, one reading");
        many.Page.ShouldAllBe(list => list.Lines.Single().View.Ticket.Number == first);

        var others = await Commands.CountedAsync(world, () => Task.WhenAll(LookAsync(Kato, QueueView.All), LookAsync(Lead, QueueView.All)));
        others.Asked.ShouldBe(2 * alone.Asked, "rights are never shared");
        others.Page[0].Lines.Select(Number).ShouldBe([theirs]);
        others.Page[0].Counts[QueueView.All].ShouldBe(1);
        others.Page[1].Lines.Select(Number).ShouldBe([first, theirs], ignoreOrder: true);

        // Whoever is woken by a change sees it, and their own list is their own.
        await ActAsync(first, Sato, (ticket, by, at) => ticket.Take(by, at));
        var lists = await Task.WhenAll(colleagues.Take(3).Select(person => LookAsync(person, QueueView.Mine)));
        lists.Select(list => (list.Lines.Count, list.Counts[QueueView.Mine], list.Counts[QueueView.New])).ShouldBe([(1, 1, 0), (0, 0, 0), (0, 0, 0)]);
        (await LookAsync(Kato, QueueView.Mine)).Lines.ShouldBeEmpty();

        // Changed without a signal, as another process does: whoever opens the page sees it at once.
        await new TicketDesk(world.Database, () => Kb.Rules, world.Clock).ActAsync(first, Viewer.Of(Sato)!, null, (ticket, by, at) => ticket.Release(by, at), Stop);
        (await LookAsync(Sato, QueueView.Mine)).Lines.Count.ShouldBe(1, "what was read since the last signal will do for whoever was woken by it");
        (await LookAsync(Sato, QueueView.Mine, isWoken: false)).Lines.ShouldBeEmpty();

        Task ActAsync(string number, DeskPerson person, TicketVerb verb) => world.Tickets.ActAsync(number, Viewer.Of(person)!, null, verb, Stop);
        Task<QueueList> LookAsync(DeskPerson person, QueueView view, bool isWoken = true) => queue.LookAsync(view, null, [], person.Name, Viewer.Of(person)!, isWoken, Stop);
        static string Number(QueueLine line) => line.View.Ticket.Number;
    }

    [Fact]
    public async Task A_change_during_a_reading_makes_another_for_whoever_asks_after_it()
    {
        var readings = new SharedReadings<string, int>(TimeProvider.System);
        var begun = new List<TaskCompletionSource>();
        Task<int> first = AskAsync("a"), joined = AskAsync("a"), other = AskAsync("b");
        await BegunAsync(2);
        readings.Change();
        using var leaving = new CancellationTokenSource();
        Task<int> after = AskAsync("a"), withIt = AskAsync("a"), own = AskAsync("a", sinceChange: false), left = readings.AskAsync("a", true, ReadAsync, leaving.Token);
        await leaving.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(left);
        begun.Count.ShouldBe(2, "one at a time of a key");
        after.IsCompleted.ShouldBeFalse();
        begun.ToList().ForEach(one => one.SetResult());
        (await first).ShouldBe(await joined);
        (await other).ShouldNotBe(await first);
        await BegunAsync(3);
        after.IsCompleted.ShouldBeFalse("what began before the change is not theirs");
        begun[2].SetResult();
        (await after, await withIt, await own).ShouldBe((3, 3, 3));
        (await AskAsync("a")).ShouldBe(3, "nothing has changed");

        var anew = AskAsync("a", sinceChange: false);
        await BegunAsync(4);
        begun[3].SetException(new InvalidOperationException("no database"));
        await Should.ThrowAsync<InvalidOperationException>(anew);
        var again = AskAsync("a");
        await BegunAsync(5);
        begun[4].SetResult();
        (await again).ShouldBe(5, "a failure is nobody's but theirs who waited for it");

        Task<int> AskAsync(string key, bool sinceChange = true) => readings.AskAsync(key, sinceChange, ReadAsync, Stop);
        async Task<int> ReadAsync()
        {
            var (mine, number) = (new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), 0);
            lock (begun)
            {
                begun.Add(mine);
                number = begun.Count;
            }

            await mine.Task;
            return number;
        }

        async Task BegunAsync(int count)
        {
            for (var tries = 0; tries < 500 && Count() < count; tries++)
            {
                await Task.Delay(10, Stop);
            }

            Count().ShouldBe(count);
            int Count()
            {
                lock (begun)
                {
                    return begun.Count;
                }
            }
        }
    }
}
