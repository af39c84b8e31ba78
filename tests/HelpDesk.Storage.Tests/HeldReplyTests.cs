using HelpDesk.Storage.Desk;
using HelpDesk.Storage.Files;
using HelpDesk.Storage.Model;
using HelpDesk.Storage.People;
using HelpDesk.Storage.Tickets;
using HelpDesk.Ticketing.Checks;
using HelpDesk.Ticketing.People;
using HelpDesk.Ticketing.Queue;
using HelpDesk.Ticketing.Tickets;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Storage.Tests;

/// <summary>A second person's check before a reply leaves: nothing passes it, nothing that waits is lost.</summary>
public class HeldReplyTests
{
    private const string Reply = "再登録してください。";

    private static readonly DeskPerson Ito = new("2", "伊藤", [DeskRole.Agent], [Ticket.HelpDesk]);
    private static readonly DeskPerson Kato = new("3", "加藤", [DeskRole.Lead], []);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static Viewer As(DeskPerson person) => Viewer.Of(person)!;

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task A_newcomers_reply_is_said_once_somebody_else_released_it_and_the_target_is_met_by_that_alone(Engine engine)
    {
        await using var world = await World.CreateAsync(engine);
        var (sends, drafts, sato) = await DeskAsync(world);
        var number = await world.OpenTicketAsync();
        var told = (await world.ToldAsync()).Count;
        await drafts.KeepAsync(number, DraftKind.Reply, sato.Id, Reply, 1, Stop);
        var held = await HoldAsync(world, sends, sato, number);
        held.Why.ShouldBe([new HoldReason(HoldRule.Person)]);
        (await drafts.OfAsync(number, sato.Id, Stop)).ShouldBeEmpty();
        (await world.Tickets.QueueAsync(QueueView.All, "伊藤", As(Ito), Stop)).ToCheck.ShouldBe([number]);
        world.Clock.Advance(TimeSpan.FromDays(40));
        (await sends.SayDueAsync(Stop)).ShouldBeNull("what is held is never due, and never swept away");
        (await TicketAsync(world, number)).FirstAnswerAt.ShouldBeNull();

        (await sends.ReleaseAsync(held.Id, sato, As(sato), Reply, null, Stop)).ShouldBe(new SendRefused(new OwnReply()));
        var outsider = new DeskPerson("9", "外", [DeskRole.Agent], ["kansai"]);
        (await sends.ReleaseAsync(held.Id, outsider, As(outsider), Reply, null, Stop)).ShouldBeOfType<SendNotFound>();
        (await sends.ReleaseAsync(held.Id, Ito with { Roles = [DeskRole.Reader] }, As(Ito), Reply, null, Stop)).ShouldBe(new SendRefused(new NotYours()));
        (await sends.ReleaseAsync(held.Id, Ito, As(Ito), "{{名前}}様", null, Stop)).ShouldBeOfType<SendUnfilled>();
        (await sends.ReleaseAsync(held.Id, Ito, As(Ito), " ", null, Stop)).ShouldBeOfType<SendRefused>();

        var will = (await sends.ReleaseAsync(held.Id, Ito, As(Ito), "再登録をお願いします。", null, Stop)).ShouldBeOfType<WillBeSaid>();
        will.Due.ShouldBe(world.Clock.GetUtcNow() + DeskSends.Undo);
        (await sends.ReleaseAsync(held.Id, Kato, As(Kato), Reply, null, Stop)).ShouldBe(new SendRefused(new NotHeld("伊藤")));
        (await world.ToldAsync()).Count.ShouldBe(told, "the requester sees nothing of it");
        (await sends.RecallAsync(held.Id, Kato, As(Kato), Stop)).ShouldBeFalse("somebody else released it");
        (await sends.RecallAsync(held.Id, Ito, As(Ito), Stop)).ShouldBeTrue();
        world.Clock.Advance(DeskSends.Undo);
        await sends.SayDueAsync(Stop);
        (await SaidAsync(world, number)).ShouldBeEmpty("it is held again");

        (await sends.ReleaseAsync(held.Id, Ito, As(Ito), "再登録をお願いします。", null, Stop)).ShouldBeOfType<WillBeSaid>();
        world.Clock.Advance(DeskSends.Undo);
        await sends.SayDueAsync(Stop);
        (await SaidAsync(world, number)).ShouldBe([("佐藤", "再登録をお願いします。")]);
        var ticket = await TicketAsync(world, number);
        ticket.FirstAnswerAt.ShouldBe(world.Clock.GetUtcNow());
        ticket.State.ShouldBe(TicketState.WaitingForRequester);
        ticket.Events.Where(line => line.What.StartsWith("reply-", StringComparison.Ordinal)).Select(line => (line.By, line.What, line.Before, line.After)).ShouldBe(
        [
            ("佐藤", "reply-held", null, "Person"), ("伊藤", "reply-edited", Reply, "再登録をお願いします。"), ("伊藤", "reply-released", null, "佐藤"),
            ("伊藤", "reply-held", null, "Person"), ("伊藤", "reply-released", null, "佐藤"),
        ]);
        var audit = (await new DeskAudit(world.Database, world.Clock).ReadAsync(null, Stop)).Where(line => line.On == number).Reverse().ToList();
        audit.Select(line => (line.By, line.What)).ShouldBe([("佐藤", "reply-held"), ("伊藤", "reply-edited"), ("伊藤", "reply-released"), ("伊藤", "reply-recalled"), ("伊藤", "reply-released")]);
        audit.ShouldAllBe(line => line.Before == null && (line.After == null || !line.After.Contains("再登録")), "whoever reads the audit may see no inquiry");
        (await world.ToldAsync())[^1].Text.ShouldContain("再登録をお願いします。");
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task Of_two_who_release_and_an_author_who_withdraws_at_once_one_wins(Engine engine)
    {
        await using var world = await World.CreateAsync(engine);
        var (sends, drafts, sato) = await DeskAsync(world);
        var number = await world.OpenTicketAsync();
        for (var round = 0; round < 10; round++)
        {
            var text = $"返信{round}です。";
            var held = await HoldAsync(world, sends, sato, number, text);
            var withdrawing = Task.Run(() => sends.WithdrawAsync(held.Id, sato, Stop), Stop);
            var released = await Task.WhenAll(new[] { Ito, Kato }.Select(person => Task.Run(() => sends.ReleaseAsync(held.Id, person, As(person), text, null, Stop))));
            var withdrawn = await withdrawing;
            (released.Count(one => one is WillBeSaid) + (withdrawn is null ? 0 : 1)).ShouldBe(1);
            released.Where(one => one is not WillBeSaid).ShouldAllBe(one => one is SendRefused);
            world.Clock.Advance(DeskSends.Undo);
            await sends.SayDueAsync(Stop);
            var isSaid = (await SaidAsync(world, number)).Any(one => one.Text == text);
            isSaid.ShouldBe(withdrawn is null);
            ((await drafts.OfAsync(number, sato.Id, Stop)).GetValueOrDefault(DraftKind.Reply)?.Text.Contains(text, StringComparison.Ordinal) == true).ShouldBe(!isSaid);
        }
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task What_came_since_is_shown_before_a_release_and_again_what_came_since_that(Engine engine)
    {
        await using var world = await World.CreateAsync(engine);
        var (sends, _, sato) = await DeskAsync(world);
        var number = await world.OpenTicketAsync();
        var held = await HoldAsync(world, sends, sato, number);
        await world.Tickets.ActAsync(number, As(Ito), null, (ticket, by, at) => ticket.AddNote("確認中", by, at), Stop);
        await world.Tickets.ActAsync(number, As(Ito), null, (ticket, by, at) => ticket.Tag("急ぎ", by, at), Stop);
        await SayMoreAsync(world, number, "もう直りました。");
        var came = (await sends.ReleaseAsync(held.Id, Ito, As(Ito), Reply, null, Stop)).ShouldBeOfType<CameMeanwhile>();
        came.Now.Ticket.Messages[^1].Text.ShouldBe("もう直りました。");
        var shown = new ShownInquiry(number, came.Now.Ticket.Version);
        await SayMoreAsync(world, number, "やはりだめです。");
        came = (await sends.ReleaseAsync(held.Id, Ito, As(Ito), Reply, shown, Stop)).ShouldBeOfType<CameMeanwhile>("more came");
        (await sends.ReleaseAsync(held.Id, Ito, As(Ito), Reply, shown with { Version = came.Now.Ticket.Version }, Stop)).ShouldBeOfType<WillBeSaid>();
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task What_is_sent_back_stands_before_its_author_and_no_word_of_theirs_is_lost(Engine engine)
    {
        await using var world = await World.CreateAsync(engine);
        var (sends, drafts, sato) = await DeskAsync(world);
        var number = await world.OpenTicketAsync();
        await FileAsync(world, "手順.txt", number, sato);
        var held = await HoldAsync(world, sends, sato, number);
        var files = new DeskFiles(world.Database, world.Clock);
        var file = (await files.OfWaitingAsync([held.Id], DraftKind.Reply, Stop))[held.Id].ShouldHaveSingleItem();
        (await files.ToCheckAsync(file.Id, As(Ito), Stop))!.Value.Ticket.ShouldBe(number);
        (await files.ToCheckAsync(file.Id, Viewer.Agent("外", ["kansai"]), Stop)).ShouldBeNull();
        world.Clock.Advance(TimeSpan.FromDays(40));
        var register = new FileRegister(world.Database, world.Clock);
        (await register.ForgetAsync(TimeSpan.FromDays(30), _ => { }, Stop)).ShouldBe(0, "it waits with its reply");

        (await sends.SendBackAsync(held.Id, Ito, As(Ito), " ", Stop)).ShouldBeOfType<SendRefused>("a word is needed");
        (await sends.SendBackAsync(held.Id, sato, As(sato), "x", Stop)).ShouldBe(new SendRefused(new OwnReply()));
        (await sends.SendBackAsync(held.Id, Ito, As(Ito), "番号を確かめてください。", Stop)).ShouldBeNull();
        (await drafts.OfAsync(number, sato.Id, Stop))[DraftKind.Reply].Text.ShouldBe(Reply, "it is a draft again");
        (await TicketAsync(world, number)).Messages[^1].ShouldSatisfyAllConditions(note => note.Kind.ShouldBe(TicketMessageKind.Note), note => note.Text.ShouldBe("番号を確かめてください。"));
        var row = (await sends.WaitingAsync([number], Stop)).ShouldHaveSingleItem();
        (row.State, row.Remark, row.CheckedBy, row.Text).ShouldBe((DeskSendState.Returned, "番号を確かめてください。", "伊藤", Reply));

        (await sends.HeldAsync(sato, As(sato), Stop)).ShouldHaveSingleItem().Row.Id.ShouldBe(held.Id, "they find it without looking for it");
        (await sends.HeldAsync(Ito, As(Ito), Stop)).ShouldBeEmpty();

        // An open page whose field was empty writes over the draft.
        await drafts.KeepAsync(number, DraftKind.Reply, sato.Id, "書きかけ", 1, Stop);
        (await sends.TakeUpAsync(held.Id, Ito, Stop)).ShouldBeNull("it is its author's");
        (await sends.TakeUpAsync(held.Id, sato, Stop)).ShouldBe(new TakenUp(Reply, true));
        (await drafts.OfAsync(number, sato.Id, Stop))[DraftKind.Reply].Text.ShouldBe(Reply + "\n\n書きかけ");
        (await files.OfDraftAsync(number, DraftKind.Reply, sato.Id, Stop)).ShouldHaveSingleItem().Name.ShouldBe("手順.txt");
        world.Clock.Advance(TimeSpan.FromDays(3));
        (await register.ForgetAsync(TimeSpan.FromDays(30), _ => { }, Stop)).ShouldBe(0, "its author was away");
        await register.RemoveAsync(file.Id, _ => { }, Stop);
        (await files.OfDraftAsync(number, DraftKind.Reply, sato.Id, Stop)).ShouldBeEmpty("its author may take it off");

        var closed = await HoldAsync(world, sends, sato, number, "閉じられる返信。");
        await drafts.KeepAsync(number, DraftKind.Reply, sato.Id, "次の下書き", 1, Stop);
        (await sends.ReleaseAsync(closed.Id, Ito, As(Ito), "閉じられる返信。", null, Stop)).ShouldBeOfType<WillBeSaid>();
        await world.Tickets.ActAsync(number, As(Ito), null, (ticket, by, at) => ticket.Close(by, at), Stop);
        world.Clock.Advance(DeskSends.Undo);
        await sends.SayDueAsync(Stop);
        (await sends.WaitingAsync([number], Stop)).ShouldHaveSingleItem().State.ShouldBe(DeskSendState.Returned, "it could not be said any more");
        (await drafts.OfAsync(number, sato.Id, Stop))[DraftKind.Reply].Text.ShouldBe("次の下書き");
        (await sends.TakeUpAsync(closed.Id, sato, Stop)).ShouldBe(new TakenUp("閉じられる返信。", true));
        await world.Tickets.ActAsync(number, As(Ito), null, (ticket, by, at) => ticket.Reopen(null, by, at), Stop);

        var again = await HoldAsync(world, sends, sato, number);
        await drafts.KeepAsync(number, DraftKind.Reply, sato.Id, new string('長', Ticket.LongestText), 1, Stop);
        (await sends.WithdrawAsync(again.Id, sato, Stop)).ShouldBe(new TakenUp(Reply, false), "both are too long for one draft");
        (await drafts.OfAsync(number, sato.Id, Stop))[DraftKind.Reply].Text.Length.ShouldBe(Ticket.LongestText);
        (await sends.WaitingAsync([number], Stop)).ShouldHaveSingleItem().State.ShouldBe(DeskSendState.Returned, "it stands beside it");
        await sends.DismissAsync(again.Id, sato, Stop);
        (await sends.WaitingAsync([number], Stop)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task Merging_moving_and_closing_lose_none(Engine engine)
    {
        await using var world = await World.CreateAsync(engine);
        var (sends, _, sato) = await DeskAsync(world);
        var (one, two) = (await world.OpenTicketAsync(), await world.OpenTicketAsync(about: "ERR_20250"));
        var held = await HoldAsync(world, sends, sato, one);
        await world.Tickets.ActAsync(one, As(Ito), null, (ticket, by, at) => ticket.MoveToTeam("kansai", by, at), Stop);
        (await sends.HeldAsync(sato, As(sato), Stop)).ShouldHaveSingleItem().ShouldSatisfyAllConditions(own => own.Ticket.ShouldBeNull(), own => own.MayRelease.ShouldBeFalse());
        (await sends.HeldAsync(Ito, As(Ito), Stop)).ShouldBeEmpty("another team's now");
        (await sends.HeldAsync(Kato, As(Kato), Stop)).ShouldHaveSingleItem().MayRelease.ShouldBeTrue();
        await world.Tickets.ActAsync(one, As(Kato), null, (ticket, by, at) => ticket.MoveToTeam(Ticket.HelpDesk, by, at), Stop);
        (await world.Tickets.ActOnBothAsync(one, two, Ito, (first, second, by, at) => first.MergeInto(second, by, at), Stop)).ShouldBeOfType<TicketDone>();
        (await sends.WaitingAsync([two, one], Stop)).ShouldHaveSingleItem().Id.ShouldBe(held.Id);

        var came = (await sends.ReleaseAsync(held.Id, Ito, As(Ito), Reply, null, Stop)).ShouldBeOfType<CameMeanwhile>("what was said in the other is news");
        came.Now.Ticket.Number.ShouldBe(two);
        await world.Tickets.ActAsync(two, As(Ito), null, (ticket, by, at) => ticket.Close(by, at), Stop);
        (await sends.ReleaseAsync(held.Id, Ito, As(Ito), Reply, new ShownInquiry(two, came.Now.Ticket.Version + 99), Stop)).ShouldBe(new SendRefused(new NotInState(TicketState.Closed)));
        (await sends.HeldAsync(Ito, As(Ito), Stop)).ShouldHaveSingleItem("closed, it is held all the same");
        var now = (TicketDone)await world.Tickets.ActAsync(two, As(Ito), null, (ticket, by, at) => ticket.Reopen(null, by, at), Stop);
        (await sends.ReleaseAsync(held.Id, Ito, As(Ito), Reply, new ShownInquiry(two, now.Ticket.Version), Stop)).ShouldBeOfType<WillBeSaid>();
        world.Clock.Advance(DeskSends.Undo);
        await sends.SayDueAsync(Stop);
        (await SaidAsync(world, two)).ShouldBe([("佐藤", Reply)]);
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task No_verb_and_no_way_says_anything_past_the_check(Engine engine)
    {
        await using var world = await World.CreateAsync(engine);
        var (sends, _, sato) = await DeskAsync(world);
        var number = await world.OpenTicketAsync();
        TicketVerb answer = (ticket, by, at) => ticket.Answer(Reply, by, false, at);
        (await world.Tickets.ActAsync(number, As(sato), null, answer, Stop)).ShouldBeOfType<TicketRefused>().Failure.ShouldBeOfType<NeedsRelease>();
        (await world.Tickets.ActAsync(number, As(sato), null, (ticket, by, at) => ticket.HandOverTo("現小売", "requester", "この文を送ってください。", by, at), Stop)).ShouldBeOfType<TicketRefused>("the requester reads it, too");
        (await world.Tickets.ActAsync(number, As(sato), null, (ticket, by, at) => ticket.HandOverTo("東京電力パワーグリッド", "mail", "お願いします。", by, at), Stop)).ShouldBeOfType<TicketDone>();
        (await world.Tickets.ActAsync(number, As(sato), null, (ticket, by, at) => ticket.AddNote(Reply, by, at), Stop)).ShouldBeOfType<TicketDone>();
        (await SaidAsync(world, number)).ShouldBeEmpty();

        // The command line and Teams know a name.
        var held = (await world.Tickets.AnswerAsync(number, Viewer.Agent("佐藤", [Ticket.HelpDesk]), Reply, true, answer, Stop)).ShouldBeOfType<TicketHeld>();
        (await world.Tickets.AnswerAsync(number, Viewer.Agent("佐藤", [Ticket.HelpDesk]), Reply, true, answer, Stop)).ShouldBeOfType<TicketHeld>().Id.ShouldBe(held.Id, "said twice it waits once");
        (await sends.WaitingAsync([number], Stop)).ShouldHaveSingleItem().ShouldSatisfyAllConditions(row => row.User.ShouldBe(sato.Id), row => row.Then.ShouldBe("Wait"));
        (await world.Tickets.AnswerAsync(number, Viewer.Agent("だれか", [Ticket.HelpDesk]), "番号は 0498765432109876543210 です。", false, (ticket, by, at) => ticket.Answer("番号は 0498765432109876543210 です。", by, false, at), Stop))
            .ShouldBeOfType<TicketHeld>().Why.ShouldBe([new HoldReason(HoldRule.OtherNumber, "04********************")]);
        (await sends.SendAsync(number, Ito, As(Ito), "番号は 0498765432109876543210 です。", AfterReply.Nothing, null, Stop)).ShouldBeOfType<WillBeChecked>("whoever writes it");
        (await sends.SendAsync(number, Ito, As(Ito), Reply, AfterReply.Nothing, null, Stop)).ShouldBeOfType<WillBeSaid>();
    }

    /// <summary>佐藤 is new; 伊藤 and 加藤 are not.</summary>
    private static async Task<(DeskSends Sends, DeskDrafts Drafts, DeskPerson Sato)> DeskAsync(World world)
    {
        var people = new DeskPeople(world.Database, world.Clock);
        (await people.AddAsync("佐藤", [DeskRole.Agent], [Ticket.HelpDesk], "x", Stop)).ShouldBe(PersonOutcome.Done);
        (await people.CheckAsync("佐藤", true, "x", Stop)).ShouldBe(PersonOutcome.Done);
        var drafts = new DeskDrafts(world.Database, world.Clock);
        var user = (await people.ListAsync(Stop)).Single();
        return (new DeskSends(world.Database, world.Tickets, drafts, world.Clock), drafts, new DeskPerson(user.Id, "佐藤", user.Roles, user.Teams));
    }

    private static async Task<WillBeChecked> HoldAsync(World world, DeskSends sends, DeskPerson person, string number, string text = Reply) =>
        (await sends.SendAsync(number, person, As(person), text, AfterReply.Wait, (await TicketAsync(world, number)).Version, Stop)).ShouldBeOfType<WillBeChecked>();

    private static Task SayMoreAsync(World world, string number, string text) =>
        world.Tickets.ActAsync(number, Viewer.Requester("test", "taro"), null, (ticket, by, at) => ticket.AddIncoming(text, by, at), Stop);

    private static async Task FileAsync(World world, string name, string ticket, DeskPerson person)
    {
        await using var context = world.Database.Open();
        context.Files.Add(new FileRow { Id = Convert.ToHexStringLower(System.Security.Cryptography.RandomNumberGenerator.GetBytes(16)), Name = name, ContentType = "text/plain", Size = 3, Channel = DeskFiles.Channel, Conversation = DeskFiles.DraftOf(ticket, DraftKind.Reply), Person = person.Id, At = world.Clock.GetUtcNow() });
        await context.SaveChangesAsync(Stop);
    }

    private static async Task<Ticket> TicketAsync(World world, string number) => (await world.Tickets.FindAsync(number, As(Kato), Stop))!.Ticket;

    private static async Task<IReadOnlyList<(string By, string Text)>> SaidAsync(World world, string number) =>
        [.. (await TicketAsync(world, number)).Messages.Where(message => message.Kind == TicketMessageKind.Outgoing).Select(message => (message.Author, message.Text))];
}
