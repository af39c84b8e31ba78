using AngleSharp.Html.Parser;
using HelpDesk.Conversation.Dialogue;
using HelpDesk.Conversation.Notices;
using HelpDesk.Sources;
using HelpDesk.Web.Knowledge;
using Microsoft.Extensions.DependencyInjection;

namespace HelpDesk.Web.Tests;

/// <summary>What the desk tells everybody for a time: on every page, in the greeting, live, and over when its time is.</summary>
public class NoticeTests
{
    private const string Outage = "notices:\n- ja: ただいまログインできません。\n  en: Logging in does not work.\n  severity: critical\n";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/", "重要", "ただいまログインできません。")]
    [InlineData("/search?q=ERR_99999", "重要", "ただいまログインできません。")]
    [InlineData("/articles/6-05", "重要", "ただいまログインできません。")]
    [InlineData("/chat", "重要", "ただいまログインできません。")]
    [InlineData("/en/chat/embed", "Important", "Logging in does not work.")]
    [InlineData("/en", "Important", "Logging in does not work.")]
    public async Task It_is_on_every_page_as_soon_as_the_file_says_so_and_gone_with_it(string address, string severity, string text)
    {
        using var kb = new KbCopy();
        await using var site = HelpDeskSite.On(kb.Folder);
        using var client = site.CreateClient();
        var knowledge = site.Services.GetRequiredService<ServedKnowledge>();
        (await NoticeAsync(client, address)).ShouldBeNull();

        await File.WriteAllTextAsync(Path.Combine(kb.Folder, "notice.yaml"), Outage, Stop);
        knowledge.Refresh();
        (await NoticeAsync(client, address))!.ShouldContain(severity);
        (await NoticeAsync(client, address))!.ShouldContain(text);
        knowledge.Bot.Next(DialogueState.New, new Incoming("", null, null, "ja", IncomingKind.Joined), new Person(Anonymous: true)).Replies[0].Text.ShouldStartWith("【重要】ただいまログインできません。\n\nこんにちは");

        File.Delete(Path.Combine(kb.Folder, "notice.yaml"));
        knowledge.Refresh();
        (await NoticeAsync(client, address)).ShouldBeNull();
    }

    [Fact]
    public async Task A_page_that_a_browser_holds_is_out_of_date_when_the_notice_ends()
    {
        using var kb = new KbCopy();
        var ends = TimeProvider.System.GetUtcNow().AddYears(1);
        await File.WriteAllTextAsync(Path.Combine(kb.Folder, "notice.yaml"), Outage + $"  until: \"{ends:yyyy-MM-dd'T'HH:mm:sszzz}\"\n", Stop);
        var loaded = NoticeFile.Read(kb.Folder, new FindingList());

        loaded[0].IsShown(ends.AddMinutes(-1)).ShouldBeTrue();
        loaded[0].IsShown(ends).ShouldBeFalse();
    }

    [Theory]
    [InlineData("from: \"2026-12-01 09:00\"", "2026-11-30T23:59:59Z", false)]
    [InlineData("from: \"2026-12-01 09:00\"", "2026-12-01T00:00:00Z", true)]
    [InlineData("until: 2026-12-01", "2026-11-30T14:59:59Z", true)]
    [InlineData("until: 2026-12-01", "2026-11-30T15:00:00Z", false)]
    [InlineData("until: \"2026-12-01T09:00+00:00\"", "2026-12-01T08:59:00Z", true)]
    public void It_begins_and_ends_by_the_clock_of_Tokyo(string line, string now, bool shown)
    {
        var (notices, findings) = Read(Outage + "  " + line);

        findings.All.ShouldBeEmpty();
        notices[0].IsShown(DateTimeOffset.Parse(now, System.Globalization.CultureInfo.InvariantCulture)).ShouldBe(shown);
    }

    [Theory]
    [InlineData("notices:\n- ja: あ\n", "KB004")]
    [InlineData("notices:\n- { ja: あ, en: a, severity: bad }\n", "KB076")]
    [InlineData("notices:\n- { ja: あ, en: a, severity: \"1\" }\n", "KB076")]
    [InlineData("notices:\n- { ja: あ, en: a, until: tomorrow }\n", "KB077")]
    [InlineData("notices:\n- { ja: あ, en: a, from: 2026-12-02, until: 2026-12-01 }\n", "KB078")]
    [InlineData("notices:\n- { ja: あ, en: a, untill: 2026-12-01 }\n", "KB008")]
    [InlineData("notice: x\n", "KB008")]
    public void What_is_wrong_in_it_is_a_finding(string yaml, string code) => Read(yaml).Findings.All.ShouldContain(finding => finding.Code == code && finding.Place.Line > 0);

    [Theory]
    [InlineData(NoticeFile.LongestText, 0)]
    [InlineData(NoticeFile.LongestText + 1, 1)]
    public void A_text_has_a_length(int length, int findings) => Read($"notices:\n- {{ ja: {new string('あ', length)}, en: a }}\n").Findings.All.Count.ShouldBe(findings);

    private static (IReadOnlyList<Notice> Notices, FindingList Findings) Read(string yaml)
    {
        var folder = Directory.CreateTempSubdirectory("helpdesk-notice-").FullName;
        File.WriteAllText(Path.Combine(folder, "notice.yaml"), yaml);
        var findings = new FindingList();
        var notices = NoticeFile.Read(folder, findings);
        Directory.Delete(folder, recursive: true);
        return (notices, findings);
    }

    private static async Task<string?> NoticeAsync(HttpClient client, string address)
    {
        using var page = await new HtmlParser().ParseDocumentAsync(await client.GetStringAsync(address, Stop), Stop);
        return page.QuerySelector(".status-notice")?.TextContent;
    }
}
