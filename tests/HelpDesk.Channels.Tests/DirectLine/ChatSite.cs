using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using HelpDesk.Channels.DirectLine;
using HelpDesk.Channels.DirectLine.Tokens;
using HelpDesk.Conversation.Answering;
using HelpDesk.Conversation.Dialogue;
using HelpDesk.Scripts;
using HelpDesk.Sources;
using HelpDesk.Storage;
using HelpDesk.Storage.Outbox;
using HelpDesk.Storage.Presence;
using HelpDesk.Storage.Turns;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

[assembly: AssemblyFixture(typeof(HelpDesk.Channels.Tests.DirectLine.ChatFiles))]

namespace HelpDesk.Channels.Tests.DirectLine;

/// <summary>The web channel on a free port of loopback: Kestrel, the shipped kb, a SQLite file of its own, a clock that tests turn.</summary>
internal sealed class ChatSite : IAsyncDisposable
{
    public const string Secret = "a-secret-of-the-tests-that-is-long-enough";

    private static readonly Lazy<LoadedDesk> Desk = new(() => LoadedDesk.Load(Checkout.Kb, LanguageTools.Load()));
    private static readonly Lazy<DialogueTexts> Texts = new(() => DialogueTexts.Read(Checkout.Kb, new FindingList()));

    private readonly WebApplication app;

    private ChatSite(WebApplication app, Database database, FakeTimeProvider clock)
    {
        this.app = app;
        Database = database;
        Clock = clock;
        Address = new Uri(app.Urls.Single());
        Http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = Address };
    }

    public Database Database { get; }

    public FakeTimeProvider Clock { get; }

    public Uri Address { get; }

    public HttpClient Http { get; }

    public ChatTokens Tokens => app.Services.GetRequiredService<ChatTokens>();

    public Presences Presences => app.Services.GetRequiredService<Presences>();

    /// <summary>The shipped knowledge base.</summary>
    public static LoadedDesk Knowledge => Desk.Value;

    public static Bot Bot() => new(Desk.Value, Texts.Value, Contacts.None);

    public static Database NewDatabase()
    {
        var file = ChatFiles.New();
        PreparedSqlite.CopyTo(file);
        return Database.Sqlite(file);
    }

    /// <param name="settings">«DirectLine:…» keys and values; the secret is set already.</param>
    /// <param name="services">What a test replaces.</param>
    public static async Task<ChatSite> StartAsync(
        IReadOnlyDictionary<string, string?>? settings = null, Action<IServiceCollection>? services = null, Database? database = null, FakeTimeProvider? clock = null, Func<Bot>? bot = null)
    {
        database ??= NewDatabase();
        clock ??= new FakeTimeProvider(new DateTimeOffset(2026, 11, 24, 1, 0, 0, TimeSpan.Zero));
        await database.PrepareAsync(TestContext.Current.CancellationToken);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrel().UseUrls("http://127.0.0.1:0");
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["DirectLine:Secret"] = Secret });
        builder.Configuration.AddInMemoryCollection(settings ?? new Dictionary<string, string?>());
        builder.Services.AddSingleton<TimeProvider>(clock);
        builder.Services.AddSingleton(database);
        builder.Services.AddSingleton<ConversationSignals>();
        builder.Services.AddSingleton(provider => new TurnDesk(database, bot ?? Bot, clock, _ => { }, provider.GetRequiredService<ConversationSignals>()));
        builder.Services.AddDirectLine(builder.Configuration);
        services?.Invoke(builder.Services);
        var app = builder.Build();
        app.MapDirectLine();
        try
        {
            await app.StartAsync(TestContext.Current.CancellationToken);
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }

        return new ChatSite(app, database, clock);
    }

    public Task StopAsync() => app.StopAsync(CancellationToken.None);

    /// <summary>A request with a token (or none), and with a body where there is one.</summary>
    public async Task<Answer> AskAsync(HttpMethod method, string path, string? token, string? body = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, "/v3/directline/" + path);
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await AskAsync(request);
    }

    public async Task<Answer> AskAsync(HttpRequestMessage request)
    {
        using var response = await Http.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return new Answer(response.StatusCode, text, response.Headers.ToDictionary(header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase));
    }

    public Task<IssuedToken> TokenAsync(string? conversation = null, string? user = null, params IReadOnlyList<string> origins) =>
        Tokens.IssueAsync(conversation, user, origins, TestContext.Current.CancellationToken);

    public Task<Answer> PostAsync(IssuedToken token, string activity) => AskAsync(HttpMethod.Post, $"conversations/{token.ConversationId}/activities", token.Token, activity);

    public Task<Answer> SayAsync(IssuedToken token, string text, string? clientActivityId = null) => PostAsync(token, Message(text, clientActivityId));

    public async Task<IReadOnlyList<JsonElement>> ReadAsync(IssuedToken token, string? watermark = null)
    {
        var answer = await AskAsync(HttpMethod.Get, $"conversations/{token.ConversationId}/activities?watermark={watermark}", token.Token);
        answer.Status.ShouldBe(HttpStatusCode.OK, answer.Text);
        return [.. answer.Json.GetProperty("activities").EnumerateArray()];
    }

    public static string Message(string text, string? clientActivityId = null) => JsonSerializer.Serialize(new
    {
        type = "message", text, locale = "ja-JP", from = new { id = "someone-else", name = "山田", role = "user" }, channelData = clientActivityId is null ? null : new { clientActivityID = clientActivityId },
    });

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await app.DisposeAsync();
    }
}

/// <summary>What the site answered.</summary>
internal sealed record Answer(HttpStatusCode Status, string Text, IReadOnlyDictionary<string, string> Headers)
{
    public JsonElement Json => JsonDocument.Parse(Text).RootElement;

    /// <summary>The code of Direct Line's error object.</summary>
    public string? Code => Json.GetProperty("error").GetProperty("code").GetString();
}

/// <summary>The databases of a run, in one folder that goes with it.</summary>
public sealed class ChatFiles : IDisposable
{
    private static readonly Lazy<string> Folder = new(() => Directory.CreateTempSubdirectory("helpdesk-chat-").FullName);
    private static int files;

    public static string New() => Path.Combine(Folder.Value, $"chat{Interlocked.Increment(ref files)}.db");

    public void Dispose()
    {
        if (Folder.IsValueCreated)
        {
            Directory.Delete(Folder.Value, recursive: true);
        }
    }
}
