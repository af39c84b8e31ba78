using System.Diagnostics;
using System.Linq.Expressions;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using HelpDesk.Channels.BotFramework.Authentication;
using HelpDesk.Channels.BotFramework.Credentials;
using HelpDesk.Channels.BotFramework.Hosts;
using HelpDesk.Channels.BotFramework.Settings;
using HelpDesk.Channels.Tests.BotFramework;
using HelpDesk.Storage;
using HelpDesk.Storage.Model;
using HelpDesk.Storage.Outbox;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Microsoft.IdentityModel.Protocols;

namespace HelpDesk.Web.Tests;

/// <summary>One question, one decision: the search page, the API, the chat, Teams and the command line answer, ask or admit alike, and offer the same.</summary>
public sealed partial class SurfacesTests : IAsyncDisposable
{
    private const string Secret = "surfaces-of-the-tests-0123456789abcdef";

    /// <summary>Too short to tell, certain, ambiguous by its prefix, found, two at once, unknown, outside; in several spellings and both languages.</summary>
    private static readonly string[] Questions =
    [
        "ログインできない", "ログイン出来ません。", "ろぐいんできません", "ログイン", "ログインエラー", "システムに入れない", "cannot log in", "login failed",
        "エラーが出た", "証明書", "パスワード", "廃止", "開始日", "0312345678901234567890", "0312345678901234567890の件です",
        "お使いの端末では当システムを利用できません", "ログイン失敗「お使いの端末では当システムを利用できません」", "ERR_20040", "ERR_29999", "判断済み(NG)",
        "パスワードを忘れて凍結された", "推奨ブラウザを教えて", "How do I renew my certificate?", "容量拠出金の請求書が届かない", "ああああ",
    ];

    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2026, 11, 24, 1, 0, 0, TimeSpan.Zero));
    private FakeChannel? channel;
    private HelpDeskSite? site;
    private HttpClient? http;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        http?.Dispose();
        await (site?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (channel?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    [Fact]
    public async Task Every_surface_gives_the_same_decision()
    {
        await StartAsync();
        var byCommand = await EvaluateAsync();
        var outcomes = new HashSet<string>();
        foreach (var (question, i) in Questions.Select((question, i) => (question, i)))
        {
            var api = await http!.GetFromJsonAsync<JsonElement>($"/api/v1/search?q={Uri.EscapeDataString(question)}&lang={LanguageOf(question)}", Stop);
            outcomes.Add(api.GetProperty("outcome").GetString()!);
            var (decided, spoken) = (LinksOf(api, LanguageOf(question)), SpokenOf(api));
            (await OnPageAsync(question, LanguageOf(question))).ShouldBe(decided, $"page: {question}");
            (await InChatAsync(question, i)).ShouldBe(spoken, $"chat: {question}");
            (await InTeamsAsync(question, i)).ShouldBe(spoken, $"Teams: {question}");
            byCommand[i].ShouldBe(ShownOf(api), $"evaluate: {question}");
        }

        outcomes.ShouldBe(["answer", "ask", "admit"], ignoreOrder: true);
    }

    [Fact]
    public async Task A_login_that_says_no_more_is_asked_for_its_screen_everywhere()
    {
        await StartAsync();
        var api = await http!.GetFromJsonAsync<JsonElement>("/api/v1/search?q=" + Uri.EscapeDataString("ログインできない"), Stop);
        api.GetProperty("outcome").GetString().ShouldBe("ask");
        api.GetProperty("asked").GetString().ShouldBe("ログインの画面には、何と表示されていますか。");
        api.GetProperty("candidates").EnumerateArray().Select(one => one.GetProperty("id").GetString()).ShouldBe(["1-01", "1-02", "1-03", "1-04", "1-05"]);

        // Whatever is offered leads on to its article.
        foreach (var candidate in api.GetProperty("candidates").EnumerateArray())
        {
            var next = await http!.GetFromJsonAsync<JsonElement>("/api/v1/search?q=" + Uri.EscapeDataString(candidate.GetProperty("question").GetString()!), Stop);
            next.GetProperty("articles").EnumerateArray().Select(one => one.GetProperty("id").GetString()).ShouldBe([candidate.GetProperty("id").GetString()]);
        }
    }

    private static string LanguageOf(string question) => question.All(char.IsAscii) && question.Contains(' ', StringComparison.Ordinal) ? "en" : "ja";

    /// <summary>What a page shows as links: the answers, or what there is to choose from.</summary>
    private static string LinksOf(JsonElement api, string language)
    {
        var root = language == "en" ? "/en" : "";
        var outcome = api.GetProperty("outcome").GetString()!;
        var clarified = api.GetProperty("asked").ValueKind == JsonValueKind.String;
        var links = outcome == "ask"
            ? api.GetProperty("candidates").EnumerateArray().Select(one => clarified ? $"{root}/search?q={Uri.EscapeDataString(one.GetProperty("question").GetString()!)}" : $"{root}/articles/{one.GetProperty("id").GetString()}")
            : api.GetProperty("articles").EnumerateArray().Select(one => $"{root}/articles/{one.GetProperty("id").GetString()}");
        return outcome + " " + string.Join(' ', links);
    }

    /// <summary>What the bot says: the articles' ids, or the labels to choose from.</summary>
    private static string SpokenOf(JsonElement api)
    {
        var outcome = api.GetProperty("outcome").GetString()!;
        return outcome + " " + string.Join(" | ", outcome == "ask"
            ? api.GetProperty("candidates").EnumerateArray().Select(one => one.GetProperty("label").GetString())
            : api.GetProperty("articles").EnumerateArray().Select(one => one.GetProperty("id").GetString()));
    }

    private static string ShownOf(JsonElement api)
    {
        var ids = api.GetProperty("articles").EnumerateArray().Select(one => one.GetProperty("id").GetString()).ToList();
        return api.GetProperty("outcome").GetString() + " " + (ids.Count == 0 ? "-" : string.Join(',', ids));
    }

    private async Task<string> OnPageAsync(string question, string language)
    {
        var html = await http!.GetStringAsync($"{(language == "en" ? "/en" : "")}/search?q={Uri.EscapeDataString(question)}", Stop);
        using var page = await new HtmlParser().ParseDocumentAsync(html, Stop);
        var asked = page.QuerySelectorAll(".candidates h2 a");
        var links = asked.Length > 0 ? asked : page.QuerySelectorAll("main article > h2 a");
        var outcome = asked.Length > 0 ? "ask" : links.Length > 0 ? "answer" : "admit";
        return outcome + " " + string.Join(' ', links.Select(link => link.GetAttribute("href")));
    }

    private async Task<string> InChatAsync(string question, int number)
    {
        using var opened = await SendAsync("/v3/directline/tokens/generate", "Bearer " + Secret, new JsonObject());
        var conversation = opened.RootElement.GetProperty("conversationId").GetString()!;
        using var sent = await SendAsync(
            $"/v3/directline/conversations/{conversation}/activities", "Bearer " + opened.RootElement.GetProperty("token").GetString(),
            new JsonObject { ["type"] = "message", ["text"] = question, ["from"] = new JsonObject { ["id"] = "dl_x" }, ["channelData"] = new JsonObject { ["clientActivityID"] = $"c{number}" } });
        return await SaidAsync(row => row.Conversation.Contains(conversation));
    }

    private async Task<string> InTeamsAsync(string question, int number)
    {
        var tokens = new FakeTokens(channel!.Keys, clock.GetUtcNow());
        tokens.Claims["serviceurl"] = channel.ServiceUrl;
        var id = $"17{number}";
        using var sent = await SendAsync("/api/messages", "Bearer " + tokens.Signed(), new JsonObject
        {
            ["type"] = "message", ["id"] = id, ["text"] = question, ["channelId"] = "msteams", ["locale"] = "ja-JP", ["serviceUrl"] = channel.ServiceUrl,
            ["from"] = new JsonObject { ["id"] = $"29:p{number}", ["name"] = "p", ["aadObjectId"] = $"o-p{number}" },
            ["recipient"] = new JsonObject { ["id"] = "28:" + FakeTokens.AppId, ["name"] = "Help desk" },
            ["conversation"] = new JsonObject { ["id"] = $"a:p{number}", ["conversationType"] = "personal", ["tenantId"] = FakeTokens.TenantId },
            ["channelData"] = new JsonObject { ["tenant"] = new JsonObject { ["id"] = FakeTokens.TenantId } },
        });
        return await SaidAsync(row => row.Activity == id);
    }

    /// <summary>The bot's replies, read as a person reads them.</summary>
    private async Task<string> SaidAsync(Expression<Func<OutboxRow, bool>> where)
    {
        await using var context = site!.Services.GetRequiredService<Database>().Open();
        var rows = await context.Outbox.Where(where).Where(row => row.Reply != null).OrderBy(row => row.Sequence).Select(row => row.Reply!).ToListAsync(Stop);
        var said = rows.Select(row => ReplyJson.Read(row).Text).ToList();
        said.ShouldNotBeEmpty();
        var answers = said.Select(text => AnswerHeading().Match(text)).Where(match => match.Success).Select(match => match.Groups[1].Value).ToList();
        var options = said.SelectMany(text => Option().Matches(text)).Select(match => match.Groups[1].Value).Where(label => label is not ("どれでもない" or "None of these")).ToList();
        return answers.Count > 0 ? "answer " + string.Join(" | ", answers) : options.Count > 0 ? "ask " + string.Join(" | ", options) : "admit ";
    }

    /// <summary>`helpdesk evaluate`, a process as people run it: outcome and articles of each question.</summary>
    private static async Task<IReadOnlyList<string>> EvaluateAsync()
    {
        var folder = Directory.CreateTempSubdirectory("helpdesk-surfaces-");
        try
        {
            var (asked, decided) = (Path.Combine(folder.FullName, "asked.tsv"), Path.Combine(folder.FullName, "decided.tsv"));
            await File.WriteAllLinesAsync(asked, Questions.Select((question, i) => $"q{i}\tany\t{question}\t-").Prepend("id\tkind\tquery\tbest"), Stop);
            var frame = Path.GetFileName(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
            var configuration = Path.GetFileName(Path.GetDirectoryName(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar)))!;
            var program = Path.Combine(Checkout.Root, "src", "HelpDesk.Cli", "bin", configuration, frame, "helpdesk.dll");
            using var process = Process.Start(new ProcessStartInfo("dotnet", [program, "evaluate", "--questions", asked, "--decisions", decided, "--kb", Checkout.Kb]) { RedirectStandardOutput = true })!;
            await process.StandardOutput.ReadToEndAsync(Stop);
            await process.WaitForExitAsync(Stop);
            process.ExitCode.ShouldBe(0);
            return [.. (await File.ReadAllLinesAsync(decided, Stop)).Select(line => line.Split('\t')).Select(cells => cells[1] + " " + cells[2])];
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private async Task<JsonDocument> SendAsync(string path, string authorization, JsonNode body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body), Headers = { Authorization = AuthenticationHeaderValue.Parse(authorization) } };
        using var response = await http!.SendAsync(request, Stop);
        response.IsSuccessStatusCode.ShouldBeTrue($"{path}: {response.StatusCode}");
        var text = await response.Content.ReadAsStringAsync(Stop);
        return JsonDocument.Parse(text.Length == 0 ? "{}" : text);
    }

    private async Task StartAsync()
    {
        channel = await FakeChannel.StartAsync();
        site = HelpDeskSite.With(
            services =>
            {
                services.AddSingleton<TimeProvider>(clock);
                services.AddSingleton(new ChannelKeys(channel.MetadataUrl, new HttpDocumentRetriever(new HttpClient()) { RequireHttps = false }, clock));
                services.AddSingleton(new ServiceHosts(BotFrameworkOptions.DefaultServiceHosts, loopback: true));
                services.AddSingleton(new FileHosts(BotFrameworkOptions.DefaultFileHosts, loopback: true));
                services.AddSingleton<IConnectorCredential, Given>();
            },
            ("BotFramework:AppId", FakeTokens.AppId), ("BotFramework:TenantId", FakeTokens.TenantId), ("BotFramework:ClientSecret", "a-secret-of-the-tests"), ("DirectLine:Secret", Secret));
        http = site.CreateClient();
    }

    [GeneratedRegex(@"^\[([0-9A-Z][0-9A-Z\-]*)\] ", RegexOptions.Multiline | RegexOptions.NonBacktracking)]
    private static partial Regex AnswerHeading();

    [GeneratedRegex(@"^[0-9]+\. (.+)$", RegexOptions.Multiline | RegexOptions.NonBacktracking)]
    private static partial Regex Option();

    private sealed class Given : IConnectorCredential
    {
        public Task<ConnectorToken> TokenAsync(bool renewed, CancellationToken cancellation) => Task.FromResult<ConnectorToken>(new TokenHeld("golden"));
    }
}
