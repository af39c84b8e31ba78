using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace HelpDesk.Web.Tests;

/// <summary>Who a visitor is, in a cookie; and who may ask for a token.</summary>
public sealed class VisitorTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_returning_visitor_is_the_same_person_in_the_same_conversation()
    {
        await using var site = new HelpDeskSite();
        using var visitor = await Visitor.OpenAsync(site);
        var first = await visitor.TokenAsync();
        await visitor.LoadAsync();
        var again = await visitor.TokenAsync();

        first.GetProperty("userId").GetString().ShouldStartWith("dl_");
        first.GetProperty("userId").GetString()!.Length.ShouldBe("dl_".Length + 32, "128 random bits");
        first.GetProperty("expires_in").GetInt32().ShouldBe(1800);
        first.GetProperty("isNew").GetBoolean().ShouldBeTrue();
        again.GetProperty("userId").GetString().ShouldBe(first.GetProperty("userId").GetString());
        again.GetProperty("conversationId").GetString().ShouldBe(first.GetProperty("conversationId").GetString());
    }

    [Fact]
    public async Task Two_visitors_are_two_persons()
    {
        await using var site = new HelpDeskSite();
        using var one = await Visitor.OpenAsync(site);
        using var other = await Visitor.OpenAsync(site);
        var (first, second) = (await one.TokenAsync(), await other.TokenAsync());
        second.GetProperty("userId").GetString().ShouldNotBe(first.GetProperty("userId").GetString());
        second.GetProperty("conversationId").GetString().ShouldNotBe(first.GetProperty("conversationId").GetString());
    }

    [Theory]
    [InlineData("http://localhost", "helpdesk-chat=", false)]
    [InlineData("https://localhost", "__Host-helpdesk=", true)]
    public async Task The_cookie_is_out_of_reach_of_scripts_and_other_sites(string address, string name, bool secure)
    {
        await using var site = new HelpDeskSite();
        using var visitor = await Visitor.OpenAsync(site, address);
        using var answer = await visitor.PostAsync("/chat/token");

        var cookie = answer.Headers.GetValues("Set-Cookie").Single(set => set.StartsWith(name, StringComparison.Ordinal));
        cookie.ShouldContain("max-age=15552000");
        cookie.ShouldContain("path=/");
        cookie.ShouldContain("samesite=lax");
        cookie.ShouldContain("httponly");
        cookie.Contains("secure", StringComparison.Ordinal).ShouldBe(secure);
        cookie.ShouldNotContain("dl_");
    }

    [Theory]
    [InlineData("another site", "cross-site", null, true, "other_site")]
    [InlineData("another host of the same site", "same-site", null, true, "other_site")]
    [InlineData("an old browser on another site", null, "https://evil.example", true, "other_site")]
    [InlineData("no page at all", null, null, true, "other_site")]
    [InlineData("our origin, no token of the page", "same-origin", "http://localhost", false, "page_expired")]
    [InlineData("our page", "same-origin", "http://localhost", true, null)]
    [InlineData("an old browser on our page", null, "http://localhost", true, null)]
    public async Task Only_our_own_page_gets_a_token(string who, string? fetchSite, string? origin, bool antiforgery, string? refused)
    {
        await using var site = new HelpDeskSite();
        using var visitor = await Visitor.OpenAsync(site);
        visitor.Antiforgery = antiforgery ? visitor.Antiforgery : null;
        using var answer = await visitor.PostAsync("/chat/token", site: fetchSite, origin: origin);

        answer.StatusCode.ShouldBe(refused is null ? HttpStatusCode.OK : HttpStatusCode.Forbidden, who);
        answer.Headers.CacheControl!.NoStore.ShouldBeTrue();
        if (refused is not null)
        {
            (await answer.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("code").GetString().ShouldBe(refused);
            answer.Headers.Contains("Set-Cookie").ShouldBeFalse();
        }
    }

    [Fact]
    public async Task A_forged_cookie_is_a_stranger()
    {
        await using var site = new HelpDeskSite();
        using var visitor = await Visitor.OpenAsync(site);
        var known = await visitor.UserAsync();
        using var forger = await Visitor.OpenAsync(site);
        forger.Client.DefaultRequestHeaders.Add("Cookie", "helpdesk-chat=CfDJ8" + known);
        (await forger.UserAsync()).ShouldNotBe(known);
    }

    [Theory]
    [InlineData(179, true)]
    [InlineData(181, false)]
    public async Task A_visitor_is_known_for_180_days_after_the_last_visit(int days, bool known)
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 11, 25, 9, 0, 0, TimeSpan.Zero));
        await using var site = HelpDeskSite.With(services => services.AddSingleton<TimeProvider>(clock));
        using var visitor = await Visitor.OpenAsync(site);
        // The cookie without the browser's own expiry, which this clock does not turn.
        using var answer = await visitor.PostAsync("/chat/token");
        var user = (await answer.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("userId").GetString();
        clock.AdjustTime(clock.GetUtcNow() + TimeSpan.FromDays(days));
        ((await visitor.UserAsync()) == user).ShouldBe(known);
    }

    [Fact]
    public async Task Forgotten_means_another_person_in_another_conversation()
    {
        await using var site = new HelpDeskSite();
        using var visitor = await Visitor.OpenAsync(site);
        var user = await visitor.UserAsync();
        using var forgotten = await visitor.PostAsync("/chat/forget");
        forgotten.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await visitor.UserAsync()).ShouldNotBe(user);

        visitor.Antiforgery = null;
        using var strange = await visitor.PostAsync("/chat/forget");
        strange.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Who_asks_too_often_is_told_how_long_to_wait()
    {
        await using var site = HelpDeskSite.With(settings: ("Chat:TokensPerMinute", "2"));
        using var visitor = await Visitor.OpenAsync(site);
        await visitor.TokenAsync();
        await visitor.TokenAsync();
        using var third = await visitor.PostAsync("/chat/token?lang=en");

        third.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        third.Headers.RetryAfter!.Delta!.Value.ShouldBeInRange(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1));
        (await third.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("title").GetString().ShouldBe("Too many requests");
    }

    [Fact]
    public async Task A_framed_page_keeps_its_session_itself_and_gets_no_cookie()
    {
        await using var site = new HelpDeskSite();
        using var visitor = await Visitor.OpenAsync(site);
        visitor.Antiforgery = null;
        using var first = await visitor.PostAsync("/chat/token", session: "new");
        first.StatusCode.ShouldBe(HttpStatusCode.OK);
        first.Headers.Contains("Set-Cookie").ShouldBeFalse();
        var opened = await first.Content.ReadFromJsonAsync<JsonElement>(Stop);

        using var again = await visitor.PostAsync("/chat/token", session: opened.GetProperty("session").GetString());
        (await again.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("userId").GetString().ShouldBe(opened.GetProperty("userId").GetString());

        using var strange = await visitor.PostAsync("/chat/token", site: "cross-site", session: "new");
        strange.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }
}
