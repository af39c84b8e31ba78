namespace HelpDesk.Ticketing.Routing;

/// <summary>Digits that stand together without a break.</summary>
/// <param name="Gap">What separates it from the group before it in the cluster; None for the first.</param>
internal sealed record DigitGroup(string Digits, int Start, DigitGap Gap);

internal enum DigitGap
{
    None,
    Hyphen,
    Dot,
    Slash,
    Comma,
    Bar,
    Bracket,
    Blank,
    LineBreak,
}

/// <summary>Groups of digits with nothing but blanks, line breaks or signs that part a number between them.</summary>
internal sealed record DigitCluster(IReadOnlyList<DigitGroup> Groups)
{
    /// <summary>« - » or a line end with indentation; more than this is no separator inside a number.</summary>
    private const int LongestGap = 4;

    public int DigitCount => Groups.Sum(group => group.Digits.Length);

    public static IEnumerable<DigitCluster> In(string text)
    {
        var groups = new List<DigitGroup>();
        var at = 0;
        while (at < text.Length)
        {
            if (DigitOf(text[at]) < 0)
            {
                at++;
                continue;
            }

            var start = at;
            while (at < text.Length && DigitOf(text[at]) >= 0)
            {
                at++;
            }

            groups.Add(Group(text, start, at, groups));
            var next = at;
            while (next < text.Length && next - at <= LongestGap && GapOf(text[next]) != DigitGap.None)
            {
                next++;
            }

            if (next == at || next >= text.Length || next - at > LongestGap || DigitOf(text[next]) < 0)
            {
                yield return new DigitCluster([.. groups]);
                groups.Clear();
            }

            at = next;
        }
    }

    /// <summary>0 to 9 for a digit of half or full width, else -1.</summary>
    public static int DigitOf(char c) => c switch
    {
        >= '0' and <= '9' => c - '0',
        >= '\uFF10' and <= '\uFF19' => c - '\uFF10',
        _ => -1,
    };

    private static DigitGroup Group(string text, int start, int end, List<DigitGroup> before)
    {
        var digits = string.Create(end - start, (text, start), static (into, from) =>
        {
            for (var i = 0; i < into.Length; i++)
            {
                into[i] = (char)('0' + DigitOf(from.text[from.start + i]));
            }
        });
        var gap = DigitGap.None;
        if (before.Count > 0)
        {
            // A hyphen or dot says more than the blanks around it. A hyphen at the line's end carries the number over; one
            // at the next line's beginning is a bullet.
            var gapStart = before[^1].Start + before[^1].Digits.Length;
            var kinds = text.AsSpan(gapStart, start - gapStart).ToArray().Select(GapOf).ToList();
            gap = kinds[0] == DigitGap.Hyphen ? DigitGap.Hyphen
                : kinds.Contains(DigitGap.LineBreak) ? DigitGap.LineBreak
                : kinds.Contains(DigitGap.Hyphen) ? DigitGap.Hyphen
                : kinds.Find(kind => kind is > DigitGap.Hyphen and < DigitGap.Blank) is var sign and not DigitGap.None ? sign
                : DigitGap.Blank;
        }

        return new DigitGroup(digits, start, gap);
    }

    private static DigitGap GapOf(char c) => c switch
    {
        '\n' or '\r' or '\u2028' or '\u2029' or '\u0085' => DigitGap.LineBreak,
        // What nobody sees parts nothing.
        '\u200B' or '\u200C' or '\u200D' or '\u2060' or '\uFEFF' => DigitGap.Hyphen,
        // Every dash there is, and the long-vowel and drawing signs that Japanese input offers for one; invisible hyphens too.
        '-' or '\u00AD' or '\u2043' or '\u2212' or '\u2796' or '\u30FC' or '\uFF70' or '\uFF0D' or '\uFE63' or '\uFE58'
            or '\u2500' or '\u2501' or '\u4E00' or '\u301C' or '\uFF5E' or '~' or '_' or '\uFF3F' => DigitGap.Hyphen,
        >= '\u2010' and <= '\u2015' => DigitGap.Hyphen,
        '.' or '\u00B7' or '\u2022' or '\u2027' or '\u30FB' or '\uFF65' or '\uFF0E' => DigitGap.Dot,
        '/' or '\uFF0F' or '\u2044' or '\u2215' or '\\' or '\uFF3C' => DigitGap.Slash,
        ',' or '\uFF0C' or '\u3001' or '\uFF64' or ';' or '\uFF1B' or '\'' => DigitGap.Comma,
        '|' or '\uFF5C' or '\u2502' or '\u00A6' or ':' or '\uFF1A' => DigitGap.Bar,
        '(' or ')' or '\uFF08' or '\uFF09' or '[' or ']' or '\uFF3B' or '\uFF3D' or '\u3010' or '\u3011' or '\u3014' or '\u3015' => DigitGap.Bracket,
        _ => char.IsWhiteSpace(c) ? DigitGap.Blank : DigitGap.None,
    };
}
