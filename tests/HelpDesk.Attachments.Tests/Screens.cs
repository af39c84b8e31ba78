using SkiaSharp;

namespace HelpDesk.Attachments.Tests;

/// <summary>How a message looks on a person's screen.</summary>
public enum Look
{
    GreyBox,
    SmallText,
    DarkTheme,
    MediumJpeg,
    WholeScreen,
}

/// <summary>Draws screens with a message on them, as people send them; nothing is read from files but the font.</summary>
internal static class Screens
{
    private static readonly Lazy<SKTypeface> Font = new(LoadFont);

    public static SKTypeface Typeface => Font.Value;

    /// <summary>A dialogue box of the given look; a JPEG for <see cref="Look.MediumJpeg"/>, else a PNG.</summary>
    public static byte[] Draw(string prefix, string message, Look look) => look switch
    {
        Look.GreyBox => Box(prefix, message, 16, 0xfff0f0f0, 0xff1a1a1a).AsPng(),
        Look.SmallText => Box(prefix, message, 12, 0xfff0f0f0, 0xff333333).AsPng(),
        Look.DarkTheme => Box(prefix, message, 16, 0xff202124, 0xffe8eaed).AsPng(),
        Look.MediumJpeg => Box(prefix, message, 16, 0xffffffff, 0xff1a1a1a).AsJpeg(60),
        Look.WholeScreen => WholeScreen(prefix, message).AsPng(),
        _ => throw new ArgumentOutOfRangeException(nameof(look)),
    };

    public static SKBitmap Blank(int width, int height, uint colour)
    {
        var bitmap = new SKBitmap(width, height, SKColorType.Rgba8888, SKAlphaType.Opaque);
        bitmap.Erase(new SKColor(colour));
        return bitmap;
    }

    public static byte[] AsPng(this SKBitmap bitmap) => EncodeAs(bitmap, SKEncodedImageFormat.Png, 100);

    public static byte[] AsJpeg(this SKBitmap bitmap, int quality) => EncodeAs(bitmap, SKEncodedImageFormat.Jpeg, quality);

    public static byte[] EncodeAs(this SKBitmap bitmap, SKEncodedImageFormat format, int quality)
    {
        using var data = bitmap.Encode(format, quality);
        return data.ToArray();
    }

    private static SKBitmap Box(string prefix, string message, float size, uint back, uint front)
    {
        var screen = Blank((int)(size * 35), (int)(size * 11), back);
        using var canvas = new SKCanvas(screen);
        using var edge = new SKPaint { Color = new SKColor(front).WithAlpha(90), Style = SKPaintStyle.Stroke };
        canvas.DrawRect(4, 4, screen.Width - 9, screen.Height - 9, edge);
        Write(canvas, prefix, size * 1.25f, size * 2, size * 3, front);
        Write(canvas, message, size, size * 2, size * 5.5f, front);
        canvas.DrawRect(screen.Width - (size * 7), size * 7.5f, size * 5.5f, size * 2.2f, edge);
        Write(canvas, "OK", size, screen.Width - (size * 5), size * 9, front);
        return screen;
    }

    /// <summary>1920×1080: a browser with an address line, a heading, the two fields, and the message between them.</summary>
    private static SKBitmap WholeScreen(string prefix, string message)
    {
        var screen = Blank(1920, 1080, 0xffffffff);
        using var canvas = new SKCanvas(screen);
        using var bar = new SKPaint { Color = new SKColor(0xffdee1e6) };
        using var head = new SKPaint { Color = new SKColor(0xff005bac) };
        canvas.DrawRect(0, 0, 1920, 76, bar);
        Write(canvas, "https://swsupport.example.jp/login", 14, 120, 58, 0xff3c4043);
        canvas.DrawRect(0, 76, 1920, 60, head);
        Write(canvas, "スイッチング支援システム", 22, 40, 115, 0xffffffff);
        Write(canvas, prefix, 16, 700, 330, 0xffc00000);
        Write(canvas, message, 14, 700, 362, 0xffc00000);
        Write(canvas, "ユーザID", 14, 700, 430, 0xff222222);
        Write(canvas, "パスワード", 14, 700, 490, 0xff222222);
        using var edge = new SKPaint { Color = new SKColor(0xff999999), Style = SKPaintStyle.Stroke };
        canvas.DrawRect(820, 408, 300, 32, edge);
        canvas.DrawRect(820, 468, 300, 32, edge);
        canvas.DrawRect(860, 540, 160, 40, head);
        Write(canvas, "ログイン", 15, 908, 566, 0xffffffff);
        return screen;
    }

    private static void Write(SKCanvas canvas, string text, float size, float x, float y, uint colour)
    {
        using var font = new SKFont(Font.Value, size) { Edging = SKFontEdging.Antialias };
        using var paint = new SKPaint { Color = new SKColor(colour), IsAntialias = true };
        canvas.DrawText(text, x, y, SKTextAlign.Left, font, paint);
    }

    /// <summary>Noto Sans CJK, whose first face is the Japanese one. SkiaSharp without fontconfig knows no installed fonts by name.</summary>
    private static SKTypeface LoadFont()
    {
        var file = Directory.EnumerateFiles("/usr/share/fonts", "NotoSansCJK-Regular.ttc", SearchOption.AllDirectories).FirstOrDefault()
            ?? throw new InvalidOperationException("Noto Sans CJK is missing: apt-get install fonts-noto-cjk.");
        return SKTypeface.FromFile(file, 0);
    }
}
