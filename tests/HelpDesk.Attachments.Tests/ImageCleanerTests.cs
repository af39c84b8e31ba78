using FsCheck.Xunit;
using HelpDesk.Attachments.Images;
using HelpDesk.Attachments.Types;
using SkiaSharp;

namespace HelpDesk.Attachments.Tests;

/// <summary>Nothing but the pixels is left of an image, and they stand as a person saw them.</summary>
public class ImageCleanerTests
{
    [Fact]
    public void A_PNG_loses_its_texts_and_keeps_every_pixel()
    {
        using var source = Pattern(SKAlphaType.Unpremul);
        var cleaned = Clean(FileType.Png, Files.PngWithMetadata(source.AsPng()));
        ShouldBeBare(cleaned);
        Pixels(cleaned).ShouldBe(source.Pixels);
    }

    [Fact]
    public void A_JPEG_loses_place_maker_comment_and_what_was_hung_on()
    {
        using var source = Quarters();
        var cleaned = Clean(FileType.Jpeg, Files.WithMetadata(source.AsJpeg(90), 1));
        ShouldBeBare(cleaned);
        Corners(cleaned).ShouldBe("RGBW");
    }

    [Theory]
    [InlineData(1, "RGBW", 64, 32)]
    [InlineData(2, "GRWB", 64, 32)]
    [InlineData(3, "WBGR", 64, 32)]
    [InlineData(4, "BWRG", 64, 32)]
    [InlineData(5, "RBGW", 32, 64)]
    [InlineData(6, "BRWG", 32, 64)]
    [InlineData(7, "WGBR", 32, 64)]
    [InlineData(8, "GWRB", 32, 64)]
    public void A_photo_is_turned_as_the_camera_was_held(ushort orientation, string corners, int width, int height)
    {
        using var source = Quarters();
        var cleaned = Clean(FileType.Jpeg, Files.WithMetadata(source.AsJpeg(90), orientation));
        Corners(cleaned).ShouldBe(corners);
        (cleaned.Width, cleaned.Height).ShouldBe((width, height));
    }

    [Fact]
    public void Of_an_animated_GIF_the_first_picture_remains_as_PNG()
    {
        var cleaned = Clean(FileType.Gif, Files.AnimatedGif());
        ShouldBeBare(cleaned);
        (cleaned.Type, cleaned.MediaType).ShouldBe((FileType.Png, "image/png"));
        Pixels(cleaned).ShouldBe([SKColors.Red]);
    }

    [Fact]
    public void Of_an_animated_WebP_the_first_picture_remains_with_every_pixel()
    {
        using var first = Pattern(SKAlphaType.Opaque);
        using var second = Screens.Blank(first.Width, first.Height, 0xff0000ff);
        var cleaned = Clean(FileType.WebP, Files.AnimatedWebP(Lossless(first), Lossless(second), first.Width, first.Height));
        ShouldBeBare(cleaned);
        cleaned.Type.ShouldBe(FileType.Png);
        Pixels(cleaned).ShouldBe(first.Pixels);
    }

    [Fact]
    public void A_lossy_WebP_becomes_a_JPEG_and_stays_close()
    {
        using var source = Quarters();
        var cleaned = Clean(FileType.WebP, source.EncodeAs(SKEncodedImageFormat.Webp, 80));
        FileTypes.Check("a.jpg", cleaned.Content).Value.ShouldNotBeNull();
        Corners(cleaned).ShouldBe("RGBW");
    }

    [Fact]
    public void A_lossy_WebP_with_transparency_keeps_it_as_PNG()
    {
        using var source = Pattern(SKAlphaType.Unpremul);
        var cleaned = Clean(FileType.WebP, source.EncodeAs(SKEncodedImageFormat.Webp, 80));
        cleaned.Type.ShouldBe(FileType.Png);
        Pixels(cleaned).Select(pixel => pixel.Alpha).ShouldBe(source.Pixels.Select(pixel => pixel.Alpha));
    }

    [Theory]
    [InlineData(40_000, 1_000, "damaged")] // At the limit it is decoded, and its data is too short.
    [InlineData(40_000, 1_001, "too-many-pixels")]
    [InlineData(100_000, 100_000, "too-many-pixels")]
    public void A_bomb_is_refused_by_its_head(int width, int height, string code) =>
        ImageCleaner.Clean(FileType.Png, Files.PngOfSize(width, height)).Failure.ShouldNotBeNull().Code.ShouldBe(code);

    [Theory]
    [InlineData(FileType.Jpeg, 5_000, 5_000, null)]
    [InlineData(FileType.Jpeg, 5_000, 5_001, "too-many-pixels")]
    [InlineData(FileType.WebP, 5_000, 5_000, null)]
    [InlineData(FileType.WebP, 5_000, 5_001, "too-many-pixels")]
    public void A_type_whose_coders_take_more_has_fewer_pixels(FileType type, int width, int height, string? code)
    {
        using var source = Screens.Blank(width, height, 0xff808080);
        var content = type == FileType.Jpeg ? source.AsJpeg(10) : Lossless(source);
        ImageCleaner.Clean(type, content).Failure?.Code.ShouldBe(code);
        (ImageCleaner.Clean(type, content).Value is null).ShouldBe(code is not null);
    }

