using System.Diagnostics;
using System.Globalization;
using HelpDesk.Storage;
using HelpDesk.Storage.Model;
using HelpDesk.Storage.Outbox;
using HelpDesk.Storage.Tests;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Channels.Tests.BotFramework;

/// <summary>The whole host as a process, asked to stop (SIGTERM) while something is on its way to Teams; a new one goes on.</summary>
public class TeamsStopTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_is_on_its_way_is_finished_and_arrives_once(bool postgres)
    {
        using var place = new Place(postgres);
        await using var channel = await FakeChannel.StartAsync();
        var (reached, release) = Hang(channel, "ana");
        using (var host = await place.StartAsync(channel))
        {
            (await host.StatusAsync("/api/messages", Message(channel, "ana"))).ShouldBe(202);
            await reached.Task.WaitAsync(Cancellation);
            await host.TerminateAsync();
            release.SetResult();
            (await host.EndAsync()).ShouldBe(0);
        }

        await FinishAsync(place, channel);
        await using var context = place.Database.Open();
        (await context.Outbox.ToListAsync(Cancellation)).ShouldAllBe(row => row.State == DeliveryState.Delivered && row.Doubts == 0);
        Arrived(channel, "ana").ShouldBe(await SaidAsync(place, "ana"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_hangs_keeps_the_host_from_nothing_and_alone_may_arrive_twice(bool postgres)
    {
        using var place = new Place(postgres);
        await using var channel = await FakeChannel.StartAsync();
        var (reached, release) = Hang(channel, "ana");
        using (var host = await place.StartAsync(channel))
        {
            (await host.StatusAsync("/api/messages", Message(channel, "ana"))).ShouldBe(202);
            await reached.Task.WaitAsync(Cancellation);
            var (since, first, all) = (Stopwatch.GetTimestamp(), TimeSpan.Zero, TimeSpan.Zero);
            (await host.StatusAsync("/api/messages", Message(channel, "ben"))).ShouldBe(202);
            await TeamsKillTests.UntilAsync(() => Task.FromResult(Arrived(channel, "ben").Count > 0), [host], pause: 1);
            first = Stopwatch.GetElapsedTime(since);
            await TeamsKillTests.UntilAsync(() => Task.FromResult(Arrived(channel, "ben").Count > 1), [host], pause: 1);
            all = Stopwatch.GetElapsedTime(since);

            // It ends though what hangs does not: the far side is let go only afterwards.
            since = Stopwatch.GetTimestamp();
            await host.TerminateAsync();
            (await host.EndAsync()).ShouldBe(0);
            TestContext.Current.TestOutputHelper?.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"beside a conversation that hangs, from the post to the first reply {first.TotalMilliseconds:0} ms, to both {all.TotalMilliseconds:0} ms; ended {Stopwatch.GetElapsedTime(since).TotalSeconds:0.0} s after SIGTERM"));
        }

        await using (var context = place.Database.Open())
        {
            var row = await context.Outbox.Where(row => row.Conversation.EndsWith("ana")).OrderBy(row => row.Sequence).FirstAsync(Cancellation);
            row.Doubts.ShouldBeGreaterThan(0, "it may have arrived, and that is noted before the end");
        }

        release.SetResult();
        await FinishAsync(place, channel);
        Arrived(channel, "ben").ShouldBe(await SaidAsync(place, "ben"));
        var said = await SaidAsync(place, "ana");
        Arrived(channel, "ana").ShouldBe([said[0], .. said]);
    }

    /// <summary>The first that comes for a person does not come to an end until it is let go.</summary>
    private static (TaskCompletionSource Reached, TaskCompletionSource Release) Hang(FakeChannel channel, string person)
    {
        var (reached, release) = (new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        channel.Before = async seen =>
        {
            if (seen.Target.Contains($"/a%3A{person}/", StringComparison.Ordinal) && reached.TrySetResult())
            {
                await release.Task.WaitAsync(Cancellation);
            }
        };
        return (reached, release);
    }

    /// <summary>A new process sends what waits; leases and pauses are over.</summary>
    private static async Task FinishAsync(Place place, FakeChannel channel)
    {
        await TeamsKillTests.EndLeasesAsync(place.Database);
        using var host = await place.StartAsync(channel);
        await TeamsKillTests.UntilAsync(async () => await TeamsKillTests.WaitingAsync(place.Database) == 0, [host]);
        await host.TerminateAsync();
        (await host.EndAsync()).ShouldBe(0);
    }

    private static string Message(FakeChannel channel, string person) =>
        TeamsSite.With(TeamsSite.Personal(person), "message", "m-" + person, ("text", "ERR_20070"), ("serviceUrl", channel.ServiceUrl)).ToJsonString();

    private static List<string> Arrived(FakeChannel channel, string person) =>
        [.. channel.Requests.Where(seen => seen.Method == "POST" && seen.Target.Contains($"/a%3A{person}/", StringComparison.Ordinal)).Select(seen => TeamsSite.TextOf(seen.Json))];

    private static async Task<List<string>> SaidAsync(Place place, string person)
    {
        await using var context = place.Database.Open();
        return [.. (await context.Outbox.Where(row => row.Conversation.EndsWith(person)).OrderBy(row => row.Sequence).Select(row => row.Reply).ToListAsync(Cancellation)).Select(reply => ReplyJson.Read(reply!).Text)];
    }

    /// <summary>A folder and a database of one test.</summary>
    private sealed class Place : IDisposable
    {
        private readonly string folder = Directory.CreateTempSubdirectory("helpdesk-teams-stop-").FullName;
        private readonly (string Key, string Value) setting;

        public Place(bool postgres)
        {
            setting = postgres ? ("Database__Postgres", PostgresServer.NewDatabase()) : ("Database__Sqlite", Path.Combine(folder, "stop.db"));
            Database = postgres ? Database.Postgres(setting.Value) : Database.Sqlite(setting.Value);
        }

        public Database Database { get; }

        public async Task<TeamsHost> StartAsync(FakeChannel channel)
        {
            var host = TeamsHost.Start(folder, setting, channel);
            await TeamsKillTests.UntilAsync(async () => await host.StatusAsync("/health/live", null) == 200, [host]);
            return host;
        }

        public void Dispose() => Directory.Delete(folder, recursive: true);
    }
}
