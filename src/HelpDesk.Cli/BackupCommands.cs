using System.CommandLine;
using HelpDesk.Sources;
using HelpDesk.Storage;

namespace HelpDesk.Cli;

/// <summary>`helpdesk backup FILE`, `helpdesk restore FILE`: on a running SQLite system.</summary>
internal static class BackupCommands
{
    public static Command Backup(TextCatalog texts) => Create(texts, "backup", async (database, file, cancellation) =>
    {
        await DatabaseFile.BackupAsync(database, file, cancellation, DatabaseCommand.Tightened(texts));
        return file;
    });

    public static Command Restore(TextCatalog texts) => Create(texts, "restore", async (database, file, cancellation) =>
    {
        await DatabaseFile.RestoreAsync(file, database, cancellation, DatabaseCommand.Tightened(texts));
        return database;
    });

    private static Command Create(TextCatalog texts, string name, Func<string, string, CancellationToken, Task<string>> work)
    {
        var file = new Argument<string>("file") { Description = texts.Get(name + ".file") };
        var db = DatabaseCommand.Option(texts);
        var command = new Command(name, texts.Get(name + ".about")) { file, db };
        command.SetAction((parsed, cancellation) => DatabaseCommand.Run(texts, async () =>
        {
            await Console.Out.WriteLineAsync(texts.Get(name + ".done", await work(parsed.GetValue(db)!, parsed.GetValue(file)!, cancellation)));
            return 0;
        }));
        return command;
    }
}
