using HelpDesk.Conversation.Dialogue;
using HelpDesk.Sources;
using HelpDesk.Ticketing.Calendar;
using HelpDesk.Ticketing.Tickets;

namespace HelpDesk.Conversation.Tests.Dialogue;

/// <summary>Who has sent an inquiry is told when to expect an answer, by the shipped holidays and targets.</summary>
public sealed class AnswerTimesTests
{
    private static readonly AnswerTimes Times = new(BusinessCalendar.Read(Kb.Directory, new FindingList()), new TicketTargets());

    [Theory]
    [InlineData("2026-11-27T07:00:00Z", "ERR_20070が出ます", "担当者に相談", "すべてスキップ", "この内容で送る", "11月30日(月) 16:00まで")] // Friday 16:00, eight hours: over the weekend
    [InlineData("2026-11-27T07:00:00Z", "ERR_20070 appears", "Ask a person", "Skip all", "Send this", "Mon 30 Nov, 16:00 JST")]
    [InlineData("2026-12-31T03:00:00Z", "ERR_20070が出ます", "担当者に相談", "すべてスキップ", "この内容で送る", "1月4日(月) 12:00まで")] // New Year's Day is a holiday
    public void It_is_told(string now, string first, string person, string skip, string send, string expected)
    {
        var told = Sent(now, first, person, skip, send);
        told.ShouldContain(expected);
    }

    [Theory]
    [InlineData("2031-06-04T03:00:00Z", "ERR_20070が出ます")] // beyond the shipped list of holidays: nothing is promised
    [InlineData("2026-11-27T07:00:00Z", "大阪の再点の申込みの処理状況が知りたい")] // an operator's matter: theirs to say
    public void Nothing_is_promised_that_the_desk_does_not_know(string now, string first) =>
        Sent(now, first, "担当者に相談", "すべてスキップ", "この内容で送る").ShouldNotContain("目安");

    private static string Sent(string now, params string[] said)
    {
        var bot = new Bot(Kb.Loaded, Kb.Texts, Contacts.None, new At(DateTimeOffset.Parse(now, System.Globalization.CultureInfo.InvariantCulture)), Times);
        var state = DialogueState.New;
        Turn? turn = null;
        foreach (var text in said)
        {
            turn = bot.Next(state, new Incoming(text), Person.Unknown);
            state = turn.State;
        }

        turn!.Acts.OfType<OpenTicket>().ShouldHaveSingleItem();
        return string.Join('\n', turn.Replies.Select(reply => reply.Text));
    }

    private sealed class At(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
