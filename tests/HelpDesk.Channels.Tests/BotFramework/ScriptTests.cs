using System.Text.Json;
using HelpDesk.Conversation.Dialogue;
using HelpDesk.Scripts;
using HelpDesk.Storage;
using HelpDesk.Storage.Outbox;
using HelpDesk.Storage.Tickets;

namespace HelpDesk.Channels.Tests.BotFramework;

/// <summary>The scripts of the desk over Teams: tokens are checked, what the bot says arrives at the connector, whole and in order.</summary>
public class ScriptTests
{
    public static TheoryData<string> Scripts() => [.. ScriptPlayer.All()];

    [Fact]
    public void There_are_sixty() => Scripts().Count.ShouldBeGreaterThanOrEqualTo(60);

    [Theory]
    [MemberData(nameof(Scripts))]
    public async Task Conversation(string script)
    {
        await using var site = await TeamsSite.StartAsync();
        await ScriptPlayer.PlayAsync(script, new Stage(site));
    }

    private sealed class Stage(TeamsSite site) : IStage
    {
        public Database Database => site.Database;

        public TicketDesk Tickets => site.Tickets;

        public async Task<IReadOnlyList<Reply>> SayAsync(string text)
        {
            var id = site.NextId();
            var arrived = await site.SayAsync(site.Message(text, id: id));
            var said = await Rows(row => row.Activity == id);
            Arrived(arrived, said);
            return said;
        }

        public async Task<IReadOnlyList<Reply>> ToldAsync()
        {
            var before = site.Channel.Requests.Count;
            await site.SendAllAsync();
            var told = await Rows(row => row.Activity == null && !row.Conversation.StartsWith("card|"));
            var arrived = site.Arrived(before);
            Arrived(arrived, [.. told.TakeLast(arrived.Count)]);
            return told;
        }

        private async Task<List<Reply>> Rows(System.Linq.Expressions.Expression<Func<Storage.Model.OutboxRow, bool>> which) =>
            [.. (await site.ReadAsync(context => context.Outbox.Where(which).OrderBy(row => row.Sequence).Select(row => row.Reply))).Select(reply => ReplyJson.Read(reply!))];

        private static void Arrived(IReadOnlyList<JsonElement> activities, List<Reply> said)
        {
            activities.Select(TeamsSite.TextOf).ShouldBe(said.Select(reply => reply.Text));
            activities.Select(Choices).ShouldBe(said.Select(reply => string.Join('|', reply.Choices?.Select(choice => choice.Label) ?? [])));
        }

        private static string Choices(JsonElement activity) =>
            activity.TryGetProperty("suggestedActions", out var suggested) ? string.Join('|', suggested.GetProperty("actions").EnumerateArray().Select(action => action.GetProperty("title").GetString()))
            : activity.TryGetProperty("attachments", out var cards) && cards[0].GetProperty("content").TryGetProperty("actions", out var actions)
                ? string.Join('|', actions.EnumerateArray().Where(action => action.GetProperty("verb").GetString() == "say").Select(action => action.GetProperty("title").GetString()))
            : "";
    }
}
