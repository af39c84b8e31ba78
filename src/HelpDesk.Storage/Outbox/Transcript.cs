using HelpDesk.Conversation.Dialogue;
using HelpDesk.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Storage.Outbox;

/// <summary>Something said in a conversation.</summary>
/// <param name="Sequence">1, 2, 3 … in the conversation: the watermark.</param>
/// <param name="Activity">The person's activity that it echoes or answers; null for what the desk says by itself.</param>
/// <param name="Echo">The person's own message, JSON of the channel; null in a reply.</param>
/// <param name="Reply">What we said; null in an echo.</param>
public sealed record Said(long Sequence, DateTimeOffset At, string? Activity, string? Echo, Reply? Reply);

/// <summary>A conversation that keeps a transcript, as its channel sees it.</summary>
/// <param name="Person">Who speaks, by the channel's identity.</param>
/// <param name="Sequence">Of the last that was said.</param>
public sealed record KnownConversation(string Person, long Sequence, string? Reference, DateTimeOffset ChangedAt);

/// <summary>Reads what was said in a conversation, on any node, any number of times.</summary>
public sealed class Transcript(Database database)
{
    /// <summary>Rows read at once at most.</summary>
    public const int MostAtOnce = 200;

    /// <summary>What stands after a watermark, in order.</summary>
    /// <exception cref="DatabaseException">It cannot be read now.</exception>
    public async Task<IReadOnlyList<Said>> ReadAsync(string channel, string conversation, long after, int most, CancellationToken cancellation)
    {
        var rows = await database.AskAsync(context => context.Outbox.AsNoTracking()
            .Where(row => row.Channel == channel && row.Conversation == conversation && row.Sequence > after)
            .OrderBy(row => row.Sequence).Take(Math.Min(most, MostAtOnce)).ToListAsync(cancellation));
        return [.. rows.Select(Read)];
    }

    /// <summary>Null where nothing was ever said in it.</summary>
    /// <exception cref="DatabaseException">It cannot be read now.</exception>
    public Task<KnownConversation?> FindAsync(string channel, string conversation, CancellationToken cancellation) =>
        database.AskAsync(context => context.Conversations.AsNoTracking()
            .Where(row => row.Channel == channel && row.Conversation == conversation)
            .Select(row => new KnownConversation(row.Person, row.Sequence, row.Reference, row.ChangedAt)).SingleOrDefaultAsync(cancellation));

    /// <summary>The channel's id of what was last delivered in a conversation, to put something in its place; null where there is none.</summary>
    /// <exception cref="DatabaseException">It cannot be read now.</exception>
    public Task<string?> DeliveredIdAsync(string channel, string conversation, CancellationToken cancellation) =>
        database.AskAsync(context => context.Outbox.AsNoTracking()
            .Where(row => row.Channel == channel && row.Conversation == conversation && row.Delivered != null)
            .OrderByDescending(row => row.Sequence).Select(row => row.Delivered).FirstOrDefaultAsync(cancellation));

    /// <summary>What the channel took under an id in a conversation; null where nothing was.</summary>
    /// <exception cref="DatabaseException">It cannot be read now.</exception>
    public async Task<Said?> DeliveredAsync(string channel, string conversation, string id, CancellationToken cancellation)
    {
        var row = await database.AskAsync(context => context.Outbox.AsNoTracking()
            .Where(row => row.Channel == channel && row.Conversation == conversation && row.Delivered == id)
            .OrderByDescending(row => row.Sequence).FirstOrDefaultAsync(cancellation));
        return row is null ? null : Read(row);
    }

    private static Said Read(OutboxRow row) => new(row.Sequence, row.At, row.Activity, row.Echo, row.Reply is null ? null : ReplyJson.Read(row.Reply));
}
