using System.Text.Json;
using System.Text.Json.Nodes;
using HelpDesk.Attachments;
using HelpDesk.Channels.BotFramework.Files;
using HelpDesk.Channels.BotFramework.Messages;
using HelpDesk.Channels.Files;
using HelpDesk.Channels.Tests.DirectLine;
using HelpDesk.Conversation.Dialogue;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Channels.Tests.BotFramework;

/// <summary>Pictures and files in Teams: the same dialogue and tickets as on the web, and what cannot be taken costs nothing else.</summary>
public class TeamsFileTests
{
    private const string Picture = "/teams/v3/attachments/0-a/views/original";
    private static readonly byte[] Png = [0x89, .. "PNG\r\n\u001a\n"u8];

    [Fact]
    public async Task A_pasted_screenshot_is_read_and_asked_about()
    {
        var files = new MemoryFiles { Reading = (_, _) => Task.FromResult<string?>("ログイン失敗 ERR_20070") };
        await using var site = await TeamsSite.StartAsync(files: files);
        site.Channel.Has(Picture, Png);
        TextOf(await site.SayAsync(TeamsSite.Attach(site.Message(""), site.Pasted(Picture)))).ShouldContain("画像から次の表示を読み取りました");
        site.Channel.Fetches.ShouldHaveSingleItem().Header("authorization").ShouldBe("Bearer golden");
        files.Kept.ShouldHaveSingleItem().Name.ShouldBe("image.png");
        files.Kept[0].Person.ShouldBe(FakeTokens.TenantId + "/o-ana");
        TextOf(await site.SayAsync("はい")).ShouldContain("ERR_20070");
    }

    [Fact]
    public async Task An_attached_file_joins_the_ticket_and_is_fetched_without_the_token()
    {
        var files = new MemoryFiles();
        await using var site = await TeamsSite.StartAsync(files: files);
        site.Channel.Has("/download.aspx", "x"u8.ToArray());
        TextOf(await site.SayAsync(TeamsSite.Attach(site.Message("ERR_20070 が出ます"), site.Shared("記録.log", "/download.aspx")))).ShouldContain("ファイルを受け取りました(記録.log)");
        site.Channel.Fetches.ShouldHaveSingleItem().Header("authorization").ShouldBeNull();
        await site.OpenTicketAsync();
        var ticket = (await site.ReadAsync(context => context.Tickets.Include(ticket => ticket.Messages))).ShouldHaveSingleItem();
        ticket.Messages[0].Attachments.ShouldHaveSingleItem().Name.ShouldBe("記録.log");
    }

    [Fact]
    public async Task In_a_group_a_pasted_picture_is_taken_too()
    {
        var files = new MemoryFiles();
        await using var site = await TeamsSite.StartAsync(files: files);
        site.Channel.Has(Picture, Png);
        await site.SayAsync(TeamsSite.Attach(site.InGroup(""), site.Pasted(Picture)));
        files.Kept.ShouldHaveSingleItem();
        await site.SayAsync(TeamsSite.Attach(site.InGroup("", mention: false), site.Pasted(Picture)));
        files.Kept.ShouldHaveSingleItem("not for the bot");
    }

    [Fact]
    public async Task Five_files_are_taken_in_order_and_the_sixth_is_named()
    {
        var files = new MemoryFiles();
        await using var site = await TeamsSite.StartAsync(files: files);
        var six = Enumerable.Range(1, AttachmentLimits.MostFiles + 1).Select(n => Shared(site, $"{n}.txt")).ToArray();
        var said = TextOf(await site.SayAsync(TeamsSite.Attach(site.Message(""), six)));
        said.ShouldContain("「6.txt」は受け取っていません");
        said.ShouldContain("ファイルを受け取りました(1.txt, 2.txt, 3.txt, 4.txt, 5.txt)");
        files.Kept.Select(kept => kept.Name).Order(StringComparer.Ordinal).ShouldBe(["1.txt", "2.txt", "3.txt", "4.txt", "5.txt"]);
    }

