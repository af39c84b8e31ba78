using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace HelpDesk.Web.Tests;

/// <summary>Addresses, headers and bodies that no browser sends: the site never fails at them, and reads what can be read.</summary>
public class DoorTests
{
    private static readonly string[] Values =
    [
        "%00", "a%00b", "%ED%A0%80", "%ed%a0%bd", "%FF%FE", "%EF%BF%BE", "%EF%BF%BF", "%u0000", "%", "%zz", "%E2%80%AE", "%1b%5B31m", "%C2%9B", "%F0%9F%98%80", "%C0%80", "..%2f..%2fetc", "%2500", "%3Cscript%3E",
    ];

    private static readonly string[] Paths =
    [
        "/search?q={0}", "/en/search?q={0}", "/api/v1/search?q={0}", "/api/v1/search?q=ERR_20040&lang={0}&limit={0}", "/api/v1/suggestions?q={0}", "/api/v1/articles/{0}", "/articles/{0}", "/en/articles/{0}",
        "/files/{0}", "/chat?q={0}", "/chat/embed?lang={0}", "/{0}", "/?{0}={0}", "/v3/directline/conversations/{0}/activities?watermark={0}", "/v3/directline/conversations/{0}/stream?t={0}&watermark={0}", "/health/{0}",
    ];

    [Fact]
    public async Task No_address_makes_the_site_fail()
    {
        await using var site = new HelpDeskSite();
        using var client = site.CreateClient();
        foreach (var path in Paths)
        {
            foreach (var value in Values)
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(string.Format(CultureInfo.InvariantCulture, path, value), new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = false }));
                using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
                ((int)answer.StatusCode).ShouldBeLessThan(500, path + " " + value);
            }
        }
    }

    [Fact]
    public async Task No_header_makes_the_site_fail()
    {
        await using var site = new HelpDeskSite();
        using var client = site.CreateClient();
        foreach (var header in (string[])["Accept-Language", "Cookie", "X-Helpdesk-Session", "X-Helpdesk-Antiforgery", "Origin", "If-None-Match", "Authorization", "X-Forwarded-For", "Accept", "Referer", "Range"])
        {
            foreach (var value in (string[])["\u00ff\u0080", "=;=;,,q=", "Bearer ", "\"", "*;q=2,ja;q=x", "helpdesk-chat=%00; helpdesk-antiforgery=\u00e9", new string('a', 4_000), "bytes=9-1"])
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, "/search?q=ERR_20040");
                request.Headers.TryAddWithoutValidation(header, value);
                using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
                ((int)answer.StatusCode).ShouldBeLessThan(500, header + ": " + value);
            }
        }
    }

    [Theory]
    [InlineData("""{"email":"\ud800","code":"\udc00"}""")]
    [InlineData("""{"email":"\u0000","code":"\u0000"}""")]
    [InlineData("""{"email":5,"code":{}}""")]
    [InlineData("""{"email":null}""")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{")]
    [InlineData("")]
    public async Task What_a_page_posts_is_refused_with_words_and_never_with_a_failure(string body)
    {
        await using var smtp = new FakeSmtpServer();
        await using var site = Mailing(smtp);
        using var visitor = await Visitor.OpenAsync(site);
        await visitor.TokenAsync();
        foreach (var path in (string[])["/chat/email", "/chat/email/verify"])
        {
            using var answer = await PostAsync(visitor, path, body);
            answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest, path);
        }
    }

    [Fact]
    public async Task No_form_makes_the_site_fail()
    {
        await using var site = HelpDeskSite.With(null, ("Chat:TokensPerMinute", "10000"));
        using var visitor = await Visitor.OpenAsync(site);
        const string Multipart = "multipart/form-data; boundary=x";
        foreach (var (type, body) in ((string, string)[])
                 [
                     ("application/json", "{}"), ("text/plain", "matter=x"), ("application/x-www-form-urlencoded", ""), ("application/x-www-form-urlencoded", "matter=%00%ED%A0%80&key=%FF&company=%1b%5B31m"),
                     ("application/x-www-form-urlencoded", string.Concat(Enumerable.Repeat("a=b&", 2_000))), ("application/x-www-form-urlencoded", new string('a', 10_000) + "=x"),
                     (Multipart, ""), (Multipart, "--x"), (Multipart, "--x\r\nContent-Disposition: form-data; name=\"matter\"\r\n\r\nERR_20040"), (Multipart, "--x\r\n" + new string('h', 40_000)),
                     ("multipart/form-data", "--x--"), ("multipart/form-data; boundary=" + new string('b', 500), "--x--"),
                 ])
        {
            foreach (var path in (string[])["/inquiries/new", "/en/inquiries/new", "/articles/6-05/helpful", "/chat/token", "/chat/forget"])
            {
                foreach (var token in (string[])["", visitor.Antiforgery!])
                {
                    using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) };
                    request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
                    request.Headers.TryAddWithoutValidation("Sec-Fetch-Site", "same-origin");
                    request.Headers.TryAddWithoutValidation("X-Helpdesk-Antiforgery", token);
                    using var answer = await visitor.Client.SendAsync(request, TestContext.Current.CancellationToken);
                    ((int)answer.StatusCode).ShouldBeLessThan(500, $"{path} {type} {body[..Math.Min(body.Length, 60)]}");
                    (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldNotBeEmpty();
                }
            }
        }
    }

    [Fact]
    public async Task A_member_that_nobody_reads_costs_nothing()
    {
        await using var smtp = new FakeSmtpServer();
        await using var site = Mailing(smtp);
        using var visitor = await Visitor.OpenAsync(site);
        await visitor.TokenAsync();
        using var answer = await PostAsync(visitor, "/chat/email", "{\"email\":\"taro@example.co.jp\",\"odd\":\"\\ud800\",\"deep\":" + new string('[', 200) + new string(']', 200) + "}");
        answer.StatusCode.ShouldBe(HttpStatusCode.Accepted);
    }

    private static HelpDeskSite Mailing(FakeSmtpServer smtp) => HelpDeskSite.With(
        null, ("Mail:Host", "127.0.0.1"), ("Mail:Port", smtp.Port.ToString(CultureInfo.InvariantCulture)), ("Mail:Tls", "None"), ("Mail:From", "desk@helpdesk.example"));

    private static async Task<HttpResponseMessage> PostAsync(Visitor visitor, string path, string body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue("application/json")) };
        request.Headers.TryAddWithoutValidation("Sec-Fetch-Site", "same-origin");
        request.Headers.TryAddWithoutValidation("X-Helpdesk-Antiforgery", visitor.Antiforgery);
        return await visitor.Client.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
