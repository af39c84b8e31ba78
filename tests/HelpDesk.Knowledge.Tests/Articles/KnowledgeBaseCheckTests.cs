using System.Text;
using System.Text.RegularExpressions;
using HelpDesk.Knowledge.Articles;
using HelpDesk.Sources;

namespace HelpDesk.Knowledge.Tests.Articles;

/// <summary>
/// Each finding as a person gets it: place, severity, code, particulars. Every small kb stands in a folder of its own
/// and goes through the reader, so that the lines and columns are those of the files.
/// </summary>
public sealed partial class KnowledgeBaseCheckTests
{
    [Fact]
    public void A_section_that_sections_yaml_lacks_is_warned_of()
    {
        using var kb = new TempKb();
        kb.Write("sections.yaml", "- id: \"1\"\n  name: 一\n  name_en: One\n");
        kb.Article("1-01", "section: 1");
        kb.Article("1-02", "section: 9");
        kb.Check().ShouldBe(["kb/articles/1-02.md:4:10 Warning KB040 9"]);
    }

    [Theory]
    [InlineData("source: C# の手引 #1", "4:16", "C# の手引|1")]
    [InlineData("phrasings:\n  - 画面 #2 が開かない", "5:8", "画面|2 が開かない")]
    public void A_text_whose_end_is_taken_for_a_remark_is_warned_of(string frontMatter, string at, string particulars)
    {
        using var kb = new TempKb();
        kb.Article("1-01", frontMatter);
        kb.Read().ShouldContain($"kb/articles/1-01.md:{at} Warning KB096 {particulars}");
    }

    [Theory]
    [InlineData("source: \"C# の手引 #1\"")]
    [InlineData("source: C#の手引#1")]
    [InlineData("source: 手引   # 備考")]
    [InlineData("# 備考\nsource: 手引\n  # 備考")]
    public void A_remark_of_its_own_and_quotes_are_fine(string frontMatter)
    {
        using var kb = new TempKb();
        kb.Article("1-01", frontMatter);
        kb.Read().ShouldNotContain(finding => finding.Contains("KB096", StringComparison.Ordinal));
    }

    [Fact]
    public void Without_sections_yaml_any_section_will_do()
    {
        using var kb = new TempKb();
        kb.Article("1-01", "section: 9");
        kb.Check().ShouldBeEmpty();
    }

    [Fact]
    public void A_related_article_that_is_missing_is_an_error()
    {
        using var kb = new TempKb();
        kb.Article("1-01", "related: [1-02, 1-03]");
        kb.Article("1-02");
        kb.Check().ShouldBe(["kb/articles/1-01.md:4:17 Error KB041 1-03"]);
    }

    [Theory]
    [InlineData("本文。\n\n- 見よ [別](1-02.md)と[無](x/1-09.md#a)。", "7:19", "x/1-09.md#a")]
    [InlineData("| 左 | 右 |\n|---|---|\n| あ | [無](1-09.md) |", "7:7", "1-09.md")]
    [InlineData("> 1. **[無](1-09.en.md)**", "5:8", "1-09.en.md")]
    [InlineData("[拡張子なし](1-02)", "5:1", "1-02")]
    [InlineData("\n\n   \n本文\n[空]()", "9:1", "")]
    public void A_link_to_a_missing_article_is_an_error_at_the_link(string body, string at, string url)
    {
        using var kb = new TempKb();
        kb.Article("1-01", body: body);
        kb.Article("1-02");
        kb.Check().ShouldBe([$"kb/articles/1-01.md:{at} Error KB042 {url}"]);
    }

    [Fact]
    public void Links_of_the_translation_are_checked_too()
    {
        using var kb = new TempKb();
        kb.Article("1-01", englishBody: "Text.\n\nSee [this](1-09.md).");
        kb.Check().ShouldBe(["kb/articles/1-01.en.md:9:5 Error KB042 1-09.md"]);
    }

    [Theory]
    [InlineData("[注](#note-1) [頁](/articles/1-01) [自](../1-01.md) <a@example.jp> <https://example.jp/> https://example.jp/")]
    [InlineData("`[無](1-09.md)`")]
    [InlineData("[大](HTTPS://example.jp/) [便](mailto:a@example.jp)")]
    public void Links_that_lead_somewhere_pass(string body)
    {
        using var kb = new TempKb();
        kb.Article("1-01", body: body);
        kb.Check().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("次の[頁](javascript:alert(1))", 3, "javascript:alert(1)")]
    [InlineData("<ftp://example.jp/>", 1, "ftp://example.jp/")]
    [InlineData("[電話](TEL:0312345678)", 1, "TEL:0312345678")]
    public void A_link_of_another_scheme_is_warned_of(string body, int column, string url)
    {
        using var kb = new TempKb();
        kb.Article("1-01", body: body);
        kb.Check().ShouldBe([$"kb/articles/1-01.md:5:{column} Warning KB043 {url}"]);
    }

