using System.Text;
using Markdig;
using Markdig.Extensions.Tables;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace HelpDesk.Knowledge.Articles;

/// <summary>Markdown as a kb file holds it, with its plain text. Raw HTML in it is text, never markup.</summary>
public sealed class MarkdownText
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder()
        .DisableHtml().UseArticleSyntax().Build();

    /// <summary>Half of the parser's bound.</summary>
    private const int FewestDeep = 64;

    private string? plainText;

    public MarkdownText(string source) => Source = source;

    public static MarkdownText Empty { get; } = new("");

    public string Source { get; }

    /// <summary>Found on parsing: it nests deeper than any reader could follow, and is shown as it is written.</summary>
    public bool IsTooDeep { get; private set; }

    /// <summary>The words as a reader sees them: blocks on lines of their own, list items with their bullets and numbers.</summary>
    public string PlainText => plainText ??= ToPlainText();

    /// <summary>Parses anew: rendering rewrites links in the tree, so trees are not shared.</summary>
    /// <remarks>The parser gives up where elements nest very deep (<see cref="IsTooDeep"/>): then the source is shown as text.</remarks>
    public MarkdownDocument Parse()
    {
        try
        {
            return Markdown.Parse(Source, Pipeline);
        }
        catch (ArgumentException)
        {
            IsTooDeep = true;
            var words = new ParagraphBlock { Inline = new ContainerInline() };
            words.Inline.AppendChild(new LiteralInline(Source));
            return [words];
        }
    }

    /// <summary>The line, from 0, that nests deeper than the reader goes (128 levels); null where all can be read.</summary>
    internal int? TooDeepAt()
    {
        if (IsSurelyFlat(Source) || CanParse(Source))
        {
            return null;
        }

        var lines = Source.Split('\n');
        var (good, bad) = (0, lines.Length);
        while (bad - good > 1)
        {
            var middle = (good + bad) / 2;
            (good, bad) = CanParse(string.Join('\n', lines.Take(middle))) ? (middle, bad) : (good, middle);
        }

        return bad - 1;
    }

    /// <summary>Every level is opened by a sign of ASCII; nearly every text has too few of them for that many levels, and need not be parsed to be sure.</summary>
    private static bool IsSurelyFlat(string source)
    {
        var signs = 0;
        foreach (var c in source)
        {
            signs += char.IsAscii(c) && (char.IsPunctuation(c) || char.IsSymbol(c)) ? 1 : 0;
        }

        return signs < FewestDeep;
    }

    private static bool CanParse(string source)
    {
        try
        {
            Markdown.Parse(source, Pipeline);
            return true;
        }
        catch (ArgumentException)
        {
            // Markdig's word for a text that is nested too deeply.
            return false;
        }
    }

    /// <summary>The items of the first list at the top, each as <see cref="PlainText"/> has it, without its bullet; empty where there is none.</summary>
    public IReadOnlyList<string> ListItems
    {
        get
        {
            return Parse().OfType<ListBlock>().FirstOrDefault() is { } list ? [.. list.OfType<ListItemBlock>().Select(Words)] : [];

            static string Words(ListItemBlock item)
            {
                var text = new StringBuilder();
                AppendBlocks(item, text);
                return text.ToString().Trim();
            }
        }
    }

    internal static void Render(MarkdownDocument document, TextWriter to)
    {
        var renderer = new Markdig.Renderers.HtmlRenderer(to);
        Pipeline.Setup(renderer);
        renderer.Render(document);
    }

    /// <summary><see cref="PlainText"/> without keeping it: an index of many articles reads each once.</summary>
    internal string ToPlainText()
    {
        var text = new StringBuilder();
        AppendBlocks(Parse(), text);
        return text.ToString().TrimEnd();
    }

    private static void AppendBlocks(ContainerBlock blocks, StringBuilder text)
    {
        foreach (var block in blocks)
        {
            AppendBlock(block, text);
        }
    }

    private static void AppendBlock(Block block, StringBuilder text)
    {
        switch (block)
        {
            case ListBlock list:
                foreach (var item in list.Cast<ListItemBlock>())
                {
                    text.Append(list.IsOrdered ? $"{item.Order}. " : "• ");
                    AppendBlocks(item, text);
                }

                break;
            case Table table:
                foreach (var cell in table.Cast<TableRow>().SelectMany(row => row.Cast<TableCell>()))
                {
                    AppendBlocks(cell, text);
                }

                break;
            case ContainerBlock container:
                AppendBlocks(container, text);
                break;
            case LeafBlock { Inline: { } inline }:
                AppendInlines(inline, text);
                text.Append('\n');
                break;
            case CodeBlock code:
                text.Append(code.Lines.ToString()).Append('\n');
                break;
        }
    }

    private static void AppendInlines(ContainerInline inlines, StringBuilder text)
    {
        foreach (var inline in inlines)
        {
            switch (inline)
            {
                case LiteralInline literal:
                    text.Append(literal.Content.AsSpan());
                    break;
                case AutolinkInline link:
                    text.Append(link.Url);
                    break;
                case CodeInline code:
                    text.Append(code.Content);
                    break;
                case HtmlEntityInline entity:
                    text.Append(entity.Transcoded.AsSpan());
                    break;
                case LineBreakInline:
                    text.Append('\n');
                    break;
                case ContainerInline container:
                    AppendInlines(container, text);
                    break;
            }
        }
    }
}
