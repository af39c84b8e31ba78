using HelpDesk.Knowledge.Articles;
using HelpDesk.Knowledge.Language;
using HelpDesk.Sources;
using HelpDesk.Ticketing.Routing;

namespace HelpDesk.Conversation.Answering;

/// <summary>The dictionaries, loaded once for a process.</summary>
public sealed class LanguageTools : IDisposable
{
    private LanguageTools(JapaneseTokenizer tokenizer, SynonymDictionary synonyms)
    {
        Tokenizer = tokenizer;
        Synonyms = synonyms;
    }

    public JapaneseTokenizer Tokenizer { get; }

    public SynonymDictionary Synonyms { get; }

    /// <exception cref="DictionaryException">The dictionaries are missing or damaged.</exception>
    /// <exception cref="InvalidOperationException">Unicode folding does nothing on this machine.</exception>
    public static LanguageTools Load()
    {
        TextFolding.EnsureWorks();
        return new LanguageTools(JapaneseTokenizer.Load(DictionaryFiles.DefaultDirectory), SynonymDictionary.Load(DictionaryFiles.DefaultDirectory));
    }

    public void Dispose()
    {
        Tokenizer.Dispose();
        Synonyms.Dispose();
    }
}

/// <summary>A desk made of a kb folder, or the findings that say why there is none.</summary>
public sealed record LoadedDesk(AnswerDesk? Desk, RoutingRules Routing, AreaFinder Areas, IReadOnlyList<Finding> Findings)
{
    public static LoadedDesk Load(string kbDirectory, LanguageTools language)
    {
        ArgumentNullException.ThrowIfNull(language);
        var reading = KnowledgeBaseReader.Read(kbDirectory);
        var findings = reading.Findings;
        var routing = RoutingRules.Read(kbDirectory, findings);
        var areas = AreaFinder.Read(kbDirectory, findings);
        var clarifications = Clarifications.Read(kbDirectory, findings);
        var desk = reading.KnowledgeBase is { } kb && !findings.HasErrors
            ? new AnswerDesk(kb, language.Tokenizer, language.Synonyms, routing, areas, clarifications)
            : null;
        return new LoadedDesk(desk, routing, areas, findings.All);
    }
}
