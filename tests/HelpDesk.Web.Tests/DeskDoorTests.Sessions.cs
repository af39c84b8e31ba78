using System.Net;
using System.Text.RegularExpressions;
using HelpDesk.Scripts;
using HelpDesk.Storage.People;
using HelpDesk.Ticketing.People;
using HelpDesk.Web.Desk;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace HelpDesk.Web.Tests;

/// <summary>Sign-ins are listed, and what was ended is over.</summary>
public sealed partial class DeskDoorTests
{
    private const string Edge = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36 Edg/141.0.0.0";
    private const string Firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

    [Fact]
    public async Task Of_two_browsers_one_ends_the_other_and_no_copy_of_its_cookie_opens_anything()
    {
        using var office = Client();
        var (_, recovery) = await JoinAsync(office, "佐藤", DeskRole.Agent);
        using var home = Client();
        home.DefaultRequestHeaders.UserAgent.ParseAdd(Edge);
        office.DefaultRequestHeaders.UserAgent.ParseAdd(Firefox);
        var stolen = await CookieAsync(home, recovery[0]);
        var kept = await CookieAsync(office, recovery[1]);
        (await ReplayAsync(stolen)).ShouldBe(HttpStatusCode.OK);

        var page = WebUtility.HtmlDecode(await office.GetStringAsync("/desk/sessions", Stop));
        page.ShouldContain("Edge 141, Windows");
        page.ShouldContain("Firefox 140, Linux");
        page.ShouldNotContain(stolen.Split('=')[1]);
        var other = SessionFields(page).ShouldHaveSingleItem("the one that asks is no other");
        var form = new Dictionary<string, string> { ["session"] = other };
        using var forged = await PostAsync(office, "/desk/sessions", form);
        forged.StatusCode.ShouldBe(HttpStatusCode.BadRequest, "no token: another site's wish");
        form["__RequestVerificationToken"] = Field(page, "__RequestVerificationToken");
        using var ended = await PostAsync(office, "/desk/sessions", form);
        ended.Headers.Location!.OriginalString.ShouldBe("/desk/sessions?ended=1");
        using var refused = await home.GetAsync("/desk", Stop);
        refused.Headers.Location!.OriginalString.ShouldContain("/desk/sign-in");
        (await ReplayAsync(stolen)).ShouldBe(HttpStatusCode.Redirect);
        (await RenewsAsync(office)).ShouldBeFalse("a request costs no write and no cookie");
        clock.Skip(SessionRegister.SeenEvery);
        (await RenewsAsync(office)).ShouldBeTrue();

        // Who signs in anew leaves nothing behind in the same browser; who signs out, nothing in anybody's.
        var again = await CookieAsync(office, recovery[2]);
        (await ReplayAsync(kept)).ShouldBe(HttpStatusCode.Redirect);
        using var left = await PostAsync(office, "/desk/sign-out", new() { ["__RequestVerificationToken"] = Field(await office.GetStringAsync("/desk", Stop), "__RequestVerificationToken") });
        (await ReplayAsync(again)).ShouldBe(HttpStatusCode.Redirect);
        (await Audit.ReadAsync(null, Stop)).Where(line => line.What == "session-ended").Select(line => (line.By, line.On)).ShouldBe([("佐藤", "佐藤")]);
    }

