using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using HelpDesk.Channels.Tests.DirectLine;
using HelpDesk.Storage;
using HelpDesk.Storage.Model;
using HelpDesk.Storage.Outbox;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Channels.Tests.BotFramework;

/// <summary>The whole host as a process, killed (SIGKILL) while it takes and sends; Teams sends again what was not acknowledged.</summary>
public class TeamsKillTests
{
    private const int Rounds = 3;
    private const int People = 4;
    private const int AtOnce = 24;

    private static readonly string Dll = Path.Combine(ChatSite.Root, "src", "HelpDesk.Web", "bin", "Release", "net10.0", "HelpDesk.Web.dll");
    private static readonly string[] Lines = ["ERR_20070", "ERR_20140", "ERR_20250"];
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Each_message_has_one_effect_and_what_is_said_to_it_arrives_once_or_where_in_doubt_twice_in_order()
    {
        var folder = Directory.CreateTempSubdirectory("helpdesk-teams-kill-").FullName;
        var (random, database) = (new Random(11), Database.Sqlite(Path.Combine(folder, "kill.db")));
        await using var channel = await FakeChannel.StartAsync();
        var unanswered = new List<int>();
        for (var round = 0; round <= Rounds; round++)
        {
            var port = FreePort();
            using var host = Start(folder, port);
            using var http = new HttpClient { BaseAddress = new Uri(FormattableString.Invariant($"http://127.0.0.1:{port}")) };
            await UntilAsync(async () => await StatusAsync(http, () => http.GetAsync("/health/live", TestContext.Current.CancellationToken)) == 200, host);
            // In the last round everything comes once more, acknowledged or not, and nothing may come of it a second time.
            unanswered = round < Rounds ? [.. unanswered, .. Enumerable.Range(round * AtOnce, AtOnce)] : [.. Enumerable.Range(0, Rounds * AtOnce)];
            var killing = round < Rounds ? KillAsync(host, TimeSpan.FromMilliseconds(random.Next(100, 900))) : Task.CompletedTask;
            foreach (var number in unanswered.ToList())
            {
                if (await StatusAsync(http, () => http.PostAsync("/api/messages", Message(channel, number), TestContext.Current.CancellationToken)) == 202)
                {
                    unanswered.Remove(number);
                }
            }

            await killing;
            if (round == Rounds)
            {
                unanswered.ShouldBeEmpty();
                await UntilAsync(async () => await WaitingAsync(database) == 0, host);
                await KillAsync(host, TimeSpan.Zero);
            }

            await EndLeasesAsync(database);
        }

        await CheckAsync(database, channel, Rounds * AtOnce);
        Directory.Delete(folder, recursive: true);
    }

    private static async Task CheckAsync(Database database, FakeChannel channel, int asked)
    {
        await using var context = database.Open();
        (await context.Inbox.CountAsync(TestContext.Current.CancellationToken)).ShouldBe(asked);
        var rows = await context.Outbox.OrderBy(row => row.Sequence).ToListAsync(TestContext.Current.CancellationToken);
        rows.GroupBy(row => row.Activity).Count().ShouldBe(asked);
        foreach (var conversation in rows.GroupBy(row => row.Conversation))
        {
            var chat = "a%3A" + conversation.Key[(conversation.Key.LastIndexOf("o-", StringComparison.Ordinal) + 2)..];
            var arrived = channel.Requests.Where(seen => seen.Target.Contains($"/{chat}/", StringComparison.Ordinal)).Select(seen => TeamsSite.TextOf(seen.Json));
            // A letter for each text; what may have arrived is then a pattern of letters.
            var texts = new List<string>();
            var expected = string.Concat(conversation.Select(row => Letter(texts, ReplyJson.Read(row.Reply!).Text) + Times(row)));
            string.Concat(arrived.Select(text => Letter(texts, text))).ShouldMatch($"^{expected}$", conversation.Key);
        }
    }

    private static string Letter(List<string> texts, string text)
    {
        if (!texts.Contains(text))
        {
            texts.Add(text);
        }

        return ((char)('A' + texts.IndexOf(text))).ToString();
    }

    /// <summary>Twice at most where the process died between sending and noting it; where it died there twice, the reply is given up rather than sent a third time.</summary>
    private static string Times(OutboxRow row) => (row.State, row.Doubts) switch
    {
        (DeliveryState.Delivered, 0) => "",
        (DeliveryState.Delivered, _) => "{1,2}",
        (DeliveryState.Failed, > 1) => "{0,2}",
        _ => throw new InvalidOperationException($"row {row.Sequence}: {row.State}, {row.Doubts} doubts"),
    };

    private static async Task KillAsync(Process host, TimeSpan after)
    {
        await Task.Delay(after, TestContext.Current.CancellationToken);
        host.Kill();
        await host.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    private static async Task<int> WaitingAsync(Database database)
    {
        await using var context = database.Open();
        return await context.Outbox.CountAsync(row => row.State != DeliveryState.Delivered && row.State != DeliveryState.Failed, TestContext.Current.CancellationToken);
    }

    /// <summary>As if the dead process had been dead for longer than its claims hold: two minutes that no test should wait.</summary>
    private static async Task EndLeasesAsync(Database database)
    {
        await using var context = database.Open();
        await context.Outbox.Where(row => row.State == DeliveryState.Sending)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.NotBefore, (DateTimeOffset?)null), TestContext.Current.CancellationToken);
    }

    private static StringContent Message(FakeChannel channel, int number)
    {
        var person = FormattableString.Invariant($"p{number % People}");
        var activity = TeamsSite.With(TeamsSite.Personal(person), "message", FormattableString.Invariant($"m{number}"), ("text", Lines[number / People % Lines.Length]), ("serviceUrl", channel.ServiceUrl));
        return new StringContent(activity.ToJsonString(), Encoding.UTF8, "application/json");
    }

    private static async Task<int> StatusAsync(HttpClient http, Func<Task<HttpResponseMessage>> ask)
    {
        try
        {
            using var response = await ask();
            return (int)response.StatusCode;
        }
        catch (HttpRequestException) when (http.BaseAddress is not null)
        {
            return 0;
        }
    }

    private static async Task UntilAsync(Func<Task<bool>> holds, Process host)
    {
        for (var waited = Stopwatch.StartNew(); !await holds();)
        {
            host.HasExited.ShouldBeFalse();
            waited.Elapsed.ShouldBeLessThan(Patience);
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Development, so that loopback may stand for Azure without tokens; otherwise the host as it runs.</summary>
    private static Process Start(string folder, int port)
    {
        var start = new ProcessStartInfo("dotnet", [Dll, "--urls", FormattableString.Invariant($"http://127.0.0.1:{port}")]) { WorkingDirectory = folder };
        foreach (var (key, value) in ((string, string)[])
                 [
                     ("ASPNETCORE_ENVIRONMENT", "Development"), ("BotFramework__AnonymousInDevelopment", "true"), ("Logging__LogLevel__Default", "None"),
                     ("Database__Sqlite", Path.Combine(folder, "kill.db")), ("Knowledge__Directory", Path.Combine(ChatSite.Root, "kb")),
                 ])
        {
            start.Environment[key] = value;
        }

        return Process.Start(start)!;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
