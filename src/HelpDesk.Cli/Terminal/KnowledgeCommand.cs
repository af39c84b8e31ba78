using HelpDesk.Conversation.Answering;
using HelpDesk.Knowledge.Language;
using HelpDesk.Sources;

namespace HelpDesk.Cli.Terminal;

/// <summary>What every command does first: load settings, dictionaries and kb folder, or say on standard error why it cannot.</summary>
internal static class KnowledgeCommand
{
    public const int Failed = 1;

    /// <summary>Works with the desk of a folder that can be served.</summary>
    public static int Run(string? kb, string? settings, TextCatalog texts, Func<LoadedDesk, AnswerDesk, CommandSettings, int> work) => Load(kb, settings, texts, (loaded, folder, read) =>
    {
        if (loaded.Desk is { } desk)
        {
            return work(loaded, desk, read);
        }

        Write(loaded.Findings, texts, Console.Error);
        Console.Error.WriteLine(texts.Get("errors.kb", folder));
        return Failed;
    });

    /// <summary>Works with whatever the folder gave, faults and all.</summary>
    /// <param name="kb">Null: the folder that the settings name.</param>
    /// <param name="settings">The settings file; null: as the host finds it.</param>
    public static int Load(string? kb, string? settings, TextCatalog texts, Func<LoadedDesk, string, CommandSettings, int> work)
    {
        if (SettingsCommand.Read(settings, texts) is not { } read)
        {
            return Failed;
        }

        try
        {
            var folder = read.Kb(kb);
            using var language = LanguageTools.Load();
            return work(LoadedDesk.Load(folder, language), folder, read);
        }
        catch (DictionaryException)
        {
            Console.Error.WriteLine(texts.Get("errors.dictionary", DictionaryFiles.DefaultDirectory));
            return Failed;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidOperationException)
        {
            Console.Error.WriteLine(texts.Get("errors.failed", e.Message));
            return Failed;
        }
    }

    public static void Write(IEnumerable<Finding> findings, TextCatalog texts, TextWriter to)
    {
        var wording = TextCatalog.Embedded(typeof(Finding).Assembly, "Texts", texts.Language);
        foreach (var finding in findings)
        {
            to.WriteLine(TerminalWriter.OneLine(finding.Describe(wording)));
        }
    }
}
