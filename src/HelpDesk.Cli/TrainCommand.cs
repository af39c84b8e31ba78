using System.CommandLine;
using System.Globalization;
using HelpDesk.Cli.Terminal;
using HelpDesk.Conversation.Learning;
using HelpDesk.Knowledge.Evaluation;
using HelpDesk.Sources;

namespace HelpDesk.Cli;

/// <summary>`helpdesk train`: learns from a kb folder's phrasings and labelled questions, and writes what it learned into the folder.</summary>
internal static class TrainCommand
{
    public static Command Create(TextCatalog texts)
    {
        var kb = CliTexts.KbOption(texts);
        var settings = SettingsCommand.Option(texts);
        var command = new Command("train", texts.Get("train.about")) { kb, settings };
        command.SetAction(parsed => KnowledgeCommand.Run(parsed.GetValue(kb), parsed.GetValue(settings), texts, (loaded, desk, read) =>
        {
            var folder = read.Kb(parsed.GetValue(kb));
            var findings = new FindingList();
            var questions = LabelledQuestion.ReadAll(folder, findings);
            if (findings.HasErrors || questions.Count == 0)
            {
                KnowledgeCommand.Write(findings.All, texts, Console.Error);
                Console.Error.WriteLine(texts.Get("train.noQuestions", Path.Combine(folder, "evaluation")));
                return KnowledgeCommand.Failed;
            }

            var passages = PassageTraining.Run(desk, loaded.Passages);
            var trained = Training.Run(desk, questions, LinesOf(folder, findings), loaded.Clarifying) with { Acts = loaded.LearnActs(), Passages = passages?.Text };
            trained.WriteInto(folder);
            Console.Out.WriteLine(texts.Get("train.done", questions.Count.ToString(CultureInfo.InvariantCulture), Path.Combine(folder, "learned")));
            Print("train.learned", trained.Figures, texts);
            Print("train.plain", trained.WithoutLearning, texts);
            if (passages is { Figures: var found })
            {
                Console.Out.WriteLine(texts.Get("train.passages", found.Count.ToString(CultureInfo.InvariantCulture), Share(found.First), Share(found.Shown), Share(found.Wrong), Share(found.Admitted)));
            }

            foreach (var (kind, figures) in trained.Kinds)
            {
                Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"    {kind,-12} {figures.Answerable,4} {figures.First:0.000} {figures.ShownRight:0.000} {figures.Declined:0.000} {figures.Asked:0.000}   {figures.OutOfScope,4} {figures.Admitted:0.000}"));
            }

            return 0;
        }));
        return command;
    }

    private static IReadOnlyList<LabelledQuestion> LinesOf(string folder, FindingList findings)
    {
        var path = Path.Combine(folder, "learned", "lines.tsv");
        return File.Exists(path) ? LabelledQuestion.Read(path, findings) : [];
    }

    private static void Print(string key, TrainingFigures figures, TextCatalog texts)
    {
        Console.Out.WriteLine(texts.Get(key, Share(figures.First), Share(figures.ShownRight), Share(figures.Declined), Share(figures.Asked), Share(figures.Admitted)));
    }

    private static string Share(double value) => value.ToString("0.000", CultureInfo.InvariantCulture);
}
