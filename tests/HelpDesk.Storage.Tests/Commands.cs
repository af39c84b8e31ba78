using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Storage.Tests;

/// <summary>How many commands a question sends to its database: EF Core tells of each.</summary>
internal static class Commands
{
    public static async Task<(T Page, int Asked)> CountedAsync<T>(World world, Func<Task<T>> ask)
    {
        var asked = 0;
        using var all = System.Diagnostics.DiagnosticListener.AllListeners.Subscribe(new Observer<System.Diagnostics.DiagnosticListener>(listener =>
        {
            if (listener.Name == DbLoggerCategory.Name)
            {
                listener.Subscribe(new Observer<KeyValuePair<string, object?>>(said =>
                {
                    if (said is { Key: "Microsoft.EntityFrameworkCore.Database.Command.CommandExecuted", Value: Microsoft.EntityFrameworkCore.Diagnostics.CommandExecutedEventData data }
                        && data.Context?.Database.GetConnectionString() == Connection(world))
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

    private static string? Connection(World world)
    {
        using var context = world.Database.Open();
        return context.Database.GetConnectionString();
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
