using HelpDesk.Conversation.Acts;
using HelpDesk.Conversation.Notices;
using HelpDesk.Knowledge.Articles;
using HelpDesk.Knowledge.Language;
using HelpDesk.Knowledge.Search;
using HelpDesk.Sources;
using HelpDesk.Ticketing.Blocks;
using HelpDesk.Ticketing.Calendar;
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
    private Lazy<ActReader> learnedActs = new(() => throw new InvalidOperationException("No acts were read."));
    private Func<ActWeights?> learnActs = () => null;
    private Func<bool> hasStaleActs = () => false;

    /// <summary>A desk of the articles that can be read, where the files of others alone are broken; null where there is a whole one.</summary>
    public AnswerDesk? Rest { get; init; }

    /// <summary>What messages do, as learned from kb/acts; what is not kept is learned when it is first asked for.</summary>
    public ActReader Acts => learnedActs.Value;

    /// <summary>What `helpdesk train` kept of acts is of other examples than kb/acts holds now; looked at when it is asked, for who only asks questions need not wait for it.</summary>
    public bool HasStaleActs => hasStaleActs();

    /// <summary>Questions about articles, and the passages that answer them.</summary>
    public IReadOnlyList<PassageExample> Passages { get; init; } = [];

    /// <summary>Messages of which it is known what is to be asked back.</summary>
    public IReadOnlyList<ClarifyingExample> Clarifying { get; init; } = [];

    /// <summary>Learns the acts anew, whatever was kept; null where there are no examples.</summary>
    public ActWeights? LearnActs() => learnActs();

    /// <summary>Articles whose list is gone through one by one.</summary>
    public ArticleChecks Checks { get; init; } = ArticleChecks.Empty;

    /// <summary>What everybody is told for a time; each says itself when.</summary>
    public IReadOnlyList<Notice> Notices { get; init; } = [];

    /// <summary>Days on which the desk is closed though they are no holidays.</summary>
    public IReadOnlyList<ClosingDays> Closed { get; init; } = [];

    /// <summary>Words by which people say that a matter cannot wait.</summary>
    public UrgencyWords Urgency { get; init; } = UrgencyWords.None;

    /// <summary>What agents insert into what they write.</summary>
    public IReadOnlyList<TextBlock> Blocks { get; init; } = [];

    public static LoadedDesk Load(string kbDirectory, LanguageTools language)
    {
        ArgumentNullException.ThrowIfNull(language);
        var read = Task.Run(() => new Beside(kbDirectory));
        var reading = KnowledgeBaseReader.Read(kbDirectory);
        var findings = reading.Findings;
        var ofWeights = new FindingList();
        var weights = Weights.Read(kbDirectory, ofWeights);
        // Made while the other files are read, whatever they hold: errors in them are rare.
        var searched = reading.KnowledgeBase is { } searchable && weights is not null ? Searched.In(searchable, language.Tokenizer, language.Synonyms, weights) : null;
        var beside = read.GetAwaiter().GetResult();
        findings.AddRange([.. beside.Rules.All, .. ofWeights.All, .. beside.Learned.All]);
        var (routing, areas, clarifications) = (beside.Routing, beside.Areas, beside.Clarifications);
        var checks = reading.KnowledgeBase is not { } whole ? ArticleChecks.Empty : ArticleChecks.Read(kbDirectory, whole.Find, [.. routing.Owners.Select(owner => owner.Id)], findings);
        var blocks = TextBlock.Read(kbDirectory, findings);
        var (notices, closed) = (NoticeFile.Read(kbDirectory, findings), ClosingDays.Read(kbDirectory, findings));
        var desk = reading.KnowledgeBase is { } kb && !findings.HasErrors
            ? new AnswerDesk(kb, language.Tokenizer, language.Synonyms, routing, areas, clarifications, weights, searched, beside.Model, beside.Answered, beside.Lines, beside.Passages, beside.Clarifier)
            : null;
        return new LoadedDesk(desk, routing, areas, findings.All)
        {
            Clarifying = beside.Clarifying, Notices = notices, Closed = closed, Passages = beside.Passages, Checks = checks, Blocks = blocks, Urgency = UrgencyWords.Read(kbDirectory, findings),
            learnedActs = new Lazy<ActReader>(() => ActReader.Of(beside.Acts, beside.KeptActs, language.Tokenizer, language.Synonyms)),
            learnActs = () => beside.Acts.Count == 0 ? null : ActReader.Train(beside.Acts, null, language.Tokenizer, language.Synonyms),
            hasStaleActs = () => beside.KeptActs is { } kept && kept.Digest != ActReader.DigestOf(beside.Acts),
            Rest = desk is null && reading.Rest is { } rest && findings.All.Where(finding => finding.Severity == Severity.Error).All(IsOfAnArticle)
                ? new AnswerDesk(rest, language.Tokenizer, language.Synonyms, routing, areas, clarifications)
                : null,
        };
    }

    /// <summary>Whether a finding is of one article's file, so that the others stand without it.</summary>
    public static bool IsOfAnArticle(Finding finding)
    {
        ArgumentNullException.ThrowIfNull(finding);
        return finding.Place.File.Contains("articles/", StringComparison.Ordinal) && finding.Place.File.EndsWith(".md", StringComparison.Ordinal);
    }

    /// <summary>What of a folder knows no article, so that another processor can read it beside them.</summary>
    private sealed class Beside
    {
        public Beside(string kbDirectory)
        {
            Routing = RoutingRules.Read(kbDirectory, Rules);
            Areas = AreaFinder.Read(kbDirectory, Rules);
            Clarifications = Clarifications.Read(kbDirectory, Rules);
            Model = LearnedFile.Read(kbDirectory, LearnedFile.Model, Learned);
            Answered = LearnedFile.Read(kbDirectory, LearnedFile.Answered, Learned);
            Lines = LearnedFile.Read(kbDirectory, LearnedFile.Lines, Learned);
            Clarifier = Clarifier.Read(kbDirectory, Learned);
            Clarifying = ClarifyingExample.ReadFolder(kbDirectory, Clarifications, Learned);
            Acts = ActExample.ReadFolder(kbDirectory, Learned);
            Passages = PassageExample.ReadFolder(kbDirectory, Learned);
            KeptActs = LearnedFile.ReadActs(kbDirectory, Learned);
        }

        /// <summary>Findings in what people wrote as rules.</summary>
        public FindingList Rules { get; } = new();

        /// <summary>Findings in what is learned, and in what it is learned from.</summary>
        public FindingList Learned { get; } = new();

        public RoutingRules Routing { get; }

        public AreaFinder Areas { get; }

        public Clarifications Clarifications { get; }

        public LearnedModel? Model { get; }

        public LearnedModel? Answered { get; }

        public LearnedModel? Lines { get; }

        public Clarifier? Clarifier { get; }

        public IReadOnlyList<ClarifyingExample> Clarifying { get; }

        public IReadOnlyList<ActExample> Acts { get; }

        public IReadOnlyList<PassageExample> Passages { get; }

        public ActWeights? KeptActs { get; }
    }
}
