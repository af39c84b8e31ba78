using HelpDesk.Conversation.Dialogue;
using HelpDesk.Storage.Visitors;

namespace HelpDesk.Storage.Tests;

/// <summary>Whose tickets come to whoever has proved an e-mail address; on both engines.</summary>
public sealed class EmailProofTests
{
    private const string Email = "taro_yamada+desk@example.co.jp";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task Tickets_of_this_browser_and_those_that_name_the_address_come_to_who_proved_it(Engine engine)
    {
        await using var world = await World.CreateAsync(engine);
        await OpenAsync(world, "cafe", "Taro_Yamada+desk@Example.co.jp");
        await OpenAsync(world, "phone", "03-1234-5678");
        await OpenAsync(world, "stranger", "taroxyamada+desk@example.co.jp");

        var person = await ProveAsync(world, new WebPerson("phone", "phone"), Email);

        person.ShouldBe(new WebPerson("phone", "phone"));
        (await OwnersAsync(world)).ShouldBe(["cafe: phone in phone", "phone: phone in phone", "stranger: stranger in stranger"]);
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task Another_browser_becomes_the_person_with_their_last_conversation_and_brings_its_tickets(Engine engine)
    {
        await using var world = await World.CreateAsync(engine);
        await OpenAsync(world, "tanaka", "03-1234-5678");
        await ProveAsync(world, new WebPerson("tanaka", "tanaka"), Email);
        await OpenAsync(world, "suzuki", "03-9876-5432");

        var person = await ProveAsync(world, new WebPerson("suzuki", "suzuki"), Email);

        person.ShouldBe(new WebPerson("tanaka", "tanaka"));
        (await OwnersAsync(world)).ShouldBe(["suzuki: tanaka in tanaka", "tanaka: tanaka in tanaka"]);
    }

    [Fact]
    public async Task A_ticket_that_a_proven_person_holds_stays_theirs_whatever_address_it_names()
    {
        await using var world = await World.CreateAsync();
        await OpenAsync(world, "hanako", Email);
        await ProveAsync(world, new WebPerson("hanako", "hanako"), "hanako@example.co.jp");

        await ProveAsync(world, new WebPerson("taro", "taro"), Email);

        (await OwnersAsync(world)).ShouldBe(["hanako: hanako in hanako"]);
    }

    [Fact]
    public async Task Who_has_proved_one_address_and_proves_another_is_another_person_and_leaves_the_tickets_where_they_are()
    {
        await using var world = await World.CreateAsync();
        await OpenAsync(world, "tanaka", "03-1234-5678");
        await ProveAsync(world, new WebPerson("tanaka", "tanaka"), Email);

        var next = await ProveAsync(world, new WebPerson("tanaka", "tanaka"), "hanako@example.co.jp");

        next.ShouldBe(new WebPerson("fresh", "fresh"));
        (await OwnersAsync(world)).ShouldBe(["tanaka: tanaka in tanaka"]);
    }

    [Fact]
    public async Task A_code_is_stored_only_as_a_hash_and_goes_within_the_hour()
    {
        await using var world = await World.CreateAsync();
        var proofs = new EmailProofs(world.Database, world.Clock);
        var code = (await proofs.IssueAsync(new Asker("taro", "192.0.2.1"), Email, Cancellation)).Code!;
        var row = (await world.ReadAsync(context => context.EmailCodes)).Single();
        row.Hash.Length.ShouldBe(32);
        System.Text.Encoding.UTF8.GetString(row.Hash).ShouldNotContain(code);

        world.Clock.Advance(TimeSpan.FromHours(1));
        await proofs.IssueAsync(new Asker("hanako", "192.0.2.1"), "hanako@example.co.jp", Cancellation);
        (await world.ReadAsync(context => context.EmailCodes.Select(left => left.Email))).ShouldBe(["hanako@example.co.jp"]);
    }

    private static async Task<WebPerson> ProveAsync(World world, WebPerson visitor, string email)
    {
        var proofs = new EmailProofs(world.Database, world.Clock);
        var code = (await proofs.IssueAsync(new Asker(visitor.Person, "192.0.2.1"), email, Cancellation)).Code!;
        return (await proofs.ProveAsync("test", visitor, new WebPerson("fresh", "fresh"), email, code, Cancellation))!;
    }

    /// <summary>A visitor whom the channel does not know opens a ticket, with their own name as its subject's mark.</summary>
    private static async Task OpenAsync(World world, string user, string contact)
    {
        foreach (var line in (string[])["ERR_20070", "担当者に相談", user, contact, "すべてスキップ", "この内容で送る"])
        {
            await world.DoAsync(new Incoming(line), user, anonymous: true);
        }
    }

    private static async Task<List<string>> OwnersAsync(World world) =>
        [.. (await world.ReadAsync(context => context.Tickets)).Select(ticket => $"{ticket.Facts["requester-name"]}: {ticket.Requester} in {ticket.Conversation}").Order(StringComparer.Ordinal)];
}
