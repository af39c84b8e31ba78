using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace HelpDesk.Conversation.Dialogue;

/// <summary>
/// Which day words such as «昨日», «3日前», «先週の水曜», «火曜», «9日», «two days ago» mean where they say when something happened: who reads a letter reads it later. Of a
/// weekday and of a day of the month the last is meant. («Last Friday» is one of two, and so is today's weekday.)
/// </summary>
public static partial class RelativeDate
{
    private const string Numbers = "一二三四五六七八九十";

    private static readonly string[] EnglishNumbers = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];

    /// <param name="said">A date as it was put.</param>
    /// <param name="today">The day on which it was said.</param>
    /// <returns>Null where it means no single day, or says the day itself.</returns>
    public static DateOnly? Of(string said, DateOnly today)
    {
        var text = said.Normalize(NormalizationForm.FormKC).Trim().ToLowerInvariant();
        if (Ago().Match(text) is { Success: true } ago)
        {
            return today.AddDays(-Count(ago.Groups["n"].Value));
        }

        if (LastWeek().Match(text) is { Success: true } week)
        {
            return Monday(today).AddDays(DayReader.Weekdays.IndexOf(week.Groups[1].Value, StringComparison.Ordinal) - 7);
        }

        if (OfThisWeek().Match(text) is { Success: true } own)
        {
            // Said so, it may still come («今週の土曜» on a Friday).
            return Monday(today).AddDays(DayReader.Weekdays.IndexOf(own.Groups[1].Value, StringComparison.Ordinal));
        }

        if (ThisWeek().Match(text) is { Success: true } day)
        {
            var at = day.Groups[1].Success ? DayReader.Weekdays.IndexOf(day.Groups[1].Value, StringComparison.Ordinal) : Array.IndexOf(DayReader.EnglishDays, day.Groups[2].Value);
            var back = (((int)today.DayOfWeek + 6 - at) % 7 + 7) % 7;
            return back == 0 ? null : today.AddDays(-back);
        }

        if (OfMonth().Match(text) is { Success: true } ofMonth)
        {
            return DayOfMonth(ofMonth, today);
        }

        return Word().Match(text) is not { Success: true } word ? null
            : today.AddDays(word.Groups[1].Success ? 0 : word.Groups[2].Success ? -1 : -2);
    }

    /// <summary>Between which days something was that was put as a week, or on which of two: «先週», "last Thursday" (yesterday's or the one of the week before).</summary>
    /// <returns>Null where it means no such days; <c>Either</c>: one of the two.</returns>
    public static (DateOnly First, DateOnly Last, bool Either)? Between(string said, DateOnly today)
    {
        var text = said.Normalize(NormalizationForm.FormKC).Trim().ToLowerInvariant();
        if (Week().Match(text) is { Success: true } week)
        {
            var monday = Monday(today).AddDays(week.Groups["last"].Success ? -7 : 0);
            return (monday, week.Groups["last"].Success ? monday.AddDays(6) : today, false);
        }

        if (LastDay().Match(text) is not { Success: true } day)
        {
            return null;
        }

        var back = (((int)today.DayOfWeek + 6 - Array.IndexOf(DayReader.EnglishDays, day.Groups[1].Value)) % 7 + 7) % 7;
        var nearest = today.AddDays(back == 0 ? -7 : -back);
        return back == 0 ? (nearest, nearest, false) : (nearest.AddDays(-7), nearest, true);
    }

    private static DateOnly Monday(DateOnly today) => today.AddDays(-(((int)today.DayOfWeek + 6) % 7));

    private static DateOnly? DayOfMonth(Match said, DateOnly today)
    {
        var (day, first) = (int.Parse(said.Groups["d"].Value, CultureInfo.InvariantCulture), new DateOnly(today.Year, today.Month, 1));
        var before = said.Groups["before"].Success || (!said.Groups["this"].Success && day > today.Day);
        var month = before ? first.AddMonths(-1) : first;
        return day >= 1 && day <= DateTime.DaysInMonth(month.Year, month.Month) ? new DateOnly(month.Year, month.Month, day) : null;
    }

    private static int Count(string number) =>
        int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count
        : InWords(number);

    /// <summary>«三», "three", "a"; 0 where it is no number up to ten.</summary>
    internal static int InWords(string number) => number is "a" or "an" ? 1
        : Math.Max(Array.IndexOf(EnglishNumbers, number), Numbers.IndexOf(number, StringComparison.Ordinal)) + 1;

    [GeneratedRegex("^(?<n>[0-9]{1,2}|[一二三四五六七八九十])日前|^(?<n>[0-9]{1,2}|an?|one|two|three|four|five|six|seven|eight|nine|ten) days? ago", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Ago();

    [GeneratedRegex("^(?:(?<last>先週|last week)|今週|(?:earlier )?this week)$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Week();

    [GeneratedRegex("^last (mon|tue|wed|thu|fri|sat|sun)(?:day|sday|nesday|rsday|urday)?$", RegexOptions.CultureInvariant)]
    private static partial Regex LastDay();

    [GeneratedRegex("^先週の?([月火水木金土日])", RegexOptions.CultureInvariant)]
    private static partial Regex LastWeek();

    [GeneratedRegex("^今週の?([月火水木金土日])曜", RegexOptions.CultureInvariant)]
    private static partial Regex OfThisWeek();

    [GeneratedRegex("^(?:この前の)?([月火水木金土日])曜|^(?:on |this )?(mon|tue|wed|thu|fri|sat|sun)(?:day|sday|nesday|rsday|urday)?(?![a-z])", RegexOptions.CultureInvariant)]
    private static partial Regex ThisWeek();

    [GeneratedRegex("^(?:(?<this>今月)の?|(?<before>先月)の?)?(?<d>[0-9]{1,2})日(?![前後間])|^(?:on )?the (?<d>[0-9]{1,2})(?:st|nd|rd|th)(?! of)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex OfMonth();

    [GeneratedRegex("^(?:(今日|本日|きょう|今朝|けさ|today|this morning|[0-9一二三四五六七八九十数]{1,3}(?:分|時間)(?:ほど|くらい|ぐらい)?前|(?:[0-9]{1,2}|an?|one|two|three|four|five|six|a few) (?:minute|hour)s? ago)|(昨[日晩夜]|きのう|yesterday|last night)|(一昨日|おととい))", RegexOptions.CultureInvariant)]
    private static partial Regex Word();
}
