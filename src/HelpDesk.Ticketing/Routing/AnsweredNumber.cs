using System.Text.RegularExpressions;
using HelpDesk.Sources.Spelling;

namespace HelpDesk.Ticketing.Routing;

/// <summary>What became of a supply point number on its way to us.</summary>
public enum AnsweredNumberKind
{
    /// <summary>One number or several, read for certain.</summary>
    Read,

    /// <summary>21 digits: one is missing somewhere.</summary>
    Short,

    /// <summary>21 digits whose first 0 a spreadsheet dropped, most likely.</summary>
    ZeroDropped,

    /// <summary>23 digits.</summary>
    Long,

    /// <summary>17 digits: gas.</summary>
    Gas,

    /// <summary>22 digits, the first two no area's.</summary>
    UnknownArea,

    /// <summary>3.1E+20: a spreadsheet's way to show it. The digits are lost.</summary>
    Exponent,

    /// <summary>Fifteen digits and zeros: a spreadsheet keeps no more. The rest is lost.</summary>
    Rounded,

    /// <summary>22 digits that are not surely one number.</summary>
    Parted,

    /// <summary>Any other count of digits.</summary>
    Other,
}

/// <summary>
/// What a person wrote when asked for a supply point number. Read more freely than <see cref="SupplyPointNumber.Find"/> reads a
/// text, since nothing else is meant; what a spreadsheet did to it is told apart, so that the person learns how to get at it.
/// </summary>
/// <param name="Numbers">22 digits each; empty unless <see cref="AnsweredNumberKind.Read"/>.</param>
/// <param name="Shown">What the person may be shown of it: the number with its 0 put back, the two digits that are no area's, the form with an exponent, the count of digits; else empty.</param>
public sealed partial record AnsweredNumber(AnsweredNumberKind Kind, IReadOnlyList<string> Numbers, string Shown)
{
    private const int FullLength = 22;

    /// <summary>Digits that a spreadsheet keeps of a number.</summary>
    private const int Kept = 15;

    /// <summary>Blanks and brackets may stand beside any other sign.</summary>
    private static readonly char[] Around = [' ', '(', ')', '[', ']', '【', '】', '〔', '〕'];

    public static AnsweredNumber Of(string answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        var found = SupplyPointNumber.Find(answer);
        var valid = found.Where(number => number.AreaCode is not null).Select(number => number.Digits).Distinct().ToList();
        if (valid.Count > 0)
        {
            return valid.Exists(IsRounded) ? new(AnsweredNumberKind.Rounded, [], "") : new(AnsweredNumberKind.Read, valid, "");
        }

        var folded = SpelledText.Fold(answer);
        if (WithExponent().Match(folded) is { Success: true } exponent)
        {
            return new(AnsweredNumberKind.Exponent, [], exponent.Value.ToUpperInvariant());
        }

        return Alone(folded) is { } alone ? Judge(alone) : found.Count > 0 ? Judge(found[0].Digits) : ByCount(folded);
    }

    /// <summary>The digits of an answer that holds one number and nothing else of the kind: letters only before and after, one kind of sign between. Null where it may hold more.</summary>
    private static string? Alone(string folded)
    {
        var first = LongestRun().Matches(folded).MaxBy(match => match.Length)?.Value;
        if (first is null)
        {
            return null;
        }

        var signs = Signs().Matches(first).Select(match => match.Value.Trim(Around)).Where(sign => sign.Length > 0).Distinct().ToList();
        var digits = string.Concat(first.Where(char.IsAsciiLetterOrDigit).Select(c => c switch { 'o' => '0', 'l' or 'i' => '1', _ => c }));
        // One letter may be a slip; a word is none. Blanks alone between groups were judged by Find already.
        var letters = first.Count(char.IsAsciiLetter);
        return digits.Length >= Kept && letters <= digits.Length / 2 && signs.Count <= 1 && (letters > 0 || signs.Count == 1 || digits.Length != FullLength) ? digits : null;
    }

    private static AnsweredNumber Judge(string digits) => digits.Length switch
    {
        FullLength - 1 or FullLength when IsRounded(digits) => new(AnsweredNumberKind.Rounded, [], ""),
        FullLength - 1 when digits[0] != '0' => new(AnsweredNumberKind.ZeroDropped, [], "0" + digits),
        FullLength - 1 => new(AnsweredNumberKind.Short, [], ""),
        FullLength when IsArea(digits) => new(AnsweredNumberKind.Read, [digits], ""),
        FullLength => new(AnsweredNumberKind.UnknownArea, [], digits[..2]),
        FullLength + 1 => new(AnsweredNumberKind.Long, [], ""),
        17 => new(AnsweredNumberKind.Gas, [], ""),
        _ => ByCount(digits),
    };

    private static AnsweredNumber ByCount(string folded)
    {
        var count = folded.Count(char.IsAsciiDigit);
        return new(count == FullLength ? AnsweredNumberKind.Parted : AnsweredNumberKind.Other, [], count.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    private static bool IsArea(string digits) => digits[0] == '0' ? digits[1] != '0' : digits.StartsWith("10", StringComparison.Ordinal);

    /// <summary>Nothing but zeros behind the fifteenth digit that counts, and more than zeros before it.</summary>
    private static bool IsRounded(string digits)
    {
        var counted = digits.TrimStart('0');
        return counted.Length is FullLength - 1 or FullLength && counted.AsSpan(Kept).TrimStart('0').IsEmpty && counted[Kept - 1] != '0';
    }

    /// <summary>Digits with letters that look like one, and signs and blanks between.</summary>
    [GeneratedRegex(@"(?:[0-9]|[oli])(?:[^\p{L}\p{N}]{0,4}[0-9oli])+", RegexOptions.NonBacktracking)]
    private static partial Regex LongestRun();

    [GeneratedRegex(@"[^0-9oli]+", RegexOptions.NonBacktracking)]
    private static partial Regex Signs();

    [GeneratedRegex(@"[0-9](?:[.,][0-9]{1,14})?\s?e\s?\+?\s?(?:2[01]|1[0-9])", RegexOptions.NonBacktracking)]
    private static partial Regex WithExponent();
}
