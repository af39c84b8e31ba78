using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using HelpDesk.Storage.Model;
using HelpDesk.Web.Knowledge;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace HelpDesk.Web.Tests;

public class HealthTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Broken_edit_is_reported_and_the_last_good_state_is_served_until_it_is_mended()
    {
        using var kb = new KbCopy();
        await using var site = HelpDeskSite.On(kb.Folder);
        using var client = site.CreateClient();
        (await client.GetAsync("/health/live", Stop)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await Status(client)).ShouldBe("ready");
        var file = kb.Article("6", "6-05");
        var good = await File.ReadAllTextAsync(file, Stop);

        await File.WriteAllTextAsync(file, "no front matter", Stop);
        await Becomes(async () => await Status(client) == "degraded", "degraded");
        (await client.GetStringAsync("/health/ready", Stop)).ShouldContain("6-05.md");
        (await client.GetStringAsync("/articles/6-05", Stop)).ShouldContain("該当データが存在しません");

        await File.WriteAllTextAsync(file, good.Replace("番号等の入力誤り", "番号等の打ち間違い", StringComparison.Ordinal), Stop);
        await Becomes(async () => await Status(client) == "ready", "ready");
        (await client.GetStringAsync("/articles/6-05", Stop)).ShouldContain("番号等の打ち間違い");
    }

    [Fact]
    public async Task An_edit_that_keeps_size_and_time_is_noticed()
    {
        using var kb = new KbCopy();
        await using var site = HelpDeskSite.On(kb.Folder);
        using var client = site.CreateClient();
        (await client.GetStringAsync("/articles/6-05", Stop)).ShouldContain("番号等の入力誤り");
        var file = kb.Article("6", "6-05");
        var time = File.GetLastWriteTimeUtc(file);
        var text = await File.ReadAllTextAsync(file, Stop);

        await File.WriteAllTextAsync(file, text.Replace("番号等の入力誤り", "番号等の記入誤り", StringComparison.Ordinal), Stop);
        File.SetLastWriteTimeUtc(file, time);

        await Becomes(async () => (await client.GetStringAsync("/articles/6-05", Stop)).Contains("番号等の記入誤り", StringComparison.Ordinal), "the new text");
    }

    [Theory]
    [InlineData(29, "expires-soon", "degraded")]
    [InlineData(32, "ok", "ready")]
    [InlineData(-2, "expired", "degraded")]
    public async Task It_says_when_the_credential_for_Teams_ends(int days, string part, string status)
    {
        var day = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).AddDays(days).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        await using var site = HelpDeskSite.With(
            null, ("BotFramework:AppId", "3f9a2c61-5d0e-4b7a-9c4e-0a1b2c3d4e5f"), ("BotFramework:TenantId", "72f988bf-0000-4000-8000-2d7cd011db47"),
            ("BotFramework:ClientSecret", "a-secret-of-the-tests"), ("BotFramework:ClientSecretExpires", day));
        using var client = site.CreateClient();
        var ready = await client.GetFromJsonAsync<JsonElement>("/health/ready", Stop);
        ready.GetProperty("parts").GetProperty("teams").GetString().ShouldBe(part);
        ready.GetProperty("status").GetString().ShouldBe(status);
        ready.GetProperty("findings").ToString().Contains(day, StringComparison.Ordinal).ShouldBe(part != "ok");
        using var activity = new StringContent("""{"type":"message","channelId":"msteams","serviceUrl":"https://smba.trafficmanager.net/teams/","conversation":{"id":"a:1"}}""", System.Text.Encoding.UTF8, "application/json");
        (await client.PostAsync("/api/messages", activity, Stop)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData("msteams", DeliveryState.Failed, "given-up", "あきらめた返信が1件")]
    [InlineData("msteams", DeliveryState.Pending, "late", "15分より長く")]
    [InlineData("mail", DeliveryState.Failed, "given-up", "あきらめた返信が1件")]
    public async Task It_says_what_does_not_arrive(string channel, DeliveryState state, string part, string said)
    {
        await using var site = channel == "mail" ? HelpDeskSite.With(null, ("Mail:Host", "127.0.0.1"), ("Mail:From", "desk@helpdesk.example")) : HelpDeskSite.With(
            null, ("BotFramework:AppId", "3f9a2c61-5d0e-4b7a-9c4e-0a1b2c3d4e5f"), ("BotFramework:TenantId", "72f988bf-0000-4000-8000-2d7cd011db47"), ("BotFramework:ClientSecret", "a-secret-of-the-tests"));
        using var client = site.CreateClient();
        var before = await client.GetFromJsonAsync<JsonElement>("/health/ready", Stop);
        (before.GetProperty("status").GetString(), before.GetProperty("parts").GetProperty("delivery").GetString()).ShouldBe(("ready", "ready"));
        var now = TimeProvider.System.GetUtcNow();
        await using (var context = site.Services.GetRequiredService<Storage.Database>().Open())
        {
            context.Outbox.Add(new OutboxRow
            {
                Channel = channel, Conversation = "personal|x", Sequence = 1, Reply = "{}", At = now.AddMinutes(-20), State = state, Attempts = 3, Code = "http.503",
                NotBefore = state == DeliveryState.Pending ? now.AddHours(1) : null, GivenUpAt = state == DeliveryState.Failed ? now : null,
            });
            await context.SaveChangesAsync(Stop);
        }

        var ready = await client.GetFromJsonAsync<JsonElement>("/health/ready", Stop);
        (ready.GetProperty("status").GetString(), ready.GetProperty("parts").GetProperty("delivery").GetString()).ShouldBe(("degraded", part));
        ready.GetProperty("findings").EnumerateArray().Select(finding => finding.GetString()!).ShouldContain(finding => finding.Contains(said, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_its_section_there_is_no_Teams()
    {
        await using var site = HelpDeskSite.With();
        using var client = site.CreateClient();
        using var nothing = new StringContent("{}");
        (await client.PostAsync("/api/messages", nothing, Stop)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await client.GetFromJsonAsync<JsonElement>("/health/ready", Stop)).GetProperty("parts").EnumerateObject().Select(part => part.Name).ShouldBe(["kb", "database", "disk"]);
    }

    [Fact]
    public async Task A_database_that_does_not_answer_is_named()
    {
        await using var site = new HelpDeskSite();
        using var client = site.CreateClient();
        (await client.GetFromJsonAsync<JsonElement>("/health/ready", Stop)).GetProperty("parts").GetRawText().ShouldContain("\"database\":\"ready\"");
        await using (var connection = new Microsoft.Data.Sqlite.SqliteConnection("Data Source=" + site.DatabaseFile))
        {
            await connection.OpenAsync(Stop);
            await using var command = connection.CreateCommand();
            command.CommandText = "DROP TABLE Conversations";
            await command.ExecuteNonQueryAsync(Stop);
        }

        await Becomes(async () => await Database(client) == "schema", "another schema");
        using var answer = await client.GetAsync("/health/ready", Stop);
        answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        var ready = await answer.Content.ReadFromJsonAsync<JsonElement>(Stop);
        ready.GetProperty("status").GetString().ShouldBe("unavailable");
        ready.GetProperty("parts").GetProperty("database").GetString().ShouldBe("schema");
        ready.GetProperty("findings")[0].GetString()!.ShouldContain(site.DatabaseFile);
        ready.GetProperty("parts").GetProperty("kb").GetString().ShouldBe("ready");
    }

    [Fact]
    public async Task A_locked_database_is_named_while_the_help_centre_goes_on()
    {
        await using var site = new HelpDeskSite();
        using var client = site.CreateClient();
        (await Status(client)).ShouldBe("ready");
        await using var connection = new Microsoft.Data.Sqlite.SqliteConnection("Pooling=false;Data Source=" + site.DatabaseFile);
        await connection.OpenAsync(Stop);
        // Not deferred: the write lock is taken here.
        await using var transaction = await connection.BeginTransactionAsync(Stop);
        await Becomes(async () => await Database(client) == "locked", "locked");
        (await client.GetAsync("/articles/6-05", Stop)).StatusCode.ShouldBe(HttpStatusCode.OK);
        await transaction.RollbackAsync(Stop);
        await Becomes(async () => await Database(client) == "ready", "ready");
    }

    [Fact]
    public async Task A_node_beside_a_newer_one_says_why_and_ends()
    {
        await using var site = new HelpDeskSite();
        using var client = site.CreateClient();
        (await Status(client)).ShouldBe("ready");
        var stopping = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        site.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.Register(stopping.SetResult);
        await using (var connection = new Microsoft.Data.Sqlite.SqliteConnection("Data Source=" + site.DatabaseFile))
        {
            await connection.OpenAsync(Stop);
            await using var command = connection.CreateCommand();
            command.CommandText = """INSERT INTO "__EFMigrationsHistory" VALUES ('99991231235959_Later', '99.0.0')""";
            await command.ExecuteNonQueryAsync(Stop);
        }

        await stopping.Task.WaitAsync(TimeSpan.FromMinutes(1), Stop);
    }

    [Fact]
    public async Task A_broken_article_at_the_start_leaves_the_rest_served_and_degraded()
    {
        using var kb = new KbCopy();
        await File.WriteAllTextAsync(kb.Article("6", "6-05"), "---\nid: 6-05\ntitle: x\n---\n" + new string('[', 50_000), Stop);
        await using var site = HelpDeskSite.On(kb.Folder);
        using var client = site.CreateClient();
        var ready = await client.GetFromJsonAsync<JsonElement>("/health/ready", Stop);
        (ready.GetProperty("status").GetString(), ready.GetProperty("parts").GetProperty("kb").GetString()).ShouldBe(("degraded", "broken"));
        ready.GetProperty("findings").ToString().ShouldContain("articles/6/6-05.md:5:1: error KB104");
        (await client.GetStringAsync("/articles/6-06", Stop)).ShouldContain("6-06");
        (await client.GetAsync("/articles/6-05", Stop)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task What_no_reader_can_take_is_logged_once_and_heals()
    {
        using var kb = new KbCopy();
        var log = new ErrorCount();
        await using var site = HelpDeskSite.With(services => services.AddLogging(logging => logging.AddProvider(log)), ("Knowledge:Directory", kb.Folder));
        using var client = site.CreateClient();
        (await Status(client)).ShouldBe("ready");
        var file = kb.Article("6", "6-05");
        var good = await File.ReadAllTextAsync(file, Stop);
        await File.WriteAllTextAsync(file, good + new string('[', 50_000), Stop);
        await Becomes(async () => await Status(client) == "degraded", "degraded");
        var knowledge = site.Services.GetRequiredService<ServedKnowledge>();
        knowledge.Refresh();
        var said = log.Errors;
        said.ShouldBeGreaterThan(0);
        knowledge.Refresh();
        knowledge.Refresh();
        log.Errors.ShouldBe(said, "not at every look");
        await File.WriteAllTextAsync(file, good, Stop);
        await Becomes(async () => await Status(client) == "ready", "ready");
    }

    [Fact]
    public async Task A_folder_that_could_not_be_read_for_a_while_is_ready_again()
    {
        using var kb = new KbCopy();
        await using var site = HelpDeskSite.On(kb.Folder);
        using var client = site.CreateClient();
        (await Status(client)).ShouldBe("ready");
        Directory.Move(kb.Folder, kb.Folder + "-away");
        await Becomes(async () => await Status(client) == "degraded", "degraded");
        Directory.Move(kb.Folder + "-away", kb.Folder);
        await Becomes(async () => await Status(client) == "ready", "ready");

        // Root may read everything; a link that leads to itself nobody can.
        var link = Path.Combine(kb.Folder, "articles", "link.md");
        File.CreateSymbolicLink(link, link);
        await Becomes(async () => await Status(client) == "degraded", "degraded");
        File.Delete(link);
        await Becomes(async () => await Status(client) == "ready", "ready");
    }

    [Fact]
    public async Task Broken_words_of_the_bot_keep_the_last_good_ones()
    {
        using var kb = new KbCopy();
        await using var site = HelpDeskSite.On(kb.Folder);
        using var client = site.CreateClient();
        (await Status(client)).ShouldBe("ready");
        var file = Path.Combine(kb.Folder, "replies.ja.yaml");
        var good = await File.ReadAllTextAsync(file, Stop);

        await File.WriteAllTextAsync(file, good.Replace("greeting:", "greating:", StringComparison.Ordinal), Stop);
        await Becomes(async () => await Status(client) == "degraded", "degraded");
        (await client.GetStringAsync("/health/ready", Stop)).ShouldContain("replies.ja.yaml");

        await File.WriteAllTextAsync(file, good, Stop);
        await Becomes(async () => await Status(client) == "ready", "ready");
    }

    private static async Task<string?> Database(HttpClient client)
    {
        using var answer = await client.GetAsync("/health/ready", Stop);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("parts").GetProperty("database").GetString();
    }

    private static async Task<string?> Status(HttpClient client) =>
        (await client.GetFromJsonAsync<JsonElement>("/health/ready", Stop)).GetProperty("status").GetString();

    /// <summary>The promise is 2 s; the rest is for a loaded machine.</summary>
    private static async Task Becomes(Func<Task<bool>> reached, string what)
    {
        var since = Stopwatch.StartNew();
        while (!await reached())
        {
            since.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(60), $"still not {what}");
            await Task.Delay(100, Stop);
        }
    }

    private sealed class ErrorCount : ILoggerProvider, ILogger
    {
        private int errors;

        public int Errors => Volatile.Read(ref errors);

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
            {
                Interlocked.Increment(ref errors);
            }
        }

        public void Dispose()
        {
            // Holds nothing.
        }
    }
}
