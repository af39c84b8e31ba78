using System.Buffers;
using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text.Json;

namespace HelpDesk.Benchmarks;

/// <summary>
/// Open sockets that wait for replies, and messages posted among them at an even pace: time from the post to the reply on the
/// socket, memory of a socket, and whether every message was answered. Client and host share the machine.
/// </summary>
internal static class SocketBenchmark
{
    private const int Sockets = 2_000;
    private const int MessagesPerSecond = 200;
    private const int OpeningAtOnce = 32;
    private static readonly TimeSpan Posting = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly string Secret = Convert.ToHexString(System.Security.Cryptography.RandomNumberGenerator.GetBytes(32));

    public static async Task RunAsync()
    {
        var settings = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["DirectLine__Secret"] = Secret, ["DirectLine__MessagesPerMinute"] = "1000", ["DirectLine__ConversationsPerHour"] = "100000", ["DirectLine__SocketsPerAddress"] = "100000",
            ["DOTNET_gcServer"] = "0",
        };
        using var host = await HostProcess.StartAsync(settings);
        using var client = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 64 }) { BaseAddress = host.Address };
        var questions = ShippedKb.Questions();
        await WarmUpAsync(client, questions);
        var before = host.Memory;
        var (visitors, errors) = (new ConcurrentQueue<Visitor>(), new ConcurrentQueue<string>());
        var opening = Stopwatch.StartNew();
        await Parallel.ForAsync(0, Sockets, new ParallelOptions { MaxDegreeOfParallelism = OpeningAtOnce }, async (_, _) => visitors.Enqueue(await Visitor.OpenAsync(client, errors)));
        var opened = opening.Elapsed;
        await Task.Delay(TimeSpan.FromSeconds(2));
        var memory = host.Memory - before;
        var processor = host.Processor;
        var sent = await PostAsync(client, [.. visitors], questions, errors);
        var waiting = Stopwatch.StartNew();
        while (visitors.Any(visitor => visitor.Unanswered > 0) && waiting.Elapsed < Patience)
        {
            await Task.Delay(100);
        }

        var times = Timings.From(visitors.SelectMany(visitor => visitor.Took));
        var lost = visitors.Sum(visitor => visitor.Unanswered);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Sockets} sockets opened in {opened.TotalSeconds:0.0} s; memory of the host {memory / 1024.0 / Sockets:0.0} KB a socket ({before / 1e6:0} MB before, {host.Memory / 1e6:0} MB at the end)"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{sent} messages in {Posting.TotalSeconds:0} s, {sent / Posting.TotalSeconds:0} a second: post to reply on the socket {times}; {(host.Processor - processor).TotalMilliseconds / sent:0.00} ms of the host's processor a message"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"answered {times.Count} of {sent}; lost {lost}; errors {errors.Count}{string.Concat(errors.Distinct(StringComparer.Ordinal).Take(5).Select(error => "\n  " + error))}"));
        foreach (var visitor in visitors)
        {
            visitor.Dispose();
        }
    }

    private static async Task WarmUpAsync(HttpClient client, List<string> questions)
    {
        var errors = new ConcurrentQueue<string>();
        using var visitor = await Visitor.OpenAsync(client, errors);
        for (var i = 0; i < 300; i++)
        {
            await visitor.PostAsync(client, questions[i % questions.Count], $"w{i}");
        }
    }

    /// <summary>Posts begin at their appointed instants whether or not earlier ones are answered: a slow host is not spared.</summary>
    private static async Task<int> PostAsync(HttpClient client, List<Visitor> visitors, List<string> questions, ConcurrentQueue<string> errors)
    {
        var total = (int)(Posting.TotalSeconds * MessagesPerSecond);
        var posts = new List<Task>(total);
        var from = Stopwatch.StartNew();
        for (var i = 0; i < total; i++)
        {
            var wait = TimeSpan.FromSeconds(i / (double)MessagesPerSecond) - from.Elapsed;
            if (wait > TimeSpan.Zero)
            {
                await Task.Delay(wait);
            }

            var (visitor, question, id) = (visitors[i * 7 % visitors.Count], questions[i % questions.Count], $"m{i}");
            posts.Add(Task.Run(async () =>
            {
                if (await visitor.PostAsync(client, question, id) is { } error)
                {
                    errors.Enqueue(error);
                }
            }));
        }

        await Task.WhenAll(posts);
        return total;
    }

    private sealed class Visitor : IDisposable
    {
        private readonly ConcurrentDictionary<string, long> posted = new(StringComparer.Ordinal);
        private readonly ConcurrentQueue<double> took = [];
        private readonly ConcurrentQueue<string> echoed = [];
        private readonly ClientWebSocket socket = new();
        private readonly CancellationTokenSource ended = new();
        private string conversation = "";
        private string token = "";

        public IEnumerable<double> Took => took;

        public int Unanswered => posted.Count;

        public static async Task<Visitor> OpenAsync(HttpClient client, ConcurrentQueue<string> errors)
        {
            var visitor = new Visitor();
            await visitor.ConnectAsync(client);
            _ = visitor.ListenAsync(errors);
            return visitor;
        }

        private async Task ConnectAsync(HttpClient client)
        {
            var generated = await SendAsync(client, "v3/directline/tokens/generate", Secret, new { });
            (conversation, token) = (generated.GetProperty("conversationId").GetString()!, generated.GetProperty("token").GetString()!);
            var started = await SendAsync(client, "v3/directline/conversations", token, new { });
            await socket.ConnectAsync(new Uri(started.GetProperty("streamUrl").GetString()!), ended.Token);
        }

        /// <returns>What went wrong; null where the message was accepted.</returns>
        public async Task<string?> PostAsync(HttpClient client, string text, string id)
        {
            posted[id] = Stopwatch.GetTimestamp();
            using var request = Request($"v3/directline/conversations/{conversation}/activities", token, new { type = "message", text, from = new { id = "x" }, channelData = new { clientActivityID = id } });
            using var response = await client.SendAsync(request, ended.Token);
            if (response.IsSuccessStatusCode)
            {
                return null;
            }

            posted.TryRemove(id, out _);
            return $"{(int)response.StatusCode}";
        }

        public void Dispose()
        {
            ended.Cancel();
            socket.Dispose();
            ended.Dispose();
        }

        private static async Task<JsonElement> SendAsync(HttpClient client, string path, string bearer, object body)
        {
            using var request = Request(path, bearer, body);
            using var response = await client.SendAsync(request);
            response.EnsureSuccessStatusCode();
            return await response.Content.ReadFromJsonAsync<JsonElement>();
        }

        private static HttpRequestMessage Request(string path, string bearer, object body) => new(HttpMethod.Post, path)
        {
            Content = JsonContent.Create(body), Headers = { Authorization = new AuthenticationHeaderValue("Bearer", bearer) },
        };

        private async Task ListenAsync(ConcurrentQueue<string> errors)
        {
            var frame = new ArrayBufferWriter<byte>();
            var part = new byte[8 * 1024];
            try
            {
                while (true)
                {
                    var received = await socket.ReceiveAsync(part.AsMemory(), ended.Token);
                    frame.Write(part.AsSpan(0, received.Count));
                    if (received.EndOfMessage && frame.WrittenCount > 0)
                    {
                        Read(frame.WrittenMemory);
                        frame.Clear();
                    }
                }
            }
            catch (Exception e) when (e is WebSocketException or OperationCanceledException)
            {
                if (!ended.IsCancellationRequested)
                {
                    errors.Enqueue("socket: " + e.Message);
                }
            }
        }

        /// <summary>The echo of a message names its client's id; the first reply after it answers it.</summary>
        private void Read(ReadOnlyMemory<byte> frame)
        {
            using var set = JsonDocument.Parse(frame);
            foreach (var activity in set.RootElement.GetProperty("activities").EnumerateArray())
            {
                if (activity.TryGetProperty("channelData", out var data) && data.TryGetProperty("clientActivityID", out var id))
                {
                    echoed.Enqueue(id.GetString()!);
                }
                else if (echoed.TryDequeue(out var answered) && posted.TryRemove(answered, out var at))
                {
                    took.Enqueue(Stopwatch.GetElapsedTime(at).TotalMilliseconds);
                }
            }
        }
    }
}
