using System.CommandLine;
using HelpDesk.Cli.Terminal;
using HelpDesk.Sources;
using HelpDesk.Storage;

namespace HelpDesk.Cli;

/// <summary>`helpdesk backup FILE`, `helpdesk restore FILE`: on a running SQLite system. On PostgreSQL they say which of its own tools does it.</summary>
internal static class BackupCommands
{
    public static Command Backup(TextCatalog texts) => Create(texts, "backup", async (database, file, cancellation) =>
    {
        await DatabaseFile.BackupAsync(database, file, cancellation, DatabaseCommand.Tightened(texts));
        return texts.Get("backup.done", file);
    });

    public static Command Restore(TextCatalog texts) => Create(texts, "restore", async (database, file, cancellation) =>
    {
        var kept = await DatabaseFile.RestoreAsync(file, database, TimeProvider.System, cancellation, DatabaseCommand.Tightened(texts));
        return texts.Get("restore.done", database) + (kept is null ? "" : "\n" + texts.Get("restore.kept", kept));
    });

    private static Command Create(TextCatalog texts, string name, Func<string, string, CancellationToken, Task<string>> work)
    {
        var file = new Argument<string>("file") { Description = texts.Get(name + ".file") };
        var (db, settings) = (DatabaseCommand.Option(texts), SettingsCommand.Option(texts));
        var command = new Command(name, texts.Get(name + ".about")) { file, db, settings };
        command.SetAction((parsed, cancellation) => DatabaseCommand.Run(texts, async () =>
        {
            if (SettingsCommand.Read(parsed.GetValue(settings), texts) is not { } read)
            {
                return KnowledgeCommand.Failed;
            }

            var database = read.Database(parsed.GetValue(db));
            if (database.SqliteFile is not { } sqlite)
            {
                await Console.Error.WriteLineAsync(texts.Get(name + ".postgres", parsed.GetValue(file)!, database.PostgresOptions));
                return KnowledgeCommand.Failed;
            }

            await Console.Out.WriteLineAsync(await work(sqlite, parsed.GetValue(file)!, cancellation));
            return 0;
        }));
        return command;
    }
}
