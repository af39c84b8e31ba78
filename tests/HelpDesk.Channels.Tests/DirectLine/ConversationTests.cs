using System.Net;

namespace HelpDesk.Channels.Tests.DirectLine;

public class ConversationTests
{
    [Fact]
    public async Task A_message_comes_back_with_its_id_and_the_answer_after_it()
    {
        await using var site = await ChatSite.StartAsync();
        var token = await site.TokenAsync();
        var posted = await site.SayAsync(token, "ERR_20070", "c1");
        posted.Status.ShouldBe(HttpStatusCode.OK, posted.Text);
        var said = await site.ReadAsync(token);
        said[0].GetProperty("id").GetString().ShouldBe(posted.Json.GetProperty("id").GetString());
        said[0].GetProperty("id").GetString().ShouldBe(token.ConversationId + "|0000001");
        said[0].GetProperty("channelData").GetProperty("clientActivityID").GetString().ShouldBe("c1");
        said[0].GetProperty("text").GetString().ShouldBe("ERR_20070");
        said[0].GetProperty("conversation").GetProperty("id").GetString().ShouldBe(token.ConversationId);
        said[1].GetProperty("from").GetProperty("role").GetString().ShouldBe("bot");
        said[1].ToString().ShouldContain("6-06");
        said.Select(one => one.GetProperty("id").GetString()).ShouldBe(Enumerable.Range(1, said.Count).Select(n => $"{token.ConversationId}|{n:D7}"));
    }
}
