using System.Globalization;
using System.Text;
using System.Text.Json;
using HelpDesk.Channels.Activities;
using HelpDesk.Channels.BotFramework.BotBuilder;
using Newtonsoft.Json.Linq;

namespace HelpDesk.Channels.Tests.BotFramework.BotBuilder;

/// <summary>Ours as the SDK's and back is ours again, for whatever we read.</summary>
public class BridgeTests
{
    private static readonly string[] Texts = ["", "ERR_20040", "ログイン「できない」", "𠮷野家 🙂", "2026-11-24T10:00:00+09:00", "/Date(1)/", "a\nb\t\"c\"\\", "null", "1.10"];
    private static readonly string[] Numbers = ["0", "-0", "1.10", "9007199254740993", "1e2", "1E+400", "-3.0000000000000000000000000000001", "18446744073709551615", "0.1"];
    private static readonly string[] Unread = ["action", "label", "valueType", "importance", "code", "speak", "topicName", "callerId", "reactionsAdded", "Action", "relatesTo", "x"];

    [Fact]
    public void There_and_back_it_is_the_same()
    {
        for (var seed = 0; seed < 2_000; seed++)
        {
            var ours = Any(new Random(seed));
            JsonElement.DeepEquals(Json(ActivityBridge.ToOurs(ActivityBridge.ToSdk(ours))), Json(ours))
                .ShouldBeTrue($"{seed}:\n{Json(ours)}\n{Json(ActivityBridge.ToOurs(ActivityBridge.ToSdk(ours)))}");
        }
    }

    [Fact]
    public void What_was_received_is_read_as_it_was_admitted()
    {
        for (var seed = 0; seed < 500; seed++)
        {
            var ours = Any(new Random(seed)) with { Type = "message" };
            JsonElement.DeepEquals(Json(new ReceivedActivity(ours).Read()), Json(ours)).ShouldBeTrue($"{seed}: {Json(ours)}");
        }
    }

    [Fact]
    public void Every_member_of_ours_is_carried()
    {
        var whole = Any(new Random(1), everything: true);
        foreach (var member in typeof(Activity).GetProperties().Where(each => each.CanWrite))
        {
            member.GetValue(whole).ShouldNotBeNull(member.Name);
            member.GetValue(ActivityBridge.ToOurs(ActivityBridge.ToSdk(whole))).ShouldNotBeNull(member.Name);
        }
    }

    [Fact]
    public void Numbers_and_what_looks_like_a_date_stay_as_written()
    {
        const string Written = """{"n":[0,-0,1.10,9007199254740993,1e2,1E+400,18446744073709551615],"d":"2026-11-24T10:00:00+09:00","deep":{"d":"2026-11-24"}}""";
        JsonBridge.ToElement(JsonBridge.ToToken(JsonElement.Parse(Written)))!.Value.GetRawText().ShouldBe(Written);
    }

    [Fact]
    public void The_SDK_finds_what_it_has_members_for()
    {
        var its = ActivityBridge.ToSdk(ActivityJson.Read<Activity>(
            """{"type":"installationUpdate","action":"add","entities":[{"type":"mention","text":"<at>Help desk</at>","mentioned":{"id":"28:bot","name":"Help desk"}}],"channelData":{"tenant":{"id":"t"}},"value":{"a":[1]}}"""));
        its.Action.ShouldBe("add");
        its.GetMentions().ShouldHaveSingleItem().Mentioned.Id.ShouldBe("28:bot");
        its.GetChannelData<JObject>()["tenant"]!["id"]!.ToString().ShouldBe("t");
        its.Value.ShouldBeOfType<JObject>()["a"]![0]!.ShouldBe(1);
    }

    [Fact]
    public void What_middleware_puts_there_comes_out_as_something_that_can_be_kept()
    {
        var received = new ReceivedActivity(new Activity { Type = "message", Id = "1", Text = "x", From = new() { Id = "29:ana" }, ChannelId = "msteams" })
        {
            Text = "a\ud83dz\0", Value = new { when = new DateTime(2026, 11, 24, 1, 2, 3, DateTimeKind.Utc), who = "ana\0", not = double.NaN, id = Guid.Empty },
            Type = "typing", Id = "2", From = new() { Id = "29:ben" }, Entities = [new Microsoft.Bot.Schema.Mention { Text = "x" }],
        };
        received.Restore();
        received.Type.ShouldBe("message");
        var read = received.Read();
        (read.Text, read.Id, read.Type, read.From!.Id).ShouldBe(("a\ufffdz", "1", "message", "29:ana"));
        read.Value!.Value.GetRawText().ShouldBe("""{"when":"2026-11-24T01:02:03.0000000Z","who":"ana","not":"NaN","id":"00000000-0000-0000-0000-000000000000"}""");
        read.Entities!.ShouldHaveSingleItem().GetProperty("type").GetString().ShouldBe("mention");
    }

