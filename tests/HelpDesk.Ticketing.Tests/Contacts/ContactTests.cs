using HelpDesk.Sources;
using HelpDesk.Ticketing.Contacts;

namespace HelpDesk.Ticketing.Tests.Contacts;

/// <summary>Where other companies are reached: one a day at most, from files that people keep in a spreadsheet.</summary>
public class ContactTests
{
    private const string Header = "code,name,valid_from,valid_to,mail,phone,form,hours,answer_days\n";

    private static readonly string[] Areas = ["01", "03"];

    [Theory]
    // rule, row, findings (none: taken in)
    [InlineData("an operator by its area", "03,東京電力パワーグリッド株式会社,2026-04-01,,sw@example.jp,03-0000-0000,https://example.jp/f,平日9-17時,2", "")]
    [InlineData("a company by its code", "12345,みらい電力,2026/4/1,,,,,,", "")]
    [InlineData("a code as Excel in Japan types it", "１２３４５,みらい電力,2026-04-01,,,,,,", "")]
    [InlineData("a text with a comma", "12345,みらい電力,2026-04-01,,,,,\"平日, 9時から\",", "")]
    [InlineData("no such area", "11,どこか,2026-04-01,,,,,,", "CON001")]
    [InlineData("a code of four digits, its zero lost", "1234,みらい電力,2026-04-01,,,,,,", "CON001")]
    [InlineData("a code of letters", "ABCDE,みらい電力,2026-04-01,,,,,,", "CON001")]
    [InlineData("no name", "12345,,2026-04-01,,,,,,", "CON002")]
    [InlineData("no first day", "12345,みらい電力,,,,,,,", "CON003")]
    [InlineData("a day that there is not", "12345,みらい電力,2026-02-30,,,,,,", "CON003")]
    [InlineData("a last day that is none", "12345,みらい電力,2026-04-01,soon,,,,,", "CON003")]
    [InlineData("ends before it begins", "12345,みらい電力,2026-04-01,2026-03-31,,,,,", "CON007")]
    [InlineData("no day to wait", "12345,みらい電力,2026-04-01,,,,,,0", "CON004")]
    [InlineData("a word for a number", "12345,みらい電力,2026-04-01,,,,,,三日", "CON004")]
    [InlineData("a form that runs", "12345,みらい電力,2026-04-01,,,,javascript:alert(1),,", "CON008")]
    [InlineData("two things at once", "1,みらい電力,,,,,,,", "CON001 CON003")]
    [InlineData("too few values", "12345,みらい電力", "KB011")]
    public void A_row_is_read_or_says_what_is_wrong(string rule, string row, string findings)
    {
        var found = new FindingList();
        var lines = ContactFile.Read(Header + row + "\n", "contacts.csv", Areas, found);
        string.Join(' ', found.All.Select(finding => finding.Code)).ShouldBe(findings, rule);
        lines.Count.ShouldBe(findings.Length == 0 ? 1 : 0, rule);
        foreach (var language in (string[])["ja", "en"])
        {
            found.All.ShouldAllBe(finding => finding.Describe(TextCatalog.Embedded(typeof(Finding).Assembly, "Texts", language)).Length > 30);
        }
    }

    [Theory]
    // rule, existing periods, the new one, what holds then
    [InlineData("the first", "", "2026-04-01..", "2026-04-01..")]
    [InlineData("a new one ends what had no end", "2025-04-01..", "2026-04-01..", "2025-04-01..2026-03-31 2026-04-01..")]
    [InlineData("the same first day is replaced", "2026-04-01..", "2026-04-01..2026-12-31", "2026-04-01..2026-12-31")]
    [InlineData("after one that ends", "2025-04-01..2025-12-31", "2026-04-01..", "2025-04-01..2025-12-31 2026-04-01..")]
    [InlineData("within one that ends", "2025-04-01..2026-12-31", "2026-04-01..", null)]
    [InlineData("before one, without an end", "2026-04-01..", "2025-04-01..", null)]
    [InlineData("before one, with an end", "2026-04-01..", "2025-04-01..2026-03-31", "2025-04-01..2026-03-31 2026-04-01..")]
    public void Of_a_company_there_is_one_a_day(string rule, string existing, string added, string? then)
    {
        var book = new ContactBook(existing.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Of)).With(Of(added));
        (book is null ? null : string.Join(' ', book.All.Select(one => $"{one.ValidFrom:yyyy-MM-dd}..{one.ValidTo:yyyy-MM-dd}"))).ShouldBe(then, rule);
    }

    [Fact]
    public void A_file_is_taken_in_whole_or_its_faults_are_told_by_line()
    {
        var found = new FindingList();
        var lines = ContactFile.Read(Header + "12345,みらい電力,2026-04-01,,,,,,\n12345,みらい電力,2026-04-01,,,,,,\n54321,のぞみ電力,2026-04-01,,,,,,\n", "contacts.csv", Areas, found);
        found.All.ShouldBeEmpty();
        var book = new ContactBook([new Contact("54321", "のぞみ電力", new DateOnly(2026, 1, 1)) { ValidTo = new DateOnly(2026, 12, 31) }]);
        book.WithAll(lines, found);
        found.All.Select(finding => (finding.Code, finding.Place.Line)).ShouldBe([("CON006", 3), ("CON005", 4)]);
    }

    [Theory]
    [InlineData("03", "東京")]
    [InlineData("みらい電力", "みらい電力")]
    [InlineData(" みらい電力 ", "みらい電力")]
    [InlineData("みらい", null)]
    [InlineData("99999", null)]
    public void Who_is_meant_is_found_by_code_or_whole_name(string party, string? name)
    {
        var day = new DateOnly(2026, 11, 27);
        var book = new ContactBook([new("03", "東京", new DateOnly(2026, 4, 1)), new("12345", "みらい電力", new DateOnly(2026, 4, 1)), new("99999", "むかし電力", new DateOnly(2020, 4, 1)) { ValidTo = new DateOnly(2025, 3, 31) }]);
        book.Find(party, day)?.Name.ShouldBe(name);
        (book.Find(party, day) is null).ShouldBe(name is null);
    }

    private static Contact Of(string period)
    {
        var ends = period.Split("..");
        return new Contact("12345", "みらい電力", DateOnly.Parse(ends[0], System.Globalization.CultureInfo.InvariantCulture))
        {
            ValidTo = ends[1].Length == 0 ? null : DateOnly.Parse(ends[1], System.Globalization.CultureInfo.InvariantCulture),
        };
    }
}
