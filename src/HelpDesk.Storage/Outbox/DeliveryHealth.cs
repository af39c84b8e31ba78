namespace HelpDesk.Storage.Outbox;

/// <summary>How delivery stands, on all nodes: asked of the database.</summary>
/// <param name="GivenUp">Replies that were given up within <see cref="DeliveryHealth.Within"/>.</param>
/// <param name="Oldest">When what waits longest was said; null where nothing waits.</param>
/// <param name="IsLate">It waits for longer than <see cref="DeliveryHealth.Late"/>.</param>
public sealed record DeliveryStanding(int GivenUp, DateTimeOffset? Oldest, bool IsLate)
{
    /// <summary>ready, given-up, late.</summary>
    public string Code => GivenUp > 0 ? "given-up" : IsLate ? "late" : "ready";
}

/// <summary>What whoever runs the program has to know of delivery.</summary>
public sealed class DeliveryHealth(Database database, TimeProvider time)
{
    /// <summary>For so long after something was given up, health says so.</summary>
    public static readonly TimeSpan Within = TimeSpan.FromHours(24);

    /// <summary>What waits for longer is late: the far side does not answer, or the bot's credential is refused.</summary>
    public static readonly TimeSpan Late = TimeSpan.FromMinutes(15);

    /// <exception cref="System.Data.Common.DbException">It cannot be asked.</exception>
    public async Task<DeliveryStanding> NowAsync()
    {
        var (now, state) = (time.GetUtcNow(), new DeliveryStanding(0, null, false));
        await using var session = await database.OpenSessionAsync();
        await session.QueryAsync(OutboxSql.Health, [[(now - Within).UtcTicks]], (_, row) =>
        {
            var oldest = row.IsDBNull(1) ? (DateTimeOffset?)null : new DateTimeOffset(row.GetInt64(1), TimeSpan.Zero);
            state = new DeliveryStanding((int)row.GetInt64(0), oldest, now - oldest > Late);
        });
        return state;
    }
}
