using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using HelpDesk.Conversation.Dialogue;
using HelpDesk.Sources;
using HelpDesk.Storage;
using HelpDesk.Storage.Tickets;
using HelpDesk.Ticketing.Calendar;
using HelpDesk.Ticketing.Tickets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace HelpDesk.Benchmarks;

/// <summary>
/// A requester's message in a chat that an agent has taken, until each of 50 open desks has got the rendering that shows it: from its post,
/// so the commit is part of it. Baseline in the same run, in turn with ours: a message posted to a minimal host, which broadcasts it to as
/// many connections of SignalR. And what an open desk holds of the host's memory.
/// </summary>
internal static class DeskLiveBenchmark
{
    private const int Desks = 50;
    private const int ManyDesks = 200;
    private const string Agent = "佐藤";
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(1_300);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly string Secret = Convert.ToHexString(System.Security.Cryptography.RandomNumberGenerator.GetBytes(32));

    /// <param name="inquiries">In the database; one in a hundred is unsettled and stands on the open pages, of which one holds 200 at most.</param>
    /// <param name="path">The page that is open.</param>
    public static async Task RunAsync(int inquiries, int messages, string path)
    {
        var heap = LoopbackPort.Free();
        Database? database = null;
        var settings = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["DirectLine__Secret"] = Secret, ["DirectLine__MessagesPerMinute"] = "10000", ["DOTNET_gcServer"] = "0",
            ["DOTNET_STARTUP_HOOKS"] = typeof(DeskLiveBenchmark).Assembly.Location, [StartupHook.Port] = heap.ToString(CultureInfo.InvariantCulture),
        };
        using var host = await HostProcess.StartAsync(settings, async file =>
        {
            database = Database.Sqlite(file, pooled: false);
            await database.PrepareAsync(CancellationToken.None);
            await new DeskFill(database, new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString()).RunAsync(inquiries);
        });
        using var chat = await TakenChat.OpenAsync(host.Address, database!);
        var (client, cookies) = await DeskEntrance.EnterAsync(host.Address, database!, Agent);
        using var held = client;
        await using var bare = await Bare.StartAsync(Desks);

        await using (var first = await Windows.OpenAsync(client, cookies, path, 5))
        {
            await first.AddAsync(async () => await chat.SayAsync("慣らし"), "慣らし", []);
        }

