using HelpDesk.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Storage.People;

/// <summary>What was done at the desk, line by line. Written, never changed: the database refuses.</summary>
public sealed class DeskAudit(Database database, TimeProvider time)
{
    /// <summary>Who works on the command line: the name that they gave is not proven.</summary>
    public const string Console = "console";

    public const int MostShown = 200;

    /// <param name="what">A stable verb.</param>
    /// <param name="from">The address that it came from.</param>
    public async Task WriteAsync(string by, string what, string? on, string? from, CancellationToken cancellation)
    {
        await using var context = database.Open();
        Add(context, time.GetUtcNow(), by, what, on, from: from);
        await context.SaveChangesAsync(cancellation);
    }

    /// <summary>The newest first.</summary>
    /// <param name="before">Lines older than this one; null: the newest.</param>
    public async Task<IReadOnlyList<DeskAuditRow>> ReadAsync(long? before, CancellationToken cancellation)
    {
        await using var context = database.Open();
        return await context.DeskAudit.AsNoTracking().Where(row => before == null || row.Id < before).OrderByDescending(row => row.Id).Take(MostShown).ToListAsync(cancellation);
    }

    internal static void Add(HelpDeskContext context, DateTimeOffset at, string by, string what, string? on, string? before = null, string? after = null, string? from = null) =>
        context.DeskAudit.Add(new DeskAuditRow { At = at, By = by, What = what, On = on, Before = before, After = after, From = from });
}
