namespace HelpDesk.Attachments;

/// <summary>The types that are taken. A type is what the bytes are; names only have to agree.</summary>
public enum FileType
{
    Png,
    Jpeg,
    WebP,
    Gif,
    Pdf,
    Text,
}

/// <summary>A type together with the media type to serve it under, for text with its charset: <c>text/plain; charset=shift_jis</c>.</summary>
public sealed record FoundType(FileType Type, string MediaType);
