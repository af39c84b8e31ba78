using HelpDesk.Attachments.Types;
using SkiaSharp;

namespace HelpDesk.Attachments.Images;

/// <summary>An image of which nothing but the pixels is left, upright.</summary>
/// <param name="Type">GIF becomes PNG; the others keep their type.</param>
public sealed record CleanedImage(FileType Type, string MediaType, byte[] Content, int Width, int Height);

/// <summary>
/// Decodes an image and writes its pixels anew. So all that a file can carry beside them is gone: where and with what it was
/// taken, comments, previews, other frames, and whatever was hung on behind.
/// </summary>
public static class ImageCleaner
{
    private const int JpegQuality = 92;
    private const int WebPQuality = 92;

    /// <summary>Effort, not loss: for WebP without loss, 0 (fast) to 100.</summary>
    private const int LosslessEffort = 50;

    /// <summary>
    /// The image with its pixels alone, turned as its EXIF orientation says, in sRGB. PNG and lossless WebP keep every pixel
    /// (of 16-bit samples, the upper 8 bits); JPEG and lossy WebP are coded again. Of an animation the first picture remains.
    /// </summary>
    /// <returns>The image; else <see cref="Damaged"/>, <see cref="TooManyPixels"/> or <see cref="TooLarge"/>.</returns>
    public static Outcome<CleanedImage> Clean(FileType type, ReadOnlySpan<byte> content)
    {
        if (type == FileType.Jpeg && JpegStructure.Read(content).Scans > AttachmentLimits.MostScans)
        {
            return new Damaged(type);
        }

        using var data = SKData.CreateCopy(content);
        using var codec = SKCodec.Create(data);
        if (codec is null || codec.EncodedFormat != FormatOf(type))
        {
            return new Damaged(type);
        }

        // Only the head has been read so far: a bomb is refused before it takes memory.
        if ((long)codec.Info.Width * codec.Info.Height > AttachmentLimits.MostPixels)
        {
            return new TooManyPixels(AttachmentLimits.MostPixels);
        }

        using var decoded = Decode(codec);
        if (decoded is null)
        {
            return new Damaged(type);
        }

        using var turned = codec.EncodedOrigin == SKEncodedOrigin.TopLeft ? null : Orientation.Apply(decoded, codec.EncodedOrigin);
        return Encode(type, turned ?? decoded, isLossless: type != FileType.WebP || WebPStructure.Read(content).IsLossless);
    }

    /// <summary>The pixels; null where the data ends early or is wrong.</summary>
    internal static SKBitmap? Decode(SKCodec codec)
    {
        // Not premultiplied: else the colours of half-transparent pixels would be rounded.
        var alpha = codec.Info.AlphaType == SKAlphaType.Opaque ? SKAlphaType.Opaque : SKAlphaType.Unpremul;
        var bitmap = new SKBitmap();
        using var srgb = SKColorSpace.CreateSrgb();
        if (bitmap.TryAllocPixels(new SKImageInfo(codec.Info.Width, codec.Info.Height, SKColorType.Rgba8888, alpha, srgb))
            && codec.GetPixels(bitmap.Info, bitmap.GetPixels()) == SKCodecResult.Success)
        {
            return bitmap;
        }

        bitmap.Dispose();
        return null;
    }

    private static Outcome<CleanedImage> Encode(FileType type, SKBitmap bitmap, bool isLossless)
    {
        // Without a colour space the encoders write no profile, and an image without one is sRGB.
        var info = new SKImageInfo(bitmap.Width, bitmap.Height, bitmap.ColorType, bitmap.AlphaType);
        using var pixels = new SKPixmap(info, bitmap.GetPixels(), bitmap.RowBytes);
        using var written = new MemoryStream();
        var isWritten = type switch
        {
            FileType.Jpeg => pixels.Encode(written, new SKJpegEncoderOptions(JpegQuality, SKJpegEncoderDownsample.Downsample444, SKJpegEncoderAlphaOption.Ignore)),
            FileType.WebP when isLossless => pixels.Encode(written, new SKWebpEncoderOptions(SKWebpEncoderCompression.Lossless, LosslessEffort)),
            FileType.WebP => pixels.Encode(written, new SKWebpEncoderOptions(SKWebpEncoderCompression.Lossy, WebPQuality)),
            _ => pixels.Encode(written, SKPngEncoderOptions.Default),
        };
        return isWritten switch
        {
            false => new Damaged(type),
            _ when written.Length > AttachmentLimits.LongestCleaned => new TooLarge(AttachmentLimits.LongestCleaned),
            _ => Cleaned(type == FileType.Gif ? FileType.Png : type, written.ToArray(), bitmap),
        };
    }

    private static CleanedImage Cleaned(FileType type, byte[] content, SKBitmap bitmap) =>
        new(type, $"image/{type.ToString().ToLowerInvariant()}", content, bitmap.Width, bitmap.Height);

    private static SKEncodedImageFormat FormatOf(FileType type) => type switch
    {
        FileType.Png => SKEncodedImageFormat.Png,
        FileType.Jpeg => SKEncodedImageFormat.Jpeg,
        FileType.WebP => SKEncodedImageFormat.Webp,
        FileType.Gif => SKEncodedImageFormat.Gif,
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "Not an image."),
    };
}
