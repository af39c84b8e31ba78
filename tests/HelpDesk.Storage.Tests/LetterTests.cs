using HelpDesk.Storage.Desk;
using HelpDesk.Storage.Files;
using HelpDesk.Storage.Model;
using HelpDesk.Storage.People;
using HelpDesk.Storage.Tickets;
using HelpDesk.Ticketing.Checks;
using HelpDesk.Ticketing.People;
using HelpDesk.Ticketing.Tickets;

namespace HelpDesk.Storage.Tests;

/// <summary>A reply that hands the matter over: both go or neither does, and nothing that was written or chosen is lost.</summary>
public sealed class LetterTests
{
    private const string Reply = "東京PGに確かめます。";
    private const string Letter = "計器の件でお問合せします。";

    private static readonly LetterPlan Plan = new(ThirdPartyKind.Asked, "東京PG", ThirdPartyWay.Mail, 4);
    private static readonly DeskPerson Sato = new("1", "佐藤", [DeskRole.Agent], [Ticket.HelpDesk]);
    private static readonly DeskPerson Ito = new("2", "伊藤", [DeskRole.Agent], [Ticket.HelpDesk]);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task Both_go_at_one_instant_with_their_own_files_or_are_drafts_again(Engine engine)
    {
        await using var world = await World.CreateAsync(engine);
        var (sends, drafts, files) = Desk(world);
        var number = await world.OpenTicketAsync();
        foreach (var (kind, name) in new[] { (DraftKind.Reply, "手順.txt"), (DraftKind.ThirdParty, "計器.txt") })
        {
            await AttachAsync(world, number, kind, name);
        }

        await drafts.KeepAsync(number, DraftKind.ThirdParty, Sato.Id, Letter, 1, Plan, Stop);
        var will = await SendAsync(sends, number);
        (await drafts.OfAsync(number, Sato.Id, Stop)).ShouldBeEmpty();

        // What they begin since stands behind what comes back.
        await drafts.KeepAsync(number, DraftKind.ThirdParty, Sato.Id, "追って", 1, Plan with { To = "別会社" }, Stop);
        (await sends.TakeBackAsync(will.Id, Sato, Stop)).ShouldBe(Reply);
        var back = await drafts.OfAsync(number, Sato.Id, Stop);
        back[DraftKind.Reply].Text.ShouldBe(Reply);
        (back[DraftKind.ThirdParty].Text, back[DraftKind.ThirdParty].Plan).ShouldBe((Letter + "\n\n追って", Plan));
        (await files.OfDraftAsync(number, DraftKind.Reply, Sato.Id, Stop)).Select(file => file.Name).ShouldBe(["手順.txt"]);
        (await files.OfDraftAsync(number, DraftKind.ThirdParty, Sato.Id, Stop)).Select(file => file.Name).ShouldBe(["計器.txt"]);

        // Resolved before its time: neither half goes.
        await SendAsync(sends, number);
        await world.Tickets.ActAsync(number, As(Ito), null, (ticket, by, at) => ticket.Resolve(by, at), Stop);
        var told = (await world.ToldAsync()).Count;
        await SayAsync(world, sends);
        (await TicketAsync(world, number)).ShouldSatisfyAllConditions(ticket => ticket.ThirdParty.ShouldBeEmpty(), ticket => ticket.Messages.ShouldNotContain(message => message.Text == Reply));
        (await world.ToldAsync()).Count.ShouldBe(told);
        (await drafts.OfAsync(number, Sato.Id, Stop)).ShouldSatisfyAllConditions(all => all[DraftKind.Reply].Text.ShouldBe(Reply), all => all[DraftKind.ThirdParty].Plan.ShouldBe(Plan));

        await world.Tickets.ActAsync(number, As(Ito), null, (ticket, by, at) => ticket.Reopen(null, by, at), Stop);
        await SendAsync(sends, number);
        await SayAsync(world, sends);
        var now = await TicketAsync(world, number);
        now.Messages[^1].ShouldSatisfyAllConditions(message => message.Text.ShouldBe(Reply), message => message.Attachments.Single().Name.ShouldBe("手順.txt"));
        var asked = now.ThirdParty.ShouldHaveSingleItem();
        (asked.Kind, asked.Party, asked.Way, asked.Text, asked.Attachments.Single().Name).ShouldBe((ThirdPartyKind.Asked, "東京PG", ThirdPartyWay.Mail, Letter, "計器.txt"));
        now.State.ShouldBe(TicketState.WaitingForThirdParty);
        now.Asked!.ChaseAt.ShouldBe(Kb.Rules.Calendar.AfterWorkdays(now.Asked.At, 4).At);
        now.Asked.At.ShouldBe(now.Messages[^1].At);
        (await world.ToldAsync())[told..].Select(reply => reply.Text).ShouldSatisfyAllConditions(
            texts => texts.ShouldContain(text => text.Contains(Reply)), texts => texts.ShouldContain(text => text.Contains("東京PG")), texts => texts.ShouldNotContain(text => text.Contains(Letter)));
        (await sends.TakeBackAsync(will.Id, Sato, Stop)).ShouldBeNull();
    }

