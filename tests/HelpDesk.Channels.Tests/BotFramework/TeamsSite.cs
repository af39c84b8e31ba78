using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using HelpDesk.Channels.BotFramework;
using HelpDesk.Channels.BotFramework.Authentication;
using HelpDesk.Channels.BotFramework.Connector;
using HelpDesk.Channels.BotFramework.Credentials;
using HelpDesk.Channels.BotFramework.Delivery;
using HelpDesk.Channels.BotFramework.Hosts;
using HelpDesk.Channels.BotFramework.Settings;
using HelpDesk.Channels.BotFramework.Speech;
using HelpDesk.Channels.Files;
using HelpDesk.Channels.Tests.DirectLine;
using HelpDesk.Conversation.Answering;
using HelpDesk.Sources;
using HelpDesk.Storage;
using HelpDesk.Storage.Outbox;
using HelpDesk.Storage.Tickets;
using HelpDesk.Storage.Turns;
using HelpDesk.Ticketing.Calendar;
using HelpDesk.Ticketing.Tickets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Microsoft.IdentityModel.Protocols;

namespace HelpDesk.Channels.Tests.BotFramework;

/// <summary>The Teams channel on loopback between a fake Azure and a database of its own: real tokens, a clock that tests turn, sending when a test says so.</summary>
internal sealed class TeamsSite : IAsyncDisposable
{
    public const string AgentsChannel = "19:desk@thread.tacv2";
    public const string Hanako = "11111111-0000-4000-8000-000000000001";
    public const string Jiro = "11111111-0000-4000-8000-000000000002";

    private static readonly Lazy<AnswerDesk> Desk = new(() => LoadedDesk.Load(Checkout.Kb, LanguageTools.Load()).Desk!);
    private static readonly TicketRules Rules = new(
        Conversation.Dialogue.Wording.Read(Checkout.Kb, new FindingList()), BusinessCalendar.Read(Checkout.Kb, new FindingList()), new TicketTargets());

    private readonly WebApplication app;
    private readonly HttpClient http;
    private int activities;

