using System.Text.Json;
using System.Text.RegularExpressions;
using HelpDesk.Conversation.Dialogue;
using HelpDesk.Scripts;
using HelpDesk.Storage;
using HelpDesk.Storage.Outbox;
using HelpDesk.Storage.Tickets;

namespace HelpDesk.Channels.Tests.BotFramework;

/// <summary>The scripts of the desk over Teams: tokens are checked, what the bot says arrives at the connector, whole and in order.</summary>
public partial class ScriptTests
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

    private sealed partial class Stage(TeamsSite site) : IStage
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
            activities.Select(Read).ShouldBe(said.Select(reply => reply.Text));
            activities.Select(Choices).ShouldBe(said.Select(reply => string.Join('|', reply.Choices?.Where(choice => ArticleSaying.IdIn(choice.Say) is null).Select(choice => choice.Label) ?? [])));
        }

        /// <summary>As a client reads what a card falls back to: Markdown, whose escaped signs are signs.</summary>
        private static string Read(JsonElement activity) => activity.TryGetProperty("text", out _) ? TeamsSite.TextOf(activity) : Escaped().Replace(TeamsSite.TextOf(activity), "$1");

        /// <summary>But the buttons of an article's references: the channel adds some of its own.</summary>
        private static string Choices(JsonElement activity) =>
            activity.TryGetProperty("suggestedActions", out var suggested) ? string.Join('|', suggested.GetProperty("actions").EnumerateArray().Where(action => ArticleSaying.IdIn(action.GetProperty("value").GetString()!) is null).Select(action => action.GetProperty("title").GetString()))
            : activity.TryGetProperty("attachments", out var cards) && cards[0].GetProperty("content").TryGetProperty("actions", out var actions)
                ? string.Join('|', actions.EnumerateArray().Where(action => action.GetProperty("verb").GetString() == "say" && ArticleSaying.IdIn(action.GetProperty("data").GetProperty("say").GetString()!) is null).Select(action => action.GetProperty("title").GetString()))
            : "";

        [GeneratedRegex(@"\\([\\`*<>#~|_\]])")]
        private static partial Regex Escaped();
    }
}
