using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace HelpDesk.Channels.BotFramework.Teams;

/// <summary>The text of a Teams message, which comes as HTML: read by an HTML parser, shown never.</summary>
internal static class MessageHtml
{
    public static string ToText(string? html)
    {
        var text = new StringBuilder();
        if (html is not null)
        {
            Append(new HtmlParser().ParseDocument(html).Body!, text);
        }

        return string.Join('\n', text.ToString().Replace('\u00a0', ' ').Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0));
    }

    /// <summary>Without recursion: a message may nest as deep as it likes.</summary>
    private static void Append(INode body, StringBuilder text)
    {
        var open = new Stack<(INode Node, bool Leaving)>([(body, false)]);
        while (open.TryPop(out var at))
        {
            if (at.Node is IText words)
            {
                text.Append(words.Data);
            }
            else if (at.Node is IElement { LocalName: "br" or "p" or "div" or "li" or "tr" or "blockquote" or "pre" or "h1" or "h2" or "h3" })
            {
                text.Append('\n');
            }

            if (at.Leaving || at.Node is IText or IElement { LocalName: "script" or "style" })
            {
                continue;
            }

            open.Push((at.Node, true));
            foreach (var child in at.Node.ChildNodes.Reverse())
            {
                open.Push((child, false));
            }
        }
    }
}
