namespace HelpDesk.Attachments.Types;

/// <summary>Tells what a file is by its bytes; a name is never believed, it only has to agree.</summary>
public static class FileTypes
{
    private static readonly Dictionary<string, FileType> Extensions = new(StringComparer.OrdinalIgnoreCase)
    {
        [".png"] = FileType.Png,
        [".jpg"] = FileType.Jpeg,
        [".jpeg"] = FileType.Jpeg,
        [".webp"] = FileType.WebP,
        [".gif"] = FileType.Gif,
        [".pdf"] = FileType.Pdf,
        [".txt"] = FileType.Text,
        [".csv"] = FileType.Text,
        [".log"] = FileType.Text,
    };

    /// <summary>The extensions that are taken, with their dots, for a page's <c>accept</c> attribute.</summary>
    public static IReadOnlyCollection<string> Accepted => Extensions.Keys;

    public static bool IsImage(FileType type) => type is FileType.Png or FileType.Jpeg or FileType.WebP or FileType.Gif;

    /// <summary>The image type of a media type; null for every other one, which browsers are told to save.</summary>
    public static FileType? ImageOf(string mediaType) => mediaType switch
    {
        "image/png" => FileType.Png,
        "image/jpeg" => FileType.Jpeg,
        "image/webp" => FileType.WebP,
        _ => null,
    };

    /// <summary>The type that the content begins as; null where it is none that is taken.</summary>
    public static FoundType? Find(ReadOnlySpan<byte> content) => content switch
    {
        _ when IsPng(content) => new(FileType.Png, "image/png"),
        _ when IsJpeg(content) => new(FileType.Jpeg, "image/jpeg"),
        _ when IsGif(content) => new(FileType.Gif, "image/gif"),
        _ when IsWebP(content) => new(FileType.WebP, "image/webp"),
        _ when content.StartsWith("%PDF-"u8) => new(FileType.Pdf, "application/pdf"),
        _ => PlainText.CharsetOf(content) is { } charset ? new(FileType.Text, $"text/plain; charset={charset}") : null,
    };

    /// <summary>The type of the content where it is whole and the name agrees; else why not.</summary>
    /// <param name="name">The file's name, or only its end.</param>
    /// <param name="content">The whole file.</param>
    public static Outcome<FoundType> Check(string name, ReadOnlySpan<byte> content)
    {
        if (content.IsEmpty)
        {
            return new Empty();
        }

        if (ForeignFiles.Find(content) is { } foreign)
        {
            return new Foreign(foreign);
        }

        if (Find(content) is not { } found)
        {
            return new TypeUnknown();
        }

        if (found.Type == FileType.Text && ForeignFiles.IsMail(name, content))
        {
            return new Foreign(ForeignKind.Mail);
        }

        if (!Extensions.TryGetValue(Path.GetExtension(name), out var named) || named != found.Type)
        {
            return new TypeMismatch(found.Type);
        }

        return IsWhole(found.Type, content) ? found : new Damaged(found.Type);
    }

    /// <summary>Whether the file's own structure reaches its end. GIFs are decoded as far as their first picture, and many lack their last byte.</summary>
    private static bool IsWhole(FileType type, ReadOnlySpan<byte> content) => type switch
    {
        FileType.Png => PngStructure.IsWhole(content),
        FileType.Jpeg => JpegStructure.Read(content).IsWhole,
        FileType.WebP => WebPStructure.Read(content).IsWhole,
        FileType.Pdf => PdfStructure.IsWhole(content),
        _ => true,
    };

    private static bool IsPng(ReadOnlySpan<byte> content) => content.StartsWith(PngStructure.Signature);

    private static bool IsJpeg(ReadOnlySpan<byte> content) => content.StartsWith<byte>([0xff, 0xd8, 0xff]);

    private static bool IsGif(ReadOnlySpan<byte> content) => content.StartsWith("GIF87a"u8) || content.StartsWith("GIF89a"u8);

    private static bool IsWebP(ReadOnlySpan<byte> content) =>
        content.Length >= 12 && content.StartsWith("RIFF"u8) && content[8..12].SequenceEqual("WEBP"u8);
}
