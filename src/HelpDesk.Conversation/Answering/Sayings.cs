using System.Text;
using HelpDesk.Knowledge.Language;

namespace HelpDesk.Conversation.Answering;

/// <summary>Folds what people say so that two ways of writing one thing are the same.</summary>
public static class Sayings
{
    /// <summary>Folded characters in which a command may stand at the beginning.</summary>
    public const int LongestContaining = 40;

    [ThreadStatic]
    private static string? lastText;

    [ThreadStatic]
    private static string? lastKey;

    /// <summary>Folded, katakana as hiragana, without blanks, punctuation and symbols.</summary>
    public static string Key(string text)
    {
        // One message is asked about in thirty ways, one after the other.
        if (!ReferenceEquals(text, lastText))
        {
            (lastKey, lastText) = (KeyOf(text), text);
        }

        return lastKey!;
    }

    internal static string KeyOf(string text)
    {
        var key = new StringBuilder();
        foreach (var c in TextFolding.Fold(text))
        {
            if (char.IsLetterOrDigit(c) || c == 'ー')
            {
                key.Append(c is >= 'ァ' and <= 'ヶ' ? (char)(c - 0x60) : c);
            }
        }

        return key.ToString();
    }
}
