using System.Text.RegularExpressions;
using HelpDesk.Sources.Spelling;
using HelpDesk.Ticketing.Contacts;

namespace HelpDesk.Ticketing.Checks;

/// <summary>Which companies of the contact book a text names, by name (with or without its legal form, however it is spelled) or by code. Operators are nobody's secret.</summary>
internal static partial class NamedCompanies
{
    private const int FewestLetters = 2;

    /// <summary>By code, with the name that the book has last.</summary>
    public static IReadOnlyDictionary<string, string> In(string text, ContactBook book)
    {
        var folded = SpelledText.Fold(text);
        var (spaced, dense) = (folded.ToCharArray(), folded.Replace(" ", "", StringComparison.Ordinal).ToCharArray());
        var found = new HashSet<string>(StringComparer.Ordinal);

        // The longest first, and what it stands on is taken: 「東京電力」 is not meant where a longer name begins with it.
        foreach (var (name, codes) in Names(book))
        {
            if (Take(name.All(char.IsAscii) ? spaced : dense, name))
            {
                found.UnionWith(codes);
            }
        }

        found.UnionWith(Code().Matches(folded).Select(match => match.Value));
        return book.All.Where(one => !one.IsOperator && found.Contains(one.Code)).GroupBy(one => one.Code).ToDictionary(group => group.Key, group => group.Last().Name, StringComparer.Ordinal);
    }

    private static IEnumerable<(string Name, IEnumerable<string> Codes)> Names(ContactBook book) => book.All
        .Select(one => (Name: LegalForms.Without(SpelledText.Fold(one.Name)), one.Code))
        .Select(one => one.Name.All(char.IsAscii) ? one : (Name: one.Name.Replace(" ", "", StringComparison.Ordinal), one.Code))
        .Where(one => one.Name.Length >= FewestLetters).GroupBy(one => one.Name, one => one.Code).OrderByDescending(group => group.Key.Length).Select(group => (group.Key, group.Distinct()));

    /// <returns>Whether it stands there.</returns>
    private static bool Take(char[] text, string name)
    {
        var isTaken = false;
        for (var at = 0; text.AsSpan(at).IndexOf(name) is var next and >= 0; at += next + name.Length)
        {
            var (start, end) = (at + next, at + next + name.Length);
            if (char.IsAsciiLetterOrDigit(name[0]) && start > 0 && char.IsAsciiLetterOrDigit(text[start - 1])
                || char.IsAsciiLetterOrDigit(name[^1]) && end < text.Length && char.IsAsciiLetterOrDigit(text[end]))
            {
                continue;
            }

            text.AsSpan(start, name.Length).Clear();
            isTaken = true;
        }

        return isTaken;
    }

    /// <summary>Five digits that are no part of a longer number or of an error code.</summary>
    [GeneratedRegex("(?<![0-9a-z_-])[0-9]{5}(?![0-9a-z_-])")]
    private static partial Regex Code();
}
