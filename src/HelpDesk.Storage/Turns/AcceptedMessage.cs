using HelpDesk.Conversation.Dialogue;

namespace HelpDesk.Storage.Turns;

/// <summary>A message as a channel hands it in.</summary>
/// <param name="Activity">The channel's id of it: a repeat has the same.</param>
/// <param name="Person">The speaker's identity in the channel.</param>
public sealed record AcceptedMessage(string Channel, string Conversation, string Activity, string Person, Incoming Message, string? PersonName = null);

/// <summary>The replies that stand in the outbox for a message.</summary>
/// <param name="Repeat">The message had been accepted before; nothing was done again.</param>
public sealed record AcceptedTurn(bool Repeat, IReadOnlyList<Reply> Replies);

/// <summary>Replies as the outbox holds them.</summary>
public static class ReplyJson
{
    private static readonly System.Text.Json.JsonSerializerOptions Options = new(System.Text.Json.JsonSerializerDefaults.Web)
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull,
    };

    public static string Write(Reply reply) => System.Text.Json.JsonSerializer.Serialize(reply, Options);

    public static Reply Read(string json) => System.Text.Json.JsonSerializer.Deserialize<Reply>(json, Options)!;
}
