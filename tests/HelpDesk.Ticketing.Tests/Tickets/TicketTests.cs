using System.Globalization;
using HelpDesk.Sources;
using HelpDesk.Ticketing.Calendar;
using HelpDesk.Ticketing.Tests.Routing;
using HelpDesk.Ticketing.Tickets;

namespace HelpDesk.Ticketing.Tests.Tickets;

/// <summary>Verbs of a ticket: each guards, changes and writes the journal.</summary>
public class TicketTests
{
    private static readonly BusinessCalendar Shipped = BusinessCalendar.Read(Kb.Directory, new FindingList());
    private static readonly DateTimeOffset Opened = Tokyo("2026-11-24T10:00");

    private static readonly Dictionary<string, Func<Ticket, DateTimeOffset, TicketFailure?>> Verbs = new(StringComparer.Ordinal)
    {
        ["take"] = (ticket, at) => ticket.Take("sato", at),
        ["assign"] = (ticket, at) => ticket.AssignTo("ito", "sato", at),
        ["release"] = (ticket, at) => ticket.Release("sato", at),
        ["team"] = (ticket, at) => ticket.MoveToTeam("kanto", "sato", at),
        ["incoming"] = (ticket, at) => ticket.AddIncoming("まだです", "taro", at),
        ["correct"] = (ticket, at) => ticket.Correct(new Dictionary<string, string> { ["company"] = "みらい電力" }, "taro", at),
        ["answer"] = (ticket, at) => ticket.Answer("確認します", "sato", awaitAnswer: false, at),
        ["ask"] = (ticket, at) => ticket.Answer("番号は?", "sato", awaitAnswer: true, at),
        ["note"] = (ticket, at) => ticket.AddNote("電話した", "sato", at),
        ["hand-over"] = (ticket, at) => ticket.HandOverTo("関西電力送配電", "requester", "御中", "sato", at),
        ["resume"] = (ticket, at) => ticket.Resume("sato", at),
        ["resolve"] = (ticket, at) => ticket.Resolve("sato", at),
        ["close"] = (ticket, at) => ticket.Close("taro", at),
        ["reopen"] = (ticket, at) => ticket.Reopen("また出ました", "taro", at),
        ["urgent"] = (ticket, at) => ticket.Prioritise(TicketPriority.Urgent, "sato", at),
        ["tag"] = (ticket, at) => ticket.Tag("証明書", "sato", at),
        ["untag"] = (ticket, at) => ticket.Untag("証明書", "sato", at),
        ["rate"] = (ticket, at) => ticket.Rate(true, "助かりました", "taro", at),
    };

    [Theory]
    // rule, verbs -> state, events since the opening
    [InlineData("taking opens", "take", "Open", "taken opened-by-agent")]
    [InlineData("taking twice is once", "take take", "Open", "taken opened-by-agent")]
    [InlineData("assigning opens", "assign", "Open", "assigned opened-by-agent")]
    [InlineData("assigning takes it from who has it", "take assign", "Open", "taken opened-by-agent assigned")]
    [InlineData("giving back leaves it open", "take release", "Open", "taken opened-by-agent released")]
    [InlineData("to another team nobody has it", "take team", "Open", "taken opened-by-agent team released")]
    [InlineData("to the same team is nothing", "team team", "New", "team")]
    [InlineData("answering opens", "answer", "Open", "answered state")]
    [InlineData("asking waits", "take ask", "WaitingForRequester", "taken opened-by-agent answered state")]
    [InlineData("the requester's answer ends the wait", "ask incoming", "Open", "answered state added answered-by-requester")]
    [InlineData("the requester does not end another's wait", "hand-over incoming", "WaitingForThirdParty", "handed-over state added")]
    [InlineData("going on", "hand-over resume", "Open", "handed-over state resumed")]
    [InlineData("a second hand-over waits on", "hand-over hand-over", "WaitingForThirdParty", "handed-over state handed-over")]
    [InlineData("resolved, then closed", "resolve close", "Closed", "resolved closed")]
    [InlineData("a word after resolving opens again", "resolve incoming", "Open", "resolved added answered-by-requester")]
    [InlineData("reopened", "close reopen", "Open", "closed reopened")]
    [InlineData("priority", "urgent urgent", "New", "priority")]
    [InlineData("tags", "tag tag untag untag", "New", "tagged untagged")]
    [InlineData("a note after closing", "close note", "Closed", "closed noted")]
    [InlineData("feedback once for each settling", "resolve rate reopen resolve rate", "Resolved", "resolved rated reopened resolved rated")]
    public void Verbs_change_and_are_written_down(string rule, string verbs, string state, string events)
    {
        var ticket = Open();
        var version = ticket.Version;
        foreach (var verb in verbs.Split(' '))
        {
            Verbs[verb](ticket, Opened).ShouldBeNull(rule);
        }

        ticket.State.ToString().ShouldBe(state, rule);
        string.Join(' ', ticket.Events.Skip(1).Select(e => e.What)).ShouldBe(events, rule);
        ticket.Version.ShouldBe(version + ticket.Events.Count - 1, rule);
    }

