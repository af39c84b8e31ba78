using System.Text;

namespace HelpDesk.Ticketing.Routing;

/// <summary>Folds the words of rules and the texts they are sought in alike: blanks, hyphens and dots go too, since people write «廃止 取次» and «cancellation-brokering».</summary>
internal static class RuleWords
{
    /// <summary>What was folded last on this thread: a route and the values of several needs are sought in one text, one after the other.</summary>
    [ThreadStatic]
    private static (string Text, string Folded) last;

    public static string Fold(string text)
    {
        if (!string.Equals(last.Text, text, StringComparison.Ordinal))
        {
            last = (text, Folded(text));
        }

        return last.Folded;
    }

    private static string Folded(string text)
    {
        var word = FoldedText.Word(text);
        var kept = new StringBuilder(word.Length);
        foreach (var c in word)
        {
            if (!char.IsWhiteSpace(c) && c is not ('-' or '_' or '\u30FB' or '\u00B7' or (>= '\u2010' and <= '\u2015')))
            {
                kept.Append(c);
            }
        }

        return kept.ToString();
    }
}
