using System.CommandLine;
using HelpDesk.Sources;
using HelpDesk.Storage;

namespace HelpDesk.Cli;

/// <summary>What every command with a database does: name the file, and say in plain words why it cannot be used.</summary>
internal static class DatabaseCommand
{
    public const string DefaultFile = "helpdesk.db";

    public static Option<string> Option(TextCatalog texts) => new("--db") { Description = texts.Get("options.db"), DefaultValueFactory = _ => DefaultFile };

    public static async Task<int> Run(TextCatalog texts, Func<Task<int>> work)
    {
        try
        {
            return await work();
        }
        catch (DatabaseException e)
        {
            await Console.Error.WriteLineAsync(texts.Get("database." + e.Code, e.File));
            return KnowledgeCommand.Failed;
        }
        catch (OperationCanceledException)
        {
            return KnowledgeCommand.Failed;
        }
    }
}
