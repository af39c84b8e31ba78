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
        return JsonSerializer.Serialize(new Stored(reply.Text, reply.Card, reply.Choices, reply.Language, true, reply.Files), Options);
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
