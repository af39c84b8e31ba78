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
    public async Task What_is_on_its_way_is_finished_and_what_hangs_keeps_the_host_from_nothing(bool postgres)
    {
        using var place = new Place(postgres);
        await using var channel = await FakeChannel.StartAsync();
        await FinishesAsync(place, channel, "cho");
        var release = await HangsAsync(place, channel, "ana", "ben");

        release.SetResult();
        await TeamsKillTests.EndLeasesAsync(place.Database);
        using (var host = await place.StartAsync(channel))
        {
            await TeamsKillTests.UntilAsync(async () => await TeamsKillTests.WaitingAsync(place.Database) == 0, [host]);
        }

        Arrived(channel, "cho").ShouldBe(await SaidAsync(place, "cho"));
        Arrived(channel, "ben").ShouldBe(await SaidAsync(place, "ben"));
        var said = await SaidAsync(place, "ana");
        Arrived(channel, "ana").ShouldBe([said[0], .. said], "what hung alone may arrive twice");
    }

    /// <summary>A host is asked to stop; what is on its way comes to its end, so it is known to have arrived.</summary>
    private static async Task FinishesAsync(Place place, FakeChannel channel, string person)
    {
        var (reached, release) = Hang(channel, person);
        using var host = await place.StartAsync(channel);
        (await host.StatusAsync("/api/messages", Message(channel, person))).ShouldBe(202);
        await reached.Task.WaitAsync(Cancellation);
        await host.TerminateAsync();
        release.SetResult();
        (await host.EndAsync()).ShouldBe(0);
        (await FirstAsync(place, person)).ShouldBe((DeliveryState.Delivered, 0));
    }

    /// <summary>A host answers others beside one that hangs, and ends in time; the far side is let go only afterwards.</summary>
    private static async Task<TaskCompletionSource> HangsAsync(Place place, FakeChannel channel, string person, string other)
    {
        var (reached, release) = Hang(channel, person);
        using var host = await place.StartAsync(channel);
        (await host.StatusAsync("/api/messages", Message(channel, person))).ShouldBe(202);
        await reached.Task.WaitAsync(Cancellation);
        var since = Stopwatch.GetTimestamp();
        (await host.StatusAsync("/api/messages", Message(channel, other))).ShouldBe(202);
        await TeamsKillTests.UntilAsync(() => Task.FromResult(Arrived(channel, other).Count > 0), [host], pause: 1);
        var first = Stopwatch.GetElapsedTime(since);
        await TeamsKillTests.UntilAsync(() => Task.FromResult(Arrived(channel, other).Count > 1), [host], pause: 1);
        var all = Stopwatch.GetElapsedTime(since);

        since = Stopwatch.GetTimestamp();
        await host.TerminateAsync();
        (await host.EndAsync()).ShouldBe(0);
        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"beside a conversation that hangs, from the post to the first reply {first.TotalMilliseconds:0} ms, to both {all.TotalMilliseconds:0} ms; ended {Stopwatch.GetElapsedTime(since).TotalSeconds:0.0} s after SIGTERM"));
        (await FirstAsync(place, person)).Doubts.ShouldBeGreaterThan(0, "it may have arrived, and that is noted before the end");
        return release;
    }

    private static async Task<(DeliveryState State, int Doubts)> FirstAsync(Place place, string person)
    {
        await using var context = place.Database.Open();
        var row = await context.Outbox.Where(row => row.Conversation.EndsWith(person)).OrderBy(row => row.Sequence).FirstAsync(Cancellation);
        return (row.State, row.Doubts);
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
