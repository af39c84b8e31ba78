using System.Globalization;
using HelpDesk.Cli.Terminal;
using HelpDesk.Conversation.Answering;
using HelpDesk.Sources;
using Spectre.Console;

namespace HelpDesk.Cli;

/// <summary>`helpdesk evaluate --passages`: how well the passage of a shown article is found that answers a question about it.</summary>
internal static class PassageReport
{
    public static int Run(AnswerDesk desk, string path, string? decisions, TextCatalog texts)
    {
        if (!File.Exists(path))
        {
            Console.Error.WriteLine(texts.Get("errors.file", path));
            return KnowledgeCommand.Failed;
        }

        var findings = new FindingList();
        var examples = PassageExample.Read(path, path, findings);
        if (findings.HasErrors)
        {
            KnowledgeCommand.Write(findings.All, texts, Console.Error);
            return KnowledgeCommand.Failed;
        }

        var found = PassageFigures.Find(desk, examples);
        if (decisions is not null)
        {
            File.WriteAllLines(decisions, found.Select(one => string.Join(
                '\t', one.Example.Id, one.Example.Article, one.Example.Question, one.IsRight ? "right" : one.Example.Passages.Count > 0 ? "wrong" : "-", one.Shown ? "shown" : "admitted", one.Passage, string.Join(" | ", one.Example.Passages))));
        }

        var table = new Table().Border(TableBorder.Simple);
        foreach (var column in (string[])["", "n", "first right", "shown right", "shown wrong", "admitted"])
        {
            table.AddColumn(column, c => c.RightAligned().NoWrap());
        }

        foreach (var (name, of) in (IEnumerable<(string, List<PassageFound>)>)[.. found.GroupBy(one => one.Example.Language).Select(group => (group.Key, group.ToList())), ("all", [.. found])])
        {
            var figures = PassageFigures.Of(of);
            table.AddRow([name, figures.Count.ToString(CultureInfo.InvariantCulture), .. ((double[])[figures.First, figures.Shown, figures.Wrong, figures.Admitted]).Select(share => share.ToString("0.000", CultureInfo.InvariantCulture))]);
        }

        AnsiConsole.Write(table);
        AnsiConsole.WriteLine(texts.Get("evaluate.passageLegend"));
        return 0;
    }
}
