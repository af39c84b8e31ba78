using System.Globalization;
using System.Text;

namespace HelpDesk.Attachments.Names;

/// <summary>Names as people give them to files, made safe to show and to save under.</summary>
public static class FileName
{
    /// <summary>Signs that Windows allows in no name; a browser would change them its own way.</summary>
    private const string Forbidden = "<>:\"|?*";

    /// <summary>
    /// The last part of a path, without control signs, direction overrides, invisible signs and half characters, forbidden signs
    /// replaced by <c>_</c>, composed (macOS sends カ and ゛ apart), without dots at the beginning and dots or spaces at the end.
    /// </summary>
    /// <returns>The name; empty where nothing remains.</returns>
    public static string Clean(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var clean = new StringBuilder(name.Length);
        foreach (var rune in name[(name.LastIndexOfAny(['/', '\\']) + 1)..].EnumerateRunes())
        {
            if (rune != Rune.ReplacementChar && IsShown(rune))
            {
                clean.Append(Forbidden.Contains(rune.ToString(), StringComparison.Ordinal) ? "_" : rune.ToString());
            }
        }

        return NoDevice(clean.ToString().Normalize(NormalizationForm.FormC).TrimStart(' ', '.', '\u3000').TrimEnd(' ', '.', '\u3000'));
    }

    /// <summary>The name under another extension, where the content has changed its type.</summary>
    public static string WithExtension(string name, string extension) => Path.ChangeExtension(name, extension);

    private static bool IsShown(Rune rune) => Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.Surrogate or UnicodeCategory.OtherNotAssigned);

    /// <summary>Windows opens a device, whatever the extension: CON, PRN, AUX, NUL, COM1 to COM9, LPT1 to LPT9.</summary>
    private static string NoDevice(string name)
    {
        var stem = name.Split('.')[0].TrimEnd().ToUpperInvariant();
        var isDevice = stem is "CON" or "PRN" or "AUX" or "NUL"
            || (stem.Length == 4 && stem[..3] is "COM" or "LPT" && char.IsDigit(stem[3]));
        return isDevice ? "_" + name : name;
    }
}
