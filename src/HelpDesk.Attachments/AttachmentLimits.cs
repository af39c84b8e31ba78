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

    /// <summary>Pixels of a PNG: a screen of 8K (33 million). It is decoded and written row by row: 210 MB at most.</summary>
    public const long MostPixelsOfPng = 40_000_000;

    /// <summary>
    /// Pixels of a JPEG, WebP or GIF: a telephone's 24 megapixels (5712 by 4284). Their coders hold the image two to three times
    /// over while they work: 400 MB at most.
    /// </summary>
    public const long MostPixels = 25_000_000;

    /// <summary>Scans of a progressive JPEG: encoders write about ten; each one more makes the decoder walk the whole image again.</summary>
    public const int MostScans = 100;

    /// <summary>Seconds of the processor for one image; the worst that the limits of pixels let in takes two.</summary>
    public const int MostProcessorSeconds = 10;

    /// <summary>Bytes that the process which decodes an image may have for itself.</summary>
    public const long MostMemory = 768L * 1024 * 1024;

    /// <summary>How long an image waits for its turn and is decoded, all in all: the chat client waits 20 seconds for a message.</summary>
    public static readonly TimeSpan LongestCleaning = TimeSpan.FromSeconds(12);

    /// <summary>Images of one person that wait or are decoded: two messages full of them.</summary>
    public const int MostImagesOfPerson = 2 * MostFiles;

    /// <summary>Images of all people that wait: each holds its file, 10 MB at most.</summary>
    public const int MostImagesWaiting = 40;

    /// <summary>Bytes of a cleaned image: colours of a palette take more room when they are written out.</summary>
    public const int LongestCleaned = 4 * LongestFile;

    /// <summary>Pixels of an image of the type.</summary>
    public static long MostPixelsOf(FileType type) => type == FileType.Png ? MostPixelsOfPng : MostPixels;
}
