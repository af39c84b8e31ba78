namespace HelpDesk.Storage.Outbox;

/// <summary>
/// For a reply that its channel sends as several messages: each that was acknowledged is noted at once, so that whoever goes on
/// after a crash or a pause begins behind it.
/// </summary>
public sealed class PartLog(Database database)
{
    /// <param name="id">The channel's id of the part; «-» where it gave none.</param>
    /// <returns>False: the claim has passed to another node, which sends the rest.</returns>
    public async Task<bool> AddAsync(OutgoingReply reply, string id)
    {
        ArgumentNullException.ThrowIfNull(reply);
        await using var session = await database.OpenSessionAsync();
        return await session.ExecuteAsync(OutboxSql.Part, [[reply.Id, reply.Attempts, id]]) == 1;
    }
}
