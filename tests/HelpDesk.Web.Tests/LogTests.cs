using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace HelpDesk.Web.Tests;

/// <summary>The log of a whole run at its most talkative holds nothing that people wrote, no number, address, name or token of theirs.</summary>
public class LogTests
{
    private static readonly string Secret = Convert.ToHexString(System.Security.Cryptography.RandomNumberGenerator.GetBytes(32));

    /// <summary>What must not be found; each is said somewhere in the run.</summary>
    private static readonly string[] Personal =
    [
        "0312345678901234567890", "03-1234-5678-9012-3456-7890", "taro.yamada@example.co.jp", "090-1234-5678", "千代田区丸の内一丁目2番3号", "山田太郎", "株式会社ひみつ電力", "とても個人的な相談",
    ];

    [Fact]
    public async Task The_log_of_a_whole_run_holds_nothing_of_anybody()
    {
        var log = new Lines();
        await using var site = HelpDeskSite.With(
            services => services.AddLogging(logging => logging.AddProvider(log).SetMinimumLevel(LogLevel.Trace)),
            ("DirectLine:Secret", Secret), ("Logging:LogLevel:Default", "Trace"));
        using var client = site.CreateClient();
        var (conversation, token) = await StartAsync(client);
        string[] said =
        [
            "ERR_20070 地点番号は " + Personal[0], "担当者に相談", Personal[5], Personal[2], Personal[1], Personal[6], "12343", "すべてスキップ", "この内容で送る",
            $"追記: {Personal[7]}。電話は {Personal[3]}、住所は東京都{Personal[4]}", "HD-2026-000001", "容量拠出金の請求書が " + Personal[2] + " に届かない",
        ];
        foreach (var (line, i) in said.Select((line, i) => (line, i)))
        {
            (await SayAsync(client, conversation, token, line, $"c{i}")).ShouldBe(HttpStatusCode.OK, line);
        }

        // What is refused, and what is asked of pages and the API, is somebody's too.
        (await SayAsync(client, conversation, token + "x", Personal[0], "bad")).ShouldBe(HttpStatusCode.Forbidden);
        (await SayAsync(client, conversation, token, new string('あ', 70_000) + Personal[0], "long")).ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        await client.GetAsync("/search?q=" + Uri.EscapeDataString(Personal[0] + " " + Personal[2]), TestContext.Current.CancellationToken);
        await client.GetAsync("/api/v1/search?q=" + Uri.EscapeDataString(Personal[5] + Personal[7]), TestContext.Current.CancellationToken);
        var transcript = await ReadAsync(client, conversation, token);
        transcript.ShouldContain("HD-2026-000001");

        log.All.ShouldContain(line => line.Contains("Knowledge base", StringComparison.Ordinal), "the log is being read");
        foreach (var secret in (string[])[.. Personal, Personal[0][2..], token, Secret])
        {
            log.All.ShouldNotContain(line => line.Contains(secret, StringComparison.OrdinalIgnoreCase), secret);
        }
    }

    private static async Task<(string Conversation, string Token)> StartAsync(HttpClient client)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v3/directline/tokens/generate") { Content = JsonContent.Create(new { }), Headers = { Authorization = new AuthenticationHeaderValue("Bearer", Secret) } };
        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        var body = await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        return (body.GetProperty("conversationId").GetString()!, body.GetProperty("token").GetString()!);
    }

    private static async Task<HttpStatusCode> SayAsync(HttpClient client, string conversation, string token, string text, string id)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/v3/directline/conversations/{conversation}/activities")
        {
            Content = JsonContent.Create(new { type = "message", text, from = new { id = "dl_x" }, channelData = new { clientActivityID = id } }),
            Headers = { Authorization = new AuthenticationHeaderValue("Bearer", token) },
        };
        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        return response.StatusCode;
    }

    private static async Task<string> ReadAsync(HttpClient client, string conversation, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/v3/directline/conversations/{conversation}/activities") { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", token) } };
        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        return await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Everything that is logged, with scopes and exceptions.</summary>
    private sealed class Lines : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> All { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
        {
            All.Enqueue(state.ToString() ?? "");
            return null;
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            All.Enqueue(formatter(state, exception) + exception);

        public void Dispose()
        {
        }
    }
}
