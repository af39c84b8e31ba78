using System.Text;
using HelpDesk.Knowledge.Language;

namespace HelpDesk.Web.Search;

/// <summary>A piece of an extract; marked where it is a word of the question.</summary>
public readonly record struct ExtractPiece(string Text, bool Marked);

/// <summary>Finds a question's words in a text and cuts the stretch that holds most of them.</summary>
public static class Extract
{
    public const int Length = 140;
    private const int LongestWord = 40;

    /// <summary>The question's words worth marking, folded: not particles, nor ASCII words under three letters.</summary>
    public static IReadOnlySet<string> WordsOf(string question, JapaneseTokenizer tokenizer)
    {
        ArgumentNullException.ThrowIfNull(question);
        ArgumentNullException.ThrowIfNull(tokenizer);
        var folded = TextFolding.Fold(question);
        var tokens = new List<Token>();
        tokenizer.Tokenize(folded, tokens);
        return tokens.Select(token => token.In(folded).ToString()).Concat(RunsOf(folded)).Where(IsTelling).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>Stretches of kanji: the compound (証明書) of which the tokenizer gives the parts (証明, 書).</summary>
    private static IEnumerable<string> RunsOf(string folded)
    {
        for (var from = 0; from < folded.Length;)
        {
            var to = from;
            while (to < folded.Length && Kana.IsKanji(folded[to]))
            {
                to++;
            }

            if (to > from)
            {
                yield return folded[from..to];
            }

            from = to + 1;
        }
    }

    public static IReadOnlyList<ExtractPiece> Of(string text, IReadOnlySet<string> words)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(words);
        var plain = text.ReplaceLineEndings(" ");
        var marks = Marks(plain, words);
        var start = BestStart(marks);
        var end = Math.Min(plain.Length, start + Length);
        start -= start > 0 && char.IsLowSurrogate(plain[start]) ? 1 : 0;
        end += end < plain.Length && char.IsLowSurrogate(plain[end]) ? 1 : 0;
        var pieces = new List<ExtractPiece>();
        for (var from = start; from < end;)
        {
            var to = from;
            while (to < end && marks[to] == marks[from])
            {
                to++;
            }

            pieces.Add(new ExtractPiece(plain[from..to], marks[from]));
            from = to;
        }

        // Outside the marks: they are no word of the question.
        if (start > 0)
        {
            pieces.Insert(0, new ExtractPiece("…", false));
        }

        if (end < plain.Length)
        {
            pieces.Add(new ExtractPiece("…", false));
        }

        return pieces;
    }

    private static bool IsTelling(string word) =>
        word.Length is >= 2 and <= LongestWord
        && word.Any(char.IsLetterOrDigit)
        && !word.All(Kana.IsHiragana)
        && (word.Length > 2 || !word.All(char.IsAsciiLetterOrDigit));

    private static bool[] Marks(string text, IReadOnlySet<string> words)
    {
        var folded = string.Create(text.Length, text, static (to, from) =>
        {
            for (var i = 0; i < to.Length; i++)
            {
                to[i] = FoldOne(from[i]);
            }
        });
        var marks = new bool[text.Length];
        foreach (var word in words)
        {
            for (var at = folded.IndexOf(word, StringComparison.Ordinal); at >= 0; at = folded.IndexOf(word, at + word.Length, StringComparison.Ordinal))
            {
                if (!IsInsideWord(folded, at, word.Length))
                {
                    marks.AsSpan(at, word.Length).Fill(true);
                }
            }
        }

        return marks;
    }

    /// <summary>«err» in «error»: a word of ASCII letters ends where other characters begin.</summary>
    private static bool IsInsideWord(string text, int at, int length) =>
        (char.IsAsciiLetterOrDigit(text[at]) && at > 0 && char.IsAsciiLetterOrDigit(text[at - 1]))
        || (char.IsAsciiLetterOrDigit(text[at + length - 1]) && at + length < text.Length && char.IsAsciiLetterOrDigit(text[at + length]));

    /// <summary>Width and case of one character, so that positions stay.</summary>
    private static char FoldOne(char c)
    {
        if (c < 0x80 || char.IsSurrogate(c))
        {
            return char.ToLowerInvariant(c);
        }

        var normal = c is >= '\uFF00' and <= '\uFFEF' ? c.ToString().Normalize(NormalizationForm.FormKC) : "";
        return char.ToLowerInvariant(normal.Length == 1 ? normal[0] : c);
    }

    private static int BestStart(bool[] marks)
    {
        if (marks.Length <= Length)
        {
            return 0;
        }

        var held = marks.Take(Length).Count(marked => marked);
        var (best, start) = (held, 0);
        for (var i = 1; i + Length <= marks.Length; i++)
        {
            held += (marks[i + Length - 1] ? 1 : 0) - (marks[i - 1] ? 1 : 0);
            if (held > best)
            {
                (best, start) = (held, i);
            }
        }

        return start;
    }
}
