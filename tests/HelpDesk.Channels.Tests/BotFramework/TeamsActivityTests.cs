using System.Text.Json;
using HelpDesk.Channels.Activities;
using HelpDesk.Channels.BotFramework.Answers;
using HelpDesk.Channels.BotFramework.Teams;

namespace HelpDesk.Channels.Tests.BotFramework;

public class TeamsActivityTests
{
    private const string Base = "\"id\":\"17\",\"channelId\":\"msteams\",\"serviceUrl\":\"https://smba.trafficmanager.net/teams/\",\"from\":{\"id\":\"29:ana\",\"name\":\"Ana\",\"aadObjectId\":\"o-1\"},\"recipient\":{\"id\":\"28:bot\",\"name\":\"Help desk\"},\"locale\":\"ja-JP\"";
    private const string Personal = Base + ",\"conversation\":{\"conversationType\":\"personal\",\"tenantId\":\"t\",\"id\":\"a:1\"},\"channelData\":{\"tenant\":{\"id\":\"t\"}}";
    private const string Group = Base + ",\"conversation\":{\"isGroup\":true,\"conversationType\":\"groupChat\",\"tenantId\":\"t\",\"id\":\"19:g@thread.v2\"},\"channelData\":{\"tenant\":{\"id\":\"t\"}}";
    private const string Thread = Base + ",\"conversation\":{\"isGroup\":true,\"conversationType\":\"channel\",\"tenantId\":\"t\",\"id\":\"19:c@thread.tacv2;messageid=5\"},\"channelData\":{\"teamsChannelId\":\"19:c@thread.tacv2\",\"channel\":{\"id\":\"19:c@thread.tacv2\"},\"team\":{\"id\":\"19:team\"},\"tenant\":{\"id\":\"t\"}}";
    private const string Mention = ",\"entities\":[{\"type\":\"mention\",\"mentioned\":{\"id\":\"28:bot\",\"name\":\"Help desk\"},\"text\":\"<at>Help desk</at>\"}]";

