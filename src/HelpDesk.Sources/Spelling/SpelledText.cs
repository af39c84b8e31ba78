using System.Globalization;
using System.Text;

namespace HelpDesk.Sources.Spelling;

/// <summary>
/// The one folding of the house: one spelling for what people type, paste and scan in many. Width, case, dashes, quotes, white
/// space, control, format and invisible characters, sound marks typed apart, old and compatibility forms of kanji
/// (<see cref="KanjiForms"/>), look-alikes (<see cref="LookAlikes"/>). Knows where each folded character stood, so that evidence
/// can be shown as the person wrote it.
/// </summary>
public sealed class SpelledText
{
    /// <summary>Combining marks kept on one character; more is ornament that would swell the text.</summary>
    private const int MostMarks = 2;

    private readonly StringBuilder folded;
    private readonly List<int>? origins;
    private int marks;

    private SpelledText(string source, bool withOrigins)
    {
        folded = new StringBuilder(source.Length);
        origins = withOrigins ? new List<int>(source.Length) : null;
    }

    /// <summary>Folded text; no outer blanks, no two blanks in a row. Never throws.</summary>
    public static string Fold(string source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return new SpelledText(source, withOrigins: false).Read(source);
    }

    /// <summary>The same, and the index in the source that each folded character comes from, in ascending order.</summary>
    public static (string Text, IReadOnlyList<int> Origins) WithOrigins(string source)
    {
        ArgumentNullException.ThrowIfNull(source);
        var spelled = new SpelledText(source, withOrigins: true);
        return (spelled.Read(source), spelled.origins!);
    }

    private string Read(string source)
    {
        for (var i = 0; i < source.Length;)
        {
            if (MarkAfter(source, i + 1) < 0 && Plain(source[i]) is var plain and not '\0')
            {
                marks = 0;
                Append(plain, i++);
                continue;
            }

            var length = SegmentLength(source, i);
            AppendSegment(source.AsSpan(i, length), i);
            i += length;
        }

        if (folded.Length > 0 && folded[^1] == ' ')
        {
            folded.Length--;
            origins?.RemoveAt(origins.Count - 1);
        }

        return LookAlikes.Settle(folded);
    }

    /// <summary>What nearly every text consists of, folded; NUL for the rest.</summary>
    private static char Plain(char c) => c switch
    {
        >= ' ' and < '\u007f' => char.ToLowerInvariant(c),
        >= '\u4e00' and <= '\u9fff' => KanjiForms.Of(c),
        (>= '\u3041' and <= '\u3096') or (>= '\u30a1' and <= '\u30fe') or (>= '\u3001' and <= '\u3003') or (>= '\u3005' and <= '\u3007') or (>= '\u300a' and <= '\u3011') => c,
        >= '\uff01' and <= '\uff5d' => char.ToLowerInvariant((char)(c - 0xfee0)),
        _ => '\0',
    };

    /// <summary>One character with its marks.</summary>
    private static int SegmentLength(string source, int at)
    {
        var length = char.IsSurrogatePair(source, at) ? 2 : 1;
        while (MarkAfter(source, at + length) is var mark and >= 0)
        {
            length = mark + 1 - at;
        }

        return length;
    }

    /// <summary>Where the next mark stands, past characters that nobody sees; -1 where something else comes first.</summary>
    private static int MarkAfter(string source, int at)
    {
        while (at < source.Length && source[at] >= '\u00ad' && char.GetUnicodeCategory(source[at]) == UnicodeCategory.Format)
        {
            at++;
        }

        return at < source.Length && IsMark(source[at]) ? at : -1;
    }

    /// <summary>Belongs to the character before it: accents, sound marks (half-width and typed apart, too), parts of a Hangul syllable.</summary>
    private static bool IsMark(char c) => c switch
    {
        < '\u0300' => false,
        '\u3099' or '\u309a' or '\u309b' or '\u309c' or '\uff9e' or '\uff9f' => true,
        (>= '\u3000' and <= '\u302f') or (>= '\u3030' and <= '\u9fff') or (>= '\uff00' and <= '\uffef') => false,
        _ => CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark || c is >= '\u1161' and <= '\u11ff',
    };

    private void AppendSegment(ReadOnlySpan<char> segment, int origin)
    {
        var text = new StringBuilder(segment.Length);
        foreach (var rune in segment.EnumerateRunes())
        {
            // .NET refuses to normalise U+FFFE, which is no character and never will be one; a lone half comes as U+FFFD.
            text.Append(rune.Value switch
            {
                0xfffe => "\ufffd",
                0x309b when IsKana(segment[0]) => "\u3099",
                0x309c when IsKana(segment[0]) => "\u309a",
                _ when IsInvisible(rune) || Rune.GetUnicodeCategory(rune) == UnicodeCategory.Format => "",
                _ => rune.ToString(),
            });
        }

        marks = 0;
        foreach (var rune in text.ToString().Normalize(NormalizationForm.FormKC).EnumerateRunes())
        {
            Append(rune, origin);
        }
    }

    private static bool IsKana(char c) => c is (>= '\u3041' and <= '\u30ff') or (>= '\uff66' and <= '\uff9d');

    /// <summary>Variation selectors, joiners and fillers: what they change is only how a character is drawn.</summary>
    private static bool IsInvisible(Rune rune) => rune.Value is
        (>= 0xfe00 and <= 0xfe0f) or (>= 0xe0100 and <= 0xe01ef) or (>= 0x180b and <= 0x180d) or 0x034f or 0x115f or 0x1160 or 0x3164 or 0xffa0 or 0x2800;

    private void Append(Rune rune, int origin)
    {
        var category = Rune.GetUnicodeCategory(rune);
        if (Rune.IsWhiteSpace(rune))
        {
            Append(' ', origin);
            return;
        }

        marks = category is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark ? marks + 1 : 0;
        if (marks > MostMarks || category is UnicodeCategory.Control or UnicodeCategory.Format || IsInvisible(rune))
        {
            return;
        }

        if (rune.IsBmp)
        {
            Append(KanjiForms.Of(Sign((char)rune.Value)), origin);
        }
        else if (KanjiForms.Of(rune) is var kanji and not '\0')
        {
            Append(kanji, origin);
        }
        else
        {
            foreach (var unit in Rune.ToLowerInvariant(rune).ToString())
            {
                Append(unit, origin);
            }
        }
    }

    private void Append(char c, int origin)
    {
        if (c == ' ' && (folded.Length == 0 || folded[^1] == ' '))
        {
            return;
        }

        folded.Append(c);
        origins?.Add(origin);
    }

    private static char Sign(char c) => c switch
    {
        '‐' or '‑' or '‒' or '–' or '—' or '―' or '−' or '─' or '━' or '﹣' or '⁃' or '⸺' or '⎯' or '➖' => '-',
        '〜' or '～' or '∼' or '∿' => '~',
        '“' or '”' or '„' or '‟' or '〝' or '〞' or '〟' or '″' => '"',
        '‘' or '’' or '‚' or '‛' or '′' => '\'',
        _ => char.ToLowerInvariant(c),
    };
}
