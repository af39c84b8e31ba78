using System.Linq.Expressions;
using System.Security.Cryptography;
using System.Text;
using HelpDesk.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Storage.People;

/// <summary>A session that stands, and whose it is now.</summary>
/// <param name="IsExtended">Its end was moved just now.</param>
public sealed record StandingSession(DeskUser User, SignInWay Way, bool IsExtended);

/// <summary>
/// Sign-ins at the desk. A session stands while its row does, its end has not come, and its person is neither disabled nor has
/// got other roles, teams or another password since; whoever asks, on whatever node, asks the database.
/// </summary>
public sealed class SessionRegister(Database database, TimeProvider time)
{
    /// <summary>Unused for so long a session ends.</summary>
    public static readonly TimeSpan Lasts = TimeSpan.FromHours(8);

    /// <summary>What another provider said of somebody holds so long, then it is asked again: who was removed there is out by then.</summary>
    public static readonly TimeSpan LastsFromElsewhere = TimeSpan.FromHours(1);

    /// <summary>That it was used is written no more often: a request costs a look, hardly ever a write.</summary>
    public static readonly TimeSpan SeenEvery = TimeSpan.FromMinutes(5);

    private const int KeyBytes = 32;

    /// <summary>A session's id, which may be shown and stored: nobody enters by it.</summary>
    public static string IdOf(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));

    /// <param name="browser">In words, at most 100 characters; null where it named none.</param>
    /// <returns>The session's key, for its cookie alone.</returns>
    /// <exception cref="DatabaseException">None was begun.</exception>
    public Task<string> BeginAsync(DeskUser user, SignInWay way, string? browser, string? from, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(user);
        return database.AskAsync(async context =>
        {
            var (key, now) = (Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(KeyBytes)), time.GetUtcNow());

            // Sign-ins are few: what has ended is swept here, so that addresses are kept no longer than sessions.
            var standing = Standing(context, now).Select(row => row.Hash);
            await context.DeskSessions.Where(row => !standing.Contains(row.Hash)).ExecuteDeleteAsync(cancellation);
            context.DeskSessions.Add(new DeskSessionRow
            {
                Hash = IdOf(key), User = user.Id, Stamp = user.SecurityStamp ?? "", Way = way, BeganAt = now, SeenAt = now, EndsAt = now + (way == SignInWay.Elsewhere ? LastsFromElsewhere : Lasts),
                Browser = browser is { Length: > DeskSessionModel.LongestBrowser } ? browser[..DeskSessionModel.LongestBrowser] : browser, From = from,
            });
            await context.SaveChangesAsync(cancellation);
            return key;
        });
    }

    /// <summary>Null where it has ended or never was.</summary>
    /// <param name="isUse">Whether somebody does something now, which keeps it from ending.</param>
    /// <exception cref="DatabaseException">It cannot be asked now.</exception>
    public Task<StandingSession?> FindAsync(string key, bool isUse, CancellationToken cancellation) => database.AskAsync(async context =>
    {
        var (id, now) = (IdOf(key), time.GetUtcNow());
        var found = await Standing(context, now).AsNoTracking().Where(row => row.Hash == id)
            .Join(context.DeskUsers.AsNoTracking(), row => row.User, user => user.Id, (row, user) => new { Row = row, User = user }).FirstOrDefaultAsync(cancellation);
        if (found is null)
        {
            return null;
        }

        var isDue = isUse && now - found.Row.SeenAt >= SeenEvery;
        if (isDue)
        {
            var until = found.Row.Way == SignInWay.Elsewhere ? found.Row.EndsAt : now + Lasts;
            await context.DeskSessions.Where(row => row.Hash == id).ExecuteUpdateAsync(set => set.SetProperty(row => row.SeenAt, now).SetProperty(row => row.EndsAt, until), cancellation);
        }

        return new StandingSession(found.User, found.Row.Way, isDue && found.Row.Way != SignInWay.Elsewhere);
    });

    /// <summary>Somebody's sessions, the last used first.</summary>
    public Task<IReadOnlyList<DeskSessionRow>> ListAsync(string user, CancellationToken cancellation) => database.AskAsync<IReadOnlyList<DeskSessionRow>>(async context =>
        await Standing(context, time.GetUtcNow()).AsNoTracking().Where(row => row.User == user).OrderByDescending(row => row.SeenAt).ThenByDescending(row => row.BeganAt).ToListAsync(cancellation));

    /// <summary>Ends the session of whoever holds its key: they leave, or sign in anew in the same browser.</summary>
    public Task LeaveAsync(string key, CancellationToken cancellation) => database.AskAsync(context =>
    {
        var id = IdOf(key);
        return context.DeskSessions.Where(row => row.Hash == id).ExecuteDeleteAsync(cancellation);
    });

    /// <summary>Ends one session of a person; that it was ended stands in the audit. False where they have none of that id.</summary>
    /// <param name="by">Who ends it.</param>
    /// <param name="from">The address of who ends it.</param>
    public async Task<bool> EndAsync(DeskUser person, string id, string by, string? from, CancellationToken cancellation) =>
        await EndAsync(person, row => row.Hash == id, by, from, cancellation) > 0;

    /// <summary>Ends all sessions of a person, or all but one; that they were ended stands in the audit.</summary>
    /// <returns>How many.</returns>
    public Task<int> EndAllAsync(DeskUser person, string? but, string by, string? from, CancellationToken cancellation) =>
        EndAsync(person, row => row.Hash != but, by, from, cancellation);

    private Task<int> EndAsync(DeskUser person, Expression<Func<DeskSessionRow, bool>> which, string by, string? from, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(person);
        return database.AskAsync(async context =>
        {
            await using var transaction = await context.Database.BeginTransactionAsync(cancellation);
            var (now, ended) = (time.GetUtcNow(), 0);
            foreach (var row in await Standing(context, now).AsNoTracking().Where(row => row.User == person.Id).Where(which).ToListAsync(cancellation))
            {
                // Of two who end one at once the second ends nothing, and has no line.
                if (await context.DeskSessions.Where(one => one.Hash == row.Hash).ExecuteDeleteAsync(cancellation) == 1)
                {
                    DeskAudit.Add(context, now, by, "session-ended", person.DisplayName, before: $"{row.Browser ?? "?"} / {row.From ?? "?"}", from: from);
                    ended++;
                }
            }

            await context.SaveChangesAsync(cancellation);
            await transaction.CommitAsync(cancellation);
            return ended;
        });
    }

    private static IQueryable<DeskSessionRow> Standing(HelpDeskContext context, DateTimeOffset now) => context.DeskSessions.Where(row =>
        row.EndsAt > now && context.DeskUsers.Any(user => user.Id == row.User && !user.IsDisabled && user.SecurityStamp == row.Stamp));
}
