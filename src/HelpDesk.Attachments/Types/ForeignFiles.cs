using System.Text;

namespace HelpDesk.Attachments.Types;

/// <summary>Tells files that are not taken by their bytes; mails, which are text, by their head.</summary>
internal static class ForeignFiles
{
    private static readonly string[] Heic = ["heic", "heix", "hevc", "hevx", "heim", "heis", "hevm", "hevs", "mif1", "msf1"];

    /// <summary>Null where the bytes are none of the kinds.</summary>
    public static ForeignKind? Find(ReadOnlySpan<byte> content) => content switch
    {
        _ when content.Length >= 12 && content[4..8].SequenceEqual("ftyp"u8) => OfBrand(Encoding.ASCII.GetString(content[8..12])),
        _ when content.StartsWith("II*\0"u8) || content.StartsWith("MM\0*"u8) || IsBitmap(content) || content.StartsWith<byte>([0, 0, 1, 0]) => ForeignKind.Picture,
        _ when content.StartsWith<byte>([0x1a, 0x45, 0xdf, 0xa3]) || (content.StartsWith("RIFF"u8) && content.Length >= 12 && content[8..12].SequenceEqual("AVI "u8)) => ForeignKind.Video,
        _ when content.StartsWith("PK\x03\x04"u8) || content.StartsWith("PK\x05\x06"u8) => InPackage(content),
        _ when content.StartsWith<byte>([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]) => InCompound(content),
        _ when content.StartsWith<byte>([0x37, 0x7a, 0xbc, 0xaf]) || content.StartsWith("Rar!"u8) || content.StartsWith<byte>([0x1f, 0x8b])
            || (content.Length > 7 && content[2..5].SequenceEqual("-lh"u8)) => ForeignKind.Archive,
        _ when content.StartsWith("{\\rtf"u8) => ForeignKind.Document,
        _ => null,
    };

    /// <summary>A saved mail: its lines begin with the fields of one, and its name says so or it holds parts.</summary>
    public static bool IsMail(string name, ReadOnlySpan<byte> content)
    {
        var head = Encoding.ASCII.GetString(content[..Math.Min(content.Length, 16 * 1024)]);
        var fields = new[] { "From:", "Subject:", "Date:", "To:", "Received:", "Message-ID:", "MIME-Version:" }
            .Count(field => head.StartsWith(field, StringComparison.OrdinalIgnoreCase) || head.Contains("\n" + field, StringComparison.OrdinalIgnoreCase));
        var parts = head.Contains("\nMIME-Version:", StringComparison.OrdinalIgnoreCase) && head.Contains("\nContent-Type:", StringComparison.OrdinalIgnoreCase);
        return fields >= 3 && (parts || Path.GetExtension(name) is ".eml" or ".EML" or ".mht");
    }

    private static ForeignKind OfBrand(string brand) =>
        Heic.Contains(brand, StringComparer.Ordinal) ? ForeignKind.Heic : brand is "avif" or "avis" ? ForeignKind.Picture : ForeignKind.Video;

    private static bool IsBitmap(ReadOnlySpan<byte> content) =>
        content.Length > 26 && content.StartsWith("BM"u8) && content[6..10].SequenceEqual<byte>([0, 0, 0, 0]);

    /// <summary>Names of a package's parts stand in it as they are.</summary>
    private static ForeignKind InPackage(ReadOnlySpan<byte> content) => content switch
    {
        _ when content.IndexOf("xl/workbook"u8) >= 0 || content.IndexOf("opendocument.spreadsheet"u8) >= 0 => ForeignKind.Workbook,
        _ when content.IndexOf("word/document"u8) >= 0 || content.IndexOf("ppt/presentation"u8) >= 0 || content.IndexOf("opendocument."u8) >= 0 => ForeignKind.Document,
        _ => ForeignKind.Archive,
    };

    /// <summary>Old office files and Outlook's mails: their directory names the streams in UTF-16.</summary>
    private static ForeignKind InCompound(ReadOnlySpan<byte> content) => content switch
    {
        _ when Names(content, "__substg1.0") => ForeignKind.Mail,
        _ when Names(content, "EncryptedPackage") => ForeignKind.Protected,
        _ when Names(content, "Workbook") => ForeignKind.Workbook,
        _ => ForeignKind.Document,
    };

    private static bool Names(ReadOnlySpan<byte> content, string stream) => content.IndexOf(Encoding.Unicode.GetBytes(stream)) >= 0;
}
