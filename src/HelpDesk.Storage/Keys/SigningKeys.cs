using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Storage.Keys;

/// <summary>A secret that signs tokens.</summary>
/// <param name="Period">Names the key in a token.</param>
public sealed record SigningKey(long Period, byte[] Secret);

/// <summary>
/// The keys that sign tokens: a new one each period, made by whichever node needs it first and read by all. The one before
/// is kept, for tokens that were signed just before the change; older ones are deleted.
/// </summary>
public sealed class SigningKeys(Database database, TimeProvider time)
{
    /// <summary>How long a key signs. Far longer than any token lives.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromDays(30);

    private const int SecretBytes = 32;

    private readonly ConcurrentDictionary<long, SigningKey> known = [];

    /// <exception cref="DatabaseException">The key is not known yet and the database cannot give it.</exception>
    public async Task<SigningKey> CurrentAsync(CancellationToken cancellation)
    {
        var period = Now;
        return await FindAsync(period, cancellation) ?? await MakeAsync(period, cancellation);
    }

    /// <summary>Null where the period is not one in which a token that still lives was signed, or had no key.</summary>
    /// <exception cref="DatabaseException">The key is not known yet and the database cannot give it.</exception>
    public async Task<SigningKey?> FindAsync(long period, CancellationToken cancellation)
    {
        // One period ahead: another node's clock may have passed the change already.
        if (Math.Abs(period - Now) > 1)
        {
            return null;
        }

        if (known.TryGetValue(period, out var key))
        {
            return key;
        }

        var row = await database.AskAsync(context => context.SigningKeys.AsNoTracking().SingleOrDefaultAsync(one => one.Period == period, cancellation));
        return row is null ? null : known.GetOrAdd(period, new SigningKey(period, row.Secret));
    }

    private long Now => time.GetUtcNow().UtcTicks / Period.Ticks;

    private async Task<SigningKey> MakeAsync(long period, CancellationToken cancellation)
    {
        var secret = RandomNumberGenerator.GetBytes(SecretBytes);
        await database.AskAsync(async context =>
        {
            // Of two nodes that make it at the same instant the first one's stands, and both read that.
            await context.Database.ExecuteSqlAsync($"INSERT INTO \"SigningKeys\" (\"Period\", \"Secret\") VALUES ({period}, {secret}) ON CONFLICT DO NOTHING", cancellation);
            return await context.SigningKeys.Where(row => row.Period < period - 1).ExecuteDeleteAsync(cancellation);
        });
        return await FindAsync(period, cancellation) ?? throw new DatabaseException("unreadable", database.Name);
    }
}
