namespace HelpDesk.Attachments.Types;

/// <summary>
/// A PDF is stored as it came: no cleaning can promise that nothing runs in it, so it is only ever served as a download.
/// </summary>
internal static class PdfStructure
{
    /// <summary>Readers look for the end mark in the last kilobyte (ISO 32000, implementation note of Acrobat).</summary>
    private const int EndMarkWithin = 1024;

    /// <summary>Whether it states a version, and its end mark and the place of its table stand near its end.</summary>
    public static bool IsWhole(ReadOnlySpan<byte> content)
    {
        var end = content[Math.Max(0, content.Length - EndMarkWithin)..];
        return content.Length > 8 && content[5] is (byte)'1' or (byte)'2' && content[6] == '.' && char.IsAsciiDigit((char)content[7])
            && end.LastIndexOf("%%EOF"u8) > end.LastIndexOf("startxref"u8) && end.LastIndexOf("startxref"u8) >= 0;
    }
}
