using System.Text.RegularExpressions;
using Markdig;
using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace HelpDesk.Knowledge.Articles;

/// <summary>
/// Markdown as articles are written in, the same for every surface: tables, emphasis beside Japanese punctuation
/// (<c>**…です。**次</c>), bare links that end where Japanese begins, and notes. Braces are words, unless they name a note.
/// </summary>
internal static partial class ArticleSyntax
{
    public static MarkdownPipelineBuilder UseArticleSyntax(this MarkdownPipelineBuilder builder)
    {
        builder.UsePipeTables().UseCjkFriendlyEmphasis();
        builder.Extensions.AddIfNotAlready<BareLinks>();
        builder.Extensions.AddIfNotAlready<Notes>();
        return builder;
    }

    private sealed class BareLinks : IMarkdownExtension
    {
        public void Setup(MarkdownPipelineBuilder pipeline) => pipeline.InlineParsers.Insert(0, new BareLinkParser());

        public void Setup(MarkdownPipeline pipeline, IMarkdownRenderer renderer)
        {
        }
    }

    /// <summary><c>{#note-1}</c> at the end of a paragraph is where links to that note lead, and no text.</summary>
    private sealed partial class Notes : IMarkdownExtension
    {
        public void Setup(MarkdownPipelineBuilder pipeline) => pipeline.DocumentProcessed += document =>
        {
            foreach (var block in document.Descendants<LeafBlock>())
            {
                if (block.Inline?.LastChild is LiteralInline last && Anchor().Match(last.Content.ToString()) is { Success: true } anchor)
                {
                    last.Content.End -= anchor.Length;
                    block.GetAttributes().Id = anchor.Groups["id"].Value;
                }
            }
        };

        public void Setup(MarkdownPipeline pipeline, IMarkdownRenderer renderer)
        {
        }

        [GeneratedRegex(@"\s*\{#(?<id>note-[0-9]{1,3})\}\s*$", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
        private static partial Regex Anchor();
    }
}
