using System.Text.Json.Serialization;
using HelpDesk.Channels.DirectLine.Wire;

namespace HelpDesk.Channels.DirectLine.Tokens;

/// <summary>What a token proves.</summary>
/// <param name="Origins">Pages that may use it; empty: ours and those that the settings allow.</param>
/// <param name="Until">When what it opens ends.</param>
/// <param name="End">When the session ends, however often its token is renewed.</param>
/// <param name="Since">The last time that the person had themselves forgotten before; a later one ends it.</param>
internal sealed record ChatToken(string Conversation, string User, IReadOnlyList<string> Origins, DateTimeOffset Until, DateTimeOffset End, long Since);

/// <summary>A token read; one of the two is there.</summary>
internal sealed record TokenReading(ChatToken? Token, Refusal? Refusal)
{
    public static implicit operator TokenReading(ChatToken token) => new(token, null);

    public static implicit operator TokenReading(Refusal refusal) => new(null, refusal);
}

/// <summary>A token for one conversation of one person, as Direct Line's clients read it.</summary>
/// <param name="ExpiresIn">Seconds.</param>
/// <param name="UserId">Begins with «dl_».</param>
public sealed record IssuedToken(
    string ConversationId, string Token, [property: JsonPropertyName("expires_in")] int ExpiresIn, string UserId);
