using System.Globalization;
using System.Text.RegularExpressions;
using HelpDesk.Knowledge.Articles;
using HelpDesk.Ticketing.Calendar;

namespace HelpDesk.Conversation.Dialogue;

/// <content>What the deadline that an article states comes to by the calendar: people ask for a day, and holidays are easily overlooked.</content>
public sealed partial class Bot
{
    /// <summary>Deadlines told where no day was named: the next, and the one after it for whoever misses it.</summary>
    private const int DeadlinesAhead = 2;

    /// <summary>Weeks to look back for the deadline from which something is registered by a day: one, and one more for a holiday.</summary>
    private const int WeeksBefore = 2;

    /// <summary>Days after which nobody waits for a registration any more.</summary>
    private const int LongestWait = 60;

    /// <param name="question">Names the day that it is asked for, if any.</param>
    /// <returns>Null where the article states no deadline, or no calendar is known.</returns>
    private Reply? DeadlineReply(DialogueState state, Article article, string question) => times is null || article.Deadline is not { } rule ? null
        : Beyond(question) is { } known ? new Reply(Text(state, "deadline.beyond", known.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)))
        : DeadlineLines(state, rule, question) is var lines ? new Reply(Text(state, "deadline.intro") + "\n\n" + string.Join('\n', lines)) : null;

    /// <summary>A day is asked for whose holidays are not known yet: nothing is reckoned. The last day that is known; null where the question names none beyond it.</summary>
    private DateOnly? Beyond(string question) => DayReader.In(question, Today) is { } day && times!.Calendar.LastKnownDay is { } last && day > last ? last : null;

    /// <summary>An article with what its deadline comes to.</summary>
    private IEnumerable<Reply> Whole(DialogueState state, Article article, string? question) =>
        DeadlineReply(state, article, question ?? "") is { } deadline ? [ArticleReply(state, article), deadline] : [ArticleReply(state, article)];

    /// <summary>The deadline of the day that a question names; empty where it names none.</summary>
    private IEnumerable<Reply> DayTold(DialogueState state, Article article, string? question) =>
        question is not null && ((DayReader.In(question, Today) is { } day && day >= Today) || (article.Deadline == DeadlineRule.ApplicationForm && WasSent(question, DayReader.In(question, Today)) is not null)) && DeadlineReply(state, article, question) is { } deadline ? [deadline] : [];

    private DateOnly Today => BusinessCalendar.DateOf(time.GetUtcNow());

    private List<string> DeadlineLines(DialogueState state, DeadlineRule rule, string question)
    {
        var (rules, now, day) = (new DeadlineRules(times!.Calendar), time.GetUtcNow(), DayReader.Span(question, Today));
        return rule == DeadlineRule.ApiTest ? TestWeeks(state, rules, day?.First, now)
            : WasSent(question, day?.First) is var (said, sent) ? [Sent(state, said ?? Day(state, sent), rules.NextApplicationForm(BusinessCalendar.At(sent, TimeOnly.MinValue)))]
            : Registrations(state, rules, day, now);
    }

    private string Sent(DialogueState state, string day, Deadline closed) => Text(state, "deadline.wasSent", day, Day(state, closed.Date), Day(state, Registered(closed)), Late(state, closed));

    /// <summary>The day before today on which something was sent, as it was said where it is a week; null where none is named.</summary>
    private (string? Said, DateOnly Day)? WasSent(string question, DateOnly? named)
    {
        if (named is { } day && day < Today)
        {
            return day >= Today.AddDays(-LongestWait) ? (null, day) : null;
        }

        return named is not null || DateReader.In(question, Today) is not { } said ? null
            : RelativeDate.Of(said, Today) is { } past ? (past < Today ? (null, past) : null)
            : IsLastWeek().IsMatch(said) ? (said, Today.AddDays(-(((int)Today.DayOfWeek + 6) % 7) - 7)) : null;
    }

    [GeneratedRegex("^(?:先週|last week)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex IsLastWeek();

    private List<string> Registrations(DialogueState state, DeadlineRules rules, (DateOnly First, DateOnly Last)? day, DateTimeOffset now)
    {
        if (day is not (var asked, var last) || last < Today)
        {
            var next = rules.NextApplicationForm(now);
            return [.. Enumerable.Range(0, DeadlinesAhead).Select(week => rules.OfFriday(next.Friday.AddDays(7 * week)))
                .Select(deadline => Text(state, "deadline.form", Day(state, deadline.Date), Day(state, Registered(deadline)), Late(state, deadline)))];
        }

        // «On the 18th» may be when it is sent or from when it is wanted: both are told.
        var sent = rules.NextApplicationForm(asked == Today ? now : BusinessCalendar.At(asked, TimeOnly.MinValue));
        var own = asked.DayOfWeek == DayOfWeek.Friday ? rules.OfFriday(asked) : null;
        // The Friday itself is a holiday: when its week closes is what is asked.
        var lines = own is not null && own.Date != asked && own.At >= now ? new List<string> { Text(state, "deadline.form", Day(state, own.Date), Day(state, Registered(own)), Late(state, own)) } : [];
        lines.Add(Text(state, "deadline.sent", Day(state, asked), Day(state, sent.Date), Day(state, Registered(sent)), Late(state, sent)));
        var friday = last.AddDays(-(((int)last.DayOfWeek + 2) % 7) - (7 * WeeksBefore));
        var wanted = Enumerable.Range(0, WeeksBefore + 1).Select(week => rules.OfFriday(friday.AddDays(7 * week))).Where(deadline => deadline.At >= now && Registered(deadline) <= last).LastOrDefault();
        if (wanted is not null)
        {
            lines.Add(Text(state, "deadline.use", Day(state, last), Day(state, wanted.Date), Day(state, Registered(wanted)), Late(state, wanted)));
        }

        return lines;
    }

    private List<string> TestWeeks(DialogueState state, DeadlineRules rules, DateOnly? day, DateTimeOffset now)
    {
        var lines = new List<string>();
        if (day is { } asked && asked >= Today)
        {
            var deadline = rules.ApiTestForm(asked);
            lines.Add(TestWeek(state, asked, deadline, deadline.At < now));
            if (deadline.At >= now)
            {
                return lines;
            }
        }

        var week = Today;
        while (rules.ApiTestForm(week).At < now)
        {
            week = week.AddDays(7);
        }

        lines.AddRange(Enumerable.Range(0, lines.Count > 0 ? 1 : DeadlinesAhead).Select(later => TestWeek(state, week.AddDays(7 * later), rules.ApiTestForm(week.AddDays(7 * later)), false)));
        return lines;
    }

    private string TestWeek(DialogueState state, DateOnly day, Deadline deadline, bool passed) =>
        Text(state, passed ? "deadline.testPassed" : "deadline.test", Day(state, day.AddDays(-(((int)day.DayOfWeek + 6) % 7))), Day(state, deadline.Date), Remark(state, deadline));

    /// <summary>The Friday after.</summary>
    private static DateOnly Registered(Deadline deadline) => deadline.Friday.AddDays(7);

    /// <summary>The remark of the deadline, and that the registration may be late where its day is no business day.</summary>
    private string Late(DialogueState state, Deadline deadline) =>
        Remark(state, deadline) + (times!.Calendar.IsBusinessDay(Registered(deadline)) ? "" : Text(state, "deadline.late"));

    /// <summary>Why the day is not a Friday, or not sure; empty where nothing is to be said.</summary>
    private string Remark(DialogueState state, Deadline deadline) => deadline.Reason switch
    {
        DeadlineReason.DayBeforeHoliday => Text(state, "deadline.dayBefore", deadline.Holiday ?? ""),
        DeadlineReason.TwoReadings => Text(state, "deadline.twoReadings", deadline.Holiday ?? ""),
        DeadlineReason.YearEnd => Text(state, "deadline.yearEnd"),
        _ => deadline.Certain ? "" : Text(state, "deadline.unknown"),
    };

    private string Day(DialogueState state, DateOnly day) =>
        day.ToString(Text(state, "deadline.dayFormat"), CultureInfo.GetCultureInfo(state.Language == "en" ? "en-GB" : "ja-JP")) + (day == Today ? Text(state, "deadline.today") : "");
}
