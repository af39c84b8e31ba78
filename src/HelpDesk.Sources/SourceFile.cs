using System.Globalization;
using System.Text;

namespace HelpDesk.Sources;

/// <summary>Reads a file that people write. What cannot be read as text of ours is a finding with its place, never an exception: one bad file must not hide the others.</summary>
public static class SourceFile
{
    /// <summary>Bytes of an article or a YAML file.</summary>
    public const int LargestText = 1_000_000;

    /// <summary>Bytes of a table.</summary>
    public const int LargestTable = 16_000_000;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The text, without a byte order mark; null, with a finding, where it is too large, not UTF-8, holds a NUL or cannot be opened.</summary>
    /// <param name="shownAs">How findings name the file.</param>
    public static string? Read(string path, string shownAs, FindingList findings, int largest = LargestText)
    {
        ArgumentNullException.ThrowIfNull(findings);
        var whole = new Place(shownAs, 0, 0);
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            if (file.Length > largest)
            {
                findings.Error(whole, "KB036", largest.ToString("N0", CultureInfo.InvariantCulture));
                return null;
            }

            var bytes = new byte[file.Length];
            file.ReadExactly(bytes);
            var text = StrictUtf8.GetString(bytes).TrimStart('\uFEFF');
            if (text.IndexOf('\0', StringComparison.Ordinal) is var at and >= 0)
            {
                findings.Error(new Place(shownAs, text.AsSpan(0, at).Count('\n') + 1, at - text.LastIndexOf('\n', at)), "KB100");
                return null;
            }

            return text;
        }
        catch (DecoderFallbackException)
        {
            findings.Error(whole, "KB037");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            findings.Error(whole, "KB101", e is UnauthorizedAccessException ? "EACCES" : e.GetType().Name);
        }

        return null;
    }
}
