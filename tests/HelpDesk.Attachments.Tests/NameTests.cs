using HelpDesk.Attachments.Names;

namespace HelpDesk.Attachments.Tests;

/// <summary>Names come from strangers and go into headers and onto disks.</summary>
public class NameTests
{
    [Theory]
    [InlineData("screen.png", "screen.png")]
    [InlineData("画面 １.png", "画面 １.png")]
    [InlineData("../../etc/passwd.txt", "passwd.txt")]
    [InlineData(@"C:\fakepath\画面.png", "画面.png")]
    [InlineData("/", "")]
    [InlineData("..", "")]
    [InlineData(".htaccess.txt", "htaccess.txt")]
    [InlineData("a\r\nSet-Cookie: x.png", "aSet-Cookie_ x.png")]
    [InlineData("a\0b.png", "ab.png")]
    [InlineData("gnp\u202egpj.exe.png", "gnpgpj.exe.png")]
    [InlineData("a\u2066b\u2069\u200f.png", "ab.png")]
    [InlineData("a\u200b\ufeffb.png", "ab.png")]
    [InlineData("a\ud800b.png", "ab.png")]
    [InlineData("\u30ab\u3099\u30b9.png", "ガス.png")]
    [InlineData("a<b>|\"c\"?*.png", "a_b___c___.png")]
    [InlineData("end.png. . ", "end.png")]
    [InlineData("　全角.png　", "全角.png")]
    [InlineData("con.txt", "_con.txt")]
    [InlineData("LPT1.log", "_LPT1.log")]
    [InlineData("console.txt", "console.txt")]
    public void What_no_name_may_hold_is_taken_off(string given, string clean) => FileName.Clean(given).ShouldBe(clean);

    [Theory]
    [InlineData(FileType.Png, "a.png", "inline; filename=\"a.png\"; filename*=UTF-8''a.png")]
    [InlineData(FileType.Pdf, "a.pdf", "attachment; filename=\"a.pdf\"; filename*=UTF-8''a.pdf")]
    [InlineData(FileType.Text, "a.txt", "attachment; filename=\"a.txt\"; filename*=UTF-8''a.txt")]
    [InlineData(FileType.Jpeg, "画面.jpg", "inline; filename=\"__.jpg\"; filename*=UTF-8''%E7%94%BB%E9%9D%A2.jpg")]
    [InlineData(FileType.Text, "100%41.txt", "attachment; filename=\"100_41.txt\"; filename*=UTF-8''100%2541.txt")]
    [InlineData(FileType.Text, "a\";x='(1)'.txt", "attachment; filename=\"a_;x='(1)'.txt\"; filename*=UTF-8''a_%3Bx%3D%27%281%29%27.txt")]
    [InlineData(FileType.Text, "a\r\nb/../c.txt", "attachment; filename=\"c.txt\"; filename*=UTF-8''c.txt")]
    [InlineData(FileType.Text, "…/", "attachment; filename=\"file\"; filename*=UTF-8''file")]
    [InlineData(FileType.Text, "😀.txt", "attachment; filename=\"_.txt\"; filename*=UTF-8''%F0%9F%98%80.txt")]
    public void The_header_says_the_name_and_nothing_else(FileType type, string name, string header) => ContentDisposition.For(type, name).ShouldBe(header);

    [Fact]
    public void An_image_can_be_offered_as_a_download_too() => ContentDisposition.Download("a.png").ShouldStartWith("attachment; ");
}
