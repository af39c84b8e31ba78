namespace HelpDesk.Ticketing.Reports;

/// <summary>How it went on for somebody who came to the bot.</summary>
public enum BotOutcome
{
    /// <summary>Answered by the bot alone, no inquiry, and not back within seven days.</summary>
    Alone,

    /// <summary>Answered by the bot alone, and back within seven days.</summary>
    Back,

    /// <summary>An inquiry was opened.</summary>
    Person,

    /// <summary>The bot had no answer, or it did not help, and no inquiry was opened.</summary>
    Unanswered,

    /// <summary>Answered by the bot alone less than seven days ago: nobody knows yet.</summary>
    Open,
}

/// <param name="Conversation">See <see cref="ReportConversation.Id"/>.</param>
/// <param name="First">Their first question, masked.</param>
public sealed record BotVisit(string Conversation, DateTimeOffset At, string First, BotOutcome Outcome);

/// <summary>
/// What became of those who came to the bot in a period: each visit is in one outcome, so that the shares have one denominator. A visit is the
/// questions of one conversation with less than a day between them. Conversations that the bot never met are none. Pure.
/// </summary>
public static class BotCohort
{
    public static readonly TimeSpan Durable = TimeSpan.FromDays(7);

    private static readonly TimeSpan Pause = TimeSpan.FromDays(1);

    /// <param name="conversations">With all their questions from a <see cref="Durable"/> before the period's end until now: what came after decides.</param>
    public static IReadOnlyList<BotVisit> Of(IReadOnlyList<ReportConversation> conversations, ReportPeriod period, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(conversations);
        ArgumentNullException.ThrowIfNull(period);
        return [.. conversations.SelectMany(one => VisitsOf(one, now)).Where(visit => period.Holds(visit.At)).OrderByDescending(visit => visit.At)];
    }

    private static IEnumerable<BotVisit> VisitsOf(ReportConversation conversation, DateTimeOffset now)
    {
        var questions = conversation.Questions;
        for (var from = 0; from < questions.Count;)
        {
            var to = from + 1;
            while (to < questions.Count && questions[to].At - questions[to - 1].At < Pause)
            {
                to++;
            }

            var (first, last) = (questions[from], questions[to - 1]);
            var back = to < questions.Count && questions[to].At - last.At <= Durable;
            var toPerson = conversation.Inquiries.Any(at => at >= first.At && at - last.At <= (back ? questions[to].At - last.At : Durable));
            yield return new BotVisit(conversation.Id, first.At, first.Text, toPerson ? BotOutcome.Person
                : questions.Skip(from).Take(to - from).All(question => !question.Answered) || last.Solved == false ? BotOutcome.Unanswered
                : back ? BotOutcome.Back
                : now - last.At < Durable ? BotOutcome.Open
                : BotOutcome.Alone);
            from = to;
        }
    }
}
