using System.CommandLine;
using System.Globalization;
using HelpDesk.Cli.Terminal;
using HelpDesk.Conversation.Answering;
using HelpDesk.Conversation.Learning;
using HelpDesk.Conversation.Dialogue;
using HelpDesk.Knowledge.Evaluation;
using HelpDesk.Knowledge.Search;
using HelpDesk.Sources;
using HelpDesk.Ticketing.Calendar;

namespace HelpDesk.Cli;

/// <summary>`helpdesk check`: everything wrong in a kb folder, with place and remedy; exit code 1 where there is anything.</summary>
internal static class CheckCommand
{
    public static Command Create(TextCatalog texts)
    {
        var kb = CliTexts.KbOption(texts);
        var settings = SettingsCommand.Option(texts);
        var command = new Command("check", texts.Get("check.about")) { kb, settings };
        command.SetAction(parsed => KnowledgeCommand.Load(parsed.GetValue(kb), parsed.GetValue(settings), texts, (loaded, folder, _) =>
        {
            var dialogue = new FindingList();
            if (Directory.Exists(folder) && Directory.EnumerateFiles(folder, "replies.*.yaml").Any())
            {
                DialogueTexts.Read(folder, dialogue);
            }

            if (File.Exists(Path.Combine(folder, BusinessCalendar.FileName)))
            {
                BusinessCalendar.Read(folder, dialogue);
            }

            var findings = DeskCheck.Findings(loaded).Concat(dialogue.All).Concat(Stale(loaded, folder)).ToList();
            KnowledgeCommand.Write(findings, texts, Console.Out);
            Console.Out.WriteLine(texts.Get(Verdict(findings.Count), findings.Count.ToString(CultureInfo.InvariantCulture)));
            return findings.Count == 0 ? 0 : 1;
        }));
        return command;
    }

    /// <summary>What was learned, and what it was learned from, must agree.</summary>
    private static IReadOnlyList<Finding> Stale(LoadedDesk loaded, string kb)
    {
        var findings = new FindingList();
        if (loaded.Desk is { Learned: { } learned } desk && learned.Digest != Training.DigestOf(desk.KnowledgeBase, LabelledQuestion.ReadAll(kb, findings)))
        {
            findings.Warn(new Place("kb/learned/model.bin", 0, 0), "KB094");
        }

        if (loaded.Desk is { PassagesDigest: { } learnedFrom } && learnedFrom != PassageTraining.DigestOf(loaded.Passages))
        {
            findings.Warn(new Place("kb/" + Weights.PassagesFile, 0, 0), "KB099");
        }

        if (loaded.Desk is { } asking && Training.IsStale(asking, loaded.Clarifying))
        {
            findings.Warn(new Place("kb/learned/clarifying.bin", 0, 0), "KB089");
        }

        if (loaded.HasStaleActs)
        {
            findings.Warn(new Place("kb/learned/acts.bin", 0, 0), "KB098");
        }

        return findings.All;
    }

    private static string Verdict(int findings) => findings switch
    {
        0 => "check.clean",
        1 => "check.foundOne",
        _ => "check.found",
    };
}
