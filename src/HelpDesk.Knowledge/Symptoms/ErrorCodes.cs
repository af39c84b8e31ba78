using System.Text.RegularExpressions;

namespace HelpDesk.Knowledge.Symptoms;

/// <summary>Finds error codes in every spelling: ERR_20040, err-20040, エラー20040番, 20040 alone; never inside a longer number, a date or an amount.</summary>
internal static partial class ErrorCodes
{
    /// <summary>The five digits of each code in folded text, and whether it was called a code or an error.</summary>
    public static IEnumerable<(string Digits, bool Named)> Find(string folded)
    {
        folded = Spelt().Replace(folded, match => match.Value.Replace(" ", "", StringComparison.Ordinal));
        foreach (Match match in Named().Matches(folded))
        {
            // Scanned letters: O for 0, l and I for 1. Only behind ERR, where nothing but digits can stand, and not where a word begins («ERR_20040 on a …»).
            yield return (match.Groups["d"].Value.Replace(" ", "", StringComparison.Ordinal).Replace('o', '0').Replace('l', '1').Replace('i', '1'), true);
        }

        foreach (Match match in Followed().Matches(folded))
        {
            yield return (match.Groups["d"].Value, true);
        }

        foreach (Match match in Bare().Matches(folded))
        {
            yield return (match.Value, false);
        }
    }

    /// <summary>A code of another kind («A20040»: letters directly before the five digits), where the text is nothing else or calls it a code or an error.</summary>
    public static string? FindLettered(string folded) => Lettered().Match(folded) is { Success: true } match ? match.Groups["c"].Value : null;

    [GeneratedRegex(@"^\s{0,99}(?<c>[a-z]{1,8}[0-9]{5})\s{0,99}$|(?:エラー|えらー|(?<!事業者|会社)コード|error|code)[\s:はが、「]{0,3}(?<c>[a-z]{1,8}[0-9]{5})(?![0-9a-z])|(?<![a-z0-9])(?<c>[a-z]{1,8}[0-9]{5})\s{0,2}(?:番)?の?(?:エラー|えらー|error)", RegexOptions.ExplicitCapture)]
    private static partial Regex Lettered();

    /// <summary>A code letter by letter (E R R _ 2 0 0 4 0), as some programs copy it.</summary>
    [GeneratedRegex(@"(?<![a-z0-9])(?:e r r(?: o r)?(?: [_\-])?(?: [0-9]){5}|[0-9](?: [0-9]){4})(?! ?[a-z0-9])")]
    private static partial Regex Spelt();

    [GeneratedRegex(@"(?<![a-z0-9])(?:(?:er{1,2}(?:or)?|eer|エラー|えらー)\s{0,2}(?:code|no\.?|コード|こーど|番号)?|(?<!\p{L}\s?)(?:code|コード|こーど))[\s:_\-.#はが、,「（(]{0,4}(?<d>[0-9oli](?: ?[0-9]| [oli](?=[0-9])|[oli](?![a-hj-km-np-z])){3,5})(?![0-9])", RegexOptions.ExplicitCapture)]
    private static partial Regex Named();

    [GeneratedRegex(@"(?<![0-9a-z_\-])(?<d>[0-9]{5})\s{0,2}(?:番)?(?:の|という|って)?\s{0,2}(?:エラー|えらー|error|err)", RegexOptions.ExplicitCapture)]
    private static partial Regex Followed();

    [GeneratedRegex(@"(?<![0-9][\-\s./(]?)(?<![0-9a-z])(?<!(?:事業者|会社)(?:コード|番号)\s?[:はが]?\s?)[0-9]{5}(?![0-9])(?!\)?[\-\s./)][0-9])(?!\s?(?:円|kwh|kw|件|年|月))")]
    private static partial Regex Bare();
}
