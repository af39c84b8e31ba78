using System.Globalization;
using System.Text;

namespace HelpDesk.Storage.Visitors;

/// <summary>One spelling for each e-mail address, so that neither identity nor a limit hangs on how it was typed. Pure.</summary>
public static class Mailbox
{
    /// <summary>
    /// Ranges of Unicode's Default_Ignorable_Code_Point (DerivedCoreProperties 16.0): signs that nobody sees and that mail servers
    /// drop or refuse.
    /// </summary>
    private static readonly (int First, int Last)[] Ignorable =
    [
        (0xad, 0xad), (0x34f, 0x34f), (0x61c, 0x61c), (0x115f, 0x1160), (0x17b4, 0x17b5), (0x180b, 0x180f), (0x200b, 0x200f), (0x202a, 0x202e),
        (0x2060, 0x206f), (0x3164, 0x3164), (0xfe00, 0xfe0f), (0xfeff, 0xfeff), (0xffa0, 0xffa0), (0xfff0, 0xfff8), (0x1bca0, 0x1bca3),
        (0x1d173, 0x1d17a), (0xe0000, 0xe0fff),
    ];

    private static readonly IdnMapping Domains = new() { AllowUnassigned = false, UseStd3AsciiRules = true };

    /// <summary>
    /// Without invisible signs, width made narrow (NFKC), in lower case, the domain as mail servers know it (IDNA, ASCII). What is
    /// no address comes back trimmed and lowered, for the reader to refuse.
    /// </summary>
    public static string Canonical(string address)
    {
        ArgumentNullException.ThrowIfNull(address);

        // Twice: what is composed or lowered may hold such signs anew.
        var text = Visible(Visible(Whole(address)).Normalize(NormalizationForm.FormKC)).ToLowerInvariant().Normalize(NormalizationForm.FormKC).Trim();
        var at = text.LastIndexOf('@');
        if (at < 0)
        {
            return text;
        }

        try
        {
            return text[..(at + 1)] + Domains.GetAscii(text[(at + 1)..].TrimEnd('.')).ToLowerInvariant();
        }
        catch (ArgumentException)
        {
            return text;
        }
    }

    /// <summary>The mailbox that a canonical address leads to: most servers deliver «taro+shop» to «taro».</summary>
    public static string Of(string canonical)
    {
        ArgumentNullException.ThrowIfNull(canonical);
        var (plus, at) = (canonical.IndexOf('+', StringComparison.Ordinal), canonical.LastIndexOf('@'));
        return plus > 0 && plus < at ? canonical[..plus] + canonical[at..] : canonical;
    }

    /// <summary>Half a surrogate pair stands for nothing and cannot be normalised.</summary>
    private static string Whole(string text) => string.Concat(text.EnumerateRunes());

    private static string Visible(string text) => string.Concat(text.EnumerateRunes().Where(rune => !IsIgnorable(rune)));

    private static bool IsIgnorable(Rune rune) =>
        Rune.GetUnicodeCategory(rune) == UnicodeCategory.Format || Ignorable.Any(range => rune.Value >= range.First && rune.Value <= range.Last);
}