    [Fact]
    public async Task Each_file_that_fails_is_told_of_in_order_and_the_others_and_the_words_go_their_way()
    {
        var files = new MemoryFiles { Outcome = name => name switch { "b.png" => new RefusedFile(FileNote.Mismatch, name, "PDF"), "c.txt" => new UnkeptFile(name, FileNote.NoRoom), _ => null } };
        await using var site = await TeamsSite.StartAsync(files: files);
        site.Channel.Has("/long", new byte[AttachmentLimits.LongestFile + 1]);
        site.Channel.Has("/gone", context =>
        {
            context.Response.StatusCode = 500;
            return Task.CompletedTask;
        });
        var arrived = await site.SayAsync(TeamsSite.Attach(
            site.Message("ERR_20070 が出ます"), site.Shared("a.txt", "/long"), Shared(site, "b.png"), Shared(site, "c.txt"), site.Shared("d.txt", "/gone"), Shared(site, "good.txt")));
        TeamsSite.TextOf(arrived[0]).Split("\n\n").Select(line => line[..(line.IndexOf('」', StringComparison.Ordinal) + 1)]).ShouldBe(["「a.txt」", "「b.png」", "「c.txt」", "「d.txt」"]);
        TextOf(arrived).ShouldContain("中身は PDF です");
        TextOf(arrived).ShouldContain("ファイルを受け取りました(good.txt)");
        TextOf(arrived).ShouldContain("ERR_20070");
        files.Kept.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_file_at_a_host_that_is_not_allowed_is_told_of()
    {
        var files = new MemoryFiles();
        await using var site = await TeamsSite.StartAsync(files: files);
        TextOf(await site.SayAsync(TeamsSite.Attach(site.Message(""), TeamsSite.SharedAt("a.txt", "https://forger.example/a.txt")))).ShouldContain("「a.txt」を取り出せませんでした");
        files.Kept.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("""{"contentType":"reference","contentUrl":"https://contoso-my.sharepoint.com/personal/ana/plan.xlsx","name":"plan.xlsx"}""", "「plan.xlsx」は、ここでは中身を受け取れない形で")]
    [InlineData("""{"contentType":"application/vnd.microsoft.teams.file.download.info","contentUrl":"https://contoso-my.sharepoint.com/a.txt","name":"a.txt"}""", "「a.txt」は、ここでは中身を受け取れない形で")]
    [InlineData("""{"contentType":"application/vnd.microsoft.card.codesnippet","content":{}}""", "中身を受け取れないものがありました")]
    [InlineData("""{"contentType":"application/vnd.microsoft.card.adaptive","content":"x"}""", "中身を受け取れないものがありました")]
    [InlineData("""{"contentType":"image/png"}""", "「image.png」を取り出せませんでした")]
    [InlineData("""{"contentType":"image/gif","contentUrl":"https://media.example/x.gif","name":"踊る犬.gif"}""", "「踊る犬.gif」を取り出せませんでした")]
    [InlineData("{}", "中身を受け取れないものがありました")]
    public async Task What_cannot_be_taken_is_not_passed_over_in_silence(string attachment, string said)
    {
        await using var site = await TeamsSite.StartAsync(files: new MemoryFiles());
        var html = new JsonObject { ["contentType"] = "text/html", ["content"] = "<p>x</p>" };
        TextOf(await site.SayAsync(TeamsSite.Attach(site.Message(""), html, JsonNode.Parse(attachment)!.AsObject()))).ShouldContain(said);
        (await site.SayAsync(TeamsSite.Attach(site.Message("ERR_20070"), (JsonObject)html.DeepClone())))[0].ToString().ShouldNotContain("受け取れない");
    }

    [Fact]
    public async Task Where_no_files_are_taken_a_person_reads_what_to_do_instead()
    {
        await using var site = await TeamsSite.StartAsync();
        TextOf(await site.SayAsync(TeamsSite.Attach(site.Message(""), Shared(site, "a.txt")))).ShouldContain("画面の文言を文字でお送りください");
    }

    [Fact]
    public async Task A_file_that_does_not_come_in_time_is_told_of_and_the_message_is_accepted()
    {
        var (asked, good) = (new TaskCompletionSource(), new TaskCompletionSource());
        var files = new MemoryFiles
        {
            Reading = (_, _) =>
            {
                good.SetResult();
                return Task.FromResult<string?>(null);
            },
        };
        await using var site = await TeamsSite.StartAsync(files: files);
        site.Channel.Has("/slow", async context =>
        {
            asked.SetResult();
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        });
        var posting = site.PostAsync(TeamsSite.Attach(site.Message("ERR_20070 が出ます"), site.Shared("slow.txt", "/slow"), Shared(site, "good.txt")));
        await Task.WhenAll(asked.Task, good.Task);
        site.Clock.Advance(TeamsFiles.Longest);
        (await posting).Status.ShouldBe(202);
        await site.SendAllAsync();
        var said = TextOf([.. site.Channel.Requests.Select(seen => seen.Json)]);
        said.ShouldContain("「slow.txt」は、時間内に取り出せませんでした");
        said.ShouldContain("ファイルを受け取りました(good.txt)");
        said.ShouldContain("ERR_20070");
    }

    [Fact]
    public async Task A_picture_that_takes_long_to_read_is_kept_unread()
    {
        var reading = new TaskCompletionSource();
        var files = new MemoryFiles
        {
            Reading = async (_, enough) =>
            {
                reading.SetResult();
                await Task.WhenAny(Task.Delay(Timeout.Infinite, enough));
                return null;
            },
        };
        await using var site = await TeamsSite.StartAsync(files: files);
        site.Channel.Has(Picture, Png);
        var posting = site.PostAsync(TeamsSite.Attach(site.Message(""), site.Pasted(Picture)));
        await reading.Task;
        site.Clock.Advance(TeamsFiles.LongestReading);
        (await posting).Status.ShouldBe(202);
        await site.SendAllAsync();
        TextOf([.. site.Channel.Requests.Select(seen => seen.Json)]).ShouldContain("画像の文字は読み取れませんでした");
        files.Kept.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_repeat_fetches_nothing_and_leaves_no_second_file()
    {
        var files = new MemoryFiles();
        await using var site = await TeamsSite.StartAsync(files: files);
        var message = TeamsSite.Attach(site.Message(""), Shared(site, "a.txt")).ToJsonString();
        (await site.SayAsync(JsonNode.Parse(message)!.AsObject())).ShouldNotBeEmpty();
        (await site.SayAsync(JsonNode.Parse(message)!.AsObject())).ShouldBeEmpty();
        files.Kept.ShouldHaveSingleItem();
        site.Channel.Fetches.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Two_that_come_at_once_leave_one_file()
    {
        var files = new MemoryFiles();
        await using var site = await TeamsSite.StartAsync(files: files);
        var both = new TaskCompletionSource();
        var asked = 0;
        site.Channel.Has("/a.txt", async context =>
        {
            // Neither is accepted before both have begun.
            if (Interlocked.Increment(ref asked) == 2)
            {
                both.SetResult();
            }

            await both.Task;
            await context.Response.Body.WriteAsync("x"u8.ToArray(), context.RequestAborted);
        });
        var message = TeamsSite.Attach(site.Message(""), site.Shared("a.txt", "/a.txt")).ToJsonString();
        var answers = await Task.WhenAll(site.PostAsync(JsonNode.Parse(message)!.AsObject()), site.PostAsync(JsonNode.Parse(message)!.AsObject()));
        answers.ShouldAllBe(answer => answer.Status == 202);
        (files.Kept.Count, files.Discarded).ShouldBe((1, 1));
    }

    [Fact]
    public async Task A_message_that_could_not_be_stored_leaves_no_file_and_is_taken_when_it_comes_again()
    {
        var files = new MemoryFiles();
        await using var site = await TeamsSite.StartAsync(files: files);
        await using var context = site.Database.Open();
        await context.Database.ExecuteSqlRawAsync("ALTER TABLE \"Outbox\" RENAME TO \"Away\"", TestContext.Current.CancellationToken);
        var message = TeamsSite.Attach(site.Message(""), Shared(site, "a.txt")).ToJsonString();
        (await site.PostAsync(JsonNode.Parse(message)!.AsObject())).Status.ShouldBe(503);
        (files.Kept.Count, files.Discarded).ShouldBe((0, 1));
        await context.Database.ExecuteSqlRawAsync("ALTER TABLE \"Away\" RENAME TO \"Outbox\"", TestContext.Current.CancellationToken);
        (await site.SayAsync(JsonNode.Parse(message)!.AsObject())).ShouldNotBeEmpty();
        files.Kept.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_store_that_cannot_be_reached_leaves_none_of_the_files_and_the_message_unaccepted()
    {
        var files = new MemoryFiles { Outcome = name => name == "b.txt" ? throw new Storage.DatabaseException("unreachable", "PostgreSQL") : null };
        await using var site = await TeamsSite.StartAsync(files: files);
        (await site.PostAsync(TeamsSite.Attach(site.Message(""), Shared(site, "a.txt"), Shared(site, "b.txt")))).Status.ShouldBe(503);
        files.Kept.ShouldBeEmpty();
        (await site.ReadAsync(context => context.Inbox)).ShouldBeEmpty();
    }

    [Fact]
    public void Files_leave_time_for_the_message_and_reading_leaves_time_for_keeping()
    {
        TeamsFiles.LongestReading.ShouldBeLessThan(TeamsFiles.Longest);
        TeamsFiles.Longest.ShouldBeLessThan(MessagesEndpoint.LongestWait);
    }

    [Theory]
    [InlineData("a", 0, "image.png")]
    [InlineData("GIF89a", 1, "image-2.gif")]
    [InlineData("", 4, "image-5.png")]
    public void A_pasted_picture_is_named_after_its_place_and_content(string content, int place, string name) =>
        TeamsFile.NameOf(place, System.Text.Encoding.ASCII.GetBytes(content)).ShouldBe(name);

    private static JsonObject Shared(TeamsSite site, string name)
    {
        site.Channel.Has("/" + name, "x"u8.ToArray());
        return site.Shared(name, "/" + name);
    }

    private static string TextOf(IReadOnlyList<JsonElement> arrived) => string.Join('\n', arrived.Select(TeamsSite.TextOf));
}
