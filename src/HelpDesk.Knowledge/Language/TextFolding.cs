using System.Globalization;
using System.Text;

namespace HelpDesk.Knowledge.Language;

/// <summary>One spelling for what people type in many: width, case, dashes, quotes, white space, control characters.</summary>
public static class TextFolding
{
    /// <summary>Combining marks kept on one character; more is ornament that would swell the text.</summary>
    private const int MostMarks = 2;

    /// <summary>Under invariant globalization .NET's NFKC silently returns its input; the program must not run so.</summary>
    /// <exception cref="InvalidOperationException">Width folding does nothing here.</exception>
    public static void EnsureWorks()
    {
        if (!string.Equals("Ａｶﾞ".Normalize(NormalizationForm.FormKC), "Aガ", StringComparison.Ordinal))
        {
            throw new InvalidOperationException(
                "Unicode normalisation does nothing on this machine: install libicu and leave InvariantGlobalization off (DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=0).");
        }
    }

    /// <summary>Folded text: NFKC, lower case, no control or direction characters, one space for any white space. Never throws.</summary>
    public static string Fold(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        // .NET refuses to normalise U+FFFE, which is no character and never will be one.
        var normal = WithoutLoneSurrogates(text).Replace('\ufffe', '\ufffd').Normalize(NormalizationForm.FormKC);
        var folded = new StringBuilder(normal.Length);
        var marks = 0;
        foreach (var c in normal)
        {
            if (char.IsWhiteSpace(c))
            {
                if (folded.Length > 0 && folded[^1] != ' ')
                {
                    folded.Append(' ');
                }

                continue;
            }

            var category = CharUnicodeInfo.GetUnicodeCategory(c);
            marks = category is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark ? marks + 1 : 0;
            if (marks > MostMarks || category is UnicodeCategory.Control or UnicodeCategory.Format)
            {
                continue;
            }

            folded.Append(FoldChar(c));
        }

        if (folded.Length > 0 && folded[^1] == ' ')
        {
            folded.Length--;
        }

        return folded.ToString();
    }

    private static char FoldChar(char c) => c switch
    {
        '‐' or '‑' or '‒' or '–' or '—' or '―' or '−' or '─' or '﹣' => '-',
        '〜' or '～' => '~',
        '“' or '”' or '„' or '‟' or '〝' or '〟' or '″' => '"',
        '‘' or '’' or '‚' or '′' => '\'',
        _ => char.ToLowerInvariant(c),
    };

    private static string WithoutLoneSurrogates(string text)
    {
        var lone = false;
        for (var i = 0; i < text.Length && !lone; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                i++;
            }
            else
            {
                lone = char.IsSurrogate(text[i]);
            }
        }

        return lone ? Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)) : text;
    }
}
