using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using HelpDesk.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Storage.Visitors;

/// <summary>A person of the web channel and the conversation in which they are answered.</summary>
public sealed record WebPerson(string Person, string Conversation);

/// <summary>Who asks for a code.</summary>
/// <param name="Network">Where they ask from: an address of IPv4, a /64 of IPv6.</param>
public sealed record Asker(string Person, string Network);

/// <summary>A code to be sent, or (null) how long to wait until this asker may have another sent there.</summary>
public sealed record IssuedCode(string? Code, TimeSpan Wait);

/// <summary>
/// Proves e-mail addresses by six digits sent there. Whoever proves an address is the same person in every browser, with
/// their tickets: those of this browser, and those that gave the address as the way to reach them.
/// </summary>
public sealed class EmailProofs(Database database, TimeProvider time)
{
    public const int Tries = 5;

    /// <summary>Codes that one browser may have sent in an hour, wherever to.</summary>
    public const int MostOfAskerInAnHour = 5;

    /// <summary>Codes that one network may have sent to one mailbox in an hour: half of what a mailbox gets, so that no stranger can use up all of it.</summary>
    public const int MostOfNetworkInAnHour = 10;

    /// <summary>Codes that a mailbox gets in an hour, whoever asks: nobody's is filled through us.</summary>
    public const int MostToMailboxInAnHour = 20;

    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    private const int SaltBytes = 16;
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    /// <summary>Counts and notes in one go: of many who ask at the same instant no more get a code than one after another would.</summary>
    public async Task<IssuedCode> IssueAsync(Asker asker, string email, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(asker);
        var address = Mailbox.Canonical(email);
        var mailbox = Mailbox.Of(address);
        using var place = await database.QueueAsync(cancellation);
        var now = time.GetUtcNow();
        await using var context = database.Open();

        // Whoever may have none is told without the right to write, which is others' need.
        if (await FreeAtAsync(context, asker, mailbox, now, cancellation) is { } known)
        {
            return new IssuedCode(null, known - now);
        }

        // On SQLite it holds the one right to write; PostgreSQL needs a lock of its own for that, of everybody who is about to count.
        await using var transaction = await context.Database.BeginTransactionAsync(cancellation);
        if (database.SqliteFile is null)
        {
            await context.Database.ExecuteSqlRawAsync("LOCK TABLE \"EmailCodes\" IN SHARE ROW EXCLUSIVE MODE", cancellation);
        }

        if (await FreeAtAsync(context, asker, mailbox, now, cancellation) is { } free)
        {
            return new IssuedCode(null, free - now);
        }

        var past = now - Hour;
        await context.EmailCodes.Where(row => row.At <= past).ExecuteDeleteAsync(cancellation);
        var code = RandomNumberGenerator.GetInt32(1_000_000).ToString("D6", CultureInfo.InvariantCulture);
        var salt = RandomNumberGenerator.GetBytes(SaltBytes);
        context.EmailCodes.Add(new EmailCodeRow
        {
            Email = address, Mailbox = mailbox, Person = asker.Person, Network = asker.Network,
            Salt = salt, Hash = Hash(salt, code), At = now, ExpiresAt = now + Lifetime, TriesLeft = Tries,
        });
        await context.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return new IssuedCode(code, TimeSpan.Zero);
    }

    /// <summary>When the last of the limits that are reached lets go; null where none is.</summary>
    private static async Task<DateTimeOffset?> FreeAtAsync(HelpDeskContext context, Asker asker, string mailbox, DateTimeOffset now, CancellationToken cancellation)
    {
        var since = now - Hour;
        var sent = await context.EmailCodes.AsNoTracking().Where(row => row.At > since && (row.Mailbox == mailbox || row.Person == asker.Person))
            .OrderBy(row => row.At).Select(row => new Counted(row.Mailbox == mailbox, row.Person == asker.Person, row.Network == asker.Network, row.At)).ToListAsync(cancellation);
        var ends = new[]
        {
            (MostOfAskerInAnHour, sent.Where(one => one.OfPerson)), (MostOfNetworkInAnHour, sent.Where(one => one.ToMailbox && one.OfNetwork)), (MostToMailboxInAnHour, sent.Where(one => one.ToMailbox)),
        }.Select(limit => (Most: limit.Item1, Sent: limit.Item2.ToList())).Where(limit => limit.Sent.Count >= limit.Most).Select(limit => limit.Sent[^limit.Most].At + Hour).ToList();
        return ends.Count == 0 ? null : ends.Max();
    }

