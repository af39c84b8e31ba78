using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using HelpDesk.Channels.BotFramework;
using HelpDesk.Channels.BotFramework.Authentication;
using HelpDesk.Channels.BotFramework.Speech;
using HelpDesk.Channels.Tests.BotFramework;
using HelpDesk.Conversation.Answering;
using HelpDesk.Conversation.Dialogue;
using HelpDesk.Sources;
using HelpDesk.Storage;
using HelpDesk.Storage.Tickets;
using HelpDesk.Storage.Turns;
using HelpDesk.Ticketing.Calendar;
using HelpDesk.Ticketing.Tickets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Protocols;

namespace HelpDesk.Benchmarks;

/// <summary>
/// POST /api/messages on Kestrel: token checked, turn decided, committed with synchronous FULL, acknowledged; and invokes
/// (a search). Baseline: an endpoint of the same host that only reads the body, before and after, by the same client. Nothing is
/// sent on: Teams' own limits are far below.
/// </summary>
internal static class MessagesBenchmark
{
    private const int AtOnce = 64;

    /// <summary>Of one conversation; null: a question.</summary>
    private static readonly string?[] Lines = [null, "担当者に相談", "すべてスキップ", "この内容で送る", null, "解決した"];

    /// <summary>A host runs for months; until the compiler has done with the code it runs at half its pace.</summary>
    private static readonly TimeSpan LeastWarmUp = TimeSpan.FromSeconds(10);

