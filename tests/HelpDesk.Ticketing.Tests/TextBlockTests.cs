using HelpDesk.Sources;
using HelpDesk.Ticketing.Blocks;
using HelpDesk.Ticketing.Tests.Routing;

namespace HelpDesk.Ticketing.Tests;

/// <summary>Texts that agents insert: filled with what is known, never sent with an open place, read whole or with a finding.</summary>
public sealed class TextBlockTests
{
    private static readonly Dictionary<string, string> Known = new() { ["company"] = "みらい電力", ["name"] = "" };

    [Theory]
    [InlineData("{{company}} 様", "みらい電力 様", null)]
    [InlineData("{{ company }} 様", "みらい電力 様", null)]
    [InlineData("{{name}} 様", "{{name}} 様", "{{name}}")]
    [InlineData("{{日時}}までに", "{{日時}}までに", "{{日時}}")]
    [InlineData("{company} {{}} {{a\nb}}", "{company} {{}} {{a\nb}}", null)]
    public void What_is_known_is_filled_in_and_what_is_not_stays_open(string text, string filled, string? open)
    {
        TextBlock.Filled(text, Known).ShouldBe(filled);
        TextBlock.Open(filled).ShouldBe(open);
    }

    [Fact]
    public void What_is_filled_in_is_no_place_again() =>
        TextBlock.Filled("{{company}}", new Dictionary<string, string> { ["company"] = "{{number}}", ["number"] = "HD" }).ShouldBe("{{number}}");

    [Fact]
    public void The_shipped_ones_are_whole_in_both_languages_and_found_in_any_width()
    {
        var findings = new FindingList();
        var blocks = TextBlock.Read(Kb.Directory, findings);

        findings.All.ShouldBeEmpty();
        blocks.Count.ShouldBeGreaterThan(3);
        blocks.ShouldAllBe(block => block.TextEn.Length > 0 && block.TitleEn.Length > 0);
        TextBlock.Find(blocks, "２２ｹﾀ", "ja").ShouldHaveSingleItem().Id.ShouldBe("point-number");
        TextBlock.Find(blocks, "", "en").Count().ShouldBe(blocks.Count);
        TextBlock.Find(blocks, "結び", "ja").First().Id.ShouldBe("closing");
        TextBlock.Find(blocks, "zzz", "ja").ShouldBeEmpty();
    }

    [Theory]
    [InlineData("blocks:\n  - id: a\n    title: x\n", "KB0")]
    [InlineData("blocks:\n  - { id: a, title: x, title_en: x, text: t, text_en: t }\n  - { id: a, title: x, title_en: x, text: t, text_en: t }\n", "KB062")]
    [InlineData("blocks:\n  - { id: a, title: x, title_en: x, text: t, text_en: t, other: 1 }\n", "KB0")]
    public void A_fault_is_a_finding_with_its_place(string yaml, string code)
    {
        var folder = Directory.CreateTempSubdirectory("helpdesk-blocks-").FullName;
        try
        {
            File.WriteAllText(Path.Combine(folder, TextBlock.FileName), yaml);
            var findings = new FindingList();
            TextBlock.Read(folder, findings);
            findings.All.ShouldContain(finding => finding.Code.StartsWith(code, StringComparison.Ordinal) && finding.Place.File.EndsWith(TextBlock.FileName, StringComparison.Ordinal) && finding.Place.Line > 0);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
