using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using HelpDesk.Conversation.Dialogue;

namespace HelpDesk.Storage.Outbox;

/// <summary>Replies as the outbox holds them.</summary>
public static class ReplyJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public static string Write(Reply reply) => JsonSerializer.Serialize(reply, Options);

    public static Reply Read(string json) => JsonSerializer.Deserialize<Reply>(json, Options)!;
}