    [Fact]
    public async Task An_administrator_ends_anybodys_and_nobody_else_does()
    {
        using var agent = Client();
        using var admin = Client();
        var (_, codes) = await JoinAsync(agent, "佐藤", DeskRole.Agent, DeskRole.Lead);
        var (_, adminCodes) = await JoinAsync(admin, "管理", DeskRole.Admin);
        var agents = await CookieAsync(agent, codes[0]);
        (await SignInAsync(admin, "管理", Password, adminCodes[0])).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var ids = (await People.ListAsync(Stop)).ToDictionary(user => user.DisplayName, user => user.Id);
        string Of(string name) => $"/desk/people/{ids[name]}/sessions";

        (await StatusAsync(agent, Of("管理"))).ShouldBe(HttpStatusCode.NotFound);
        (await StatusAsync(agent, Of("佐藤"))).ShouldBe(HttpStatusCode.NotFound, "one's own are at /desk/sessions");
        (await StatusAsync(admin, "/desk/people/x/sessions")).ShouldBe(HttpStatusCode.NotFound);
        var adminsId = (await site.Services.GetRequiredService<SessionRegister>().ListAsync(ids["管理"], Stop)).Single().Hash;
        var token = Field(await agent.GetStringAsync("/desk", Stop), "__RequestVerificationToken");
        foreach (var (path, session) in ((string, string)[])[("/desk/sessions", adminsId), (Of("管理"), adminsId), (Of("管理"), "")])
        {
            using var tried = await PostAsync(agent, path, new() { ["__RequestVerificationToken"] = token, ["session"] = session });
            tried.StatusCode.ShouldBe(path == "/desk/sessions" ? HttpStatusCode.Redirect : HttpStatusCode.NotFound);
            (await StatusAsync(admin, "/desk/people")).ShouldBe(HttpStatusCode.OK, path);
        }

        var page = await admin.GetStringAsync(Of("佐藤"), Stop);
        SessionFields(page).ShouldHaveSingleItem();
        using var ended = await PostAsync(admin, Of("佐藤"), new() { ["__RequestVerificationToken"] = Field(page, "__RequestVerificationToken") });
        ended.Headers.Location!.OriginalString.ShouldBe(Of("佐藤") + "?ended=1");
        (await ReplayAsync(agents)).ShouldBe(HttpStatusCode.Redirect);
        var line = (await Audit.ReadAsync(null, Stop))[0];
        (line.By, line.What, line.On).ShouldBe(("管理", "session-ended", "佐藤"));
    }

    [Theory]
    [InlineData(Edge, "Edge 141, Windows")]
    [InlineData(Firefox, "Firefox 140, Linux")]
    [InlineData("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15", "Safari 18, macOS")]
    [InlineData("Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/141.0.7390.41 Mobile/15E148 Safari/604.1", "Chrome 141, iPhone")]
    [InlineData("Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Mobile Safari/537.36", "Chrome 141, Android")]
    [InlineData("curl/8.5.0", "curl 8")]
    [InlineData("Mozilla/5.0 (Windows NT 10.0)", "Mozilla 5, Windows")]
    [InlineData("<script>alert(1)</script>", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void A_browser_is_named_as_people_know_it(string? agent, string? words) => BrowserWords.Of(agent).ShouldBe(words);

    private static async Task<bool> RenewsAsync(HttpClient client)
    {
        using var answer = await client.GetAsync("/desk", Stop);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        return answer.Headers.TryGetValues("Set-Cookie", out var cookies) && cookies.Any(one => one.StartsWith("helpdesk-desk=", StringComparison.Ordinal));
    }

    /// <summary>Signs in, and gives the cookie as whoever copied it would send it.</summary>
    private static async Task<string> CookieAsync(HttpClient client, string code)
    {
        using var entered = await SignInAsync(client, "佐藤", Password, code);
        entered.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        return entered.Headers.GetValues("Set-Cookie").Single(one => one.StartsWith("helpdesk-desk=", StringComparison.Ordinal)).Split(';')[0];
    }

    private async Task<HttpStatusCode> ReplayAsync(string cookie)
    {
        using var thief = site.CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false, HandleCookies = false });
        thief.DefaultRequestHeaders.Add("Cookie", cookie);
        return await StatusAsync(thief, "/desk");
    }

    private static List<string> SessionFields(string page) => [.. Regex.Matches(page, "name=\"session\" value=\"([0-9a-f]{64})\"", RegexOptions.None, TimeSpan.FromSeconds(1)).Select(match => match.Groups[1].Value)];
}
