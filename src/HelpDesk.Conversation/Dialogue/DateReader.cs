using System.Text;
using System.Text.RegularExpressions;

namespace HelpDesk.Conversation.Dialogue;

/// <summary>
/// Dates and times of day in a text, as they were put («5月20日», «先週の火曜», «eight days ago»): the receiver knows when the ticket was written.
/// Until when something is wanted («今日中», «by Friday») is no date on which anything happened.
/// </summary>
internal static partial class DateReader
{
    /// <summary>Letters between the parts of one date: «先週の|火曜».</summary>
    private const int Gap = 2;

    /// <summary>Days within which a day that is named without its year is still to come; one that is further off was.</summary>
    private const int Ahead = 92;

    /// <summary>The last that is named; null where none is.</summary>
    /// <param name="today">Days behind it are left out: what has not happened is no date of an event («promised for 1 December»). Null: any counts.</param>
    public static string? In(string text, DateOnly? today = null)
    {
        var even = text.Normalize(NormalizationForm.FormKC);
        var parts = new List<(int From, int To)>();
        foreach (Match match in Part().Matches(even))
        {
            var (from, to) = (match.Index, match.Index + match.Length);
            if (parts.Count > 0 && from - parts[^1].To <= Gap && even[parts[^1].To..from].Trim() is "" or "の" or "," or "、")
            {
                parts[^1] = (parts[^1].From, to);
            }
            else
            {
                parts.Add((from, to));
            }
        }

        // A time of day alone says nothing of the day.
        var dates = parts.Where(part => !TimeAlone().IsMatch(even[part.From..part.To]) && !Until().IsMatch(even[part.To..]) && !(IsToday().IsMatch(even[part.From..part.To]) && IsAsked(even, part.To)) && !By().IsMatch(even[..part.From])
            && !(today is { } day && !(BareDay().Match(even[part.From..part.To]) is { Success: true } bare && int.Parse(bare.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture) <= day.Day) && DayReader.In(even[part.From..part.To], day) is { } named && named > day && named <= day.AddDays(Ahead))).ToList();
        return dates.Count > 0 ? even[dates[^1].From..dates[^1].To].Trim() : null;
    }

    /// <summary>«Will somebody reply today?» asks for something that has not happened.</summary>
    private static bool IsAsked(string text, int from) => text.AsSpan(from).IndexOfAny("。.!?\n") is >= 0 and var end && text[from + end] == '?';

    [GeneratedRegex("^(?:本日|今日|きょう|today)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex IsToday();

    private const string Number = "(?:[0-9]{1,2}|[一二三四五六七八九十数]{1,3})";
    private const string Month = "(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\\.?";
    private const string Weekday = "(?:mon|tues?|wednes|thurs?|fri|satur|sun)(?:day)";

    // Each part is bounded; there is nothing to go back to.
    [GeneratedRegex(
        "(?<![0-9])(?:(?:20[0-9]{2}|(?:令和|R) ?[0-9]{1,2}) ?[年/.-] ?)?(?:1[0-2]|0?[1-9]) ?(?:月 ?(?:3[01]|[12][0-9]|0?[1-9]) ?日?|/(?:3[01]|[12][0-9]|0?[1-9])(?![0-9/]))"
        + "|(?<![0-9])20[0-9]{2}[-.](?:1[0-2]|0?[1-9])[-.](?:3[01]|[12][0-9]|0?[1-9])(?![0-9])"
        + "|" + Number + "(?:日|週間|[かヶケカ]月|時間|分|年)(?:ほど|くらい|ぐらい|ばかり)?前"
        + "|(?<![0-9月])(?:3[01]|[12][0-9]|[1-9])日(?=$|[ 、。,.(]|に|の(?!間|うち)|付|ごろ|頃|午|朝|夜|夕|昼)"
        + "|一昨[日年]|おととい|昨[日晩夜年]|きのう|本日|今日|きょう|今朝|けさ|先々週|先々月|先[週月日]|今[週月]"
        + "|[月火水木金土日]曜日?"
        + "|(?:午前|午後)? ?(?<![0-9])[0-2]?[0-9](?:時(?:半|[0-5]?[0-9]分)?(?!間)|:[0-5][0-9])(?:頃|ごろ)?"
        + "|(?<![a-z])(?:yesterday|today|this morning|last night|this afternoon|(?:last|this|early|earlier this) (?:week|month|year|" + Weekday + ")|" + Weekday + "(?: morning| afternoon| evening)?"
        + "|(?:[0-9]{1,2}|an?|one|two|three|four|five|six|seven|eight|nine|ten|a few|several|a couple of) (?:minute|hour|day|week|month)s? ago"
        + "|the (?:3[01]|[12][0-9]|0?[1-9])(?:st|nd|rd|th)(?! of)|" + Month + " (?:3[01]|[12][0-9]|0?[1-9])(?:st|nd|rd|th)?(?:,? 20[0-9]{2})?|(?:3[01]|[12][0-9]|0?[1-9])(?:st|nd|rd|th)? (?:of )?" + Month + "(?: 20[0-9]{2})?)(?![a-z])",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Part();

    /// <summary>A day of the month alone: one that has come already this month has been.</summary>
    [GeneratedRegex("^(?:the )?([0-9]{1,2})(?:日|st|nd|rd|th)", RegexOptions.IgnoreCase)]
    private static partial Regex BareDay();

    [GeneratedRegex("^(?:午前|午後)? ?[0-2]?[0-9](?:時|:)")]
    private static partial Regex TimeAlone();

    [GeneratedRegex("^ ?(?:中(?![0-9])|じゅう|まで|いっぱい|以降|締|〆)")]
    private static partial Regex Until();

    [GeneratedRegex("(?:by|until|till|before|deadline:?) (?:the )?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex By();
}
