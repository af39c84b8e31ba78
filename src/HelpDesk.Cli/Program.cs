using HelpDesk.Cli;
using HelpDesk.Cli.Terminal;

TerminalWriter.Install();
var root = Commands.Root(CliTexts.For(args));

// What cannot be read is quoted in the refusal: on one line, that it may not look like another.
var parsed = root.Parse(args);
return await (parsed.Errors.Count == 0 ? parsed : root.Parse([.. args.Select(TerminalWriter.OneLine)])).InvokeAsync();
