using System.Globalization;
using HelpDesk.Conversation.Dialogue;
using HelpDesk.Conversation.Evaluation;
using HelpDesk.Sources;
using HelpDesk.Ticketing.Calendar;
using HelpDesk.Ticketing.Tickets;

namespace HelpDesk.Conversation.Tests.Dialogue;

/// <summary>Articles state deadlines by rule; people ask for a day. Played on Friday 27 November 2026, 14:00.</summary>
public class DeadlineTests
{
    private static readonly DateOnly Today = new(2026, 11, 27);

    private static readonly Bot Bot = new(Kb.Loaded, Kb.Texts, Contacts.None, PersonaPlayer.Clock, new AnswerTimes(BusinessCalendar.Read(Kb.Directory, new FindingList()), new TicketTargets()));

    [Theory]
    [InlineData("12月18日に使い始めたい", "2026-12-18")]
    [InlineData("１２／１８の週に受けたい", "2026-12-18")]
    [InlineData("2027年3月19日なら?", "2027-03-19")]
    [InlineData("2027-03-19", "2027-03-19")]
    [InlineData("1月8日に出したら", "2027-01-08")]
    [InlineData("11月20日に出したんですが", "2026-11-20")]
    [InlineData("18日まで", "2026-12-18")]
    [InlineData("今月30日", "2026-11-30")]
    [InlineData("来月1日の営業開始", "2026-12-01")]
    [InlineData("来月末", "2026-12-31")]
    [InlineData("月末に出す", "2026-11-30")]
    [InlineData("来週の水曜", "2026-12-02")]
    [InlineData("再来週", "2026-12-07")]
    [InlineData("今度の金曜", "2026-11-27")]
    [InlineData("今度の水曜", "2026-12-02")]
    [InlineData("明日出します", "2026-11-28")]
    [InlineData("三日後", "2026-11-30")]
    [InlineData("2週間後", "2026-12-11")]
    [InlineData("if we send it on Dec 18", "2026-12-18")]
    [InlineData("the 18th of December", "2026-12-18")]
    [InlineData("18th December 2027", "2027-12-18")]
    [InlineData("next Friday", "2026-12-04")]
    [InlineData("in two weeks", "2026-12-11")]
    [InlineData("the end of next month", "2026-12-31")]
    [InlineData("希望は6月2週、6月第3週", null)]
    [InlineData("2月30日", null)]
    [InlineData("毎週金曜17:00", null)]
    [InlineData("5営業日", null)]
    [InlineData("3日前", null)]
    [InlineData("10日間", null)]
    [InlineData("金曜が祝日なら", null)]
    [InlineData("供給地点0312345678901234567890", null)]
    [InlineData("", null)]
    public void The_day_that_a_question_names(string said, string? day) =>
        (DayReader.In(said, Today) is { } date ? date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : null).ShouldBe(day);

    [Theory]
    [InlineData("申込書の締切はいつですか", "締切 11月27日(金)(本日) 17:00 → 登録は 12月4日(金) 頃")]
    [InlineData("申込書の締切はいつですか", "締切 12月4日(金) 17:00 → 登録は 12月11日(金) 頃")]
    [InlineData("利用申込書、12月30日に出したら登録はいつ", "締切 12月31日(木)")]
    [InlineData("利用申込書です。2027年1月1日の金曜は元日ですが、その週の締切は", "締切 12月31日(木) 17:00 → 登録は 1月8日(金) 頃")]
    [InlineData("利用申込書を2028年2月11日に出すといつ登録されますか", "祝日の暦は 2027-12-31 まで")]
    [InlineData("API連携テストはいつまでに申し込めばいいですか", "12月7日(月) の週のテスト: 締切 11月27日(金)(本日) 17:00")]
    [InlineData("What is the deadline of the application form?", "closes Fri 27 Nov (today) 17:00")]
    [InlineData("利用申込書を11月18日に出したんですがいつ使えますか", "11月18日(水) にお送りいただいた場合: 締切 11月20日(金) 17:00 までに届いていれば、登録は 11月27日(金)(本日) 頃")]
    [InlineData("利用申込書を先週出しました。登録はいつですか", "先週 にお送りいただいた場合: 締切 11月20日(金) 17:00")]
    [InlineData("We sent the application form two days ago. When will we be registered?", "sent Wed 25 Nov: if it arrived before Fri 27 Nov (today) 17:00, it is registered about Fri 4 Dec")]
    [InlineData("利用申込書を今日出したら登録はいつ", "11月27日(金)(本日) にお送りいただく場合")]
    public void The_dates_that_a_rule_comes_to_stand_below_the_article(string question, string line) =>
        Said(question).ShouldContain(line);

    [Theory]
    [InlineData("12月14日の週に受けたいんですが", "12月14日(月) の週のテスト: 締切 12月4日(金) 17:00")]
    [InlineData("来週受けられますか", "11月30日(月) の週のテスト: 締切 11月20日(金) 17:00(すでに過ぎています)")]
    public void A_day_named_afterwards_is_answered_by_the_calendar(string then, string line) =>
        Said("API連携テストはいつまでに申し込めばいいですか", then).ShouldContain(line);

    /// <summary>Friday 1 January is a holiday, and of the days around New Year the FAQ says nothing.</summary>
    [Theory]
    [InlineData("来週の登録に間に合わせるには", "11月27日(金)(本日) 17:00 の締切に間に合えば、登録は 12月4日(金) 頃")]
    [InlineData("12月30日に送ったら", "年末年始の受付はFAQに記載がない")]
    [InlineData("3月18日に送ったら", "締切 3月19日(金) 17:00")]
    [InlineData("2027年7月1日に送ったら", "締切 7月2日(金) 17:00")]
    public void Holidays_move_what_the_rule_says(string then, string line) => Said("利用申込書の締切はいつですか", then).ShouldContain(line);

    private static string Said(params string[] messages)
    {
        var state = DialogueState.New;
        var said = "";
        foreach (var message in messages)
        {
            var turn = Bot.Next(state, new Incoming(message), new Person(Anonymous: true));
            (state, said) = (turn.State, string.Join("\n", turn.Replies.Select(reply => reply.Text)));
        }

        return said;
    }
}
