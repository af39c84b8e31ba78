using System.CommandLine;
using HelpDesk.Sources;
using HelpDesk.Storage;

namespace HelpDesk.Cli.Terminal;

/// <summary>What every command with a database does: name it, and say in plain words why it cannot be used.</summary>
internal static class DatabaseCommand
{
    public static Option<string?> Option(TextCatalog texts) => new("--db") { Description = texts.Get("options.db") };

    /// <summary>Says of a file of the database that others could read it until now.</summary>
    public static Action<string> Tightened(TextCatalog texts) => path => Console.Error.WriteLine(texts.Get("database.tightened", path));

    public static async Task<int> Run(TextCatalog texts, Func<Task<int>> work)
    {
        try
        {
            return await work();
        }
        catch (DatabaseException e)
        {
            await Console.Error.WriteLineAsync(texts.Get("database." + e.Code, e.File, e.Detail));
            return KnowledgeCommand.Failed;
        }
        catch (Exception e) when (e is System.Data.Common.DbException or System.Net.Sockets.SocketException or TimeoutException)
        {
            await Console.Error.WriteLineAsync(texts.Get("database.unreachable", e.GetType().Name, e.Message));
            return KnowledgeCommand.Failed;
        }
        catch (OperationCanceledException)
        {
            return KnowledgeCommand.Failed;
        }
    }
}
