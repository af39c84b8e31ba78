using System.Net;
using System.Security.Cryptography;
using AngleSharp.Html.Parser;

namespace HelpDesk.Web.Tests;

/// <summary>The chat's pages and the client's file, as a browser gets them.</summary>
public sealed class ChatPageTests : IAsyncDisposable
{
    private readonly HelpDeskSite site = HelpDeskSite.With(settings: [("Chat:EmbedOrigins:0", "https://www.shop.example"), ("Chat:EmbedOrigins:1", "http://localhost:8080")]);
    private readonly HttpClient client;

    public ChatPageTests() => client = site.CreateClient();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await site.DisposeAsync();
    }

    [Theory]
    [InlineData("/chat", "ja", "frame-ancestors 'none'")]
    [InlineData("/en/chat", "en", "frame-ancestors 'none'")]
    [InlineData("/chat/embed", "ja", "frame-ancestors 'self' https://www.shop.example http://localhost:8080")]
    [InlineData("/en/chat/embed", "en", "frame-ancestors 'self' https://www.shop.example http://localhost:8080")]
    public async Task The_chat_runs_our_own_files_alone_in_the_frames_that_are_allowed(string address, string language, string frames)
    {
        using var answer = await client.GetAsync(address, Stop);
        using var page = await new HtmlParser().ParseDocumentAsync(await answer.Content.ReadAsStringAsync(Stop), Stop);

        var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
        policy.ShouldEndWith(frames);
        policy.ShouldContain("script-src 'self';");
        policy.ShouldNotContain("unsafe-eval");
        answer.Headers.CacheControl!.NoStore.ShouldBeTrue();
        page.DocumentElement.GetAttribute("lang").ShouldBe(language);
        page.QuerySelectorAll("script").ShouldAllBe(script => script.GetAttribute("src")!.StartsWith('/') && script.TextContent == "");
        page.QuerySelectorAll("[style], [onclick], [onload]").ShouldBeEmpty();
    }

    [Fact]
    public async Task Other_pages_keep_the_strict_policy()
    {
        using var answer = await client.GetAsync("/", Stop);
        answer.Headers.GetValues("Content-Security-Policy").Single().ShouldNotContain("unsafe");
    }

    [Theory]
    [InlineData("br")]
    [InlineData("gzip")]
    [InlineData("")]
    [InlineData("br;q=0")]
    public async Task The_client_is_the_file_that_was_reviewed_kept_for_good(string accepted)
    {
        var address = (await Parse("/chat")).QuerySelector("script:not([type])")!.GetAttribute("src")!;
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.TryAddWithoutValidation("Accept-Encoding", accepted);
        using var answer = await client.SendAsync(request, Stop);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("text/javascript");
        answer.Headers.CacheControl!.ToString().ShouldBe("public, max-age=31536000, immutable");
        answer.Headers.Vary.ShouldContain("Accept-Encoding");
        var encoding = answer.Content.Headers.ContentEncoding.SingleOrDefault();
        encoding.ShouldBe(accepted is "br" or "gzip" ? accepted : null);
        await using var body = await answer.Content.ReadAsStreamAsync(Stop);
        await using Stream script = encoding switch
        {
            "br" => new System.IO.Compression.BrotliStream(body, System.IO.Compression.CompressionMode.Decompress),
            "gzip" => new System.IO.Compression.GZipStream(body, System.IO.Compression.CompressionMode.Decompress),
            _ => body,
        };
        Convert.ToHexStringLower(await SHA256.HashDataAsync(script, Stop)).ShouldBe("0a68ad0a64fc04d621197da10c3eec0f843e16f7d03f6bcbed29b47517cf9bff");
    }

    [Fact]
    public async Task The_client_brings_its_licences()
    {
        (await client.GetStringAsync("/webchat/webchat-4.18.1.js.LICENSE.txt", Stop)).ShouldContain("MIT");
    }

    [Theory]
    [InlineData("/", "/chat")]
    [InlineData("/en", "/en/chat")]
    [InlineData("/search?q=ERR_20040", "/chat?q=ERR_20040")]
    [InlineData("/en/articles/6-05", "/en/chat?q=")]
    public async Task Each_page_of_the_help_centre_opens_the_chat_with_its_question(string address, string chat)
    {
        var link = (await Parse(address)).QuerySelector(".chat-open")!.GetAttribute("href")!;
        link.ShouldStartWith(chat);
        using var answer = await client.GetAsync(link, Stop);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private async Task<AngleSharp.Html.Dom.IHtmlDocument> Parse(string address) =>
        await new HtmlParser().ParseDocumentAsync(await client.GetStringAsync(address, Stop), Stop);
}
