using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace HelpDesk.Conversation.Dialogue;

/// <summary>Which day words such as «昨日», «3日前», «先週の水曜», «two days ago» mean: who reads a letter reads it later. («Last Friday» is one of two.)</summary>
public static partial class RelativeDate
{
    private const string Numbers = "一二三四五六七八九十";
    private const string Weekdays = "月火水木金土日";

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
            var monday = today.AddDays(-(((int)today.DayOfWeek + 6) % 7));
            return monday.AddDays(Weekdays.IndexOf(week.Groups[1].Value, StringComparison.Ordinal) - 7);
        }

        return Word().Match(text) is not { Success: true } word ? null
            : today.AddDays(word.Groups[1].Success ? 0 : word.Groups[2].Success ? -1 : -2);
    }

    private static int Count(string number) =>
        int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count
        : InWords(number);

    /// <summary>«三», "three", "a"; 0 where it is no number up to ten.</summary>
    internal static int InWords(string number) => number is "a" or "an" ? 1
        : Math.Max(Array.IndexOf(EnglishNumbers, number), Numbers.IndexOf(number, StringComparison.Ordinal)) + 1;

    [GeneratedRegex("^(?<n>[0-9]{1,2}|[一二三四五六七八九十])日前|^(?<n>[0-9]{1,2}|an?|one|two|three|four|five|six|seven|eight|nine|ten) days? ago", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Ago();

    [GeneratedRegex("^先週の?([月火水木金土日])", RegexOptions.CultureInvariant)]
    private static partial Regex LastWeek();

    [GeneratedRegex("^(?:(今日|本日|きょう|今朝|けさ|today|this morning)|(昨[日晩夜]|きのう|yesterday|last night)|(一昨日|おととい))", RegexOptions.CultureInvariant)]
    private static partial Regex Word();
}
