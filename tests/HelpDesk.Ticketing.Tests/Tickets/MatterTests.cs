using HelpDesk.Ticketing.Tickets;

namespace HelpDesk.Ticketing.Tests.Tickets;

/// <summary>Another company's thread; and what concerns two tickets: merged, parted, linked, split.</summary>
public class MatterTests
{
    private static readonly DateTimeOffset Opened = new(2026, 11, 24, 10, 0, 0, TimeSpan.FromHours(9));
    private static readonly DateTimeOffset Later = Opened.AddHours(1);
    private static readonly DateTimeOffset Chase = Opened.AddDays(3);

    [Theory]
    // rule, verbs -> outcome of the last, state, lines of the thread, whether a company is waited for
    [InlineData("asked", "ask", "done", "WaitingForThirdParty", "Asked", true)]
    [InlineData("asked again while nothing came", "ask chase", "done", "WaitingForThirdParty", "Asked Chased", true)]
    [InlineData("an answer is ours to act on", "ask answered", "done", "Open", "Asked Answered", false)]
    [InlineData("a second answer is written down as well", "ask answered answered", "done", "Open", "Asked Answered Answered", false)]
    [InlineData("asked anew after an answer", "ask answered ask", "done", "WaitingForThirdParty", "Asked Answered Asked", true)]
    [InlineData("nobody was asked, nobody is asked again", "chase", "ticket_not_asked", "New", "", false)]
    [InlineData("nobody was asked, nobody answers", "answered", "ticket_not_asked", "New", "", false)]
    [InlineData("nobody is asked again after an answer", "ask answered chase", "ticket_not_asked", "Open", "Asked Answered", false)]
    [InlineData("nobody is asked again once it is settled", "ask resolve chase", "ticket_not_asked", "Resolved", "Asked", false)]
    [InlineData("an answer that comes late is kept, and reopens nothing", "ask resolve answered", "done", "Resolved", "Asked Answered", false)]
    [InlineData("nothing after closing", "ask close answered", "ticket_state", "Closed", "Asked", false)]
    [InlineData("a day that has passed", "ask-late", "ticket_past", "New", "", false)]
    [InlineData("asked again for a day that has passed", "ask chase-late", "ticket_past", "WaitingForThirdParty", "Asked", true)]
    [InlineData("asked again with no words", "ask chase-empty", "ticket_missing", "WaitingForThirdParty", "Asked", true)]
    [InlineData("an answer with no words", "ask answered-empty", "ticket_missing", "WaitingForThirdParty", "Asked", true)]
    public void Another_company_is_asked_asked_again_and_answers(string rule, string verbs, string outcome, string state, string lines, bool waits)
    {
        var ticket = One("HD-2026-000001");
        TicketFailure? failure = null;
        foreach (var verb in verbs.Split(' '))
        {
            failure = verb switch
            {
                "ask" => ticket.HandOverTo("東京電力パワーグリッド", ThirdPartyWay.Mail, "御中", "sato", Later, Chase),
                "ask-late" => ticket.HandOverTo("東京電力パワーグリッド", ThirdPartyWay.Mail, "御中", "sato", Later, Later),
                "chase" => ticket.Chase("その後いかがでしょうか", ThirdPartyWay.Phone, Chase, "sato", Later),
                "chase-late" => ticket.Chase("その後いかがでしょうか", ThirdPartyWay.Phone, Opened, "sato", Later),
                "chase-empty" => ticket.Chase(" ", ThirdPartyWay.Phone, Chase, "sato", Later),
                "answered" => ticket.RecordAnswer("計器を確認しました", ThirdPartyWay.Mail, "sato", Later),
                "answered-empty" => ticket.RecordAnswer("", ThirdPartyWay.Mail, "sato", Later),
                "resolve" => ticket.Resolve("sato", Later),
                _ => ticket.Close("sato", Later),
            };
        }

        (failure?.Code ?? "done").ShouldBe(outcome, rule);
        ticket.State.ToString().ShouldBe(state, rule);
        string.Join(' ', ticket.ThirdParty.Select(line => line.Kind)).ShouldBe(lines, rule);
        (ticket.Asked is not null).ShouldBe(waits, rule);
        ticket.Messages.Count.ShouldBe(1, "nothing of it is the requester's");
    }

    [Theory]
    [InlineData("before the day", -1, false)]
    [InlineData("on the day", 0, true)]
    [InlineData("after it", 1, true)]
    public void On_its_day_the_help_desk_asks_again(string rule, int seconds, bool due)
    {
        var ticket = One("HD-2026-000001");
        ticket.HandOverTo("東京電力パワーグリッド", ThirdPartyWay.Mail, "御中", "sato", Later, Chase).ShouldBeNull();
        ticket.ChaseIsDue(Chase.AddSeconds(seconds)).ShouldBe(due, rule);
        ticket.RecordAnswer("届いています", ThirdPartyWay.Mail, "sato", Later).ShouldBeNull();
        ticket.ChaseIsDue(Chase.AddDays(9)).ShouldBeFalse();
    }

