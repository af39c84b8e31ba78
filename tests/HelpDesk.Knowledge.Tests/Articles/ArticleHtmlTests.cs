using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using HelpDesk.Knowledge.Articles;

namespace HelpDesk.Knowledge.Tests.Articles;

public sealed partial class ArticleHtmlTests
{
    public static TheoryData<string> AllIds => [.. FaqSource.Text.Items.Keys];

    [Theory]
    [InlineData("[④](3-04.md)", "/articles/3-04")]
    [InlineData("[④](../3/3-04.md)", "/articles/3-04")]
    [InlineData("[④](../3/3-04.en.md)", "/articles/3-04")]
    [InlineData("[④](3-04.md#note-1)", "/articles/3-04")]
    [InlineData("[④](../REF/REF.md)", "/articles/REF")]
    public void Links_to_articles_become_addresses(string markdown, string address)
    {
        var link = Rendered(markdown).QuerySelector("a").ShouldNotBeNull();

        link.GetAttribute("href").ShouldBe(address);
        link.HasAttribute("rel").ShouldBeFalse();
    }

    [Theory]
    [InlineData("<https://www.occto.or.jp/a.html>", "https://www.occto.or.jp/a.html")]
    [InlineData("[ここ](http://www.occto.or.jp/a.html#kigen)", "http://www.occto.or.jp/a.html#kigen")]
    [InlineData("https://www.occto.or.jp/readme.md", "https://www.occto.or.jp/readme.md")]
    public void Links_that_lead_outside_are_kept_and_cut_off_from_the_page(string markdown, string address)
    {
        var link = Rendered(markdown).QuerySelector("a").ShouldNotBeNull();

        link.GetAttribute("href").ShouldBe(address);
        link.GetAttribute("rel").ShouldNotBeNull().Split(' ').ShouldContain("noopener");
    }

