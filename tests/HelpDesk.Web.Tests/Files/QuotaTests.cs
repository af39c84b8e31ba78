using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace HelpDesk.Web.Tests.Files;

/// <summary>Where there is no room for a file the message is refused with words, and nothing is kept.</summary>
public sealed class QuotaTests
{
    private const int Megabyte = 1024 * 1024;

    [Theory]
    [InlineData("Files:MegabytesOfPersonInADay", "1", 0, null)]
    [InlineData("Files:MegabytesOfPersonInADay", "1", 1, "TooManyRequests")]
    [InlineData("Files:MegabytesInAll", "1", 0, null)]
    [InlineData("Files:MegabytesInAll", "1", 1, "InsufficientStorage")]
    [InlineData("Files:MegabytesLeftFree", "2000000000", 0, "InsufficientStorage")]
    public async Task Room_ends_at_its_last_byte(string key, string value, int more, string? code)
    {
        await using var site = HelpDeskSite.With(settings: [(key, value), ("Files:Reading:SearchPath", "/nowhere")]);
        using var sender = await Sender.OpenAsync(site);
        var text = new byte[Megabyte + more];
        Array.Fill(text, (byte)'a');
        using var answer = await sender.UploadAsync(new SentFile("long.log", text));
        if (code is null)
        {
            answer.StatusCode.ShouldBe(HttpStatusCode.OK);
            return;
        }

        var error = (await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken)).GetProperty("error");
        error.GetProperty("code").GetString().ShouldBe(code);
        error.GetProperty("message").GetString()!.ShouldStartWith(code == "TooManyRequests" ? "お送りいただけるファイルの、1日分の合計に達しました。" : "「long.log」を保存する場所がありません。");
        (await sender.ReadAsync()).ShouldBeEmpty();
    }
}
