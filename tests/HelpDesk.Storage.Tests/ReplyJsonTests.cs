using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using HelpDesk.Conversation.Dialogue;
using HelpDesk.Storage.Outbox;

namespace HelpDesk.Storage.Tests;

/// <summary>Replies are written by hand as the serializer would write them.</summary>
public sealed class ReplyJsonTests
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    private static readonly Reply Plain = new("一行目\n\"二行目\" \\ 😀");

    public static TheoryData<Reply> Replies() =>
    [
        Plain, new Reply(""), Plain with { Choices = [], Language = "en" }, Plain with { Choices = [new Choice("はい", "yes\t"), new Choice("", "")], Files = [new ReplyFile("f", "画面.png", "image/png", 3)] },
        Plain with { Card = new AnswerCard("1-01", "題\"名", new ArticleMarkdown("# 本文\r\n- 一"), "出典", new DateOnly(2026, 4, 1), "訳") },
        Plain with { Card = new AnswerCard("1-01", "", new ArticleMarkdown(""), null, null, null), Choices = [new Choice("a", "b")] },
        Plain with { Card = new TicketCard("T-1", "件名", "new", "operator", "拝啓\n") }, Plain with { Card = new TicketCard("T-1", "件名", "new", "operator", null) },
        Plain with { Card = new CandidatesCard([new Candidate("1-01", "題")]) }, Plain with { Card = new FormCard([new FormField("area", "エリア", null) { Required = true, Options = [new Choice("東京", "03")] }]) },
    ];

    [Theory]
    [MemberData(nameof(Replies))]
    public void A_reply_is_written_as_the_serializer_writes_it(Reply reply)
    {
        var written = ReplyJson.Write(reply);
        written.ShouldBe(JsonSerializer.Serialize(new { text = reply.Text, card = reply.Card, choices = reply.Choices, language = reply.Language, plain = true, files = reply.Files }, Options));
        ReplyJson.Write(ReplyJson.Read(written)).ShouldBe(written);
    }
}
