using HelpDesk.Ticketing.People;
using HelpDesk.Ticketing.Queue;
using HelpDesk.Ticketing.Tickets;

namespace HelpDesk.Ticketing.Tests.Queue;

/// <summary>One act for many inquiries: what it does to each, and to which it does nothing.</summary>
public class BulkTests
{
    private static readonly DateTimeOffset At = new(2026, 11, 24, 10, 0, 0, TimeSpan.FromHours(9));
    private static readonly DeskPerson Sato = new("1", "佐藤", [DeskRole.Agent], [Ticket.HelpDesk]);
    private static readonly DeskPerson Kanto = new("2", "関東", [DeskRole.Agent], ["kanto"]);
    private static readonly DeskPerson Reader = new("3", "見る人", [DeskRole.Reader], [Ticket.HelpDesk]);
    private static readonly DeskPerson Lead = new("4", "主任", [DeskRole.Lead], []);

    public static TheoryData<string, BulkWish, DeskPerson, string, string, string> Rows => new()
    {
        // rule, wish, who, how it stands, outcome, what the journal says last
        { "assigned", new(BulkAct.Assign, To: Sato), Lead, "new", "done", "opened-by-agent" },
        { "assigned to whoever holds it already", new(BulkAct.Assign, To: Sato), Lead, "taken", "done", "opened-by-agent" },
        { "to somebody of another team", new(BulkAct.Assign, To: Kanto), Lead, "new", "ticket_cannot_work", "opened" },
        { "to somebody who only reads", new(BulkAct.Assign, To: Reader), Lead, "new", "ticket_cannot_work", "opened" },
        { "to nobody named", new(BulkAct.Assign), Lead, "new", "ticket_missing", "opened" },
        { "assigned once it is closed", new(BulkAct.Assign, To: Sato), Lead, "closed", "ticket_state", "closed" },
        { "released", new(BulkAct.Release), Sato, "taken", "done", "released" },
        { "released where nobody holds it", new(BulkAct.Release), Sato, "new", "done", "opened" },
        { "moved", new(BulkAct.Team, " kanto "), Sato, "new", "done", "team" },
        { "tagged", new(BulkAct.Tag, "障害"), Sato, "new", "done", "tagged" },
        { "a tag that is too long", new(BulkAct.Tag, new string('x', Ticket.LongestTag + 1)), Sato, "new", "ticket_long", "opened" },
        { "urgent", new(BulkAct.Priority, Priority: TicketPriority.Urgent), Sato, "new", "done", "priority" },
        { "priority of what is settled", new(BulkAct.Priority, Priority: TicketPriority.Urgent), Sato, "closed", "ticket_state", "closed" },
        { "noted", new(BulkAct.Note, "待つ"), Sato, "new", "done", "noted" },
        { "no words", new(BulkAct.Note, " "), Sato, "new", "ticket_missing", "opened" },
        { "resolved", new(BulkAct.Resolve), Sato, "new", "done", "resolved" },
        { "resolved twice", new(BulkAct.Resolve), Sato, "closed", "ticket_state", "closed" },
        { "by a reader", new(BulkAct.Resolve), Reader, "new", "ticket_not_yours", "opened" },
        { "by another team", new(BulkAct.Note, "待つ"), Kanto, "new", "ticket_not_yours", "opened" },
    };

    [Theory]
    [MemberData(nameof(Rows))]
    public void Each_is_done_as_its_own_verbs_allow(string rule, BulkWish wish, DeskPerson person, string stands, string outcome, string last)
    {
        var ticket = Ticket.Open(
            "HD-2026-000001",
            new NewTicket("件名", "本文", null, Ticket.HelpDesk, null, "ja", TicketPriority.Normal, "webchat", "c", "taro", null, new Dictionary<string, string>(), [], []), At);
        _ = stands switch { "taken" => ticket.Take("佐藤", At), "closed" => ticket.Close("佐藤", At), _ => null };

        (wish.Do(ticket, person, At)?.Code ?? "done").ShouldBe(outcome, rule);

        ticket.Events[^1].What.ShouldBe(last, rule);
        ticket.Messages.ShouldAllBe(message => message.Kind != TicketMessageKind.Outgoing);
    }

    [Theory]
    [InlineData(BulkAct.Assign, "", false)]
    [InlineData(BulkAct.Tag, "", false)]
    [InlineData(BulkAct.Tag, " ", false)]
    [InlineData(BulkAct.Note, "", false)]
    [InlineData(BulkAct.Team, "kanto", true)]
    [InlineData(BulkAct.Release, "", true)]
    [InlineData(BulkAct.Resolve, "", true)]
    public void What_is_missing_is_known_before_the_first(BulkAct act, string text, bool complete) => new BulkWish(act, text).IsComplete.ShouldBe(complete);
}