    [Theory]
    [InlineData("<div class=\"x\">\n中\n</div>", new[] { "5:1 Warning KB044 <div class=\"x\">" })]
    [InlineData("次の<b>字</b>", new[] { "5:3 Warning KB044 <b>", "5:7 Warning KB044 </b>" })]
    [InlineData("本文\n\n<!-- 注 -->", new[] { "7:1 Warning KB044 <!-- 注 -->" })]
    [InlineData("\\<字\\> `<b>` 3 < 5", new string[0])]
    public void Raw_html_is_warned_of(string body, string[] expected)
    {
        using var kb = new TempKb();
        kb.Article("1-01", body: body);
        kb.Check().ShouldBe(expected.Select(finding => $"kb/articles/1-01.md:{finding}"));
    }

    [Fact]
    public void A_link_inside_raw_html_is_still_checked()
    {
        using var kb = new TempKb();
        kb.Article("1-01", body: "<p>[無](1-09.md)</p>");
        kb.Check().ShouldContain("kb/articles/1-01.md:5:4 Error KB042 1-09.md");
    }

    [Theory]
    [InlineData("[「1.ログイン」②](1-02.md)", null)]
    [InlineData("[「１．ログイン」②](1-02.md#a)", null)]
    [InlineData("「ログイン」②、①「1.」、「3開始」①", null)]
    [InlineData("前は[「1.ログイン」①](1-02.md)", "5:3 Error KB045 「1.ログイン」①|1-01|1-02")]
    [InlineData("[「12.他」⑩](https://example.jp/)", "5:1 Error KB045 「12.他」⑩|12-10|https://example.jp/")]
    [InlineData("[「1.ログイン」①](1-09.md)", "5:1 Error KB042 1-09.md")]
    [InlineData("**前**は\n「1.**ログ**イン」②の回答", "6:1 Warning KB052 「1.ログイン」②")]
    [InlineData("\\<注\\>「1.ログイン」②", "5:6 Warning KB052 「1.ログイン」②")]
    [InlineData("「1.[ログイン](1-02.md)」②", null)]
    public void A_cross_reference_leads_to_the_article_it_names(string body, string? expected)
    {
        using var kb = new TempKb();
        kb.Article("1-01", body: body);
        kb.Article("1-02");
        kb.Check().ShouldBe(expected is null ? [] : [$"kb/articles/1-01.md:{expected}"]);
    }

    [Theory]
    [InlineData("code: ERR_1", "code: err_1", "err_1")]
    [InlineData("{message: 失敗, prefix: 注意}", "{message: 失敗, prefix: 注意}", "注意「失敗」")]
    [InlineData("message: 失敗(1)", "message: 失敗（１）", "「失敗（１）」")]
    [InlineData("status: 判断済み", "{status: 判断済み, written: [済]}", "判断済み")]
    public void A_symptom_of_two_articles_is_an_error(string first, string second, string shown)
    {
        using var kb = new TempKb();
        kb.Article("1-01", $"symptoms:\n  - {first}");
        kb.Article("1-02", $"symptoms:\n  - code: OTHER\n  - {second}");
        kb.Check().ShouldBe([$"kb/articles/1-02.md:6:5 Error KB046 {shown}|kb/articles/1-01.md"]);
    }

    [Fact]
    public void Symptoms_that_differ_in_kind_or_prefix_pass()
    {
        using var kb = new TempKb();
        kb.Article("1-01", "symptoms:\n  - {message: 失敗, prefix: 甲}\n  - message: 失敗\n  - code: 失敗\n  - code: 失敗");
        kb.Article("1-02", "symptoms:\n  - {message: 失敗, prefix: 乙}\n  - status: 失敗");
        kb.Check().ShouldBeEmpty();
    }

    [Fact]
    public void A_missing_translation_is_warned_of()
    {
        using var kb = new TempKb();
        kb.Write("articles/1-01.md", "---\nid: 1-01\ntitle: 題\n---\n本文");
        kb.Check().ShouldBe(["kb/articles/1-01.md Warning KB047 1-01"]);
    }