    [Theory]
    [InlineData(AttachmentLimits.MostScans - 1, null)]
    [InlineData(AttachmentLimits.MostScans, "damaged")]
    public void A_JPEG_that_makes_the_decoder_walk_too_often_is_refused(int extraScans, string? code)
    {
        using var source = Quarters();
        var jpeg = source.AsJpeg(80);
        var scan = jpeg.AsSpan().IndexOf<byte>([0xff, 0xda]);
        var scans = Enumerable.Repeat(jpeg[scan..^2], extraScans).Append(jpeg[scan..]).Prepend(jpeg[..scan]);
        var failure = ImageCleaner.Clean(FileType.Jpeg, Files.Join([.. scans])).Failure;
        failure?.Code.ShouldBe(code);
        (failure is null).ShouldBe(code is null);
    }

    [Fact]
    public void A_damaged_picture_is_refused_not_shown_half()
    {
        using var source = Pattern(SKAlphaType.Opaque);
        var png = source.AsPng();
        png[png.Length / 2] ^= 0xff;
        ImageCleaner.Clean(FileType.Png, png).Failure.ShouldBe(new Damaged(FileType.Png));
    }

    [Property(MaxTest = 300)]
    public void Any_damage_gives_an_image_or_a_failure(ushort at, byte value, byte kind)
    {
        using var source = Quarters();
        var type = (FileType)(kind % 3);
        var content = type switch { FileType.Png => source.AsPng(), FileType.Jpeg => source.AsJpeg(80), _ => Lossless(source) };
        content[at % content.Length] ^= value;
        var cleaned = ImageCleaner.Clean(type, content);
        (cleaned.Value is null).ShouldBe(cleaned.Failure is not null);
    }

    private static CleanedImage Clean(FileType type, byte[] content) => ImageCleaner.Clean(type, content).Value.ShouldNotBeNull();

    private static void ShouldBeBare(CleanedImage cleaned)
    {
        foreach (var trace in new[] { Files.Secret, "SECRET", "<script", "Exif", "eXIf", "EXIF", "xap/1.0", "XMP ", "8BIM", "tEXt", "iTXt", "tIME", "prVt", "ANMF", "NETSCAPE" })
        {
            new ReadOnlyMemory<byte>(cleaned.Content).Holds(trace).ShouldBeFalse(trace);
        }
    }

    /// <summary>64×32: red, green, blue and white quarters, so that every turn shows.</summary>
    private static SKBitmap Quarters()
    {
        var bitmap = Screens.Blank(64, 32, 0xffffffff);
        bitmap.Erase(SKColors.Red, new SKRectI(0, 0, 32, 16));
        bitmap.Erase(SKColors.Lime, new SKRectI(32, 0, 64, 16));
        bitmap.Erase(SKColors.Blue, new SKRectI(0, 16, 32, 32));
        return bitmap;
    }

    private static SKBitmap Pattern(SKAlphaType alpha)
    {
        var bitmap = new SKBitmap(37, 23, SKColorType.Rgba8888, alpha);
        for (var y = 0; y < bitmap.Height; y++)
        {
            for (var x = 0; x < bitmap.Width; x++)
            {
                bitmap.SetPixel(x, y, new SKColor((byte)(x * 7), (byte)(y * 11), (byte)(x * y), alpha == SKAlphaType.Opaque ? (byte)255 : (byte)(1 + x)));
            }
        }

        return bitmap;
    }

    private static byte[] Lossless(SKBitmap bitmap)
    {
        using var pixels = bitmap.PeekPixels();
        using var data = pixels.Encode(new SKWebpEncoderOptions(SKWebpEncoderCompression.Lossless, 50));
        return data.ShouldNotBeNull().ToArray();
    }

    private static SKColor[] Pixels(CleanedImage image)
    {
        using var data = SKData.CreateCopy(image.Content);
        using var codec = SKCodec.Create(data);
        using var bitmap = new SKBitmap(codec.Info with { ColorType = SKColorType.Rgba8888, AlphaType = SKAlphaType.Unpremul });
        codec.GetPixels(bitmap.Info, bitmap.GetPixels()).ShouldBe(SKCodecResult.Success);
        codec.EncodedOrigin.ShouldBe(SKEncodedOrigin.TopLeft);
        return bitmap.Pixels;
    }

    /// <summary>The colours of the four quarters, row by row.</summary>
    private static string Corners(CleanedImage image)
    {
        var pixels = Pixels(image);
        char At(int x, int y)
        {
            var colour = pixels[(y * image.Height / 4 * image.Width) + (x * image.Width / 4)];
            return (colour.Red > 127, colour.Green > 127, colour.Blue > 127) switch
            {
                (true, false, false) => 'R',
                (false, true, false) => 'G',
                (false, false, true) => 'B',
                (true, true, true) => 'W',
                _ => '?',
            };
        }

        return string.Concat(At(1, 1), At(3, 1), At(1, 3), At(3, 3));
    }
}
