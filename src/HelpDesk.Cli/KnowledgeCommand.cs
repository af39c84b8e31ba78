using HelpDesk.Conversation.Answering;
using HelpDesk.Knowledge.Language;
using HelpDesk.Sources;

namespace HelpDesk.Cli;

/// <summary>What every command does first: load the dictionaries and the kb folder, or say on standard error why it cannot.</summary>
internal static class KnowledgeCommand
{
    public const int Failed = 1;

    /// <summary>Works with the desk of a folder that can be served.</summary>
    public static int Run(string kb, TextCatalog texts, Func<LoadedDesk, AnswerDesk, int> work) => Load(kb, texts, loaded =>
    {
        if (loaded.Desk is { } desk)
        {
            return work(loaded, desk);
        }

        Write(loaded.Findings, texts, Console.Error);
        Console.Error.WriteLine(texts.Get("errors.kb", kb));
        return Failed;
    });

    /// <summary>Works with whatever the folder gave, faults and all.</summary>
    public static int Load(string kb, TextCatalog texts, Func<LoadedDesk, int> work)
    {
        try
        {
            using var language = LanguageTools.Load();
            return work(LoadedDesk.Load(kb, language));
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
            to.WriteLine(finding.Describe(wording));
        }
    }
}