    public static TheoryData<string, string, string> Events => new()
    {
        { "a person to the bot", Personal + ",\"type\":\"message\",\"text\":\"ERR_20040\"", "Said a:1 «ERR_20040»" },
        { "with Teams' HTML copy", Personal + ",\"type\":\"message\",\"text\":\"x\",\"attachments\":[{\"contentType\":\"text/html\",\"content\":\"<p>x</p>\"},{\"contentType\":\"messageReference\",\"content\":\"{}\"},{\"contentType\":\"image/png\",\"contentUrl\":\"https://x\"}]", "Said a:1 «x»  +image/png" },
        { "a submitted card", Personal + ",\"type\":\"message\",\"value\":{\"act\":\"yes\"}", "Said a:1 «» {\"act\":\"yes\"}" },
        { "in a group, with mention", Group + Mention + ",\"type\":\"message\",\"text\":\"<at>Help desk</at> 証明書\"", "Said 19:g@thread.v2 «証明書»" },
        { "in a group, among people", Group + ",\"type\":\"message\",\"text\":\"お昼は?\"", "Overheard 19:g@thread.v2" },
        { "in a group, a card is pressed", Group + ",\"type\":\"message\",\"value\":{\"act\":\"yes\"}", "Said 19:g@thread.v2 «» {\"act\":\"yes\"}" },
        { "in a thread, with mention", Thread + Mention + ",\"type\":\"message\",\"text\":\"<at>Help desk</at>&nbsp;PW\"", "Said 19:c@thread.tacv2;messageid=5 «PW»" },
        { "in a thread, without", Thread + ",\"type\":\"message\",\"text\":\"x\"", "Overheard 19:c@thread.tacv2;messageid=5" },
        { "opens a thread", Thread.Replace(";messageid=5", "", StringComparison.Ordinal) + Mention + ",\"type\":\"message\",\"text\":\"<at>Help desk</at> x\"", "Said 19:c@thread.tacv2;messageid=17 «x»" },
        { "another person is mentioned", Group + Mention.Replace("28:bot", "29:ben", StringComparison.Ordinal) + ",\"type\":\"message\",\"text\":\"<at>Ben</at> x\"", "Overheard 19:g@thread.v2" },
        { "edited", Personal + ",\"type\":\"messageUpdate\",\"text\":\"ERR_20070\",\"channelData\":{\"eventType\":\"editMessage\"}", "Edited a:1 «ERR_20070» False" },
        { "deletion taken back", Personal + ",\"type\":\"messageUpdate\",\"text\":\"x\",\"channelData\":{\"eventType\":\"undeleteMessage\"}", "Edited a:1 «x» True" },
        { "deleted", Personal + ",\"type\":\"messageDelete\",\"channelData\":{\"eventType\":\"softDeleteMessage\"}", "Deleted a:1" },
        { "the bot came in", Personal + ",\"type\":\"conversationUpdate\",\"membersAdded\":[{\"id\":\"28:bot\"},{\"id\":\"29:ana\"}]", "MembersAdded a:1 [29:ana] True" },
        { "people came in", Group + ",\"type\":\"conversationUpdate\",\"membersAdded\":[{\"id\":\"29:ben\"}]", "MembersAdded 19:g@thread.v2 [29:ben] False" },
        { "the bot was taken out", Thread + ",\"type\":\"conversationUpdate\",\"membersRemoved\":[{\"id\":\"28:bot\"}]", "MembersRemoved 19:c@thread.tacv2;messageid=5 [] True" },
        { "a channel was renamed", Thread + ",\"type\":\"conversationUpdate\"", "Unknown conversationUpdate" },
        { "installed", Personal + ",\"type\":\"installationUpdate\",\"action\":\"add\"", "Installed a:1 False" },
        { "upgraded", Personal + ",\"type\":\"installationUpdate\",\"action\":\"add-upgrade\"", "Installed a:1 True" },
        { "removed", Personal + ",\"type\":\"installationUpdate\",\"action\":\"remove\"", "Removed a:1 False" },
        { "removed for an upgrade", Personal + ",\"type\":\"installationUpdate\",\"action\":\"remove-upgrade\"", "Removed a:1 True" },
        { "installation of no kind", Personal + ",\"type\":\"installationUpdate\",\"action\":7", "Unknown installationUpdate" },
        { "a reaction", Personal + ",\"type\":\"messageReaction\"", "Unknown messageReaction" },
        { "typing", Personal + ",\"type\":\"typing\"", "Unknown typing" },
        { "an invoke of others", Personal + ",\"type\":\"invoke\",\"name\":\"signin/verifyState\"", "Unknown invoke" },
        { "Action.Execute", Personal + ",\"type\":\"invoke\",\"name\":\"adaptiveCard/action\",\"replyToId\":\"9\",\"value\":{\"action\":{\"type\":\"Action.Execute\",\"verb\":\"solved\",\"data\":{\"id\":\"6-05\"}},\"trigger\":\"manual\"}", "CardActedOn a:1 9 solved {\"id\":\"6-05\"} False" },
        { "a card refreshes itself", Personal + ",\"type\":\"invoke\",\"name\":\"adaptiveCard/action\",\"value\":{\"action\":{\"type\":\"Action.Execute\",\"verb\":\"refresh\"},\"trigger\":\"automatic\"}", "CardActedOn a:1  refresh  True" },
        { "a search", Personal + ",\"type\":\"invoke\",\"name\":\"composeExtension/query\",\"value\":{\"commandId\":\"search\",\"parameters\":[{\"name\":\"q\",\"value\":\" 証明書 \"}],\"queryOptions\":{\"skip\":5,\"count\":10}}", "Search search «証明書» 5 10 False" },
        { "the search box opens", Personal + ",\"type\":\"invoke\",\"name\":\"composeExtension/query\",\"value\":{\"commandId\":\"search\",\"parameters\":[{\"name\":\"initialRun\",\"value\":\"true\"}]}", "Search search «» 0 25 True" },
        { "a search that asks for too much", Personal + ",\"type\":\"invoke\",\"name\":\"composeExtension/query\",\"value\":{\"commandId\":\"search\",\"parameters\":7,\"queryOptions\":{\"skip\":-1,\"count\":1000}}", "Search search «» 0 25 False" },
        { "a dialog is opened on a message", Group + ",\"type\":\"invoke\",\"name\":\"composeExtension/fetchTask\",\"value\":{\"commandId\":\"ticket\",\"commandContext\":\"message\",\"messagePayload\":{\"id\":\"88\",\"linkToMessage\":\"https://teams\",\"body\":{\"contentType\":\"html\",\"content\":\"<div>ログイン<br>できない</div><p>ERR&#95;20040 &amp; <script>x</script>急ぎ</p>\"},\"from\":{\"user\":{\"id\":\"o-2\",\"displayName\":\"Ben\"}}}}", "ActionOnMessage ticket True  88 «ログイン/できない/ERR_20040 & 急ぎ» Ben o-2 https://teams" },
        { "what was entered in it", Group + ",\"type\":\"invoke\",\"name\":\"composeExtension/submitAction\",\"value\":{\"commandId\":\"ticket\",\"data\":{\"summary\":\"s\"}}", "ActionOnMessage ticket False {\"summary\":\"s\"}" },
        { "nothing at all", "\"type\":null", "Unknown " },
    };

