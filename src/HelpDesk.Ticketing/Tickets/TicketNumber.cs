using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace HelpDesk.Ticketing.Tickets;

/// <summary>A ticket's number as people read it out: HD-2026-000123.</summary>
public static partial class TicketNumber
{
    /// <summary>«HD-2026-000123»; a number of more than six digits is written in full.</summary>
    /// <param name="year">1000 to 9999.</param>
    /// <param name="n">From 1, counted within the year.</param>
    public static string Format(int year, long n)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(year, 1000);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(year, 9999);
        ArgumentOutOfRangeException.ThrowIfLessThan(n, 1);
        return string.Create(CultureInfo.InvariantCulture, $"HD-{year:0000}-{n:000000}");
    }

    /// <summary>
    /// The number as <see cref="Format"/> writes it, from what a person typed: any width and case, any or no hyphens and
    /// blanks, leading zeros left out where a hyphen stands («hd-2026-123»). False where the whole text is no number.
    /// </summary>
    public static bool TryParse(string? text, out string number)
    {
        number = "";
        if (text is null || text.Length > 60 || !IsWellFormed(text) || Pattern().Match(text.Normalize(NormalizationForm.FormKC).Trim()) is not { Success: true } match)
        {
            return false;
        }

        var counter = match.Groups["apart"].Success ? match.Groups["apart"].Value : match.Groups["joined"].Value;
        var n = long.Parse(counter, CultureInfo.InvariantCulture);
        var year = int.Parse(match.Groups["year"].Value, CultureInfo.InvariantCulture);
        if (n == 0 || year < 1000)
        {
            return false;
        }

        number = Format(year, n);
        return true;
    }

    /// <summary>Normalize throws on half a surrogate pair, and on U+FFFE and the like.</summary>
    private static bool IsWellFormed(string text) => text.All(c => !char.IsSurrogate(c) && c is not ('\uFFFE' or '\uFFFF'));

    // Without a hyphen between them only six digits and more tell where the year ends.
    [GeneratedRegex(
        """^#?\s{0,9}[Hh][Dd](?:\s|[-‐-―−ー─_]){0,9}(?<year>[0-9]{4})(?:(?:\s|[-‐-―−ー─_]){1,9}(?<apart>[0-9]{1,9})|(?<joined>[0-9]{6,9}))$""",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Pattern();
}
