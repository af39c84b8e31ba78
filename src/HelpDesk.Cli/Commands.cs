using System.CommandLine;
using HelpDesk.Cli.Terminal;
using HelpDesk.Cli.Tickets;
using HelpDesk.Sources;

namespace HelpDesk.Cli;

/// <summary>The grammar of the command line.</summary>
internal static class Commands
{
    public static RootCommand Root(TextCatalog texts)
    {
        var root = new RootCommand(texts.Get("root"));
        root.Options.Add(CliTexts.LanguageOption(texts));
        root.Subcommands.Add(AskCommand.Create(texts));
        root.Subcommands.Add(EvaluateCommand.Create(texts));
        root.Subcommands.Add(TrainCommand.Create(texts));
        root.Subcommands.Add(CheckCommand.Create(texts));
        root.Subcommands.Add(ChatCommand.Create(texts));
        root.Subcommands.Add(TicketsCommand.Create(texts));
        root.Subcommands.Add(AgentsCommand.Create(texts));
        root.Subcommands.Add(LanguageCommand.Create(texts));
        root.Subcommands.Add(GapsCommand.Create(texts));
        root.Subcommands.Add(BackupCommands.Backup(texts));
        root.Subcommands.Add(BackupCommands.Restore(texts));
        root.Subcommands.Add(TeamsPackageCommand.Create(texts));
        return root;
    }
}