    [Fact]
    public void A_missing_code_list_is_an_error()
    {
        using var kb = new TempKb();
        kb.Write("articles/codes/here.csv", "# 注\ncode,meaning,remedy\n");
        kb.Article("1-01", "code_list: here");
        kb.Article("1-02", "code_list: gone");
        kb.Check().ShouldBe(["kb/articles/1-02.md:4:12 Error KB049 gone"]);
    }

    [Fact]
    public void Too_few_or_too_many_phrasings_are_warned_of_in_a_kind_that_has_some()
    {
        using var kb = new TempKb();
        kb.Article("1-01", Phrasings(9));
        kb.Article("1-02", Phrasings(10));
        kb.Article("1-03", Phrasings(20));
        kb.Article("1-04", Phrasings(21));
        kb.Article("1-05");
        kb.Check().ShouldBe(
        [
            "kb/articles/1-01.md Warning KB051 9",
            "kb/articles/1-04.md Warning KB051 21",
            "kb/articles/1-05.md Warning KB051 0",
        ]);
    }

    [Fact]
    public void Phrasings_of_translations_count_by_themselves()
    {
        using var kb = new TempKb();
        kb.Article("1-01", english: Phrasings(10));
        kb.Article("1-02", english: Phrasings(1));
        kb.Check().ShouldBe(["kb/articles/1-02.en.md Warning KB051 1"]);
    }

    [Fact]
    public void A_file_name_that_differs_from_the_id_is_warned_of()
    {
        using var kb = new TempKb();
        kb.Article("1-01", file: "first");
        kb.Check().ShouldBe(["kb/articles/first.md Warning KB053 1-01", "kb/articles/first.en.md Warning KB053 1-01.en"]);
    }

    [Fact]
    public void The_shipped_knowledge_base_has_no_finding()
    {
        var reading = KnowledgeBaseReader.Read(Checkout.Kb);
        reading.Findings.All.Select(TempKb.Shown).ShouldBeEmpty();
        KnowledgeBaseCheck.Check(reading.KnowledgeBase.ShouldNotBeNull()).Select(TempKb.Shown).ShouldBeEmpty();
        reading.KnowledgeBase.CodeListOf(reading.KnowledgeBase.Find("5-04").ShouldNotBeNull()).ShouldNotBeNull().Rows.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("id: 1-01\ntitle: 題\nrelated: [a", "5:1")]
    [InlineData("id: 1-01\ntitle: 題\n  titel: x", "4:8")]
    public void Front_matter_that_is_not_yaml_is_placed_in_the_file(string yaml, string at)
    {
        using var kb = new TempKb();
        kb.Article("1-02");
        kb.Write("articles/1-01.md", $"---\n{yaml}\n---\n本文");
        kb.Read().ShouldHaveSingleItem().ShouldStartWith($"kb/articles/1-01.md:{at} Error KB001 ");
    }

    [Theory]
    [InlineData("---\nid: 1-01\ntitle: 題\ntitel: x\n---\n本文", "4:1 Error KB008 titel")]
    [InlineData("id: 1-01\ntitle: 題\n", "1:1 Error KB020")]
    [InlineData("---\nid: 1-01\ntitle: 題\n", "1:1 Error KB020")]
    [InlineData("---\nid: 1-01\n---\n本文", "2:1 Error KB021")]
    [InlineData("---\ntitle: 題\nid: ../1\n---\n本文", "3:5 Error KB024 ../1")]
    [InlineData("---\nid: 1-01\ntitle: 題\ndate: 2023-8-4\n---\n本文", "4:7 Error KB025 2023-8-4")]
    [InlineData("---\nid: 1-01\ntitle: 題\nsymptoms:\n  - code: A\n  - code: B\n    status: C\n---\n本文", "6:5 Error KB026")]
    [InlineData("---\nid: 1-01\ntitle: 題\nsymptoms:\n  - {}\n---\n本文", "5:5 Error KB026")]
    public void Reading_places_what_is_wrong(string text, string expected)
    {
        using var kb = new TempKb();
        kb.Article("1-02");
        kb.Write("articles/1-01.md", text);
        kb.Read().ShouldHaveSingleItem().ShouldStartWith($"kb/articles/1-01.md:{expected}");
    }

    [Fact]
    public void A_folder_without_articles_is_told_by_its_full_name()
    {
        using var kb = new TempKb();
        kb.Read().ShouldBe([$"{kb.Directory}/articles Error KB030 "]);
        System.IO.Directory.CreateDirectory(Path.Combine(kb.Directory, "articles"));
        kb.Read().ShouldBe([$"{kb.Directory}/articles Error KB031 "]);
    }

