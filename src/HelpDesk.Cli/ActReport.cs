using System.Globalization;
using HelpDesk.Cli.Terminal;
using HelpDesk.Conversation.Acts;
using HelpDesk.Conversation.Answering;
using HelpDesk.Sources;
using Spectre.Console;

namespace HelpDesk.Cli;

/// <summary>`helpdesk evaluate --acts`: how well it is read what messages do.</summary>
internal static class ActReport
{
    /// <summary>Of a message's acts, with how likely each is.</summary>
    private const int MostShown = 3;

    public static int Run(string kb, string path, string? decisions, TextCatalog texts)
    {
        if (!File.Exists(path) && !Directory.Exists(path))
        {
            Console.Error.WriteLine(texts.Get("errors.file", path));
            return KnowledgeCommand.Failed;
        }

        var findings = new FindingList();
        using var language = LanguageTools.Load();
        var known = ActExample.ReadFolder(kb, findings);
        IReadOnlyList<ActExample> asked = File.Exists(path) ? ActExample.Read(path, path, findings) : [];
        if (findings.HasErrors)
        {
            KnowledgeCommand.Write(findings.All, texts, Console.Error);
            return KnowledgeCommand.Failed;
        }

        var reader = ActReader.Learn(known, language.Tokenizer, language.Synonyms);
        var read = File.Exists(path) ? [.. asked.Select(example => (example, reader.Read(example.Text, example.At)))] : ActFigures.CrossValidated(known, language.Tokenizer, language.Synonyms);
        if (decisions is not null)
        {
            File.WriteAllLines(decisions, read.Select(one => string.Join('\t', one.Example.Text, Names(one.Example.Acts), Names(one.Reading.Acts), Likeliest(one.Reading))));
        }

        Print(ActFigures.Of(read), read.Count);
        return 0;
    }

    private static string Likeliest(ActReading reading) => string.Join(' ', Enum.GetValues<DialogueAct>().OrderByDescending(reading.Of).Take(MostShown)
        .Select(act => string.Create(CultureInfo.InvariantCulture, $"{ActExample.NameOf(act)} {reading.Of(act):.00}")));

    private static string Names(IEnumerable<DialogueAct> acts) => string.Join('+', acts.Select(ActExample.NameOf));

    private static void Print(IReadOnlyList<ActFigures> figures, int count)
    {
        var table = new Table().Border(TableBorder.Simple);
        foreach (var column in (string[])["act", "n", "precision", "recall", "F1"])
        {
            table.AddColumn(column, c => c.RightAligned().NoWrap());
        }

        foreach (var one in figures)
        {
            table.AddRow(ActExample.NameOf(one.Act), one.Count.ToString(CultureInfo.InvariantCulture), Share(one.Precision), Share(one.Recall), Share(one.F1));
        }

        table.AddRow("macro", count.ToString(CultureInfo.InvariantCulture), "", "", Share(ActFigures.MacroF1(figures)));
        AnsiConsole.Write(table);
    }

    private static string Share(double value) => value.ToString("0.000", CultureInfo.InvariantCulture);
}
