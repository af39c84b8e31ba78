using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using HelpDesk.Sources;
using HelpDesk.Storage.Desk;
using HelpDesk.Ticketing.Contacts;
using HelpDesk.Ticketing.People;
using Microsoft.Extensions.DependencyInjection;

namespace HelpDesk.Web.Tests;

/// <summary>What the desk's one box finds beside inquiries, and for whom.</summary>
public sealed partial class DeskDoorTests
{
    [Fact]
    public async Task The_one_box_finds_articles_text_blocks_and_contacts_with_marks_and_only_for_who_sees_inquiries()
    {
        var contact = new Contact("03", "鶴亀パワーグリッド", new DateOnly(2020, 1, 1)) { Mail = "net@tsurukame.example" };
        await site.Services.GetRequiredService<DeskContacts>().TakeInAsync([new ContactLine(contact, new Place("x", 1, 1))], "x", "contact-changed", new FindingList(), Stop);
        using var client = Client();
        var (key, _) = await JoinAsync(client, "佐藤", DeskRole.Agent);
        (await SignInAsync(client, "佐藤", Password, Code(key))).Dispose();

        (await FindAsync(client, "画面に ＥＲＲ２００４０ と出ます")).ShouldContain("class=\"recognised\"");
        var word = await FindAsync(client, "廃止取次");
        Group(word, "found-articles").ShouldContain("<mark>廃止取次</mark>");
        word.ShouldContain("<details>", Case.Sensitive, "the rest is folded");
        Group(await FindAsync(client, "cancellation"), "found-articles").ShouldContain("<li", Case.Sensitive, "by its translation");
        Group(await FindAsync(client, "ﾒｯｾｰｼﾞ 写し"), "found-blocks").ShouldContain("<mark>メッセージ</mark>");
        Group(await FindAsync(client, "ﾒｯｾｰｼﾞ -写し"), "found-blocks").ShouldBeEmpty();
        var company = await FindAsync(client, "鶴亀");
        company.ShouldContain("<mark>鶴亀</mark>パワーグリッド");
        company.ShouldContain("net@tsurukame.example");
        (await FindAsync(client, "東京電力 net@")).ShouldContain("鶴亀パワーグリッド", Case.Sensitive, "by the area's operator as kb names it");

        foreach (var typed in (string[])["担当:なし", "鶴亀 担当:なし", "-", "", "「」"])
        {
            (await FindAsync(client, typed)).ShouldNotContain("id=\"beside\"", Case.Sensitive, typed);
        }

        (await client.GetStringAsync("/desk/search?q=" + Uri.EscapeDataString("\"><script>alert(1)</script>"), Stop)).ShouldNotContain("<script>alert");

        using var admin = Client();
        var (adminKey, _) = await JoinAsync(admin, "管理", DeskRole.Admin);
        (await SignInAsync(admin, "管理", Password, Code(adminKey))).Dispose();
        foreach (var typed in (string[])["鶴亀", "廃止取次", "ERR_20040"])
        {
            var nothing = await FindAsync(admin, typed);
            nothing.ShouldNotContain("id=\"beside\"");
            nothing.ShouldNotContain("class=\"recognised\"");
        }
    }

    [Fact]
    public async Task The_palette_knows_what_its_person_may_open_and_no_more()
    {
        await OpenAsync("番号 " + Point + " の件");
        foreach (var (name, role, opens, finds) in ((string, DeskRole, string[], bool)[])
            [("佐藤", DeskRole.Agent, ["/desk", "/desk/reports", "/desk/contacts", "/desk?view=mine", "/desk/passkeys"], true), ("管理", DeskRole.Admin, ["/desk/contacts", "/desk/people", "/desk/audit", "/desk/passkeys"], false)])
        {
            using var person = Client();
            (await StatusAsync(person, "/desk/palette")).ShouldBe(HttpStatusCode.Redirect, "not signed in");
            var (key, _) = await JoinAsync(person, name, role);
            (await SignInAsync(person, name, Password, Code(key))).Dispose();
            using var answer = await person.GetAsync("/desk/palette", Stop);
            answer.Headers.CacheControl!.NoStore.ShouldBeTrue();
            var list = JsonElement.Parse(await answer.Content.ReadAsStringAsync(Stop));
            var places = list.GetProperty("places").EnumerateArray().Select(place => place.GetProperty("address").GetString()!).ToList();
            opens.ShouldBeSubsetOf(places);
            (places.Contains("/desk/people"), places.Contains("/desk?view=all"), list.GetProperty("search").GetString() is not null).ShouldBe((!finds, finds, finds));
            foreach (var place in places)
            {
                (await StatusAsync(person, place)).ShouldBe(HttpStatusCode.OK, place);
            }

            using var found = await person.GetAsync("/desk/palette/inquiries?q=hd2026000001", Stop);
            found.StatusCode.ShouldBe(finds ? HttpStatusCode.OK : HttpStatusCode.NotFound);
            if (finds)
            {
                var text = await found.Content.ReadAsStringAsync(Stop);
                text.ShouldContain("/desk/inquiries/HD-2026-000001");
                text.ShouldNotContain(Point, Case.Sensitive, "personal data is for the inquiry's own page");
                (await person.GetStringAsync("/desk/palette/inquiries?q=hd2026000002", Stop)).ShouldBe("[]");
            }
        }

        using var other = Client();
        var (otherKey, _) = await JoinAsync(other, "他所", DeskRole.Agent);
        await People.SetRolesAsync("他所", [DeskRole.Agent], ["tokyo"], "x", Stop);
        (await SignInAsync(other, "他所", Password, Code(otherKey))).Dispose();
        (await other.GetStringAsync("/desk/palette/inquiries?q=hd2026000001", Stop)).ShouldBe("[]", "another team's is as if it were not there");
    }

    private static async Task<string> FindAsync(HttpClient client, string typed) => WebUtility.HtmlDecode(await client.GetStringAsync("/desk/search?q=" + Uri.EscapeDataString(typed), Stop));

    /// <summary>The list under a heading; empty where there is none.</summary>
    private static string Group(string page, string heading) => Regex.Match(page, $"<ul class=\"found\" aria-labelledby=\"{heading}\">(.*?)</ul>", RegexOptions.Singleline, TimeSpan.FromSeconds(1)).Groups[1].Value;
}
