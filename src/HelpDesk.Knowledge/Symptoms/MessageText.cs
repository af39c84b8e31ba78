using System.Text;
using HelpDesk.Knowledge.Language;

namespace HelpDesk.Knowledge.Symptoms;

/// <summary>Messages compared as people see them: without punctuation, quotes, spaces and line breaks, kana of one kind, no long-vowel marks.</summary>
internal static class MessageText
{
    public static string Key(string text) => KeyOf(TextFolding.Fold(text));

    public static string Key(ReadText text) => KeyOf(text.Folded);

    private static string KeyOf(string folded)
    {
        var key = new StringBuilder(folded.Length);
        foreach (var c in folded)
        {
            if (char.IsLetterOrDigit(c) && c is not ('ー' or '一'))
            {
                key.Append(c is >= 'ァ' and <= 'ヶ' ? (char)(c - ('ァ' - 'ぁ')) : c);
            }
        }

        return key.Replace("login", "ろぐいん").Replace("ろぐおん", "ろぐいん").Replace("出来", "でき").ToString();
    }

    /// <summary>How few letters must be put in, left out or changed for all of a word to stand somewhere in a text (Sellers).</summary>
    public static int FewestEdits(string word, string text)
    {
        Span<int> edits = stackalloc int[word.Length + 1];
        for (var w = 0; w <= word.Length; w++)
        {
            edits[w] = w;
        }

        var fewest = edits[^1];
        foreach (var c in text)
        {
            var diagonal = edits[0];
            for (var w = 1; w <= word.Length; w++)
            {
                var changed = diagonal + (word[w - 1] == c ? 0 : 1);
                diagonal = edits[w];
                edits[w] = Math.Min(changed, Math.Min(edits[w], edits[w - 1]) + 1);
            }

            fewest = Math.Min(fewest, edits[^1]);
        }

        return fewest;
    }

    /// <summary>
    /// How well the best-matching part of a text agrees with a message (Smith-Waterman: a letter right +1, wrong or
    /// missing −1), and where in the text it ends.
    /// </summary>
    public static (int Score, int From, int To) BestPart(string message, string text)
    {
        Span<int> scores = stackalloc int[message.Length + 1];
        Span<int> starts = stackalloc int[message.Length + 1];
        scores.Clear();
        (int Score, int From, int To) best = (0, 0, 0);
        for (var t = 0; t < text.Length; t++)
        {
            int diagonal = 0, diagonalStart = t;
            for (var m = 1; m <= message.Length; m++)
            {
                var match = diagonal + (message[m - 1] == text[t] ? 1 : -1);
                var matchStart = diagonal > 0 ? diagonalStart : t;
                diagonal = scores[m];
                diagonalStart = starts[m];
                var (score, start) = (match, matchStart);
                if (scores[m] - 1 > score)
                {
                    (score, start) = (scores[m] - 1, starts[m]);
                }

                if (scores[m - 1] - 1 > score)
                {
                    (score, start) = (scores[m - 1] - 1, starts[m - 1]);
                }

                scores[m] = Math.Max(0, score);
                starts[m] = start;
                if (score > best.Score)
                {
                    best = (score, start, t + 1);
                }
            }
        }

        return best;
    }
}
