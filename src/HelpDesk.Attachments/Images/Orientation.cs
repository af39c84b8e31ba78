using System.Runtime.InteropServices;
using SkiaSharp;

namespace HelpDesk.Attachments.Images;

/// <summary>Turns an image as its EXIF orientation asks (values 1 to 8), pixel by pixel, so that none changes.</summary>
internal static class Orientation
{
    /// <returns>A new image; the caller disposes of both.</returns>
    public static SKBitmap Apply(SKBitmap source, SKEncodedOrigin origin)
    {
        var swaps = origin >= SKEncodedOrigin.LeftTop;
        var (width, height) = swaps ? (source.Height, source.Width) : (source.Width, source.Height);
        var turned = new SKBitmap(source.Info.WithSize(width, height));
        var from = MemoryMarshal.Cast<byte, uint>(source.GetPixelSpan());
        var to = MemoryMarshal.Cast<byte, uint>(turned.GetPixelSpan());
        var (start, right, down) = Steps(origin, source.Width, source.Height);
        for (var y = 0; y < height; y++)
        {
            var at = start + (y * down);
            foreach (ref var pixel in to.Slice(y * width, width))
            {
                pixel = from[at];
                at += right;
            }
        }

        return turned;
    }

    /// <summary>Which pixel of the source comes first, and how far on the next one is, to the right and down.</summary>
    private static (int Start, int Right, int Down) Steps(SKEncodedOrigin origin, int width, int height)
    {
        var (end, last) = (width - 1, (height - 1) * width);
        return origin switch
        {
            SKEncodedOrigin.TopRight => (end, -1, width),
            SKEncodedOrigin.BottomRight => (last + end, -1, -width),
            SKEncodedOrigin.BottomLeft => (last, 1, -width),
            SKEncodedOrigin.LeftTop => (0, width, 1),
            SKEncodedOrigin.RightTop => (last, -width, 1),
            SKEncodedOrigin.RightBottom => (last + end, -width, -1),
            SKEncodedOrigin.LeftBottom => (end, width, -1),
            _ => (0, 1, width),
        };
    }
}
