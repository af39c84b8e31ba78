using System.Net;
using System.Text.RegularExpressions;
using HelpDesk.Desk;
using HelpDesk.Scripts;
using HelpDesk.Storage.People;
using HelpDesk.Ticketing.People;
using HelpDesk.Ticketing.Tickets;
using HelpDesk.Web.Desk;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using OtpNet;

namespace HelpDesk.Web.Tests;

/// <summary>Who gets into the agents' desk, and who does not.</summary>
public sealed partial class DeskDoorTests : IAsyncDisposable
{
    private const string Password = "correct horse battery";

    private readonly FakeTimeProvider clock = new(TimeProvider.System.GetUtcNow());
    private readonly HelpDeskSite site;

    public DeskDoorTests() => site = HelpDeskSite.With(services => services.AddSingleton<TimeProvider>(clock));

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private DeskPeople People => site.Services.GetRequiredService<DeskPeople>();

    private DeskAudit Audit => site.Services.GetRequiredService<DeskAudit>();

    [Fact]
    public async Task Nothing_of_the_desk_answers_without_a_session_but_its_door()
    {
        using var client = Client();
        var addresses = site.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Select(endpoint => "/" + endpoint.RoutePattern.RawText!.TrimStart('/'))
            .Where(path => path.StartsWith("/desk", StringComparison.Ordinal) || path.StartsWith("/_blazor", StringComparison.Ordinal)).Distinct().ToList();
        addresses.Count.ShouldBeGreaterThan(5);
        string[] door = ["/desk/sign-in", "/desk/join/{token}", "/desk/join", "/desk/sign-out", "/desk/sign-in/elsewhere", "/desk/sign-in/passkey"];
        foreach (var path in addresses.Except(door))
        {
            using var answer = await client.GetAsync(Parameters().Replace(path, "x"), Stop);
            ((int)answer.StatusCode).ShouldBeOneOf([302, 401, 404, 405], path);
            if (answer.StatusCode == HttpStatusCode.Redirect)
            {
                answer.Headers.Location!.OriginalString.ShouldContain("/desk/sign-in", Case.Sensitive, path);
            }

            using var posted = await client.PostAsync(Parameters().Replace(path, "x"), null, Stop);
            ((int)posted.StatusCode).ShouldBeInRange(300, 499, path);
        }
    }