    [Fact]
    public async Task What_is_missing_is_said_before_anything_waits()
    {
        await using var world = await World.CreateAsync();
        var (sends, _, _) = Desk(world);
        var number = await world.OpenTicketAsync();
        foreach (var (plan, letter, refusal) in new (LetterPlan, string, SendOutcome)[]
        {
            (Plan with { To = " " }, Letter, new SendRefused(new Missing("receiver"))),
            (Plan, " ", new SendRefused(new Missing("text"))),
            (Plan, new string('長', Ticket.LongestText + 1), new SendRefused(new TooLong("text", Ticket.LongestText))),
            (Plan, "{{会社名}} 御中", new SendUnfilled("{{会社名}}")),
        })
        {
            (await sends.SendAsync(number, Sato, As(Sato), Reply, new PlannedLetter(plan, letter), null, Stop)).ShouldBe(refusal);
        }

        await world.Tickets.ActAsync(number, As(Ito), null, (ticket, by, at) => ticket.Resolve(by, at), Stop);
        (await sends.SendAsync(number, Sato, As(Sato), Reply, new PlannedLetter(Plan, Letter), null, Stop)).ShouldBe(new SendRefused(new NotInState(TicketState.Resolved)));
        (await sends.WaitingAsync([number], Stop)).ShouldBeEmpty();
        await Should.ThrowAsync<ArgumentException>(() => sends.SendAsync(number, Sato, As(Sato), Reply, new PlannedLetter(Plan with { Act = ThirdPartyKind.Chased }, Letter), null, Stop));
        await Should.ThrowAsync<ArgumentException>(() => sends.SendAsync(number, Sato, As(Sato), Reply, AfterReply.HandOver, null, Stop));
    }

    /// <summary>A letter that the requester sends on is said to them: it passes the check with the reply or not at all.</summary>
    [Fact]
    public async Task What_somebody_must_release_takes_its_letter_with_it()
    {
        await using var world = await World.CreateAsync();
        var (sends, drafts, files) = Desk(world);
        var people = new DeskPeople(world.Database, world.Clock);
        await people.AddAsync("佐藤", [DeskRole.Agent], [Ticket.HelpDesk], DeskAudit.Console, Stop);
        await people.CheckAsync("佐藤", true, DeskAudit.Console, Stop);
        var sato = Sato with { Id = (await people.ListAsync(Stop)).Single().Id };
        var number = await world.OpenTicketAsync();
        await AttachAsync(world, number, DraftKind.ThirdParty, "計器.txt", sato);
        var letter = new PlannedLetter(Plan with { Way = ThirdPartyWay.Requester }, Letter);
        async Task<long> HoldAsync() => (await sends.SendAsync(number, sato, As(sato), Reply, letter, null, Stop)).ShouldBeOfType<WillBeChecked>().Id;

        var held = await HoldAsync();
        (await files.OfWaitingAsync([held], DraftKind.ThirdParty, Stop))[held].Single().Name.ShouldBe("計器.txt");
        (await files.ToCheckAsync((await files.OfWaitingAsync([held], DraftKind.ThirdParty, Stop))[held].Single().Id, As(Ito), Stop)).ShouldNotBeNull().Ticket.ShouldBe(number);
        (await sends.WaitingAsync([number], Stop)).Single().ShouldSatisfyAllConditions(row => row.Letter.ShouldBe(Letter), row => row.Plan.ShouldBe(letter.Plan));
        (await sends.SendBackAsync(held, Ito, As(Ito), "宛先を確かめて", Stop)).ShouldBeNull();
        (await sends.TakeUpAsync(held, sato, Stop)).ShouldBe(new TakenUp(Reply, true));
        (await drafts.OfAsync(number, sato.Id, Stop))[DraftKind.ThirdParty].ShouldSatisfyAllConditions(draft => draft.Text.ShouldBe(Letter), draft => draft.Plan.ShouldBe(letter.Plan));
        (await files.OfDraftAsync(number, DraftKind.ThirdParty, sato.Id, Stop)).ShouldHaveSingleItem();

        held = await HoldAsync();
        world.Clock.Advance(TimeSpan.FromDays(3));
        (await sends.ReleaseAsync(held, Ito, As(Ito), Reply, new ShownInquiry(number, (await TicketAsync(world, number)).Version), Stop)).ShouldBeOfType<WillBeSaid>();
        await SayAsync(world, sends);
        var now = await TicketAsync(world, number);
        now.ThirdParty.ShouldHaveSingleItem().Attachments.ShouldHaveSingleItem();
        (now.State, now.Asked!.ChaseAt).ShouldBe((TicketState.WaitingForThirdParty, null));
        (await world.ToldAsync())[^1].Text.ShouldBe(Letter);
    }

