using System.CommandLine;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using HelpDesk.Cli.Terminal;
using HelpDesk.Conversation.Answering;
using HelpDesk.Knowledge.Evaluation;
using HelpDesk.Sources;
using HelpDesk.Ticketing.Routing;
using Spectre.Console;

namespace HelpDesk.Cli;

/// <summary>`helpdesk evaluate`: asks every labelled question and prints how well the product did, per kind and in all.</summary>
internal static class EvaluateCommand
{
    private const int MostRanked = 100;
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Command Create(TextCatalog texts)
    {
        var questions = new Option<string?>("--questions") { Description = texts.Get("evaluate.questions") };
        var conversations = new Option<string?>("--conversations") { Description = texts.Get("evaluate.conversations") };
        var acts = new Option<string?>("--acts") { Description = texts.Get("evaluate.acts") };
        var passages = new Option<string?>("--passages") { Description = texts.Get("evaluate.passages") };
        var print = new Option<string?>("--print") { Description = texts.Get("evaluate.print") };
        var kb = CliTexts.KbOption(texts);
        var settings = SettingsCommand.Option(texts);
        var json = new Option<bool>("--json") { Description = texts.Get("options.json") };
        var run = new Option<string?>("--run") { Description = texts.Get("evaluate.run") };
        var decisions = new Option<string?>("--decisions") { Description = texts.Get("evaluate.decisions") };
        var command = new Command("evaluate", texts.Get("evaluate.about")) { questions, conversations, acts, passages, print, kb, json, run, decisions, settings };
        command.SetAction(parsed => KnowledgeCommand.Run(parsed.GetValue(kb), parsed.GetValue(settings), texts, (loaded, desk, read) =>
        {
            if (parsed.GetValue(conversations) is { } played)
            {
                return ConversationReport.Run(loaded, read.Kb(parsed.GetValue(kb)), played, parsed.GetValue(print), parsed.GetValue(json), texts);
            }

            if (parsed.GetValue(acts) is { } examples)
            {
                return ActReport.Run(read.Kb(parsed.GetValue(kb)), examples, parsed.GetValue(decisions), texts);
            }

            if (parsed.GetValue(passages) is { } about)
            {
                return PassageReport.Run(desk, about, parsed.GetValue(decisions), texts);
            }

            if (parsed.GetValue(questions) is not { } path)
            {
                Console.Error.WriteLine(texts.Get("evaluate.nothing"));
                return KnowledgeCommand.Failed;
            }

            if (!File.Exists(path))
            {
                Console.Error.WriteLine(texts.Get("errors.file", path));
                return KnowledgeCommand.Failed;
            }

            var findings = new FindingList();
            var labelled = LabelledQuestion.Read(path, findings);
            if (findings.HasErrors)
            {
                KnowledgeCommand.Write(findings.All, texts, Console.Error);
                return KnowledgeCommand.Failed;
            }

            var judged = labelled.Select(question => Judge(question, desk)).ToList();
            WriteRun(parsed.GetValue(run), judged);
            WriteDecisions(parsed.GetValue(decisions), judged);
            Print(Figures.Of(judged), parsed.GetValue(json), texts);
            return 0;
        }));
        return command;
    }

    private static Judged Judge(LabelledQuestion question, AnswerDesk desk)
    {
        var answer = desk.Ask(question.Query);
        var area = answer.Area.Outcome == AreaOutcome.Decided ? answer.Area.Code : null;
        return new Judged(
            question, [.. answer.Ranking.Take(MostRanked).Select(hit => (hit.Id, hit.Score))], answer.Outcome.ToString().ToLowerInvariant(),
            [.. answer.Articles.Select(article => article.Id)], answer.Route.OwnerId, area) { NamedNear = answer.Near is not null };
    }

    private static void WriteRun(string? path, IReadOnlyList<Judged> judged)
    {
        if (path is not null)
        {
            File.WriteAllLines(path, judged.SelectMany(one => one.Ranking.Select((hit, i) =>
                string.Create(CultureInfo.InvariantCulture, $"{one.Question.Id}\t{i + 1}\t{hit.Id}\t{hit.Score:0.#####}"))));
        }
    }

    private static void WriteDecisions(string? path, IReadOnlyList<Judged> judged)
    {
        if (path is not null)
        {
            File.WriteAllLines(path, judged.Select(one => string.Join('\t',
                one.Question.Id, one.Outcome, one.Shown.Count == 0 ? "-" : string.Join(',', one.Shown), one.Route, one.Area ?? "-")));
        }
    }

    private static void Print(IReadOnlyList<Figures> figures, bool json, TextCatalog texts)
    {
        if (json)
        {
            Console.Out.WriteLine(JsonSerializer.Serialize(figures, Json));
            return;
        }

        var table = new Table().Border(TableBorder.Simple);
        foreach (var column in (string[])["kind", "n", "P@1", "best@1", "S@3", "MRR@10", "declined", "asked", "admitted", "shown right", "near due", "routes", "areas"])
        {
            table.AddColumn(column, c => c.RightAligned().NoWrap());
        }

        foreach (var f in figures)
        {
            table.AddRow(
                f.Kind, f.Count.ToString(CultureInfo.InvariantCulture), Share(f.PrecisionAt1, f.Answerable), Share(f.BestAt1, f.Answerable), Share(f.SuccessAt3, f.Answerable),
                Share(f.ReciprocalRankAt10, f.Answerable), Share(f.Declined, f.Answerable), Share(f.AskedWhich, f.Answerable),
                Share(f.Admitted, f.OutOfScope), Share(f.ShownRight, f.Shown), Share(f.NearWhereDue, f.Answerable), Share(f.RoutesRight, f.Routed), Share(f.AreasRight, f.Placed));
        }

        AnsiConsole.Profile.Width = Math.Max(AnsiConsole.Profile.Width, 150);
        AnsiConsole.Write(table);
        Console.Out.WriteLine(texts.Get("evaluate.legend"));
    }

    private static string Share(double value, int of) => of == 0 ? "-" : value.ToString("0.000", CultureInfo.InvariantCulture);
}
