using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using HelpDesk.Attachments.Store;
using HelpDesk.Attachments.Tests;
using HelpDesk.Channels.BotFramework.Authentication;
using HelpDesk.Channels.BotFramework.Credentials;
using HelpDesk.Channels.BotFramework.Hosts;
using HelpDesk.Channels.BotFramework.Settings;
using HelpDesk.Channels.Tests.BotFramework;
using HelpDesk.Knowledge.Articles;
using HelpDesk.Storage;
using HelpDesk.Storage.Files;
using HelpDesk.Storage.Outbox;
using HelpDesk.Storage.Tickets;
using HelpDesk.Web.Knowledge;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Microsoft.IdentityModel.Protocols;

namespace HelpDesk.Web.Tests.Teams;

/// <summary>The whole host with Teams in front of it: what is sent there is checked, cleaned, kept and read as on the web, and agents see it.</summary>
public sealed class TeamsFileTests : IAsyncDisposable
{
    private const string Picture = "/teams/v3/attachments/0-a/views/original";
    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2026, 11, 24, 1, 0, 0, TimeSpan.Zero));
    private FakeChannel? channel;
    private HelpDeskSite? site;
    private HttpClient? http;
    private int said;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        http?.Dispose();
        await (site?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (channel?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    [Fact]
    public async Task A_login_error_in_a_pasted_screenshot_leads_to_its_article_once_the_person_says_yes()
    {
        await StartAsync();
        var article = site!.Services.GetRequiredService<ServedKnowledge>().Desk.KnowledgeBase.Articles.Single(article => article.Id == "1-03");
        var shown = article.Symptoms.OfType<MessageSymptom>().First(symptom => symptom.Prefix is not null);
        channel!.Has(Picture, Screens.Draw(shown.Prefix!, shown.Text, Look.GreyBox));

        (await SayAsync("", new JsonObject { ["contentType"] = "image/*", ["contentUrl"] = channel.Url + Picture })).ShouldContain("画像から次の表示を読み取りました");
        await SayAsync("はい");
        await using var context = Open();
        var question = await context.Questions.SingleAsync(Stop);
        (question.Outcome, question.Articles.ShouldHaveSingleItem()).ShouldBe(("answer", "1-03"));
    }

    [Fact]
    public async Task An_attached_file_stands_on_the_ticket_for_agents_cleaned_of_all_but_its_pixels()
    {
        await StartAsync();
        using var bitmap = Screens.Blank(8, 8, 0xffff0000);
        await SayAsync("ERR_20070", Shared("画面.png", HelpDesk.Attachments.Tests.Files.PngWithMetadata(bitmap.AsPng())));
        foreach (var line in (string[])["担当者に相談", "すべてスキップ", "この内容で送る"])
        {
            await SayAsync(line);
        }

        await using var context = Open();
        var (ticket, file) = (await context.Tickets.Include(ticket => ticket.Messages).SingleAsync(Stop), await context.Files.SingleAsync(Stop));
        ticket.Messages[0].Attachments.ShouldHaveSingleItem().StoredName.ShouldBe(file.Id);
        (file.Channel, file.Name, file.Ticket, file.AcceptedAt.HasValue).ShouldBe(("msteams", "画面.png", ticket.Number, true));

        var register = site!.Services.GetRequiredService<FileRegister>();
        (await register.FindAsync(file.Id, Viewer.Agent("sato", ["helpdesk"]), Stop)).ShouldNotBeNull();
        (await register.FindAsync(file.Id, Viewer.Agent("kato", ["kanto"]), Stop)).ShouldBeNull();
        (await register.FindAsync(file.Id, Viewer.Requester("webchat", file.Person), Stop)).ShouldBeNull();
        await using var content = site.Services.GetRequiredService<FileStore>().Open(file.Id).ShouldNotBeNull();
        using var read = new StreamReader(content, Encoding.Latin1);
        (await read.ReadToEndAsync(Stop)).ShouldNotContain(HelpDesk.Attachments.Tests.Files.Secret);
    }

    [Fact]
    public async Task What_a_file_is_its_bytes_say_and_the_good_one_beside_it_is_kept()
    {
        await StartAsync();
        var told = await SayAsync("", Shared("page.png", "<html><script>alert(1)</script></html>"u8.ToArray()), Shared("program.exe", "MZ\0\u0001\u0002"u8.ToArray()), Shared("good.txt", "申込番号"u8.ToArray()));
        told.ShouldContain("「page.png」は、名前の末尾と中身が合いません(中身は TXT です)");
        told.ShouldContain("「program.exe」は受け付けられない種類です");
        told.ShouldContain("ファイルを受け取りました(good.txt)");
        await using var context = Open();
        (await context.Files.SingleAsync(Stop)).Name.ShouldBe("good.txt");
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
            ("BotFramework:AppId", FakeTokens.AppId), ("BotFramework:TenantId", FakeTokens.TenantId), ("BotFramework:ClientSecret", "a-secret-of-the-tests"));
        http = site.CreateClient();
    }

    /// <summary>Everything that the bot says to it.</summary>
    private async Task<string> SayAsync(string text, params JsonObject[] attachments)
    {
        var id = FormattableString.Invariant($"17{++said}");
        var tokens = new FakeTokens(channel!.Keys, clock.GetUtcNow());
        tokens.Claims["serviceurl"] = channel.ServiceUrl;
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/messages") { Content = JsonContent.Create(Activity(id, text, attachments)) };
        request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + tokens.Signed());
        using var answer = await http!.SendAsync(request, Stop);
        ((int)answer.StatusCode).ShouldBe(202);
        await using var context = Open();
        var rows = await context.Outbox.Where(row => row.Activity == id).OrderBy(row => row.Sequence).Select(row => row.Reply!).ToListAsync(Stop);
        return string.Join('\n', rows.Select(row => ReplyJson.Read(row).Text));
    }

    private JsonObject Activity(string id, string text, JsonObject[] attachments) => new()
    {
        ["type"] = "message", ["id"] = id, ["text"] = text, ["channelId"] = "msteams", ["locale"] = "ja-JP", ["serviceUrl"] = channel!.ServiceUrl,
        ["from"] = new JsonObject { ["id"] = "29:ana", ["name"] = "ana", ["aadObjectId"] = "o-ana" },
        ["recipient"] = new JsonObject { ["id"] = "28:" + FakeTokens.AppId, ["name"] = "Help desk" },
        ["conversation"] = new JsonObject { ["id"] = "a:ana", ["conversationType"] = "personal", ["tenantId"] = FakeTokens.TenantId },
        ["channelData"] = new JsonObject { ["tenant"] = new JsonObject { ["id"] = FakeTokens.TenantId } },
        ["attachments"] = new JsonArray([.. attachments]),
    };

    private JsonObject Shared(string name, byte[] content) => new()
    {
        ["contentType"] = "application/vnd.microsoft.teams.file.download.info", ["name"] = name,
        ["content"] = new JsonObject { ["downloadUrl"] = channel!.Has("/" + Uri.EscapeDataString(name) + "/download.aspx", content), ["fileType"] = Path.GetExtension(name).TrimStart('.') },
    };

    private Storage.Model.HelpDeskContext Open() => site!.Services.GetRequiredService<Database>().Open();

    private sealed class Given : IConnectorCredential
    {
        public Task<ConnectorToken> TokenAsync(bool renewed, CancellationToken cancellation) => Task.FromResult<ConnectorToken>(new TokenHeld("golden"));
    }
}
