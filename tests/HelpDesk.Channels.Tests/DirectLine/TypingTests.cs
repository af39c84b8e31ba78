using System.Net;
using HelpDesk.Storage.Presence;

namespace HelpDesk.Channels.Tests.DirectLine;

/// <summary>Who types in a chat is seen by the other side for a moment, and by nobody else; nothing of it is kept.</summary>
public class TypingTests
{
    private const string Typing = """{"type":"typing","from":{"id":"someone-else"}}""";

    [Fact]
    public async Task A_person_who_types_is_there_until_they_have_said_it_and_it_uses_up_no_message()
    {
        await using var site = await ChatSite.StartAsync(new Dictionary<string, string?> { ["DirectLine:MessagesPerMinute"] = "2", ["DirectLine:ReadsPerMinute"] = "20" });
        var token = await site.TokenAsync();
        for (var stroke = 0; stroke < 10; stroke++)
        {
            (await site.PostAsync(token, Typing)).Status.ShouldBe(HttpStatusCode.OK);
        }

        var place = Spot.Chat("webchat", token.ConversationId);
        site.Presences.At(place, "an agent").ShouldBe([new Present(token.UserId, "", true)], "who the token says, not who the activity says");
        (await site.SayAsync(token, "ERR_20070")).Status.ShouldBe(HttpStatusCode.OK);
        site.Presences.At(place, "an agent").ShouldBeEmpty();
        (await site.SayAsync(token, "ERR_20070")).Status.ShouldBe(HttpStatusCode.OK);
        (await site.ReadAsync(token)).ShouldNotContain(one => one.GetProperty("type").GetString() == "typing");
    }

    [Fact]
    public async Task Typing_and_messages_together_have_their_limit()
    {
        await using var site = await ChatSite.StartAsync(new Dictionary<string, string?> { ["DirectLine:MessagesPerMinute"] = "1", ["DirectLine:ReadsPerMinute"] = "3" });
        var token = await site.TokenAsync();
        for (var stroke = 0; stroke < 3; stroke++)
        {
            (await site.PostAsync(token, Typing)).Status.ShouldBe(HttpStatusCode.OK);
        }

        (await site.PostAsync(token, Typing)).Status.ShouldBe(HttpStatusCode.TooManyRequests);
        (await site.SayAsync(token, "ERR_20070")).Status.ShouldBe(HttpStatusCode.OK);
        (await site.PostAsync(token, "no json")).Status.ShouldBe(HttpStatusCode.TooManyRequests, "who has used up both is not even read");
    }

    [Fact]
    public async Task A_person_of_the_desk_who_types_is_seen_in_that_conversation_alone()
    {
        await using var site = await ChatSite.StartAsync();
        var (token, other) = (await site.TokenAsync(), await site.TokenAsync());
        using var socket = await SocketTests.ConnectAsync(await SocketTests.StreamUrlAsync(site, token));
        using var elsewhere = await SocketTests.ConnectAsync(await SocketTests.StreamUrlAsync(site, other));
        await site.SayAsync(token, "ERR_20070");
        await site.SayAsync(other, "ERR_20070");
        var said = (await site.ReadAsync(token)).Count;
        await SocketTests.ReadAsync(socket, said);
        await SocketTests.ReadAsync(elsewhere, said);

        await site.PostAsync(token, Typing);
        site.Presences.Types(Spot.Chat("webchat", token.ConversationId), "page", "sato", "佐藤");
        var (activities, watermark) = await SocketTests.ReadAsync(socket, 1);
        activities[0].GetProperty("type").GetString().ShouldBe("typing");
        activities[0].GetProperty("from").GetProperty("role").GetString().ShouldBe("bot");
        activities[0].ToString().ShouldNotContain("佐藤", Case.Sensitive, "who speaks is said in words by the desk");
        watermark.ShouldBe(said.ToString(System.Globalization.CultureInfo.InvariantCulture), "it is no part of the transcript");

        await site.SayAsync(other, "ERR_20250");
        (await SocketTests.ReadAsync(elsewhere, 1)).Activities[0].GetProperty("type").GetString().ShouldBe("message");
    }
}
