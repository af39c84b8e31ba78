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
internal static class ArticleSyntax
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
    private sealed class Notes : IMarkdownExtension
    {
        private const string Opens = "{#";
        private const string Prefix = "note-";
        private const int MostDigits = 3;

        public void Setup(MarkdownPipelineBuilder pipeline) => pipeline.DocumentProcessed += document =>
        {
            foreach (var block in document.Descendants<LeafBlock>())
            {
                if (block.Inline?.LastChild is LiteralInline last && Anchor(last.Content.AsSpan()) is { } anchor)
                {
                    last.Content.End -= anchor.Length;
                    block.GetAttributes().Id = anchor.Id;
                }
            }
        };

        public void Setup(MarkdownPipeline pipeline, IMarkdownRenderer renderer)
        {
        }

        /// <summary>The note at the end of a text, and how much of the text it and the blanks around it are; null where there is none.</summary>
        private static (string Id, int Length)? Anchor(ReadOnlySpan<char> text)
        {
            var to = text.TrimEnd();
            if (to is not [.., '}'] || to.LastIndexOf(Opens) is not (>= 0 and var from) || to[(from + Opens.Length)..^1] is var id && !id.StartsWith(Prefix)
                || id[Prefix.Length..] is not { Length: > 0 and <= MostDigits } digits || digits.ContainsAnyExceptInRange('0', '9'))
            {
                return null;
            }

            return (id.ToString(), text.Length - to[..from].TrimEnd().Length);
        }
    }
}
