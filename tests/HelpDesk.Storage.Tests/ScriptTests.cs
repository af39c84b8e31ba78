using HelpDesk.Conversation.Dialogue;
using HelpDesk.Scripts;
using HelpDesk.Storage.Tickets;

namespace HelpDesk.Storage.Tests;

/// <summary>The scripts at the desk itself, each on a database of its own, on both engines.</summary>
public class ScriptTests
{
    public static TheoryData<string, Engine> Scripts()
    {
        var data = new TheoryData<string, Engine>();
        foreach (var script in ScriptPlayer.All())
        {
            foreach (var engine in Enum.GetValues<Engine>())
            {
                data.Add(script, engine);
            }
        }

        return data;
    }

    [Fact]
    public void There_are_sixty() => Scripts().Count.ShouldBeGreaterThanOrEqualTo(60 * Enum.GetValues<Engine>().Length);

    [Theory]
    [MemberData(nameof(Scripts))]
    public async Task Conversation(string script, Engine engine)
    {
        await using var world = await World.CreateAsync(engine);
        await ScriptPlayer.PlayAsync(script, new Stage(world));
        world.Failures.ShouldBeEmpty();
    }

    private sealed class Stage(World world) : IStage
    {
        public Database Database => world.Database;

        public TicketDesk Tickets => world.Tickets;

        public async Task<IReadOnlyList<Reply>> SayAsync(string text) => (await world.SayAsync(text)).Replies;

        public async Task<IReadOnlyList<Reply>> ToldAsync() => await world.ToldAsync();
    }
}
