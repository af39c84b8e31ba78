using System.Text;

namespace HelpDesk.Channels.Cards;

/// <summary>
/// A card's fallback text is Markdown by its specification: text for it is escaped where a sign could be read as a mark, and stands
/// as it is elsewhere, for a client may also show it raw.
/// </summary>
internal static class FallbackText
{
    private const string Marks = "\\`*<>#~|";
    private const string AfterLabel = "([:";

    public static string Of(string text)
    {
        var escaped = new StringBuilder(text.Length + 16);
        for (var i = 0; i < text.Length; i++)
        {
            if (IsMark(text, i))
            {
                escaped.Append('\\');
            }

            escaped.Append(text[i]);
        }

        return escaped.ToString();
    }

    private static bool IsMark(string text, int at) => text[at] switch
    {
        // Within a word it marks nothing: ERR_20040.
        '_' => !(IsWord(text, at - 1) && IsWord(text, at + 1)),
        ']' => at + 1 < text.Length && AfterLabel.Contains(text[at + 1], StringComparison.Ordinal),
        var sign => Marks.Contains(sign, StringComparison.Ordinal),
    };

    private static bool IsWord(string text, int at) => at >= 0 && at < text.Length && char.IsLetterOrDigit(text[at]);
}
