using HelpDesk.Conversation.Dialogue;
using HelpDesk.Storage.Model;
using HelpDesk.Storage.Outbox;
using HelpDesk.Storage.Tickets;
using HelpDesk.Storage.Turns;
using HelpDesk.Storage.Visitors;

namespace HelpDesk.Storage.Tests;

/// <summary>Who has themselves forgotten is forgotten, on every node and whatever is under way; what a ticket needs stays. On both engines.</summary>
public sealed class ForgottenVisitorTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task Conversation_transcript_questions_and_files_go_and_nobody_elses(Engine engine)
    {
        await using var world = await World.CreateAsync(engine);
        await world.SayAsync("ERR_20070", "taro");
        await world.SayAsync("ERR_20250", "hanako");
        await AddFileAsync(world, "taro", "a", null);
        await AddFileAsync(world, "taro", "b", "HD-2026-000001");
        await AddFileAsync(world, "hanako", "c", null);

        var deleted = new List<string>();
        (await Forgotten(world).ForgetAsync("test", new WebPerson("taro", "taro"), _ => "note", deleted.Add, Cancellation)).Tickets.ShouldBeEmpty();

        deleted.ShouldBe(["a"]);
        (await world.ReadAsync(context => context.Files.OrderBy(file => file.Id).Select(file => file.Id))).ShouldBe(["b", "c"]);
        (await world.ReadAsync(context => context.Conversations.Select(row => row.Conversation))).ShouldBe(["hanako"]);
        (await world.ReadAsync(context => context.Inbox.Select(row => row.Conversation).Distinct())).ShouldBe(["hanako"]);
        (await world.ReadAsync(context => context.Outbox.Select(row => row.Conversation).Distinct())).ShouldBe(["hanako"]);
        (await world.ReadAsync(context => context.Questions.Select(row => row.Conversation).Distinct())).ShouldBe(["hanako"]);
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task A_ticket_stays_and_its_agent_reads_that_answers_reach_nobody(Engine engine)
    {
        await using var world = await World.CreateAsync(engine);
        var number = await world.OpenTicketAsync("taro");

        (await Forgotten(world).ForgetAsync("test", new WebPerson("taro", "taro"), _ => "gone", _ => { }, Cancellation)).Tickets.ShouldBe([number]);

        var agent = Viewer.Agent("sato", ["helpdesk"]);
        (await world.Tickets.ActAsync(number, agent, null, (ticket, by, at) => ticket.Answer("hello", by, false, at), Cancellation)).ShouldBeOfType<TicketDone>()
            .Ticket.Messages.Select(message => message.Text).ShouldContain("gone");
        (await world.ReadAsync(context => context.Outbox)).ShouldBeEmpty("the answer would stand where nobody comes back to");
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task What_was_given_out_before_ends_and_what_comes_after_stands(Engine engine)
    {
        await using var world = await World.CreateAsync(engine);
        var forgotten = Forgotten(world);
        var before = await forgotten.SinceAsync("test", "taro", Cancellation);
        (await forgotten.IsForgottenAsync("test", "taro", before, Cancellation)).ShouldBeFalse();
        await forgotten.ForgetAsync("test", new WebPerson("taro", "taro"), _ => "", _ => { }, Cancellation);
        (await forgotten.IsForgottenAsync("test", "taro", before, Cancellation)).ShouldBeTrue();
        (await forgotten.IsForgottenAsync("test", "hanako", before, Cancellation)).ShouldBeFalse();
        var after = await forgotten.SinceAsync("test", "taro", Cancellation);
        (await forgotten.IsForgottenAsync("test", "taro", after, Cancellation)).ShouldBeFalse();

        (await SayAsync(world, "late", before)).IsForgotten.ShouldBeTrue();
        (await world.ReadAsync(context => context.Conversations)).ShouldBeEmpty();
        (await SayAsync(world, "anew", after)).IsForgotten.ShouldBeFalse();
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task Whatever_is_said_at_the_same_instant_nothing_is_left(Engine engine)
    {
        await using var world = await World.CreateAsync(engine);
        await using var other = new TurnDesk(world.Database, () => Kb.Bot(), world.Clock, world.Failures.Add);
        for (var round = 0; round < 10; round++)
        {
            var (person, saying) = ($"taro{round}", new List<Task<AcceptedTurn>>());
            for (var i = 0; i < 20; i++)
            {
                var desk = i % 2 == 0 ? world.Desk : other;
                saying.Add(desk.AcceptAsync(new AcceptedMessage("test", $"{person}-{i % 4}", $"a{i}", person, new Incoming("ERR_20070")), Cancellation));
            }

            await saying[round];
            await Forgotten(world).ForgetAsync("test", new WebPerson(person, person + "-0"), _ => "", _ => { }, Cancellation);
            await Task.WhenAll(saying);
        }

        (await world.ReadAsync(context => context.Conversations.Select(row => row.Conversation))).ShouldBeEmpty();
        (await world.ReadAsync(context => context.Outbox.Select(row => row.Conversation))).ShouldBeEmpty();
        (await world.ReadAsync(context => context.Inbox.Select(row => row.Conversation))).ShouldBeEmpty();
        world.Failures.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task Who_listens_on_another_node_is_woken(Engine engine)
    {
        await using var world = await World.CreateAsync(engine);
        await world.SayAsync("ERR_20070", "taro");
        await world.SayAsync("ERR_20070", "last");
        var (elsewhere, woken) = (new ConversationSignals(), new SemaphoreSlim(0));
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        using var listening = elsewhere.Listen("test", "taro", () => woken.Release());
        var watching = new DatabaseWatch(world.Database, elsewhere, TimeProvider.System, world.Failures.Add).RunAsync(stop.Token);
        await woken.WaitAsync(Cancellation);

        await Forgotten(world).ForgetAsync("test", new WebPerson("taro", "taro"), _ => "", _ => { }, Cancellation);

        await woken.WaitAsync(Cancellation);
        await stop.CancelAsync();
        await watching;
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task Who_proves_their_address_again_finds_their_tickets_and_is_answered_in_the_new_conversation(Engine engine)
    {
        await using var world = await World.CreateAsync(engine);
        var number = await world.OpenTicketAsync("taro");
        var taro = new WebPerson("taro", "taro");
        await ProveAsync(world, taro);
        await Forgotten(world).ForgetAsync("test", taro, _ => "gone", _ => { }, Cancellation);

        var again = await ProveAsync(world, new WebPerson("new", "new"));

        again.Person.ShouldBe("taro");
        again.Conversation.ShouldNotBe("taro");
        (await world.ReadAsync(context => context.Tickets)).Single().ShouldSatisfyAllConditions(ticket => ticket.Number.ShouldBe(number), ticket => ticket.Conversation.ShouldBe(again.Conversation));
        await world.Tickets.ActAsync(number, Viewer.Agent("sato", ["helpdesk"]), null, (ticket, by, at) => ticket.Answer("hello", by, false, at), Cancellation);
        (await world.ToldAsync(again.Conversation)).ShouldHaveSingleItem().Text.ShouldContain("hello");
    }

    private static ForgottenVisitors Forgotten(World world) => new(world.Database, world.Clock, new ConversationSignals());

    private static Task<AcceptedTurn> SayAsync(World world, string activity, long since) =>
        world.Desk.AcceptAsync(new AcceptedMessage("test", "taro", activity, "taro", new Incoming("ERR_20070"), Since: since), Cancellation);

    private static async Task<WebPerson> ProveAsync(World world, WebPerson visitor)
    {
        var proofs = new EmailProofs(world.Database, world.Clock);
        var code = (await proofs.IssueAsync(new Asker(visitor.Person, "192.0.2.1"), "taro@example.co.jp", Cancellation)).Code!;
        return (await proofs.ProveAsync("test", visitor, new WebPerson("fresh", "fresh"), "taro@example.co.jp", code, Cancellation))!;
    }

    private static async Task AddFileAsync(World world, string person, string id, string? ticket)
    {
        await using var context = world.Database.Open();
        context.Files.Add(new FileRow { Id = id, Name = "a.txt", ContentType = "text/plain", Size = 1, Channel = "test", Conversation = person, Person = person, At = world.Clock.GetUtcNow(), AcceptedAt = world.Clock.GetUtcNow(), Ticket = ticket });
        await context.SaveChangesAsync(Cancellation);
    }
}