    public static async Task RunAsync(int seconds)
    {
        var folder = Directory.CreateTempSubdirectory("helpdesk-messages-").FullName;
        var keys = new SigningKeys();
        await using var azure = await AzureAsync(keys);
        await using var site = await SiteAsync(Path.Combine(folder, "messages.db"), azure.Urls.Single());
        var signer = new FakeTokens(keys, TimeProvider.System.GetUtcNow());
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false, MaxConnectionsPerServer = AtOnce }) { BaseAddress = new Uri(site.Urls.Single()) };
        http.DefaultRequestHeaders.Authorization = AuthenticationHeaderValue.Parse("Bearer " + signer.Signed());
        var (questions, measured) = (ShippedKb.Questions(), TimeSpan.FromSeconds(seconds));
        try
        {
            string Message(int person, int number) => Activity(person, number, $"\"type\":\"message\",\"text\":{Quoted(questions[(person + number) % questions.Count])}");
            string Invoke(int person, int number) => Activity(person, number,
                $"\"type\":\"invoke\",\"name\":\"composeExtension/query\",\"value\":{{\"commandId\":\"search\",\"parameters\":[{{\"name\":\"query\",\"value\":{Quoted(questions[(person + number) % questions.Count])}}}],\"queryOptions\":{{\"skip\":0,\"count\":10}}}}");

            // As people go on: a question, a person, a ticket, another question, solved; then somebody else.
            string Talk(int person, int number) => Activity(person, number, $"\"type\":\"message\",\"text\":{Quoted(Lines[number % Lines.Length] ?? questions[(person + number) % questions.Count])}", number / Lines.Length);

            // Without effect: what it costs to read it and to check its token.
            string Typing(int person, int number) => Activity(person, number, "\"type\":\"typing\"");

            // Each part begins where no earlier one has been: ids are never met twice.
            Task WarmUpAsync(string name, string path, Func<int, int, string> body, HttpStatusCode expected, int from) =>
                HostRuntime.WarmUpAsync(name, LeastWarmUp, (time, part) => MeasureAsync(http, path, body, time, expected, from + (part * 10_000_002)));
            await WarmUpAsync("questions", "/api/messages", Message, HttpStatusCode.Accepted, 1_000_002);
            await WarmUpAsync("conversations", "/api/messages", Talk, HttpStatusCode.Accepted, 8_000_004);
            await WarmUpAsync("invokes", "/api/messages", Invoke, HttpStatusCode.OK, 4_000_002);
            await WarmUpAsync("bare", "/bare", Message, HttpStatusCode.Accepted, 0);
            var before = await MeasureAsync(http, "/bare", Message, measured, HttpStatusCode.Accepted, 0);
            var tokens = await MeasureAsync(http, "/api/messages", Typing, measured, HttpStatusCode.Accepted, 1);
            var messages = await MeasureAsync(http, "/api/messages", Message, measured, HttpStatusCode.Accepted, 2_000_000);
            var talk = await MeasureAsync(http, "/api/messages", Talk, measured, HttpStatusCode.Accepted, 6_000_000);
            var invokes = await MeasureAsync(http, "/api/messages", Invoke, measured, HttpStatusCode.OK, 3_000_000);
            var after = await MeasureAsync(http, "/bare", Message, measured, HttpStatusCode.Accepted, 0);
            Print("bare, before", before, before);
            Print("token check alone", tokens, before);
            Print("messages, all of them questions", messages, before);
            Print("messages, conversations with a ticket", talk, before);
            Print("invokes (search)", invokes, before);
            Print("bare, after", after, before);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Print(string name, (double PerSecond, Timings Times) run, (double PerSecond, Timings Times) bare) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}: {run.PerSecond:0}/s, {run.Times}; ratio to bare {run.PerSecond / bare.PerSecond:0.000}, p99 to its p99 {run.Times.At(99) / bare.Times.At(99):0.0}"));

    private static async Task<(double PerSecond, Timings Times)> MeasureAsync(HttpClient http, string path, Func<int, int, string> body, TimeSpan time, HttpStatusCode expected, int from)
    {
        var (start, until) = (Stopwatch.GetTimestamp(), Stopwatch.GetTimestamp() + (long)(time.TotalSeconds * Stopwatch.Frequency));
        var all = await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(person => Task.Run(async () =>
        {
            var took = new List<double>();
            for (var number = from; Stopwatch.GetTimestamp() < until; number++)
            {
                using var content = new StringContent(body(person, number), Encoding.UTF8, "application/json");
                var began = Stopwatch.GetTimestamp();
                using var response = await http.PostAsync(path, content);
                await response.Content.ReadAsByteArrayAsync();
                took.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
                if (response.StatusCode != expected)
                {
                    throw new InvalidOperationException($"{path}: {(int)response.StatusCode}");
                }
            }

            return took;
        })));
        var times = Timings.From(all.SelectMany(took => took));
        return (times.Count / Stopwatch.GetElapsedTime(start).TotalSeconds, times);
    }

    private static string Quoted(string text) => System.Text.Json.JsonSerializer.Serialize(text);

    private static string Activity(int person, int number, string what, int who = 0) => string.Create(CultureInfo.InvariantCulture, $$"""
        {{{what}},"id":"{{number}}","channelId":"msteams","serviceUrl":"{{FakeTokens.ServiceUrl}}","locale":"ja-JP","timestamp":"2026-11-24T01:00:00Z",
        "from":{"id":"29:p{{person}}-{{who}}","name":"P","aadObjectId":"p{{person}}-{{who}}"},"recipient":{"id":"28:{{FakeTokens.AppId}}","name":"Help desk"},
        "conversation":{"id":"a:p{{person}}-{{who}}","conversationType":"personal","tenantId":"{{FakeTokens.TenantId}}" },"channelData":{"tenant":{"id":"{{FakeTokens.TenantId}}"} } }
        """);

    private static async Task<WebApplication> AzureAsync(SigningKeys keys)
    {
        var builder = Builder();
        var app = builder.Build();
        app.MapGet("/metadata", (HttpRequest request) => Results.Json(new { issuer = FakeTokens.Issuer, jwks_uri = $"http://{request.Host}/keys", id_token_signing_alg_values_supported = (string[])["RS256"] }));
        app.MapGet("/keys", () => Results.Text(keys.Published(), "application/json"));
        await app.StartAsync(CancellationToken.None);
        return app;
    }

    private static async Task<WebApplication> SiteAsync(string file, string azure)
    {
        var database = Database.Sqlite(file);
        await database.PrepareAsync(CancellationToken.None);
        var loaded = LoadedDesk.Load(ShippedKb.Folder, ShippedKb.Language);
        var bot = new Bot(loaded, DialogueTexts.Read(ShippedKb.Folder, new FindingList()), Contacts.None);
        var rules = new TicketRules(Wording.Read(ShippedKb.Folder, new FindingList()), BusinessCalendar.Read(ShippedKb.Folder, new FindingList()), new TicketTargets());
        var builder = Builder();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["BotFramework:AppId"] = FakeTokens.AppId, ["BotFramework:TenantId"] = FakeTokens.TenantId, ["BotFramework:ClientSecret"] = "a-secret-of-the-benchmark",
        });
        builder.Services.AddSingleton(database);
        builder.Services.AddSingleton(_ => new TurnDesk(database, () => bot, TimeProvider.System, e => Console.Error.WriteLine(e)));
        builder.Services.AddSingleton(new TicketDesk(database, () => rules, TimeProvider.System));
        builder.Services.AddSingleton(new TeamsKnowledge(() => loaded.Desk!, () => bot));
        builder.Services.AddTeams(builder.Configuration);
        builder.Services.AddSingleton(new ChannelKeys(azure + "/metadata", new HttpDocumentRetriever(new HttpClient()) { RequireHttps = false }, TimeProvider.System));
        // Nothing is sent: neither replies nor warnings about the made-up secret.
        builder.Services.RemoveAll<IHostedService>();
        var app = builder.Build();
        app.MapTeams();
        app.MapPost("/bare", async (HttpRequest request) =>
        {
            await request.Body.CopyToAsync(Stream.Null, request.HttpContext.RequestAborted);
            return Results.StatusCode(StatusCodes.Status202Accepted);
        });
        await app.StartAsync(CancellationToken.None);
        return app;
    }

    private static WebApplicationBuilder Builder()
    {
        // As the host does it: see its Program.cs.
        var builder = WebApplication.CreateSlimBuilder(["--hostBuilder:reloadConfigOnChange=false"]);
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrel().UseUrls("http://127.0.0.1:0");
        return builder;
    }
}
