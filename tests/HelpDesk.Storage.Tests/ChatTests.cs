using HelpDesk.Conversation.Dialogue;
using HelpDesk.Storage.Desk;
using HelpDesk.Storage.Tickets;
using HelpDesk.Ticketing.People;
using HelpDesk.Ticketing.Tickets;

namespace HelpDesk.Storage.Tests;

/// <summary>A person takes over the chat: the bot steps back, everything said reaches them, and it is always told who speaks.</summary>
public class ChatTests
{
    private static readonly DeskPerson Sato = new("1", "佐藤", [DeskRole.Agent], [Ticket.HelpDesk]);
    private static readonly Viewer Agent = Viewer.Of(Sato)!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task The_bot_steps_back_and_comes_back_when_the_agent_says_so(Engine engine)
    {
        await using var world = await World.CreateAsync(engine);
        var number = await world.OpenTicketAsync();
        await TakeAsync(world, number);
        (await ToldAsync(world)).ShouldContain("担当の 佐藤 が、この会話で直接お答えします");

        foreach (var said in (string[])["ERR_20040が出ます", "最初から", "ありがとう", "担当者に相談"])
        {
            (await world.SayAsync(said)).Replies.ShouldBeEmpty(said);
        }

        var ticket = await FindAsync(world, number);
        ticket.Messages.Where(message => message.Kind == TicketMessageKind.Incoming).Skip(1).Select(message => message.Text).ShouldBe(["ERR_20040が出ます", "最初から", "ありがとう", "担当者に相談"]);
        ticket.Agent.ShouldBe("佐藤", "who had nobody gets them");

        await ActAsync(world, number, (one, by, at) => one.Answer("設定を見ています", by, false, at));
        (await ToldAsync(world)).ShouldContain("担当 佐藤: 設定を見ています");
        await ActAsync(world, number, (one, by, at) => one.LeaveChat(by, at));
        (await ToldAsync(world)).ShouldContain("ここからはボットがお答えします");
        (await world.SayAsync("ERR_20040が出ます")).Replies.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task The_requester_may_have_the_bot_back()
    {
        await using var world = await World.CreateAsync();
        var number = await world.OpenTicketAsync();
        await TakeAsync(world, number);

        (await world.SayAsync("ボットに戻る")).Replies.ShouldHaveSingleItem().Text.ShouldContain("ボットがお答えします");

        (await FindAsync(world, number)).ChatAgent.ShouldBeNull();
        (await world.SayAsync("ERR_20040が出ます")).Replies.ShouldContain(reply => reply.Text.Contains("6-05", StringComparison.Ordinal) || reply.Card is AnswerCard);
    }

    [Fact]
    public async Task After_a_time_without_a_word_the_bot_answers_and_says_that_it_does()
    {
        await using var world = await World.CreateAsync();
        var number = await world.OpenTicketAsync();
        await TakeAsync(world, number);
        world.Clock.Advance(Ticket.ChatLasts - TimeSpan.FromMinutes(1));
        await ActAsync(world, number, (one, by, at) => one.Answer("もう少しお待ちください", by, false, at));
        world.Clock.Advance(Ticket.ChatLasts - TimeSpan.FromSeconds(1));
        (await world.SayAsync("まだですか")).Replies.ShouldBeEmpty("what the agent says keeps the bot back");
        world.Clock.Advance(TimeSpan.FromSeconds(1));

        var replies = (await world.SayAsync("ERR_20070が出ます")).Replies;

        replies[0].Text.ShouldContain("しばらく前に終わっています");
        replies.Count.ShouldBeGreaterThan(1);
        (await world.SayAsync("ERR_20040が出ます")).Replies[0].Text.ShouldNotContain("しばらく前");
        (await FindAsync(world, number)).ChatAgent.ShouldBeNull();
    }

    [Fact]
    public async Task One_at_a_time_and_only_what_is_not_settled()
    {
        await using var world = await World.CreateAsync();
        var number = await world.OpenTicketAsync();
        await TakeAsync(world, number);
        (await world.Tickets.ActAsync(number, Viewer.Agent("伊藤", [Ticket.HelpDesk]), null, (one, by, at) => one.TakeChat(by, at), Stop)).ShouldBeOfType<TicketRefused>().Failure.ShouldBe(new AlreadyTaken("佐藤"));
        await ActAsync(world, number, (one, by, at) => one.Resolve(by, at));
        (await FindAsync(world, number)).ChatAgent.ShouldBeNull("what is settled leaves the chat to the bot");
        (await world.Tickets.ActAsync(number, Agent, null, (one, by, at) => one.TakeChat(by, at), Stop)).ShouldBeOfType<TicketRefused>();
        (await world.Tickets.ActAsync(number, Agent, null, (one, by, at) => one.LeaveChat(by, at), Stop)).ShouldBeOfType<TicketRefused>();
    }

    [Fact]
    public async Task Another_persons_chat_is_the_bots_all_the_while()
    {
        await using var world = await World.CreateAsync();
        await TakeAsync(world, await world.OpenTicketAsync());

        (await world.SayAsync("ERR_20040が出ます", "jiro")).Replies.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Who_speaks_in_the_chat_is_not_kept_waiting_by_the_time_to_take_back()
    {
        await using var world = await World.CreateAsync();
        var number = await world.OpenTicketAsync();
        await TakeAsync(world, number);
        var sends = new DeskSends(world.Database, world.Tickets, new DeskDrafts(world.Database, world.Clock), world.Clock);

        (await sends.SendAsync(number, Sato, Agent, "いま見ています", AfterReply.Nothing, null, Stop)).ShouldBeOfType<WillBeSaid>().Due.ShouldBe(world.Clock.GetUtcNow());
        await sends.SayDueAsync(Stop);

        (await ToldAsync(world)).ShouldContain("担当 佐藤: いま見ています");
    }

    [Theory]
    [InlineData("ありがとうございました。助かりました", TicketState.Resolved)]
    [InlineData("thanks a lot!", TicketState.Resolved)]
    [InlineData("ご対応感謝します", TicketState.Resolved)]
    [InlineData("ありがとうございます。でもまだ同じエラーが出ます", TicketState.Open)]
    [InlineData("まだ直っていません", TicketState.Open)]
    public async Task Thanks_are_filed_and_do_not_reopen_and_what_is_not_settled_does(string said, TicketState state)
    {
        await using var world = await World.CreateAsync();
        var number = await world.OpenTicketAsync();
        await ActAsync(world, number, (one, by, at) => one.Answer("設定を直しました", by, false, at));
        await ActAsync(world, number, (one, by, at) => one.Resolve(by, at));

        await world.SayAsync(said);

        var ticket = await FindAsync(world, number);
        ticket.State.ShouldBe(state);
        ticket.Messages[^1].ShouldSatisfyAllConditions(last => last.Text.ShouldBe(said), last => last.Kind.ShouldBe(TicketMessageKind.Incoming));
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task What_comes_too_late_to_reopen_becomes_a_new_inquiry_that_is_linked_to_the_old(Engine engine)
    {
        await using var world = await World.CreateAsync(engine);
        var old = await world.OpenTicketAsync();
        await ActAsync(world, old, (one, by, at) => one.Close(by, at));
        world.Clock.Advance(Ticket.ReopenWithin + TimeSpan.FromDays(1));
        await world.SayAsync(old + " を再開してください");
        foreach (var line in (string[])["担当者に相談", "スイッチング開始申請の画面で登録を押すとERR_20070が出ます。原因を知りたいです", "すべてスキップ", "この内容で送る"])
        {
            await world.SayAsync(line);
        }

        var next = (await world.ReadAsync(context => context.Tickets.Where(ticket => ticket.Number != old).Select(ticket => ticket.Number))).Single();
        (await FindAsync(world, next)).Links.ShouldBe([old]);
        (await FindAsync(world, old)).ShouldSatisfyAllConditions(ticket => ticket.Links.ShouldBe([next]), ticket => ticket.State.ShouldBe(TicketState.Closed));

        world.Clock.Advance(TimeSpan.FromDays(8));
        var other = await world.OpenTicketAsync(about: "ERR_20040");
        (await FindAsync(world, other)).Links.ShouldBeEmpty("one inquiry follows it, and no more");
    }

    [Fact]
    public async Task What_was_said_is_forgotten_after_a_month_and_what_waits_is_not()
    {
        await using var world = await World.CreateAsync();
        var number = await world.OpenTicketAsync();
        var sends = new DeskSends(world.Database, world.Tickets, new DeskDrafts(world.Database, world.Clock), world.Clock);
        await sends.SendAsync(number, Sato, Agent, "確認しました", AfterReply.Nothing, null, Stop);
        world.Clock.Advance(DeskSends.Undo);
        await sends.SayDueAsync(Stop);
        world.Clock.Advance(DeskSends.KeptFor);
        await sends.SayDueAsync(Stop);
        (await CountAsync()).ShouldBe(1, "to the day");

        world.Clock.Advance(TimeSpan.FromHours(2));
        await sends.SendAsync(number, Sato, Agent, "もう一度", AfterReply.Nothing, null, Stop);
        await sends.SayDueAsync(Stop);
        (await CountAsync()).ShouldBe(1, "what waits");
        (await FindAsync(world, number)).Messages.ShouldContain(message => message.Text == "確認しました");

        async Task<int> CountAsync()
        {
            await using var context = world.Database.Open();
            return context.DeskSends.Count();
        }
    }

    private static async Task TakeAsync(World world, string number) => await ActAsync(world, number, (one, by, at) => one.TakeChat(by, at));

    private static async Task ActAsync(World world, string number, TicketVerb verb) => (await world.Tickets.ActAsync(number, Agent, null, verb, Stop)).ShouldBeOfType<TicketDone>();

    private static async Task<Ticket> FindAsync(World world, string number) => (await world.Tickets.FindAsync(number, Agent, Stop))!.Ticket;

    /// <summary>What was said to the requester last.</summary>
    private static async Task<string> ToldAsync(World world)
    {
        await using var context = world.Database.Open();
        return context.Outbox.Where(row => row.Conversation == "taro").OrderByDescending(row => row.Id).First().Reply!;
    }
}
