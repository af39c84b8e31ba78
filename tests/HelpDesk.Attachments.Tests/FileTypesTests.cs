using System.Text;
using FsCheck.Xunit;
using HelpDesk.Attachments.Types;
using SkiaSharp;

namespace HelpDesk.Attachments.Tests;

/// <summary>A file is what its bytes are, and its name has to agree.</summary>
public class FileTypesTests
{
    private static readonly byte[] Png = Screens.Blank(8, 6, 0xff336699).AsPng();
    private static readonly byte[] Jpeg = Screens.Blank(8, 6, 0xff336699).AsJpeg(80);
    private static readonly byte[] WebP = Screens.Blank(8, 6, 0xff336699).EncodeAs(SKEncodedImageFormat.Webp, 80);
    private static readonly byte[] Page = "<html><script>alert(1)</script></html>"u8.ToArray();

    public static TheoryData<string, byte[], FileType> Taken { get; } = new()
    {
        { "screen.png", Png, FileType.Png },
        { "SCREEN.PNG", Png, FileType.Png },
        { "photo.jpg", Jpeg, FileType.Jpeg },
        { "photo.jpeg", Jpeg, FileType.Jpeg },
        { "photo.webp", WebP, FileType.WebP },
        { "moving.gif", Files.AnimatedGif(), FileType.Gif },
        { "form.pdf", Files.Pdf(), FileType.Pdf },
        { "note.txt", "ログインできません\r\n"u8.ToArray(), FileType.Text },
        { "list.csv", "a,b\n1,2\n"u8.ToArray(), FileType.Text },
        { "app.log", "12:00\tstarted\n"u8.ToArray(), FileType.Text },
    };

    public static TheoryData<string, byte[], string> Refused { get; } = new()
    {
        { "screen.png", [], "empty" },
        { "screen.png", Jpeg, "type-mismatch" },
        { "photo.jpg", Png, "type-mismatch" },
        { "page.png", Page, "type-mismatch" },
        { "drawing.png", "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"u8.ToArray(), "type-mismatch" },
        { "page.html", Page, "type-mismatch" },
        { "drawing.svg", "<svg/>"u8.ToArray(), "type-mismatch" },
        { "form.pdf.exe", Files.Pdf(), "type-mismatch" },
        { "screen", Png, "type-mismatch" },
        { "note.txt", Files.Pdf(), "type-mismatch" },
        { "tool.png", "MZ\x90\0\x03\0"u8.ToArray(), "type-unknown" },
        { "book.pdf", "PK\x03\x04"u8.ToArray(), "type-foreign" },
        { "note.txt", "before\0after"u8.ToArray(), "type-unknown" },
        { "note.txt", "a\u001ab"u8.ToArray(), "type-unknown" },
        { "note.txt", "bell\a"u8.ToArray(), "type-unknown" },
        { "screen.png", Png[..^1], "damaged" },
        { "screen.png", Png[..20], "damaged" },
        { "photo.jpg", Jpeg[..^2], "damaged" },
        { "photo.webp", WebP[..^1], "damaged" },
        { "photo.webp", WebP[..12], "damaged" },
        { "form.pdf", Files.Pdf()[..^7], "damaged" },
        { "form.pdf", "%PDF-"u8.ToArray(), "damaged" },
    };

    [Theory]
    [MemberData(nameof(Taken))]
    public void A_whole_file_whose_name_agrees_is_taken(string name, byte[] content, FileType type) =>
        FileTypes.Check(name, content).Value.ShouldNotBeNull().Type.ShouldBe(type);

    [Theory]
    [MemberData(nameof(Refused))]
    public void A_file_of_another_kind_or_only_a_part_of_one_is_refused(string name, byte[] content, string code) =>
        FileTypes.Check(name, content).Failure.ShouldNotBeNull().Code.ShouldBe(code);

    [Theory]
    [InlineData("utf-8", "utf-8", false)]
    [InlineData("utf-8", "utf-8", true)]
    [InlineData("utf-16", "utf-16le", true)]
    [InlineData("utf-16BE", "utf-16be", true)]
    [InlineData("shift_jis", "shift_jis", false)]
    public void Text_is_read_as_people_save_it(string written, string charset, bool withMark)
    {
        const string text = "ログイン失敗「ﾊﾟｽﾜｰﾄﾞ」①\r\n供給地点特定番号,表示";
        var encoding = CodePagesEncodingProvider.Instance.GetEncoding(written) ?? Encoding.GetEncoding(written);
        byte[] content = [.. withMark ? encoding.GetPreamble() : [], .. encoding.GetBytes(text)];
        PlainText.Decode(content).ShouldBe((text, charset));
        FileTypes.Find(content)!.MediaType.ShouldBe($"text/plain; charset={charset}");
    }

    [Fact]
    public void Text_without_a_mark_in_two_bytes_a_letter_is_not_taken() => PlainText.Decode(Encoding.Unicode.GetBytes("abc")).ShouldBeNull();

    [Fact]
    public void Half_a_letter_is_no_text() => PlainText.Decode([0xff, 0xfe, 0x00, 0xd8]).ShouldBeNull();

    [Property]
    public void Any_bytes_behind_any_beginning_give_a_type_or_a_failure(byte[] tail)
    {
        foreach (var head in new[] { Png[..30], Jpeg[..30], WebP[..20], "GIF89a"u8.ToArray(), "%PDF-1.7"u8.ToArray(), [] })
        {
            var content = Files.Join(head, tail ?? []);
            foreach (var extension in FileTypes.Accepted)
            {
                var check = FileTypes.Check("a" + extension, content);
                (check.Value is null).ShouldBe(check.Failure is not null);
            }
        }
    }
}
