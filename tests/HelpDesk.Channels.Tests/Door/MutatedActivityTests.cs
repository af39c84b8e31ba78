using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using HelpDesk.Channels.Tests.BotFramework;
using HelpDesk.Channels.Tests.DirectLine;
using HelpDesk.Storage;
using HelpDesk.Storage.Tests;

namespace HelpDesk.Channels.Tests.Door;

/// <summary>
/// Mutated activities, hundreds or (where a variable asks for them) thousands, over real HTTP, on both channels and both engines: the house never fails at one of them, and
/// words that can be read are never lost for a member that nobody needs.
/// </summary>
public class MutatedActivityTests
{
    /// <summary>On each channel and engine; more where the variable asks for them.</summary>
    private static readonly int Tries = int.TryParse(Environment.GetEnvironmentVariable("HELPDESK_TEST_MUTATIONS"), CultureInfo.InvariantCulture, out var asked) ? asked : 300;

    /// <summary>What is said where the dialogue itself failed.</summary>
    private const string Failed = "自動応答でうまく処理できなかった";

    private static readonly string[] Words = ["ERR_20070", "ログインできません", "もう一度表示", "hello", "担当者に相談", "やめる"];

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task On_the_web_the_house_never_fails_and_no_readable_word_is_lost(Engine engine)
    {
        var unlimited = new Dictionary<string, string?> { ["DirectLine:MessagesPerMinute"] = "1000000", ["DirectLine:ConversationsPerHour"] = "1000000", ["DirectLine:ReadsPerMinute"] = "1000000" };
        await using var site = await ChatSite.StartAsync(unlimited, database: NewDatabase(engine));
        var random = new Random(20261126);
        for (var i = 0; i < Tries; i++)
        {
            var token = await site.TokenAsync();
            var base64 = Convert.ToBase64String([(byte)random.Next(256)]);
            var activity = JsonNode.Parse(ChatSite.Message(Words[random.Next(Words.Length)], $"c{i}{base64}"))!.AsObject();
            var mutation = Mutation.Of(activity, ["type", "text"], random);
            using var request = new HttpRequestMessage(HttpMethod.Post, $"/v3/directline/conversations/{token.ConversationId}/activities") { Content = Json(mutation.Body) };
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token.Token);
            var answer = await site.AskAsync(request);
            ((int)answer.Status).ShouldBeLessThan(500, $"{i}: {answer.Text} {Show(mutation)}");
            var said = await site.ReadAsync(token);
            if (mutation.Readable)
            {
                answer.Status.ShouldBe(HttpStatusCode.OK, $"{i}: {answer.Text} {Show(mutation)}");
                said[0].GetProperty("text").GetString()!.ShouldEndWith((string)activity["text"]!, customMessage: $"{i}: {Show(mutation)}");
                said.Count.ShouldBeGreaterThan(1, $"{i}: {Show(mutation)}");
                said.ShouldAllBe(one => !one.GetRawText().Contains(Failed), $"{i}: {Show(mutation)}");
            }
        }
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task In_Teams_the_house_never_fails_and_no_readable_word_is_lost(Engine engine)
    {
        await using var site = await TeamsSite.StartAsync(database: NewDatabase(engine));
        var random = new Random(11262026);
        string[] needed = ["type", "text", "id", "from", "recipient", "conversation", "channelId", "serviceUrl", "channelData", "deliveryMode", "value"];
        for (var i = 0; i < Tries; i++)
        {
            var activity = site.Message(Words[random.Next(Words.Length)], person: $"p{i}");
            activity["serviceUrl"] = site.ServiceUrl;
            var mutation = Mutation.Of(activity, needed, random);
            var (status, body) = await site.PostAsync(mutation.Body);
            status.ShouldBeLessThan(500, $"{i}: {body} {Show(mutation)}");
            if (mutation.Readable)
            {
                status.ShouldBe(202, $"{i}: {body} {Show(mutation)}");
                var id = (string)activity["id"]!;
                var said = await site.ReadAsync(context => context.Outbox.Where(row => row.Activity == id).Select(row => row.Reply));
                said.ShouldNotBeEmpty($"{i}: {Show(mutation)}");
                said.ShouldAllBe(reply => !reply!.Contains(Failed), $"{i}: {Show(mutation)}");
            }
        }
    }

    private static Database NewDatabase(Engine engine) => engine == Engine.Postgres ? Database.Postgres(PostgresServer.NewDatabase()) : ChatSite.NewDatabase();

    private static ByteArrayContent Json(byte[] body) => new(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };

    private static string Show(Mutation mutation) => System.Text.Encoding.UTF8.GetString(mutation.Body);
}

public enum Engine
{
    Sqlite,
    Postgres,
}
