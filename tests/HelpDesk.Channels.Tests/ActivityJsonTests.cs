using System.Text.Json;
using HelpDesk.Channels.Activities;

namespace HelpDesk.Channels.Tests;

public class ActivityJsonTests
{
    [Fact]
    public void Members_that_nobody_reads_survive_an_echo()
    {
        const string Json = """{"type":"message","id":"1","from":{"id":"dl_a","email":"x"},"text":"ログイン","channelData":{"clientActivityID":"c1"},"importance":"high"}""";
        ActivityJson.Write(ActivityJson.Read<Activity>(Json)).ShouldBe(Json);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("""{"type":{}}""")]
    [InlineData("""{"type":"message""")]
    public void What_is_no_activity_is_refused(string json) => Should.Throw<JsonException>(() => ActivityJson.Read<Activity>(json));

    [Fact]
    public void Nesting_has_an_end()
    {
        static string Nested(int depth) => "{\"value\":" + new string('[', depth) + new string(']', depth) + "}";
        _ = ActivityJson.Read<Activity>(Nested(ActivityJson.DeepestNesting - 1));
        Should.Throw<JsonException>(() => ActivityJson.Read<Activity>(Nested(ActivityJson.DeepestNesting)));
    }
}
