namespace HelpDesk.Ticketing.Routing;

/// <summary>What a run of digits that looks like a supply point number turned out to be.</summary>
public enum SupplyPointNumberKind
{
    /// <summary>22 digits, the first two an area's (01 to 10).</summary>
    Valid,

    /// <summary>22 digits, but the first two are no area's.</summary>
    UnknownArea,

    /// <summary>21 digits: one is missing.</summary>
    OneDigitShort,

    /// <summary>23 digits: one too many.</summary>
    OneDigitLong,

    /// <summary>17 digits: the gas supply's number of the same name.</summary>
    GasLength,
}

/// <summary>
/// A supply (or generation) point number found in a text. It counts as personal data: ToString masks it.
/// Only length, digits and area are judged, since no check digit is published (domain README, «Numbers»).
/// </summary>
/// <param name="Digits">The digits in half width, separators left out.</param>
/// <param name="Start">Where the first digit stands in the text.</param>
/// <param name="Length">Characters up to the last digit, separators included.</param>
public sealed record SupplyPointNumber(string Digits, int Start, int Length, SupplyPointNumberKind Kind)
{
    /// <summary>«01» to «10»; null where the number is not a valid one.</summary>
    public string? AreaCode => Kind == SupplyPointNumberKind.Valid ? Digits[..2] : null;

    /// <summary>The area's two digits, the others as stars; all stars where it is not a valid number.</summary>
    public string Masked => AreaCode + new string('*', Digits.Length - (AreaCode?.Length ?? 0));

    /// <summary>Everything in a text that is a supply point number or nearly one, from left to right.</summary>
    public static IReadOnlyList<SupplyPointNumber> Find(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (!HasDigitsOfOne(text))
        {
            return [];
        }

        var found = new List<SupplyPointNumber>();
        foreach (var cluster in DigitCluster.In(text))
        {
            found.AddRange(SupplyPointNumberSearch.In(cluster));
        }

        return found;
    }

    /// <summary>The text with other words in place of numbers found in it; the same text where none is replaced.</summary>
    /// <param name="found">Of <see cref="Find"/> in this text.</param>
    /// <param name="by">What stands for a number; null: it stays.</param>
    public static string Replace(string text, IReadOnlyList<SupplyPointNumber> found, Func<SupplyPointNumber, string?> by)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(found);
        ArgumentNullException.ThrowIfNull(by);
        // From the end, so that the places before stay where they are.
        for (var i = found.Count - 1; i >= 0; i--)
        {
            if (by(found[i]) is { } word)
            {
                text = text.Remove(found[i].Start, found[i].Length).Insert(found[i].Start, word);
            }
        }

        return text;
    }

    /// <summary>
    /// The text for logs and analytics: every number of <see cref="Find"/> masked, and with it every other run of 12 digits
    /// or more and every chain of groups with 16 or more. In a log it is better to hide too much.
    /// </summary>
    public static string Mask(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var masked = text.ToCharArray();
        foreach (var cluster in DigitCluster.In(text))
        {
            var found = SupplyPointNumberSearch.In(cluster);
            var valid = found.Where(n => n.AreaCode is not null).ToList();
            foreach (var group in cluster.Groups)
            {
                if (cluster.DigitCount >= 16 || group.Digits.Length >= 12)
                {
                    masked.AsSpan(group.Start, group.Digits.Length).Fill('*');
                }
            }

            foreach (var number in valid)
            {
                masked[number.Start] = number.Digits[0];
                RestoreSecondDigit(text, number, masked);
            }
        }

        return new string(masked);
    }

    /// <summary>Most texts have too few digits for the shortest of all kinds.</summary>
    private static bool HasDigitsOfOne(string text)
    {
        var digits = 0;
        foreach (var c in text)
        {
            digits += DigitCluster.DigitOf(c) >= 0 ? 1 : 0;
        }

        return digits >= SupplyPointNumberSearch.FewestDigits;
    }

    public override string ToString() => $"{Kind} {Masked}";

    private static void RestoreSecondDigit(string text, SupplyPointNumber number, char[] masked)
    {
        var at = number.Start + 1;
        while (DigitCluster.DigitOf(text[at]) < 0)
        {
            at++;
        }

        masked[at] = number.Digits[1];
    }
}
