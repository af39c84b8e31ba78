using System.Globalization;
using System.Text.RegularExpressions;

namespace HelpDesk.Search.Asking;

/// <summary>Reads times: words, dates, «&lt;», «&lt;=», «&gt;», «&gt;=» before them, and «..» or «~» between two. Days are Tokyo's.</summary>
internal static partial class TimeWords
{
    private static readonly TimeSpan Tokyo = TimeSpan.FromHours(9);

    /// <summary>Null where it is no time.</summary>
    public static (DateTimeOffset? From, DateTimeOffset? Until)? Read(string folded, QueryWords words, DateTimeOffset now)
    {
        if (words.Meaning("time", folded) == "past")
        {
            return (null, now);
        }

        var sign = folded.StartsWith("<=", StringComparison.Ordinal) || folded.StartsWith(">=", StringComparison.Ordinal) ? folded[..2] : folded is ['<' or '>', ..] ? folded[..1] : "";
        if (sign.Length > 0)
        {
            return Span(folded[sign.Length..].Trim(), words, now) is not { } one ? null : sign switch
            {
                "<" => (null, At(one.First)),
                "<=" => (null, At(one.Last.AddDays(1))),
                ">" => (At(one.Last.AddDays(1)), null),
                _ => (At(one.First), null),
            };
        }

        var between = Between().Match(folded);
        if (between.Success)
        {
            return Span(between.Groups["a"].Value.Trim(), words, now) is { } first && Span(between.Groups["b"].Value.Trim(), words, now) is { } last
                ? (At(first.First), At(last.Last.AddDays(1)))
                : null;
        }

        return Span(folded, words, now) is { } span ? (At(span.First), At(span.Last.AddDays(1))) : null;
    }

    private static (DateOnly First, DateOnly Last)? Span(string folded, QueryWords words, DateTimeOffset now)
    {
        var today = DateOnly.FromDateTime(now.ToOffset(Tokyo).DateTime);
        var monday = today.AddDays(-(((int)today.DayOfWeek + 6) % 7));
        return words.Meaning("time", folded) switch
        {
            "today" => (today, today),
            "tomorrow" => (today.AddDays(1), today.AddDays(1)),
            "yesterday" => (today.AddDays(-1), today.AddDays(-1)),
            "this-week" => (monday, monday.AddDays(6)),
            "next-week" => (monday.AddDays(7), monday.AddDays(13)),
            "last-week" => (monday.AddDays(-7), monday.AddDays(-1)),
            "this-month" => (today.AddDays(1 - today.Day), today.AddDays(1 - today.Day).AddMonths(1).AddDays(-1)),
            _ => Date(folded, today) is { } date ? (date, date) : null,
        };
    }

    /// <summary>2026-11-30, 2026/11/30, 2026年11月30日, 11/30, 11月30日; without a year the one that is nearest.</summary>
    private static DateOnly? Date(string folded, DateOnly today)
    {
        if (Dated().Match(folded) is not { Success: true } match)
        {
            return null;
        }

        int Of(string group) => int.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);
        var (month, day) = (Of("m"), Of("d"));
        if (match.Groups["y"].Success)
        {
            return Valid(Of("y"), month, day);
        }

        return new[] { today.Year - 1, today.Year, today.Year + 1 }.Select(year => Valid(year, month, day)).OfType<DateOnly>()
            .OrderBy(date => Math.Abs(date.DayNumber - today.DayNumber)).Cast<DateOnly?>().FirstOrDefault();
    }

    /// <summary>Years in which a day more or less is still a date.</summary>
    private static DateOnly? Valid(int year, int month, int day) =>
        year is >= 1900 and <= 2999 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month) ? new DateOnly(year, month, day) : null;

    private static DateTimeOffset At(DateOnly date) => new(date.ToDateTime(TimeOnly.MinValue), Tokyo);

    [GeneratedRegex(@"^(?:(?<y>[0-9]{4})(?:[-/.]|年))?(?<m>[0-9]{1,2})(?:[-/.]|月)(?<d>[0-9]{1,2})日?$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Dated();

    [GeneratedRegex(@"^(?<a>[^~]{1,40}?)(?:\.\.|~)(?<b>[^~]{1,40})$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Between();
}