    [Fact]
    public void Mail_addresses_are_links() =>
        Rendered("<somu-g@occto.or.jp>").QuerySelector("a")!.GetAttribute("href").ShouldBe("mailto:somu-g@occto.or.jp");

    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("before <b onclick=\"alert(1)\">bold</b> after")]
    [InlineData("<img src=x onerror=alert(1)>")]
    [InlineData("<svg/onload=alert(1)>")]
    [InlineData("<iframe src=\"https://example.org\"></iframe>")]
    [InlineData("<style>body{display:none}</style>")]
    [InlineData("<form action=https://example.org><input name=password></form>")]
    [InlineData("<a href=\"javascript:alert(1)\">x</a>")]
    [InlineData("- item\n\n  <script>alert(1)</script>")]
    [InlineData("| a |\n| --- |\n| <img src=x onerror=alert(1)> |")]
    [InlineData("<!-- --><script>alert(1)</script>")]
    [InlineData("![x](https://example.org/pixel.png)")]
    [InlineData("`<script>alert(1)</script>`")]
    [InlineData("```\n<script>alert(1)</script>\n```")]
    [InlineData("&lt;script&gt;alert(1)&lt;/script&gt;")]
    public void Raw_html_is_never_markup(string markdown) => ShouldBeHarmless(Rendered(markdown));

    [Fact]
    public void Raw_html_is_shown_as_text() =>
        Rendered("<script>alert(1)</script>").Body!.TextContent.ShouldContain("<script>alert(1)</script>");

    [Theory]
    [InlineData("[x](javascript:alert(1))")]
    [InlineData("[x](JaVaScRiPt:alert(1))")]
    [InlineData("[x](<java&#x0A;script:alert(1)>)")]
    [InlineData("[x](&#106;avascript:alert(1))")]
    [InlineData("[x](data:text/html;base64,PHNjcmlwdD4=)")]
    [InlineData("[x](vbscript:x)")]
    [InlineData("[x](file:///etc/passwd)")]
    [InlineData("<javascript:alert(1)>")]
    [InlineData("<data:text/html,x>")]
    [InlineData("[x]\n\n[x]: javascript:alert(1)")]
    [InlineData("![x](javascript:alert(1))")]
    [InlineData("[x](javascript:alert(1)//a.md)")]
    public void Links_that_run_code_are_neutralised(string markdown)
    {
        var html = Rendered(markdown);

        html.QuerySelectorAll("a[href]").ShouldBeEmpty();
        ShouldBeHarmless(html);
    }

    [Theory]
    [InlineData("text {onclick=alert(1)}")]
    [InlineData("text {onclick=\"alert(1)\" style=\"position:fixed\"}")]
    [InlineData("[x](https://example.org){onmouseover=alert(1) target=_blank}")]
    [InlineData("# heading {#app .admin style=color:red}")]
    [InlineData("text {#search-box}")]
    public void Attributes_given_in_braces_are_dropped(string markdown) => ShouldBeHarmless(Rendered(markdown));

    [Fact]
    public void Ids_of_notes_stay_so_that_links_reach_them()
    {
        var html = Rendered("see [\\[※1\\]](#note-1)\n\n\\[※1\\] this {#note-1}");

        html.QuerySelector("a")!.GetAttribute("href").ShouldBe("#note-1");
        html.GetElementById("note-1").ShouldNotBeNull().TextContent.Trim().ShouldBe("[※1] this");
    }

    [Fact]
    public void Continuation_rows_are_spanned_by_the_cells_above()
    {
        var rows = Rendered("| A | B | C |\n| --- | --- | --- |\n| a | b | 1 |\n| | | 2 |\n| | | 3 |\n| d | | 4 |").QuerySelectorAll("tbody tr");

        rows.Select(row => string.Join('|', row.Children.Select(cell => $"{cell.TextContent.Trim()}:{cell.GetAttribute("rowspan") ?? "1"}")))
            .ShouldBe(["a:3|b:3|1:1", "2:1", "3:1", "d:1|:1|4:1"]);
    }

    [Fact]
    public void Reference_table_becomes_five_cases_with_the_long_one_spanning()
    {
        var table = Rendered(Kb.Article("REF").Body.Source).QuerySelector("table").ShouldNotBeNull();
        var rows = table.QuerySelectorAll("tbody tr");

        table.QuerySelectorAll("thead th").Length.ShouldBe(3);
        rows.Length.ShouldBe(15);
        var cases = rows.Where(row => row.Children.Length > 1).ToList();
        cases.Count.ShouldBe(4);
        cases.Select(row => row.Children[0].GetAttribute("rowspan") ?? "1").ShouldBe(["1", "12", "1", "1"]);
        cases[1].Children[1].GetAttribute("rowspan").ShouldBe("12");
        rows.Except(cases).ShouldAllBe(row => row.Children.Length == 1 && row.TextContent.Trim().Length > 0);
    }

    [Fact]
    public void Every_row_of_the_reference_table_fills_three_columns()
    {
        var rows = Rendered(Kb.Article("REF").Body.Source).QuerySelectorAll("tbody tr").ToList();
        var columns = new int[rows.Count];
        for (var i = 0; i < rows.Count; i++)
        {
            foreach (var cell in rows[i].Children)
            {
                var span = int.Parse(cell.GetAttribute("rowspan") ?? "1", System.Globalization.CultureInfo.InvariantCulture);
                (i + span).ShouldBeLessThanOrEqualTo(rows.Count);
                for (var below = i; below < i + span; below++)
                {
                    columns[below]++;
                }
            }
        }

        columns.ShouldAllBe(count => count == 3);
    }

    [Theory]
    [MemberData(nameof(AllIds))]
    public void Every_article_and_translation_renders_whole(string id)
    {
        var article = Kb.Article(id);
        foreach (var body in new[] { article.Body, article.Translation!.Body })
        {
            var html = Rendered(body.Source);

            ShouldBeHarmless(html);
            html.QuerySelectorAll("a[href]").ShouldAllBe(link =>
                link.GetAttribute("href")!.StartsWith("http") || link.GetAttribute("href")!.StartsWith("mailto:")
                || (link.GetAttribute("href")!.StartsWith('#') && html.GetElementById(link.GetAttribute("href")!.Substring(1)) != null)
                || Kb.Reading.KnowledgeBase!.Find(link.GetAttribute("href")!.Replace("/articles/", "")) != null);
            LettersOf(html.Body!.TextContent).ShouldBe(LettersOf(ListMarks(body.PlainText)));
        }
    }

    /// <summary>Browsers draw the marks of lists; plain text spells them.</summary>
    private static string ListMarks(string plain) =>
        ListMark().Replace(plain, "");

    private static string LettersOf(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c) && c != '•'));

    private static IDocument Rendered(string markdown) =>
        new HtmlParser().ParseDocument(ArticleHtml.Render(new MarkdownText(markdown), id => "/articles/" + id));

    private static void ShouldBeHarmless(IDocument html)
    {
        string[] attributes = ["href", "rel", "start", "scope", "rowspan", "id"];
        string[] elements =
        [
            "p", "ul", "ol", "li", "blockquote", "table", "thead", "tbody", "tr", "th", "td", "a", "strong", "em",
            "code", "pre", "br", "h2", "h3", "h4", "h5", "h6", "hr",
        ];
        foreach (var element in html.Body!.QuerySelectorAll("*"))
        {
            elements.ShouldContain(element.LocalName);
            element.Attributes.Select(attribute => attribute.Name).Except(attributes).ShouldBeEmpty();
            (element.GetAttribute("id") ?? "note-").ShouldStartWith("note-");
            var address = element.GetAttribute("href") ?? "#";
            (address.Contains(':', StringComparison.Ordinal) && !address.StartsWith("http", StringComparison.Ordinal)
                && !address.StartsWith("mailto:", StringComparison.Ordinal)).ShouldBeFalse(address);
        }

        html.Head!.Children.ShouldBeEmpty();
    }

    [GeneratedRegex(@"^(?:• |\d+\. )+", RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ListMark();
}
