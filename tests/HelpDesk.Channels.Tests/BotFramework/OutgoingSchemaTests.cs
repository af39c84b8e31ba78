using System.Text.Json;
using HelpDesk.Channels.Activities;
using HelpDesk.Channels.BotFramework.Connector;

namespace HelpDesk.Channels.Tests.BotFramework;

/// <summary>What we send, held against two descriptions that are not ours: Microsoft's OpenAPI document and the assertions of its JavaScript SDK.</summary>
public class OutgoingSchemaTests
{
    [Fact]
    public async Task What_goes_over_the_wire_fits_Microsofts_descriptions()
    {
        await using var channel = await FakeChannel.StartAsync();
        using var line = new Line(channel.ServiceUrl);
        var token = TestContext.Current.CancellationToken;
        foreach (var activity in Activities())
        {
            await line.Client.SendAsync(line.To, activity, token);
        }

        await line.Client.OpenAsync(channel.ServiceUrl, new() { Id = "28:bot" }, new() { Id = "29:ana" }, FakeTokens.TenantId, Activities()[0], token);
        var bodies = channel.Requests.Select(each => each.Json).ToList();
        var sent = bodies.SkipLast(1).ToList();
        var checks = sent.SelectMany((json, i) => new[] { Check($"openapi {i}", "openapi:Activity", json), Check($"assert {i}", "assert:activity", json) })
            .Append(Check("open", "openapi:ConversationParameters", bodies[^1]))
            .Append(Check("attachment", "assert:attachment", sent[1].GetProperty("attachments")[0]))
            .Append(Check("bad", "openapi:Activity", JsonElement.Parse("""{"type":"message","attachments":[{"contentType":7}]}""")))
            .Append(Check("bad assert", "assert:activity", JsonElement.Parse("""{"type":"message","text":7}""")));

        var verdicts = (await Peers.Run("schema.mjs", checks)).EnumerateObject().ToDictionary(each => each.Name, each => each.Value.GetString());

        verdicts.Where(each => each.Value != "").Select(each => each.Key).ShouldBe(["bad", "bad assert"], string.Join('\n', verdicts.Values));
    }

    private static Activity[] Activities()
    {
        var plain = new Activity
        {
            Type = "message", Text = "こんにちは", TextFormat = "markdown", Locale = "ja-JP", ChannelId = "msteams", ServiceUrl = FakeTokens.ServiceUrl, InputHint = "acceptingInput",
            From = new() { Id = "28:bot", Name = "Help desk", Role = "bot" }, Recipient = new() { Id = "29:ana", Name = "Ana", AadObjectId = "o-1" }, Conversation = new() { Id = "a:1", ConversationType = "personal", TenantId = FakeTokens.TenantId },
            Timestamp = new(2026, 4, 1, 0, 0, 0, TimeSpan.Zero),
        };
        var card = plain with { Text = null, AttachmentLayout = "list", Attachments = [new() { ContentType = "application/vnd.microsoft.card.adaptive", Content = JsonElement.Parse("""{"type":"AdaptiveCard","version":"1.5","body":[]}""") }] };
        return
        [
            plain, card, plain with { Type = "typing", Text = null }, plain with { SuggestedActions = new() { To = ["29:ana"], Actions = [new("imBack", "はい", "はい")] } },
            .. MessageSize.Split(plain with { Text = string.Join("\n\n", Enumerable.Repeat(new string('長', 400), 150)) })!,
        ];
    }

    private static object Check(string name, string by, JsonElement json) => new { name, by, json };
}
