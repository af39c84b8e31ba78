using HelpDesk.Attachments.Images;
using HelpDesk.Attachments.Reading;
using HelpDesk.Conversation.Answering;
using HelpDesk.Knowledge.Articles;
using HelpDesk.Knowledge.Symptoms;

namespace HelpDesk.Attachments.Tests;

/// <summary>
/// The five messages of a failed login, drawn as screens, cleaned, read by tesseract, and recognised by what the shipped kb
/// says of them. Needs tesseract with Japanese and Noto Sans CJK, which ./test installs.
/// </summary>
[Collection(nameof(Processes))]
public sealed class ScreenTextTests : IDisposable
{
    private static readonly Lazy<AnswerDesk> Desk = new(() => LoadedDesk.Load(Checkout.Kb, LanguageTools.Load()).Desk!);

    /// <remarks>What is read is tested here, not how fast: other tests may have the processors.</remarks>
    private readonly ScreenText screenText = new(new ScreenTextOptions { Time = TimeSpan.FromMinutes(2) }, TimeProvider.System);

    public static TheoryData<string, Look> Dialogues { get; } = new MatrixTheoryData<string, Look>(
        ["1-01", "1-02", "1-03", "1-04", "1-05"], [Look.GreyBox, Look.SmallText, Look.DarkTheme, Look.MediumJpeg]);

    [Theory]
    [MemberData(nameof(Dialogues))]
    public async Task A_login_message_in_a_screenshot_leads_to_its_article(string article, Look look)
    {
        var (text, recognition) = await RecogniseAsync(article, look);
        recognition.Symptoms.ShouldHaveSingleItem(text).Articles.Select(found => found.Id).ShouldBe([article], text);
    }

    /// <summary>
    /// In a screen full of other things a short line is lost now and then, and with it what tells 1-03 from 1-04: then both are
    /// named, to be asked, and never the wrong one alone.
    /// </summary>
    [Theory]
    [InlineData("1-01")]
    [InlineData("1-02")]
    [InlineData("1-03")]
    [InlineData("1-04")]
    [InlineData("1-05")]
    public async Task In_a_whole_screen_the_message_is_found_among_all_else(string article)
    {
        var (text, recognition) = await RecogniseAsync(article, Look.WholeScreen);
        recognition.Symptoms.ShouldHaveSingleItem(text).Articles.Select(found => found.Id).ShouldContain(article, text);
    }

    [Theory]
    [InlineData("ERR_20040", "6-05")]
    [InlineData("ERR_20010", null)]
    public async Task A_code_in_a_screenshot_is_read_to_its_last_digit(string code, string? article)
    {
        var reading = await screenText.ReadAsync("taro", Screens.Draw("エラー", code + " 処理に失敗しました", Look.GreyBox), TestContext.Current.CancellationToken);
        var recognition = Desk.Value.Ask(reading.Text).Recognition;
        (recognition.Symptoms.SingleOrDefault()?.Articles[0].Id ?? recognition.UnknownCodes.Single()).ShouldBe(article ?? code, reading.Text);
    }

    [Theory]
    [InlineData(640, 400)]
    [InlineData(1, 1)]
    [InlineData(4000, 4000)]
    public async Task A_picture_without_text_gives_an_empty_text(int width, int height) =>
        (await screenText.ReadAsync("taro", Screens.Blank(width, height, 0xfff0f0f0).AsPng(), TestContext.Current.CancellationToken))
            .ShouldBe(new ScreenReading(ReadingOutcome.Read, ""));

    [Fact]
    public async Task A_picture_with_too_many_pixels_is_refused_by_its_head()
    {
        foreach (var bomb in new[] { Files.PngOfSize(4000, 4001), Files.PngOfSize(60_000, 60_000) })
        {
            var reading = await screenText.ReadAsync("taro", bomb, TestContext.Current.CancellationToken);
            (reading.Outcome, reading.Text).ShouldBe((ReadingOutcome.Failed, ""));
        }
    }

    [Fact]
    public async Task What_is_no_picture_fails_without_an_exception()
    {
        foreach (var content in new[] { [], "no picture"u8.ToArray(), Screens.Blank(50, 50, 0xffffffff).AsPng()[..60] })
        {
            (await screenText.ReadAsync("taro", content, TestContext.Current.CancellationToken)).Outcome.ShouldBe(ReadingOutcome.Failed);
        }
    }

    [Fact]
    public async Task A_tesseract_that_needs_more_memory_than_it_may_have_fails()
    {
        // Enough to say its languages, too little to load them.
        using var small = new ScreenText(new ScreenTextOptions { Memory = 100 * 1024 * 1024 }, TimeProvider.System);
        (await small.IsAvailableAsync()).ShouldBeTrue();
        (await small.ReadAsync("taro", Screens.Draw("a", "b", Look.GreyBox), TestContext.Current.CancellationToken)).Outcome.ShouldBe(ReadingOutcome.Failed);
    }

    public void Dispose() => screenText.Dispose();

    private async Task<(string Text, Recognition Recognition)> RecogniseAsync(string articleId, Look look)
    {
        var (prefix, message) = MessageOf(articleId);
        var type = look == Look.MediumJpeg ? FileType.Jpeg : FileType.Png;
        var cleaned = ImageCleaner.Clean(type, Screens.Draw(prefix, message, look)).Value.ShouldNotBeNull();
        var reading = await screenText.ReadAsync("taro", cleaned.Content, TestContext.Current.CancellationToken);
        reading.Outcome.ShouldBe(ReadingOutcome.Read, reading.Reason);
        return (reading.Text, Desk.Value.Ask(reading.Text).Recognition);
    }

    /// <summary>What the article says that the screen shows, in its own words.</summary>
    private static (string Prefix, string Message) MessageOf(string articleId)
    {
        var article = Desk.Value.KnowledgeBase.Articles.Single(article => article.Id == articleId);
        var symptom = article.Symptoms.OfType<MessageSymptom>().First(symptom => symptom.Prefix is not null);
        return (symptom.Prefix!, symptom.Text);
    }
}
