using HelpDesk.Storage.Outbox;
using HelpDesk.Storage.Presence;
using Microsoft.Extensions.Time.Testing;

namespace HelpDesk.Storage.Tests;

/// <summary>Who is where: one row for each rule, by a clock that is turned.</summary>
public sealed class PresenceTests : IDisposable
{
    private static readonly Spot Inquiry = Spot.Inquiry("HD-2026-000001");

    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2026, 11, 24, 1, 0, 0, TimeSpan.Zero));
    private readonly Presences presences;

    public PresenceTests() => presences = new Presences(clock);

    /// <summary>Steps: a person, of which window, does what; or so many seconds pass. What somebody else reads after them.</summary>
    public static TheoryData<string, string, string> Rules { get; } = new()
    {
        { "who looks is there", "sato/1 looks", "sato" },
        { "who types is there and types", "sato/1 types", "sato*" },
        { "who looks and says it no more is there for half a minute", "sato/1 looks, 29s", "sato" },
        { "and no longer", "sato/1 looks, 31s", "" },
        { "who says it again stays", "sato/1 looks, 20s, sato/1 looks, 20s", "sato" },
        { "who typed looks on", "sato/1 looks, sato/1 types, 7s", "sato" },
        { "who goes on typing goes on", "sato/1 types, 4s, sato/1 types, 4s", "sato*" },
        { "a sign of life in between ends no typing", "sato/1 types, 1s, sato/1 looks", "sato*" },
        { "who sent it types no more", "sato/1 types, sato/1 rests", "sato" },
        { "who leaves has gone at once", "sato/1 types, sato/1 leaves", "" },
        { "one window of two is left", "sato/1 looks, sato/2 types, sato/2 leaves", "sato" },
        { "two windows are one person, who types in either", "sato/1 looks, sato/2 types", "sato*" },
        { "who types stands first", "abe/1 looks, sato/1 types, kato/1 looks", "sato* abe kato" },
        { "one reads nothing of oneself", "me/1 types, sato/1 looks", "sato" },
        { "leaving where one is not does nothing", "sato/1 leaves, abe/1 rests", "" },
    };

    [Theory]
    [MemberData(nameof(Rules))]
    public void Who_is_there(string rule, string steps, string expected)
    {
        foreach (var step in steps.Split(", "))
        {
            Take(step);
        }

        string.Join(' ', presences.At(Inquiry, "me").Select(one => one.Name + (one.IsTyping ? "*" : ""))).ShouldBe(expected, rule);
        presences.At(Spot.Inquiry("HD-2026-000002"), "me").ShouldBeEmpty(rule);
    }

    [Fact]
    public void Whoever_shows_it_is_woken_when_something_changes_and_when_it_lapses_and_not_at_every_stroke()
    {
        var woken = 0;
        using var listening = presences.Listen(Inquiry, () => woken++);
        Take("sato/1 looks");
        woken.ShouldBe(1);
        Take("sato/1 looks");
        woken.ShouldBe(1, "a sign of life changes nothing");
        Take("sato/1 types");
        Take("sato/1 types");
        woken.ShouldBe(2, "each stroke is not told");
        clock.Advance(Presences.Renewed);
        Take("sato/1 types");
        woken.ShouldBe(3, "who goes on typing is told again, for clients that forget it");
        clock.Advance(Presences.TypesFor + TimeSpan.FromSeconds(1));
        woken.ShouldBe(4, "nobody types any more");
        clock.Advance(Presences.LooksFor);
        woken.ShouldBe(5, "nobody is there any more");
        clock.Advance(Presences.LooksFor);
        woken.ShouldBe(5);
    }

    [Fact]
    public async Task Two_nodes_of_one_PostgreSQL_see_each_others_people()
    {
        await using var world = await World.CreateAsync(Engine.Postgres);
        using var stop = new CancellationTokenSource();
        using var elsewhere = new Presences(clock);
        var listens = new TaskCompletionSource();
        var signals = new ConversationSignals();
        signals.Said += (_, _) => listens.TrySetResult();
        var running = Task.WhenAll(
            new DatabaseWatch(world.Database, signals, TimeProvider.System, world.Failures.Add, elsewhere.Hear).RunAsync(stop.Token),
            new PresenceExchange(world.Database, presences, TimeProvider.System, world.Failures.Add).RunAsync(stop.Token));
        await listens.Task.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
        var came = new TaskCompletionSource();
        elsewhere.Changed += (_, _) => came.TrySetResult();
        elsewhere.Hear("not ours");
        elsewhere.Hear("{}");
        Take("佐藤/1 types");
        await came.Task.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
        elsewhere.At(Inquiry, "me").ShouldBe([new Present("佐藤", "佐藤", true)]);
        clock.Advance(TimeSpan.FromMinutes(1));
        elsewhere.At(Inquiry, "me").ShouldBeEmpty("a node that is cut off leaves nobody behind");
        await stop.CancelAsync();
        await running;
        world.Failures.ShouldBeEmpty();
    }

    public void Dispose() => presences.Dispose();

    private void Take(string step)
    {
        if (step.EndsWith('s') && int.TryParse(step[..^1], out var seconds))
        {
            clock.Advance(TimeSpan.FromSeconds(seconds));
            return;
        }

        var (who, what) = (step.Split(' ')[0], step.Split(' ')[1]);
        var name = who.Split('/')[0];
        switch (what)
        {
            case "looks":
                presences.Looks(Inquiry, who, name, name);
                break;
            case "types":
                presences.Types(Inquiry, who, name, name);
                break;
            case "rests":
                presences.Rests(Inquiry, who);
                break;
            default:
                presences.Leaves(Inquiry, who);
                break;
        }
    }
}
