using HelpDesk.Storage.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace HelpDesk.Storage;

/// <summary>How the tables of a database stand to those this program knows.</summary>
/// <param name="Applied">Migrations in the database.</param>
/// <param name="Pending">Migrations that the program knows and the database lacks.</param>
/// <param name="Newer">A migration in the database that the program does not know; null where there is none.</param>
/// <param name="IsForeign">There are tables, and none of ours: another program's database.</param>
public sealed record SchemaState(int Applied, int Pending, string? Newer, bool IsForeign)
{
    public bool IsCurrent => Pending == 0 && Newer is null;

    internal static async Task<SchemaState> ReadAsync(HelpDeskContext context, CancellationToken cancellation)
    {
        var known = context.Database.GetMigrations().ToList();
        var history = context.GetService<IHistoryRepository>();
        var applied = await history.ExistsAsync(cancellation)
            ? (await history.GetAppliedMigrationsAsync(cancellation)).Select(row => row.MigrationId).ToList()
            : [];
        var foreign = applied.Count == 0 && await HasTablesAsync(context, cancellation);
        return new SchemaState(applied.Count, known.Except(applied).Count(), applied.Except(known).Order(StringComparer.Ordinal).LastOrDefault(), foreign);
    }

    /// <summary>Any but the mapper's own, which a start that was killed leaves behind.</summary>
    private static async Task<bool> HasTablesAsync(HelpDeskContext context, CancellationToken cancellation) =>
        context.Database.IsSqlite()
        && await context.Database.SqlQueryRaw<long>(@"SELECT count(*) AS Value FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\_%' ESCAPE '\' AND name NOT LIKE '\_\_EF%' ESCAPE '\'")
            .SingleAsync(cancellation) > 0;
}
