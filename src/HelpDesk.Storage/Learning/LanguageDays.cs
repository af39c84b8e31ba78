using System.Globalization;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Storage.Learning;

/// <summary>How many texts were sent to the language service within a day of UTC; over all nodes, in one write.</summary>
public sealed class LanguageDays(Database database, TimeProvider time)
{
    /// <summary>Counts one more, if there are fewer than <paramref name="most"/>; whether it was counted.</summary>
    /// <exception cref="DatabaseException">It cannot be counted now.</exception>
    public Task<bool> TryTakeAsync(int most, CancellationToken cancellation) => database.AskAsync(async context =>
    {
        var day = int.Parse(time.GetUtcNow().ToString("yyyyMMdd", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        return await context.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO "LanguageDays" ("Day", "Documents") SELECT {day}, 1 WHERE {most} > 0
            ON CONFLICT ("Day") DO UPDATE SET "Documents" = "LanguageDays"."Documents" + 1 WHERE "LanguageDays"."Documents" < {most}
            """, cancellation) == 1;
    });
}
