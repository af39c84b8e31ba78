using System.CommandLine;
using System.Globalization;
using System.Security.Cryptography;
using HelpDesk.Cli.Terminal;
using HelpDesk.Conversation.Answering;
using HelpDesk.Conversation.Dialogue;
using HelpDesk.Conversation.Settings;
using HelpDesk.Sources;
using HelpDesk.Storage;
using HelpDesk.Storage.Outbox;
using HelpDesk.Storage.Turns;
using HelpDesk.Ticketing.Calendar;

namespace HelpDesk.Cli;

/// <summary>`helpdesk chat`: the whole conversation in a terminal, or scripted by standard input, kept in a database.</summary>
internal static class ChatCommand
{
    private const string ChannelName = "cli";

    public static Command Create(TextCatalog texts)
    {
        var db = DatabaseCommand.Option(texts);
        var user = new Option<string>("--user") { Description = texts.Get("chat.user"), DefaultValueFactory = _ => Environment.UserName };
        var kb = CliTexts.KbOption(texts);
        var settings = SettingsCommand.Option(texts);
        var command = new Command("chat", texts.Get("chat.about")) { db, user, kb, settings };
        command.SetAction((parsed, cancellation) =>
        {
            return Task.FromResult(KnowledgeCommand.Run(parsed.GetValue(kb), parsed.GetValue(settings), texts, (loaded, _, read) => read.Understood(loaded.Areas) is { } understood
                ? DatabaseCommand.Run(texts, () => ChatAsync(loaded, understood.Settings, read.Kb(parsed.GetValue(kb)), read.Database(parsed.GetValue(db)), parsed.GetValue(user)!, texts, cancellation))
                    .GetAwaiter().GetResult()
                : KnowledgeCommand.Failed));
        });
        return command;
    }

    private static async Task<int> ChatAsync(LoadedDesk loaded, HelpDeskSettings settings, string folder, Database database, string user, TextCatalog texts, CancellationToken cancellation)
    {
        var findings = new FindingList();
        var times = new AnswerTimes(BusinessCalendar.Read(folder, findings, settings.BusinessHours), settings.Targets);
        var bot = new Bot(loaded, DialogueTexts.Read(folder, findings), settings.Contacts, TimeProvider.System, times);
        if (findings.HasErrors)
        {
            KnowledgeCommand.Write(findings.All, texts, Console.Error);
            await Console.Error.WriteLineAsync(texts.Get("errors.kb", folder));
            return KnowledgeCommand.Failed;
        }

        await database.PrepareAsync(cancellation);
        await using var desk = new TurnDesk(database, () => bot, TimeProvider.System, e => Console.Error.WriteLine(texts.Get("errors.failed", e.Message)));
        var delivery = new Delivery(database, TimeProvider.System);

        // What an earlier run accepted and could not print any more.
        await PrintAsync(delivery, user, cancellation);
        if (!Console.IsInputRedirected)
        {
            await Console.Out.WriteLineAsync(texts.Get("chat.welcome", user));
        }

        while (await ReadAsync(texts, cancellation) is { } line)
        {
            if (string.IsNullOrWhiteSpace(line))
            {
                continue;
            }

            var activity = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
            await desk.AcceptAsync(new AcceptedMessage(ChannelName, user, activity, user, new Incoming(line), new Person(user)), cancellation);
            await PrintAsync(delivery, user, cancellation);
        }

        return 0;
    }

    private static async ValueTask<string?> ReadAsync(TextCatalog texts, CancellationToken cancellation)
    {
        if (!Console.IsInputRedirected)
        {
            await Console.Out.WriteAsync(texts.Get("chat.prompt"));
        }

        return await Console.In.ReadLineAsync(cancellation);
    }

    private static async Task PrintAsync(Delivery delivery, string user, CancellationToken cancellation)
    {
        var pending = await delivery.PendingAsync(ChannelName, user, cancellation);
        foreach (var outgoing in pending)
        {
            await Console.Out.WriteLineAsync(TerminalWriter.Quoted(outgoing.Reply.Text));
            if (outgoing.Reply.Choices is { Count: > 0 } choices)
            {
                await Console.Out.WriteLineAsync(TerminalWriter.OneLine(string.Join(' ', choices.Select(choice => choice.Label == choice.Say ? $"[{choice.Label}]" : string.Create(CultureInfo.InvariantCulture, $"[{choice.Say}: {choice.Label}]")))));
            }

            await Console.Out.WriteLineAsync();
        }

        await Console.Out.FlushAsync(cancellation);
        await delivery.DeliveredAsync([.. pending.Select(outgoing => outgoing.Id)], cancellation);
    }
}
