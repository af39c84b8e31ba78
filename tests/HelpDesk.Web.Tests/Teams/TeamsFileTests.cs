using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using HelpDesk.Attachments.Store;
using HelpDesk.Attachments.Tests;
using HelpDesk.Channels.BotFramework;
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
using HelpDesk.Ticketing.Tickets;
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

    [Fact]
    public async Task An_agents_file_is_offered_in_the_persons_own_chat_and_put_where_they_make_room_for_it_and_for_nobody_else()
    {
        await StartAsync();
        foreach (var line in (string[])["ERR_20070", "担当者に相談", "すべてスキップ", "この内容で送る"])
        {
            await SayAsync(line);
        }

        var (id, bytes) = (FileStore.NewName(), "手順です"u8.ToArray());
        (await site!.Services.GetRequiredService<FileStore>().SaveAsync(id, bytes, Stop)).Failure.ShouldBeNull();
        await using (var context = Open())
        {
            var ticket = await context.Tickets.SingleAsync(Stop);
            TeamsChannel.CarriesFiles(ticket).ShouldBeTrue("the person's own chat");
            context.Files.Add(new() { Id = id, Name = "手順.txt", ContentType = "text/plain; charset=utf-8", Size = bytes.Length, Channel = DeskFiles.Channel, Conversation = "given", Person = "sato", At = clock.GetUtcNow(), Ticket = ticket.Number, AcceptedAt = clock.GetUtcNow() });
            await context.SaveChangesAsync(Stop);
            (await site.Services.GetRequiredService<TicketDesk>().ActAsync(
                ticket.Number, Viewer.Agent("sato", ["helpdesk"]), null, (one, by, at) => one.Answer("手順をお送りします。", by, false, at, new Attachment(id, "手順.txt", "text/plain; charset=utf-8", bytes.Length, id)), Stop)).ShouldBeOfType<TicketDone>();
        }

        var offer = await SentAsync("card.file.consent");
        offer.GetProperty("name").GetString().ShouldBe("手順.txt");
        var content = offer.GetProperty("content");
        content.GetProperty("sizeInBytes").GetInt64().ShouldBe(bytes.Length);
        content.GetProperty("acceptContext").GetProperty("file").GetString().ShouldBe(id);

        var room = channel!.Has("/onedrive/room", context => { context.Response.StatusCode = 201; return Task.CompletedTask; });
        (await AnswerAsync("ben", "accept", id, room)).ShouldBe(200, "Teams shows nothing of it");
        (await AnswerAsync("ana", "accept", "../helpdesk.db", room)).ShouldBe(200);
        (await AnswerAsync("ana", "accept", id, "https://files.example.com/room")).ShouldBe(200);
        (await AnswerAsync("ana", "decline", id, null)).ShouldBe(200);
        channel.Fetches.ShouldBeEmpty("another person, another file, another host, and a person who does not want it");
        Told().ShouldSatisfyAllConditions(
            all => all.Count(text => text.Contains("もうお渡しできません", StringComparison.Ordinal)).ShouldBe(2), all => all.ShouldContain(text => text.Contains("入れられませんでした", StringComparison.Ordinal)), all => all.ShouldContain(text => text.Contains("お渡ししていません", StringComparison.Ordinal)));
        Cards("card.file.consent").Count.ShouldBe(2, "what failed is offered again");

        (await AnswerAsync("ana", "accept", id, room)).ShouldBe(200);
        var put = channel.Fetches.ShouldHaveSingleItem();
        (put.Method, put.Body, put.Header("content-range"), put.Header("authorization")).ShouldBe(("PUT", "手順です", $"bytes 0-{bytes.Length - 1}/{bytes.Length}", null));
        var info = Cards("card.file.info").ShouldHaveSingleItem();
        info.GetProperty("contentUrl").GetString().ShouldBe("https://contoso-my.sharepoint.com/personal/ana/手順.txt");
        info.GetProperty("content").GetProperty("uniqueId").GetString().ShouldBe("u-1");
        channel.Requests.ShouldContain(seen => seen.Method == "DELETE" && seen.Target.EndsWith("/activities/offer-1", StringComparison.Ordinal));

        IReadOnlyList<JsonElement> Cards(string kind) => [.. channel!.Requests.Where(seen => seen.Method == "POST" && seen.Body.Contains(kind, StringComparison.Ordinal)).Select(seen => seen.Json.GetProperty("attachments")[0])];
        IReadOnlyList<string> Told() => [.. channel!.Requests.Where(seen => seen.Method == "POST").Select(seen => seen.Json.TryGetProperty("text", out var text) ? text.GetString() : null).OfType<string>()];
        async Task<JsonElement> SentAsync(string kind)
        {
            for (var tries = 0; Cards(kind).Count == 0 && tries < 500; tries++)
            {
                clock.Advance(TimeSpan.FromMilliseconds(200));
                await Task.Delay(20, Stop);
            }

            return Cards(kind)[0];
        }
    }

    /// <summary>As Teams says whether a person takes a file; the status of the answer.</summary>
    private async Task<int> AnswerAsync(string who, string action, string file, string? room)
    {
        // What Teams takes of a bot in a minute is past.
        clock.Advance(TimeSpan.FromMinutes(1));
        var answer = Activity(FormattableString.Invariant($"f:{++said}"), "", []);
        (answer["type"], answer["name"], answer["replyToId"]) = ("invoke", "fileConsent/invoke", "offer-1");
        answer["from"] = new JsonObject { ["id"] = "29:" + who, ["name"] = who, ["aadObjectId"] = "o-" + who };
        answer["conversation"]!["id"] = "a:" + who;
        answer["value"] = new JsonObject
        {
            ["type"] = "fileUpload", ["action"] = action, ["context"] = new JsonObject { ["file"] = file },
            ["uploadInfo"] = room is null ? null : new JsonObject { ["name"] = "手順.txt", ["uploadUrl"] = room, ["contentUrl"] = "https://contoso-my.sharepoint.com/personal/ana/手順.txt", ["uniqueId"] = "u-1", ["fileType"] = "txt" },
        };
        return await PostAsync(answer);
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
        (await PostAsync(Activity(id, text, attachments))).ShouldBe(202);
        await using var context = Open();
        var rows = await context.Outbox.Where(row => row.Activity == id).OrderBy(row => row.Sequence).Select(row => row.Reply!).ToListAsync(Stop);
        return string.Join('\n', rows.Select(row => ReplyJson.Read(row).Text));
    }

    private async Task<int> PostAsync(JsonObject activity)
    {
        var tokens = new FakeTokens(channel!.Keys, clock.GetUtcNow());
        tokens.Claims["serviceurl"] = channel.ServiceUrl;
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/messages") { Content = JsonContent.Create(activity) };
        request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + tokens.Signed());
        using var answer = await http!.SendAsync(request, Stop);
        return (int)answer.StatusCode;
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
