using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using HelpDesk.Attachments.Tests;
using HelpDesk.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SkiaSharp;

namespace HelpDesk.Web.Tests.Files;

/// <summary>Files from the upload to the browser that asks for them.</summary>
public sealed class FileTests : IAsyncDisposable
{
    private const int LongestFile = 10 * 1024 * 1024;

    private readonly HelpDeskSite site = HelpDeskSite.With(settings: ("Files:Reading:SearchPath", "/nowhere"));

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => site.DisposeAsync();

    [Theory]
    [InlineData("画面.png", "image/png", "inline")]
    [InlineData("photo.jpg", "image/jpeg", "inline")]
    [InlineData("screen.webp", "image/jpeg", "inline")]
    [InlineData("moving.gif", "image/png", "inline")]
    [InlineData("form.pdf", "application/pdf", "attachment")]
    [InlineData("memo.txt", "text/plain; charset=utf-8", "attachment")]
    [InlineData("list.csv", "text/plain; charset=utf-8", "attachment")]
    [InlineData("app.log", "text/plain; charset=utf-8", "attachment")]
    public async Task Each_type_is_served_as_what_it_is_and_nothing_in_it_can_run(string name, string type, string disposition)
    {
        using var sender = await Sender.OpenAsync(site);
        using var answer = await sender.Client.GetAsync(await sender.KeepAsync(name, Content(name)), Stop);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Content.Headers.ContentType!.ToString().ShouldBe(type);
        var header = answer.Content.Headers.GetValues("Content-Disposition").Single();
        header.ShouldStartWith(disposition + "; filename=\"");
        header.ShouldEndWith(Uri.EscapeDataString(Path.GetFileNameWithoutExtension(name)) + (name switch { "moving.gif" => ".png", "screen.webp" => ".jpg", _ => Path.GetExtension(name) }));
        answer.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        answer.Headers.GetValues("Content-Security-Policy").ShouldBe(["default-src 'none'; sandbox"]);
        answer.Headers.GetValues("Cross-Origin-Resource-Policy").ShouldBe(["same-origin"]);
        answer.Headers.CacheControl!.ToString().ShouldBe("no-cache, private");
        (await answer.Content.ReadAsByteArrayAsync(Stop)).Length.ShouldBeGreaterThan(0);
    }

    [Theory]
    [InlineData("photo.jpg")]
    [InlineData("screen.png")]
    [InlineData("moving.gif")]
    [InlineData("moving.webp")]
    public async Task Nothing_but_pixels_is_left_of_an_image(string name)
    {
        var content = WithSecrets(name);
        ((ReadOnlyMemory<byte>)content).Holds(HelpDesk.Attachments.Tests.Files.Secret).ShouldBeTrue();
        using var sender = await Sender.OpenAsync(site);
        ReadOnlyMemory<byte> served = await sender.Client.GetByteArrayAsync(await sender.KeepAsync(name, content), Stop);

        served.Holds(HelpDesk.Attachments.Tests.Files.Secret).ShouldBeFalse();
        served.Holds("<script>").ShouldBeFalse();
    }

    [Theory]
    [InlineData(LongestFile, HttpStatusCode.OK)]
    [InlineData(LongestFile + 1, HttpStatusCode.RequestEntityTooLarge)]
    public async Task A_file_has_ten_megabytes_at_most(int length, HttpStatusCode status)
    {
        using var sender = await Sender.OpenAsync(site);
        var text = new byte[length];
        Array.Fill(text, (byte)'a');
        using var answer = await sender.UploadAsync(new SentFile("long.log", text));

        answer.StatusCode.ShouldBe(status);
        (await OnRecordAsync()).ShouldBe(status == HttpStatusCode.OK ? 1 : 0);
        if (status != HttpStatusCode.OK)
        {
            (await TextOf(answer)).ShouldBe("「long.log」は大きすぎます。1つ10MBまでです。必要な部分だけを切り取ってお送りください。");
        }
    }

