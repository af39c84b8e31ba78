using System.Text.Json;
using HelpDesk.Channels.Activities;
using HelpDesk.Channels.BotFramework.BotBuilder;
using HelpDesk.Conversation.Dialogue;
using HelpDesk.Scripts;
using HelpDesk.Storage;
using HelpDesk.Storage.Outbox;
using HelpDesk.Storage.Tickets;
using Microsoft.Bot.Builder;
using Microsoft.Bot.Builder.Adapters;
using Microsoft.Bot.Schema;
using Microsoft.Extensions.DependencyInjection;
using Sdk = Microsoft.Bot.Schema;

namespace HelpDesk.Channels.Tests.BotFramework.BotBuilder;

/// <summary>The scripts of the desk, played by Microsoft's own test adapter at the bot: without door, endpoint and delivery, what is said comes back to the turn.</summary>
public class TestAdapterTests
{
    /// <summary>One file of scripts with answers, questions back, tickets; all of them go over the wire in <see cref="ScriptTests"/>.</summary>
    public static TheoryData<string> Scripts() => [.. ScriptPlayer.All().Where(script => script.StartsWith("tickets:", StringComparison.Ordinal) || script.StartsWith("agents:", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Scripts))]
    public async Task Conversation(string script)
    {
        await using var site = await TeamsSite.StartAsync();
        await ScriptPlayer.PlayAsync(script, new Stage(site));
    }

    [Fact]
    public async Task Without_being_asked_for_replies_the_bot_says_nothing_in_the_turn()
    {
        await using var site = await TeamsSite.StartAsync();
        var adapter = Stage.Adapter(site.ServiceUrl);
        await adapter.SendTextToBotAsync("ERR_20070", site.Services.GetRequiredService<IBot>().OnTurnAsync, TestContext.Current.CancellationToken);
        adapter.ActiveQueue.ShouldBeEmpty();
        (await site.ReadAsync(context => context.Outbox)).ShouldNotBeEmpty();
    }

    private sealed class Stage(TeamsSite site) : IStage
    {
        private readonly TestAdapter adapter = Adapter(site.ServiceUrl);
        private readonly IBot bot = site.Services.GetRequiredService<IBot>();

        public Database Database => site.Database;

        public TicketDesk Tickets => site.Tickets;

        public static TestAdapter Adapter(string serviceUrl) => new(new ConversationReference
        {
            ChannelId = "msteams", ServiceUrl = serviceUrl, User = new ChannelAccount("29:ana", "ana", aadObjectId: "o-ana"), Bot = new ChannelAccount("28:" + FakeTokens.AppId, "Help desk"),
            Conversation = new Sdk.ConversationAccount(isGroup: false, conversationType: "personal", id: "a:ana", tenantId: FakeTokens.TenantId),
        });

        public async Task<IReadOnlyList<Reply>> SayAsync(string text)
        {
            var message = adapter.MakeActivity(text);
            (message.Locale, message.DeliveryMode) = ("ja-JP", DeliveryModes.ExpectReplies);
            IReadOnlyList<Sdk.Activity> answered = [];
            await adapter.ProcessActivityAsync(message, async (turn, token) =>
            {
                await bot.OnTurnAsync(turn, token);
                answered = [.. ((TurnContext)turn).BufferedReplyActivities];
            }, TestContext.Current.CancellationToken);
            var said = await Rows(row => row.Activity == message.Id);
            answered.Count.ShouldBe(said.Count);
            answered.ShouldAllBe(each => each.ReplyToId == message.Id);
            answered.Select(each => TeamsSite.TextOf(JsonSerializer.SerializeToElement(ActivityBridge.ToOurs(each), ActivityJson.Options))).ShouldAllBe(each => each.Length > 0);
            return said;
        }

        public Task<IReadOnlyList<Reply>> ToldAsync() => Told();

        private async Task<IReadOnlyList<Reply>> Told() => await Rows(row => row.Activity == null && !row.Conversation.StartsWith("card|"));

        private async Task<List<Reply>> Rows(System.Linq.Expressions.Expression<Func<Storage.Model.OutboxRow, bool>> which) =>
            [.. (await site.ReadAsync(context => context.Outbox.Where(which).OrderBy(row => row.Sequence).Select(row => row.Reply))).Select(reply => ReplyJson.Read(reply!))];
    }
}
