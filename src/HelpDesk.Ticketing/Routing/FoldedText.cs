using System.Text;

namespace HelpDesk.Ticketing.Routing;

/// <summary>
/// Text with its spellings evened out for comparing: width, case, katakana and hiragana, accents, small ヶ and ヵ, runs of
/// blanks. Knows where each folded character stood, so that evidence is shown as the person wrote it.
/// </summary>
internal readonly struct FoldedText
{
    private readonly int[] origins;

    private FoldedText(string source, string text, int[] origins)
    {
        Source = source;
        Text = text;
        this.origins = origins;
    }

    public string Source { get; }

    public string Text { get; }

    /// <summary>The source's characters from one folded position up to another.</summary>
    public string SourceOf(int from, int to) => Source[OriginOf(from)..OriginOf(to)];

    /// <summary>The source's character at a folded position.</summary>
    public char SourceAt(int at) => Source[origins[at]];

    public static FoldedText Of(string source)
    {
        var text = new StringBuilder(source.Length);
        var origins = new List<int>(source.Length);
        for (var i = 0; i < source.Length; i++)
        {
            var start = i;
            if (IsSoundMark(source[i]) && text.Length > 0)
            {
                text[^1] = WithSoundMark(text[^1], source[i]);
                continue;
            }

            if (Fast(source[i]) is var c and not '\0')
            {
                Append(c);
                continue;
            }

            foreach (var part in Slow(source[i]))
            {
                Append(part);
            }

            void Append(char part)
            {
                var blank = char.IsWhiteSpace(part);
                if (!blank || (text.Length > 0 && text[^1] != ' '))
                {
                    text.Append(blank ? ' ' : part);
                    origins.Add(start);
                }
            }
        }

        return new FoldedText(source, text.ToString(), [.. origins]);
    }

    /// <summary>A dictionary word in the same folding.</summary>
    public static string Word(string word) => Of(word).Text.Trim();

    private int OriginOf(int at) => at < origins.Length ? origins[at] : Source.Length;

    private static bool IsSoundMark(char c) => c is '\u3099' or '\u309A' or '\uFF9E' or '\uFF9F';

    /// <summary>«か» and a mark make «が»; half-width kana and text from macOS write the mark apart.</summary>
    private static char WithSoundMark(char kana, char mark)
    {
        if (kana is < '\u3041' or > '\u3096')
        {
            return kana;
        }

        var combined = $"{kana}{(mark is '\u3099' or '\uFF9E' ? '\u3099' : '\u309A')}".Normalize(NormalizationForm.FormC);
        return combined.Length == 1 ? combined[0] : kana;
    }

    /// <summary>Folds what nearly every text consists of; NUL for the rest, which needs <see cref="Slow"/>.</summary>
    private static char Fast(char c) => c switch
    {
        < '\u0080' => char.ToLowerInvariant(c),
        >= '\u3400' and <= '\u9FFF' or >= '\u3000' and <= '\u3029' or >= '\u3041' and <= '\u3094' => c,
        >= '\u30A1' and <= '\u30FE' => Even(c),
        >= '\uFF01' and <= '\uFF5E' => char.ToLowerInvariant((char)(c - 0xFEE0)),
        _ => '\0',
    };

    private static string Slow(char c)
    {
        // Lone surrogates and noncharacters cannot be normalised; they match nothing anyway.
        if (char.IsSurrogate(c) || c >= '\uFFF0')
        {
            return c.ToString();
        }

        var wide = c is >= '\uFF65' and <= '\uFF9F' ? NormalizationForm.FormKC : NormalizationForm.FormKD;
        var normal = c is >= '\u3041' and <= '\u30FF' ? c.ToString() : c.ToString().Normalize(wide);
        var folded = new StringBuilder(normal.Length);
        foreach (var part in normal)
        {
            // What is left of an accented letter (ō) is its accent.
            if (part is < '\u0300' or > '\u036F')
            {
                folded.Append(Even(part));
            }
        }

        return folded.ToString();
    }

    private static char Even(char c) => c switch
    {
        '\u30F5' or '\u3095' => '\u304B',
        '\u30F6' or '\u3096' => '\u3051',
        >= '\u30A1' and <= '\u30F4' => (char)(c - 0x60),
        _ => char.ToLowerInvariant(c),
    };
}
