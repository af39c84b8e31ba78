using System.Text;

namespace HelpDesk.Channels.Activities;

/// <summary>
/// Text as it may go on into the house: what a database refuses or a page cannot show is gone before anybody reads it. Half a
/// character becomes U+FFFD, as everywhere in Unicode; control characters, which say nothing, are left out.
/// </summary>
public static class CleanText
{
    /// <summary>Line breaks and tabs stay.</summary>
    public static string Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return IsClean(text) ? text : Cleaned(text, IsControl);
    }

    /// <summary>As <see cref="Of"/>, on one line: for names.</summary>
    public static string Line(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Of(text.ReplaceLineEndings(" "));
    }

    /// <summary>Only what no JSON and no database can hold: halves of characters, and NUL.</summary>
    internal static string Storable(string text) => Cleaned(text, c => c == '\0');

    private static bool IsClean(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (IsControl(text[i]) || (char.IsSurrogate(text[i]) && !IsPair(text, i++)))
            {
                return false;
            }
        }

        return true;
    }

    private static string Cleaned(string text, Func<char, bool> isLeftOut)
    {
        var clean = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (IsPair(text, i))
            {
                clean.Append(text, i++, 2);
            }
            else if (!isLeftOut(text[i]))
            {
                clean.Append(char.IsSurrogate(text[i]) ? (char)Rune.ReplacementChar.Value : text[i]);
            }
        }

        return clean.ToString();
    }

    private static bool IsPair(string text, int at) => at + 1 < text.Length && char.IsSurrogatePair(text[at], text[at + 1]);

    private static bool IsControl(char c) => char.IsControl(c) && c is not ('\n' or '\r' or '\t');
}
