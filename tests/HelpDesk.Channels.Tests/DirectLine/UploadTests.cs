using System.Net;
using System.Net.Http.Headers;
using System.Text;
using HelpDesk.Channels.DirectLine.Files;
using HelpDesk.Channels.DirectLine.Tokens;
using HelpDesk.Channels.Files;
using HelpDesk.Conversation.Dialogue;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace HelpDesk.Channels.Tests.DirectLine;

public class UploadTests
{
    [Fact]
    public async Task Files_come_with_their_message_and_are_the_persons_own()
    {
        var (site, files) = await StartAsync();
        await using var closing = site;
        var token = await site.TokenAsync();
        var answer = await UploadAsync(site, token, ChatSite.Message("画面を送ります", "c1"), ("画面.txt", "one"));
        answer.Status.ShouldBe(HttpStatusCode.OK, answer.Text);
        files.Kept.ShouldBe([("0", token.UserId, "画面.txt", "one")]);
        var echo = (await site.ReadAsync(token))[0];
        echo.GetProperty("id").GetString().ShouldBe(answer.Json.GetProperty("id").GetString());
        echo.GetProperty("attachments")[0].GetProperty("contentUrl").GetString().ShouldBe("https://files.example/0");
    }

    [Fact]
    public async Task A_repeated_upload_has_one_effect_and_leaves_no_second_file()
    {
        var (site, files) = await StartAsync();
        await using var closing = site;
        var token = await site.TokenAsync();
        var first = await UploadAsync(site, token, ChatSite.Message("画面です", "c1"), ("a.txt", "one"));
        var second = await UploadAsync(site, token, ChatSite.Message("画面です", "c1"), ("a.txt", "one"));
        second.Text.ShouldBe(first.Text);
        files.Kept.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData(Upload.MostFiles, HttpStatusCode.OK)]
    [InlineData(Upload.MostFiles + 1, HttpStatusCode.RequestEntityTooLarge)]
    public async Task Files_of_one_message_are_counted_and_one_too_many_leaves_none_behind(int count, HttpStatusCode expected)
    {
        var (site, files) = await StartAsync();
        await using var closing = site;
        var token = await site.TokenAsync();
        var sent = Enumerable.Range(0, count).Select(i => ($"{i}.txt", "x")).ToArray();
        (await UploadAsync(site, token, ChatSite.Message("x"), sent)).Status.ShouldBe(expected);
        files.Kept.Count.ShouldBe(expected == HttpStatusCode.OK ? count : 0);
    }

    [Theory]
    [InlineData(Upload.LongestFile, HttpStatusCode.OK)]
    [InlineData(Upload.LongestFile + 1, HttpStatusCode.RequestEntityTooLarge)]
    public async Task A_file_has_a_longest_size(int bytes, HttpStatusCode expected)
    {
        var (site, files) = await StartAsync();
        await using var closing = site;
        var answer = await UploadAsync(site, await site.TokenAsync(), ChatSite.Message("x"), ("a.txt", new string('a', bytes)));
        answer.Status.ShouldBe(expected);
        files.Kept.Count.ShouldBe(expected == HttpStatusCode.OK ? 1 : 0);
    }

