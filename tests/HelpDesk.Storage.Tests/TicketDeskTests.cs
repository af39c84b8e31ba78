using HelpDesk.Conversation.Dialogue;
using HelpDesk.Storage.Files;
using HelpDesk.Storage.Model;
using HelpDesk.Storage.Tickets;
using HelpDesk.Storage.Turns;
using HelpDesk.Ticketing.Tickets;

namespace HelpDesk.Storage.Tests;

/// <summary>Tickets seen and acted on as somebody, on both engines.</summary>
public class TicketDeskTests
{
    private static readonly Viewer Sato = Viewer.Agent("sato", ["helpdesk"]);
    private static readonly Viewer Ito = Viewer.Agent("ito", ["helpdesk"]);
    private static readonly Viewer Kanto = Viewer.Agent("kato", ["kanto"]);
    private static readonly Viewer Taro = Viewer.Requester("test", "taro");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task Of_many_agents_who_take_it_at_once_one_has_it_and_the_others_are_told_who(Engine engine)
    {
        await using var world = await World.CreateAsync(engine);
        var number = await world.OpenTicketAsync();
        var seen = (await world.Tickets.FindAsync(number, Sato, Cancellation))!.Ticket.Version;

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => Task.Run(() => world.Tickets.ActAsync(
            number, Viewer.Agent($"agent{i}", ["helpdesk"]), i % 2 == 0 ? seen : null, (ticket, by, at) => ticket.Take(by, at), Cancellation))));

        var done = outcomes.OfType<TicketDone>().ShouldHaveSingleItem();
        outcomes.OfType<TicketRefused>().Select(refused => refused.Failure).ShouldBe(Enumerable.Repeat(new AlreadyTaken(done.Ticket.Agent!), 11));
        var ticket = (await world.Tickets.FindAsync(number, Sato, Cancellation))!.Ticket;
        ticket.Agent.ShouldBe(done.Ticket.Agent);
        ticket.Events.Select(line => line.What).ShouldBe(["opened", "taken", "opened-by-agent"]);
        (await world.ToldAsync()).Count.ShouldBe(1, "told once that it is worked on");
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task Answers_at_once_while_the_requester_speaks_are_all_kept_and_said_in_order(Engine engine)
    {
        await using var world = await World.CreateAsync(engine);
        var number = await world.OpenTicketAsync();
        await world.Tickets.ActAsync(number, Sato, null, (ticket, by, at) => ticket.Answer("はじめに", by, awaitAnswer: true, at), Cancellation);

        var answers = Enumerable.Range(0, 8).Select(i => Task.Run(() => world.Tickets.ActAsync(
            number, Sato, null, (ticket, by, at) => ticket.Answer($"返事{i}", by, awaitAnswer: false, at), Cancellation)));
        var words = Enumerable.Range(0, 4).Select(i => Task.Run(() => world.SayAsync($"補足のひとこと、その{i}です")));
        (await Task.WhenAll(answers)).ShouldAllBe(outcome => outcome is TicketDone);
        (await Task.WhenAll(words)).SelectMany(turn => turn.Replies).Select(reply => reply.Text).ShouldAllBe(text => text.Contains("追記しました", StringComparison.Ordinal));

        var ticket = (await world.Tickets.FindAsync(number, Sato, Cancellation))!.Ticket;
        ticket.Messages.Count(message => message.Kind == TicketMessageKind.Outgoing).ShouldBe(9);
        ticket.Messages.Count(message => message.Kind == TicketMessageKind.Incoming).ShouldBe(5);
        var rows = await world.ReadAsync(context => context.Outbox.OrderBy(row => row.Sequence));
        rows.Select(row => row.Sequence).ShouldBe(Enumerable.Range(1, rows.Count).Select(n => (long)n));
        rows.Count(row => row.Activity == null).ShouldBe(9);
        world.Failures.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task Absent_and_forbidden_look_the_same(Engine engine)
    {
        await using var world = await World.CreateAsync(engine);
        var number = await world.OpenTicketAsync();
        foreach (var other in (Viewer[])[Kanto, Viewer.Agent("nobody", []), Viewer.Requester("test", "hanako"), Viewer.Requester("web", "taro")])
        {
            foreach (var asked in (string[])[number, "HD-2026-999999"])
            {
                (await world.Tickets.FindAsync(asked, other, Cancellation)).ShouldBeNull();
                (await world.Tickets.ActAsync(asked, other, null, (ticket, by, at) => ticket.Close(by, at), Cancellation)).ShouldBe(new TicketNotFound());
            }

            (await world.Tickets.ListAsync(new TicketQuery(), other, Cancellation)).Total.ShouldBe(0);
        }

        (await world.Tickets.FindAsync(number, Taro, Cancellation)).ShouldNotBeNull().Ticket.State.ShouldBe(TicketState.New);
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task A_requester_sees_neither_notes_nor_journal(Engine engine)
    {
        await using var world = await World.CreateAsync(engine);
        var number = await world.OpenTicketAsync();
        await world.Tickets.ActAsync(number, Sato, null, (ticket, by, at) => ticket.AddNote("社内のこと", by, at), Cancellation);

        var own = (await world.Tickets.FindAsync(number, Taro, Cancellation))!.Ticket;
        own.Messages.ShouldAllBe(message => message.Kind != TicketMessageKind.Note);
        own.Events.ShouldBeEmpty();
        (await world.Tickets.ActAsync(number, Taro, null, (ticket, by, at) => ticket.AddIncoming("追加です", by, at), Cancellation)).ShouldBeOfType<TicketDone>().Ticket.Messages.Count.ShouldBe(2);
        (await world.Tickets.FindAsync(number, Sato, Cancellation))!.Ticket.Messages.Select(message => message.Kind)
            .ShouldBe([TicketMessageKind.Incoming, TicketMessageKind.Note, TicketMessageKind.Incoming]);
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task Who_acts_on_what_has_changed_since_is_told_and_changes_nothing(Engine engine)
    {
        await using var world = await World.CreateAsync(engine);
        var number = await world.OpenTicketAsync();
        var seen = (await world.Tickets.FindAsync(number, Sato, Cancellation))!.Ticket.Version;
        await world.Tickets.ActAsync(number, Ito, seen, (ticket, by, at) => ticket.Prioritise(TicketPriority.Urgent, by, at), Cancellation);

        (await world.Tickets.ActAsync(number, Sato, seen, (ticket, by, at) => ticket.Resolve(by, at), Cancellation))
            .ShouldBe(new TicketChangedMeanwhile("ito", world.Clock.GetUtcNow(), seen + 1));

        var now = (await world.Tickets.FindAsync(number, Sato, Cancellation))!.Ticket;
        (now.State, now.Priority).ShouldBe((TicketState.New, TicketPriority.Urgent));
        (await world.Tickets.ActAsync(number, Sato, now.Version, (ticket, by, at) => ticket.Resolve(by, at), Cancellation)).ShouldBeOfType<TicketDone>();
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task Everything_of_a_ticket_is_read_as_it_was_written(Engine engine)
    {
        await using var world = await World.CreateAsync(engine);
        var number = await world.OpenTicketAsync();
        var file = new Attachment("f1", "画面.png", "image/png", 1234, "ab12");
        var (sentOn, mailed) = (new Attachment("f2", "転送.pdf", "application/pdf", 20, "cd34"), new Attachment("f3", "依頼.pdf", "application/pdf", 30, "ef56"));
        TicketVerb[] verbs =
        [
            (ticket, by, at) => ticket.Take(by, at),
            (ticket, by, at) => ticket.Tag("証明書", by, at),
            (ticket, by, at) => ticket.Answer("写しを送ります", by, awaitAnswer: true, at, file),
            (ticket, by, at) => ticket.Resume(by, at),
            (ticket, by, at) => ticket.HandOverTo("関西電力送配電", "requester", "一通目", by, at, null, sentOn),
            (ticket, by, at) => ticket.HandOverTo("中部電力パワーグリッド", "mail", "二通目", by, at, null, mailed),
            (ticket, by, at) => ticket.Resolve(by, at),
        ];
        foreach (var verb in verbs)
        {
            world.Clock.Advance(TimeSpan.FromMinutes(10));
            (await world.Tickets.ActAsync(number, Sato, null, verb, Cancellation)).ShouldBeOfType<TicketDone>();
        }

        (await world.Tickets.ActAsync(number, Taro, null, (ticket, by, at) => ticket.Rate(true, "助かりました", by, at), Cancellation)).ShouldBeOfType<TicketDone>();
        var read = (await world.Tickets.FindAsync(number, Sato, Cancellation))!;
        var ticket = read.Ticket;
        ticket.Tags.ShouldBe(["証明書"]);
        ticket.Messages[^1].Attachments.ShouldBe([file]);
        ticket.HandOver.ShouldNotBeNull().Message.ShouldBe("二通目");
        ticket.ThirdParty.SelectMany(line => line.Attachments).ShouldBe([sentOn, mailed]);
        await using (var context = world.Database.Open())
        {
            context.Files.AddRange(new[] { sentOn, mailed }.Select(one => new FileRow { Id = one.StoredName, Name = one.Name, ContentType = one.ContentType, Size = one.Size, Channel = DeskFiles.Channel, Conversation = "given", Person = "sato", At = world.Clock.GetUtcNow(), Ticket = number }));
            await context.SaveChangesAsync(Cancellation);
        }

        var register = new FileRegister(world.Database, world.Clock);
        foreach (var (one, viewer, sees) in ((Attachment, Viewer, bool)[])[(sentOn, Sato, true), (mailed, Sato, true), (sentOn, Taro, true), (mailed, Taro, false)])
        {
            (await register.FindAsync(one.StoredName, viewer, Cancellation) is not null).ShouldBe(sees, one.Name);
        }

        ticket.HandOver.SettledAt.ShouldBe(ticket.ResolvedAt);
        ticket.Stops.Select(stop => stop.Until - stop.From).ShouldBe([TimeSpan.FromMinutes(10), null]);
        ticket.Feedback.ShouldHaveSingleItem().Comment.ShouldBe("助かりました");
        (ticket.Channel, ticket.Conversation, ticket.Requester).ShouldBe(("test", "taro", "taro"));
        ticket.Events.Select(line => line.What).ShouldBe(
            ["opened", "taken", "opened-by-agent", "tagged", "answered", "attached", "state", "resumed", "handed-over", "attached", "state", "handed-over", "attached", "resolved", "rated"]);
        ticket.Version.ShouldBe(ticket.Events.Count);
        (read.FirstResponse.State, read.Resolution.State).ShouldBe((TargetState.Met, TargetState.Met));
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task A_list_holds_what_was_asked_for(Engine engine)
    {
        await using var world = await World.CreateAsync(engine);
        string[] numbers = [await world.OpenTicketAsync("taro"), await world.OpenTicketAsync("hanako", "ERR_20250"), await world.OpenTicketAsync("jiro", "ERR_20140 0312345678901234567890")];
        await ActAsync(numbers[0], (ticket, by, at) => ticket.Take(by, at));
        await ActAsync(numbers[0], (ticket, by, at) => ticket.Answer("Certificate を確認", by, awaitAnswer: true, at));
        await ActAsync(numbers[1], (ticket, by, at) => ticket.Tag("ＡＰＩ", by, at));
        await ActAsync(numbers[2], (ticket, by, at) => ticket.MoveToTeam("kanto", by, at));
        world.Clock.Advance(TimeSpan.FromDays(2));
        await world.Tickets.ActAsync(numbers[2], Kanto, null, (ticket, by, at) => ticket.Resolve(by, at), Cancellation);
        var all = Viewer.Agent("chief", ["helpdesk", "kanto"]);
        (string Rule, TicketQuery Query, int[] Found)[] rows =
        [
            ("changed last, first", new(), [2, 1, 0]),
            ("a page", new() { Skip = 1, Take = 1 }, [1]),
            ("state", new() { States = [TicketState.WaitingForRequester, TicketState.Resolved] }, [2, 0]),
            ("team", new() { Team = "kanto" }, [2]),
            ("agent", new() { Agent = "sato" }, [0]),
            ("nobody's", new() { Unassigned = true }, [2, 1]),
            ("breached and unsettled", new() { Breached = true }, [1]),
            ("breached though resolved", new() { Breached = true, States = [TicketState.Resolved] }, [2]),
            ("tag in any width", new() { Tag = "api" }, [1]),
            ("number in any spelling", new() { Text = "hd-2026-2" }, [1]),
            ("subject", new() { Text = "err_20250" }, [1]),
            ("message", new() { Text = "certificate" }, [0]),
            ("supply point number", new() { Text = "03123456789" }, [2]),
            ("nothing alike", new() { Text = "%" }, []),
            ("the next due first, the paused last", new() { Order = TicketOrder.Due }, [1, 0]),
            ("the next due first, the settled too", new() { Order = TicketOrder.Due, States = [.. Enum.GetValues<TicketState>()] }, [1, 2, 0]),
        ];
        foreach (var (rule, query, found) in rows)
        {
            var page = await world.Tickets.ListAsync(query, all, Cancellation);
            page.Tickets.Select(view => view.Ticket.Number).ShouldBe(found.Select(i => numbers[i]), rule);
        }

        (await world.Tickets.ListAsync(new TicketQuery { Take = 1 }, all, Cancellation)).Total.ShouldBe(3);
        (await world.Tickets.ListAsync(new TicketQuery(), Sato, Cancellation)).Total.ShouldBe(2);
        (await world.Tickets.ListAsync(new TicketQuery(), Taro, Cancellation)).Total.ShouldBe(1);

        async Task ActAsync(string number, TicketVerb verb) => (await world.Tickets.ActAsync(number, Sato, null, verb, Cancellation)).ShouldBeOfType<TicketDone>();
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task Words_that_cross_with_a_closing_are_kept_and_open_it_again(Engine engine)
    {
        await using var world = await World.CreateAsync(engine);
        var number = await world.OpenTicketAsync();
        await world.SayAsync("追記する");
        await world.Tickets.ActAsync(number, Sato, null, (ticket, by, at) => ticket.Close(by, at), Cancellation);
        (await world.SayAsync("まだ出ます")).Replies[0].Text.ShouldContain("追記しました");

        var ticket = (await world.Tickets.FindAsync(number, Sato, Cancellation))!.Ticket;
        ticket.State.ShouldBe(TicketState.Open);
        ticket.Messages[^1].Text.ShouldBe("まだ出ます");
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task Files_sent_after_an_answer_of_the_desk_are_on_the_ticket(Engine engine)
    {
        await using var world = await World.CreateAsync(engine);
        var number = await world.OpenTicketAsync();
        await world.Tickets.ActAsync(number, Sato, null, (ticket, by, at) => ticket.Answer("画面を送ってください", by, awaitAnswer: true, at), Cancellation);

        List<IncomingFile> files = [.. Enumerable.Range(1, Ticket.MostAttachments + 1).Select(i => new IncomingFile($"f{i}", $"{i}.png", "image/png", i))];
        await SendAsync("", files.Take(1));
        await SendAsync("こちらの画面です", files.Skip(1).Take(1));
        await SendAsync("追記する", []);
        var turn = await SendAsync("", files);

        turn.Replies[0].Text.ShouldContain("追記しました");
        var incoming = (await world.Tickets.FindAsync(number, Sato, Cancellation))!.Ticket.Messages.Where(message => message.Kind == TicketMessageKind.Incoming).ToList();
        incoming.Select(message => message.Attachments.Count).ShouldBe([0, 1, 1, Ticket.MostAttachments, 1]);
        incoming[1].Attachments.ShouldBe([new Attachment("f1", "1.png", "image/png", 1, "f1")]);
        incoming[2].Text.ShouldBe("こちらの画面です");

        Task<AcceptedTurn> SendAsync(string text, IEnumerable<IncomingFile> some) => world.Desk.AcceptAsync(
            new AcceptedMessage("test", "taro", $"file{world.Clock.GetUtcNow().Ticks}{text}{some.Count()}", "taro", new Incoming(text, Files: [.. some])), Cancellation);
    }

    [Fact]
    public async Task A_database_that_cannot_be_written_is_said_so()
    {
        await using var world = await World.CreateAsync();
        var number = await world.OpenTicketAsync();
        await using (var context = world.Database.Open())
        {
            await Microsoft.EntityFrameworkCore.RelationalDatabaseFacadeExtensions.ExecuteSqlRawAsync(
                context.Database, "CREATE TRIGGER full BEFORE INSERT ON TicketEvent BEGIN SELECT RAISE(ABORT, 'full'); END", Cancellation);
        }

        await Should.ThrowAsync<DatabaseException>(() => world.Tickets.ActAsync(number, Sato, null, (ticket, by, at) => ticket.Take(by, at), Cancellation));
        (await world.Tickets.FindAsync(number, Sato, Cancellation))!.Ticket.State.ShouldBe(TicketState.New);
        (await world.ToldAsync()).ShouldBeEmpty();
    }
}
