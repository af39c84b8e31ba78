using System.Text.RegularExpressions;

namespace HelpDesk.Web.Articles;

/// <summary>On paper a link is followed by its address (helpdesk.css), but for links whose text is their address.</summary>
internal static partial class PrintedLinks
{
    /// <summary>Marks those in an article's HTML: what desks write, so that the pattern's going back has an end.</summary>
    public static string Mark(string html) => OwnText().Replace(html, "$1data-shown $2$3</a>");

    [GeneratedRegex("""(<a )([^>]*href="([^"]+)"[^>]*>)\3</a>""")]
    private static partial Regex OwnText();
}
