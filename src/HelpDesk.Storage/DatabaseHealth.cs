using System.Data.Common;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Storage;

/// <summary>Whether the database answers, for whoever watches over the program.</summary>
public static class DatabaseHealth
{
    /// <summary>A read of a table of ours: a file that was taken away would be made anew by merely opening it.</summary>
    public static async Task<bool> AnswersAsync(this Database database, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(database);
        try
        {
            await using var context = database.Open();
            await context.Conversations.AnyAsync(cancellation);
            return true;
        }
        catch (Exception e) when (e is DbException or InvalidOperationException or TimeoutException or IOException)
        {
            // The answer itself; why it is so stands in the log of whoever needed the database.
            return false;
        }
    }
}