    [Fact]
    public void An_id_used_twice_is_an_error_in_the_second_file()
    {
        using var kb = new TempKb();
        kb.Write("articles/a/ref.md", "---\nid: ref\ntitle: 題\n---\n本文");
        kb.Write("articles/b/REF.md", "---\nid: REF\ntitle: 題\n---\n本文");
        kb.Read().ShouldBe(["kb/articles/b/REF.md:1:1 Error KB032 REF|kb/articles/a/ref.md"]);
    }

    [Fact]
    public void A_translation_without_its_article_is_an_error()
    {
        using var kb = new TempKb();
        kb.Article("1-01");
        kb.Write("articles/1-02.en.md", "---\nid: 1-02\ntitle: T\nlanguage: en\ntranslation: unofficial\n---\n\nText");
        kb.Read().ShouldBe(["kb/articles/1-02.en.md:8:1 Error KB033 1-02"]);
    }

    [Fact]
    public void A_file_that_is_not_utf8_is_an_error()
    {
        using var kb = new TempKb();
        kb.Article("1-01");
        File.WriteAllBytes(Path.Combine(kb.Directory, "articles", "1-02.md"), [.. "---\nid: 1-02\ntitle: "u8, 0x91, 0xE8]);
        kb.Read().ShouldBe(["kb/articles/1-02.md Error KB037 "]);
    }

    [Fact]
    public void Every_text_stands_in_both_languages_with_the_same_particulars()
    {
        var ja = TextCatalog.Embedded(typeof(TextCatalog).Assembly, "Texts", "ja");
        var en = TextCatalog.Embedded(typeof(TextCatalog).Assembly, "Texts", "en");
        ja.Keys.Count.ShouldBeGreaterThan(30);
        en.Keys.Order(StringComparer.Ordinal).ShouldBe(ja.Keys.Order(StringComparer.Ordinal));
        foreach (var key in ja.Keys)
        {
            ja.Get(key).ShouldNotBeNullOrWhiteSpace();
            en.Get(key).ShouldNotBeNullOrWhiteSpace();
            Placeholders(en.Get(key)).ShouldBe(Placeholders(ja.Get(key)), key);
        }
    }

    private static List<string> Placeholders(string text) =>
        [.. Placeholder().Matches(text).Select(match => match.Value).Distinct().Order(StringComparer.Ordinal)];

    private static string Phrasings(int count) =>
        "phrasings:\n" + string.Join('\n', Enumerable.Range(1, count).Select(i => $"  - 言い方{i}"));

    [GeneratedRegex("\\{[0-9]+\\}", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Placeholder();

    /// <summary>A kb folder of a test's own, gone with the test.</summary>
    private sealed class TempKb : IDisposable
    {
        private readonly DirectoryInfo parent = System.IO.Directory.CreateTempSubdirectory("helpdesk-kb-");

        public TempKb() => System.IO.Directory.CreateDirectory(Directory);

        public string Directory => Path.Combine(parent.FullName, "kb");

        public static string Shown(Finding finding) =>
            $"{finding.Place} {finding.Severity} {finding.Code} {string.Join('|', finding.Arguments)}";

        public void Write(string path, string text)
        {
            var file = Path.Combine(Directory, path);
            System.IO.Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        }

        /// <summary>An article and its translation. Without more front matter the body begins on line 5.</summary>
        public void Article(string id, string? more = null, string body = "本文", string englishBody = "Text", string? english = null, string? file = null)
        {
            Write($"articles/{file ?? id}.md", $"---\nid: {id}\ntitle: 題\n{Line(more)}---\n{body}\n");
            Write($"articles/{file ?? id}.en.md", $"---\nid: {id}\ntitle: T\nlanguage: en\ntranslation: unofficial\n{Line(english)}---\n{englishBody}\n");
        }

        /// <summary>What reading finds.</summary>
        public IReadOnlyList<string> Read() => [.. KnowledgeBaseReader.Read(Directory).Findings.All.Select(Shown)];

        /// <summary>What checking finds in a kb that reads without a finding.</summary>
        public IReadOnlyList<string> Check()
        {
            var reading = KnowledgeBaseReader.Read(Directory);
            reading.Findings.All.Select(Shown).ShouldBeEmpty();
            return [.. KnowledgeBaseCheck.Check(reading.KnowledgeBase.ShouldNotBeNull()).Select(Shown)];
        }

        public void Dispose() => parent.Delete(recursive: true);

        private static string Line(string? text) => text is null ? "" : text + "\n";
    }
}
