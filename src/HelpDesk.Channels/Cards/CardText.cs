using System.Globalization;
using System.Text.Json.Nodes;
using HelpDesk.Conversation.Dialogue;
using HelpDesk.Knowledge.Articles;
using Markdig.Extensions.Tables;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace HelpDesk.Channels.Cards;

/// <summary>
/// Texts, and the Markdown of articles, as elements of an Adaptive Card. Words go into text runs, which no client reads as
/// Markdown or HTML again: so nothing needs escaping, tables and quotes look the same in every client, and what a person wrote
/// stays text.
/// </summary>
internal sealed class CardText(Func<string, string>? articleAddress)
{
    private const string Indent = "　";

    private readonly List<(string Article, string Words)> references = [];

    /// <summary>Links to other articles that have no address, in order: for buttons that show them.</summary>
    public IReadOnlyList<(string Article, string Words)> References => references;

    /// <summary>An article's own words.</summary>
    public List<JsonObject> Blocks(ArticleMarkdown markdown) =>
        [.. ((IEnumerable<Block>)new MarkdownText(markdown.Source).Parse()).SelectMany(block => Block(block, ""))];

    /// <summary>Text as it stands, an element for each line.</summary>
    public static List<JsonObject> Plain(string text)
    {
        var (lines, apart) = (new List<JsonObject>(), true);
        foreach (var words in text.ReplaceLineEndings("\n").Split('\n'))
        {
            if (words.Trim().Length == 0)
            {
                apart = true;
                continue;
            }

            var line = Line(Run(words));
            if (!apart)
            {
                line["spacing"] = "none";
            }

            lines.Add(line);
            apart = false;
        }

        return lines;
    }

    public static JsonObject Line(params IEnumerable<JsonObject> runs) => new()
    {
        ["type"] = "RichTextBlock", ["inlines"] = new JsonArray([.. runs.Where(run => ((string?)run["text"])?.Length > 0)]),
    };

    public static JsonObject Container(params IEnumerable<JsonObject> items) => new()
    {
        ["type"] = "Container", ["style"] = "emphasis", ["items"] = new JsonArray([.. items]),
    };

    public static JsonObject Run(string text, bool bold = false, bool italic = false, bool subtle = false, string? link = null)
    {
        var run = new JsonObject { ["type"] = "TextRun", ["text"] = text };
        Set(run, bold, "weight", "bolder");
        Set(run, italic, "italic", true);
        Set(run, subtle, "isSubtle", true);
        if (link is not null)
        {
            run["selectAction"] = new JsonObject { ["type"] = "Action.OpenUrl", ["url"] = link };
        }

        return run;
    }

    /// <summary>The address where a text is one that may be opened; else null.</summary>
    public static string? WebAddress(string? text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" or "mailto" ? uri.AbsoluteUri : null;

    private static void Set(JsonObject run, bool set, string name, JsonNode value)
    {
        if (set)
        {
            run[name] = value;
        }
    }

    private IEnumerable<JsonObject> Block(Block block, string prefix) => block switch
    {
        Table table => [Table(table)],
        ListBlock list => List(list, prefix),
        QuoteBlock quote => [Container(quote.SelectMany(one => Block(one, "")))],
        CodeBlock code => [Container(code.Lines.Lines.Take(code.Lines.Count).Select(line => Line(Run(line.ToString()))))],
        HeadingBlock heading => Lines(heading.Inline, prefix, bold: true),
        LeafBlock leaf => Lines(leaf.Inline, prefix, bold: false),
        ContainerBlock container => container.SelectMany(one => Block(one, prefix)),
        _ => [],
    };

    private IEnumerable<JsonObject> List(ListBlock list, string prefix)
    {
        foreach (var item in list.OfType<ListItemBlock>())
        {
            var sign = list.IsOrdered ? string.Create(CultureInfo.InvariantCulture, $"{item.Order}. ") : "• ";
            var first = true;
            foreach (var block in item)
            {
                foreach (var line in Block(block, block is ListBlock ? prefix + Indent : first ? prefix + sign : prefix + Indent))
                {
                    line["spacing"] = "small";
                    yield return line;
                }

                first = false;
            }
        }
    }

    private JsonObject Table(Table table) => new()
    {
        ["type"] = "Table",
        ["firstRowAsHeader"] = true,
        ["columns"] = new JsonArray([.. Enumerable.Range(0, table.OfType<TableRow>().Max(row => row.Count)).Select(_ => new JsonObject { ["width"] = 1 })]),
        ["rows"] = new JsonArray([.. table.OfType<TableRow>().Select(row => new JsonObject
        {
            ["type"] = "TableRow",
            ["cells"] = new JsonArray([.. row.OfType<TableCell>().Select(cell => new JsonObject
            {
                ["type"] = "TableCell", ["items"] = new JsonArray([.. cell.SelectMany(block => Block(block, ""))]),
            })]),
        })]),
    };

    /// <summary>One element for each line: a line break within a text is shown by some clients and not by others.</summary>
    private IEnumerable<JsonObject> Lines(ContainerInline? inlines, string prefix, bool bold)
    {
        var runs = new List<JsonObject>();
        var first = true;
        if (prefix.Length > 0)
        {
            runs.Add(Run(prefix));
        }

        foreach (var (run, ends) in Runs(inlines ?? [], new Look(bold, false, null)).Append((Run(""), true)))
        {
            runs.Add(run);
            if (ends && Line(runs) is { } line && line["inlines"]!.AsArray().Count > 0)
            {
                if (!first)
                {
                    line["spacing"] = "none";
                }

                yield return line;
                first = false;
            }

            runs = ends ? [] : runs;
        }
    }

    private IEnumerable<(JsonObject Run, bool Ends)> Runs(ContainerInline inlines, Look look)
    {
        foreach (var inline in inlines)
        {
            switch (inline)
            {
                case LineBreakInline:
                    yield return (Run(""), true);
                    break;
                case AutolinkInline auto:
                    yield return (look.Run(auto.Url, WebAddress(auto.IsEmail ? "mailto:" + auto.Url : auto.Url)), false);
                    break;
                case ContainerInline container:
                    foreach (var run in Runs(container, Within(container, look)))
                    {
                        yield return run;
                    }

                    break;
                default:
                    yield return (look.Run(Words(inline)), false);
                    break;
            }
        }
    }

    private Look Within(ContainerInline container, Look look) => container switch
    {
        EmphasisInline { DelimiterCount: > 1 } => look with { Bold = true },
        EmphasisInline => look with { Italic = true },
        LinkInline { IsImage: false } link => look with { Link = ArticleLink.TargetOf(link.Url) is { } id ? Reference(id, link) : WebAddress(link.Url) },
        _ => look,
    };

    private string? Reference(string article, LinkInline link)
    {
        if (articleAddress is null && references.All(known => known.Article != article))
        {
            references.Add((article, string.Concat(Runs(link, new Look(false, false, null)).Select(part => (string?)part.Run["text"]))));
        }

        return articleAddress?.Invoke(article);
    }

    private static string Words(Inline inline) => inline switch
    {
        LiteralInline literal => literal.Content.ToString(),
        CodeInline code => code.Content,
        HtmlEntityInline entity => entity.Transcoded.ToString(),
        HtmlInline html => html.Tag,
        _ => "",
    };

    private sealed record Look(bool Bold, bool Italic, string? Link)
    {
        public JsonObject Run(string text, string? link = null) => CardText.Run(text, Bold, Italic, link: link ?? Link);
    }
}
