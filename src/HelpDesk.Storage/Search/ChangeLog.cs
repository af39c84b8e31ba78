using System.Globalization;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Storage.Search;

/// <summary>How far the changes were read.</summary>
/// <param name="Bound">SQLite: the last row read. PostgreSQL: all transactions below it have ended and were read.</param>
/// <param name="Row">A row that was read, and its token: a database that lacks it is not the one that was read.</param>
internal sealed record ChangeMark(long Bound, long Row, long Token)
{
    public Dictionary<string, string> Write() => new(StringComparer.Ordinal) { ["bound"] = Text(Bound), ["row"] = Text(Row), ["token"] = Text(Token) };

    /// <summary>Null where it is none.</summary>
    public static ChangeMark? Read(IReadOnlyDictionary<string, string> from) =>
        Number(from, "bound") is { } bound && Number(from, "row") is { } row && Number(from, "token") is { } token ? new ChangeMark(bound, row, token) : null;

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static long? Number(IReadOnlyDictionary<string, string> from, string key) =>
        long.TryParse(from.GetValueOrDefault(key), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;
}

/// <summary>Tickets that changed, each once, and how far that goes.</summary>
internal sealed record Changes(IReadOnlyList<long> Tickets, ChangeMark Mark);

/// <summary>
/// Reads the list of changes, for one reader. PostgreSQL gives a row its number when it is written and shows it when it is
/// committed, so a row may appear below those that were read long ago. So what is read is every row of a transaction that was
/// not surely over at the last look, and what of it was seen is remembered until it is.
/// </summary>
internal sealed class ChangeLog(Database database)
{
    public static readonly TimeSpan KeptFor = TimeSpan.FromDays(7);

    private const string PostgresSince = """
        SELECT c."Id", c."Ticket", c."Token", s.bound AS "Bound"
        FROM (SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint AS bound) AS s LEFT JOIN "TicketChanges" AS c ON c."Mark" >= {0}
        ORDER BY c."Id"
        """;

    private const string SqliteSince = """
        SELECT "Id", "Ticket", "Token", "Id" AS "Bound" FROM "TicketChanges" WHERE "Id" > {0} ORDER BY "Id"
        """;

    private readonly HashSet<long> seen = [];

    private bool IsPostgres => database.SqliteFile is null;

    /// <summary>Where a reader begins that reads all tickets after this: a row of its own says so.</summary>
    public async Task<ChangeMark> BeginAsync(CancellationToken cancellation)
    {
        await using var context = database.Open();
#pragma warning disable EF1002 // Constants.
        var row = (await context.Database.SqlQueryRaw<Read>($"""
            INSERT INTO "TicketChanges" ("Ticket", "Mark", "Token", "At") VALUES (0, {(IsPostgres ? ChangeTrigger.PostgresValues : ChangeTrigger.SqliteValues)})
            RETURNING "Id", "Ticket", "Token", {(IsPostgres ? "pg_snapshot_xmin(pg_current_snapshot())::text::bigint" : "\"Id\"")} AS "Bound"
            """).ToListAsync(cancellation)).Single();
#pragma warning restore EF1002
        seen.Clear();
        return new ChangeMark(row.Bound, row.Id!.Value, row.Token!.Value);
    }

    /// <summary>What has changed since; null where the database is another than the one that was read: restored, or read too long ago.</summary>
    public async Task<Changes?> SinceAsync(ChangeMark mark, CancellationToken cancellation)
    {
        await using var context = database.Open();
        if (!await context.TicketChanges.AnyAsync(row => row.Id == mark.Row && row.Token == mark.Token, cancellation))
        {
            return null;
        }

        var rows = await context.Database.SqlQueryRaw<Read>(IsPostgres ? PostgresSince : SqliteSince, mark.Bound).ToListAsync(cancellation);
        var read = rows.Where(row => row.Id is not null).ToList();
        var fresh = read.Where(row => !seen.Contains(row.Id!.Value)).ToList();
        seen.Clear();
        if (IsPostgres)
        {
            seen.UnionWith(read.Select(row => row.Id!.Value));
        }

        var last = read.LastOrDefault();
        return new Changes(
            [.. fresh.Select(row => row.Ticket!.Value).Where(ticket => ticket != 0).Distinct()],
            new ChangeMark(rows.Count > 0 ? rows[^1].Bound : mark.Bound, last?.Id ?? mark.Row, last?.Token ?? mark.Token));
    }

    /// <summary>Deletes what every reader has read: whoever was away longer reads all tickets anew. The newest row stays, by which readers know the database.</summary>
    public async Task PruneAsync(DateTimeOffset now, CancellationToken cancellation)
    {
        var old = (now - KeptFor).ToUnixTimeSeconds();
        await using var context = database.Open();
        await context.TicketChanges.Where(row => row.At < old && row.Id < context.TicketChanges.Max(newest => newest.Id)).ExecuteDeleteAsync(cancellation);
    }

    private sealed record Read(long? Id, long? Ticket, long? Token, long Bound);
}
