using System.Text;
using System.Text.Json;
using HelpDesk.Channels.Activities;

namespace HelpDesk.Channels.Tests.Door;

/// <summary>What stands behind the door of what was handed in.</summary>
public class CleanJsonTests
{
    public static TheoryData<string, string, string> Texts { get; } = new()
    {
        { "half a character, high", "a\\ud800b", "a\ufffdb" },
        { "half a character, low", "a\\udc00b", "a\ufffdb" },
        { "two halves in the wrong order", "\\udc00\\ud800", "\ufffd\ufffd" },
        { "a whole character", "\\ud83d\\ude00", "\ud83d\ude00" },
        { "a half, then a whole one", "\\ud83d\\ud83d\\ude00", "\ufffd\ud83d\ude00" },
        { "NUL", "a\\u0000b", "ab" },
        { "escape and C1", "\\u001b[31mred\\u009b0m", "[31mred0m" },
        { "line breaks and tabs stay", "a\\r\\n\\tb", "a\r\n\tb" },
        { "signs with an escape of their own", "\\\"\\\\\\/\\b\\f", "\"\\/" },
        { "escapes of whole characters alone", "\\u30ed\\u30B0\\ud7ff", "ログ\ud7ff" },
        { "half a character behind such", "\\u30ed\\uD800", "ロ\ufffd" },
        { "the last half behind such", "\\u30ed\\uDFFF", "ロ\ufffd" },
        { "NUL behind such", "\\u30ed\\u0000b", "ロb" },
        { "an escape that is none", "\\\\u0000", "\\u0000" },
    };

    [Theory]
    [MemberData(nameof(Texts))]
    public void A_text_is_cleaned_and_nothing_else_of_it_is_lost(string name, string written, string expected) =>
        Read($$"""{"type":"message","text":"{{written}}"}""")!.Text.ShouldBe(expected, name);

    public static TheoryData<string, string> Unread { get; } = new()
    {
        { "attachments", "[null]" }, { "attachments", "{}" }, { "attachments", "7" }, { "membersAdded", "[null]" }, { "membersRemoved", "[[]]" }, { "entities", "[null,1,\"x\",{}]" },
        { "timestamp", "\"yesterday\"" }, { "timestamp", "{}" }, { "from", "[]" }, { "conversation", "\"c\"" }, { "recipient", "3" }, { "suggestedActions", "{\"actions\":[null,{}],\"to\":[null,2]}" },
        { "locale", "[]" }, { "name", "{\"a\":[]}" }, { "\\ud800", "\"\\ud800\"" }, { "channelData", "{\"\\u0000\":\"\\ud800\"}" }, { "anything", "1e999" },
    };

    [Theory]
    [MemberData(nameof(Unread))]
    public void A_member_of_another_kind_costs_the_message_nothing(string member, string value)
    {
        var read = Read($$"""{"type":"message","{{member}}":{{value}},"text":"ログイン"}""")!;
        read.Text.ShouldBe("ログイン");

        // And what was read can be kept.
        ActivityReading.Read(Encoding.UTF8.GetBytes(ActivityJson.Write(read)))!.Text.ShouldBe("ログイン");
    }

    [Theory]
    [InlineData(64)]
    [InlineData(100_000)]
    public void What_nests_too_deep_is_left_out_where_it_is_too_deep_and_not_the_message(int depth)
    {
        var json = $$$"""{"type":"message","channelData":{"clientActivityID":"c1","deep":{{{new string('[', depth)}}}{{{new string(']', depth)}}}},"text":"ログイン"}""";
        var read = Read(json)!;
        (read.Text, read.ChannelData!.Value.GetProperty("clientActivityID").GetString()).ShouldBe(("ログイン", "c1"));
        ActivityJson.Read<Activity>(ActivityJson.Write(read)).Text.ShouldBe("ログイン");
    }

    [Fact]
    public void The_deepest_that_is_kept_is_kept_whole()
    {
        var nested = new string('[', CleanJson.DeepestNesting - 1) + new string(']', CleanJson.DeepestNesting - 1);
        Read($$"""{"type":"message","value":{{nested}}}""")!.Value!.Value.GetRawText().ShouldBe(nested);
        Read($$"""{"type":"message","value":[{{nested}}]}""")!.Value!.Value.GetRawText().ShouldNotContain(nested);
    }

    [Fact]
    public void Bytes_that_are_no_UTF8_and_a_mark_at_the_beginning_are_no_hindrance()
    {
        byte[] json = [.. Encoding.UTF8.Preamble, .. "{\"type\":\"message\",\"text\":\"a"u8, 0xed, 0xa0, 0x80, .. "b\"}"u8];
        ActivityReading.Read(json)!.Text.ShouldBe("a\ufffd\ufffd\ufffdb");
    }

    [Fact]
    public void Members_that_nobody_reads_survive_an_echo()
    {
        const string Json = """{"type":"message","id":"1","from":{"id":"dl_a","email":"x"},"text":"ログイン","channelData":{"clientActivityID":"c1"},"importance":"high"}""";
        ActivityJson.Write(Read(Json)!).ShouldBe(Json);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("\"x\"")]
    public void What_is_no_object_is_no_activity(string json) => Read(json).ShouldBeNull();

    [Theory]
    [InlineData("")]
    [InlineData("""{"type":"message""")]
    [InlineData("""{"type":"message"}}""")]
    [InlineData("""{"type":"\u00"}""")]
    [InlineData("""{"a":"\ud800","type":}""")]
    public void What_is_no_JSON_is_refused(string json) => Should.Throw<JsonException>(() => Read(json));

    private static Activity? Read(string json) => ActivityReading.Read(Encoding.UTF8.GetBytes(json));
}