    private sealed record Counted(bool ToMailbox, bool OfPerson, bool OfNetwork, DateTimeOffset At);

    /// <summary>Who the visitor is from now on; null where the code is wrong, used, too old or tried too often.</summary>
    /// <param name="visitor">Who they are in this browser so far.</param>
    /// <param name="fresh">Who they become where the address is new and this browser's person has proved another one already:
    /// the next person at a shared machine must not become the one before.</param>
    public async Task<WebPerson?> ProveAsync(string channel, WebPerson visitor, WebPerson fresh, string email, string code, CancellationToken cancellation)
    {
        var address = Mailbox.Canonical(email);
        await using var context = database.Open();
        if (!await TakeAsync(context, visitor.Person, address, code, cancellation))
        {
            return null;
        }

        await using var transaction = await context.Database.BeginTransactionAsync(cancellation);
        var isProven = await context.ProvenEmails.AnyAsync(row => row.Person == visitor.Person, cancellation);
        var person = await BindAsync(context, channel, address, isProven ? fresh : visitor, fresh, cancellation);
        await new TicketMove(context).ToAsync(channel, person, isProven ? null : visitor.Person, address, cancellation);
        await transaction.CommitAsync(cancellation);
        return person;
    }

    /// <summary>Uses up a try, and the code where it is right.</summary>
    private async Task<bool> TakeAsync(HelpDeskContext context, string person, string address, string code, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var row = await context.EmailCodes.AsNoTracking().Where(row => row.Email == address && row.Person == person)
            .OrderByDescending(row => row.Id).FirstOrDefaultAsync(cancellation);
        if (row is null)
        {
            return false;
        }

        // Counted before it is compared, so that tries made at the same instant are not free.
        var counted = await context.EmailCodes.Where(other => other.Id == row.Id && other.TriesLeft > 0 && other.ExpiresAt > now)
            .ExecuteUpdateAsync(set => set.SetProperty(other => other.TriesLeft, other => other.TriesLeft - 1), cancellation);
        if (counted == 0 || !CryptographicOperations.FixedTimeEquals(Hash(row.Salt, code), row.Hash))
        {
            return false;
        }

        // A code is good once; it goes on counting for the address's limit.
        return await context.EmailCodes.Where(other => other.Id == row.Id && other.ExpiresAt > now)
            .ExecuteUpdateAsync(set => set.SetProperty(other => other.ExpiresAt, now), cancellation) == 1;
    }

    private async Task<WebPerson> BindAsync(HelpDeskContext context, string channel, string address, WebPerson newcomer, WebPerson fresh, CancellationToken cancellation)
    {
        if (await context.ProvenEmails.AsNoTracking().FirstOrDefaultAsync(row => row.Email == address, cancellation) is not { } known)
        {
            context.ProvenEmails.Add(new ProvenEmailRow { Email = address, Person = newcomer.Person, At = time.GetUtcNow() });
            await context.SaveChangesAsync(cancellation);
            return newcomer;
        }

        var conversation = await context.Conversations.AsNoTracking().Where(row => row.Channel == channel && row.Person == known.Person)
            .OrderByDescending(row => row.ChangedAt).Select(row => row.Conversation).FirstOrDefaultAsync(cancellation);
        return new WebPerson(known.Person, conversation ?? fresh.Conversation);
    }

    private static byte[] Hash(byte[] salt, string code) => HMACSHA256.HashData(salt, Encoding.UTF8.GetBytes(code.Trim()));
}
