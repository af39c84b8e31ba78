namespace HelpDesk.Ticketing.Routing;

/// <summary>
/// Finds supply point numbers among groups of digits. A date, a telephone number or a company code may stand beside the
/// number, so the stretch of groups that is written alike and stands apart from its neighbours wins.
/// </summary>
internal static class SupplyPointNumberSearch
{
    /// <summary>Of the shortest kind, the gas supply's.</summary>
    public const int FewestDigits = 17;

    private const int FullLength = 22;

    public static IReadOnlyList<SupplyPointNumber> In(DigitCluster cluster)
    {
        var groups = cluster.Groups;
        var taken = new bool[groups.Count];
        MarkDates(groups, taken);
        var found = new List<SupplyPointNumber>();
        foreach (var stretch in Stretches(groups, taken).OrderByDescending(s => s.Score).ThenBy(s => s.From))
        {
            if (Enumerable.Range(stretch.From, stretch.Count).Any(i => taken[i]))
            {
                continue;
            }

            taken.AsSpan(stretch.From, stretch.Count).Fill(true);
            found.Add(stretch.ToNumber(groups));
        }

        return [.. found.OrderBy(number => number.Start)];
    }

    private static IEnumerable<Stretch> Stretches(IReadOnlyList<DigitGroup> groups, bool[] taken)
    {
        for (var from = 0; from < groups.Count; from++)
        {
            var digits = 0;
            for (var to = from; to < groups.Count && !taken[to] && digits < FullLength + 1; to++)
            {
                digits += groups[to].Digits.Length;
                if (KindOf(digits, groups[from].Digits, to > from ? groups[from + 1].Digits : "") is { } kind
                    && Judge(groups, from, to - from + 1, kind) is { } stretch)
                {
                    yield return stretch;
                }
            }
        }
    }

    private static SupplyPointNumberKind? KindOf(int digits, string first, string second) => digits switch
    {
        FewestDigits => SupplyPointNumberKind.GasLength,
        FullLength - 1 => SupplyPointNumberKind.OneDigitShort,
        FullLength + 1 => SupplyPointNumberKind.OneDigitLong,
        FullLength => IsArea(first + second) ? SupplyPointNumberKind.Valid : SupplyPointNumberKind.UnknownArea,
        _ => null,
    };

    private static bool IsArea(string digits) => digits[0] == '0' ? digits[1] != '0' : digits.StartsWith("10", StringComparison.Ordinal);

    /// <summary>How surely groups are one number; null where they are not one.</summary>
    private static Stretch? Judge(IReadOnlyList<DigitGroup> groups, int from, int count, SupplyPointNumberKind kind)
    {
        if (HoldsTelephone(groups, from, count))
        {
            return null;
        }

        var gaps = Enumerable.Range(from + 1, count - 1).Select(i => groups[i].Gap).Distinct().ToList();
        var before = groups[from].Gap;
        var after = from + count < groups.Count ? groups[from + count].Gap : DigitGap.None;
        var apart = (gaps.Contains(before) ? 0 : 1) + (gaps.Contains(after) ? 0 : 1);
        // Where a line breaks inside a number its other gaps are still alike.
        var alike = gaps.Count(gap => gap != DigitGap.LineBreak) <= 1;
        if (gaps.Exists(gap => gap is DigitGap.Slash or DigitGap.Comma or DigitGap.Bar or DigitGap.Bracket) && !(kind == SupplyPointNumberKind.Valid && apart == 2 && gaps.Count(gap => gap != DigitGap.Bracket) <= 1))
        {
            // Lists, dates and fractions are written so, too.
            return null;
        }

        if (kind != SupplyPointNumberKind.Valid)
        {
            // A sum of digits alone proves little: it must also stand apart, written alike, on one line.
            return count == 1 || (apart == 2 && alike && gaps.Count == 1 && gaps[0] != DigitGap.LineBreak)
                ? new Stretch(from, count, kind, (count == 1 ? 20 : 5) + (kind == SupplyPointNumberKind.UnknownArea ? 1 : 0))
                : null;
        }

        return new Stretch(from, count, kind, count == 1 ? 30 : 10 + (3 * apart) + (alike ? 2 : 0) + (gaps.Count == 1 ? 1 : 0));
    }

    /// <summary>A telephone number between blanks (2 to 3 hyphenated groups or one, 10 or 11 digits from 0), as part of the stretch.</summary>
    private static bool HoldsTelephone(IReadOnlyList<DigitGroup> groups, int from, int count)
    {
        var starts = Enumerable.Range(from, count).Where(i => i == from || groups[i].Gap >= DigitGap.Blank).ToList();
        var parts = starts.Select((start, i) => (start, end: i + 1 < starts.Count ? starts[i + 1] : from + count)).ToList();
        if (parts.Count < 2)
        {
            return false;
        }

        // A number broken once at the end of a line may begin like a telephone number; what follows tells them apart.
        var broken = parts.Count == 2 && groups[parts[1].start].Gap == DigitGap.LineBreak;
        return (!broken && parts.Exists(part => part.end - part.start == 3 && IsTelephone(part.start, part.end)))
            || parts.TrueForAll(part => IsTelephone(part.start, part.end));

        bool IsTelephone(int start, int end) =>
            groups[start].Digits[0] == '0'
            && end - start is 1 or 3
            && Enumerable.Range(start, end - start).Sum(i => groups[i].Digits.Length) is 10 or 11;
    }

    /// <summary>2023-08-04 or 2023.8.4 is a date, whatever stands beside it.</summary>
    private static void MarkDates(IReadOnlyList<DigitGroup> groups, bool[] taken)
    {
        for (var i = 0; i + 2 < groups.Count; i++)
        {
            var gap = groups[i + 1].Gap;
            var lone = gap is DigitGap.Hyphen or DigitGap.Dot or DigitGap.Slash && groups[i + 2].Gap == gap && groups[i].Gap != gap
                && (i + 3 == groups.Count || groups[i + 3].Gap != gap);
            if (lone && groups[i].Digits is ['1', '9', _, _] or ['2', '0', _, _] && IsUpTo(groups[i + 1], 12) && IsUpTo(groups[i + 2], 31))
            {
                taken.AsSpan(i, 3).Fill(true);
            }
        }

        static bool IsUpTo(DigitGroup group, int most) =>
            group.Digits.Length <= 2 && int.Parse(group.Digits, System.Globalization.CultureInfo.InvariantCulture) is var value && value >= 1 && value <= most;
    }

    private sealed record Stretch(int From, int Count, SupplyPointNumberKind Kind, int Score)
    {
        public SupplyPointNumber ToNumber(IReadOnlyList<DigitGroup> groups)
        {
            var parts = Enumerable.Range(From, Count).Select(i => groups[i]).ToList();
            var last = parts[^1];
            return new SupplyPointNumber(string.Concat(parts.Select(p => p.Digits)), parts[0].Start, last.Start + last.Digits.Length - parts[0].Start, Kind);
        }
    }
}
