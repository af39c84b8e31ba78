namespace HelpDesk.Storage.Outbox;

/// <summary>
/// Who may be under way: of each conversation one reply, of all a bounded number, and first whoever was served longest ago. One
/// that hangs keeps its conversation, but soon gives its place to others.
/// </summary>
internal sealed class Places(TimeProvider time)
{
    /// <summary>Replies under way at the same time that are not slow.</summary>
    public const int Prompt = 32;

    /// <summary>Replies under way at the same time in all.</summary>
    public const int Most = 256;

    /// <summary>After it a reply counts as slow.</summary>
    public static readonly TimeSpan Slow = TimeSpan.FromSeconds(1);

    /// <summary>Conversations whose turn is remembered; of others it is their turn.</summary>
    private const int MostRemembered = 10_000;

    private readonly Lock gate = new();
    private readonly Dictionary<string, long> underWay = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> served = new(StringComparer.Ordinal);
    private long turns;

    public bool AreEmpty
    {
        get
        {
            lock (gate)
            {
                return underWay.Count == 0;
            }
        }
    }

    /// <summary>How many may start now, and, where none may, how long until one that is under way counts as slow; null: not before one ends.</summary>
    public (int Free, TimeSpan? Wait) Now()
    {
        lock (gate)
        {
            var ages = underWay.Values.Select(start => time.GetElapsedTime(start)).Where(age => age < Slow).ToList();
            var free = Math.Min(Prompt - ages.Count, Most - underWay.Count);
            return free > 0 ? (free, null) : (0, underWay.Count < Most ? Slow - ages.Max() : null);
        }
    }

    /// <summary>Takes places for as many as may start; those whose conversation is under way are passed over.</summary>
    public IReadOnlyList<(long Id, string Conversation)> Take(IEnumerable<(long Id, string Conversation)> due)
    {
        var free = Now().Free;
        lock (gate)
        {
            var chosen = due.Where(head => !underWay.ContainsKey(head.Conversation))
                .OrderBy(head => served.GetValueOrDefault(head.Conversation)).ThenBy(head => head.Id).Take(free).ToList();
            if (served.Count > MostRemembered)
            {
                served.Clear();
            }

            foreach (var head in chosen)
            {
                underWay[head.Conversation] = time.GetTimestamp();
                served[head.Conversation] = ++turns;
            }

            return chosen;
        }
    }

    public void Leave(string conversation)
    {
        lock (gate)
        {
            underWay.Remove(conversation);
        }
    }
}
