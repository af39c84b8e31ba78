using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using HelpDesk.Scripts;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using MimeKit;

namespace HelpDesk.Web.Tests;

/// <summary>An e-mail address proved by a code that really went by SMTP.</summary>
public sealed partial class EmailTests : IAsyncDisposable
{
    private const string Email = "taro.yamada@example.co.jp";

    private readonly FakeSmtpServer server = new();
    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2026, 11, 25, 9, 0, 0, TimeSpan.Zero));

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Theory]
    [InlineData("ja", "確認コード", "10分以内")]
    [InlineData("en", "Your code", "within ten minutes")]
    public async Task The_mail_says_what_it_is_for_in_the_language_of_the_page(string language, string subject, string text)
    {
        await using var site = Site();
        using var visitor = await NewVisitorAsync(site);
        using var answer = await visitor.PostAsync("/chat/email?lang=" + language, new { email = " Taro.Yamada@EXAMPLE.co.jp " });
        answer.StatusCode.ShouldBe(HttpStatusCode.Accepted);

        var mail = await server.NextAsync(Stop);
        mail.To.ShouldContain($"<{Email}>");
        mail.From.ShouldContain("<desk@helpdesk.example>");
        var message = await Read(mail);
        message.Subject.ShouldNotBeNull().ShouldContain(subject);
        message.Subject.Any(char.IsAsciiDigit).ShouldBeFalse("what a locked screen shows proves nothing");
        message.TextBody!.ShouldContain(text);
        Code(message).ShouldMatch("^[0-9]{6}$");
        message.Date.ShouldBe(clock.GetUtcNow());
    }

    [Fact]
    public async Task Whoever_proves_the_address_in_another_browser_is_the_same_person()
    {
        await using var site = Site();
        using var office = await NewVisitorAsync(site);
        var user = await office.UserAsync();
        await ProveAsync(office, Email);
        (await office.UserAsync()).ShouldBe(user, "the first to prove it stays who they are");

        using var home = await NewVisitorAsync(site);
        var opened = await ProveAsync(home, "ＴＡＲＯ.yamada@example.co.jp");
        opened.GetProperty("userId").GetString().ShouldBe(user);
        (await home.UserAsync()).ShouldBe(user, "the cookie says so too");
    }

    [Fact]
    public async Task The_next_person_at_a_shared_machine_does_not_become_the_one_before()
    {
        await using var site = Site();
        using var visitor = await NewVisitorAsync(site);
        await ProveAsync(visitor, Email);
        var taro = await visitor.UserAsync();
        await ProveAsync(visitor, "hanako@example.co.jp");
        (await visitor.UserAsync()).ShouldNotBe(taro);
        await ProveAsync(visitor, Email);
        (await visitor.UserAsync()).ShouldBe(taro);
    }

    [Fact]
    public async Task A_code_is_for_the_browser_that_asked_for_it()
    {
        await using var site = Site();
        using var taro = await NewVisitorAsync(site);
        using var thief = await NewVisitorAsync(site);
        var code = await AskAsync(taro, Email);
        (await VerifyAsync(thief, Email, code)).ShouldBe("code_wrong");
        (await VerifyAsync(taro, Email, code)).ShouldBeNull();
    }

    [Theory]
    [InlineData(599, null)]
    [InlineData(601, "code_wrong")]
    public async Task A_code_is_good_for_ten_minutes(int seconds, string? refused)
    {
        await using var site = Site();
        using var visitor = await NewVisitorAsync(site);
        var code = await AskAsync(visitor, Email);
        clock.Skip(TimeSpan.FromSeconds(seconds));
        (await VerifyAsync(visitor, Email, code)).ShouldBe(refused);
    }

    [Theory]
    [InlineData(4, null)]
    [InlineData(5, "code_wrong")]
    public async Task A_code_can_be_tried_five_times(int wrong, string? refused)
    {
        await using var site = Site();
        using var visitor = await NewVisitorAsync(site);
        var code = await AskAsync(visitor, Email);
        for (var i = 0; i < wrong; i++)
        {
            (await VerifyAsync(visitor, Email, Other(code))).ShouldBe("code_wrong");
        }

        (await VerifyAsync(visitor, Email, code)).ShouldBe(refused);
    }

    [Fact]
    public async Task A_code_is_good_once_and_may_be_typed_with_spaces_in_full_width()
    {
        await using var site = Site();
        using var visitor = await NewVisitorAsync(site);
        var code = await AskAsync(visitor, Email);
        var typed = string.Concat(code[..3].Select(c => (char)(c - '0' + '０'))) + " " + code[3..];
        (await VerifyAsync(visitor, Email, typed)).ShouldBeNull();
        (await VerifyAsync(visitor, Email, code)).ShouldBe("code_wrong");
    }

    [Fact]
    public async Task A_browser_gets_five_codes_in_an_hour_and_takes_none_from_others()
    {
        await using var site = Site();
        using var stranger = await NewVisitorAsync(site);
        for (var i = 0; i < 5; i++)
        {
            await AskAsync(stranger, i % 2 == 0 ? Email : "ta\u00adro.\u200byamada\u2060@example.co.jp\ufe0f");
            clock.Skip(TimeSpan.FromMinutes(1));
        }

        using var refused = await stranger.PostAsync("/chat/email", new { email = Email });
        refused.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        refused.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromMinutes(55));
        using var owner = await NewVisitorAsync(site);
        await AskAsync(owner, Email);
        clock.Skip(TimeSpan.FromMinutes(55));
        await AskAsync(stranger, Email);
    }

    [Fact]
    public async Task Forty_at_once_get_five_codes()
    {
        await using var site = Site();
        using var visitor = await NewVisitorAsync(site);
        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => visitor.PostAsync("/chat/email", new { email = Email })));
        answers.Count(answer => answer.StatusCode == HttpStatusCode.Accepted).ShouldBe(5);
        foreach (var answer in answers)
        {
            if (answer.StatusCode != HttpStatusCode.Accepted)
            {
                answer.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
                answer.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromHours(1));
                (await answer.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("code").GetString().ShouldBe("too_many");
            }

            answer.Dispose();
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("taro")]
    [InlineData("taro@localhost")]
    [InlineData("a@example.co.jp, b@example.co.jp")]
    [InlineData("Taro <taro@example.co.jp>")]
    [InlineData("taro@example.co.jp\r\nBcc: all@example.co.jp")]
    public async Task What_is_no_address_gets_no_mail(string email)
    {
        await using var site = Site();
        using var visitor = await NewVisitorAsync(site);
        using var answer = await visitor.PostAsync("/chat/email", new { email });
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        server.IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public async Task A_mail_server_that_takes_nothing_is_said_plainly()
    {
        await using var refusing = new FakeSmtpServer(refuses: true);
        await using var site = Site(refusing.Port);
        using var visitor = await NewVisitorAsync(site);
        using var answer = await visitor.PostAsync("/chat/email", new { email = Email });
        answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await answer.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("code").GetString().ShouldBe("mail_failed");
    }

    [Fact]
    public async Task Without_a_mail_server_nothing_is_offered()
    {
        await using var site = new HelpDeskSite();
        using var visitor = await NewVisitorAsync(site);
        using var answer = await visitor.PostAsync("/chat/email", new { email = Email });
        answer.StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
        (await visitor.Client.GetStringAsync("/chat", Stop)).ShouldNotContain("open-email");
    }

    private static async Task<Visitor> NewVisitorAsync(HelpDeskSite site)
    {
        var visitor = await Visitor.OpenAsync(site);
        await visitor.TokenAsync();
        return visitor;
    }

    private static async Task<MimeMessage> Read(FakeSmtpServer.Mail mail)
    {
        using var source = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(mail.Source));
        return await MimeMessage.LoadAsync(source, Stop);
    }

    private static string Code(MimeMessage message) => SixDigits().Match(message.TextBody!).Value;

    private static string Other(string code) => (code[0] == '1' ? '2' : '1') + code[1..];

    [GeneratedRegex(@"\b[0-9]{6}\b", RegexOptions.None, 1000)]
    private static partial Regex SixDigits();

    private HelpDeskSite Site(int? port = null) => HelpDeskSite.With(
        services => services.AddSingleton<TimeProvider>(clock),
        ("Mail:Host", "127.0.0.1"), ("Mail:Port", (port ?? server.Port).ToString(System.Globalization.CultureInfo.InvariantCulture)),
        ("Mail:From", "ヘルプデスク <desk@helpdesk.example>"), ("Mail:Tls", "None"), ("Chat:EmailsPerMinute", "1000"));

    private async Task<string> AskAsync(Visitor visitor, string email)
    {
        using var answer = await visitor.PostAsync("/chat/email", new { email });
        answer.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        return Code(await Read(await server.NextAsync(Stop)));
    }

    private static async Task<string?> VerifyAsync(Visitor visitor, string email, string code)
    {
        using var answer = await visitor.PostAsync("/chat/email/verify", new { email, code });
        return answer.IsSuccessStatusCode ? null : (await answer.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("code").GetString();
    }

    private async Task<JsonElement> ProveAsync(Visitor visitor, string email)
    {
        var code = await AskAsync(visitor, email);
        using var answer = await visitor.PostAsync("/chat/email/verify", new { email, code });
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadFromJsonAsync<JsonElement>(Stop);
    }
}