    [Fact]
    public async Task Whoever_was_invited_joins_signs_in_and_out_and_the_audit_says_so()
    {
        using var client = Client();
        var (key, recovery) = await JoinAsync(client, "佐藤", DeskRole.Agent);
        recovery.Count.ShouldBe(10);
        (await StatusAsync(client, "/desk")).ShouldBe(HttpStatusCode.Redirect);
        using var entered = await SignInAsync(client, "佐藤", Password, Code(key), "/desk/inquiries/HD-2026-000001");
        entered.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        entered.Headers.Location!.OriginalString.ShouldBe("/desk/inquiries/HD-2026-000001");
        var cookie = entered.Headers.GetValues("Set-Cookie").Single(one => one.StartsWith("helpdesk-desk", StringComparison.Ordinal));
        cookie.ShouldContain("httponly", Case.Insensitive);
        cookie.ShouldContain("samesite=lax", Case.Insensitive);
        (await StatusAsync(client, "/desk")).ShouldBe(HttpStatusCode.OK);
        (await StatusAsync(client, "/desk/nowhere")).ShouldBe(HttpStatusCode.NotFound);

        using var page = await client.GetAsync("/desk", Stop);
        page.Headers.GetValues("Content-Security-Policy").Single().ShouldContain("script-src 'self';");
        var token = Field(await page.Content.ReadAsStringAsync(Stop), "__RequestVerificationToken");
        using var forged = await PostAsync(client, "/desk/sign-out", []);
        forged.StatusCode.ShouldBe(HttpStatusCode.BadRequest, "no token: another site's wish");
        using var signedOut = await PostAsync(client, "/desk/sign-out", new() { ["__RequestVerificationToken"] = token });
        signedOut.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await StatusAsync(client, "/desk")).ShouldBe(HttpStatusCode.Redirect);
        (await Audit.ReadAsync(null, Stop)).Select(line => line.What).ShouldBe(["signed-out", "signed-in", "joined", "invited", "person-added"]);
    }

    [Fact]
    public async Task Wrong_unknown_disabled_and_locked_look_the_same()
    {
        using var client = Client();
        var (key, _) = await JoinAsync(client, "佐藤", DeskRole.Agent, DeskRole.Admin);
        var (otherKey, _) = await JoinAsync(client, "伊藤", DeskRole.Agent);
        await People.DisableAsync("伊藤", "x", Stop);
        List<string> seen = [];
        foreach (var (name, password, code) in ((string, string, string)[])[("だれか", Password, "123456"), ("佐藤", "wrong wrong wrong", Code(key)), ("佐藤", Password, "000000"), ("伊藤", Password, Code(otherKey))])
        {
            using var answer = await SignInAsync(client, name, password, code);
            answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
            seen.Add(Varying().Replace(await answer.Content.ReadAsStringAsync(Stop), ""));
        }

        seen.Distinct().Count().ShouldBe(1);
        for (var i = 0; i < DeskDoor.MostWrong; i++)
        {
            (await SignInAsync(client, "佐藤", "wrong wrong wrong", "000000")).Dispose();
        }

        using var locked = await SignInAsync(client, "佐藤", Password, Code(key));
        locked.StatusCode.ShouldBe(HttpStatusCode.Unauthorized, "five wrong ones lock the name");
        Varying().Replace(await locked.Content.ReadAsStringAsync(Stop), "").ShouldBe(seen[0]);
    }

    [Fact]
    public async Task A_code_counts_once_and_so_does_a_recovery_code_and_width_does_not_matter()
    {
        using var client = Client();
        var (key, recovery) = await JoinAsync(client, "佐藤", DeskRole.Agent);
        var code = Code(key);
        (await SignInAsync(client, "佐藤", Password, new string([.. code.Select(digit => (char)(digit - '0' + '０'))]))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await SignInAsync(Client(), "佐藤", Password, code)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized, "whoever looked over the shoulder");
        (await SignInAsync(Client(), "佐藤", Password, recovery[3])).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await SignInAsync(Client(), "佐藤", Password, recovery[3])).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/desk")]
    [InlineData("/desk//evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("/desk\\..\\..")]
    [InlineData("/desktop")]
    [InlineData("/search?q=x")]
    [InlineData("/desk/\r\nSet-Cookie: a=b")]
    public async Task Nobody_is_sent_elsewhere_by_signing_in(string to)
    {
        using var client = Client();
        var (key, _) = await JoinAsync(client, "佐藤", DeskRole.Agent);
        using var entered = await SignInAsync(client, "佐藤", Password, Code(key), to);
        entered.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        entered.Headers.Location!.OriginalString.ShouldBe("/desk");
    }

    [Fact]
    public async Task Who_loses_a_role_or_is_disabled_loses_the_session_at_once()
    {
        using var client = Client();
        var (_, recovery) = await JoinAsync(client, "佐藤", DeskRole.Agent);
        var next = 0;
        foreach (var end in (Func<Task>[])[() => People.SetRolesAsync("佐藤", [DeskRole.Reader], ["kanto"], "x", Stop), () => People.DisableAsync("佐藤", "x", Stop)])
        {
            (await SignInAsync(client, "佐藤", Password, recovery[next++])).StatusCode.ShouldBe(HttpStatusCode.Redirect);
            (await StatusAsync(client, "/desk")).ShouldBe(HttpStatusCode.OK);
            await end();
            (await StatusAsync(client, "/desk")).ShouldBe(HttpStatusCode.Redirect);
            clock.Skip(TimeSpan.FromMinutes(1));
        }
    }

    [Fact]
    public async Task A_link_that_was_used_or_never_was_leads_nowhere_and_a_weak_password_keeps_the_link()
    {
        using var client = Client();
        await People.AddAsync("佐藤", [DeskRole.Agent], [Ticket.HelpDesk], "x", Stop);
        var token = (await People.InviteAsync("佐藤", "x", Stop))!;
        var page = await client.GetStringAsync($"/desk/join/{token}", Stop);
        using var weak = await PostAsync(client, "/desk/join", Form(page, token, "short", "short", "000000"));
        weak.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        using var wrong = await PostAsync(client, "/desk/join", Form(page, token, Password, Password, "000000"));
        wrong.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        using var other = await PostAsync(client, "/desk/join", Form(page, token, Password, Password + "x", Code(Key(page))));
        other.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var another = (await People.InviteAsync("佐藤", "x", Stop))!;
        using var moved = await PostAsync(client, "/desk/join", Form(page, another, Password, Password, Code(Key(page))));
        moved.StatusCode.ShouldBe(HttpStatusCode.NotFound, "the authenticator's key of one link is none of another's");
        page = await client.GetStringAsync($"/desk/join/{another}", Stop);
        using var joined = await PostAsync(client, "/desk/join", Form(page, another, Password, Password, Code(Key(page))));
        joined.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await StatusAsync(client, $"/desk/join/{another}")).ShouldBe(HttpStatusCode.NotFound);
        (await StatusAsync(client, "/desk/join/abc")).ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task The_retailers_pages_know_nothing_of_it()
    {
        using var client = Client();
        foreach (var path in (string[])["/", "/chat", "/inquiries", "/search?q=ERR_20040"])
        {
            using var answer = await client.GetAsync(path, Stop);
            answer.StatusCode.ShouldBe(HttpStatusCode.OK);
            (answer.Headers.TryGetValues("Set-Cookie", out var cookies) ? cookies : []).ShouldNotContain(cookie => cookie.Contains("helpdesk-desk", StringComparison.Ordinal));
            (await answer.Content.ReadAsStringAsync(Stop)).ShouldNotContain("/desk/");
        }
    }

    [Theory]
    [InlineData("番号は03-1234-5678-9012-3456-7890-12、taro@example.co.jp です", "5678", "taro@")]
    [InlineData("0312345678901234567890", "031234567890")]
    public void Who_may_not_see_personal_data_does_not(string text, params string[] hidden)
    {
        foreach (var part in hidden)
        {
            DeskWords.Masked(text).ShouldNotContain(part);
        }

        DeskWords.Masked("ERR_20070が出て進めません").ShouldBe("ERR_20070が出て進めません");
    }

    [Fact]
    public void Every_word_of_the_desk_is_there_in_both_languages()
    {
        DeskTexts.For("en").Keys.ShouldBe(DeskTexts.For("ja").Keys, ignoreOrder: true);
        DeskTexts.For("ja").Keys.Count.ShouldBeGreaterThan(100);
    }

    public ValueTask DisposeAsync() => site.DisposeAsync();

    private HttpClient Client() => site.CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false });

    private static string Code(byte[] key) => new Totp(key).ComputeTotp();

    private Task<(byte[] Key, IReadOnlyList<string> Recovery)> JoinAsync(HttpClient client, string name, params DeskRole[] roles) => JoinAsync(client, name, roles, Ticket.HelpDesk);

    private async Task<(byte[] Key, IReadOnlyList<string> Recovery)> JoinAsync(HttpClient client, string name, DeskRole[] roles, string team)
    {
        (await People.AddAsync(name, roles, [team], "x", Stop)).ShouldBe(PersonOutcome.Done);
        var token = (await People.InviteAsync(name, "x", Stop))!;
        var page = await client.GetStringAsync($"/desk/join/{token}", Stop);
        var key = Key(page);
        using var joined = await PostAsync(client, "/desk/join", Form(page, token, Password, Password, Code(key)));
        joined.StatusCode.ShouldBe(HttpStatusCode.OK);
        return (key, [.. Recovery().Matches(await joined.Content.ReadAsStringAsync(Stop)).Select(match => match.Groups[1].Value)]);
    }

    private static async Task<HttpResponseMessage> SignInAsync(HttpClient client, string name, string password, string code, string to = "")
    {
        var page = await client.GetStringAsync("/desk/sign-in", Stop);
        return await PostAsync(client, "/desk/sign-in", new()
        {
            ["__RequestVerificationToken"] = Field(page, "__RequestVerificationToken"), ["name"] = name, ["password"] = password, ["code"] = code, ["return"] = to,
        });
    }

    private static Dictionary<string, string> Form(string page, string token, string password, string again, string code) => new()
    {
        ["__RequestVerificationToken"] = Field(page, "__RequestVerificationToken"), ["token"] = token, ["key"] = Field(page, "key"), ["password"] = password, ["again"] = again, ["code"] = code,
    };

    private static async Task<HttpResponseMessage> PostAsync(HttpClient client, string path, Dictionary<string, string> form)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new FormUrlEncodedContent(form) };
        request.Headers.Add("Sec-Fetch-Site", "same-origin");
        return await client.SendAsync(request, Stop);
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient client, string path)
    {
        using var answer = await client.GetAsync(path, Stop);
        return answer.StatusCode;
    }

    private static byte[] Key(string page) => Base32Encoding.ToBytes(KeyShown().Match(page).Groups[1].Value.Replace(" ", "", StringComparison.Ordinal));

    private static string Field(string page, string name) => WebUtility.HtmlDecode(Regex.Match(page, $"name=\"{name}\" value=\"([^\"]*)\"", RegexOptions.None, TimeSpan.FromSeconds(1)).Groups[1].Value);

    [GeneratedRegex("<code>([A-Z2-7 ]{20,})</code>", RegexOptions.None, 1000)]
    private static partial Regex KeyShown();

    [GeneratedRegex("<li><code>([^<]+)</code></li>", RegexOptions.None, 1000)]
    private static partial Regex Recovery();

    [GeneratedRegex(@"\{[^}]*\}", RegexOptions.None, 1000)]
    private static partial Regex Parameters();

    /// <summary>What every page has of its own, and the name that was typed.</summary>
    [GeneratedRegex("value=\"[^\"]*\"", RegexOptions.None, 1000)]
    private static partial Regex Varying();
}
