namespace HelpDesk.Attachments;

/// <summary>What one message may bring.</summary>
public static class AttachmentLimits
{
    /// <summary>Bytes of one file as it is sent: 10 MB.</summary>
    public const int LongestFile = 10 * 1024 * 1024;

    /// <summary>Files of one message.</summary>
    public const int MostFiles = 5;

    /// <summary>UTF-16 units of a name, extension included, once paths and signs that no name may hold are off; most file systems stop at 255 bytes.</summary>
    public const int LongestName = 120;

    /// <summary>Pixels of an image: a screen of 8K, or a telephone's 40 megapixels. Decoded, they take 160 MB.</summary>
    public const long MostPixels = 40_000_000;

    /// <summary>Scans of a progressive JPEG: encoders write about ten; each one more makes the decoder walk the whole image again.</summary>
    public const int MostScans = 100;

    /// <summary>Bytes of a cleaned image: colours of a palette take more room when they are written out.</summary>
    public const int LongestCleaned = 4 * LongestFile;
}
