using System.CommandLine;
using HelpDesk.Attachments.Store;
using HelpDesk.Channels.BotFramework;
using HelpDesk.Cli.Terminal;
using HelpDesk.Conversation.Answering;
using HelpDesk.Conversation.Dialogue;
using HelpDesk.Sources;
using HelpDesk.Storage.Files;
using HelpDesk.Storage.Tickets;
using HelpDesk.Storage;
using HelpDesk.Ticketing.Calendar;
using HelpDesk.Ticketing.Routing;
using HelpDesk.Ticketing.Tickets;

namespace HelpDesk.Cli.Tickets;

/// <summary>Who works, on which database.</summary>
internal sealed class AgentOptions(TextCatalog texts)
{
    public Option<string?> Db { get; } = new("--db") { Description = texts.Get("tickets.db"), Recursive = true };

    public Option<string> Agent { get; } = new("--agent") { Description = texts.Get("tickets.agent"), Required = true, Recursive = true };

    public Option<string[]> Team { get; } = new("--team")
    {
        Description = texts.Get("tickets.team-option"), Recursive = true, AllowMultipleArgumentsPerToken = false, DefaultValueFactory = _ => [Ticket.HelpDesk],
    };

    public Option<string?> Kb { get; } = Everywhere(CliTexts.KbOption(texts));

    public Option<string?> Settings { get; } = Everywhere(SettingsCommand.Option(texts));

    public static Argument<string> Number(TextCatalog texts) => new("number") { Description = texts.Get("tickets.number") };

    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[Db, Agent, Team, Kb, Settings])
        {
            command.Options.Add(option);
        }
    }

    private static Option<T> Everywhere<T>(Option<T> option)
    {
        option.Recursive = true;
        return option;
    }
}

/// <summary>An agent at the desk, with everything that tickets are told and measured by.</summary>
/// <param name="Files">The record of files; the files themselves stand in <paramref name="Folder"/>.</param>
internal sealed record AgentSession(TicketDesk Desk, Viewer Viewer, TicketPrinter Printer, InquiryHints Hints, FileRegister Files, string Folder)
{
    public static Task<int> Run(ParseResult parsed, AgentOptions options, TextCatalog texts, Func<AgentSession, Task<int>> work) => DatabaseCommand.Run(texts, async () =>
    {
        if (string.IsNullOrWhiteSpace(parsed.GetValue(options.Agent)))
        {
            await Console.Error.WriteLineAsync(texts.Get("tickets.no-agent"));
            return KnowledgeCommand.Failed;
        }

        if (SettingsCommand.Read(parsed.GetValue(options.Settings), texts) is not { } read)
        {
            return KnowledgeCommand.Failed;
        }

        var (folder, findings) = (read.Kb(parsed.GetValue(options.Kb)), new FindingList());
        var (areas, routing, wording) = (AreaFinder.Read(folder, findings), RoutingRules.Read(folder, findings), Wording.Read(folder, findings));
        var urgency = UrgencyWords.Read(folder, findings);
        if (read.Understood(areas) is not { } loaded)
        {
            return KnowledgeCommand.Failed;
        }

        var settings = loaded.Settings;
        var rules = new TicketRules(wording, BusinessCalendar.Read(folder, findings, settings.BusinessHours), settings.Targets) { Release = settings.Release };
        if (findings.HasErrors)
        {
            KnowledgeCommand.Write(findings.All, texts, Console.Error);
            await Console.Error.WriteLineAsync(texts.Get("errors.kb", folder));
            return KnowledgeCommand.Failed;
        }

        var database = read.ExistingDatabase(parsed.GetValue(options.Db));
        await database.PrepareAsync(CancellationToken.None);
        return await work(new AgentSession(
            new TicketDesk(database, () => rules, TimeProvider.System, board: TeamsChannel.Board(loaded.Configuration)),
            Viewer.Agent(parsed.GetValue(options.Agent)!, parsed.GetValue(options.Team)!),
            new TicketPrinter(texts, wording.In(texts.Language), routing, areas, urgency),
            new InquiryHints(database, TimeProvider.System),
            new FileRegister(database, TimeProvider.System),
            FolderOf(loaded.Configuration["Files:Folder"], database)));
    });

    /// <summary>As the host finds it: the setting, else beside the database.</summary>
    private static string FolderOf(string? named, Database database) => named is { Length: > 0 }
        ? Path.GetFullPath(named)
        : Path.Combine(Path.GetDirectoryName(database.SqliteFile) ?? Environment.CurrentDirectory, FileStore.DefaultFolder);

    /// <summary>Null where it is no ticket number; that has been said.</summary>
    public static string? NumberOf(string typed, TextCatalog texts)
    {
        if (TicketNumber.TryParse(typed, out var number))
        {
            return number;
        }

        Console.Error.WriteLine(texts.Get("tickets.no-number", typed));
        return null;
    }
}
