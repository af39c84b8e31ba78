using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Storage.Turns;

/// <summary>What was accepted before, for channels that have much to do before a message is handed in.</summary>
public sealed class Inbox(Database database)
{
    /// <summary>Whether it was accepted; false promises nothing, for it may be on its way.</summary>
    /// <exception cref="DatabaseException">It cannot be read now.</exception>
    public Task<bool> HoldsAsync(AcceptedMessage message, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(message);
        return database.AskAsync(context => context.Inbox.AnyAsync(
            row => row.Channel == message.Channel && row.Conversation == message.Conversation && row.Activity == message.Activity, cancellation));
    }
}
