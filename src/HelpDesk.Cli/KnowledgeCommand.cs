using HelpDesk.Conversation.Answering;
using HelpDesk.Knowledge.Language;
using HelpDesk.Sources;

namespace HelpDesk.Cli;

/// <summary>What every command does first: load the dictionaries and the kb folder, or say on standard error why it cannot.</summary>
internal static class KnowledgeCommand
{
    public const int Failed = 1;

    public static int Run(string kb, TextCatalog texts, Func<LoadedDesk, AnswerDesk, int> work)
    {
        try
        {
            using var language = LanguageTools.Load();
            var loaded = LoadedDesk.Load(kb, language);
            if (loaded.Desk is { } desk)
            {
                return work(loaded, desk);
            }

            var findings = TextCatalog.Embedded(typeof(Finding).Assembly, "Texts", texts.Language);
            foreach (var finding in loaded.Findings)
            {
                Console.Error.WriteLine(finding.Describe(findings));
            }

            Console.Error.WriteLine(texts.Get("errors.kb", kb));
            return Failed;
        }
        catch (Exception e) when (e is DictionaryException or IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine(texts.Get("errors.failed", e.Message));
            return Failed;
        }
    }
}
