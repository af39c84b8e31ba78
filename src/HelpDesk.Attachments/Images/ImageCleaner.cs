using HelpDesk.Attachments.Types;
using SkiaSharp;

namespace HelpDesk.Attachments.Images;

/// <summary>An image of which nothing but the pixels is left, upright.</summary>
/// <param name="Type">PNG, or JPEG of what was lossy and without transparency.</param>
public sealed record CleanedImage(FileType Type, string MediaType, byte[] Content, int Width, int Height);

/// <summary>
/// Decodes an image and writes its pixels anew. So all that a file can carry beside them is gone: where and with what it was
/// taken, comments, previews, other frames, and whatever was hung on behind.
/// </summary>
public static class ImageCleaner
{
    private const int JpegQuality = 92;

    /// <summary>
    /// The image with its pixels alone, turned as its EXIF orientation says, in sRGB. PNG, GIF and lossless WebP keep every pixel
    /// (of 16-bit samples, the upper 8 bits) in a PNG; JPEG and lossy WebP are coded again. Of an animation the first picture
    /// remains. No WebP is written: its coder takes five times the time and three times the memory of the others.
    /// </summary>
    /// <remarks>In the calling process; <see cref="ImageDesk"/> does it in one that can be ended.</remarks>
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
        if ((long)codec.Info.Width * codec.Info.Height > AttachmentLimits.MostPixelsOf(type))
        {
            return new TooManyPixels(AttachmentLimits.MostPixelsOf(type));
        }

        using var upright = Upright(codec);
        return upright is null ? new Damaged(type) : Encode(type, upright, isLossy: type == FileType.Jpeg || (type == FileType.WebP && !WebPStructure.Read(content).IsLossless));
    }

    /// <summary>Never more than two images in memory: what was turned is freed before the next step.</summary>
    private static SKBitmap? Upright(SKCodec codec)
    {
        var decoded = Decode(codec);
        if (decoded is null || codec.EncodedOrigin == SKEncodedOrigin.TopLeft)
        {
            return decoded;
        }

        using (decoded)
        {
            return Orientation.Apply(decoded, codec.EncodedOrigin);
        }
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

    private static Outcome<CleanedImage> Encode(FileType type, SKBitmap bitmap, bool isLossy)
    {
        // Without a colour space the encoders write no profile, and an image without one is sRGB.
        var info = new SKImageInfo(bitmap.Width, bitmap.Height, bitmap.ColorType, bitmap.AlphaType);
        using var pixels = new SKPixmap(info, bitmap.GetPixels(), bitmap.RowBytes);
        using var written = new MemoryStream();
        var becomes = isLossy && bitmap.AlphaType == SKAlphaType.Opaque ? FileType.Jpeg : FileType.Png;
        var isWritten = becomes == FileType.Jpeg
            ? pixels.Encode(written, new SKJpegEncoderOptions(JpegQuality, SKJpegEncoderDownsample.Downsample444, SKJpegEncoderAlphaOption.Ignore))
            : pixels.Encode(written, SKPngEncoderOptions.Default);
        return isWritten switch
        {
            false => new Damaged(type),
            _ when written.Length > AttachmentLimits.LongestCleaned => new TooLarge(AttachmentLimits.LongestCleaned),
            _ => new CleanedImage(becomes, MediaTypeOf(becomes), written.ToArray(), bitmap.Width, bitmap.Height),
        };
    }

    internal static string MediaTypeOf(FileType type) => $"image/{type.ToString().ToLowerInvariant()}";

    private static SKEncodedImageFormat FormatOf(FileType type) => type switch
    {
        FileType.Png => SKEncodedImageFormat.Png,
        FileType.Jpeg => SKEncodedImageFormat.Jpeg,
        FileType.WebP => SKEncodedImageFormat.Webp,
        FileType.Gif => SKEncodedImageFormat.Gif,
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "Not an image."),
    };
}
