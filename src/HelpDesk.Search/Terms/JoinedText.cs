using System.Text;
using HelpDesk.Sources.Spelling;

namespace HelpDesk.Search.Terms;

/// <summary>
/// Folded as the house folds, and without the blanks between two characters of Japanese: lines are broken inside words, and
/// names are written with a blank and without.
/// </summary>
public static class JoinedText
{
    public static string Of(string text) => Join(SpelledText.Fold(text), null);

    /// <summary>The same, and the index in the text that each character comes from.</summary>
    public static (string Text, IReadOnlyList<int> Origins) WithOrigins(string text)
    {
        var (folded, origins) = SpelledText.WithOrigins(text);
        var kept = new List<int>(folded.Length);
        return (Join(folded, kept), kept.ConvertAll(i => origins[i]));
    }

    private static string Join(string folded, List<int>? kept)
    {
        var joined = new StringBuilder(folded.Length);
        for (var i = 0; i < folded.Length; i++)
        {
            if (folded[i] == ' ' && i > 0 && i + 1 < folded.Length && TextRuns.IsJapanese(folded[i - 1]) && TextRuns.IsJapanese(folded[i + 1]))
            {
                continue;
            }

            joined.Append(folded[i]);
            kept?.Add(i);
        }

        return joined.ToString();
    }
}