    /// <summary>Another's number in such a letter holds it back, though the reply has none; in a letter of the desk's own it does not.</summary>
    [Fact]
    public async Task Anothers_number_in_a_letter_that_the_requester_sees_is_looked_at()
    {
        await using var world = await World.CreateAsync();
        var (sends, _, _) = Desk(world);
        var number = await world.OpenTicketAsync();
        const string other = "03-1234-5678-9012-3456-7890 の件です。";
        (await sends.SendAsync(number, Sato, As(Sato), Reply, new PlannedLetter(Plan with { Way = ThirdPartyWay.Requester }, other), null, Stop)).ShouldBeOfType<WillBeChecked>().Why.Single().Rule.ShouldBe(HoldRule.OtherNumber);
        (await sends.SendAsync(number, Sato, As(Sato), Reply + "二", new PlannedLetter(Plan, other), null, Stop)).ShouldBeOfType<WillBeSaid>();
    }

    /// <summary>Whom, how and until when is chosen before a word is written, and survives like words do.</summary>
    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task What_was_chosen_for_a_letter_is_kept_and_is_no_draft_by_itself(Engine engine)
    {
        await using var world = await World.CreateAsync(engine);
        var drafts = new DeskDrafts(world.Database, world.Clock);
        await drafts.KeepAsync("a", DraftKind.ThirdParty, "1", "", 7, Plan, Stop);
        (await drafts.OfAsync("a", "1", Stop))[DraftKind.ThirdParty].ShouldBe(new Draft("", 7, Plan));
        (await drafts.BegunAsync("1", Stop)).ShouldBeEmpty("no word stands there");
        await drafts.KeepAsync("a", DraftKind.ThirdParty, "1", Letter, 8, Plan with { Days = 9 }, Stop);
        (await drafts.OfAsync("a", "1", Stop))[DraftKind.ThirdParty].ShouldBe(new Draft(Letter, 8, Plan with { Days = 9 }));
        (await drafts.BegunAsync("1", Stop)).ShouldBe(["a"]);
        await drafts.KeepAsync("a", DraftKind.ThirdParty, "1", " ", 8, null, Stop);
        (await drafts.OfAsync("a", "1", Stop)).ShouldBeEmpty();
    }

    private static (DeskSends Sends, DeskDrafts Drafts, DeskFiles Files) Desk(World world)
    {
        var drafts = new DeskDrafts(world.Database, world.Clock);
        return (new DeskSends(world.Database, world.Tickets, drafts, world.Clock), drafts, new DeskFiles(world.Database, world.Clock));
    }

    private static Viewer As(DeskPerson person) => Viewer.Of(person)!;

    private static async Task<WillBeSaid> SendAsync(DeskSends sends, string number) =>
        (await sends.SendAsync(number, Sato, As(Sato), Reply, new PlannedLetter(Plan, Letter), null, Stop)).ShouldBeOfType<WillBeSaid>();

    private static async Task SayAsync(World world, DeskSends sends)
    {
        world.Clock.Advance(DeskSends.Undo);
        await sends.SayDueAsync(Stop);
    }

    private static async Task<Ticket> TicketAsync(World world, string number) => (await world.Tickets.FindAsync(number, As(Sato), Stop))!.Ticket;

    private static async Task AttachAsync(World world, string number, string kind, string name, DeskPerson? person = null)
    {
        await using var context = world.Database.Open();
        context.Files.Add(new FileRow
        {
            Id = Guid.CreateVersion7().ToString("N"), Name = name, ContentType = "text/plain", Size = 3, Channel = DeskFiles.Channel, Conversation = DeskFiles.DraftOf(number, kind), Person = (person ?? Sato).Id, At = world.Clock.GetUtcNow(),
        });
        await context.SaveChangesAsync(Stop);
    }
}
