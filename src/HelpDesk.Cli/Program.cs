using System.CommandLine;
using HelpDesk.Cli;
using HelpDesk.Cli.Tickets;

TerminalWriter.Install();
var root = new RootCommand(CliTexts.For(args).Get("root"));
var texts = CliTexts.For(args);
root.Options.Add(CliTexts.LanguageOption(texts));
root.Subcommands.Add(AskCommand.Create(texts));
root.Subcommands.Add(EvaluateCommand.Create(texts));
root.Subcommands.Add(TrainCommand.Create(texts));
root.Subcommands.Add(CheckCommand.Create(texts));
root.Subcommands.Add(ChatCommand.Create(texts));
root.Subcommands.Add(TicketsCommand.Create(texts));
root.Subcommands.Add(GapsCommand.Create(texts));
root.Subcommands.Add(BackupCommands.Backup(texts));
root.Subcommands.Add(BackupCommands.Restore(texts));
root.Subcommands.Add(TeamsPackageCommand.Create(texts));

// What cannot be read is quoted in the refusal: on one line, that it may not look like another.
var parsed = root.Parse(args);
return await (parsed.Errors.Count == 0 ? parsed : root.Parse([.. args.Select(TerminalWriter.OneLine)])).InvokeAsync();