    [Theory]
    [InlineData("same requester", "", "done")]
    [InlineData("another person", "other", "ticket_other_requester")]
    [InlineData("itself", "self", "ticket_same")]
    [InlineData("the survivor was merged itself", "survivor-merged", "ticket_merged")]
    [InlineData("merged already", "merged", "ticket_merged")]
    [InlineData("the survivor is closed", "survivor-closed", "ticket_state")]
    public void Merging_is_for_one_persons_matters(string rule, string how, string outcome)
    {
        var (ticket, survivor, third) = (One("HD-2026-000002"), One("HD-2026-000001", how == "other" ? "jiro" : "taro"), One("HD-2026-000003"));
        _ = how switch
        {
            "survivor-merged" => survivor.MergeInto(third, "sato", Later),
            "merged" => ticket.MergeInto(third, "sato", Later),
            "survivor-closed" => survivor.Close("sato", Later),
            _ => null,
        };
        var was = ticket.Version;

        var failure = ticket.MergeInto(how == "self" ? ticket : survivor, "sato", Later);

        (failure?.Code ?? "done").ShouldBe(outcome, rule);
        (ticket.Version == was).ShouldBe(failure is not null, rule);
        if (failure is null)
        {
            (ticket.MergedInto, ticket.State).ShouldBe((survivor.Number, TicketState.Closed));
            survivor.Events[^1].ShouldSatisfyAllConditions(line => line.What.ShouldBe("merged-from"), line => line.After.ShouldBe(ticket.Number));
            ticket.Reopen(null, "taro", Later).ShouldBe(new MergedAway(survivor.Number), "it goes on there");
        }
    }

    [Theory]
    [InlineData("new", TicketState.New)]
    [InlineData("open", TicketState.Open)]
    [InlineData("waits", TicketState.WaitingForRequester)]
    [InlineData("handed over", TicketState.WaitingForThirdParty)]
    [InlineData("resolved", TicketState.Resolved)]
    [InlineData("closed", TicketState.Closed)]
    public void Parted_again_it_is_as_it_was(string how, TicketState state)
    {
        var (ticket, survivor) = (One("HD-2026-000002"), One("HD-2026-000001"));
        (how switch
        {
            "open" => ticket.Take("sato", Later),
            "waits" => ticket.Answer("番号は?", "sato", true, Later),
            "handed over" => ticket.HandOverTo("東京電力パワーグリッド", ThirdPartyWay.Mail, "御中", "sato", Later, Chase),
            "resolved" => ticket.Resolve("sato", Later),
            "closed" => ticket.Close("sato", Later),
            _ => null,
        }).ShouldBeNull();
        var before = (ticket.State, ticket.ResolvedAt, ticket.ClosedAt, ticket.Settlings, ticket.Asked?.To, ticket.Messages.Count);
        before.State.ShouldBe(state);

        ticket.PartFrom(survivor, "sato", Later).ShouldBe(new NotMerged());
        ticket.MergeInto(survivor, "sato", Later.AddMinutes(1)).ShouldBeNull();
        ticket.PartFrom(One("HD-2026-000009"), "sato", Later).ShouldBe(new NotMerged());
        ticket.PartFrom(survivor, "sato", Later.AddMinutes(2)).ShouldBeNull();

        (ticket.State, ticket.ResolvedAt, ticket.ClosedAt, ticket.Settlings, ticket.Asked?.To, ticket.Messages.Count).ShouldBe(before, how);
        ticket.MergedInto.ShouldBeNull();
        ticket.MergeInto(survivor, "sato", Later.AddMinutes(3)).ShouldBeNull("and can be merged once more");
        ticket.PartFrom(survivor, "sato", Later.AddMinutes(4)).ShouldBeNull();
        ticket.State.ShouldBe(state, how);
    }

    [Fact]
    public void The_clock_of_the_targets_stands_while_it_is_merged()
    {
        var (ticket, survivor) = (One("HD-2026-000002"), One("HD-2026-000001"));
        ticket.MergeInto(survivor, "sato", Later).ShouldBeNull();
        ticket.PartFrom(survivor, "sato", Later.AddHours(2)).ShouldBeNull();
        ticket.Stops.ShouldBe([new ClockStop(Later, Later.AddHours(2))]);
    }

    [Fact]
    public void A_link_stands_in_both_and_once()
    {
        var (one, other) = (One("HD-2026-000001"), One("HD-2026-000002", "jiro"));
        one.LinkTo(other, "sato", Later).ShouldBeNull("whoever asks: links tell nobody anything");
        var version = one.Version;
        one.LinkTo(other, "sato", Later).ShouldBeNull();
        one.Version.ShouldBe(version);
        (one.Links, other.Links).ShouldSatisfyAllConditions(links => links.Item1.ShouldBe([other.Number]), links => links.Item2.ShouldBe([one.Number]));
        one.LinkTo(one, "sato", Later).ShouldBe(new SameTicket());
        other.Unlink(one, "sato", Later).ShouldBeNull();
        (one.Links.Count, other.Links.Count).ShouldBe((0, 0));
    }

    [Fact]
    public void Only_a_later_message_of_the_requester_becomes_a_ticket_of_its_own()
    {
        // Messages have their ids from storage; here all are 0, so the first is found, which is the matter itself.
        var ticket = One("HD-2026-000001");
        ticket.SplitOff(0, "HD-2026-000002", "sato", Later).Failure.ShouldBe(new CannotSplit());
        ticket.SplitOff(99, "HD-2026-000002", "sato", Later).Failure.ShouldBe(new CannotSplit());
        ticket.Version.ShouldBe(1);
    }

    private static Ticket One(string number, string requester = "taro") => Ticket.Open(
        number,
        new NewTicket("ログインできない", "ログインできません", null, Ticket.HelpDesk, "03", "ja", TicketPriority.Normal, "webchat", "c-" + requester, requester, null, new Dictionary<string, string>(), [], []),
        Opened);
}
