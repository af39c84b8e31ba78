using HelpDesk.Knowledge.Articles;

namespace HelpDesk.Knowledge.Tests.Articles;

/// <summary>Markdown as Japanese authors write it.</summary>
public sealed class ArticleSyntaxTests
{
    [Theory]
    [InlineData("**重要です。**次へ進む", "<p><strong>重要です。</strong>次へ進む</p>")]
    [InlineData("これは**「重要」**です", "<p>これは<strong>「重要」</strong>です</p>")]
    [InlineData("画面の**（参考）**を見る", "<p>画面の<strong>（参考）</strong>を見る</p>")]
    [InlineData("*注意！*読むこと", "<p><em>注意！</em>読むこと</p>")]
    [InlineData("a_b_c の 2 * 3 * 4", "<p>a_b_c の 2 * 3 * 4</p>")]
    public void Emphasis_stands_beside_Japanese_punctuation(string markdown, string html) => Html(markdown).ShouldBe(html);

    [Theory]
    [InlineData("{code}を入れる")]
    [InlineData("値は {id} です")]
    [InlineData("コード {.red}")]
    [InlineData("末尾の {#top}")]
    [InlineData("注 {#note-}")]
    [InlineData("注 {#note-1234}")]
    [InlineData("注 {#note-1x}")]
    [InlineData("注 {#note-1} の後")]
    [InlineData("# 見出し {#x .y z=1}", "見出し {#x .y z=1}")]
    public void Braces_are_words(string markdown, string? words = null) => new MarkdownText(markdown).PlainText.ShouldBe(words ?? markdown);

    [Fact]
    public void A_note_is_where_links_to_it_lead_and_no_text()
    {
        var note = new MarkdownText("[※1](#note-1)\n\n※1 手順は**取扱マニュアル**に従う。 {#note-1}");
        note.PlainText.ShouldBe("※1\n※1 手順は取扱マニュアルに従う。");
        Html(note.Source).ShouldContain("<p id=\"note-1\">※1 手順は<strong>取扱マニュアル</strong>に従う。</p>");
    }

    [Theory]
    [InlineData("詳しくはhttps://www.occto.or.jp/a.htmlをご覧ください。", "https://www.occto.or.jp/a.html", "をご覧ください。")]
    [InlineData("（https://www.occto.or.jp/a）参照", "https://www.occto.or.jp/a", "）参照")]
    [InlineData("「https://www.occto.or.jp/a?b=1&c=2#d」です", "https://www.occto.or.jp/a?b=1&c=2#d", "」です")]
    [InlineData("https://www.occto.or.jp/。次の文", "https://www.occto.or.jp/", "。次の文")]
    [InlineData("https://www.occto.or.jp/a, https も", "https://www.occto.or.jp/a", ", https も")]
    [InlineData("(https://ja.wikipedia.org/wiki/A_(B))", "https://ja.wikipedia.org/wiki/A_(B)", ")")]
    [InlineData("See https://example.com/x.", "https://example.com/x", ".")]
    [InlineData("**https://example.com/x**です", "https://example.com/x", "です")]
    [InlineData("www.occto.or.jpへ", "http://www.occto.or.jp", "へ")]
    [InlineData("宛先はmailto:desk@example.jpまで", "mailto:desk@example.jp", "まで")]
    public void A_bare_address_ends_where_the_sentence_goes_on(string markdown, string address, string rest)
    {
        var page = Document(markdown);
        page.QuerySelectorAll("a").ShouldHaveSingleItem().GetAttribute("href").ShouldBe(address);
        page.Body!.TextContent.Trim().ShouldEndWith(rest);
        new MarkdownText(markdown).PlainText.ShouldBe(markdown.Replace("**", "", StringComparison.Ordinal).Replace("mailto:", "", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("xhttps://example.com")]
    [InlineData("https://")]
    [InlineData("https://。")]
    [InlineData("`https://example.com`")]
    [InlineData("mailto:だれか")]
    public void What_is_no_address_is_no_link(string markdown) => Document(markdown).QuerySelectorAll("a").ShouldBeEmpty();

    [Fact]
    public void The_words_of_a_link_are_no_link_of_their_own() =>
        Html("[https://a.example を見る](https://b.example)").ShouldBe("<p><a href=\"https://b.example\" rel=\"noopener noreferrer\">https://a.example を見る</a></p>");

    private static string Html(string markdown) => ArticleHtml.Render(new MarkdownText(markdown), id => "/articles/" + id).Trim();

    private static AngleSharp.Html.Dom.IHtmlDocument Document(string markdown) => new AngleSharp.Html.Parser.HtmlParser().ParseDocument(Html(markdown));
}
