using HelpDesk.Attachments.Images;
using Microsoft.Extensions.Time.Testing;
using SkiaSharp;

namespace HelpDesk.Attachments.Tests;

/// <summary>Pictures are decoded in processes of their own, in turns that are fair; the clock of most tests stands still.</summary>
[Collection(nameof(Processes))]
public sealed class ImageDeskTests : IDisposable
{
    private readonly FakeTimeProvider clock = new();
    private readonly CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
    private readonly ImageDesk desk;

    public ImageDeskTests() => desk = new ImageDesk(1, clock);

    public void Dispose()
    {
        stop.Cancel();
        desk.Dispose();
        stop.Dispose();
    }

    [Fact]
    public async Task A_process_of_its_own_gives_what_the_cleaner_gives()
    {
        var png = Files.PngWithMetadata(Screens.Blank(8, 6, 0xff336699).AsPng());
        var cleaned = (await desk.CleanAsync("taro", FileType.Png, png, stop.Token)).Value.ShouldNotBeNull();
        var here = ImageCleaner.Clean(FileType.Png, png).Value.ShouldNotBeNull();
        (cleaned.Type, cleaned.MediaType, cleaned.Width, cleaned.Height).ShouldBe((here.Type, here.MediaType, here.Width, here.Height));
        cleaned.Content.ShouldBe(here.Content);
        (await desk.CleanAsync("taro", FileType.Png, Files.PngOfSize(9, 9), stop.Token)).Failure.ShouldBe(new Damaged(FileType.Png));
        (await desk.CleanAsync("taro", FileType.Png, Files.PngOfSize(40_000, 1_001), stop.Token)).Failure.ShouldBe(new TooManyPixels(AttachmentLimits.MostPixelsOfPng));
    }

    [Theory]
    [InlineData(FileType.Png)]
    [InlineData(FileType.Jpeg)]
    [InlineData(FileType.WebP)]
    public async Task The_worst_that_the_limits_of_pixels_let_in_stays_below_those_of_the_kernel(FileType type) =>
        (await desk.CleanAsync("taro", type, Worst(type), stop.Token)).Failure.ShouldBeNull();

    [Fact]
    public async Task Who_sends_many_waits_for_their_own_and_not_others_for_them()
    {
        var done = new List<string>();
        var many = Enumerable.Range(0, AttachmentLimits.MostImagesOfPerson).Select(_ => SendAsync("flood", done)).ToList();
        await Task.WhenAll([SendAsync("taro", done), SendAsync("hanako", done)]);
        done.Count(who => who == "flood").ShouldBeLessThanOrEqualTo(3, "one was in work, and one for each turn of the others");
        (await SendAsync("taro", done)).Value.ShouldNotBeNull();
        await Task.WhenAll(many);
        many.ShouldAllBe(one => one.Result.Value != null);
    }

    [Theory]
    [InlineData(AttachmentLimits.MostImagesOfPerson - 1, null)]
    [InlineData(AttachmentLimits.MostImagesOfPerson, "too-busy")]
    public async Task One_person_may_have_only_so_many_waiting(int before, string? code)
    {
        Hold(Enumerable.Repeat("flood", before));
        await ExpectAsync("flood", code);
    }

    [Theory]
    [InlineData(AttachmentLimits.MostImagesWaiting, null)]
    [InlineData(AttachmentLimits.MostImagesWaiting + 1, "too-busy")]
    public async Task All_together_may_have_only_so_many_waiting(int before, string? code)
    {
        // The first of them is in work and does not wait.
        Hold(Enumerable.Range(0, before).Select(i => $"person {i / 5}"));
        await ExpectAsync("taro", code);
    }

    [Fact]
    public async Task Who_waits_too_long_is_told_to_come_again()
    {
        Hold(Enumerable.Repeat("flood", 3));
        var waiting = desk.CleanAsync("taro", FileType.Png, Small(), stop.Token);
        clock.Advance(AttachmentLimits.LongestCleaning);
        (await waiting).Failure?.Code.ShouldBe("too-busy");
    }

    private static byte[] Small() => Screens.Blank(8, 8, 0xff808080).AsPng();

    /// <summary>They stay until the end of the test: the clock stands, and none is waited for.</summary>
    private void Hold(IEnumerable<string> people)
    {
        var costly = Worst(FileType.Png);
        foreach (var person in people)
        {
            _ = desk.CleanAsync(person, FileType.Png, costly, stop.Token);
        }
    }

    private async Task ExpectAsync(string person, string? code)
    {
        var asked = desk.CleanAsync(person, FileType.Png, Small(), stop.Token);
        if (code is null)
        {
            asked.IsCompleted.ShouldBeFalse("it waits for its turn");
            return;
        }

        (await asked).Failure.ShouldNotBeNull().Code.ShouldBe(code);
    }

    private async Task<Outcome<CleanedImage>> SendAsync(string person, List<string> done)
    {
        var outcome = await desk.CleanAsync(person, FileType.Png, Small(), stop.Token);
        lock (done)
        {
            done.Add(person);
        }

        return outcome;
    }

    private static byte[] Worst(FileType type)
    {
        var (width, height) = type == FileType.Png ? (8_000, 5_000) : (5_000, 5_000);
        using var bitmap = new SKBitmap(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Opaque));
        var pixels = System.Runtime.InteropServices.MemoryMarshal.Cast<byte, uint>(bitmap.GetPixelSpan());
        var random = new Random(1);
        for (var i = 0; i < pixels.Length; i++)
        {
            pixels[i] = 0xff000000 | (type == FileType.Png ? (uint)((i % width) ^ (i / width)) & 0xff : (uint)random.Next(1 << 24));
        }

        return type switch { FileType.Png => bitmap.AsPng(), FileType.Jpeg => bitmap.AsJpeg(5), _ => bitmap.EncodeAs(SKEncodedImageFormat.Webp, 1) };
    }
}