    [Theory]
    [InlineData(5, HttpStatusCode.OK)]
    [InlineData(6, HttpStatusCode.RequestEntityTooLarge)]
    public async Task A_message_has_five_files_at_most(int files, HttpStatusCode status)
    {
        using var sender = await Sender.OpenAsync(site);
        using var answer = await sender.UploadAsync([.. Enumerable.Range(0, files).Select(i => new SentFile($"{i}.txt", Content("memo.txt")))]);
        answer.StatusCode.ShouldBe(status);
        (await OnRecordAsync()).ShouldBe(status == HttpStatusCode.OK ? 5 : 0, "all or none");
    }

    [Theory]
    [InlineData("page.png", "<html><script>alert(1)</script></html>", "中身は TXT です")]
    [InlineData("picture.svg", "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "中身は TXT です")]
    [InlineData("page.html", "<html></html>", "中身は TXT です")]
    [InlineData("program.exe", "MZ\0\u0001\u0002", "受け付けられない種類です")]
    [InlineData("empty.txt", "", "中身が空です")]
    [InlineData("cut.pdf", "%PDF-1.7\n1 0 obj", "途中で壊れていて")]
    public async Task What_a_file_is_its_bytes_say_and_a_refusal_names_it(string name, string content, string said)
    {
        using var sender = await Sender.OpenAsync(site);
        using var answer = await sender.UploadAsync(new SentFile("good.txt", Content("memo.txt")), new SentFile(name, Encoding.UTF8.GetBytes(content)));

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var text = await TextOf(answer);
        text.ShouldStartWith($"「{name}」");
        text.ShouldContain(said);
        (await OnRecordAsync()).ShouldBe(0, "the good one beside it goes as well");
        (await sender.ReadAsync()).ShouldBeEmpty();
        using var english = await sender.UploadAsync("en", new SentFile(name, Encoding.UTF8.GetBytes(content)));
        (await TextOf(english)).ShouldContain($"«{name}»");
    }

    [Fact]
    public async Task An_image_with_too_many_pixels_is_refused_by_its_head()
    {
        using var sender = await Sender.OpenAsync(site);
        using var answer = await sender.UploadAsync(new SentFile("bomb.png", HelpDesk.Attachments.Tests.Files.PngOfSize(60_000, 60_000)));
        (await TextOf(answer)).ShouldContain("「bomb.png」は画像の縦横が大きすぎます(4000万画素まで)");
    }

    [Theory]
    [InlineData("../../../etc/cron.d/x.txt", "x.txt")]
    [InlineData("C:\\Users\\taro\\x.txt", "x.txt")]
    [InlineData("gpj\u202e.txt", "gpj.txt")]
    [InlineData("<script>alert(1)<script>.txt", "_script_alert(1)_script_.txt")]
    public async Task A_name_is_no_path_and_no_markup(string sent, string name)
    {
        using var sender = await Sender.OpenAsync(site);
        var address = await sender.KeepAsync(sent, Content("memo.txt"));
        (await sender.ReadAsync())[0].GetProperty("attachments")[0].GetProperty("name").GetString().ShouldBe(name);
        using var answer = await sender.Client.GetAsync(address, Stop);
        answer.Content.Headers.ContentDisposition!.FileNameStar.ShouldBe(name);
    }

    [Fact]
    public async Task A_name_that_cannot_be_used_is_said()
    {
        using var sender = await Sender.OpenAsync(site);
        using var answer = await sender.UploadAsync(new SentFile(new string('a', 117) + ".txt", Content("memo.txt")));
        (await TextOf(answer)).ShouldContain("長すぎます(120文字まで)");
    }

    [Fact]
    public async Task Another_persons_file_and_none_are_the_same()
    {
        using var sender = await Sender.OpenAsync(site);
        var address = await sender.KeepAsync("memo.txt", Content("memo.txt"));
        using var other = await Sender.OpenAsync(site);
        using var stranger = site.CreateClient();
        var none = "http://localhost/files/" + new string('0', 40);
        foreach (var client in new[] { other.Client, stranger })
        {
            var expected = await Described(client, none);
            expected.ShouldStartWith("404");
            (await Described(client, address)).ShouldBe(expected);
            (await Described(client, "http://localhost/files/..%2fhelpdesk.db")).ShouldBe(expected);
            (await Described(client, "http://localhost/files/x")).ShouldBe(expected);
        }
    }

    [Fact]
    public async Task A_file_answers_HEAD_whole_and_a_known_tag_only_to_who_may_see_it()
    {
        using var sender = await Sender.OpenAsync(site);
        var address = await sender.KeepAsync("memo.txt", Content("memo.txt"));
        using var head = await sender.Client.SendAsync(new HttpRequestMessage(HttpMethod.Head, address), Stop);
        (head.StatusCode, head.Content.Headers.ContentLength).ShouldBe((HttpStatusCode.OK, Content("memo.txt").Length));
        (await head.Content.ReadAsByteArrayAsync(Stop)).ShouldBeEmpty();

        using var ranged = new HttpRequestMessage(HttpMethod.Get, address);
        ranged.Headers.Range = new RangeHeaderValue(1, 2);
        using var whole = await sender.Client.SendAsync(ranged, Stop);
        (whole.StatusCode, (await whole.Content.ReadAsByteArrayAsync(Stop)).Length).ShouldBe((HttpStatusCode.OK, Content("memo.txt").Length));

        using var other = await Sender.OpenAsync(site);
        foreach (var (client, status) in new[] { (sender.Client, HttpStatusCode.NotModified), (other.Client, HttpStatusCode.NotFound) })
        {
            using var known = new HttpRequestMessage(HttpMethod.Get, address);
            known.Headers.IfNoneMatch.Add(head.Headers.ETag!);
            using var answer = await client.SendAsync(known, Stop);
            answer.StatusCode.ShouldBe(status);
        }

        using var posted = await sender.Client.PostAsync(address, null, Stop);
        posted.StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
    }

    private static async Task<string> Described(HttpClient client, string address)
    {
        using var answer = await client.GetAsync(address, Stop);
        var headers = answer.Headers.Concat(answer.Content.Headers).Where(header => header.Key != "Date").Select(header => $"{header.Key}: {string.Join(", ", header.Value)}");
        return $"{(int)answer.StatusCode}\n{string.Join('\n', headers)}\n{await answer.Content.ReadAsStringAsync(Stop)}";
    }

    private static async Task<string> TextOf(HttpResponseMessage answer) =>
        (await answer.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("error").GetProperty("message").GetString()!;

    private async Task<int> OnRecordAsync()
    {
        await using var context = site.Services.GetRequiredService<Database>().Open();
        return await context.Files.CountAsync(Stop);
    }

    private static byte[] Picture() => Screens.Draw("見出し", "本文", Look.GreyBox);

    private static byte[] Content(string name)
    {
        using var bitmap = SKBitmap.Decode(Picture());
        return Path.GetExtension(name) switch
        {
            ".png" => Picture(),
            ".jpg" => bitmap.AsJpeg(80),
            ".webp" => bitmap.EncodeAs(SKEncodedImageFormat.Webp, 80),
            ".gif" => HelpDesk.Attachments.Tests.Files.AnimatedGif(),
            ".pdf" => HelpDesk.Attachments.Tests.Files.Pdf(),
            _ => Encoding.UTF8.GetBytes("番号,状態\n1,判断済み(NG)\n"),
        };
    }

    private static byte[] WithSecrets(string name)
    {
        using var bitmap = Screens.Blank(8, 8, 0xffff0000);
        return name switch
        {
            "photo.jpg" => HelpDesk.Attachments.Tests.Files.WithMetadata(bitmap.AsJpeg(90), 1),
            "screen.png" => HelpDesk.Attachments.Tests.Files.PngWithMetadata(bitmap.AsPng()),
            "moving.gif" => HelpDesk.Attachments.Tests.Files.AnimatedGif(),
            _ => HelpDesk.Attachments.Tests.Files.AnimatedWebP(bitmap.EncodeAs(SKEncodedImageFormat.Webp, 100), bitmap.EncodeAs(SKEncodedImageFormat.Webp, 100), 8, 8),
        };
    }
}
