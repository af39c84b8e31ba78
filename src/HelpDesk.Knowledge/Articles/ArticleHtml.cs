using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Ganss.Xss;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace HelpDesk.Knowledge.Articles;

/// <summary>
/// Makes HTML of kb Markdown: links to other articles become page addresses, everything not on the allow-list goes.
/// The sanitiser is the second lock: Markdig already shows raw HTML as text.
/// </summary>
public static class ArticleHtml
{
    private static readonly HtmlSanitizer Sanitizer = CreateSanitizer();

    /// <param name="articleAddress">Gives the address of an article id, for example <c>/articles/5-02</c>.</param>
    public static string Render(MarkdownText markdown, Func<string, string> articleAddress)
    {
        ArgumentNullException.ThrowIfNull(markdown);
        ArgumentNullException.ThrowIfNull(articleAddress);
        var document = markdown.Parse();
        foreach (var link in document.Descendants<LinkInline>())
        {
            if (ArticleLink.TargetOf(link.Url) is { } id)
            {
                link.Url = articleAddress(id);
            }
        }

        using var html = new StringWriter();
        MarkdownText.Render(document, html);
        using var clean = Sanitizer.SanitizeDom(html.ToString());
        foreach (var table in clean.QuerySelectorAll("table").OfType<IHtmlTableElement>())
        {
            MergeContinuationRows(table);
        }

        foreach (var anchor in clean.QuerySelectorAll("a[href^='http']"))
        {
            anchor.SetAttribute("rel", "noopener noreferrer");
        }

        return clean.Body?.InnerHtml ?? "";
    }

    /// <summary>
    /// A row whose first cells are empty goes on with the row above: the cell above spans it. So a Markdown table, whose
    /// cells hold one line each, can show lists in a cell.
    /// </summary>
    private static void MergeContinuationRows(IHtmlTableElement table)
    {
        IHtmlTableCellElement?[] above = [];
        foreach (var row in table.Bodies.SelectMany(body => body.Rows))
        {
            var cells = row.Cells.OfType<IHtmlTableCellElement>().ToArray();
            var continues = cells.Length > 1 && IsEmpty(cells[0]);
            if (!continues)
            {
                above = cells;
                continue;
            }

            for (var i = 0; i < cells.Length && i < above.Length && IsEmpty(cells[i]); i++)
            {
                if (above[i] is { } cell)
                {
                    cell.RowSpan++;
                    cells[i].Remove();
                }
            }

            for (var i = 0; i < cells.Length && i < above.Length; i++)
            {
                if (!IsEmpty(cells[i]))
                {
                    above[i] = cells[i];
                }
            }
        }
    }

    private static bool IsEmpty(IElement cell) => string.IsNullOrWhiteSpace(cell.TextContent);

    private static HtmlSanitizer CreateSanitizer()
    {
        var sanitizer = new HtmlSanitizer();
        sanitizer.AllowedTags.Clear();
        sanitizer.AllowedTags.UnionWith(
        [
            "p", "ul", "ol", "li", "blockquote", "table", "thead", "tbody", "tr", "th", "td", "a", "strong", "em",
            "code", "pre", "br", "h2", "h3", "h4", "h5", "h6", "hr",
        ]);
        sanitizer.AllowedAttributes.Clear();
        sanitizer.AllowedAttributes.UnionWith(["href", "start", "scope"]);
        sanitizer.AllowedSchemes.Clear();
        sanitizer.AllowedSchemes.UnionWith(["http", "https", "mailto"]);
        sanitizer.AllowedCssProperties.Clear();
        sanitizer.RemovingAttribute += (_, removing) =>
        {
            // Ids are for notes alone; anything else could stand in for an element of the page.
            if (removing.Attribute.Name == "id")
            {
                removing.Cancel = removing.Attribute.Value.StartsWith("note-", StringComparison.Ordinal);
            }
        };
        return sanitizer;
    }
}

/// <summary>How articles point to each other: a relative link to the other's file, so that it also works in any Markdown viewer.</summary>
public static class ArticleLink
{
    /// <summary>The articles that a text links to, each once, in order.</summary>
    public static IReadOnlyList<string> TargetsIn(MarkdownText text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return [.. text.Parse().Descendants<LinkInline>().Select(link => TargetOf(link.Url)).OfType<string>().Distinct(StringComparer.Ordinal)];
    }

    /// <summary>The links to other articles: their words as they stand in the text, and the article's id.</summary>
    public static IReadOnlyList<(string Text, string Target)> In(MarkdownText text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return [.. text.Parse().Descendants<LinkInline>().Select(link => (Text: string.Concat(link.Descendants<LiteralInline>().Select(literal => literal.Content.ToString())), Target: TargetOf(link.Url)))
            .Where(link => link.Target is not null && link.Text.Length > 0).Select(link => (link.Text, link.Target!))];
    }

    /// <summary>The article id of «1-02.md» or «../3/3-04.md»; null where the link leads elsewhere.</summary>
    public static string? TargetOf(string? url)
    {
        if (url is null || url.Contains(':', StringComparison.Ordinal) || url.StartsWith('/'))
        {
            return null;
        }

        var file = url.Split('#')[0];
        if (!file.EndsWith(".md", StringComparison.Ordinal))
        {
            return null;
        }

        var id = Path.GetFileNameWithoutExtension(file);
        return id.EndsWith(".en", StringComparison.Ordinal) ? id[..^3] : id;
    }
}
