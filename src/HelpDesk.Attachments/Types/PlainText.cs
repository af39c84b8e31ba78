using System.Text;

namespace HelpDesk.Attachments.Types;

/// <summary>
/// Text as people save it in Japan: UTF-8, Shift_JIS as Windows writes it (code page 932, with the NEC's and IBM's doubles of its
/// characters), EUC-JP where nothing else is meant, ISO-2022-JP, or UTF-16 with its mark. A closing 0x1a, form feeds and the
/// colours of a terminal are no hindrance.
/// </summary>
public static class PlainText
{
    private const int WindowsShiftJis = 932;
    private const int EucJp = 51932;
    private const int Iso2022Jp = 50220;
    private const char Escape = '\u001b';
    private const char EndOfFile = '\u001a';

    /// <summary>The only signs below a space that text is made of: form feeds and vertical tabs come from printers and old programs.</summary>
    private const string AllowedControls = "\t\n\r\f\v";

    private static readonly Encoding ShiftJis = CodePage(WindowsShiftJis, new WindowsDoubles());
    private static readonly Encoding Euc = CodePage(EucJp);

    private static readonly (string Charset, Encoding Encoding, byte[] Mark)[] Readings =
    [
        ("utf-16le", new UnicodeEncoding(false, true, true), [0xff, 0xfe]),
        ("utf-16be", new UnicodeEncoding(true, true, true), [0xfe, 0xff]),
        ("utf-8", new UTF8Encoding(true, true), [0xef, 0xbb, 0xbf]),
        ("utf-8", new UTF8Encoding(false, true), []),
        ("euc-jp", Euc, []),
        ("shift_jis", ShiftJis, []),
    ];

    /// <summary>The charset under which the bytes are text (<c>utf-8</c>, <c>shift_jis</c>, <c>euc-jp</c>, <c>iso-2022-jp</c>, <c>utf-16le</c>, <c>utf-16be</c>); null where they are none.</summary>
    public static string? CharsetOf(ReadOnlySpan<byte> content) => Decode(content)?.Charset;

    /// <summary>The text without its byte order mark and without signs for a terminal, and its charset; null where the bytes are no text.</summary>
    public static (string Text, string Charset)? Decode(ReadOnlySpan<byte> content)
    {
        if (IsIso2022(content))
        {
            return TryDecode(CodePage(Iso2022Jp), content) is { } mail && IsText(mail) ? (mail, "iso-2022-jp") : null;
        }

        foreach (var (charset, encoding, mark) in Readings)
        {
            if (!content.StartsWith(mark))
            {
                continue;
            }

            if (TryDecode(encoding, content[mark.Length..]) is { } decoded && WithoutTerminalSigns(decoded) is var text && IsText(text)
                && (charset != "euc-jp" || IsSurelyEuc(text, content)))
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

    /// <summary>
    /// The same bytes without what only a terminal obeys (escape sequences) and without the closing 0x1a of old programs: whoever
    /// shows the file in a terminal must not be led by it. Its characters stay as they were written.
    /// </summary>
    public static ReadOnlyMemory<byte> WithoutTerminalSigns(ReadOnlyMemory<byte> content)
    {
        var bytes = content.Span;
        if (IsIso2022(bytes) || bytes.IndexOfAny((byte)Escape, (byte)EndOfFile) < 0)
        {
            return content;
        }

        var (encoding, mark) = bytes switch
        {
            [0xff, 0xfe, ..] => (Encoding.Unicode, 2),
            [0xfe, 0xff, ..] => (Encoding.BigEndianUnicode, 2),
            // Neither sign is half of a character in any of the others: what is between them goes through unread.
            _ => (Encoding.Latin1, 0),
        };
        return (byte[])[.. bytes[..mark], .. encoding.GetBytes(WithoutTerminalSigns(encoding.GetString(bytes[mark..])))];
    }

    private static string WithoutTerminalSigns(string text)
    {
        text = text.TrimEnd(EndOfFile);
        if (!text.Contains(Escape, StringComparison.Ordinal))
        {
            return text;
        }

        var plain = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length;)
        {
            if (text[i] == Escape)
            {
                i += SequenceLength(text.AsSpan(i));
            }
            else
            {
                plain.Append(text[i++]);
            }
        }

        return plain.ToString();
    }

    /// <summary>ECMA-48: CSI up to its final letter, a command string up to its end, else the escape and one sign.</summary>
    private static int SequenceLength(ReadOnlySpan<char> text)
    {
        if (text.Length < 2)
        {
            return text.Length;
        }

        var rest = text[2..];
        switch (text[1])
        {
            case '[':
                var final = rest.IndexOfAnyExceptInRange(' ', '?');
                return final < 0 ? text.Length : 2 + final + (rest[final] is >= '@' and <= '~' ? 1 : 0);
            case ']' or 'P' or '^' or '_' or 'X':
                var end = rest.IndexOfAny('\a', Escape, '\n');
                return end < 0 ? text.Length : 2 + end + (rest[end] == '\a' ? 1 : 0);
            default:
                return text[1] is >= ' ' and <= '~' ? 2 : 1;
        }
    }

    private static bool IsIso2022(ReadOnlySpan<byte> content) =>
        content.IndexOfAnyInRange((byte)0x80, (byte)0xff) < 0 && (content.IndexOf("\u001b$B"u8) >= 0 || content.IndexOf("\u001b$@"u8) >= 0);

    /// <summary>The bytes of EUC are half-width katakana and rare kanji in Shift_JIS, so it is meant where it gives hiragana or katakana in plenty and Shift_JIS none.</summary>
    private static bool IsSurelyEuc(string euc, ReadOnlySpan<byte> content)
    {
        var kana = euc.Count(c => c is >= 'ぁ' and <= 'ー');
        var wide = euc.Count(c => c > '\u007f');
        return kana > 0 && kana * 5 >= wide
            && (TryDecode(ShiftJis, content) is not { } other || !IsText(WithoutTerminalSigns(other)) || (other.Count(c => c is >= '\uff61' and <= '\uff9f') > kana && !other.Any(c => c is >= 'ぁ' and <= 'ん')));
    }

    private static Encoding CodePage(int number, DecoderFallback? fallback = null) =>
        CodePagesEncodingProvider.Instance.GetEncoding(number, EncoderFallback.ExceptionFallback, fallback ?? DecoderFallback.ExceptionFallback)!;

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
