using System.Globalization;
using HelpDesk.Conversation.Dialogue;

namespace HelpDesk.Conversation.Tests.Dialogue;

/// <summary>«Yesterday» in a letter is a day for whoever reads it later; what may be one of several days stays as it was said.</summary>
public class RelativeDateTests
{
    // A Friday.
    private static readonly DateOnly Today = new(2026, 11, 27);

    [Theory]
    [InlineData("昨日", "2026-11-26")]
    [InlineData("きのうの夜8時", "2026-11-26")]
    [InlineData("一昨日", "2026-11-25")]
    [InlineData("今朝", "2026-11-27")]
    [InlineData("3日前", "2026-11-24")]
    [InlineData("三日前", "2026-11-24")]
    [InlineData("１０日前", "2026-11-17")]
    [InlineData("先週の水曜", "2026-11-18")]
    [InlineData("先週日曜日", "2026-11-22")]
    [InlineData("yesterday", "2026-11-26")]
    [InlineData("Two days ago", "2026-11-25")]
    [InlineData("a day ago", "2026-11-26")]
    [InlineData("10 days ago", "2026-11-17")]
    [InlineData("先週", null)]
    [InlineData("2週間前", null)]
    [InlineData("数日前", null)]
    [InlineData("十一日前", null)]
    [InlineData("水曜日", "2026-11-25")]
    [InlineData("月曜の朝", "2026-11-23")]
    [InlineData("土曜", "2026-11-21")]
    [InlineData("金曜", null)]
    [InlineData("今週の火曜", "2026-11-24")]
    [InlineData("今週の日曜", "2026-11-29")]
    [InlineData("Tuesday", "2026-11-24")]
    [InlineData("on Monday", "2026-11-23")]
    [InlineData("money", null)]
    [InlineData("9日", "2026-11-09")]
    [InlineData("29日", "2026-10-29")]
    [InlineData("今月3日", "2026-11-03")]
    [InlineData("先月20日", "2026-10-20")]
    [InlineData("32日", null)]
    [InlineData("9日間", null)]
    [InlineData("last Friday", null)]
    [InlineData("11月20日", null)]
    [InlineData("", null)]
    public void A_day_is_told_where_the_words_mean_one(string said, string? day) =>
        (RelativeDate.Of(said, Today) is { } date ? date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : null).ShouldBe(day);
}