        await Task.Delay(TimeSpan.FromSeconds(3));
        var empty = (Heap: await HeapAsync(heap), host.Memory);
        var some = await MeasureAsync(client, cookies, path, messages, chat, bare);
        await using var desks = some;
        var few = (Heap: await HeapAsync(heap), host.Memory);
        await using var rest = await Windows.OpenAsync(client, cookies, path, ManyDesks - Desks);
        await Task.Delay(TimeSpan.FromSeconds(3));
        var many = (Heap: await HeapAsync(heap), host.Memory);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"memory of the host, collected: managed {empty.Heap / 1e6:0.0} MB without desks, {few.Heap / 1e6:0.0} with {Desks}, {many.Heap / 1e6:0.0} with {ManyDesks}; working set {empty.Memory / 1e6:0.0}, {few.Memory / 1e6:0.0}, {many.Memory / 1e6:0.0} MB"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"an open desk: managed {(few.Heap - empty.Heap) / 1e6 / Desks:0.00} MB of {Desks}, {(many.Heap - empty.Heap) / 1e6 / ManyDesks:0.00} MB of {ManyDesks}; working set {(few.Memory - empty.Memory) / 1e6 / Desks:0.00} MB of {Desks}, {(many.Memory - empty.Memory) / 1e6 / ManyDesks:0.00} MB of {ManyDesks}"));
    }

    private static async Task<Windows> MeasureAsync(HttpClient client, CookieContainer cookies, string path, int messages, TakenChat chat, Bare bare)
    {
        var desks = await Windows.OpenAsync(client, cookies, path, Desks);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Desks} desks open at {path}"));
        var (ours, theirs, committed) = (new ConcurrentBag<double>(), new ConcurrentBag<double>(), new List<double>());
        var lost = 0;
        for (var i = 0; i < messages; i++)
        {
            await bare.AddAsync(theirs);
            var text = string.Create(CultureInfo.InvariantCulture, $"確認番号{i:0000}です");
            var from = Stopwatch.GetTimestamp();
            lost += await desks.AddAsync(
                async () =>
                {
                    await chat.SayAsync(text);
                    committed.Add(Stopwatch.GetElapsedTime(from).TotalMilliseconds);
                }, text, ours);

            // At no fixed beat: neither all in the rest of the pages nor all after it.
            await Task.Delay(Between * (0.5 + (i * 7 % 10 / 10.0)));
        }

        var (mine, broadcast) = (Timings.From(ours), Timings.From(theirs));
        Console.WriteLine($"a requester's message, from its post to each of {Desks} desks: {mine}; not seen within {Patience.TotalSeconds:0} s: {lost}");
        Console.WriteLine($"… of that its post, answered after the commit: {Timings.From(committed)}");
        Console.WriteLine($"baseline: posted and broadcast by bare SignalR to {Desks} connections: {broadcast}");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"ratio: p50 {mine.At(50) / broadcast.At(50):0.0}, p99 {mine.At(99) / broadcast.At(99):0.0}"));
        return desks;
    }

    private static async Task<long> HeapAsync(int port)
    {
        using var asking = new TcpClient();
        await asking.ConnectAsync(IPAddress.Loopback, port);
        using var told = new StreamReader(asking.GetStream());
        return long.Parse(await told.ReadToEndAsync(), CultureInfo.InvariantCulture);
    }

    /// <summary>Open pages of the desk.</summary>
    private sealed class Windows : IAsyncDisposable
    {
        private readonly List<OpenDesk> desks = [];

        public static async Task<Windows> OpenAsync(HttpClient client, CookieContainer cookies, string path, int count)
        {
            var windows = new Windows();
            for (var i = 0; i < count; i++)
            {
                windows.desks.Add(await OpenDesk.OpenAsync(client, cookies, path));
            }

            return windows;
        }

        /// <summary>Adds the milliseconds until each has a rendering with the text in it.</summary>
        /// <returns>How many had none in time.</returns>
        public async Task<int> AddAsync(Func<Task> say, string text, ConcurrentBag<double> took)
        {
            var sought = Encoding.UTF8.GetBytes(text);
            var from = 0L;
            var seen = desks.ConvertAll(desk =>
            {
                var done = new TaskCompletionSource<double>(TaskCreationOptions.RunContinuationsAsynchronously);
                void Look(byte[] rendering)
                {
                    if (rendering.AsSpan().IndexOf(sought) >= 0 && done.TrySetResult(Stopwatch.GetElapsedTime(from).TotalMilliseconds))
                    {
                        desk.Rendered -= Look;
                    }
                }

                desk.Rendered += Look;
                return done.Task;
            });
            from = Stopwatch.GetTimestamp();
            await say();
            await Task.WhenAny(Task.WhenAll(seen), Task.Delay(Patience));
            foreach (var one in seen.Where(one => one.IsCompletedSuccessfully))
            {
                took.Add(await one);
            }

            return seen.Count(one => !one.IsCompletedSuccessfully);
        }

        public async ValueTask DisposeAsync()
        {
            foreach (var desk in desks)
            {
                await desk.DisposeAsync();
            }
        }
    }

    /// <summary>A requester whose inquiry is open, and whose chat an agent has taken: what they say comes to the inquiry at once.</summary>
    private sealed class TakenChat : IDisposable
    {
        private readonly HttpClient client;
        private readonly string conversation;
        private int said;

        private TakenChat(HttpClient client, string conversation) => (this.client, this.conversation) = (client, conversation);

        public static async Task<TakenChat> OpenAsync(Uri address, Database database)
        {
            var client = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = address };
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Secret);
            var generated = await PostAsync(client, "v3/directline/tokens/generate", new { });
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", generated.GetProperty("token").GetString());
            await PostAsync(client, "v3/directline/conversations", new { });
            var chat = new TakenChat(client, generated.GetProperty("conversationId").GetString()!);
            foreach (var line in (string[])["スイッチング開始申請がエラーになる", "担当者に相談", "すべてスキップ", "この内容で送る"])
            {
                await chat.SayAsync(line);
            }

            var rules = new TicketRules(Wording.Read(ShippedKb.Folder, new FindingList()), BusinessCalendar.Read(ShippedKb.Folder, new FindingList()), new TicketTargets());
            var desk = new TicketDesk(database, () => rules, TimeProvider.System);
            var viewer = Viewer.Agent(Agent, [Ticket.HelpDesk]);
            for (var tries = 0; ; tries++)
            {
                var page = await desk.ListAsync(new TicketQuery { Unassigned = true, Take = 5 }, viewer, CancellationToken.None);
                if (page.Tickets.FirstOrDefault(view => view.Ticket.Conversation == chat.conversation) is { } view)
                {
                    if (await desk.ActAsync(view.Ticket.Number, viewer, null, (ticket, by, at) => ticket.TakeChat(by, at), CancellationToken.None) is not TicketDone)
                    {
                        throw new InvalidOperationException("The chat cannot be taken.");
                    }

                    return chat;
                }

                await (tries < 100 ? Task.Delay(100) : throw new InvalidOperationException("No inquiry was opened."));
            }
        }

        public async Task SayAsync(string text) => await PostAsync(client, $"v3/directline/conversations/{conversation}/activities", new
        {
            type = "message", text, from = new { id = "x" }, channelData = new { clientActivityID = string.Create(CultureInfo.InvariantCulture, $"m{said++}") },
        });

        public void Dispose() => client.Dispose();

        private static async Task<JsonElement> PostAsync(HttpClient client, string path, object body)
        {
            using var response = await client.PostAsJsonAsync(path, body);
            response.EnsureSuccessStatusCode();
            return await response.Content.ReadFromJsonAsync<JsonElement>();
        }
    }

    private sealed class SaidHub : Hub;

    /// <summary>A host that only broadcasts, and its connections.</summary>
    private sealed class Bare : IAsyncDisposable
    {
        private readonly WebApplication app;
        private readonly HttpClient client;
        private readonly List<HubConnection> connections = [];
        private ConcurrentBag<double>? took;
        private CountdownEvent? left;
        private long from;

        private Bare(WebApplication app) => (this.app, client) = (app, new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = new Uri(app.Urls.Single()) });

        public static async Task<Bare> StartAsync(int count)
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.Logging.ClearProviders();
            builder.WebHost.UseKestrel().UseUrls("http://127.0.0.1:0");
            builder.Services.AddSignalR();
            var app = builder.Build();
            app.MapHub<SaidHub>("/said");
            app.MapPost("/say", async (HttpRequest request, IHubContext<SaidHub> hub) =>
            {
                using var body = new StreamReader(request.Body);
                await hub.Clients.All.SendAsync("said", await body.ReadToEndAsync(request.HttpContext.RequestAborted), request.HttpContext.RequestAborted);
            });
            await app.StartAsync(CancellationToken.None);
            var bare = new Bare(app);
            for (var i = 0; i < count; i++)
            {
                var connection = new HubConnectionBuilder().WithUrl(new Uri(bare.client.BaseAddress!, "said")).Build();
                connection.On<string>("said", _ => bare.Arrived());
                await connection.StartAsync(CancellationToken.None);
                bare.connections.Add(connection);
            }

            return bare;
        }

        public async Task AddAsync(ConcurrentBag<double> times)
        {
            using var all = new CountdownEvent(connections.Count);
            (took, left, from) = (times, all, Stopwatch.GetTimestamp());
            using var content = new StringContent("確認番号です", Encoding.UTF8, "text/plain");
            using var response = await client.PostAsync("say", content, CancellationToken.None);
            response.EnsureSuccessStatusCode();
            await Task.Run(() => all.Wait(Patience, CancellationToken.None), CancellationToken.None);
        }

        public async ValueTask DisposeAsync()
        {
            foreach (var connection in connections)
            {
                await connection.DisposeAsync();
            }

            client.Dispose();
            await app.DisposeAsync();
        }

        private void Arrived()
        {
            took!.Add(Stopwatch.GetElapsedTime(from).TotalMilliseconds);
            left!.Signal();
        }
    }
}