    [Theory]
    // rule, verbs before, the verb refused -> code
    [InlineData("a second agent", "assign", "take", "ticket_taken")]
    [InlineData("nothing to give back", "", "release", "ticket_not_taken")]
    [InlineData("taking what is closed", "close", "take", "ticket_state")]
    [InlineData("assigning what is closed", "close", "assign", "ticket_state")]
    [InlineData("giving back what is closed", "take close", "release", "ticket_state")]
    [InlineData("moving what is closed", "close", "team", "ticket_state")]
    [InlineData("answering what is closed", "close", "answer", "ticket_state")]
    [InlineData("adding to what is closed", "close", "incoming", "ticket_state")]
    [InlineData("handing over what is resolved", "resolve", "hand-over", "ticket_state")]
    [InlineData("going on where nothing waits", "take", "resume", "ticket_state")]
    [InlineData("resolving twice", "resolve", "resolve", "ticket_state")]
    [InlineData("closing twice", "close", "close", "ticket_state")]
    [InlineData("reopening what is open", "take", "reopen", "ticket_state")]
    [InlineData("priority of what is settled", "resolve", "urgent", "ticket_state")]
    [InlineData("feedback before it is settled", "take", "rate", "ticket_state")]
    [InlineData("feedback twice", "resolve rate close", "rate", "ticket_rated")]
    public void What_cannot_be_is_refused_and_changes_nothing(string rule, string before, string verb, string code)
    {
        var ticket = Open();
        foreach (var earlier in before.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            Verbs[earlier](ticket, Opened).ShouldBeNull(rule);
        }

        var (version, state) = (ticket.Version, ticket.State);
        Verbs[verb](ticket, Opened).ShouldNotBeNull(rule).Code.ShouldBe(code, rule);
        (ticket.Version, ticket.State).ShouldBe((version, state), rule);
    }

    [Fact]
    public void A_second_agent_is_told_who_has_it()
    {
        var ticket = Open();
        ticket.Take("sato", Opened).ShouldBeNull();
        ticket.Take("ito", Opened).ShouldBe(new AlreadyTaken("sato"));
    }

    [Fact]
    public void The_journal_says_who_what_when_before_and_after()
    {
        var ticket = Open();
        ticket.Prioritise(TicketPriority.High, "sato", Opened.AddHours(1));
        var line = ticket.Events[^1];
        (line.By, line.What, line.At, line.Before, line.After).ShouldBe(("sato", "priority", Opened.AddHours(1), "Normal", "High"));
    }

    [Fact]
    public void Feedback_is_the_requesters()
    {
        var ticket = Open();
        ticket.Resolve("sato", Opened);
        ticket.Rate(true, null, "sato", Opened).ShouldBe(new NotTheRequester());
        ticket.Rate(false, new string('あ', Ticket.LongestComment + 1), "taro", Opened).ShouldBe(new TooLong("comment", Ticket.LongestComment));
        ticket.Rate(false, new string('あ', Ticket.LongestComment), "taro", Opened).ShouldBeNull();
        ticket.Feedback.Single().Helpful.ShouldBeFalse();
    }

    [Fact]
    public void Tags_are_folded_and_bounded()
    {
        var ticket = Open();
        ticket.Tag(" ＡＰＩ ", "sato", Opened).ShouldBeNull();
        ticket.Tag("api", "sato", Opened).ShouldBeNull();
        ticket.Tags.ShouldBe(["api"]);
        ticket.Tag("  ", "sato", Opened).ShouldBe(new Missing("tag"));
        ticket.Tag(new string('a', Ticket.LongestTag), "sato", Opened).ShouldBeNull();
        ticket.Tag(new string('b', Ticket.LongestTag + 1), "sato", Opened).ShouldBe(new TooLong("tag", Ticket.LongestTag));
        for (var i = ticket.Tags.Count; i < Ticket.MostTags; i++)
        {
            ticket.Tag(i.ToString(CultureInfo.InvariantCulture), "sato", Opened).ShouldBeNull();
        }

        ticket.Tag("one more", "sato", Opened).ShouldBe(new TooMany("tags", Ticket.MostTags));
        ticket.Tag("api", "sato", Opened).ShouldBeNull();
    }

