using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Storage.Outbox;

/// <summary>Conversations in which nobody is reached any more, for channels that are told of it before something is sent.</summary>
public sealed class LeftConversations(Database database, TimeProvider time)
{
    /// <summary>Those of a channel whose reference holds a text, each with its reference.</summary>
    /// <exception cref="DatabaseException">It cannot be read now.</exception>
    public async Task<IReadOnlyList<(string Conversation, string Reference)>> FindAsync(string channel, string referenceHolds, CancellationToken cancellation)
    {
        var rows = await database.AskAsync(context => context.Conversations.AsNoTracking()
            .Where(row => row.Channel == channel && row.Reference != null && row.Reference.Contains(referenceHolds))
            .OrderBy(row => row.Conversation).Select(row => new { row.Conversation, row.Reference }).ToListAsync(cancellation));
        return [.. rows.Select(row => (row.Conversation, row.Reference!))];
    }

    /// <summary>Whether the message that tells of it was acted on.</summary>
    /// <exception cref="DatabaseException">It cannot be read now.</exception>
    public Task<bool> IsKnownAsync(ActKey once, CancellationToken cancellation) => database.AskAsync(context => context.Inbox.AsNoTracking()
        .AnyAsync(row => row.Channel == once.Channel && row.Conversation == once.Conversation && row.Activity == once.Activity, cancellation));

    /// <summary>Messages heard in a conversation so far: as long as it stays the same, nobody has come back.</summary>
    /// <exception cref="DatabaseException">It cannot be read now.</exception>
    public Task<int> HeardAsync(string channel, string conversation, CancellationToken cancellation) =>
        database.AskAsync(context => context.Inbox.AsNoTracking().CountAsync(row => row.Channel == channel && row.Conversation == conversation, cancellation));

    /// <summary>What waits in a conversation, in order.</summary>
    /// <exception cref="DatabaseException">It cannot be read now.</exception>
    public async Task<IReadOnlyList<LostReply>> WaitingAsync(string channel, string conversation)
    {
        var waiting = new List<LostReply>();
        await WithAsync(session => session.QueryAsync(OutboxSql.Left, [[channel, conversation]], (_, row) =>
            waiting.Add(new LostReply(row.GetInt64(0), row.IsDBNull(1) ? null : row.GetString(1), ReplyJson.Read(row.GetString(2)), new DateTimeOffset(row.GetInt64(3), TimeSpan.Zero)))));
        return waiting;
    }

    /// <summary>What waits there is not sent; what is said later is.</summary>
    /// <param name="why">A stable code.</param>
    /// <param name="once">The message that tells of it; a repeat ends nothing more.</param>
    /// <exception cref="DatabaseException">It could not be stored.</exception>
    public Task EndAsync(string channel, IEnumerable<string> conversations, string why, ActKey? once) => WithAsync(async session =>
    {
        await session.BeginAsync();
        object?[][] key = once is null ? [] : [[once.Channel, once.Conversation, once.Activity, time.GetUtcNow().UtcTicks]];
        if (await session.ExecuteAsync(ConversationSql.Accept, key) == key.Length)
        {
            var ended = await session.ExecuteAsync(OutboxSql.Abandon, [.. conversations.Select(conversation => new object?[] { channel, conversation, why, time.GetUtcNow().UtcTicks })]);
            DeliveryMeter.CountGivenUp(channel, why, ended);
        }

        await session.CommitAsync();
    });

    /// <summary>Somebody is there again, perhaps by another way.</summary>
    /// <exception cref="DatabaseException">It could not be stored.</exception>
    public Task ReturnAsync(string channel, string conversation, string reference) =>
        WithAsync(session => session.ExecuteAsync(OutboxSql.Reach, [[channel, conversation, reference]]));

    private async Task WithAsync(Func<Sessions.Session, Task> work)
    {
        try
        {
            await using var session = await database.OpenSessionAsync();
            await work(session);
        }
        catch (Exception e) when (Faults.IsOfDatabase(e))
        {
            throw Faults.Explained(e, database) ?? new DatabaseException("unreachable", database.Name, e);
        }
    }
}
