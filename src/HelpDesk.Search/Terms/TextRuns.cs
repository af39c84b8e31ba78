namespace HelpDesk.Search.Terms;

public enum RunKind
{
    /// <summary>Kanji, kana and whatever else is written without blanks between words.</summary>
    Japanese,

    /// <summary>Latin letters and digits, and other scripts that part their words.</summary>
    Word,
}

/// <summary>A stretch of letters and digits in folded text, with nothing else in it.</summary>
public readonly record struct TextRun(RunKind Kind, int Start, int Length)
{
    public int End => Start + Length;
}

/// <summary>Folded text in runs.</summary>
public static class TextRuns
{
    public static IEnumerable<TextRun> Of(string folded)
    {
        ArgumentNullException.ThrowIfNull(folded);
        for (var i = 0; i < folded.Length;)
        {
            if (KindOf(folded[i]) is not { } kind)
            {
                i++;
                continue;
            }

            var start = i;
            while (i < folded.Length && KindOf(folded[i]) == kind)
            {
                i++;
            }

            yield return new TextRun(kind, start, i - start);
        }
    }

    internal static bool IsJapanese(char c) => KindOf(c) == RunKind.Japanese;

    /// <summary>Halves of surrogate pairs are letters like others: a pair is two of them, side by side in text and query alike.</summary>
    private static RunKind? KindOf(char c) => c switch
    {
        (>= 'a' and <= 'z') or (>= '0' and <= '9') => RunKind.Word,
        < '\u00aa' => null,
        (>= '\u3005' and <= '\u3007') or (>= '\u3041' and <= '\u3096') or (>= '\u30a1' and <= '\u30fa') or (>= '\u30fc' and <= '\u30ff') or (>= '\u3400' and <= '\u9fff') or (>= '\uf900' and <= '\ufaff') => RunKind.Japanese,
        _ when char.IsSurrogate(c) => RunKind.Japanese,
        _ when char.IsLetterOrDigit(c) || char.GetUnicodeCategory(c) is System.Globalization.UnicodeCategory.NonSpacingMark => RunKind.Word,
        _ => null,
    };
}
