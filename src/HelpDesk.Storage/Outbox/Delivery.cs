using HelpDesk.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Storage.Outbox;

/// <summary>What stands in the outbox of one conversation, in order, for a reader that is always there: a terminal.</summary>
public sealed class Delivery(Database database, TimeProvider time)
{
    private const int MostAtOnce = 100;

    public async Task<IReadOnlyList<OutgoingReply>> PendingAsync(string channel, string conversation, CancellationToken cancellation)
    {
        await using var context = database.Open();
        var rows = await context.Outbox.AsNoTracking()
            .Where(row => row.State == DeliveryState.Pending && row.Channel == channel && row.Conversation == conversation)
            .OrderBy(row => row.Sequence).Take(MostAtOnce).ToListAsync(cancellation);
        return [.. rows.Select(row => new OutgoingReply(row.Id, row.Channel, row.Conversation, row.Sequence, row.Activity, ReplyJson.Read(row.Reply!), row.At, row.Attempts, row.Doubts, null))];
    }

    /// <summary>What was acknowledged is never sent again.</summary>
    public async Task DeliveredAsync(IReadOnlyList<long> ids, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        await using var context = database.Open();
        await context.Outbox.Where(row => ids.Contains(row.Id) && row.State == DeliveryState.Pending)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.State, DeliveryState.Delivered).SetProperty(row => row.DeliveredAt, now).SetProperty(row => row.Attempts, row => row.Attempts + 1), cancellation);
    }
}
