using System.Net;
using System.Text.RegularExpressions;
using HelpDesk.Scripts;
using HelpDesk.Storage.People;
using HelpDesk.Ticketing.People;
using HelpDesk.Ticketing.Tickets;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace HelpDesk.Web.Tests;

/// <summary>A desk whose people sign in at a provider of their own.</summary>
public sealed class OpenIdSite : IAsyncLifetime
{
    public FakeTimeProvider Clock { get; } = new(TimeProvider.System.GetUtcNow());

    public OpenIdProvider Provider { get; private set; } = null!;

    public HelpDeskSite Site { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Provider = await OpenIdProvider.StartAsync();
        Site = HelpDeskSite.With(
            services => services.AddSingleton<TimeProvider>(Clock),
            ("OpenId:Authority", Provider.Address), ("OpenId:ClientId", OpenIdProvider.Client), ("OpenId:ClientSecret", OpenIdProvider.Secret));
    }

    public async ValueTask DisposeAsync()
    {
        await Site.DisposeAsync();
        await Provider.DisposeAsync();
    }
}

/// <summary>Who gets into the desk by an account of their organisation, against a real provider.</summary>
public sealed class DeskOpenIdTests(OpenIdSite desk) : IClassFixture<OpenIdSite>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private DeskPeople People => desk.Site.Services.GetRequiredService<DeskPeople>();

    [Fact]
    public async Task Who_has_a_role_there_enters_as_what_they_are_and_signs_out_there_too()
    {
        using var client = Client();
        desk.Provider.SignedIn = new("1", "sato@example.co.jp", "佐藤", "Agent", "lead");
        using var entered = await EnterAsync(client, "/desk/inquiries/HD-2026-000001");
        Where(entered).ShouldBe("/desk/inquiries/HD-2026-000001");
        desk.Provider.SawProofs.ShouldBeTrue("PKCE");
        using var page = await client.GetAsync("/desk", Stop);
        page.StatusCode.ShouldBe(HttpStatusCode.OK);
        page.Headers.GetValues("Content-Security-Policy").Single().ShouldContain($"form-action 'self' {desk.Provider.Address};");
        var person = await PersonAsync("sato@example.co.jp");
        person.DisplayName.ShouldBe("佐藤");
        person.Roles.ShouldBe([DeskRole.Agent, DeskRole.Lead], ignoreOrder: true);
        person.PasswordHash.ShouldBeNull();
        (await People.InviteAsync("sato@example.co.jp", "x", Stop)).ShouldBeNull("a password here would outlive the account there");

        using var form = new HttpRequestMessage(HttpMethod.Post, "/desk/sign-out")
        {
            Content = new FormUrlEncodedContent([new("__RequestVerificationToken", Token(await page.Content.ReadAsStringAsync(Stop)))]),
        };
        form.Headers.Add("Sec-Fetch-Site", "same-origin");
        using var leaving = await client.SendAsync(form, Stop);
        leaving.Headers.Location!.OriginalString.ShouldStartWith(desk.Provider.Address + "/logout");
        using var back = await AtProviderAsync(leaving);
        desk.Provider.SignedOut[^1].ShouldNotBeNullOrEmpty("the provider is told who leaves");
        using var landed = await client.GetAsync(back.Headers.Location, Stop);
        Where(landed).ShouldBe("/desk/sign-in?out=1");
        (await StatusAsync(client, "/desk/sign-in?out=1")).ShouldBe(HttpStatusCode.OK, "no silent return");
        (await desk.Site.Services.GetRequiredService<SessionRegister>().ListAsync(person.Id, Stop)).ShouldBeEmpty("a copied cookie is worth nothing either");
        (await StatusAsync(client, "/desk")).ShouldBe(HttpStatusCode.Redirect);
    }

    [Theory]
    [InlineData]
    [InlineData("Administrator")]
    [InlineData("5")]
    [InlineData("0", "-1", "agent,admin", "ＡＤＭＩＮ", " admin")]
    public async Task Who_has_none_of_our_roles_there_has_none_here(params string[] roles)
    {
        using var client = Client();
        desk.Provider.SignedIn = new("none", "none@example.co.jp", "だれか", roles);
        using var refused = await EnterAsync(client);
        Where(refused).ShouldBe("/desk/sign-in?elsewhere=no-role");
        (await client.GetStringAsync("/desk/sign-in?elsewhere=no-role", Stop)).ShouldContain("役割がありません");
        (await StatusAsync(client, "/desk")).ShouldBe(HttpStatusCode.Redirect);
        (await People.ListAsync(Stop)).ShouldNotContain(person => person.UserName == "none@example.co.jp");
        (await AuditAsync(1))[0].ShouldBe(("none@example.co.jp", "refused"));
    }

    [Fact]
    public async Task A_name_opens_nobody_elses_place()
    {
        (await People.AddAsync("Kanri@example.co.jp", [DeskRole.Admin], [Ticket.HelpDesk], "x", Stop)).ShouldBe(PersonOutcome.Done);
        using var client = Client();
        desk.Provider.SignedIn = new("2", "kanri@EXAMPLE.co.jp", "管理", "reader");
        using var refused = await EnterAsync(client);
        Where(refused).ShouldBe("/desk/sign-in?elsewhere=failed");
        (await StatusAsync(client, "/desk")).ShouldBe(HttpStatusCode.Redirect);
        (await PersonAsync("Kanri@example.co.jp")).Roles.ShouldBe([DeskRole.Admin]);
    }

    [Fact]
    public async Task Roles_follow_the_provider_and_its_word_holds_for_an_hour()
    {
        using var client = Client();
        desk.Provider.SignedIn = new("3", "ito@example.co.jp", "伊藤", "admin");
        (await EnterAsync(client)).Dispose();
        using var other = Client();
        desk.Provider.SignedIn = desk.Provider.SignedIn with { Roles = ["reader"] };
        (await EnterAsync(other)).Dispose();
        (await PersonAsync("ito@example.co.jp")).Roles.ShouldBe([DeskRole.Reader]);
        (await AuditAsync(2)).ShouldBe([("伊藤", "signed-in"), (desk.Provider.Address + "/", "roles")]);
        (await StatusAsync(client, "/desk")).ShouldBe(HttpStatusCode.Redirect, "what the first session held is no more");
        (await StatusAsync(other, "/desk")).ShouldBe(HttpStatusCode.OK);
        for (var passed = TimeSpan.Zero; passed < SessionRegister.LastsFromElsewhere - TimeSpan.FromMinutes(10); passed += TimeSpan.FromMinutes(10))
        {
            desk.Clock.Skip(TimeSpan.FromMinutes(10));
            (await StatusAsync(other, "/desk")).ShouldBe(HttpStatusCode.OK);
        }

        desk.Clock.Skip(TimeSpan.FromMinutes(10));
        (await StatusAsync(other, "/desk")).ShouldBe(HttpStatusCode.Redirect, "however busy the session was");
    }

    [Fact]
    public async Task Who_is_disabled_here_stays_out_whatever_the_provider_says()
    {
        using var client = Client();
        desk.Provider.SignedIn = new("4", "kato@example.co.jp", "加藤", "agent");
        (await EnterAsync(client)).Dispose();
        await People.DisableAsync("kato@example.co.jp", "x", Stop);
        using var refused = await EnterAsync(client);
        Where(refused).ShouldBe("/desk/sign-in?elsewhere=failed");
    }

    [Fact]
    public async Task An_answer_of_another_browser_or_one_that_comes_twice_or_is_made_up_opens_nothing()
    {
        desk.Provider.SignedIn = new("5", "mori@example.co.jp", "森", "agent");
        using var attacker = Client();
        using var begun = await attacker.GetAsync("/desk/sign-in/elsewhere", Stop);
        using var answer = await AtProviderAsync(begun);
        using var victim = Client();
        using var planted = await victim.GetAsync(answer.Headers.Location, Stop);
        Where(planted).ShouldBe("/desk/sign-in?elsewhere=failed", "signed in as somebody else without knowing it");
        using var first = await attacker.GetAsync(answer.Headers.Location, Stop);
        Where(first).ShouldBe("/desk");
        using var again = await attacker.GetAsync(answer.Headers.Location, Stop);
        Where(again).ShouldBe("/desk/sign-in?elsewhere=failed");
        var lines = await AuditAsync(200);
        using var madeUp = await Client().GetAsync("/desk/sign-in/elsewhere/back?code=x&state=y", Stop);
        Where(madeUp).ShouldBe("/desk/sign-in?elsewhere=failed");
        (await AuditAsync(200)).Count.ShouldBe(lines.Count, "nobody fills the audit from outside");
    }

    [Fact]
    public async Task Who_the_provider_refuses_is_told_so()
    {
        desk.Provider.SignedIn = null;
        using var refused = await EnterAsync(Client());
        Where(refused).ShouldBe("/desk/sign-in?elsewhere=failed");
        (await Client().GetStringAsync("/desk/sign-in?elsewhere=failed", Stop)).ShouldContain("もう一度");
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/desk")]
    [InlineData("/desk\\..\\..")]
    public async Task Nobody_is_sent_elsewhere_afterwards(string to)
    {
        desk.Provider.SignedIn = new("6", "abe@example.co.jp", "阿部", "agent");
        using var entered = await EnterAsync(Client(), to);
        Where(entered).ShouldBe("/desk");
    }

    private static string Where(HttpResponseMessage answer) => answer.Headers.Location!.OriginalString;

    private static string Token(string page) =>
        WebUtility.HtmlDecode(Regex.Match(page, "name=\"__RequestVerificationToken\" value=\"([^\"]*)\"", RegexOptions.None, TimeSpan.FromSeconds(1)).Groups[1].Value);

    private static async Task<HttpStatusCode> StatusAsync(HttpClient client, string path)
    {
        using var answer = await client.GetAsync(path, Stop);
        return answer.StatusCode;
    }

    /// <summary>Follows an answer of ours to the provider, over the network, and gives what the provider sends the browser back with.</summary>
    private static async Task<HttpResponseMessage> AtProviderAsync(HttpResponseMessage answer)
    {
        using var browser = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false });
        return await browser.GetAsync(answer.Headers.Location, Stop);
    }

    private HttpClient Client() => desk.Site.CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false });

    private async Task<HttpResponseMessage> EnterAsync(HttpClient client, string? to = null)
    {
        using var begun = await client.GetAsync("/desk/sign-in/elsewhere" + (to is null ? "" : "?ReturnUrl=" + Uri.EscapeDataString(to)), Stop);
        begun.Headers.Location!.OriginalString.ShouldStartWith(desk.Provider.Address + "/authorize");
        using var back = await AtProviderAsync(begun);
        return await client.GetAsync(back.Headers.Location, Stop);
    }

    private async Task<Storage.Model.DeskUser> PersonAsync(string account) => (await People.ListAsync(Stop)).Single(person => person.UserName == account);

    private async Task<IReadOnlyList<(string By, string What)>> AuditAsync(int newest) =>
        [.. (await desk.Site.Services.GetRequiredService<DeskAudit>().ReadAsync(null, Stop)).Take(newest).Select(line => (line.By, line.What))];
}
