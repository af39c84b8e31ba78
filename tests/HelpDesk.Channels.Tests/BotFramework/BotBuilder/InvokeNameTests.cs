using System.Text.Json.Nodes;

namespace HelpDesk.Channels.Tests.BotFramework.BotBuilder;

/// <summary>All that Teams invokes bots by, with values of every kind: the SDK's own handlers throw at twelve of these names.</summary>
public class InvokeNameTests
{
    private static readonly string[] Names =
    [
        "adaptiveCard/action", "application/search", "actionableMessage/executeAction", "composeExtension/query", "composeExtension/anonymousQueryLink", "composeExtension/queryLink",
        "composeExtension/selectItem", "composeExtension/submitAction", "composeExtension/fetchTask", "composeExtension/querySettingUrl", "composeExtension/setting",
        "composeExtension/onCardButtonClicked", "config/fetch", "config/submit", "fileConsent/invoke", "healthCheck", "message/submitAction", "message/fetchTask", "signin/verifyState", "signin/tokenExchange", "signin/failure",
        "tab/fetch", "tab/submit", "task/fetch", "task/submit",
    ];

    private static readonly string?[] Values =
    [
        null, "null", "{}", "[]", "7", "true", "\"x\"", """{"commandId":7,"data":[],"parameters":{},"queryOptions":"x"}""",
        """{"commandId":"search","parameters":[null,{"name":null,"value":{}}],"queryOptions":{"skip":"x","count":1e400}}""",
        """{"action":{"type":"Action.Execute","verb":"say","data":[[null]]},"trigger":7}""", """{"action":"x","authentication":{},"state":{}}""",
    ];

    [Fact]
    public void There_are_25() => Names.Distinct().Count().ShouldBe(25);

    [Fact]
    public async Task None_is_a_failure_of_ours()
    {
        await using var site = await TeamsSite.StartAsync();
        foreach (var name in Names.Append("").Append("no/such"))
        {
            foreach (var value in Values)
            {
                var invoke = site.Invoke(name, value is null ? null : JsonNode.Parse(value));
                if (value is null)
                {
                    invoke.Remove("value");
                }

                (await site.PostAsync(invoke)).Status.ShouldBeOneOf([200, 400, 501], $"{name} {value}");
            }
        }
    }

    [Theory]
    [InlineData("application/vnd.microsoft.meetingStart")]
    [InlineData("application/vnd.microsoft.meetingEnd")]
    [InlineData("application/vnd.microsoft.readReceipt")]
    [InlineData("application/vnd.microsoft.meetingParticipantJoin")]
    [InlineData(null)]
    public async Task Events_without_a_value_are_taken_and_nothing_is_said(string? name)
    {
        await using var site = await TeamsSite.StartAsync();
        var happened = TeamsSite.With(TeamsSite.Personal("ana"), "event", "7");
        happened["name"] = name;
        (await site.PostAsync(happened)).Status.ShouldBe(202);
    }

    [Theory]
    [InlineData("x-klingon")]
    [InlineData("ar-SA")]
    [InlineData("no such language, and a very long one: 0123456789012345678901234567890123456789012345678901234567890123456789")]
    [InlineData("\u0001")]
    public async Task A_strange_language_changes_nothing(string locale)
    {
        await using var site = await TeamsSite.StartAsync();
        var message = site.Message("ERR_20070");
        message["locale"] = locale;
        (await site.SayAsync(message)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task An_invoke_that_asks_for_replies_is_answered_as_an_invoke()
    {
        await using var site = await TeamsSite.StartAsync();
        var invoke = site.Invoke("composeExtension/query", JsonNode.Parse("""{"commandId":"search","parameters":[{"name":"q","value":"ERR_20070"}]}"""));
        invoke["deliveryMode"] = "expectReplies";
        (await site.PostAsync(invoke)).Body.TryGetProperty("composeExtension", out _).ShouldBeTrue();
    }
}
