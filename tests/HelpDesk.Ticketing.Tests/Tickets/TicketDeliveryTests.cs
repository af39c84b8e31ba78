using HelpDesk.Ticketing.Tickets;

namespace HelpDesk.Ticketing.Tests.Tickets;

/// <summary>What was said and did not arrive counts as not said.</summary>
public class TicketDeliveryTests
{
    private static readonly DateTimeOffset Opened = new(2026, 11, 24, 0, 0, 0, TimeSpan.Zero);

    /// <summary>What the desk did at hour 1; the state once it is known, at hour 25, that it did not arrive; whether the first response counts; whether a stop of the clock is left.</summary>
    [Theory]
    [InlineData("answers", TicketState.Open, false, false)]
    [InlineData("answers and waits", TicketState.Open, false, false)]
    [InlineData("hands over", TicketState.Open, false, false)]
    [InlineData("resolves", TicketState.Open, false, false)]
    [InlineData("closes", TicketState.Open, false, false)]
    [InlineData("answers, waits from before", TicketState.Open, false, true)]
    [InlineData("answers twice", TicketState.Open, true, false)]
    public void What_did_not_arrive_leaves_the_ticket_with_the_desk(string act, TicketState state, bool answered, bool stopped)
    {
        var (ticket, said) = (New(), Opened.AddHours(1));
        switch (act)
        {
            case "hands over":
                ticket.HandOverTo("area-03", "requester", "お伝えする文", "sato", said);
                break;
            case "resolves":
                ticket.Resolve("sato", said);
                break;
            case "closes":
                ticket.Close("sato", said);
                break;
            case "answers, waits from before":
                ticket.HandOverTo("area-03", "requester", "お伝えする文", Ticket.HelpDesk, Opened);
                ticket.Answer("直りました。", "sato", awaitAnswer: false, said);
                break;
            default:
                ticket.Answer("直りました。", "sato", act == "answers and waits", said);
                break;
        }

        if (act == "answers twice")
        {
            ticket.Answer("もう一度。", "sato", awaitAnswer: false, said.AddHours(1));
        }

        ticket.NotDelivered(said, "http.503", "届いていません。", Ticket.HelpDesk, Opened.AddHours(25)).ShouldBeNull();
        (ticket.State, ticket.FirstAnswerAt, ticket.Stops.Count > 0).ShouldBe((state, answered ? said.AddHours(1) : null, stopped));
        (ticket.WhyLost(said), ticket.WhyLost(said.AddHours(1)), ticket.IsUnheard, ticket.ResolvedAt).ShouldBe(("http.503", null, true, null));
        ticket.Messages.Where(message => message.Kind == TicketMessageKind.Note).ShouldHaveSingleItem();
    }

    /// <summary>Nobody is reached any more: what is settled stays so.</summary>
    [Theory]
    [InlineData("waits", TicketState.Open)]
    [InlineData("new", TicketState.New)]
    [InlineData("resolved", TicketState.Resolved)]
    public void Where_nobody_is_reached_what_waits_for_them_waits_for_the_desk(string before, TicketState state)
    {
        var ticket = New();
        if (before == "waits")
        {
            ticket.Answer("どの画面ですか。", "sato", awaitAnswer: true, Opened.AddHours(1));
        }
        else if (before == "resolved")
        {
            ticket.Resolve("sato", Opened.AddHours(1));
        }

        ticket.NotDelivered(null, "bot.removed", "届きません。", Ticket.HelpDesk, Opened.AddHours(2)).ShouldBeNull();
        ticket.State.ShouldBe(state);
        // What did arrive stays answered.
        ticket.FirstAnswerAt.ShouldBe(before == "waits" ? Opened.AddHours(1) : null);
    }

    [Fact]
    public void One_note_stands_for_all_that_was_said_before_it_and_each_has_its_line_in_the_journal()
    {
        var ticket = New();
        ticket.Answer("一つめ。", "sato", awaitAnswer: false, Opened.AddHours(1));
        ticket.Answer("二つめ。", "sato", awaitAnswer: false, Opened.AddHours(2));
        foreach (var hour in (int[])[1, 2])
        {
            ticket.NotDelivered(Opened.AddHours(hour), "http.403", "届きません。", Ticket.HelpDesk, Opened.AddHours(3));
        }

        (Notes(ticket), ticket.FirstAnswerAt).ShouldBe((1, null));
        ticket.Answer("三つめ。", "sato", awaitAnswer: false, Opened.AddHours(4));
        ticket.IsUnheard.ShouldBeFalse();
        ticket.NotDelivered(Opened.AddHours(4), "http.403", "届きません。", Ticket.HelpDesk, Opened.AddHours(5));
        (Notes(ticket), ticket.FirstAnswerAt, ticket.Events.Count(line => line.What == "not-delivered")).ShouldBe((2, null, 3));
    }

    [Fact]
    public void A_post_that_did_not_arrive_changes_nothing_for_the_requester()
    {
        var ticket = New();
        ticket.Answer("直りました。", "sato", awaitAnswer: true, Opened.AddHours(1));
        ticket.NotPosted("http.403", "投稿できませんでした。", Ticket.HelpDesk, Opened.AddHours(2)).ShouldBeNull();
        (ticket.State, ticket.FirstAnswerAt, ticket.IsUnheard).ShouldBe((TicketState.WaitingForRequester, Opened.AddHours(1), false));
    }

    private static int Notes(Ticket ticket) => ticket.Messages.Count(message => message.Kind == TicketMessageKind.Note);

    private static Ticket New() => Ticket.Open("HD-2026-000001", new NewTicket(
        "ログインできない", "ログインできません。", null, Ticket.HelpDesk, null, "ja", TicketPriority.Normal, "teams", "c", "taro", null, new Dictionary<string, string>(), [], []), Opened);
}