    [Theory]
    [MemberData(nameof(Events))]
    public void Read(string name, string json, string expected) => Line(TeamsActivity.Read(ActivityJson.Read<Activity>("{" + json + "}"))).ShouldBe(expected, name);

    [Theory]
    [InlineData("null", "BadRequest", "Missing value property")]
    [InlineData("\"x\"", "BadRequest", "Value property is not properly formed")]
    [InlineData("{}", "BadRequest", "Missing action property")]
    [InlineData("""{"action":{"type":"Action.Submit"}}""", "NotSupported", "The action 'Action.Submit' is not supported.")]
    [InlineData("""{"action":{"type":"Action.Execute"}}""", "BadRequest", "Missing verb property")]
    public void An_action_that_cannot_be_read_is_answered_as_Microsofts_SDKs_do(string value, string code, string message)
    {
        var read = TeamsActivity.Read(ActivityJson.Read<Activity>("{" + Personal + ",\"type\":\"invoke\",\"name\":\"adaptiveCard/action\",\"value\":" + value + "}"));

        var answer = read.ShouldBeOfType<BadInvoke>().Answer;
        answer.Status.ShouldBe(400);
        Json(answer).ShouldBe($$$"""{"statusCode":400,"type":"application/vnd.microsoft.error","value":{"code":"{{{code}}}","message":"{{{message}}}"}}""");
    }

    [Theory]
    [InlineData("composeExtension/query")]
    [InlineData("composeExtension/fetchTask")]
    [InlineData("composeExtension/submitAction")]
    public void An_extension_without_a_command_is_answered_400(string name) =>
        TeamsActivity.Read(ActivityJson.Read<Activity>("{" + Personal + ",\"type\":\"invoke\",\"name\":\"" + name + "\"}")).ShouldBeOfType<BadInvoke>().Answer.Status.ShouldBe(400);

    [Fact]
    public void Answers_have_the_shapes_that_Teams_documents()
    {
        var card = JsonElement.Parse("""{"type":"AdaptiveCard"}""");
        Json(CardAnswer.Card(card)).ShouldBe("""{"statusCode":200,"type":"application/vnd.microsoft.card.adaptive","value":{"type":"AdaptiveCard"}}""");
        Json(CardAnswer.Notice("記録しました")).ShouldBe("""{"statusCode":200,"type":"application/vnd.microsoft.activity.message","value":"記録しました"}""");
        Json(CardAnswer.Failed(500, "storage", "もう一度")).ShouldBe("""{"statusCode":500,"type":"application/vnd.microsoft.error","value":{"code":"storage","message":"もう一度"}}""");
        Json(SearchAnswer.Results([new(card, "題", "文")])).ShouldBe("""{"composeExtension":{"type":"result","attachmentLayout":"list","attachments":[{"contentType":"application/vnd.microsoft.card.adaptive","content":{"type":"AdaptiveCard"},"preview":{"contentType":"application/vnd.microsoft.card.thumbnail","content":{"title":"題","text":"文"}}}]}}""");
        Json(SearchAnswer.Notice("なし")).ShouldBe("""{"composeExtension":{"type":"message","text":"なし"}}""");
        Json(DialogAnswer.Card("起票", card)).ShouldBe("""{"task":{"type":"continue","value":{"title":"起票","height":"medium","width":"medium","card":{"contentType":"application/vnd.microsoft.card.adaptive","content":{"type":"AdaptiveCard"}}}}}""");
        Json(DialogAnswer.Notice("済")).ShouldBe("""{"task":{"type":"message","value":"済"}}""");
        Json(DialogAnswer.Closed()).ShouldBe("{}");
        InvokeResponse.NotImplemented.ShouldBe(new InvokeResponse(501, null));
    }