    private static JsonElement Json(Activity activity) => JsonSerializer.SerializeToElement(activity, ActivityJson.Options);

    private static Activity Any(Random random, bool everything = false)
    {
        var some = new Some(random, everything);
        return new Activity
        {
            Type = some.Text("message"), Id = some.Text(), Name = some.Text(), ReplyToId = some.Text(), DeliveryMode = some.Text("expectReplies"), ServiceUrl = some.Text(), ChannelId = some.Text(),
            Timestamp = some.Or(() => (DateTimeOffset?)Time(random)), LocalTimezone = some.Text(),
            LocalTimestamp = some.Or(() => Time(random).ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFFK", CultureInfo.InvariantCulture)),
            From = some.Account(), Recipient = some.Account(), Conversation = some.Or(() => new ConversationAccount { Id = some.Text(), Name = some.Text(), IsGroup = some.Or(() => (bool?)(random.Next(2) == 0)), ConversationType = some.Text(), TenantId = some.Text(), More = some.More() }),
            Text = some.Text(), TextFormat = some.Text(), Locale = some.Text(), Summary = some.Text(), InputHint = some.Text(), AttachmentLayout = some.Text(),
            MembersAdded = some.List(() => some.Account() ?? new()), MembersRemoved = some.List(() => some.Account() ?? new()),
            SuggestedActions = some.Or(() => new SuggestedActions { To = some.List(() => "29:ana"), Actions = some.List(() => new CardAction("imBack", some.Text() ?? "", some.Text() ?? "")) ?? [] }),
            Attachments = some.List(() => new Attachment { ContentType = some.Text(), ContentUrl = some.Text(), Content = some.Json(), Name = some.Text(), ThumbnailUrl = some.Text(), More = some.More() }),
            Entities = some.List(some.Object), ChannelData = some.Json(), Value = some.Json(), More = some.More(),
        };
    }

    private static DateTimeOffset Time(Random random) => new(2026, 11, 24, random.Next(24), 0, 0, random.Next(1000), TimeSpan.FromHours(random.Next(-12, 13)));

    private sealed class Some(Random random, bool everything)
    {
        public string? Text(string? also = null) => Or(() => also is not null && random.Next(2) == 0 ? also : Texts[random.Next(Texts.Length)]);

        public T? Or<T>(Func<T?> make) => everything || random.Next(2) == 0 ? make() : default;

        public List<T>? List<T>(Func<T> make) => Or(() => Enumerable.Range(0, everything ? 1 : random.Next(3)).Select(_ => make()).ToList());

        public Account? Account() => Or(() => new Account { Id = Text(), Name = Text(), Role = Text(), AadObjectId = Text(), More = More() });

        public IDictionary<string, JsonElement>? More() =>
            Or(() => (IDictionary<string, JsonElement>)Enumerable.Range(0, 1 + random.Next(2)).Select(_ => Unread[random.Next(Unread.Length)]).Distinct().ToDictionary(name => name, _ => Element(3)));

        public JsonElement? Json() => everything ? Object() : Or(() => (JsonElement?)Element(4)) is { ValueKind: not JsonValueKind.Null } some ? some : null;

        public JsonElement Object() => JsonElement.Parse(ObjectText(3));

        private JsonElement Element(int depth) => JsonElement.Parse(Written(depth));

        private string Written(int depth) => random.Next(depth > 0 ? 7 : 5) switch
        {
            0 => "null",
            1 => "true",
            2 => "false",
            3 => Numbers[random.Next(Numbers.Length)],
            4 => JsonSerializer.Serialize(Texts[random.Next(Texts.Length)]),
            5 => $"[{string.Join(',', Enumerable.Range(0, random.Next(3)).Select(_ => Written(depth - 1)))}]",
            _ => ObjectText(depth - 1),
        };

        private string ObjectText(int depth)
        {
            var text = new StringBuilder("{");
            foreach (var name in new[] { "type", "ä", "" }.Where(_ => random.Next(2) == 0))
            {
                text.Append(text.Length > 1 ? "," : "").Append(JsonSerializer.Serialize(name)).Append(':').Append(Written(depth));
            }

            return text.Append('}').ToString();
        }
    }
}