    [Fact]
    public async Task A_person_cannot_upload_in_anothers_name()
    {
        var (site, files) = await StartAsync();
        await using var closing = site;
        var token = await site.TokenAsync();
        (await UploadAsync(site, token, ChatSite.Message("x"), "dl_another", ("a.txt", "x"))).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await UploadAsync(site, token, ChatSite.Message("x"), token.UserId, ("a.txt", "x"))).Status.ShouldBe(HttpStatusCode.OK);
        files.Kept.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("application/json", "{}")]
    [InlineData("multipart/form-data", "x")]
    [InlineData("multipart/form-data; boundary=b", "no part at all")]
    [InlineData("multipart/form-data; boundary=b", "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\nbroken off")]
    [InlineData("multipart/form-data; boundary=b", "--b\r\nContent-Type: application/vnd.microsoft.activity\r\n\r\n{\"type\":\"message\"}\r\n--b--")]
    [InlineData("multipart/form-data; boundary=b", "--b\r\nContent-Type: application/vnd.microsoft.activity\r\n\r\n{{\r\n--b--")]
    public async Task What_is_no_upload_is_refused_and_keeps_nothing(string type, string body)
    {
        var (site, files) = await StartAsync();
        await using var closing = site;
        var token = await site.TokenAsync();
        using var request = Request(token, null, new StringContent(body, MediaTypeHeaderValue.Parse(type)));
        (await site.AskAsync(request)).Status.ShouldBe(HttpStatusCode.BadRequest);
        files.Kept.ShouldBeEmpty();
        (await site.ReadAsync(token)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_message_that_could_not_be_stored_leaves_no_file_behind()
    {
        var (site, files) = await StartAsync();
        await using var closing = site;
        await using (var context = site.Database.Open())
        {
            await context.Database.ExecuteSqlRawAsync("ALTER TABLE \"Inbox\" RENAME TO \"Away\"", TestContext.Current.CancellationToken);
        }

        (await UploadAsync(site, await site.TokenAsync(), ChatSite.Message("x"), ("a.txt", "x"))).Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        files.Kept.ShouldBeEmpty();
    }

    [Fact]
    public async Task Where_no_files_are_taken_a_person_reads_what_to_do_instead()
    {
        await using var site = await ChatSite.StartAsync();
        var answer = await UploadAsync(site, await site.TokenAsync(), ChatSite.Message("x"), ("a.txt", "x"));
        answer.Status.ShouldBe(HttpStatusCode.BadRequest);
        answer.Json.GetProperty("error").GetProperty("message").GetString()!.ShouldContain("文字でお送りください");
    }

    [Theory]
    [InlineData("refused", HttpStatusCode.BadRequest)]
    [InlineData("unkept", HttpStatusCode.ServiceUnavailable)]
    [InlineData("full", HttpStatusCode.InsufficientStorage)]
    [InlineData("failed", HttpStatusCode.BadGateway)]
    public async Task A_file_that_cannot_be_kept_is_not_acknowledged(string what, HttpStatusCode expected)
    {
        var files = new MemoryFiles
        {
            Outcome = name => name != "second" ? null : what switch
            {
                "refused" => new RefusedFile(FileNote.Unknown, name), "unkept" => new UnkeptFile(name, FileNote.Unkept), "full" => new UnkeptFile(name, FileNote.NoRoom), _ => throw new NotImplementedException("a defect of the store"),
            },
        };
        await using var site = await ChatSite.StartAsync(services: services => services.AddSingleton<IIncomingFiles>(files));
        var token = await site.TokenAsync();
        var answer = await UploadAsync(site, token, ChatSite.Message("x"), ("first", "x"), ("second", "x"));
        answer.Status.ShouldBe(expected);
        answer.Text.ShouldNotContain("defect");
        files.Kept.ShouldBeEmpty();
        (await site.ReadAsync(token)).ShouldBeEmpty();
    }

    private static async Task<(ChatSite Site, MemoryFiles Files)> StartAsync()
    {
        var files = new MemoryFiles();
        return (await ChatSite.StartAsync(services: services => services.AddSingleton<IIncomingFiles>(files)), files);
    }

    private static Task<Answer> UploadAsync(ChatSite site, IssuedToken token, string activity, params (string Name, string Content)[] files) => UploadAsync(site, token, activity, null, files);

    private static async Task<Answer> UploadAsync(ChatSite site, IssuedToken token, string activity, string? userId, params (string Name, string Content)[] files)
    {
        using var form = new MultipartFormDataContent { { new StringContent(activity, Encoding.UTF8, "application/vnd.microsoft.activity"), "activity", "blob" } };
        foreach (var (name, content) in files)
        {
            form.Add(new StringContent(content), "file", name);
        }

        using var request = Request(token, userId, form);
        return await site.AskAsync(request);
    }

    private static HttpRequestMessage Request(IssuedToken token, string? userId, HttpContent content) =>
        new(HttpMethod.Post, $"/v3/directline/conversations/{token.ConversationId}/upload?userId={userId}") { Content = content, Headers = { Authorization = new AuthenticationHeaderValue("Bearer", token.Token) } };
}
