using HelpDesk.Conversation.Dialogue;
using HelpDesk.Storage.Model;
using HelpDesk.Storage.Outbox;
using HelpDesk.Storage.Turns;

namespace HelpDesk.Storage.Tests;

/// <summary>Nobody is there any more, and comes back; on both engines.</summary>
public class LeftConversationsTests
{
    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task What_waits_there_ends_once_and_what_is_said_later_waits(Engine engine)
    {
        await using var world = await World.CreateAsync(engine);
        var left = new LeftConversations(world.Database, world.Clock);
        var (once, token) = (new ActKey("test", "left", "f:1"), TestContext.Current.CancellationToken);
        await SayAsync(world, "taro", "a1", """{"at":"x"}""");
        await SayAsync(world, "jiro", "a1", """{"at":"xy"}""");
        await SayAsync(world, "saburo", "a1", null);
        (await left.FindAsync("test", "\"x\"", token)).ShouldHaveSingleItem().ShouldBe(("taro", """{"at":"x"}"""));
        (await left.FindAsync("test", "\"x", token)).Count.ShouldBe(2);
        (await left.FindAsync("other", "\"x", token)).ShouldBeEmpty();
        (await left.FindAsync("test", "_", token)).ShouldBeEmpty();

        (await left.IsKnownAsync(once, token)).ShouldBeFalse();
        await left.EndAsync("test", ["taro", "nobody"], "left", once);
        (await left.IsKnownAsync(once, token)).ShouldBeTrue();
        (await StatesAsync(world, "taro")).ShouldAllBe(state => state == DeliveryState.Failed);
        (await StatesAsync(world, "jiro")).ShouldAllBe(state => state == DeliveryState.Pending);

        (await left.HeardAsync("test", "taro", token)).ShouldBe(1);
        await SayAsync(world, "taro", "a2", null);
        (await left.HeardAsync("test", "taro", token)).ShouldBe(2);
        await left.EndAsync("test", ["taro"], "left", once);
        (await StatesAsync(world, "taro"))[^1].ShouldBe(DeliveryState.Pending);
        await left.ReturnAsync("test", "taro", "{}");
        (await world.ReadAsync(context => context.Conversations.Where(row => row.Conversation == "taro"))).Single().Reference.ShouldBe("{}");
    }

    private static Task SayAsync(World world, string user, string activity, string? reference) => world.Desk.AcceptAsync(
        new AcceptedMessage("test", user, activity, user, new Incoming("ERR_20070"), Reference: reference), TestContext.Current.CancellationToken);

    private static Task<List<DeliveryState>> StatesAsync(World world, string user) =>
        world.ReadAsync(context => context.Outbox.Where(row => row.Conversation == user).OrderBy(row => row.Sequence).Select(row => row.State));
}
