using System.Text;

namespace HelpDesk.Attachments.Types;

/// <summary>Text as people save it in Japan: UTF-8, Shift_JIS as Windows writes it (code page 932), or UTF-16 with its mark.</summary>
public static class PlainText
{
    private const int WindowsShiftJis = 932;

    /// <summary>The only signs below a space that text is made of.</summary>
    private const string AllowedControls = "\t\n\r";

    private static readonly Encoding ShiftJis = CodePagesEncodingProvider.Instance.GetEncoding(
        WindowsShiftJis, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)!;

    private static readonly (string Charset, Encoding Encoding, byte[] Mark)[] Readings =
    [
        ("utf-16le", new UnicodeEncoding(false, true, true), [0xff, 0xfe]),
        ("utf-16be", new UnicodeEncoding(true, true, true), [0xfe, 0xff]),
        ("utf-8", new UTF8Encoding(true, true), [0xef, 0xbb, 0xbf]),
        ("utf-8", new UTF8Encoding(false, true), []),
        ("shift_jis", ShiftJis, []),
    ];

    /// <summary>The charset under which the bytes are text (<c>utf-8</c>, <c>shift_jis</c>, <c>utf-16le</c>, <c>utf-16be</c>); null where they are none.</summary>
    public static string? CharsetOf(ReadOnlySpan<byte> content) => Decode(content)?.Charset;

    /// <summary>The text without its byte order mark, and its charset; null where the bytes are no text.</summary>
    public static (string Text, string Charset)? Decode(ReadOnlySpan<byte> content)
    {
        foreach (var (charset, encoding, mark) in Readings)
        {
            if (!content.StartsWith(mark))
            {
                continue;
            }

            if (TryDecode(encoding, content[mark.Length..]) is { } text && IsText(text))
            {
                return (text, charset);
            }

            if (mark.Length > 0)
            {
                return null;
            }
        }

        return null;
    }

    private static string? TryDecode(Encoding encoding, ReadOnlySpan<byte> content)
    {
        try
        {
            return encoding.GetString(content);
        }
        catch (DecoderFallbackException)
        {
            return null; // Not this encoding; .NET tells it in no other way.
        }
    }

    /// <summary>No control signs. Shift_JIS's own additions (外字) are private use and may stay.</summary>
    private static bool IsText(string text)
    {
        foreach (var c in text)
        {
            if (char.IsControl(c) ? !AllowedControls.Contains(c, StringComparison.Ordinal) : IsNoCharacter(c))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>What code page 932 makes of the bytes 0xa0 and 0xfd to 0xff, and U+FFFE: no text has them.</summary>
    private static bool IsNoCharacter(char c) =>
        c is (>= '\uf8f0' and <= '\uf8f3') or >= '\ufffe';
}
