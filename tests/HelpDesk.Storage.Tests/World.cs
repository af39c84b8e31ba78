using HelpDesk.Conversation.Answering;
using HelpDesk.Conversation.Dialogue;
using HelpDesk.Scripts;
using HelpDesk.Sources;
using HelpDesk.Storage.Model;
using HelpDesk.Storage.Outbox;
using HelpDesk.Storage.Tickets;
using HelpDesk.Storage.Turns;
using HelpDesk.Ticketing.Calendar;
using HelpDesk.Ticketing.Tickets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;

namespace HelpDesk.Storage.Tests;

/// <summary>The engines that every test of storage runs on.</summary>
public enum Engine
{
    Sqlite,
    Postgres,
}

/// <summary>The shipped kb, loaded once.</summary>
internal static class Kb
{
    public static string Folder => Checkout.Kb;

    private static readonly Lazy<LoadedDesk> Desk = new(() => LoadedDesk.Load(Folder, LanguageTools.Load()));
    private static readonly Lazy<DialogueTexts> Texts = new(() => DialogueTexts.Read(Folder, new FindingList()));

    public static TicketRules Rules { get; } = new(Texts.Value.Wording, BusinessCalendar.Read(Folder, new FindingList()), new TicketTargets());

    public static LoadedDesk Loaded => Desk.Value;

    public static Bot Bot(Contacts? contacts = null) => new(Desk.Value, Texts.Value, contacts ?? Contacts.None);
}

/// <summary>A database of one test, with a desk that takes turns on it and a clock that stands still.</summary>
internal sealed class World : IAsyncDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("helpdesk-storage-").FullName;
    private readonly string? postgres;
    private int activities;

    private readonly ConversationSignals? signals;

    private World(Engine engine, ConversationSignals? signals)
    {
        this.signals = signals;
        postgres = engine == Engine.Postgres ? PostgresServer.NewDatabase() : null;
        var file = Path.Combine(folder, "test.db");
        if (postgres is null)
        {
            PreparedSqlite.CopyTo(file);
        }

        Database = postgres is null ? Database.Sqlite(file) : Database.Postgres(postgres);
        Tickets = new TicketDesk(Database, () => Kb.Rules, Clock, signals);
        Desk = new TurnDesk(Database, () => Kb.Bot(), Clock, Failures.Add, signals);
    }

    public Database Database { get; }

    public TurnDesk Desk { get; private set; }

    public TicketDesk Tickets { get; }

    public List<Exception> Failures { get; } = [];

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 11, 24, 1, 0, 0, TimeSpan.Zero));

    /// <summary>A copy of a database that was migrated once, on either engine.</summary>
    public static Task<World> CreateAsync(Engine engine = Engine.Sqlite, ConversationSignals? signals = null) => Task.FromResult(new World(engine, signals));

    public Task<AcceptedTurn> SayAsync(string text, string user = "taro", string? activity = null) => Desk.AcceptAsync(
        new AcceptedMessage("test", user, activity ?? $"a{Interlocked.Increment(ref activities)}", user, new Incoming(text)), TestContext.Current.CancellationToken);

    /// <summary>Does something that is no plain text: sends files, submits a form, likes.</summary>
    public Task<AcceptedTurn> DoAsync(Incoming incoming, string user = "taro", bool anonymous = false) => Desk.AcceptAsync(
        new AcceptedMessage("test", user, $"a{Interlocked.Increment(ref activities)}", user, incoming, new Person(Anonymous: anonymous)), TestContext.Current.CancellationToken);

    public async Task<List<T>> ReadAsync<T>(Func<HelpDeskContext, IQueryable<T>> query)
    {
        await using var context = Database.Open();
        return await query(context).ToListAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Opens a ticket at the help desk for a user; its number.</summary>
    public async Task<string> OpenTicketAsync(string user = "taro", string about = "ERR_20070")
    {
        foreach (var line in (string[])[about, "担当者に相談", "すべてスキップ", "この内容で送る"])
        {
            await SayAsync(line, user);
        }

        return (await ReadAsync(context => context.Tickets.OrderByDescending(ticket => ticket.Id).Select(ticket => ticket.Number).Take(1))).Single();
    }

    /// <summary>What the desk has said by itself, in order.</summary>
    public async Task<List<Reply>> ToldAsync(string user = "taro") =>
        [.. (await ReadAsync(context => context.Outbox.Where(row => row.Conversation == user && row.Activity == null).OrderBy(row => row.Id).Select(row => row.Reply))).Select(reply => ReplyJson.Read(reply!))];

    public async Task RestartAsync()
    {
        await Desk.DisposeAsync();
        Desk = new TurnDesk(Database, () => Kb.Bot(), Clock, Failures.Add, signals);
    }

    public async ValueTask DisposeAsync()
    {
        await Desk.DisposeAsync();
        if (postgres is not null)
        {
            PostgresServer.Close(postgres);
        }

        Directory.Delete(folder, recursive: true);
    }
}
