using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using HelpDesk.Channels.Files;
using HelpDesk.Channels.Tests.BotFramework;
using HelpDesk.Channels.Tests.DirectLine;
using Microsoft.Extensions.DependencyInjection;

namespace HelpDesk.Channels.Tests.Door;

/// <summary>
/// Whatever else comes in than words: presses, searches, dialogs, comings and goings, reactions, uploads, changed at any depth. The house never fails at one of
/// them, and hears the next message.
/// </summary>
public class MutatedEventTests
{
    /// <summary>On each channel; more where the variable asks for them.</summary>
    private static readonly int Tries = int.TryParse(Environment.GetEnvironmentVariable("HELPDESK_TEST_MUTATIONS"), CultureInfo.InvariantCulture, out var asked) ? asked : 200;

    [Fact]
    public async Task In_Teams_nothing_that_happens_makes_the_house_fail()
    {
        await using var site = await TeamsSite.WithAgentsAsync();
        var number = await site.OpenTicketAsync();
        var random = new Random(20261127);
        for (var i = 0; i < Tries; i++)
        {
            var events = Events(site, number, i);
            var activity = events[i % events.Count];
            activity["serviceUrl"] = site.ServiceUrl;
            var body = Mutation.Anywhere(activity, random);
            var (status, said) = await site.PostAsync(body);
            // 501: an invoke of a name that nobody knows, as the protocol has it. What became of a press stands in the answer's body.
            (status < 500 || status == 501).ShouldBeTrue($"{i}: {status} {said} {Encoding.UTF8.GetString(body)}");
            said.ShouldNotContain("\"statusCode\":500", customMessage: $"{i}: {Encoding.UTF8.GetString(body)}");
        }

        (await site.SayAsync("ERR_20040", "dan")).Select(one => one.GetRawText()).ShouldContain(text => text.Contains("[6-05]", StringComparison.Ordinal));
    }

    [Fact]
    public async Task On_the_web_nothing_that_is_sent_makes_the_house_fail()
    {
        var files = new MemoryFiles();
        await using var site = await ChatSite.StartAsync(
            new Dictionary<string, string?> { ["DirectLine:MessagesPerMinute"] = "1000000", ["DirectLine:ConversationsPerHour"] = "1000000", ["DirectLine:ReadsPerMinute"] = "1000000" },
            services: services => services.AddSingleton<IIncomingFiles>(files));
        var random = new Random(11272026);
        var token = await site.TokenAsync();
        string[] kinds =
        [
            """{"type":"event","name":"webchat/join","value":{"language":"ja"},"from":{"id":"x"}}""", """{"type":"conversationUpdate","membersAdded":[{"id":"x"}],"from":{"id":"x"}}""",
            """{"type":"message","value":{"form":{},"company":"さくら電力","company-code":"12343"},"from":{"id":"x"}}""", """{"type":"message","text":"x","channelData":{"postBack":true,"clientActivityID":"1"},"entities":[{"type":"ClientCapabilities"}],"from":{"id":"x"}}""",
            """{"type":"invoke","name":"message/submitAction","value":{"actionName":"feedback","actionValue":{"reaction":"like"}},"replyToId":"x|1","from":{"id":"x"}}""", """{"type":"messageReaction","reactionsAdded":[{"type":"like"}],"replyToId":"1","from":{"id":"x"}}""",
            """{"type":"event","name":"https://schema.org/VoteAction","value":{"@type":"LikeAction","target":{"url":"x"}},"from":{"id":"x"}}""", """{"type":"typing","from":{"id":"x"}}""",
        ];
        for (var i = 0; i < Tries; i++)
        {
            var body = Mutation.Anywhere(JsonNode.Parse(kinds[i % kinds.Length])!.AsObject(), random);
            using var upload = new MultipartFormDataContent();
            upload.Add(new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/vnd.microsoft.activity") } }, "activity", "blob");
            upload.Add(new StringContent("x"), "file", random.Next(2) == 0 ? "a.txt" : "\u202eb\u0001.txt");
            using var single = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
            foreach (var (path, content) in ((string, HttpContent)[])[("activities", single), ("upload", upload)])
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, $"/v3/directline/conversations/{token.ConversationId}/{path}") { Content = content };
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token.Token);
                var answer = await site.AskAsync(request);
                ((int)answer.Status).ShouldBeLessThan(500, $"{i} {path}: {answer.Text} {Encoding.UTF8.GetString(body)}");
            }
        }

        var fresh = await site.TokenAsync();
        using var message = new HttpRequestMessage(HttpMethod.Post, $"/v3/directline/conversations/{fresh.ConversationId}/activities")
        {
            Content = new StringContent(ChatSite.Message("ERR_20070", "c1"), Encoding.UTF8, "application/json"), Headers = { Authorization = new AuthenticationHeaderValue("Bearer", fresh.Token) },
        };
        (await site.AskAsync(message)).Status.ShouldBe(HttpStatusCode.OK);
    }

    private static List<JsonObject> Events(TeamsSite site, string number, int i) =>
    [
        site.Press("say", """{"say":"ERR_20070"}""", TeamsSite.Personal("p" + i)), site.Press("form", """{"form":{},"company":"さくら電力","company-code":"12343"}"""),
        site.Press("ticket", $$"""{"ticket":"{{number}}"}"""), site.Press("agent", $$"""{"agent":"answer","ticket":"{{number}}","answer":"直りました"}""", TeamsSite.AtBoard(TeamsSite.Hanako)),
        site.Invoke("composeExtension/query", JsonNode.Parse("""{"commandId":"search","parameters":[{"name":"query","value":"ERR_20070"}],"queryOptions":{"skip":0,"count":5}}""")),
        site.Invoke("composeExtension/fetchTask", JsonNode.Parse("""{"commandId":"ticket","messagePayload":{"id":"88","body":{"contentType":"html","content":"<p>ERR_20070</p>"},"from":{"user":{"id":"o-ana","displayName":"Ana"}}}}""")),
        site.Invoke("composeExtension/submitAction", JsonNode.Parse("""{"commandId":"ticket","data":{"text":"ERR_20070"},"messagePayload":{"id":"88","body":{"contentType":"html","content":"x"}}}""")),
        Happened(site, "conversationUpdate", """{"membersAdded":[{"id":"28:bot"},{"id":"29:ana"}]}"""), Happened(site, "conversationUpdate", """{"membersRemoved":[{"id":"29:ana"}],"channelData":{"eventType":"teamMemberRemoved","tenant":{"id":"t"},"team":{"id":"19:x"}}}"""),
        Happened(site, "installationUpdate", """{"action":"add"}"""), Happened(site, "messageReaction", """{"reactionsAdded":[{"type":"like"}],"replyToId":"1"}"""),
        Happened(site, "messageUpdate", """{"text":"ERR_20070","channelData":{"eventType":"editMessage","tenant":{"id":"t"}}}"""), Happened(site, "messageDelete", """{"channelData":{"eventType":"softDeleteMessage"}}"""),
        site.InGroup("ERR_20070", "g" + i), TeamsSite.Attach(site.Message("見てください", "f" + i), site.Pasted("/picture"), site.Shared("a.png", "/a")),
    ];

    private static JsonObject Happened(TeamsSite site, string type, string members)
    {
        var activity = TeamsSite.With(TeamsSite.Personal("ana"), type, site.NextId());
        foreach (var (key, value) in JsonNode.Parse(members)!.AsObject())
        {
            activity[key] = value?.DeepClone();
        }

        return activity;
    }
}
