using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Storage.Tests;

/// <summary>How many commands a question sends to its database: EF Core tells of each.</summary>
internal static class Commands
{
    public static async Task<(T Page, int Asked)> CountedAsync<T>(World world, Func<Task<T>> ask)
    {
        string place;
        await using (var context = world.Database.Open())
        {
            place = Place(context);
        }

        var asked = 0;
        using var all = System.Diagnostics.DiagnosticListener.AllListeners.Subscribe(new Observer<System.Diagnostics.DiagnosticListener>(listener =>
        {
            if (listener.Name == DbLoggerCategory.Name)
            {
                listener.Subscribe(new Observer<KeyValuePair<string, object?>>(said =>
                {
                    if (said is { Key: "Microsoft.EntityFrameworkCore.Database.Command.CommandExecuted", Value: Microsoft.EntityFrameworkCore.Diagnostics.CommandExecutedEventData data }
                        && data.Context is { } context && Place(context) == place)
                    {
                        Interlocked.Increment(ref asked);
                    }
                }));
            }
        }));
        var page = await ask();
        asked.ShouldBeGreaterThan(0);
        return (page, asked);
    }

    /// <summary>Which database it is, by its file or name. Not by its whole address: a connection that was open once shows no password any more.</summary>
    private static string Place(DbContext context)
    {
        var connection = context.Database.GetDbConnection();
        return context.Database.IsSqlite() ? connection.DataSource : connection.Database;
    }

    private sealed class Observer<T>(Action<T> next) : IObserver<T>
    {
        public void OnCompleted()
        {
        }

        public void OnError(Exception error)
        {
        }

        public void OnNext(T value) => next(value);
    }
}
