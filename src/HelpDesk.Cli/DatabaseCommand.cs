using System.CommandLine;
using HelpDesk.Sources;
using HelpDesk.Storage;

namespace HelpDesk.Cli;

/// <summary>What every command with a database does: name the file, and say in plain words why it cannot be used.</summary>
internal static class DatabaseCommand
{
    public const string DefaultFile = "helpdesk.db";

    public static Option<string> Option(TextCatalog texts) => new("--db") { Description = texts.Get("options.db"), DefaultValueFactory = _ => DefaultFile };

    /// <summary>The file of a command that needs one; says where others could read it until now.</summary>
    /// <exception cref="DatabaseException">There is none, or it cannot be closed.</exception>
    public static Database Existing(string file, TextCatalog texts) => DatabaseFile.Existing(file, Tightened(texts));

    public static Action<string> Tightened(TextCatalog texts) => path => Console.Error.WriteLine(texts.Get("database.tightened", path));

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
