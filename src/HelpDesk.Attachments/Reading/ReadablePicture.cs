using System.Text;
using HelpDesk.Attachments.Images;
using SkiaSharp;

namespace HelpDesk.Attachments.Reading;

/// <summary>Makes of a screenshot what tesseract reads best: grey, dark on light, letters large.</summary>
internal static class ReadablePicture
{
    /// <summary>Pixels of a picture that is read, as it comes: more takes longer than a person waits.</summary>
    public const long MostPixels = 16_000_000;

    /// <summary>
    /// Letters on screens are 12 to 16 pixels high; tesseract has learned from larger ones. Of the five login messages in five
    /// looks, 15 were read without an error as they came, 23 at twice the size, 17 at 2.5 times.
    /// </summary>
    private const int Scale = 2;

    /// <summary>Below this mean the picture is light on dark.</summary>
    private const int DarkMean = 110;

    /// <summary>The picture as a PGM file (P5, 8 bits); null where it is no image or has more pixels than <see cref="MostPixels"/>.</summary>
    public static byte[]? Make(ReadOnlySpan<byte> image)
    {
        using var data = SKData.CreateCopy(image);
        using var codec = SKCodec.Create(data);
        if (codec is null || (long)codec.Info.Width * codec.Info.Height > MostPixels)
        {
            return null;
        }

        using var decoded = ImageCleaner.Decode(codec);
        if (decoded is null)
        {
            return null;
        }

        using var grey = Grey(decoded);
        return Pgm(grey);
    }

    private static SKBitmap Grey(SKBitmap source)
    {
        var larger = (long)source.Width * Scale * source.Height * Scale <= MostPixels ? Scale : 1;
        var grey = new SKBitmap(source.Width * larger, source.Height * larger, SKColorType.Gray8, SKAlphaType.Opaque);
        using var canvas = new SKCanvas(grey);
        using var image = SKImage.FromBitmap(source);
        canvas.Clear(SKColors.White); // Under what is transparent.
        canvas.DrawImage(image, SKRect.Create(grey.Width, grey.Height), new SKSamplingOptions(SKCubicResampler.CatmullRom));
        canvas.Flush();
        return grey;
    }

    private static byte[] Pgm(SKBitmap grey)
    {
        var head = Encoding.ASCII.GetBytes($"P5\n{grey.Width} {grey.Height}\n255\n");
        var file = new byte[head.Length + (grey.Width * grey.Height)];
        head.CopyTo(file, 0);
        long sum = 0;
        for (var y = 0; y < grey.Height; y++)
        {
            var row = grey.GetPixelSpan().Slice(y * grey.RowBytes, grey.Width);
            row.CopyTo(file.AsSpan(head.Length + (y * grey.Width)));
            foreach (var pixel in row)
            {
                sum += pixel;
            }
        }

        if (sum / (grey.Width * grey.Height) < DarkMean)
        {
            foreach (ref var pixel in file.AsSpan(head.Length))
            {
                pixel = (byte)(255 - pixel);
            }
        }

        return file;
    }
}
