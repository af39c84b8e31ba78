using HelpDesk.Attachments.Intake;
using HelpDesk.Attachments.Names;
using HelpDesk.Attachments.Types;

namespace HelpDesk.Attachments.Tests;

/// <summary>The way of a file from the sender to the store.</summary>
public sealed class IntakeTests : IDisposable
{
    private readonly AttachmentIntake intake = new(TimeProvider.System);

    [Theory]
    [InlineData(AttachmentLimits.MostFiles, null)]
    [InlineData(AttachmentLimits.MostFiles + 1, "too-many")]
    public void Five_files_may_come_with_a_message(int files, string? code) => AttachmentIntake.CheckCount(files)?.Code.ShouldBe(code);

    [Theory]
    [InlineData(0, "empty")]
    [InlineData(1, null)]
    [InlineData(10 * 1024 * 1024, null)]
    [InlineData((10 * 1024 * 1024) + 1, "too-large")]
    public async Task Ten_megabytes_may_come_in_a_file(int length, string? code)
    {
        var content = new byte[length];
        Array.Fill(content, (byte)'a');
        await using var stream = new MemoryStream(content);
        var streamed = await intake.AcceptAsync("taro", "a.txt", stream, TestContext.Current.CancellationToken);
        var whole = await intake.AcceptAsync("taro", "a.txt", content, TestContext.Current.CancellationToken);
        streamed.Failure?.Code.ShouldBe(code);
        whole.Failure.ShouldBe(streamed.Failure);
        (streamed.Value?.Content.Length).ShouldBe(code is null ? length : null);
    }

    [Fact]
    public async Task Text_is_kept_without_what_a_terminal_would_obey()
    {
        using var intake = new AttachmentIntake(TimeProvider.System);
        var taken = (await intake.AcceptAsync("ana", "app.log", "\u001b[31mERROR\u001b[0m 失敗\n\u001a"u8.ToArray(), TestContext.Current.CancellationToken)).Value.ShouldNotBeNull();
        System.Text.Encoding.UTF8.GetString(taken.Content.Span).ShouldBe("ERROR 失敗\n");
    }

    [Fact]
    public async Task A_sender_without_end_is_cut_off()
    {
        await using var endless = new EndlessStream();
        (await intake.AcceptAsync("taro", "a.log", endless, TestContext.Current.CancellationToken)).Failure.ShouldBe(new TooLarge(AttachmentLimits.LongestFile));
        endless.Given.ShouldBeLessThan(AttachmentLimits.LongestFile + (1024 * 1024));
    }

    [Theory]
    [InlineData(AttachmentLimits.LongestName, null)]
    [InlineData(AttachmentLimits.LongestName + 1, "name-bad")]
    public async Task A_name_has_a_longest_length(int length, string? code)
    {
        var accepted = await intake.AcceptAsync("taro", new string('画', length - 4) + ".txt", "a"u8.ToArray(), TestContext.Current.CancellationToken);
        accepted.Failure?.Code.ShouldBe(code);
        (accepted.Value is not null).ShouldBe(code is null);
    }

    [Fact]
    public async Task Where_nothing_remains_of_a_name_it_is_refused() =>
        (await intake.AcceptAsync("taro", "../..", "a"u8.ToArray(), TestContext.Current.CancellationToken)).Failure.ShouldBe(new NameBad());

    [Fact]
    public async Task A_GIF_becomes_a_PNG_in_name_and_type()
    {
        var accepted = (await intake.AcceptAsync("taro", @"C:\画面.gif", Files.AnimatedGif(), TestContext.Current.CancellationToken)).Value.ShouldNotBeNull();
        (accepted.Name, accepted.Type, accepted.MediaType).ShouldBe(("画面.png", FileType.Png, "image/png"));
        FileTypes.Check(accepted.Name, accepted.Content.Span).Value.ShouldNotBeNull();
    }

    [Fact]
    public async Task An_image_that_is_a_page_too_is_only_an_image_afterwards()
    {
        var png = Files.PngWithMetadata(Screens.Blank(8, 8, 0xff808080).AsPng());
        new ReadOnlyMemory<byte>(png).Holds("<script>").ShouldBeTrue();
        (await intake.AcceptAsync("taro", "a.png", png, TestContext.Current.CancellationToken)).Value.ShouldNotBeNull().Content.Holds("<script").ShouldBeFalse();
    }

    [Fact]
    public async Task A_PDF_with_a_script_is_kept_and_only_ever_downloaded()
    {
        var pdf = Files.Pdf("/OpenAction << /S /JavaScript /JS (app.alert(1)) >>");
        var accepted = (await intake.AcceptAsync("taro", "form.pdf", pdf, TestContext.Current.CancellationToken)).Value.ShouldNotBeNull();
        accepted.Content.ToArray().ShouldBe(pdf);
        ContentDisposition.For(accepted.Type, accepted.Name).ShouldStartWith("attachment; ");
    }

    [Fact]
    public async Task Text_is_kept_byte_for_byte()
    {
        byte[] text = [0xef, 0xbb, 0xbf, .. "氏名,番号\r\n<script>,1\r\n"u8];
        var accepted = (await intake.AcceptAsync("taro", "list.csv", text, TestContext.Current.CancellationToken)).Value.ShouldNotBeNull();
        accepted.Content.ToArray().ShouldBe(text);
        ContentDisposition.For(accepted.Type, accepted.Name).ShouldStartWith("attachment; ");
    }

    public void Dispose() => intake.Dispose();

    private sealed class EndlessStream : Stream
    {
        public long Given { get; private set; }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => Given; set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            buffer.AsSpan(offset, count).Fill((byte)'a');
            Given += count;
            return count;
        }

        public override void Flush() => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
