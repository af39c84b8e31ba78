using System.Globalization;
using System.Text;

namespace HelpDesk.Attachments.Images;

/// <summary>
/// The process in which one image is decoded: a program that holds <see cref="ImageDesk"/> starts itself anew with
/// <see cref="Verb"/>, and hands over to <see cref="Run"/> before anything else. What a decoder does wrong ends this process.
/// </summary>
public static class ImageProcess
{
    /// <summary>First argument; the second is the type of the image that stands in standard input.</summary>
    public const string Verb = "clean-image";

    private const string Cleaned = "cleaned";
    private const int LongestHead = 200;

    /// <summary>Whether the arguments ask for it.</summary>
    public static bool IsAskedBy(IReadOnlyList<string> arguments) => arguments is [Verb, _];

    /// <summary>Reads an image, writes what became of it: a line, then the image's bytes.</summary>
    /// <returns>The exit code.</returns>
    public static int Run(IReadOnlyList<string> arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        using var input = Console.OpenStandardInput();
        using var output = Console.OpenStandardOutput();
        using var read = new MemoryStream();
        input.CopyTo(read);
        var outcome = ImageCleaner.Clean(Enum.Parse<FileType>(arguments[1]), read.GetBuffer().AsSpan(0, (int)read.Length));
        output.Write(Encoding.ASCII.GetBytes(Head(outcome)));
        output.Write(outcome.Value?.Content ?? []);
        output.Flush();
        return 0;
    }

    /// <summary>Null where the process was cut off within what it wrote, or wrote something else.</summary>
    internal static Outcome<CleanedImage>? Read(FileType type, ReadOnlySpan<byte> written)
    {
        var end = written[..Math.Min(written.Length, LongestHead)].IndexOf((byte)'\n');
        if (end < 0)
        {
            return null;
        }

        return Encoding.ASCII.GetString(written[..end]).Split(' ') switch
        {
            [Cleaned, var becomes, var width, var height, var length]
                when Number(length) == written.Length - end - 1 && Enum.TryParse<FileType>(becomes, out var kept) =>
                new CleanedImage(kept, ImageCleaner.MediaTypeOf(kept), written[(end + 1)..].ToArray(), Number(width), Number(height)),
            ["damaged"] => new Damaged(type),
            ["too-many-pixels"] => new TooManyPixels(AttachmentLimits.MostPixelsOf(type)),
            ["too-large"] => new TooLarge(AttachmentLimits.LongestCleaned),
            _ => null,
        };
    }

    private static string Head(Outcome<CleanedImage> outcome) => outcome.Value is { } image
        ? string.Create(CultureInfo.InvariantCulture, $"{Cleaned} {image.Type} {image.Width} {image.Height} {image.Content.Length}\n")
        : outcome.Failure!.Code + "\n";

    private static int Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;
}
