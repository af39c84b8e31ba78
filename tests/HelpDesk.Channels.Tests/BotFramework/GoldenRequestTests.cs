using System.Text.Json;
using HelpDesk.Channels.Activities;

namespace HelpDesk.Channels.Tests.BotFramework;

public class GoldenRequestTests
{
    private const string Conversation = "19:a/b c'(1)!*@thread.tacv2;messageid=3";
    private const string ActivityId = "1:é/2?x=1&y#z";

    private static readonly Account Bot = new() { Id = "28:" + FakeTokens.AppId, Name = "Help desk" };
    private static readonly Account Person = new() { Id = "29:ana", Name = "Ana" };

    private static readonly Activity Activity = new()
    {
        Type = "message",
        Text = "「ERR_20040」の回答です。",
        TextFormat = "markdown",
        Locale = "ja-JP",
        From = Bot,
        Recipient = Person,
        Conversation = new() { Id = Conversation, IsGroup = true },
        ReplyToId = ActivityId,
        Attachments = [new() { ContentType = "application/vnd.microsoft.card.adaptive", Content = JsonElement.Parse("""{"type":"AdaptiveCard","version":"1.5","body":[]}""") }],
    };

    [Fact]
    public async Task Our_requests_are_those_of_Microsofts_client()
    {
        await using var channel = await FakeChannel.StartAsync();
        using var line = new Line(channel.ServiceUrl);
        await Ours(line);
        var ours = channel.Requests;
        await Peers.Run("connector.mjs", new
        {
            baseUri = channel.ServiceUrl, conversation = Conversation, activityId = ActivityId, activity = Activity, bot = Bot, person = Person, tenantId = FakeTokens.TenantId, continuation = "n/2+3",
        });
        var golden = channel.Requests.Skip(ours.Count).ToList();

        golden.Count.ShouldBe(7);
        ours.Select(RequestLine).ShouldBe(golden.Select(RequestLine));
        foreach (var (our, their) in ours.Zip(golden).Where(pair => pair.Second.Body.Length > 0))
        {
            JsonElement.DeepEquals(our.Json, their.Json).ShouldBeTrue($"{our.Method} {our.Target}\n{our.Body}\n{their.Body}");
        }
    }

    private static async Task Ours(Line line)
    {
        var token = TestContext.Current.CancellationToken;
        var to = line.To with { ConversationId = Conversation };
        await line.Client.SendAsync(to, Activity, token);
        await line.Client.ReplyAsync(to, ActivityId, Activity, token);
        await line.Client.UpdateAsync(to, ActivityId, Activity, token);
        await line.Client.DeleteAsync(to, ActivityId, token);
        await line.Client.OpenAsync(to.ServiceUrl, Bot, Person, FakeTokens.TenantId, Activity, token);
        await line.Client.MembersAsync(to, null, token);
        await line.Client.MembersAsync(to, "n/2+3", token);
    }

    /// <summary>Everything on the request line and the headers that mean something to the service.</summary>
    private static string RequestLine(Seen seen) =>
        $"{seen.Method} {seen.Target} {(seen.Body.Length > 0 ? seen.Header("content-type") : "-")} {seen.Header("x-ms-conversation-id") ?? "-"} {seen.Header("authorization")?.Split(' ')[0]} {(seen.Header("x-ms-client-request-id") is null ? "no id" : "id")}";
}
