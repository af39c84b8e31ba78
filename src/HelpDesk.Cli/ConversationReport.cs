using HelpDesk.Ticketing.Calendar;
using HelpDesk.Ticketing.Tickets;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using HelpDesk.Cli.Terminal;
using HelpDesk.Conversation.Answering;
using HelpDesk.Conversation.Dialogue;
using HelpDesk.Conversation.Evaluation;
using HelpDesk.Sources;
using Spectre.Console;

namespace HelpDesk.Cli;

/// <summary>`helpdesk evaluate --conversations`: plays people against the bot; figures, what was not met, transcripts.</summary>
internal static class ConversationReport
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static int Run(LoadedDesk loaded, string kb, string path, string? print, bool json, TextCatalog texts)
    {
        var files = Directory.Exists(path) ? [.. Directory.EnumerateFiles(path, "*.yaml").Order(StringComparer.Ordinal)] : File.Exists(path) ? new List<string> { path } : [];
        if (files.Count == 0)
        {
            Console.Error.WriteLine(texts.Get("errors.file", path));
            return KnowledgeCommand.Failed;
        }

        var findings = new FindingList();
        var personas = files.SelectMany(file => PersonaFile.Read(file, findings)).ToList();
        var bot = new Bot(loaded, DialogueTexts.Read(kb, findings), Contacts.None, PersonaPlayer.Clock, new AnswerTimes(BusinessCalendar.Read(kb, findings), new TicketTargets()));
        if (findings.HasErrors)
        {
            KnowledgeCommand.Write(findings.All, texts, Console.Error);
            return KnowledgeCommand.Failed;
        }

        var player = new PersonaPlayer(bot, PersonaPhrases.Embedded());
        var judged = personas.Select(persona => Judgement.Of(player.Play(persona))).ToList();
        foreach (var one in judged.Where(one => print == "all" || one.Played.Persona.Id == print))
        {
            Transcript(one, texts);
        }

        Figures(judged, json, texts, listMisses: print is null);
        return 0;
    }

    private static void Figures(IReadOnlyList<Judgement> judged, bool json, TextCatalog texts, bool listMisses)
    {
        var figures = ConversationFigures.Of(judged);
        if (json)
        {
            Console.Out.WriteLine(JsonSerializer.Serialize(figures, Json));
            return;
        }

        if (listMisses)
        {
            foreach (var one in judged.Where(one => !one.Met || one.Played.AskedTwice.Count > 0))
            {
                Console.Out.WriteLine($"{one.Played.Persona.Id}: {string.Join("; ", [.. one.Misses, .. one.Played.AskedTwice.Select(need => "twice: " + need)])}");
            }
        }

        var table = new Table().Border(TableBorder.Simple);
        foreach (var column in (string[])["n", "met", "nothing twice", "no dead end", "tickets", "wrong receiver", "messages", "largest state"])
        {
            table.AddColumn(column, c => c.RightAligned().NoWrap());
        }

        table.AddRow(
            Number(figures.Count), Share(figures.Met), Share(figures.NothingTwice), Share(figures.NoDeadEnd), Number(figures.Tickets), Number(figures.WrongReceivers),
            figures.Turns.ToString("0.0", CultureInfo.InvariantCulture), Number(figures.LargestState));
        AnsiConsole.Profile.Width = Math.Max(AnsiConsole.Profile.Width, 120);
        AnsiConsole.Write(table);
        Console.Out.WriteLine(texts.Get("evaluate.conversationLegend"));
    }

    private static void Transcript(Judgement one, TextCatalog texts)
    {
        Console.Out.WriteLine($"# {one.Played.Persona.Id}: {one.Played.Persona.About}");
        foreach (var exchange in one.Played.Exchanges)
        {
            if (exchange.Before is { } before)
            {
                Console.Out.WriteLine($"[{texts.Get("evaluate.agent")}: {before.Verb} {before.Text}]");
            }

            Console.Out.WriteLine($"{texts.Get("evaluate.person")}> {exchange.Person}");
            foreach (var reply in exchange.Bot)
            {
                var choices = reply.Choices is { Count: > 0 } offered ? "\n    " + string.Join(' ', offered.Select(choice => $"[{choice.Label}]")) : "";
                Console.Out.WriteLine($"  {texts.Get("evaluate.bot")}> {reply.Text.ReplaceLineEndings("\n    ")}{choices}");
            }
        }

        foreach (var ticket in one.Played.Tickets)
        {
            var opened = ticket.Opened;
            Console.Out.WriteLine($"= {texts.Get("evaluate.ticket")} {ticket.Number} {ticket.State} {opened.Owner} {opened.AreaCode ?? "-"} {opened.InquiryType ?? "-"}: {opened.Subject}");
            Console.Out.WriteLine("    " + ticket.WholeText.ReplaceLineEndings("\n    "));
        }

        if (one.Played.AskedTwice.Count > 0)
        {
            Console.Out.WriteLine($"! {texts.Get("evaluate.twice")}: {string.Join(", ", one.Played.AskedTwice)}");
        }

        Console.Out.WriteLine(one.Met ? "" : $"! {texts.Get("evaluate.misses")}: {string.Join("; ", one.Misses)}\n");
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Share(double value) => value.ToString("0.000", CultureInfo.InvariantCulture);
}
