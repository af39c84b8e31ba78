using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;

namespace HelpDesk.Channels.BotFramework.Authentication;

/// <param name="Key">The very key that its signature was checked with.</param>
/// <param name="NotBefore">Null where the token says none.</param>
internal sealed record ProvenToken(ChannelProof Proof, JsonWebKey Key, DateTime? NotBefore, DateTime Expires);

/// <summary>
/// Tokens whose signature and claims were checked: the service sends the same one with every activity for up to an hour. What
/// may change is looked at each time: whether the key is still the one that is published, and the time. Tokens themselves are
/// not kept, only their hash; only what was proven comes in here, so that nobody else can push it out.
/// </summary>
internal sealed class ProvenTokens
{
    /// <summary>The service uses a few at a time; when there are more, all are forgotten and checked anew.</summary>
    public const int Most = 64;

    private readonly ConcurrentDictionary<string, ProvenToken> tokens = new(StringComparer.Ordinal);

    /// <summary>Null: not seen before, or its key is another by now.</summary>
    public async ValueTask<ChannelProof?> FindAsync(string authorization, ChannelKeys keys, Func<DateTime?, DateTime?, bool> isCurrent, CancellationToken cancellation) =>
        tokens.TryGetValue(Hash(authorization), out var known) && isCurrent(known.NotBefore, known.Expires)
            && ReferenceEquals(await keys.FindAsync(known.Key.Kid, cancellation), known.Key)
            ? known.Proof
            : null;

    public void Keep(string authorization, ProvenToken token)
    {
        if (tokens.Count >= Most)
        {
            tokens.Clear();
        }

        tokens[Hash(authorization)] = token;
    }

    private static string Hash(string authorization) => Convert.ToBase64String(SHA256.HashData(MemoryMarshal.AsBytes(authorization.AsSpan())));
}
