using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using HelpDesk.Conversation.Dialogue;

namespace HelpDesk.Storage.Outbox;

/// <summary>
/// Replies as the outbox holds them. A mark says that the text is text; rows of earlier programs have none, for theirs was
/// Markdown (<see cref="EarlierReplies"/>). Earlier programs read ours, and do not see the mark.
/// </summary>
public static class ReplyJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public static string Write(Reply reply)
    {
        ArgumentNullException.ThrowIfNull(reply);
        var json = new JsonText().Begin().Member("text", reply.Text);
        Write(json, reply.Card);
        if (reply.Choices is { } choices)
        {
            json.Begin("choices", '[');
            foreach (var choice in choices)
            {
                json.Begin().Member("label", choice.Label).Member("say", choice.Say).End();
            }

            json.End(']');
        }

        json.Member("language", reply.Language).Member("plain", true);
        return (reply.Files is { } files ? json.Raw("files", JsonSerializer.Serialize(files, Options)) : json).End().Finish();
    }

    /// <summary>As the serializer would, by hand: every turn writes several. What few replies have is left to the serializer.</summary>
    private static void Write(JsonText json, Card? card)
    {
        switch (card)
        {
            case null:
                break;
            case AnswerCard answer:
                json.Begin("card").Member("kind", "answer").Member("articleId", answer.ArticleId).Member("title", answer.Title).Member("body", answer.Body.Source).Member("source", answer.Source)
                    .Member("date", answer.Date?.ToString("O", CultureInfo.InvariantCulture)).Member("note", answer.Note).End();
                break;
            case TicketCard ticket:
                json.Begin("card").Member("kind", "ticket").Member("number", ticket.Number).Member("subject", ticket.Subject).Member("state", ticket.State).Member("owner", ticket.Owner)
                    .Member("handOver", ticket.HandOver).End();
                break;
            default:
                json.Raw("card", JsonSerializer.Serialize(card, Options));
                break;
        }
    }

    /// <summary>Never throws: one row that cannot be read must not take the others of its conversation with it.</summary>
    /// <returns><see cref="Reply.Unreadable"/> where the row is no reply.</returns>
    public static Reply Read(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<Stored>(json, Options) is { Text: not null } stored ? stored.Reply : Reply.Unreadable;
        }
        catch (Exception e) when (e is JsonException or NotSupportedException)
        {
            return Reply.Unreadable;
        }
    }

    private sealed record Stored(string? Text, Card? Card, IReadOnlyList<Choice>? Choices, string? Language, bool? Plain, IReadOnlyList<ReplyFile>? Files = null)
    {
        [JsonIgnore]
        public Reply Reply => new(Plain == true ? Text! : EarlierReplies.Plain(Text!), Card, Choices, Language) { Files = Files };
    }
}
