using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace HelpDesk.Conversation.Dialogue;

/// <summary>The day that a question asks for («12月18日», «来週の水曜», "next Friday", «月末»), where it names one. Without a year the next such day is meant, or the last if it was not long ago.</summary>
public static partial class DayReader
{
    /// <summary>A day without its year that lies further back is of the next year.</summary>
    private const int LongAgo = 60;

    internal const string Weekdays = "月火水木金土日";

    internal static readonly string[] EnglishDays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    private static readonly string[] EnglishMonths = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

    /// <param name="text">In any width and case.</param>
    /// <param name="today">The day on which it was said.</param>
    /// <returns>The first day named; of a week its Monday, of a month its first day. Null where none is named, or there is no such day.</returns>
    public static DateOnly? In(string text, DateOnly today) => Span(text, today)?.First;

    /// <summary>The day, or the first and the last of the week that is named without one.</summary>
    public static (DateOnly First, DateOnly Last)? Span(string text, DateOnly today) => Day(text, today) is not { } day ? null
        : WholeWeek().IsMatch(text.Normalize(NormalizationForm.FormKC)) && day.DayOfWeek == DayOfWeek.Monday ? (day, day.AddDays(6)) : (day, day);

    private static DateOnly? Day(string text, DateOnly today)
    {
        var even = text.Normalize(NormalizationForm.FormKC).ToLowerInvariant();
        var named = Named().Match(even);
        if (named.Success)
        {
            var month = named.Groups["m"].Success ? Number(named.Groups["m"].Value) : Array.IndexOf(EnglishMonths, named.Groups["mon"].Value[..3]) + 1;
            return named.Groups["y"].Success ? Day(Number(named.Groups["y"].Value), month, Number(named.Groups["d"].Value)) : Next(month, Number(named.Groups["d"].Value), today);
        }

        return OfMonth(even, today) ?? OfWeek(even, today) ?? Away(even, today);
    }

    /// <summary>«18日», «来月1日», «今月末», "the end of next month".</summary>
    private static DateOnly? OfMonth(string text, DateOnly today)
    {
        var match = MonthDay().Match(text);
        if (!match.Success)
        {
            return null;
        }

        var first = new DateOnly(today.Year, today.Month, 1).AddMonths(match.Groups["next"].Success ? 1 : 0);
        if (match.Groups["end"].Success)
        {
            return first.AddMonths(1).AddDays(-1);
        }

        if (!match.Groups["d"].Success)
        {
            return first;
        }

        var day = Day(first.Year, first.Month, Number(match.Groups["d"].Value));
        return day is { } past && past < today && !match.Groups["this"].Success && !match.Groups["next"].Success ? Day(past.AddMonths(1).Year, past.AddMonths(1).Month, past.Day) : day;
    }

    /// <summary>«来週», «再来週の水曜», "next Friday", «今度の金曜».</summary>
    private static DateOnly? OfWeek(string text, DateOnly today)
    {
        var match = WeekDay().Match(text);
        if (!match.Success)
        {
            return null;
        }

        var monday = today.AddDays(-(((int)today.DayOfWeek + 6) % 7));
        var at = match.Groups["w"] is { Success: true } ja ? Weekdays.IndexOf(ja.Value, StringComparison.Ordinal)
            : match.Groups["wd"] is { Success: true } en ? Array.IndexOf(EnglishDays, en.Value[..3]) : 0;
        if (match.Groups["coming"].Success)
        {
            var day = monday.AddDays(at);
            return day < today ? day.AddDays(7) : day;
        }

        return monday.AddDays(at + (match.Groups["after"].Success ? 14 : match.Groups["next"].Success ? 7 : 0));
    }

    /// <summary>«明日», «3日後», «二週間後», "in two weeks".</summary>
    private static DateOnly? Away(string text, DateOnly today)
    {
        var match = FromToday().Match(text);
        if (!match.Success)
        {
            return null;
        }

        return today.AddDays(
            match.Groups["n"] is { Success: true } days ? Number(days.Value)
            : match.Groups["nw"] is { Success: true } weeks ? 7 * Number(weeks.Value)
            : match.Groups["two"].Success ? 2 : match.Groups["one"].Success ? 1 : 0);
    }

    private static DateOnly? Next(int month, int day, DateOnly today) =>
        Day(today.Year, month, day) is { } date && date.DayNumber >= today.DayNumber - LongAgo ? date : Day(today.Year + 1, month, day);

    private static DateOnly? Day(int year, int month, int day) =>
        month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month) ? new DateOnly(year, month, day) : null;

    private static int Number(string number) =>
        int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : Math.Max(RelativeDate.InWords(number), 1);

    private const string Count = "[0-9]{1,2}|[一二三四五六七八九十]|an?|one|two|three|four|five|six|seven|eight|nine|ten";
    private const string MonthName = "(?<mon>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\\.?";

    // Each part is bounded; there is nothing to go back to.
    [GeneratedRegex(
        "(?<![0-9])(?:(?<y>20[0-9]{2}) ?[年/.-] ?)(?<m>1[0-2]|0?[1-9]) ?[月/.-] ?(?<d>3[01]|[12][0-9]|0?[1-9])(?![0-9])"
        + "|(?<![0-9/])(?<m>1[0-2]|0?[1-9]) ?(?:月 ?(?<d>3[01]|[12][0-9]|0?[1-9])(?![0-9]) ?日?(?! ?週)|/(?<d>3[01]|[12][0-9]|0?[1-9])(?![0-9/]))"
        + "|(?<![a-z])" + MonthName + " (?<d>3[01]|[12][0-9]|0?[1-9])(?:st|nd|rd|th)?(?![0-9])(?:,? (?<y>20[0-9]{2}))?"
        + "|(?<![0-9])(?<d>3[01]|[12][0-9]|0?[1-9])(?:st|nd|rd|th)? (?:of )?" + MonthName + "(?: (?<y>20[0-9]{2}))?",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Named();

    [GeneratedRegex(
        "(?:(?<next>来月|翌月)|(?<this>今月))の?(?:(?<d>3[01]|[12][0-9]|[1-9])日|(?<end>末))?|(?<end>月末)|(?<![0-9月])(?<d>3[01]|[12][0-9]|[1-9])日(?![間前後以目程ほぐく])"
        + "|(?<![a-z])(?<end>end of )(?:(?<next>next )|(?<this>this |the ))month|(?<![a-z])(?<next>next month)",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex MonthDay();

    [GeneratedRegex(
        "(?:(?<after>再来週|翌々週)|(?<next>来週|次週|翌週)|今週|(?<coming>今度|次))の?(?<w>[月火水木金土日])曜"
        + "|(?<after>再来週)|(?<next>来週|次週)"
        + "|(?<![a-z])(?:(?<next>next )|(?<coming>this |coming ))(?<wd>mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}|(?<![a-z])(?<after>(?:the )?week after next)|(?<![a-z])(?<next>next week)",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex WeekDay();

    [GeneratedRegex("(?:再来週|翌々週|来週|次週|翌週)(?!の?[月火水木金土日]曜)|week after next|next week", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex WholeWeek();

    [GeneratedRegex(
        "(?<two>明後日|あさって|day after tomorrow)|(?<one>明日|あした|tomorrow)|今日|本日|(?<![a-z])today"
        + "|(?<![0-9])(?<n>" + Count + ")日後|(?<![0-9])(?<nw>" + Count + ")週間後|(?<![a-z])in (?<n>" + Count + ") days?|(?<![a-z])in (?<nw>" + Count + ") weeks?",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex FromToday();
}
