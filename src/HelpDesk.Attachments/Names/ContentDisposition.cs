using System.Globalization;
using System.Text;
using HelpDesk.Attachments.Types;

namespace HelpDesk.Attachments.Names;

/// <summary>The value of a Content-Disposition header (RFC 6266), safe for any name.</summary>
public static class ContentDisposition
{
    /// <summary>Signs that stand for themselves in <c>filename*</c> (attr-char of RFC 8187, formerly 5987).</summary>
    private const string Plain = "!#$&+-.^_`|~";

    private const string NameForNothing = "file";

    /// <summary><c>inline</c> for images, which have been written anew; <c>attachment</c> for all else.</summary>
    public static string For(FileType type, string name) => FileTypes.IsImage(type) ? Value("inline", name) : Value("attachment", name);

    /// <summary><c>attachment; filename="___.png"; filename*=UTF-8''…</c>: the browser saves the file and never shows it.</summary>
    public static string Download(string name) => Value("attachment", name);

    private static string Value(string disposition, string name)
    {
        var clean = FileName.Clean(name);
        clean = clean.Length == 0 ? NameForNothing : clean;
        return $"{disposition}; filename=\"{Ascii(clean)}\"; filename*=UTF-8''{Escaped(clean)}";
    }

    /// <summary>For clients that do not know <c>filename*</c>. A percent sign goes too: some decode what follows it.</summary>
    private static string Ascii(string name)
    {
        var ascii = new StringBuilder(name.Length);
        foreach (var rune in name.EnumerateRunes())
        {
            ascii.Append(rune.IsAscii && rune.Value is not '%' ? (char)rune.Value : '_');
        }

        return ascii.ToString();
    }

    private static string Escaped(string name)
    {
        var escaped = new StringBuilder(name.Length * 3);
        foreach (var unit in Encoding.UTF8.GetBytes(name))
        {
            if (char.IsAsciiLetterOrDigit((char)unit) || Plain.Contains((char)unit, StringComparison.Ordinal))
            {
                escaped.Append((char)unit);
            }
            else
            {
                escaped.Append(CultureInfo.InvariantCulture, $"%{unit:X2}");
            }
        }

        return escaped.ToString();
    }
}
