using System.CommandLine;
using HelpDesk.Conversation.Answering;
using HelpDesk.Sources;

namespace HelpDesk.Cli;

/// <summary>`helpdesk check`: everything wrong in a kb folder, with place and remedy; exit code 1 where there is anything.</summary>
internal static class CheckCommand
{
    public static Command Create(TextCatalog texts)
    {
        var kb = CliTexts.KbOption(texts);
        var command = new Command("check", texts.Get("check.about")) { kb };
        command.SetAction(parsed =>
        {
            using var language = LanguageTools.Load();
            var findings = DeskCheck.Findings(LoadedDesk.Load(parsed.GetValue(kb)!, language));
            var wording = TextCatalog.Embedded(typeof(Finding).Assembly, "Texts", texts.Language);
            foreach (var finding in findings)
            {
                Console.Out.WriteLine(finding.Describe(wording));
            }

            Console.Out.WriteLine(findings.Count == 0 ? texts.Get("check.clean") : texts.Get("check.found", findings.Count.ToString(System.Globalization.CultureInfo.InvariantCulture)));
            return findings.Count == 0 ? 0 : 1;
        });
        return command;
    }
}