    [Theory]
    [InlineData("<at>Help desk</at> PW", true, "PW")]
    [InlineData("PW <at>HELP DESK</at>", true, "PW")]
    [InlineData("<at>Help desk</at>\u00a0PW", true, "PW")]
    [InlineData("<at>Help desk</at>", true, "")]
    [InlineData("<at>Help desk</at> <at id=\"1\">Ben</at> に聞いた", true, "Ben に聞いた")]
    [InlineData("<at>Ben</at> PW", false, "Ben PW")]
    [InlineData("Help desk PW", false, "Help desk PW")]
    [InlineData("a<b and c>d", false, "a<b and c>d")]
    public void Mentions_by_name_where_a_channel_sends_no_entities(string text, bool mentioned, string stripped)
    {
        var activity = new Activity { Text = text, Recipient = new() { Id = "28:bot", Name = "Help desk" } };
        (Mentions.Bot(activity), Mentions.Strip(activity)).ShouldBe((mentioned, stripped));
    }

    [Theory]
    [InlineData("""{"type":"mention","mentioned":{"id":"28:bot","name":"Old name"},"text":"<at>Old name</at>"}""", true, "x")]
    [InlineData("""{"type":"mention","mentioned":{"id":"28:bot","name":"Old name"}}""", true, "x")]
    [InlineData("""{"type":"mention","mentioned":{"id":"29:ben","name":"Old name"},"text":"<at>Old name</at>"}""", false, "Old name x")]
    [InlineData("""{"type":"mention","mentioned":7}""", false, "Old name x")]
    [InlineData("""{"type":"clientInfo"}""", false, "Old name x")]
    [InlineData("7", false, "Old name x")]
    public void Mentions_by_id_whatever_the_name(string entity, bool mentioned, string stripped)
    {
        var activity = new Activity { Text = "<at>Old name</at> x", Recipient = new() { Id = "28:bot", Name = "Help desk" }, Entities = [JsonElement.Parse(entity)] };
        (Mentions.Bot(activity), Mentions.Strip(activity)).ShouldBe((mentioned, stripped));
    }

    private static string Json(InvokeResponse answer) => ActivityJson.Write(answer.Body);

    private static string Line(TeamsEvent read) => read switch
    {
        Said said => $"Said {said.Place.ConversationId} «{said.Text}» {said.Submitted} {string.Concat(said.Attachments.Select(each => "+" + each.ContentType))}".TrimEnd(),
        Overheard => $"Overheard {read.Place.ConversationId}",
        Edited edited => $"Edited {read.Place.ConversationId} «{edited.Text}» {edited.Restored}",
        Deleted => $"Deleted {read.Place.ConversationId}",
        MembersAdded added => $"MembersAdded {read.Place.ConversationId} [{string.Join(',', added.People.Select(each => each.Id))}] {added.BotToo}",
        MembersRemoved removed => $"MembersRemoved {read.Place.ConversationId} [{string.Join(',', removed.People.Select(each => each.Id))}] {removed.BotToo}",
        Installed installed => $"Installed {read.Place.ConversationId} {installed.Upgrade}",
        Removed gone => $"Removed {read.Place.ConversationId} {gone.Upgrade}",
        CardActedOn action => $"CardActedOn {read.Place.ConversationId} {action.CardId} {action.Verb} {action.Data} {action.Automatic}",
        FaqQuery search => $"Search {search.CommandId} «{search.Text}» {search.Skip} {search.Count} {search.InitialRun}",
        ActionOnMessage on => $"ActionOnMessage {on.CommandId} {on.Opening} {on.Data} {Message(on.Message)}".TrimEnd(),
        Unknown unknown => $"Unknown {unknown.Type}",
        _ => read.GetType().Name,
    };

    private static string Message(MessageCalledOn? on) => on is null ? "" : $"{on.Id} «{on.Text.Replace('\n', '/')}» {on.FromName} {on.FromAadObjectId} {on.Link}";
}
