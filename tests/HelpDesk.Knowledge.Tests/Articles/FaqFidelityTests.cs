using System.Text.RegularExpressions;

namespace HelpDesk.Knowledge.Tests.Articles;

/// <summary>Every article says what the published FAQ says: no character lost, none added.</summary>
public sealed partial class FaqFidelityTests
{
    private static readonly string[] NotAnswers = ["テキストが入ります", "SEARCH", "Procedure", "各種手続き", "はじめての方へ", "質問 回答"];

    public static TheoryData<string> Ids => [.. FaqSource.Text.Items.Keys];

    [Fact]
    public void Source_has_36_items_and_the_reference_table()
    {
        int[] itemsOfSections = [6, 1, 8, 2, 6, 8, 5];
        var expected = itemsOfSections.SelectMany((count, i) => Enumerable.Range(1, count).Select(item => $"{i + 1}-{item:00}"));

        FaqSource.Text.Items.Keys.ShouldBe([.. expected, FaqSource.ReferenceId]);
    }

    [Fact]
    public void Outside_the_items_the_page_has_only_its_frame()
    {
        string[] frame =
        [
            "SEARCH", "Procedure", "各種手続き", "FAQ", "スイッチング支援システム(よくあるお問合せ)", "2023年8月4日",
            "1.システムログイン", "2.資料請求", "3.システムの利用(利用申込書・クライアント証明書・システムの利用等について)",
            "4.API連携", "5.廃止取次", "6.システムの仕様", "7.その他",
        ];

        FaqSource.Text.Chrome.Where(line => !string.IsNullOrWhiteSpace(line))
            .ShouldBe([.. frame, .. Enumerable.Repeat("質問 回答", 8), "はじめての方へ"]);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Article_says_what_the_source_says(string id)
    {
        var article = Kb.Article(id);

        Comparison.Of(article.Question + "\n" + article.Body.PlainText).ShouldBe(FaqSource.Text.Comparable(id));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Article_is_complete(string id)
    {
        var article = Kb.Article(id);

        article.Title.ShouldNotBeNullOrWhiteSpace();
        article.Date.ShouldBe(new DateOnly(2023, 8, 4));
        article.Phrasings.Count.ShouldBeInRange(10, 20);
        article.Phrasings.ShouldBeUnique();
        var translation = article.Translation.ShouldNotBeNull();
        translation.Title.ShouldNotBeNullOrWhiteSpace();
        translation.Question.ShouldNotBeNullOrWhiteSpace();
        translation.Body.PlainText.ShouldNotBeNullOrWhiteSpace();
        translation.Phrasings.ShouldNotBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Article_has_no_placeholder_and_no_page_frame(string id)
    {
        var article = Kb.Article(id);
        string[] texts = [article.Title, article.Question, article.Body.Source, article.Translation!.Body.Source];

        foreach (var text in texts)
        {
            NotAnswers.Where(word => text.Contains(word, StringComparison.Ordinal)).ShouldBeEmpty();
        }
    }

    [Fact]
    public void Kb_has_these_articles_alone_in_the_order_of_the_source_and_no_errors()
    {
        Kb.Reading.Findings.HasErrors.ShouldBeFalse();
        Kb.Reading.KnowledgeBase!.Articles.Select(article => article.Id).ShouldBe(FaqSource.Text.Items.Keys);
    }

    [Fact]
    public void Sections_have_the_headings_of_the_source()
    {
        var headings = Kb.Reading.KnowledgeBase!.Sections.Where(section => section.Id != FaqSource.ReferenceId)
            .SelectMany(section => section.Parts.Select(part => part.Name).Prepend(section.Name).Select(name => (section.Id, name)));

        headings.ShouldBe(FaqSource.Text.Headings);
        Kb.Reading.KnowledgeBase.Sections.ShouldAllBe(section => Kb.Reading.KnowledgeBase.InSection(section.Id).Any());
    }

    [Fact]
    public void Reference_table_rows_stand_in_the_order_of_the_source()
    {
        var source = FaqSource.Text.Comparable(FaqSource.ReferenceId);
        var rows = Kb.Article(FaqSource.ReferenceId).Body.Source.Split('\n')
            .Where(line => line.StartsWith('|') && !line.StartsWith("| ---", StringComparison.Ordinal))
            .Select(RowText).ToList();
        var at = 0;

        rows.Count.ShouldBe(16);
        foreach (var row in rows)
        {
            var found = source.IndexOf(row, at, StringComparison.Ordinal);
            found.ShouldBeGreaterThanOrEqualTo(at, $"«{row}» stands elsewhere in the source");
            at = found + row.Length;
        }
    }

    [Theory]
    [InlineData("申込書を送る。", "申込書を送る")]
    [InlineData("1. 申込", "2. 申込")]
    [InlineData("※不要です", "不要です")]
    [InlineData("(参考)", "（参考）")]
    [InlineData("• 住所", "住所")]
    public void Comparison_sees_one_character(string one, string other) => Comparison.Of(one).ShouldNotBe(Comparison.Of(other));

    [Theory]
    [InlineData("  ・住所\n  ・電話", "• 住所 • 電話")]
    [InlineData("当シス\nテム", "当システム")]
    public void Comparison_passes_over_space_and_kind_of_bullet(string one, string other) => Comparison.Of(one).ShouldBe(Comparison.Of(other));

    /// <summary>The cells of a Markdown row without markup: links give their text, emphasis and escapes go.</summary>
    private static string RowText(string row) =>
        Comparison.Of(ArticleLinks().Replace(row, "$1").Replace("|", "", StringComparison.Ordinal));

    [GeneratedRegex(@"\[([^\]]*)\]\([^)]*\)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ArticleLinks();
}