    [Fact]
    public void What_was_wrong_is_replaced_and_the_journal_keeps_it()
    {
        var ticket = Open();
        ticket.Correct(new Dictionary<string, string> { ["company"] = "みらい電力", ["supply-point-number"] = "0312345678901234567890" }, "taro", Opened).ShouldBeNull();
        ticket.Correct(new Dictionary<string, string> { ["company"] = "みらいエナジー" }, "taro", Opened).ShouldBeNull();
        ticket.Facts["company"].ShouldBe("みらいエナジー");
        ticket.SupplyPointNumber.ShouldBe("0312345678901234567890");
        (ticket.Events[^1].What, ticket.Events[^1].Before, ticket.Events[^1].After).ShouldBe(("corrected", "みらい電力", "みらいエナジー"));
        var journal = ticket.Events.Count;
        ticket.Correct(new Dictionary<string, string> { ["company"] = "みらいエナジー" }, "taro", Opened).ShouldBeNull();
        ticket.Events.Count.ShouldBe(journal);
        ticket.Close("taro", Opened);
        ticket.Correct(new Dictionary<string, string> { ["company"] = "あ" }, "taro", Opened)!.Code.ShouldBe("ticket_state");
    }

    [Theory]
    [InlineData("nobody held it", null, null, null)]
    [InlineData("from whom they saw", "ito", "ito", null)]
    [InlineData("they have it already", "sato", "sato", null)]
    [InlineData("somebody was quicker", null, "ito", "ito")]
    [InlineData("it has changed hands since", "ito", "kato", "kato")]
    [InlineData("it was given back since", "ito", null, null)]
    public void It_is_taken_from_whom_they_saw_and_from_nobody_who_was_quicker(string rule, string? seen, string? holds, string? refused)
    {
        var ticket = Open();
        if (holds is not null)
        {
            ticket.Take(holds, Opened).ShouldBeNull();
        }

        ticket.TakeFrom(seen, "sato", Opened).ShouldBe(refused is null ? null : new AlreadyTaken(refused), rule);
        ticket.Agent.ShouldBe(refused ?? "sato", rule);
    }

    [Theory]
    [InlineData(false, null)]
    [InlineData(true, "ticket_state")]
    public void It_waits_for_the_requester_without_a_reply_where_the_help_desk_had_to_act(bool settled, string? code)
    {
        var ticket = Open();
        if (settled)
        {
            ticket.Resolve("sato", Opened).ShouldBeNull();
        }

        ticket.AwaitRequester("sato", Opened)?.Code.ShouldBe(code);
        ticket.State.ShouldBe(settled ? TicketState.Resolved : TicketState.WaitingForRequester);
        ticket.FirstAnswerAt.ShouldBeNull("nothing was answered in writing");
    }

