using HelpDesk.Conversation.Answering;
using HelpDesk.Conversation.Dialogue;
using HelpDesk.Conversation.Settings;
using HelpDesk.Knowledge.Articles;
using HelpDesk.Sources;
using HelpDesk.Ticketing.Calendar;
using HelpDesk.Web.Site;

namespace HelpDesk.Web.Knowledge;

/// <summary>The desk and the bot that are served: read at the start, replaced whole when the kb folder changes, kept where the change is broken.</summary>
public sealed class ServedKnowledge
{
    private readonly ILogger<ServedKnowledge> log;
    private readonly Contacts contacts;
    private readonly HelpDeskSettings settings;
    private readonly Lock refreshing = new();
    private readonly TimeProvider time;
    private volatile Served? served;
    private volatile IReadOnlyList<string> broken = [];
    private IReadOnlyList<string> ofFolder = [];
    private string seen = "";

    public ServedKnowledge(IConfiguration configuration, HelpDeskSettings settings, IHostEnvironment environment, TimeProvider time, ILogger<ServedKnowledge> log)
    {
        this.log = log;
        contacts = settings.Contacts;
        this.settings = settings;
        this.time = time;
        Directory = KnowledgeFolder.Find(configuration, environment.ContentRootPath);
        FindingTexts = TextCatalog.Embedded(typeof(Finding).Assembly, "Texts", HostLanguage.Of(configuration));
    }

    public string Directory { get; }

    /// <summary>The last state without errors.</summary>
    public LoadedDesk Loaded => Current.Loaded;

    public AnswerDesk Desk => Current.Desk;

    /// <summary>The dialogue over the same state.</summary>
    public Bot Bot => Current.Bot;

    /// <summary>Changes with every state served.</summary>
    public string Version => Current.Version;

    /// <summary>Changes with all that pages show of the state: with the state itself, and when a notice begins or ends.</summary>
    public string Shown => string.Join(',', [Version, .. Loaded.Notices.Select(notice => notice.IsShown(time.GetUtcNow()) ? "1" : "0")]);

    /// <summary>What is wrong in the folder as it is now, described; empty where the served state is the folder's.</summary>
    public IReadOnlyList<string> Broken => broken;

    private TextCatalog FindingTexts { get; }

    private Served Current => served ?? throw new InvalidOperationException("The knowledge base has not been loaded.");

    /// <summary>Loads for the first time; where that fails, writes every finding and returns false.</summary>
    public bool Start(TextWriter errors)
    {
        ArgumentNullException.ThrowIfNull(errors);
        Refresh();
        foreach (var finding in Broken)
        {
            errors.WriteLine(finding);
        }

        return served is not null;
    }

    /// <summary>Reads the folder again where a file has changed since the last time; whoever returns has the folder's state served.</summary>
    public void Refresh()
    {
        lock (refreshing)
        {
            Look();
        }
    }

    private void Look()
    {
        string stamp;
        try
        {
            stamp = KnowledgeFolder.Stamp(Directory);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The folder itself cannot be listed just now. What was found in it before comes back with it.
            Report([$"{Directory}: {e.Message}"]);
            return;
        }

        if (stamp == seen && stamp.Length > 0)
        {
            Report(ofFolder);
            return;
        }

        seen = stamp;
        Take(Read(stamp), stamp);
    }

    /// <summary>Null where a file holds what no reader was made for; that is said once, not at every look.</summary>
    private (LoadedDesk Desk, IReadOnlyList<Finding> Findings)? Read(string stamp)
    {
        try
        {
            return ReadDesks.Of(Directory, stamp);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            log.LogError(e, "Knowledge base {Directory} could not be read", Directory);
            ofFolder = [$"{Directory}: {e.GetType().Name}: {e.Message}"];
            Report(ofFolder);
            return null;
        }
    }

    private void Take((LoadedDesk Desk, IReadOnlyList<Finding> Findings)? read, string stamp)
    {
        if (read is not { Desk: var loaded, Findings: var found })
        {
            return;
        }

        // The same rules as `helpdesk check`: a broken link or a doubled symptom is not served either.
        var dialogue = new FindingList();
        var texts = DialogueTexts.Read(DialogueFolder(), dialogue);
        var times = new AnswerTimes(BusinessCalendar.Read(DialogueFolder(), dialogue, settings.BusinessHours), settings.Targets);
        var errors = found.Concat(dialogue.All).Where(finding => finding.Severity == Severity.Error).ToList();
        ofFolder = [.. errors.Select(finding => finding.Describe(FindingTexts))];
        if (Servable(loaded, errors) is { Desk: { } desk } good)
        {
            served = new Served(good, desk, new Bot(good, texts, contacts, time, times), stamp);
            log.LogInformation("Knowledge base {Directory}: {Count} articles", Directory, desk.KnowledgeBase.Articles.Count);
        }

        Report(ofFolder);
    }

    /// <summary>Without a last good state, at the start, the articles that are whole are served though others are broken; health says so.</summary>
    private LoadedDesk? Servable(LoadedDesk loaded, List<Finding> errors)
    {
        if (errors.Count == 0)
        {
            return loaded;
        }

        return served is null && errors.TrueForAll(LoadedDesk.IsOfAnArticle) ? loaded with { Desk = loaded.Desk ?? loaded.Rest } : null;
    }

    /// <summary>A kb of articles alone speaks with the words that come with the program.</summary>
    private string DialogueFolder() =>
        System.IO.Directory.Exists(Directory) && !System.IO.Directory.EnumerateFiles(Directory, "replies.*.yaml").Any() ? KbFolder.Near(AppContext.BaseDirectory) : Directory;

    private void Report(IReadOnlyList<string> findings)
    {
        var before = broken;
        broken = findings;
        if (served is null || findings.SequenceEqual(before, StringComparer.Ordinal))
        {
            return;
        }

        foreach (var finding in findings)
        {
            log.LogError("Knowledge base not replaced: {Finding}", finding);
        }
    }

    private sealed record Served(LoadedDesk Loaded, AnswerDesk Desk, Bot Bot, string Version);
}
