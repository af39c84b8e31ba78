using System.Collections.Concurrent;
using HelpDesk.Channels.DirectLine.Messages;

namespace HelpDesk.Channels.DirectLine.Limits;

/// <summary>Conversations that have begun or were counted; looked up in the database once an hour.</summary>
internal sealed class BegunConversations(ConversationLog log, TimeProvider time)
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    /// <summary>When what is older than an hour is looked for and dropped.</summary>
    private const int MostBetweenSweeps = 10_000;

    private readonly ConcurrentDictionary<string, DateTimeOffset> known = new(StringComparer.Ordinal);
    private int added;

    /// <summary>False the first time that one is asked for which has not begun: whoever asks is to count it.</summary>
    /// <exception cref="HelpDesk.Storage.DatabaseException">It cannot be read now.</exception>
    public async Task<bool> HoldsAsync(string conversation, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        if (known.TryGetValue(conversation, out var at) && now - at < Hour)
        {
            return true;
        }

        var begun = await log.FindAsync(conversation, cancellation) is not null;
        Sweep(now);

        // Of two at once the first counts it.
        return known.TryGetValue(conversation, out at) && now - at >= Hour
            ? !known.TryUpdate(conversation, now, at) || begun
            : !known.TryAdd(conversation, now) || begun;
    }

    /// <summary>It was not let begin: who asks again is counted again.</summary>
    public void Remove(string conversation) => known.TryRemove(conversation, out _);

    private void Sweep(DateTimeOffset now)
    {
        if (Interlocked.Increment(ref added) % MostBetweenSweeps != 0)
        {
            return;
        }

        foreach (var old in known.Where(one => now - one.Value >= Hour))
        {
            known.TryRemove(old);
        }
    }
}
