using System.Text;
using HelpDesk.Storage.Visitors;
using MimeKit;

namespace HelpDesk.Web.Visitors;

/// <summary>What people type for an e-mail address and for a code.</summary>
internal static class EmailAddress
{
    /// <summary>Characters of a code as typed, with spaces.</summary>
    public const int LongestCode = 20;

    /// <summary>RFC 5321.</summary>
    private const int Longest = 254;

    /// <summary>The bare address in its one spelling (<see cref="Mailbox.Canonical"/>); null where it is none.</summary>
    public static string? Read(string? typed)
    {
        if (typed is null or { Length: > Longest * 2 })
        {
            return null;
        }

        var text = Mailbox.Canonical(typed);
        return text.Length <= Longest && !text.Any(c => char.IsWhiteSpace(c) || char.IsControl(c) || c is '<' or '>' or '"' or ',' or ';')
            && MailboxAddress.TryParse(text, out var box) && box.Address == text && box.Domain.Contains('.', StringComparison.Ordinal)
            ? text
            : null;
    }

    /// <summary>The digits of a code, however they were typed.</summary>
    public static string Digits(string typed) => string.Concat(typed.Normalize(NormalizationForm.FormKC).Where(char.IsAsciiDigit));
}