    private TeamsSite(WebApplication app, FakeChannel channel, Database database, FakeTimeProvider clock)
    {
        (this.app, Channel, Database, Clock, ServiceUrl) = (app, channel, database, clock, channel.ServiceUrl);
        http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = new Uri(app.Urls.Single()) };
    }

    public FakeChannel Channel { get; }

    public Database Database { get; }

    public FakeTimeProvider Clock { get; }

    /// <summary>Where the channel says that answers go.</summary>
    public string ServiceUrl { get; set; }

    public Lines Log { get; private init; } = new();

    public IServiceProvider Services => app.Services;

    public TicketDesk Tickets => app.Services.GetRequiredService<TicketDesk>();

    public TurnDesk Turns => app.Services.GetRequiredService<TurnDesk>();

    public static async Task<TeamsSite> StartAsync(IReadOnlyDictionary<string, string?>? settings = null, Database? database = null, FakeTimeProvider? clock = null, FakeChannel? channel = null, IIncomingFiles? files = null)
    {
        channel ??= await FakeChannel.StartAsync();
        database ??= ChatSite.NewDatabase();
        clock ??= new FakeTimeProvider(new DateTimeOffset(2026, 11, 24, 1, 0, 0, TimeSpan.Zero));
        await database.PrepareAsync(TestContext.Current.CancellationToken);
        var builder = WebApplication.CreateSlimBuilder();
        var log = new Lines();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrel().UseUrls("http://127.0.0.1:0");
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["BotFramework:AppId"] = FakeTokens.AppId, ["BotFramework:TenantId"] = FakeTokens.TenantId, ["BotFramework:ClientSecret"] = "a-secret-of-the-tests",
        });
        builder.Configuration.AddInMemoryCollection(settings ?? new Dictionary<string, string?>());
        builder.Services.AddSingleton<TimeProvider>(clock);
        builder.Services.AddSingleton(database);
        builder.Services.AddSingleton<ConversationSignals>();
        builder.Services.AddTeams(builder.Configuration);
        AddDesks(builder, database, clock, channel);
        Replace(builder.Services, channel, clock);
        if (files is not null)
        {
            builder.Services.AddSingleton(files);
        }

        var app = builder.Build();
        app.MapTeams();
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new TeamsSite(app, channel, database, clock) { Log = log };
    }

    /// <summary>With the agents' channel, in which Hanako and Jiro may act.</summary>
    public static Task<TeamsSite> WithAgentsAsync() => StartAsync(new Dictionary<string, string?>
    {
        ["BotFramework:AgentsChannel:Conversation"] = AgentsChannel,
        [$"BotFramework:AgentsChannel:Agents:{Hanako}"] = "佐藤花子",
        [$"BotFramework:AgentsChannel:Agents:{Jiro}"] = "鈴木次郎",
    });

    /// <summary>Hands in an activity as the Azure Bot Service does.</summary>
    public async Task<(int Status, JsonElement Body, HttpResponseHeaders Headers)> PostAsync(JsonObject activity, string? authorization = "")
    {
        activity["serviceUrl"] ??= ServiceUrl;
        return await PostAsync(activity.ToJsonString(), authorization);
    }

    public async Task<(int Status, JsonElement Body, HttpResponseHeaders Headers)> PostAsync(string body, string? authorization = "")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/messages") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.TryAddWithoutValidation("Authorization", authorization is "" ? Token() : authorization);
        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return ((int)response.StatusCode, text.Length > 0 && text[0] is '{' ? JsonElement.Parse(text) : default, response.Headers);
    }

    /// <summary>Bytes as they are.</summary>
    public async Task<(int Status, string Body)> PostAsync(byte[] body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/messages") { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.TryAddWithoutValidation("Authorization", Token());
        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    public string Token()
    {
        var tokens = new FakeTokens(Channel.Keys, Clock.GetUtcNow());
        tokens.Claims["serviceurl"] = ServiceUrl;
        return "Bearer " + tokens.Signed();
    }

    /// <summary>A message to the bot; its id counts up.</summary>
    public JsonObject Message(string text, string person = "ana", string? id = null) => With(Personal(person), "message", id ?? NextId(), ("text", text));

    /// <summary>With what came along.</summary>
    public static JsonObject Attach(JsonObject message, params JsonObject[] attachments)
    {
        message["attachments"] = new JsonArray([.. attachments]);
        return message;
    }

    /// <summary>A picture pasted into a message, which the connector has at a path; Teams names neither it nor its type.</summary>
    public JsonObject Pasted(string path) => new() { ["contentType"] = "image/*", ["contentUrl"] = Channel.Url + path };

    /// <summary>A file attached in a personal chat, which the person's OneDrive has at a path.</summary>
    public JsonObject Shared(string name, string path) => SharedAt(name, Channel.Url + path);

    public static JsonObject SharedAt(string name, string address) => new()
    {
        ["contentType"] = "application/vnd.microsoft.teams.file.download.info", ["contentUrl"] = "https://contoso-my.sharepoint.com/personal/ana/Documents/" + name, ["name"] = name,
        ["content"] = new JsonObject { ["downloadUrl"] = address, ["uniqueId"] = "1150D938-8870-4044-9F2C-5BBDEBA70C9D", ["fileType"] = Path.GetExtension(name).TrimStart('.') },
    };

    public JsonObject InGroup(string text, string person = "ana", string conversation = "19:g@thread.v2", bool mention = true, string? id = null)
    {
        var activity = With(Place(person, conversation, conversation.Contains("tacv2", StringComparison.Ordinal) ? "channel" : "groupChat"), "message", id ?? NextId(), ("text", mention ? "<at>Help desk</at> " + text : text));
        if (mention)
        {
            activity["entities"] = JsonNode.Parse($$"""[{"type":"mention","mentioned":{"id":"28:{{FakeTokens.AppId}}","name":"Help desk"},"text":"<at>Help desk</at>"}]""");
        }

        return activity;
    }

    public JsonObject Invoke(string name, JsonNode? value, JsonObject? place = null, string? id = null)
    {
        var activity = With(place ?? Personal("ana"), "invoke", id ?? NextId(), ("name", name));
        activity["value"] = value?.DeepClone();
        return activity;
    }

    /// <summary>Action.Execute on a card.</summary>
    public JsonObject Press(string verb, string data, JsonObject? place = null, string? id = null, string trigger = "manual") => Invoke(
        "adaptiveCard/action", JsonNode.Parse($$"""{"action":{"type":"Action.Execute","verb":"{{verb}}","data":{{data}}},"trigger":"{{trigger}}"}"""), place, id);

    public static JsonObject Personal(string person) => Place(person, "a:" + person, "personal");

    /// <summary>In the agents' channel, below the post of a ticket.</summary>
    public static JsonObject AtBoard(string agent) => Place(agent, AgentsChannel + ";messageid=9", "channel", agent);

    public static JsonObject Place(string person, string conversation, string kind, string? aadObjectId = null) => new()
    {
        ["channelId"] = "msteams", ["locale"] = "ja-JP", ["timestamp"] = "2026-11-24T01:00:00Z",
        ["from"] = new JsonObject { ["id"] = "29:" + person, ["name"] = person, ["aadObjectId"] = aadObjectId ?? "o-" + person },
        ["recipient"] = new JsonObject { ["id"] = "28:" + FakeTokens.AppId, ["name"] = "Help desk" },
        ["conversation"] = new JsonObject { ["id"] = conversation, ["conversationType"] = kind, ["isGroup"] = kind != "personal", ["tenantId"] = FakeTokens.TenantId },
        ["channelData"] = new JsonObject { ["tenant"] = new JsonObject { ["id"] = FakeTokens.TenantId } },
    };

    public static JsonObject With(JsonObject place, string type, string id, params (string Key, string Value)[] members)
    {
        (place["type"], place["id"]) = (type, id);
        foreach (var (key, value) in members)
        {
            place[key] = value;
        }

        return place;
    }

    public string NextId() => $"17{Interlocked.Increment(ref activities):D6}";

    /// <summary>Says it and has what the bot says sent; the activities that arrived. A card put in the place of another says nothing.</summary>
    public async Task<IReadOnlyList<JsonElement>> SayAsync(JsonObject activity)
    {
        var before = Channel.Requests.Count;
        (await PostAsync(activity)).Status.ShouldBe(202);
        await SendAllAsync();
        return Arrived(before);
    }

    /// <summary>What was said, behind so many requests.</summary>
    public IReadOnlyList<JsonElement> Arrived(int before) => [.. Channel.Requests.Skip(before).Where(seen => seen.Method == "POST").Select(seen => seen.Json)];

    public Task<IReadOnlyList<JsonElement>> SayAsync(string text, string person = "ana") => SayAsync(Message(text, person));

    public OutboxSender Sender() =>
        new(Database, app.Services.GetRequiredService<TeamsSender>(), Clock, new ConversationSignals(), failure => Log.Of<OutboxSender>().LogError("{Code} {Exception}", failure.Code, failure.Exception));

    /// <summary>All that is due.</summary>
    public Task SendAllAsync() => Sender().SendDueAsync(TestContext.Current.CancellationToken);

    /// <summary>A ticket of a person at the help desk; its number.</summary>
    public async Task<string> OpenTicketAsync(string person = "ana")
    {
        foreach (var line in (string[])["ERR_20070", "担当者に相談", "すべてスキップ", "この内容で送る"])
        {
            await SayAsync(line, person);
        }

        return (await ReadAsync(context => context.Tickets.OrderByDescending(ticket => ticket.Id).Select(ticket => ticket.Number).Take(1))).Single();
    }

    public async Task<List<T>> ReadAsync<T>(Func<Storage.Model.HelpDeskContext, IQueryable<T>> query)
    {
        await using var context = Database.Open();
        return await query(context).ToListAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>A text, or a card's text.</summary>
    public static string TextOf(JsonElement activity) =>
        activity.TryGetProperty("text", out var text) ? text.GetString()! : activity.GetProperty("attachments")[0].GetProperty("content").GetProperty("fallbackText").GetString()!;

    public static bool Has(JsonElement activity, string member) => activity.TryGetProperty(member, out _);

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await app.DisposeAsync();
        await Channel.DisposeAsync();
    }

    private static void AddDesks(WebApplicationBuilder builder, Database database, FakeTimeProvider clock, FakeChannel channel)
    {
        if (TeamsChannel.Board(builder.Configuration) is { } board)
        {
            // The service of this run is known only now, and only its settings are checked.
            builder.Services.AddSingleton(board with { Reference = board.Reference.Replace("https://smba.trafficmanager.net/teams/", channel.ServiceUrl, StringComparison.Ordinal) });
        }

        builder.Services.AddSingleton(all => new TurnDesk(database, ChatSite.Bot, clock, _ => { }, all.GetRequiredService<ConversationSignals>(), all.GetService<AgentsBoard>()));
        builder.Services.AddSingleton(all => new TicketDesk(database, () => Rules, clock, all.GetRequiredService<ConversationSignals>(), all.GetService<AgentsBoard>()));
        builder.Services.AddSingleton(new TeamsKnowledge(() => Desk.Value, ChatSite.Bot, (language, id) => $"/{language}/articles/{id}"));
    }

    /// <summary>Azure's addresses become the fake channel's; nothing is sent by itself, and Teams' rates are waited for on a clock that jumps.</summary>
    private static void Replace(IServiceCollection services, FakeChannel channel, FakeTimeProvider clock)
    {
        services.AddSingleton(new ChannelKeys(channel.MetadataUrl, new HttpDocumentRetriever(new HttpClient()) { RequireHttps = false }, clock));
        services.AddSingleton(new ServiceHosts(BotFrameworkOptions.DefaultServiceHosts, loopback: true));
        services.AddSingleton(new FileHosts(BotFrameworkOptions.DefaultFileHosts, loopback: true));
        services.AddSingleton<IConnectorCredential>(new Line.Given());
        services.AddSingleton(new ConnectorPace(new JumpingClock(TimeSpan.FromDays(1))));
        foreach (var hosted in services.Where(service => service.ServiceType == typeof(IHostedService) && service.ImplementationType == typeof(TeamsDelivery)).ToList())
        {
            services.Remove(hosted);
        }
    }
}
