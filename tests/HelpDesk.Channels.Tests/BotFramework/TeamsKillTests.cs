using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using HelpDesk.Storage;
using HelpDesk.Storage.Model;
using HelpDesk.Storage.Outbox;
using HelpDesk.Storage.Tests;
using HelpDesk.Storage.Tickets;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Channels.Tests.BotFramework;

/// <summary>
/// Whole hosts as processes, killed (SIGKILL) while they take and send; Teams sends again what was not acknowledged. Looked at from
/// outside: what was said and posted arrives, in order, and twice only where a kill left it open.
/// </summary>
public class TeamsKillTests
{
    private const int People = 6;
    private const int AtOnce = 48;
    private const int Agents = 4;

    private static readonly string[] Lines = ["ERR_20070", "担当者に相談", "すべてスキップ", "この内容で送る"];
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(180);

    /// <summary>HELPDESK_KILLS=100 for a long run; of each node.</summary>
    private static int Rounds => int.TryParse(Environment.GetEnvironmentVariable("HELPDESK_KILLS"), CultureInfo.InvariantCulture, out var rounds) ? rounds : 2;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 2)]
    public async Task What_was_accepted_arrives_in_order_and_twice_only_where_a_kill_left_it_open(bool postgres, int nodes)
    {
        var folder = Directory.CreateTempSubdirectory("helpdesk-teams-kill-").FullName;
        var (random, setting) = (new Random(11), postgres ? ("Database__Postgres", PostgresServer.NewDatabase()) : ("Database__Sqlite", Path.Combine(folder, "kill.db")));
        var database = postgres ? Database.Postgres(setting.Item2) : Database.Sqlite(setting.Item2);
        await using var channel = await FakeChannel.StartAsync();
        var answered = 0;
        channel.Before = _ => Task.Delay(5 + (Interlocked.Increment(ref answered) * 37 % 55), Cancellation);
        List<string> open = [];
        for (var round = 0; round <= Rounds; round++)
        {
            List<TeamsHost> hosts = [.. Enumerable.Range(0, nodes).Select(_ => TeamsHost.Start(folder, setting, channel))];
            foreach (var host in hosts)
            {
                await UntilAsync(async () => await host.StatusAsync("/health/live", null) == 200, hosts);
            }

            // In the last round everything comes once more, acknowledged or not, and nothing may come of it a second time.
            var last = round == Rounds;
            open = last ? [.. Enumerable.Range(0, Rounds * AtOnce).Select(number => Message(channel, number)), .. await AnswersAsync(database, channel)]
                : [.. open, .. Enumerable.Range(round * AtOnce, AtOnce).Select(number => Message(channel, number)), .. round > 0 ? await AnswersAsync(database, channel) : []];
            var killing = last ? Task.CompletedTask : Task.WhenAll(hosts.Select(host => host.KillAsync(TimeSpan.FromMilliseconds(random.Next(300, 2500)))));
            await SendAsync(open, hosts);
            await killing;
            if (last)
            {
                open.ShouldBeEmpty();
                await DrainAsync(database, hosts);
                await Task.WhenAll(hosts.Select(host => host.KillAsync(TimeSpan.Zero)));
            }

            hosts.ForEach(host => host.Dispose());
            await EndLeasesAsync(database);
        }

        await CheckAsync(database, channel, nodes);
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>Each to one of the hosts; what is acknowledged is taken out. As long as it can be, and once more to whichever host is left.</summary>
    private static async Task SendAsync(List<string> open, List<TeamsHost> hosts)
    {
        foreach (var (message, i) in open.Select((message, i) => (message, i)).ToList())
        {
            if (await hosts[i % hosts.Count].StatusAsync("/api/messages", message) is 200 or 202)
            {
                open.Remove(message);
            }
        }
    }

    private static async Task CheckAsync(Database database, FakeChannel channel, int nodes)
    {
        await using var context = database.Open();
        var rows = await context.Outbox.OrderBy(row => row.Sequence).ToListAsync(Cancellation);
        rows.ShouldAllBe(row => row.State == DeliveryState.Delivered);
        var (said, posts) = (rows.Where(row => row.Conversation.StartsWith("personal|", StringComparison.Ordinal)).ToList(), channel.Requests.Where(seen => seen.Method == "POST").ToList());
        said.Where(row => row.Activity is not null).Select(row => (row.Conversation, row.Activity)).Distinct().Count().ShouldBe(Rounds * AtOnce);
        var (never, doubled) = (0, 0);
        foreach (var conversation in said.GroupBy(row => row.Conversation))
        {
            var chat = "a%3A" + conversation.Key[(conversation.Key.LastIndexOf("o-", StringComparison.Ordinal) + 2)..];
            var arrived = posts.Where(seen => seen.Target.Contains($"/{chat}/", StringComparison.Ordinal)).Select(seen => TeamsSite.TextOf(seen.Json)).ToList();
            // A letter for each text; what may have arrived is then a pattern of letters.
            var texts = new List<string>();
            var expected = string.Concat(conversation.Select(row => Letter(texts, ReplyJson.Read(row.Reply!).Text) + (row.Doubts == 0 ? "" : FormattableString.Invariant($"{{1,{row.Doubts + 1}}}"))));
            string.Concat(arrived.Select(text => Letter(texts, text))).ShouldMatch($"^{expected}$", conversation.Key);
            doubled += arrived.Count - conversation.Count();
        }

        var tickets = await context.Tickets.Select(ticket => ticket.Number).ToListAsync(Cancellation);
        tickets.Count.ShouldBeGreaterThan(0);
        foreach (var number in tickets)
        {
            var times = posts.Count(seen => seen.Target.Contains("thread.tacv2", StringComparison.Ordinal) && seen.Body.Contains(number, StringComparison.Ordinal));
            var doubts = rows.Where(row => row.Conversation == AgentsBoard.ConversationOf(number)).Sum(row => row.Doubts);
            times.ShouldBeInRange(1, doubts + 1, number);
            (never, doubled) = (never + (times == 0 ? 1 : 0), doubled + times - 1);
        }

        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{nodes} node(s), {Rounds * nodes} kills: {Rounds * AtOnce} messages, {said.Count} replies ({said.Count(row => row.Ticket is not null)} of agents), {tickets.Count} posts; never sent {never}; left open by a kill {rows.Count(row => row.Doubts > 0)}, doubled {doubled}"));
    }

    private static string Letter(List<string> texts, string text)
    {
        if (!texts.Contains(text))
        {
            texts.Add(text);
        }

        return ((char)(0x4E00 + texts.IndexOf(text))).ToString();
    }

    internal static async Task<int> WaitingAsync(Database database)
    {
        await using var context = database.Open();
        return await context.Outbox.CountAsync(row => row.State != DeliveryState.Delivered && row.State != DeliveryState.Failed, Cancellation);
    }

    /// <summary>As if the dead processes had been dead for an hour, which no test should wait.</summary>
    internal static async Task EndLeasesAsync(Database database)
    {
        await using var context = database.Open();
        var past = (DateTimeOffset?)TimeProvider.System.GetUtcNow().AddHours(-1);
        await context.Outbox.Where(row => row.State != DeliveryState.Delivered && row.State != DeliveryState.Failed && row.NotBefore != null)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.NotBefore, past), Cancellation);
    }

    private static string Message(FakeChannel channel, int number)
    {
        var person = FormattableString.Invariant($"p{number % People}");
        return TeamsSite.With(TeamsSite.Personal(person), "message", FormattableString.Invariant($"m{number}"), ("text", Lines[number / People % Lines.Length]), ("serviceUrl", channel.ServiceUrl)).ToJsonString();
    }

    /// <summary>An agent presses «reply» on each ticket.</summary>
    private static async Task<IEnumerable<string>> AnswersAsync(Database database, FakeChannel channel)
    {
        await using var context = database.Open();
        var numbers = await context.Tickets.Select(ticket => ticket.Number).ToListAsync(Cancellation);
        return numbers.Select((number, i) =>
        {
            var press = TeamsSite.With(TeamsSite.AtBoard(FormattableString.Invariant($"agent{i % Agents}")), "invoke", "answer-" + number, ("name", "adaptiveCard/action"), ("serviceUrl", channel.ServiceUrl));
            press["value"] = JsonNode.Parse($$"""{"action":{"type":"Action.Execute","verb":"agent","data":{"agent":"answer","ticket":"{{number}}","answer":"{{number}} は直りました。"} },"trigger":"manual"}""");
            return press.ToJsonString();
        });
    }

    /// <summary>However many wait, and Teams takes few at a time: until none is left, as long as they become fewer.</summary>
    private static async Task DrainAsync(Database database, IReadOnlyList<TeamsHost> hosts)
    {
        for (var left = int.MaxValue; left > 0;)
        {
            var before = left;
            await UntilAsync(async () => (left = await WaitingAsync(database)) < before, hosts);
        }
    }

    internal static async Task UntilAsync(Func<Task<bool>> holds, IReadOnlyList<TeamsHost> hosts, int pause = 50)
    {
        for (var waited = Stopwatch.StartNew(); !await holds();)
        {
            hosts.ShouldAllBe(host => host.Lives);
            waited.Elapsed.ShouldBeLessThan(Patience);
            await Task.Delay(pause, Cancellation);
        }
    }
}