    [Fact]
    public void Attachments_stand_on_their_message_and_in_the_journal()
    {
        var ticket = Open();
        var file = new Attachment("f1", "screen.png", "image/png", 1234, "ab12");
        ticket.AddIncoming("画面です", "taro", Opened, file).ShouldBeNull();
        ticket.Messages[^1].Attachments.ShouldBe([file]);
        ticket.Events[^1].After.ShouldBe("screen.png");
        ticket.AddIncoming("", "taro", Opened, [.. Enumerable.Repeat(file, Ticket.MostAttachments)]).ShouldBeNull();
        ticket.AddIncoming("", "taro", Opened, [.. Enumerable.Repeat(file, Ticket.MostAttachments + 1)]).ShouldBe(new TooMany("attachments", Ticket.MostAttachments));

        ticket.HandOverTo("A社", ThirdPartyWay.Mail, "御中", "sato", Opened, null, file).ShouldBeNull();
        ticket.ThirdParty[^1].Attachments.ShouldBe([file]);
        ticket.Events.Count(line => line.What == "attached" && line.After == "screen.png").ShouldBe(2 + Ticket.MostAttachments);
        Attachment[] more = [.. Enumerable.Repeat(file, Ticket.MostAttachments + 1)];
        foreach (var refused in new[] { ticket.HandOverTo("A社", ThirdPartyWay.Mail, "御中", "sato", Opened, null, more), ticket.Chase("御中", ThirdPartyWay.Mail, null, "sato", Opened, more), ticket.RecordAnswer("御中", ThirdPartyWay.Mail, "sato", Opened, more) })
        {
            refused.ShouldBe(new TooMany("attachments", Ticket.MostAttachments));
        }

        ticket.ThirdParty.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("", "ticket_missing")]
    [InlineData(" \n", "ticket_missing")]
    [InlineData("x", null)]
    public void An_answer_or_note_says_something(string text, string? code)
    {
        Open().Answer(text, "sato", false, Opened)?.Code.ShouldBe(code);
        Open().AddNote(text, "sato", Opened)?.Code.ShouldBe(code);
        (Open().Answer(text, "sato", false, Opened) is null).ShouldBe(code is null);
    }

    [Theory]
    [InlineData(30, null)]
    [InlineData(31, "ticket_reopen_late")]
    public void Closed_can_be_reopened_for_thirty_days(int days, string? code)
    {
        var ticket = Open();
        ticket.Close("taro", Opened);
        ticket.Reopen("また", "taro", Opened.AddDays(days))?.Code.ShouldBe(code);
        (ticket.State == TicketState.Open).ShouldBe(code is null);
    }

    [Theory]
    // rule, verbs each with its time -> first response, resolution at a time
    [InlineData("untouched, the first response is late after a day", "", "2026-11-25T10:01", "Breached", "Pending")]
    [InlineData("an answer in time", "2026-11-24T11:00 answer", "2026-11-25T10:01", "Met", "Pending")]
    [InlineData("a note is no answer", "2026-11-24T11:00 note", "2026-11-25T10:01", "Breached", "Pending")]
    [InlineData("an agent's hand-over is told, so it answers", "2026-11-24T11:00 hand-over", "2026-12-25T10:01", "Met", "Paused")]
    [InlineData("waiting for the requester", "2026-11-24T11:00 ask", "2026-12-25T10:01", "Met", "Paused")]
    [InlineData("the requester answered", "2026-11-24T11:00 ask;2026-12-24T11:00 incoming", "2026-12-25T10:01", "Met", "Pending")]
    [InlineData("resolved without a word", "2026-11-24T11:00 resolve", "2026-12-25T10:01", "Met", "Met")]
    [InlineData("resolved late", "2026-11-24T11:00 answer;2026-12-08T10:01 resolve", "2026-12-25T10:01", "Met", "Breached")]
    [InlineData("reopened, the clock goes on", "2026-11-24T11:00 resolve;2026-12-14T09:00 reopen", "2026-12-14T09:01", "Pending", "Pending")]
    [InlineData("reopened, all of it counts", "2026-11-24T11:00 resolve;2026-12-14T09:00 reopen", "2026-12-18T16:01", "Breached", "Breached")]
    [InlineData("more urgent from the opening on", "2026-11-24T11:30 urgent", "2026-11-24T11:31", "Breached", "Pending")]
    public void Targets_follow_the_verbs(string rule, string verbs, string now, string firstResponse, string resolution)
    {
        var ticket = Open();
        foreach (var step in verbs.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(step => step.Split(' ')))
        {
            Verbs[step[1]](ticket, Tokyo(step[0])).ShouldBeNull(rule);
        }

        var targets = new TicketTargets();
        ticket.FirstResponse(targets, Shipped, Tokyo(now)).State.ToString().ShouldBe(firstResponse, rule);
        ticket.Resolution(targets, Shipped, Tokyo(now)).State.ToString().ShouldBe(resolution, rule);
    }

    private static Ticket Open() => Ticket.Open(
        "HD-2026-000001",
        new NewTicket(
            "ERR_20070", "ERR_20070 が出ます", null, "helpdesk", null, "ja", TicketPriority.Normal, "test", "conversation", "taro", null,
            new Dictionary<string, string>(StringComparer.Ordinal), [], []),
        Opened);

    private static DateTimeOffset Tokyo(string at) => DateTimeOffset.Parse(at + "+09:00", CultureInfo.InvariantCulture);
}
